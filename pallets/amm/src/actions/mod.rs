//! What the calls do, one file per verb: read, check, compute, move, write, emit.

#![deny(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod add_liquidity;
mod create_pool;
mod genesis;
mod money;
mod remove_liquidity;
mod swap;

pub(crate) use swap::Plan;
