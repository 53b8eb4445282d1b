//! Weights of `pallet_staking_rewards`, MEASURED. Written by `make weights`: change the benchmarks, not this file.
//!
//! Machine: AMD EPYC, 2 cores, 24 GiB of memory.
//! Command: `tidewater-weights pallets --steps 20 --repeat 10`.
//! Steps: 20, repeats: 10, execution: Compiled, analysis: MinSquares.

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// The measured weights, at the database weights of `T`.
pub struct Measured<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_staking_rewards::WeightInfo for Measured<T> {
    /// Storage: `Assets::Asset` (r:1 w:0)
    /// Storage: `StakingRewards::NextProgrammeId` (r:1 w:1)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Storage: `StakingRewards::Programmes` (r:0 w:1)
    fn create_programme() -> Weight {
        // At least 129_373 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(139_257_000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 3))
    }
    /// Storage: `StakingRewards::Programmes` (r:1 w:1)
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `StakingRewards::Pots` (r:1 w:1)
    /// Storage: `Assets::Account` (r:2 w:2)
    /// Storage: `System::Account` (r:1 w:1)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:2 w:2)
    /// Storage: `AssetsHolder::Holds` (r:2 w:2)
    /// Storage: `StakingRewards::Streams` (r:0 w:1)
    fn open_stream() -> Weight {
        // At least 321_098 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(345_816_000, 0).saturating_add(T::DbWeight::get().reads_writes(10, 11))
    }
    /// Storage: `StakingRewards::Programmes` (r:1 w:0)
    /// Storage: `StakingRewards::Streams` (r:1 w:1)
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `Assets::Account` (r:2 w:2)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
    /// Storage: `AssetsHolder::Holds` (r:1 w:1)
    fn fund() -> Weight {
        // At least 165_917 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(186_598_000, 0).saturating_add(T::DbWeight::get().reads_writes(7, 6))
    }
    /// Storage: `StakingRewards::Programmes` (r:1 w:0)
    /// Storage: `StakingRewards::Streams` (r:1 w:1)
    fn set_stream() -> Weight {
        // At least 82_493 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(90_585_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
    }
    /// Storage: `StakingRewards::Programmes` (r:1 w:0)
    /// Storage: `StakingRewards::Streams` (r:1 w:1)
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `Assets::Account` (r:2 w:2)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
    /// Storage: `System::Account` (r:1 w:1)
    /// Storage: `AssetsHolder::Holds` (r:1 w:1)
    fn extend() -> Weight {
        // At least 173_719 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(194_950_000, 0).saturating_add(T::DbWeight::get().reads_writes(8, 7))
    }
    /// Storage: `StakingRewards::Programmes` (r:1 w:1)
    /// Storage: `StakingRewards::Positions` (r:1 w:1)
    /// Storage: `StakingRewards::Streams` (r:4 w:4)
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `Assets::Account` (r:1 w:1)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
    /// Storage: `AssetsHolder::Holds` (r:1 w:1)
    /// `s` is between 0 and 4.
    fn stake(s: u32) -> Weight {
        // At least 154_881 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(173_910_462, 0)
            // Standard error: 872_106.
            .saturating_add(Weight::from_parts(15_794_357, 0).saturating_mul(s.into()))
            .saturating_add(T::DbWeight::get().reads_writes(6, 6))
            .saturating_add(T::DbWeight::get().reads(1).saturating_mul(s.into()))
            .saturating_add(T::DbWeight::get().writes(1).saturating_mul(s.into()))
    }
    /// Storage: `StakingRewards::Programmes` (r:1 w:1)
    /// Storage: `StakingRewards::Positions` (r:1 w:1)
    /// Storage: `StakingRewards::Streams` (r:4 w:4)
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `Assets::Account` (r:1 w:1)
    /// Storage: `AssetsHolder::Holds` (r:1 w:1)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
    /// `s` is between 0 and 4.
    fn unstake(s: u32) -> Weight {
        // At least 146_068 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(195_538_121, 0)
            // Standard error: 2_924_727.
            .saturating_add(Weight::from_parts(9_239_360, 0).saturating_mul(s.into()))
            .saturating_add(T::DbWeight::get().reads_writes(6, 6))
            .saturating_add(T::DbWeight::get().reads(1).saturating_mul(s.into()))
            .saturating_add(T::DbWeight::get().writes(1).saturating_mul(s.into()))
    }
    /// Storage: `StakingRewards::Programmes` (r:1 w:0)
    /// Storage: `StakingRewards::Streams` (r:1 w:1)
    /// Storage: `StakingRewards::Positions` (r:1 w:1)
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `Assets::Account` (r:2 w:2)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:0)
    fn claim() -> Weight {
        // At least 171_857 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(183_063_000, 0).saturating_add(T::DbWeight::get().reads_writes(7, 5))
    }
    /// Storage: `StakingRewards::Programmes` (r:1 w:1)
    /// Storage: `StakingRewards::Positions` (r:1 w:1)
    /// Storage: `StakingRewards::Streams` (r:4 w:4)
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `Assets::Account` (r:2 w:2)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:2 w:1)
    /// Storage: `AssetsHolder::Holds` (r:1 w:1)
    /// `s` is between 1 and 4.
    fn compound(s: u32) -> Weight {
        // At least 241_610 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(240_531_536, 0)
            // Standard error: 2_002_828.
            .saturating_add(Weight::from_parts(21_402_958, 0).saturating_mul(s.into()))
            .saturating_add(T::DbWeight::get().reads_writes(8, 7))
            .saturating_add(T::DbWeight::get().reads(1).saturating_mul(s.into()))
            .saturating_add(T::DbWeight::get().writes(1).saturating_mul(s.into()))
    }
    /// Storage: `Amm::Pools` (r:4 w:4)
    /// Storage: `Assets::Account` (r:7 w:4)
    /// Storage: `Assets::Asset` (r:2 w:2)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:2 w:1)
    /// Storage: `AssetsHolder::Holds` (r:1 w:1)
    /// `h` is between 1 and 4.
    fn compound_swap(h: u32) -> Weight {
        // At least 140_910 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(138_556_025, 0)
            // Standard error: 479_304.
            .saturating_add(Weight::from_parts(29_273_042, 0).saturating_mul(h.into()))
            .saturating_add(T::DbWeight::get().reads_writes(8, 8))
            .saturating_add(T::DbWeight::get().reads(2).saturating_mul(h.into()))
            .saturating_add(T::DbWeight::get().writes(1).saturating_mul(h.into()))
    }
    /// Storage: `StakingRewards::Programmes` (r:1 w:1)
    /// Storage: `StakingRewards::Streams` (r:4 w:4)
    /// Storage: `Assets::Asset` (r:4 w:4)
    /// Storage: `Assets::Account` (r:8 w:8)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:4 w:0)
    /// Storage: `System::Account` (r:1 w:1)
    /// `s` is between 0 and 4.
    fn close(s: u32) -> Weight {
        // At least 64_586 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(85_286_060, 0)
            // Standard error: 2_150_579.
            .saturating_add(Weight::from_parts(98_455_387, 0).saturating_mul(s.into()))
            .saturating_add(T::DbWeight::get().reads_writes(1, 1))
            .saturating_add(T::DbWeight::get().reads(5).saturating_mul(s.into()))
            .saturating_add(T::DbWeight::get().writes(4).saturating_mul(s.into()))
    }
    /// Storage: `StakingRewards::Programmes` (r:1 w:0)
    /// Storage: `StakingRewards::Streams` (r:1 w:1)
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `Assets::Account` (r:2 w:2)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:0)
    /// Storage: `System::Account` (r:1 w:1)
    fn refund() -> Weight {
        // At least 164_896 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(194_941_000, 0).saturating_add(T::DbWeight::get().reads_writes(7, 5))
    }
    /// Storage: `StakingRewards::Programmes` (r:1 w:1)
    /// Storage: `StakingRewards::Streams` (r:4 w:4)
    /// Storage: `Assets::Asset` (r:4 w:4)
    /// Storage: `Assets::Account` (r:8 w:8)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:4 w:4)
    /// Storage: `System::Account` (r:1 w:1)
    /// Storage: `StakingRewards::Pots` (r:4 w:4)
    /// Storage: `AssetsHolder::Holds` (r:4 w:4)
    /// Storage: `Balances::Holds` (r:1 w:1)
    /// Storage: `StakingRewards::IncomeStream` (r:1 w:1)
    /// `s` is between 0 and 4.
    fn remove_programme(s: u32) -> Weight {
        // At least 129_413 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(159_005_733, 0)
            // Standard error: 3_274_144.
            .saturating_add(Weight::from_parts(128_360_338, 0).saturating_mul(s.into()))
            .saturating_add(T::DbWeight::get().reads_writes(4, 4))
            .saturating_add(T::DbWeight::get().reads(7).saturating_mul(s.into()))
            .saturating_add(T::DbWeight::get().writes(7).saturating_mul(s.into()))
    }
    /// Storage: `StakingRewards::Programmes` (r:1 w:1)
    fn set_listed() -> Weight {
        // At least 64_797 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(81_542_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
    }
    /// Storage: `StakingRewards::Programmes` (r:1 w:1)
    fn force_unlock() -> Weight {
        // At least 64_466 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(80_099_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
    }
    /// Storage: `StakingRewards::IncomeStream` (r:1 w:0)
    /// Storage: `StakingRewards::SweepRoutes` (r:1 w:0)
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `Assets::Account` (r:5 w:2)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
    /// Storage: `Amm::Pools` (r:4 w:4)
    /// Storage: `System::Account` (r:4 w:4)
    /// Storage: `AssetsHolder::Holds` (r:1 w:1)
    /// Storage: `StakingRewards::Programmes` (r:1 w:0)
    /// Storage: `StakingRewards::Streams` (r:1 w:1)
    /// `h` is between 0 and 4.
    fn sweep(h: u32) -> Weight {
        // At least 199_207 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(333_627_726, 0)
            // Standard error: 5_088_029.
            .saturating_add(Weight::from_parts(80_252_737, 0).saturating_mul(h.into()))
            .saturating_add(T::DbWeight::get().reads_writes(8, 6))
            .saturating_add(T::DbWeight::get().reads(4).saturating_mul(h.into()))
            .saturating_add(T::DbWeight::get().writes(3).saturating_mul(h.into()))
    }
    /// Storage: `StakingRewards::SweepRoutes` (r:0 w:1)
    /// `h` is between 0 and 4.
    fn set_sweep_route(_h: u32) -> Weight {
        // At least 51_426 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(61_698_474, 0).saturating_add(T::DbWeight::get().reads_writes(0, 1))
    }
    /// Storage: `StakingRewards::Programmes` (r:1 w:0)
    /// Storage: `StakingRewards::Streams` (r:1 w:0)
    /// Storage: `StakingRewards::IncomeStream` (r:0 w:1)
    fn set_income_stream() -> Weight {
        // At least 76_865 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(87_871_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
    }
}
