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
        // At least 132_708 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(179_117_000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 3))
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
        // At least 336_181 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(486_665_000, 0).saturating_add(T::DbWeight::get().reads_writes(10, 11))
    }
    /// Storage: `StakingRewards::Programmes` (r:1 w:0)
    /// Storage: `StakingRewards::Streams` (r:1 w:1)
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `Assets::Account` (r:2 w:2)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
    /// Storage: `AssetsHolder::Holds` (r:1 w:1)
    fn fund() -> Weight {
        // At least 194_469 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(258_425_000, 0).saturating_add(T::DbWeight::get().reads_writes(7, 6))
    }
    /// Storage: `StakingRewards::Programmes` (r:1 w:0)
    /// Storage: `StakingRewards::Streams` (r:1 w:1)
    fn set_stream() -> Weight {
        // At least 93_490 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(120_039_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
    }
    /// Storage: `StakingRewards::Programmes` (r:1 w:0)
    /// Storage: `StakingRewards::Streams` (r:1 w:1)
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `Assets::Account` (r:2 w:2)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
    /// Storage: `System::Account` (r:1 w:1)
    /// Storage: `AssetsHolder::Holds` (r:1 w:1)
    fn extend() -> Weight {
        // At least 185_767 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(267_950_000, 0).saturating_add(T::DbWeight::get().reads_writes(8, 7))
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
        // At least 191_625 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(284_741_766, 0)
            // Standard error: 2_123_126.
            .saturating_add(Weight::from_parts(11_814_161, 0).saturating_mul(s.into()))
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
        // At least 163_754 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(232_312_038, 0)
            // Standard error: 1_464_603.
            .saturating_add(Weight::from_parts(2_733_814, 0).saturating_mul(s.into()))
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
        // At least 185_867 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(221_440_000, 0).saturating_add(T::DbWeight::get().reads_writes(7, 5))
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
        // At least 268_170 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(325_808_421, 0)
            // Standard error: 4_015_291.
            .saturating_add(Weight::from_parts(25_549_671, 0).saturating_mul(s.into()))
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
        // At least 139_498 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(177_357_276, 0)
            // Standard error: 450_353.
            .saturating_add(Weight::from_parts(39_188_904, 0).saturating_mul(h.into()))
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
        // At least 77_656 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(122_133_215, 0)
            // Standard error: 2_470_921.
            .saturating_add(Weight::from_parts(118_674_084, 0).saturating_mul(s.into()))
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
        // At least 183_834 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(255_531_000, 0).saturating_add(T::DbWeight::get().reads_writes(7, 5))
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
        // At least 134_651 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(207_567_816, 0)
            // Standard error: 5_553_471.
            .saturating_add(Weight::from_parts(155_989_043, 0).saturating_mul(s.into()))
            .saturating_add(T::DbWeight::get().reads_writes(4, 4))
            .saturating_add(T::DbWeight::get().reads(7).saturating_mul(s.into()))
            .saturating_add(T::DbWeight::get().writes(7).saturating_mul(s.into()))
    }
    /// Storage: `StakingRewards::Programmes` (r:1 w:1)
    fn set_listed() -> Weight {
        // At least 59_669 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(74_571_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
    }
    /// Storage: `StakingRewards::Programmes` (r:1 w:1)
    fn force_unlock() -> Weight {
        // At least 62_674 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(80_360_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
    }
    /// Storage: `StakingRewards::IncomeStream` (r:1 w:0)
    /// Storage: `StakingRewards::SweepRoutes` (r:1 w:0)
    /// Storage: `Assets::Asset` (r:1 w:1)
    /// Storage: `Assets::Account` (r:5 w:2)
    /// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
    /// Storage: `Amm::Pools` (r:4 w:4)
    /// Storage: `System::Account` (r:3 w:3)
    /// Storage: `AssetsHolder::Holds` (r:1 w:1)
    /// Storage: `StakingRewards::Programmes` (r:1 w:0)
    /// Storage: `StakingRewards::Streams` (r:1 w:1)
    /// `h` is between 0 and 4.
    fn sweep(h: u32) -> Weight {
        // At least 159_478 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(268_896_178, 0)
            // Standard error: 6_078_162.
            .saturating_add(Weight::from_parts(92_345_465, 0).saturating_mul(h.into()))
            .saturating_add(T::DbWeight::get().reads_writes(7, 5))
            .saturating_add(T::DbWeight::get().reads(4).saturating_mul(h.into()))
            .saturating_add(T::DbWeight::get().writes(3).saturating_mul(h.into()))
    }
    /// Storage: `StakingRewards::SweepRoutes` (r:0 w:1)
    /// `h` is between 0 and 4.
    fn set_sweep_route(h: u32) -> Weight {
        // At least 48_101 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(53_220_865, 0)
            // Standard error: 199_574.
            .saturating_add(Weight::from_parts(1_496_851, 0).saturating_mul(h.into()))
            .saturating_add(T::DbWeight::get().reads_writes(0, 1))
    }
    /// Storage: `StakingRewards::Programmes` (r:1 w:0)
    /// Storage: `StakingRewards::Streams` (r:1 w:0)
    /// Storage: `StakingRewards::IncomeStream` (r:0 w:1)
    fn set_income_stream() -> Weight {
        // At least 80_570 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(92_127_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
    }
}
