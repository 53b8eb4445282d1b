//! What the pallet does, one file per verb.

mod expire;
mod golden;
mod invariants;
mod lift;
mod pause_for;
mod sequences;
mod support;
mod views;
mod weights;
