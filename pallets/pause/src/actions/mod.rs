//! What the calls and the start of a block do, one file per verb: read, check, compute, write, emit.

#![deny(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod expire;
mod lift;
mod pause_for;
