//! What a validator's node does after each block: it asks the sources, brings together what they say,
//! and reports what is due. Nothing here writes the chain's state.

#![deny(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

pub mod combine;
