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
        // At least 542_820 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(297_696_822, 0)
            // Standard error: 5_214_711.
            .saturating_add(Weight::from_parts(254_495_593, 0).saturating_mul(a.into()))
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
        // At least 339_396 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(194_999_503, 0)
            // Standard error: 5_914_006.
            .saturating_add(Weight::from_parts(118_277_194, 0).saturating_mul(a.into()))
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
        // At least 344_313 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(288_199_643, 0)
            // Standard error: 3_735_712.
            .saturating_add(Weight::from_parts(96_827_834, 0).saturating_mul(a.into()))
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
        // At least 387_698 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(373_616_881, 0)
            // Standard error: 5_742_791.
            .saturating_add(Weight::from_parts(77_037_006, 0).saturating_mul(a.into()))
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
        // At least 306_176 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(428_619_000, 0).saturating_add(T::DbWeight::get().reads_writes(10, 8))
    }
    /// Storage: `Amm::Pools` (r:4 w:4)
    /// Storage: `Assets::Account` (r:7 w:4)
    /// Storage: `Assets::Asset` (r:2 w:2)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:2 w:1)
    /// Storage: `AssetsHolder::Holds` (r:1 w:1)
    /// `h` is between 1 and 4.
    fn swap_exact_in(h: u32) -> Weight {
        // At least 253_258 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(277_800_827, 0)
            // Standard error: 4_619_377.
            .saturating_add(Weight::from_parts(35_385_088, 0).saturating_mul(h.into()))
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
        // At least 302_531 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(336_659_051, 0)
            // Standard error: 3_807_748.
            .saturating_add(Weight::from_parts(83_925_232, 0).saturating_mul(h.into()))
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
        // At least 256_563 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(344_406_007, 0)
            // Standard error: 1_678_830.
            .saturating_add(Weight::from_parts(37_750_725, 0).saturating_mul(h.into()))
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
        // At least 299_597 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(362_684_740, 0)
            // Standard error: 3_927_032.
            .saturating_add(Weight::from_parts(62_766_397, 0).saturating_mul(h.into()))
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
        // At least 221_480 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(88_860_471, 0)
            // Standard error: 619_751.
            .saturating_add(Weight::from_parts(44_651_963, 0).saturating_mul(p.into()))
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
        // At least 222_172 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(304_064_000, 0).saturating_add(T::DbWeight::get().reads_writes(10, 9))
    }
    /// Storage: `Amm::Pools` (r:1 w:1)
    /// Storage: `Amm::FeeSink` (r:1 w:0)
    /// Storage: `Amm::Holdings` (r:5 w:0)
    /// Storage: `Assets::Account` (r:10 w:10)
    /// Storage: `Assets::Asset` (r:5 w:5)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:5 w:0)
    /// Storage: `System::Account` (r:1 w:1)
    fn collect_protocol_fees() -> Weight {
        // At least 409_891 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(577_982_000, 0).saturating_add(T::DbWeight::get().reads_writes(28, 17))
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
        // At least 121_672 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(161_130_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
    }
    /// Storage: `Amm::Pools` (r:1 w:1)
    fn set_status() -> Weight {
        // At least 75_132 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(96_884_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
    }
    /// Storage: `Amm::Pools` (r:1 w:1)
    /// Storage: `Amm::TermsChangedAt` (r:1 w:1)
    fn set_terms() -> Weight {
        // At least 92_679 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(108_191_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 2))
    }
    /// Storage: `Amm::FeeSink` (r:0 w:1)
    fn set_fee_sink() -> Weight {
        // At least 4_466 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(9_003_000, 0).saturating_add(T::DbWeight::get().reads_writes(0, 1))
    }
    /// Storage: `Amm::Pools` (r:1 w:0)
    /// Storage: `Amm::FeePools` (r:0 w:1)
    fn set_fee_pool() -> Weight {
        // At least 75_262 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(98_236_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
    }
}
