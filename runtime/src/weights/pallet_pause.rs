//! Weights of `pallet_pause`, MEASURED. Written by `make weights`: change the benchmarks, not this file.
//!
//! Machine: AMD EPYC, 2 cores, 24 GiB of memory.
//! Command: `tidewater-weights pallets --steps 20 --repeat 10`.
//! Steps: 20, repeats: 10, execution: Compiled, analysis: MinSquares.

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// The measured weights, at the database weights of `T`.
pub struct Measured<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_pause::WeightInfo for Measured<T> {
    /// Storage: `Pause::Records` (r:1 w:1)
    /// Storage: `TxPause::PausedCalls` (r:1 w:1)
    fn pause_for() -> Weight {
        // At least 24_607 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(26_920_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 2))
    }
    /// Storage: `Pause::Records` (r:1 w:1)
    /// Storage: `TxPause::PausedCalls` (r:1 w:1)
    fn lift() -> Weight {
        // At least 26_330 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(28_652_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 2))
    }
    /// Storage: `Pause::Records` (r:1 w:1)
    /// Storage: `TxPause::PausedCalls` (r:10 w:10)
    /// `e` is between 0 and 10.
    fn lift_due(e: u32) -> Weight {
        // At least 9_044 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(12_968_764, 0)
            // Standard error: 4_388.
            .saturating_add(Weight::from_parts(10_459_260, 0).saturating_mul(e.into()))
            .saturating_add(T::DbWeight::get().reads_writes(1, 1))
            .saturating_add(T::DbWeight::get().reads(1).saturating_mul(e.into()))
            .saturating_add(T::DbWeight::get().writes(1).saturating_mul(e.into()))
    }
}
