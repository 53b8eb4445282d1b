//! Weights of `pallet_spending`, MEASURED. Written by `make weights`: change the benchmarks, not this file.
//!
//! Machine: AMD EPYC, 2 cores, 24 GiB of memory.
//! Command: `tidewater-weights pallets --steps 20 --repeat 10`.
//! Steps: 20, repeats: 10, execution: Compiled, analysis: MinSquares.

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// The measured weights, at the database weights of `T`.
pub struct Measured<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_spending::WeightInfo for Measured<T> {
    /// Storage: `StakingRewards::SweepRoutes` (r:1 w:0)
    /// Storage: `Amm::Pools` (r:4 w:0)
    /// Storage: `Spending::Approvals` (r:1 w:1)
    /// Storage: `Treasury::SpendCount` (r:1 w:1)
    /// Storage: `Treasury::Spends` (r:0 w:1)
    fn spend() -> Weight {
        // At least 134_010 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(205_747_000, 0).saturating_add(T::DbWeight::get().reads_writes(7, 3))
    }
}
