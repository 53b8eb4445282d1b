//! The runtime as its next version would be, for the development chains: the `spec_version` is one more, and
//! a migration runs. On the host there is nothing in it: the Polkadot.js test of upgrades takes the wasm out
//! of the build folder.

#![cfg_attr(not(feature = "std"), no_std)]

#[cfg(not(feature = "std"))]
pub use tidewater_runtime::*;
