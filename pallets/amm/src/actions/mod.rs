//! What the calls do, one file per verb: read, check, compute, move, write, emit.

#![deny(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod add_liquidity;
mod close_pool;
mod create_pool;
mod debts;
mod genesis;
mod governance;
mod money;
mod protocol_fees;
mod remove_liquidity;
mod remove_liquidity_single;
mod swap;

pub(crate) use swap::{Plan, Planned, Step};
