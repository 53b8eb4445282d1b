//! Our staking rewards beside `pallet-asset-rewards`: one runtime, the same people with the same stakes in
//! both, the same rewards. Only measured natively, so it is not in the wasm.

pub mod actions;
pub mod chain;
pub mod runtime;
