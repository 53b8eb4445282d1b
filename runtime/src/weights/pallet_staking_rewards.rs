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
        // At least 130_625 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(167_790_000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 3))
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
        // At least 304_484 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(444_843_000, 0).saturating_add(T::DbWeight::get().reads_writes(10, 11))
    }
    /// Storage: `StakingRewards::Programmes` (r:1 w:0)
    /// Storage: `StakingRewards::Streams` (r:1 w:1)
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `Assets::Account` (r:2 w:2)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
    /// Storage: `AssetsHolder::Holds` (r:1 w:1)
    fn fund() -> Weight {
        // At least 157_715 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(203_212_000, 0).saturating_add(T::DbWeight::get().reads_writes(7, 6))
    }
    /// Storage: `StakingRewards::Programmes` (r:1 w:0)
    /// Storage: `StakingRewards::Streams` (r:1 w:1)
    fn set_stream() -> Weight {
        // At least 80_029 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(103_074_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
    }
    /// Storage: `StakingRewards::Programmes` (r:1 w:0)
    /// Storage: `StakingRewards::Streams` (r:1 w:1)
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `Assets::Account` (r:2 w:2)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
    /// Storage: `System::Account` (r:1 w:1)
    /// Storage: `AssetsHolder::Holds` (r:1 w:1)
    fn extend() -> Weight {
        // At least 180_729 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(231_986_000, 0).saturating_add(T::DbWeight::get().reads_writes(8, 7))
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
        // At least 177_305 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(240_478_946, 0)
            // Standard error: 1_355_671.
            .saturating_add(Weight::from_parts(23_166_238, 0).saturating_mul(s.into()))
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
        // At least 167_180 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(224_666_651, 0)
            // Standard error: 1_883_716.
            .saturating_add(Weight::from_parts(20_292_316, 0).saturating_mul(s.into()))
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
        // At least 196_793 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(244_244_000, 0).saturating_add(T::DbWeight::get().reads_writes(7, 5))
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
        // At least 240_920 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(294_946_053, 0)
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
        // At least 141_652 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(138_151_043, 0)
            // Standard error: 651_451.
            .saturating_add(Weight::from_parts(31_691_575, 0).saturating_mul(h.into()))
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
        // At least 68_112 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(92_756_499, 0)
            // Standard error: 2_814_700.
            .saturating_add(Weight::from_parts(114_413_975, 0).saturating_mul(s.into()))
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
        // At least 167_480 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(183_684_000, 0).saturating_add(T::DbWeight::get().reads_writes(7, 5))
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
        // At least 130_525 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(200_711_699, 0)
            // Standard error: 4_184_615.
            .saturating_add(Weight::from_parts(111_174_014, 0).saturating_mul(s.into()))
            .saturating_add(T::DbWeight::get().reads_writes(4, 4))
            .saturating_add(T::DbWeight::get().reads(7).saturating_mul(s.into()))
            .saturating_add(T::DbWeight::get().writes(7).saturating_mul(s.into()))
    }
    /// Storage: `StakingRewards::Programmes` (r:1 w:1)
    fn set_listed() -> Weight {
        // At least 59_008 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(67_060_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
    }
    /// Storage: `StakingRewards::Programmes` (r:1 w:1)
    fn force_unlock() -> Weight {
        // At least 63_574 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(73_189_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
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
        // At least 48_683 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(54_657_478, 0).saturating_add(T::DbWeight::get().reads_writes(0, 1))
    }
    /// Storage: `StakingRewards::Programmes` (r:1 w:0)
    /// Storage: `StakingRewards::Streams` (r:1 w:0)
    /// Storage: `StakingRewards::IncomeStream` (r:0 w:1)
    fn set_income_stream() -> Weight {
        // At least 80_160 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(88_011_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
    }
}
