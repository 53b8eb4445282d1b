//! Weights of `pallet_price_oracle`, MEASURED. Written by `make weights`: change the benchmarks, not this file.
//!
//! Machine: AMD EPYC, 2 cores, 24 GiB of memory.
//! Command: `tidewater-weights pallets --steps 20 --repeat 10`.
//! Steps: 20, repeats: 10, execution: Compiled, analysis: MinSquares.

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// The measured weights, at the database weights of `T`.
pub struct Measured<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_price_oracle::WeightInfo for Measured<T> {
    /// Storage: `PriceOracle::CurrentSession` (r:1 w:0)
    /// Storage: `PriceOracle::Validators` (r:1 w:0)
    /// Storage: `PriceOracle::Reports` (r:1 w:1)
    /// Storage: `Timestamp::Now` (r:1 w:0)
    /// Storage: `PriceOracle::Feeds` (r:1 w:0)
    /// Storage: `PriceOracle::Touched` (r:0 w:1)
    /// `o` is between 1 and 32.
    fn report(o: u32) -> Weight {
        // At least 75_152 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(82_051_173, 0)
            // Standard error: 380_765.
            .saturating_add(Weight::from_parts(1_748_598, 0).saturating_mul(o.into()))
            .saturating_add(T::DbWeight::get().reads_writes(5, 2))
    }
    /// Storage: `PriceOracle::CurrentSession` (r:1 w:0)
    /// Storage: `PriceOracle::Validators` (r:1 w:0)
    /// Storage: `PriceOracle::Reports` (r:1 w:0)
    /// Storage: `Timestamp::Now` (r:1 w:0)
    /// Storage: `PriceOracle::Feeds` (r:1 w:0)
    /// Storage: `System::BlockHash` (r:1 w:0)
    /// `o` is between 1 and 32.
    fn validate_report(_o: u32) -> Weight {
        // At least 105_868 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(145_032_615, 0).saturating_add(T::DbWeight::get().reads_writes(6, 0))
    }
    /// Storage: `PriceOracle::Touched` (r:1 w:1)
    /// Storage: `Timestamp::Now` (r:1 w:0)
    /// Storage: `PriceOracle::CurrentSession` (r:1 w:0)
    /// Storage: `PriceOracle::Scores` (r:1 w:1)
    /// Storage: `PriceOracle::Members` (r:1 w:0)
    /// Storage: `PriceOracle::Reports` (r:100 w:0)
    /// Storage: `PriceOracle::Feeds` (r:1 w:0)
    /// Storage: `PriceOracle::Prices` (r:32 w:32)
    /// Storage: `PriceOracle::NextChange` (r:0 w:1)
    /// `v` is between 1 and 100.
    /// `f` is between 1 and 32.
    fn aggregate(v: u32, f: u32) -> Weight {
        // At least 444_433 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(469_680_000, 0)
            // Standard error: 402_839.
            .saturating_add(Weight::from_parts(6_449_632, 0).saturating_mul(v.into()))
            // Standard error: 1_259_905.
            .saturating_add(Weight::from_parts(20_096_935, 0).saturating_mul(f.into()))
            .saturating_add(T::DbWeight::get().reads_writes(6, 3))
            .saturating_add(T::DbWeight::get().reads(1).saturating_mul(v.into()))
            .saturating_add(T::DbWeight::get().reads(1).saturating_mul(f.into()))
            .saturating_add(T::DbWeight::get().writes(1).saturating_mul(f.into()))
    }
    /// Storage: `PriceOracle::Touched` (r:1 w:0)
    /// Storage: `PriceOracle::NextChange` (r:1 w:0)
    /// Storage: `Timestamp::Now` (r:1 w:0)
    fn idle() -> Weight {
        // At least 8_403 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(9_784_000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 0))
    }
    /// Storage: `Timestamp::Now` (r:1 w:0)
    /// Storage: `PriceOracle::Feeds` (r:1 w:1)
    /// Storage: `PriceOracle::NextFeedId` (r:1 w:1)
    /// Storage: `PriceOracle::FeedOf` (r:0 w:1)
    /// Storage: `PriceOracle::Prices` (r:0 w:1)
    fn register_feed() -> Weight {
        // At least 38_748 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(51_286_000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 4))
    }
    /// Storage: `PriceOracle::Feeds` (r:1 w:1)
    /// Storage: `PriceOracle::TermsChangedAt` (r:1 w:1)
    /// Storage: `PriceOracle::Touched` (r:0 w:1)
    fn update_feed() -> Weight {
        // At least 52_268 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(66_850_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 3))
    }
    /// Storage: `PriceOracle::Feeds` (r:1 w:1)
    /// Storage: `PriceOracle::Prices` (r:1 w:1)
    /// Storage: `Timestamp::Now` (r:1 w:0)
    fn halt_feed() -> Weight {
        // At least 74_721 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(90_445_000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 2))
    }
    /// Storage: `PriceOracle::Feeds` (r:1 w:1)
    /// Storage: `PriceOracle::Prices` (r:1 w:1)
    /// Storage: `Timestamp::Now` (r:1 w:0)
    fn resume_feed() -> Weight {
        // At least 62_523 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(81_701_000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 2))
    }
    /// Storage: `PriceOracle::Feeds` (r:1 w:1)
    /// Storage: `PriceOracle::FeedOf` (r:0 w:1)
    /// Storage: `PriceOracle::TermsChangedAt` (r:0 w:1)
    /// Storage: `PriceOracle::Prices` (r:0 w:1)
    fn remove_feed() -> Weight {
        // At least 59_348 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(75_883_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 4))
    }
}
