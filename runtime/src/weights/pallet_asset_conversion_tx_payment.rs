//! Weights of `pallet_asset_conversion_tx_payment`, MEASURED. Written by `make weights`: change the benchmarks, not this file.
//!
//! Machine: AMD EPYC, 2 cores, 24 GiB of memory.
//! Command: `tidewater-weights pallets --steps 20 --repeat 10`.
//! Steps: 20, repeats: 10, execution: Compiled, analysis: MinSquares.

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// The measured weights, at the database weights of `T`.
pub struct Measured<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_asset_conversion_tx_payment::WeightInfo for Measured<T> {
    fn charge_asset_tx_payment_zero() -> Weight {
        // At least 731 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(1_182_000, 0).saturating_add(T::DbWeight::get().reads_writes(0, 0))
    }
    /// Storage: `System::Account` (r:1 w:1)
    fn charge_asset_tx_payment_native() -> Weight {
        // At least 52_428 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(68_693_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
    }
    /// Storage: `Amm::FeePools` (r:1 w:0)
    /// Storage: `Amm::Pools` (r:1 w:1)
    /// Storage: `Assets::Account` (r:2 w:2)
    /// Storage: `System::Account` (r:1 w:1)
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:2 w:0)
    fn charge_asset_tx_payment_asset() -> Weight {
        // At least 390_001 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(482_639_000, 0).saturating_add(T::DbWeight::get().reads_writes(8, 5))
    }
}
