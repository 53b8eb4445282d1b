//! The node's part in the oracle: the operator's sources go to the off-chain worker, the worker's status
//! and the chain's prices to whoever watches.

pub(crate) mod metrics;
mod prices;
pub(crate) mod storage;

pub(crate) use prices::{watch, BestPrices, Prices};
