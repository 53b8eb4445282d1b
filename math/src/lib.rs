#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::unwrap_used,
    )
)]

pub mod aggregate;
pub mod amm;
pub mod error;
pub mod rewards;
pub mod rounding;
pub mod voting;

pub use error::MathError;
pub use ruint::aliases::U256;
