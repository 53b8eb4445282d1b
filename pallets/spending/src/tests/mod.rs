//! What the pallet does.

mod golden;
mod invariants;
mod regressions;
mod sequences;
mod spend;
mod support;
mod views;
mod weights;
mod window;
