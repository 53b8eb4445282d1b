//! What the calls and hooks do, one file per verb: read, check, compute, write, emit.

#![deny(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod aggregate;
mod feeds;
mod mute;
mod report;
mod round;
mod session;
mod settle;

#[cfg(any(feature = "std", feature = "try-runtime"))]
pub(crate) use mute::can_be_muted;
