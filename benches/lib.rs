//! Our code measured against its peers, side by side: `make bench`, and `make weights WEIGHTS=peers`.
//!
//! A crate of its own, because criterion turns on features of crates that the SDK shares, and would
//! have the node's whole dependency tree built once more.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "std")]
pub mod chains;
#[cfg(feature = "std")]
pub mod rewards;
pub mod runtime;
pub mod same_trades;
pub mod trades;
#[cfg(feature = "std")]
pub mod voting;
#[cfg(feature = "runtime-benchmarks")]
mod wasm;
