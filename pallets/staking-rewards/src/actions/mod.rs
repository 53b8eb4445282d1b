//! What the calls do, one file per verb: read, check, compute, move, write, emit.

#![deny(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod claim;
mod close;
mod compound;
mod create_programme;
mod fund;
mod genesis;
mod governance;
mod money;
mod open_stream;
mod refund;
mod remove_programme;
mod set_stream;
mod settled;
mod stake;
mod sweep;
mod unstake;
