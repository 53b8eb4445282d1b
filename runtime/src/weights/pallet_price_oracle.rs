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
    /// Storage: `PriceOracle::Feeds` (r:32 w:0)
    /// Storage: `PriceOracle::Touched` (r:0 w:1)
    /// `o` is between 1 and 32.
    fn report(o: u32) -> Weight {
        // At least 62_313 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(72_125_159, 0)
            // Standard error: 280_398.
            .saturating_add(Weight::from_parts(5_946_152, 0).saturating_mul(o.into()))
            .saturating_add(T::DbWeight::get().reads_writes(4, 2))
            .saturating_add(T::DbWeight::get().reads(1).saturating_mul(o.into()))
    }
    /// Storage: `PriceOracle::CurrentSession` (r:1 w:0)
    /// Storage: `PriceOracle::Validators` (r:1 w:0)
    /// Storage: `PriceOracle::Reports` (r:1 w:0)
    /// Storage: `Timestamp::Now` (r:1 w:0)
    /// Storage: `PriceOracle::Feeds` (r:32 w:0)
    /// Storage: `System::BlockHash` (r:1 w:0)
    /// `o` is between 1 and 32.
    fn validate_report(o: u32) -> Weight {
        // At least 95_943 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(121_951_084, 0)
            // Standard error: 268_106.
            .saturating_add(Weight::from_parts(5_042_996, 0).saturating_mul(o.into()))
            .saturating_add(T::DbWeight::get().reads_writes(5, 0))
            .saturating_add(T::DbWeight::get().reads(1).saturating_mul(o.into()))
    }
    /// Storage: `PriceOracle::Touched` (r:1 w:1)
    /// Storage: `Timestamp::Now` (r:1 w:0)
    /// Storage: `PriceOracle::CurrentSession` (r:1 w:0)
    /// Storage: `PriceOracle::Scores` (r:1 w:1)
    /// Storage: `PriceOracle::Members` (r:1 w:0)
    /// Storage: `PriceOracle::Reports` (r:100 w:0)
    /// Storage: `PriceOracle::Feeds` (r:33 w:0)
    /// Storage: `PriceOracle::Prices` (r:32 w:32)
    /// Storage: `PriceOracle::NextChange` (r:0 w:1)
    /// `v` is between 1 and 100.
    /// `f` is between 1 and 32.
    fn aggregate(v: u32, f: u32) -> Weight {
        // At least 442_980 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(448_579_000, 0)
            // Standard error: 1_121_611.
            .saturating_add(Weight::from_parts(5_483_614, 0).saturating_mul(v.into()))
            // Standard error: 3_507_905.
            .saturating_add(Weight::from_parts(28_901_558, 0).saturating_mul(f.into()))
            .saturating_add(T::DbWeight::get().reads_writes(6, 3))
            .saturating_add(T::DbWeight::get().reads(1).saturating_mul(v.into()))
            .saturating_add(T::DbWeight::get().reads(2).saturating_mul(f.into()))
            .saturating_add(T::DbWeight::get().writes(1).saturating_mul(f.into()))
    }
    /// Storage: `PriceOracle::Touched` (r:1 w:0)
    /// Storage: `PriceOracle::NextChange` (r:1 w:0)
    /// Storage: `Timestamp::Now` (r:1 w:0)
    fn idle() -> Weight {
        // At least 8_803 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(10_936_000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 0))
    }
    /// Storage: `Timestamp::Now` (r:1 w:0)
    /// Storage: `PriceOracle::Feeds` (r:33 w:1)
    /// Storage: `PriceOracle::CounterForFeeds` (r:1 w:1)
    /// Storage: `PriceOracle::NextFeedId` (r:1 w:1)
    /// Storage: `PriceOracle::FeedOf` (r:0 w:1)
    /// Storage: `PriceOracle::Prices` (r:0 w:1)
    fn register_feed() -> Weight {
        // At least 148_411 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(168_972_000, 0).saturating_add(T::DbWeight::get().reads_writes(36, 5))
    }
    /// Storage: `PriceOracle::Feeds` (r:1 w:1)
    /// Storage: `PriceOracle::Touched` (r:0 w:1)
    fn update_feed() -> Weight {
        // At least 47_911 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(68_652_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 2))
    }
    /// Storage: `PriceOracle::Feeds` (r:1 w:1)
    /// Storage: `PriceOracle::Prices` (r:1 w:1)
    /// Storage: `Timestamp::Now` (r:1 w:0)
    fn halt_feed() -> Weight {
        // At least 77_285 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(119_679_000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 2))
    }
    /// Storage: `PriceOracle::Feeds` (r:1 w:1)
    /// Storage: `PriceOracle::Prices` (r:1 w:1)
    /// Storage: `Timestamp::Now` (r:1 w:0)
    fn resume_feed() -> Weight {
        // At least 58_637 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(103_854_000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 2))
    }
    /// Storage: `PriceOracle::Feeds` (r:1 w:1)
    /// Storage: `PriceOracle::CounterForFeeds` (r:1 w:1)
    /// Storage: `PriceOracle::FeedOf` (r:0 w:1)
    /// Storage: `PriceOracle::Prices` (r:0 w:1)
    fn remove_feed() -> Weight {
        // At least 60_671 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(84_336_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 4))
    }
}
