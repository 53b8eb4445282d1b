//! The runtime as its next version would be, for the development chains: the `spec_version` is one more, and
//! a migration runs. The Polkadot.js test of upgrades takes the wasm out of the build folder.

#![cfg_attr(not(feature = "std"), no_std)]

#[cfg(feature = "std")]
include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));

#[cfg(not(feature = "std"))]
pub use tidewater_runtime::*;
