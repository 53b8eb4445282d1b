//! Weights of `pallet_assets`, MEASURED. Written by `make weights`: change the benchmarks, not this file.
//!
//! Machine: AMD EPYC, 2 cores, 24 GiB of memory.
//! Command: `tidewater-weights pallets --steps 20 --repeat 10`.
//! Steps: 20, repeats: 10, execution: Compiled, analysis: MinSquares.

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// The measured weights, at the database weights of `T`.
pub struct Measured<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_assets::WeightInfo for Measured<T> {
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `Assets::NextAssetId` (r:1 w:1)
    /// Storage: `System::Account` (r:1 w:1)
    fn create() -> Weight {
        // At least 26_789 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(46_449_000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 3))
    }
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `Assets::NextAssetId` (r:1 w:1)
    fn force_create() -> Weight {
        // At least 10_476 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(14_561_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 2))
    }
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `AssetsHolder::Holds` (r:1 w:0)
    fn start_destroy() -> Weight {
        // At least 13_660 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(26_970_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
    }
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `Assets::Account` (r:501 w:500)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:500 w:500)
    /// Storage: `System::Account` (r:500 w:500)
    /// Storage: `AssetsHolder::Holds` (r:500 w:500)
    /// `c` is between 0 and 500.
    fn destroy_accounts(c: u32) -> Weight {
        // At least 21_692 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(253_485_512, 0)
            // Standard error: 703_547.
            .saturating_add(Weight::from_parts(35_643_443, 0).saturating_mul(c.into()))
            .saturating_add(T::DbWeight::get().reads_writes(2, 1))
            .saturating_add(T::DbWeight::get().reads(4).saturating_mul(c.into()))
            .saturating_add(T::DbWeight::get().writes(4).saturating_mul(c.into()))
    }
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `Assets::Approvals` (r:501 w:500)
    /// `a` is between 0 and 500.
    fn destroy_approvals(a: u32) -> Weight {
        // At least 14_201 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(15_043_000, 0)
            // Standard error: 205_351.
            .saturating_add(Weight::from_parts(23_441_401, 0).saturating_mul(a.into()))
            .saturating_add(T::DbWeight::get().reads_writes(2, 1))
            .saturating_add(T::DbWeight::get().reads(1).saturating_mul(a.into()))
            .saturating_add(T::DbWeight::get().writes(1).saturating_mul(a.into()))
    }
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `Assets::Metadata` (r:1 w:0)
    /// Storage: `Assets::Reserves` (r:0 w:1)
    fn finish_destroy() -> Weight {
        // At least 12_840 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(20_962_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 2))
    }
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `Assets::Account` (r:1 w:1)
    fn mint() -> Weight {
        // At least 21_172 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(35_473_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 2))
    }
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `Assets::Account` (r:1 w:1)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
    /// Storage: `AssetsHolder::Holds` (r:1 w:1)
    fn burn() -> Weight {
        // At least 48_843 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(70_085_000, 0).saturating_add(T::DbWeight::get().reads_writes(4, 4))
    }
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `Assets::Account` (r:2 w:2)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
    /// Storage: `System::Account` (r:1 w:1)
    /// Storage: `AssetsHolder::Holds` (r:1 w:1)
    fn transfer() -> Weight {
        // At least 61_242 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(76_724_000, 0).saturating_add(T::DbWeight::get().reads_writes(6, 6))
    }
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `Assets::Account` (r:2 w:2)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:0)
    /// Storage: `System::Account` (r:1 w:1)
    fn transfer_keep_alive() -> Weight {
        // At least 45_588 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(64_456_000, 0).saturating_add(T::DbWeight::get().reads_writes(5, 4))
    }
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `Assets::Account` (r:2 w:2)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
    /// Storage: `System::Account` (r:1 w:1)
    /// Storage: `AssetsHolder::Holds` (r:1 w:1)
    fn force_transfer() -> Weight {
        // At least 61_041 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(82_473_000, 0).saturating_add(T::DbWeight::get().reads_writes(6, 6))
    }
    /// Storage: `Assets::Asset` (r:1 w:0)
    /// Storage: `Assets::Account` (r:1 w:1)
    fn freeze() -> Weight {
        // At least 13_350 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(19_169_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
    }
    /// Storage: `Assets::Asset` (r:1 w:0)
    /// Storage: `Assets::Account` (r:1 w:1)
    fn thaw() -> Weight {
        // At least 13_651 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(22_143_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
    }
    /// Storage: `Assets::Asset` (r:1 w:1)
    fn freeze_asset() -> Weight {
        // At least 8_853 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(16_886_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
    }
    /// Storage: `Assets::Asset` (r:1 w:1)
    fn thaw_asset() -> Weight {
        // At least 9_003 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(15_123_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
    }
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `Assets::Metadata` (r:1 w:0)
    fn transfer_ownership() -> Weight {
        // At least 11_687 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(19_599_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
    }
    /// Storage: `Assets::Asset` (r:1 w:1)
    fn set_team() -> Weight {
        // At least 9_033 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(16_224_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
    }
    /// Storage: `Assets::Asset` (r:1 w:0)
    /// Storage: `Assets::Reserves` (r:0 w:1)
    /// `n` is between 0 and 5.
    fn set_reserves(n: u32) -> Weight {
        // At least 9_905 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(17_904_297, 0)
            // Standard error: 10_612.
            .saturating_add(Weight::from_parts(42_455, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads_writes(1, 1))
    }
    /// Storage: `Assets::Asset` (r:1 w:0)
    /// Storage: `Assets::Metadata` (r:1 w:1)
    /// `n` is between 0 and 50.
    /// `s` is between 0 and 50.
    fn set_metadata(n: u32, _s: u32) -> Weight {
        // At least 27_961 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(44_717_766, 0)
            // Standard error: 2_405.
            .saturating_add(Weight::from_parts(27_267, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads_writes(2, 1))
    }
    /// Storage: `Assets::Asset` (r:1 w:0)
    /// Storage: `Assets::Metadata` (r:1 w:1)
    fn clear_metadata() -> Weight {
        // At least 26_059 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(40_099_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
    }
    /// Storage: `Assets::Asset` (r:1 w:0)
    /// Storage: `Assets::Metadata` (r:1 w:1)
    /// `n` is between 0 and 50.
    /// `s` is between 0 and 50.
    fn force_set_metadata(n: u32, s: u32) -> Weight {
        // At least 11_187 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(17_790_328, 0)
            // Standard error: 1_232.
            .saturating_add(Weight::from_parts(6_827, 0).saturating_mul(n.into()))
            // Standard error: 1_232.
            .saturating_add(Weight::from_parts(3_149, 0).saturating_mul(s.into()))
            .saturating_add(T::DbWeight::get().reads_writes(2, 1))
    }
    /// Storage: `Assets::Asset` (r:1 w:0)
    /// Storage: `Assets::Metadata` (r:1 w:1)
    fn force_clear_metadata() -> Weight {
        // At least 25_498 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(29_554_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
    }
    /// Storage: `Assets::Asset` (r:1 w:1)
    fn force_asset_status() -> Weight {
        // At least 8_553 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(10_165_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
    }
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `Assets::Approvals` (r:1 w:1)
    fn approve_transfer() -> Weight {
        // At least 30_676 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(36_164_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 2))
    }
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `Assets::Approvals` (r:1 w:1)
    /// Storage: `Assets::Account` (r:2 w:2)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
    /// Storage: `System::Account` (r:1 w:1)
    /// Storage: `AssetsHolder::Holds` (r:1 w:1)
    fn transfer_approved() -> Weight {
        // At least 83_995 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(96_234_000, 0).saturating_add(T::DbWeight::get().reads_writes(7, 7))
    }
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `Assets::Approvals` (r:1 w:1)
    fn cancel_approval() -> Weight {
        // At least 30_956 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(45_508_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 2))
    }
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `Assets::Approvals` (r:1 w:1)
    fn force_cancel_approval() -> Weight {
        // At least 32_528 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(42_143_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 2))
    }
    /// Storage: `Assets::Asset` (r:1 w:1)
    fn set_min_balance() -> Weight {
        // At least 9_985 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(14_061_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
    }
    /// Storage: `Assets::Account` (r:1 w:1)
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `System::Account` (r:1 w:1)
    fn touch() -> Weight {
        // At least 31_927 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(51_246_000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 3))
    }
    /// Storage: `Assets::Account` (r:1 w:1)
    /// Storage: `Assets::Asset` (r:1 w:1)
    fn touch_other() -> Weight {
        // At least 31_076 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(51_707_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 2))
    }
    /// Storage: `Assets::Account` (r:1 w:1)
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
    /// Storage: `System::Account` (r:1 w:1)
    /// Storage: `AssetsHolder::Holds` (r:1 w:1)
    fn refund() -> Weight {
        // At least 44_506 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(69_754_000, 0).saturating_add(T::DbWeight::get().reads_writes(5, 5))
    }
    /// Storage: `Assets::Account` (r:1 w:1)
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
    /// Storage: `AssetsHolder::Holds` (r:1 w:1)
    fn refund_other() -> Weight {
        // At least 43_284 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(68_021_000, 0).saturating_add(T::DbWeight::get().reads_writes(4, 4))
    }
    /// Storage: `Assets::Asset` (r:1 w:0)
    /// Storage: `Assets::Account` (r:1 w:1)
    fn block() -> Weight {
        // At least 13_750 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(24_647_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
    }
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `Assets::Account` (r:2 w:2)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
    /// Storage: `AssetsHolder::Holds` (r:1 w:1)
    /// Storage: `System::Account` (r:1 w:1)
    fn transfer_all() -> Weight {
        // At least 77_065 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(116_253_000, 0).saturating_add(T::DbWeight::get().reads_writes(6, 6))
    }
    /// Storage: `Assets::Asset` (r:1 w:0)
    fn total_issuance() -> Weight {
        // At least 3_766 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(6_260_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 0))
    }
    /// Storage: `Assets::Account` (r:1 w:0)
    fn balance() -> Weight {
        // At least 5_538 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(8_422_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 0))
    }
    /// Storage: `Assets::Approvals` (r:1 w:0)
    fn allowance() -> Weight {
        // At least 7_551 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(10_615_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 0))
    }
    /// Storage: `Assets::Asset` (r:1 w:0)
    /// Storage: `Assets::Reserves` (r:0 w:1)
    fn migration_v2_foreign_asset_set_reserve_weight() -> Weight {
        // At least 6_430 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(9_754_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
    }
    /// Storage: `Assets::Metadata` (r:1 w:0)
    fn get_metadata() -> Weight {
        // At least 4_927 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(8_112_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 0))
    }
}
