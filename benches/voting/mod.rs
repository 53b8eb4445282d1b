//! Our voting beside `pallet-conviction-voting`: one runtime, each with referenda of its own, of
//! `pallet-referenda` and the same in both. Only measured natively, so it is not in the wasm.

pub mod actions;
pub mod chain;
pub mod runtime;
