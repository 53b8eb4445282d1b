//! Weights of `pallet_amm`, MEASURED. Written by `make weights`: change the benchmarks, not this file.
//!
//! Machine: AMD EPYC, 2 cores, 24 GiB of memory.
//! Command: `tidewater-weights pallets --steps 20 --repeat 10`.
//! Steps: 20, repeats: 10, execution: Compiled, analysis: MinSquares.

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// The measured weights, at the database weights of `T`.
pub struct Measured<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_amm::WeightInfo for Measured<T> {
    /// Storage: `Assets::Asset` (r:5 w:5)
    /// Storage: `Amm::PoolIds` (r:1 w:1)
    /// Storage: `Assets::Metadata` (r:5 w:0)
    /// Storage: `Amm::NextPoolId` (r:1 w:1)
    /// Storage: `Amm::Holdings` (r:5 w:5)
    /// Storage: `Assets::Account` (r:10 w:10)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:10 w:10)
    /// Storage: `AssetsHolder::Holds` (r:10 w:10)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Storage: `PoolAssets::Asset` (r:1 w:1)
    /// Storage: `Amm::DefaultTerms` (r:1 w:0)
    /// Storage: `Amm::PoolsOf` (r:0 w:5)
    /// Storage: `Amm::Pools` (r:0 w:1)
    /// Storage: `Amm::PoolDeposits` (r:0 w:1)
    /// `a` is between 2 and 5.
    fn create_pool(a: u32) -> Weight {
        // At least 543_180 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(195_814_228, 0)
            // Standard error: 13_506_663.
            .saturating_add(Weight::from_parts(250_407_181, 0).saturating_mul(a.into()))
            .saturating_add(T::DbWeight::get().reads_writes(5, 6))
            .saturating_add(T::DbWeight::get().reads(9).saturating_mul(a.into()))
            .saturating_add(T::DbWeight::get().writes(9).saturating_mul(a.into()))
    }
    /// Storage: `Amm::Pools` (r:1 w:1)
    /// Storage: `Amm::Holdings` (r:5 w:0)
    /// Storage: `Assets::Account` (r:10 w:10)
    /// Storage: `Assets::Asset` (r:5 w:5)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:5 w:5)
    /// Storage: `AssetsHolder::Holds` (r:5 w:5)
    /// Storage: `PoolAssets::Asset` (r:1 w:1)
    /// Storage: `PoolAssets::Account` (r:1 w:1)
    /// `a` is between 2 and 5.
    fn add_liquidity(a: u32) -> Weight {
        // At least 346_667 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(176_311_898, 0)
            // Standard error: 4_212_555.
            .saturating_add(Weight::from_parts(101_462_375, 0).saturating_mul(a.into()))
            .saturating_add(T::DbWeight::get().reads_writes(3, 3))
            .saturating_add(T::DbWeight::get().reads(6).saturating_mul(a.into()))
            .saturating_add(T::DbWeight::get().writes(5).saturating_mul(a.into()))
    }
    /// Storage: `Amm::Pools` (r:1 w:1)
    /// Storage: `PoolAssets::Asset` (r:1 w:1)
    /// Storage: `PoolAssets::Account` (r:1 w:1)
    /// Storage: `PoolAssetsHolder::BalancesOnHold` (r:1 w:1)
    /// Storage: `PoolAssetsHolder::Holds` (r:1 w:1)
    /// Storage: `Amm::Holdings` (r:5 w:0)
    /// Storage: `Assets::Account` (r:10 w:10)
    /// Storage: `Assets::Asset` (r:5 w:5)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:5 w:0)
    /// `a` is between 2 and 5.
    fn remove_liquidity(a: u32) -> Weight {
        // At least 347_818 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(303_655_805, 0)
            // Standard error: 6_508_781.
            .saturating_add(Weight::from_parts(68_924_890, 0).saturating_mul(a.into()))
            .saturating_add(T::DbWeight::get().reads_writes(5, 5))
            .saturating_add(T::DbWeight::get().reads(5).saturating_mul(a.into()))
            .saturating_add(T::DbWeight::get().writes(3).saturating_mul(a.into()))
    }
    /// Storage: `Amm::Pools` (r:1 w:1)
    /// Storage: `PoolAssets::Asset` (r:1 w:1)
    /// Storage: `PoolAssets::Account` (r:1 w:1)
    /// Storage: `PoolAssetsHolder::BalancesOnHold` (r:1 w:1)
    /// Storage: `PoolAssetsHolder::Holds` (r:1 w:1)
    /// Storage: `Amm::Holdings` (r:5 w:0)
    /// Storage: `Assets::Account` (r:10 w:0)
    /// Storage: `Assets::Asset` (r:5 w:0)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:5 w:0)
    /// Storage: `Amm::LossesOf` (r:5 w:0)
    /// Storage: `Amm::Debts` (r:5 w:5)
    /// Storage: `Amm::DebtTotals` (r:5 w:5)
    /// `a` is between 2 and 5.
    fn remove_liquidity_owed(a: u32) -> Weight {
        // At least 377_423 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(285_522_551, 0)
            // Standard error: 7_390_059.
            .saturating_add(Weight::from_parts(86_219_274, 0).saturating_mul(a.into()))
            .saturating_add(T::DbWeight::get().reads_writes(5, 5))
            .saturating_add(T::DbWeight::get().reads(8).saturating_mul(a.into()))
            .saturating_add(T::DbWeight::get().writes(2).saturating_mul(a.into()))
    }
    /// Storage: `Amm::Pools` (r:1 w:1)
    /// Storage: `Amm::Holdings` (r:1 w:0)
    /// Storage: `Assets::Account` (r:2 w:2)
    /// Storage: `PoolAssets::Asset` (r:1 w:1)
    /// Storage: `PoolAssets::Account` (r:1 w:1)
    /// Storage: `PoolAssetsHolder::BalancesOnHold` (r:1 w:1)
    /// Storage: `PoolAssetsHolder::Holds` (r:1 w:1)
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:0)
    fn remove_liquidity_single() -> Weight {
        // At least 317_453 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(381_498_000, 0).saturating_add(T::DbWeight::get().reads_writes(10, 8))
    }
    /// Storage: `Amm::Pools` (r:4 w:4)
    /// Storage: `Assets::Account` (r:7 w:4)
    /// Storage: `Assets::Asset` (r:2 w:2)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:2 w:1)
    /// Storage: `AssetsHolder::Holds` (r:1 w:1)
    /// `h` is between 1 and 4.
    fn swap_exact_in(h: u32) -> Weight {
        // At least 246_327 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(233_669_656, 0)
            // Standard error: 4_885_773.
            .saturating_add(Weight::from_parts(67_010_490, 0).saturating_mul(h.into()))
            .saturating_add(T::DbWeight::get().reads_writes(8, 8))
            .saturating_add(T::DbWeight::get().reads(2).saturating_mul(h.into()))
            .saturating_add(T::DbWeight::get().writes(1).saturating_mul(h.into()))
    }
    /// Storage: `Amm::Pools` (r:4 w:4)
    /// Storage: `Assets::Account` (r:7 w:4)
    /// Storage: `Assets::Asset` (r:2 w:2)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:2 w:1)
    /// Storage: `AssetsHolder::Holds` (r:1 w:1)
    /// `h` is between 1 and 4.
    fn swap_exact_in_stable(h: u32) -> Weight {
        // At least 296_682 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(417_104_906, 0)
            // Standard error: 5_521_403.
            .saturating_add(Weight::from_parts(18_935_574, 0).saturating_mul(h.into()))
            .saturating_add(T::DbWeight::get().reads_writes(8, 8))
            .saturating_add(T::DbWeight::get().reads(2).saturating_mul(h.into()))
            .saturating_add(T::DbWeight::get().writes(1).saturating_mul(h.into()))
    }
    /// Storage: `Amm::Pools` (r:4 w:4)
    /// Storage: `Assets::Account` (r:7 w:4)
    /// Storage: `Assets::Asset` (r:2 w:2)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:2 w:1)
    /// Storage: `AssetsHolder::Holds` (r:1 w:1)
    /// `h` is between 1 and 4.
    fn swap_exact_out(h: u32) -> Weight {
        // At least 249_933 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(296_597_481, 0)
            // Standard error: 5_463_561.
            .saturating_add(Weight::from_parts(32_557_442, 0).saturating_mul(h.into()))
            .saturating_add(T::DbWeight::get().reads_writes(8, 8))
            .saturating_add(T::DbWeight::get().reads(2).saturating_mul(h.into()))
            .saturating_add(T::DbWeight::get().writes(1).saturating_mul(h.into()))
    }
    /// Storage: `Amm::Pools` (r:4 w:4)
    /// Storage: `Assets::Account` (r:7 w:4)
    /// Storage: `Assets::Asset` (r:2 w:2)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:2 w:1)
    /// Storage: `AssetsHolder::Holds` (r:1 w:1)
    /// `h` is between 1 and 4.
    fn swap_exact_out_stable(h: u32) -> Weight {
        // At least 295_651 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(332_367_933, 0)
            // Standard error: 4_602_294.
            .saturating_add(Weight::from_parts(37_403_327, 0).saturating_mul(h.into()))
            .saturating_add(T::DbWeight::get().reads_writes(8, 8))
            .saturating_add(T::DbWeight::get().reads(2).saturating_mul(h.into()))
            .saturating_add(T::DbWeight::get().writes(1).saturating_mul(h.into()))
    }
    /// Storage: `Amm::PoolsOf` (r:256 w:0)
    /// Storage: `Amm::Pools` (r:256 w:256)
    /// Storage: `Amm::DebtTotals` (r:1 w:1)
    /// Storage: `Assets::Account` (r:1 w:0)
    /// Storage: `Amm::Holdings` (r:1 w:1)
    /// Storage: `Amm::LossesOf` (r:1 w:1)
    /// `p` is between 1 and 256.
    fn settle_shortfall(p: u32) -> Weight {
        // At least 184_615 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(191_686_000, 0)
            // Standard error: 1_051_703.
            .saturating_add(Weight::from_parts(59_399_409, 0).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads_writes(5, 3))
            .saturating_add(T::DbWeight::get().reads(2).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().writes(1).saturating_mul(p.into()))
    }
    /// Storage: `Amm::Debts` (r:1 w:1)
    /// Storage: `Amm::LossesOf` (r:1 w:0)
    /// Storage: `Amm::DebtTotals` (r:1 w:1)
    /// Storage: `Amm::Holdings` (r:1 w:1)
    /// Storage: `Assets::Account` (r:2 w:2)
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
    /// Storage: `System::Account` (r:1 w:1)
    /// Storage: `AssetsHolder::Holds` (r:1 w:1)
    fn claim_owed() -> Weight {
        // At least 224_104 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(290_904_000, 0).saturating_add(T::DbWeight::get().reads_writes(10, 9))
    }
    /// Storage: `Amm::Pools` (r:1 w:1)
    /// Storage: `Amm::FeeSink` (r:1 w:0)
    /// Storage: `Amm::Holdings` (r:5 w:0)
    /// Storage: `Assets::Account` (r:10 w:10)
    /// Storage: `Assets::Asset` (r:5 w:5)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:5 w:0)
    /// Storage: `System::Account` (r:1 w:1)
    fn collect_protocol_fees() -> Weight {
        // At least 429_410 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(600_144_000, 0).saturating_add(T::DbWeight::get().reads_writes(28, 17))
    }
    /// Storage: `Amm::Pools` (r:1 w:1)
    /// Storage: `Amm::PoolDeposits` (r:1 w:1)
    /// Storage: `System::Account` (r:2 w:2)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Storage: `Amm::FeeSink` (r:1 w:0)
    /// Storage: `Amm::Holdings` (r:5 w:5)
    /// Storage: `Assets::Account` (r:15 w:15)
    /// Storage: `Assets::Asset` (r:5 w:5)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:5 w:5)
    /// Storage: `PoolAssets::Asset` (r:1 w:1)
    /// Storage: `PoolAssetsHolder::Holds` (r:1 w:0)
    /// Storage: `PoolAssets::Metadata` (r:1 w:0)
    /// Storage: `Amm::FeePools` (r:5 w:5)
    /// Storage: `Amm::DebtTotals` (r:5 w:0)
    /// Storage: `AssetsHolder::Holds` (r:5 w:5)
    /// Storage: `PoolAssets::Reserves` (r:0 w:1)
    /// Storage: `Amm::PoolsOf` (r:0 w:5)
    /// Storage: `Amm::TermsChangedAt` (r:0 w:1)
    /// Storage: `Amm::PoolIds` (r:0 w:1)
    fn close_pool() -> Weight {
        // At least 1_011_538 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(1_116_374_000, 0).saturating_add(T::DbWeight::get().reads_writes(54, 54))
    }
    /// Storage: `Amm::Pools` (r:1 w:1)
    fn ramp_amplification() -> Weight {
        // At least 126_679 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(159_538_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
    }
    /// Storage: `Amm::Pools` (r:1 w:1)
    fn set_status() -> Weight {
        // At least 78_837 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(97_685_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
    }
    /// Storage: `Amm::Pools` (r:1 w:1)
    /// Storage: `Amm::TermsChangedAt` (r:1 w:1)
    fn set_terms() -> Weight {
        // At least 92_679 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(108_191_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 2))
    }
    /// Storage: `Amm::FeeSink` (r:0 w:1)
    fn set_fee_sink() -> Weight {
        // At least 4_718 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(7_651_000, 0).saturating_add(T::DbWeight::get().reads_writes(0, 1))
    }
    /// Storage: `Amm::Pools` (r:1 w:0)
    /// Storage: `Amm::FeePools` (r:0 w:1)
    fn set_fee_pool() -> Weight {
        // At least 82_262 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(105_868_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
    }
}
