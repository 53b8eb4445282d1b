//! What the pallet does, one file per verb.

mod claim;
mod close;
mod compound;
mod create_programme;
mod golden;
mod governance;
mod hostile_assets;
mod impls;
mod income;
mod invariants;
mod open_stream;
mod regressions;
mod sequences;
mod set_stream;
mod share;
mod stake;
mod stream_in;
mod support;
mod sweep;
mod unstake;
mod views;
mod weights;
