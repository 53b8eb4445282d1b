//! Weights of `pallet_governance`, MEASURED. Written by `make weights`: change the benchmarks, not this file.
//!
//! Machine: AMD EPYC, 2 cores, 24 GiB of memory.
//! Command: `tidewater-weights pallets --steps 20 --repeat 10`.
//! Steps: 20, repeats: 10, execution: Compiled, analysis: MinSquares.

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// The measured weights, at the database weights of `T`.
pub struct Measured<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_governance::WeightInfo for Measured<T> {
    /// Storage: `Referenda::ReferendumInfoFor` (r:1 w:1)
    /// Storage: `ConvictionVoting::VotingFor` (r:1 w:1)
    /// Storage: `ConvictionVoting::Withheld` (r:1 w:0)
    /// Storage: `ConvictionVoting::ClassLocksFor` (r:1 w:1)
    /// Storage: `Balances::Freezes` (r:1 w:1)
    /// Storage: `Balances::Locks` (r:1 w:0)
    /// Storage: `Scheduler::Agenda` (r:1 w:1)
    fn vote_new() -> Weight {
        // At least 107_901 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(142_743_000, 0).saturating_add(T::DbWeight::get().reads_writes(7, 5))
    }
    /// Storage: `Referenda::ReferendumInfoFor` (r:1 w:1)
    /// Storage: `ConvictionVoting::VotingFor` (r:1 w:1)
    /// Storage: `ConvictionVoting::Withheld` (r:1 w:0)
    /// Storage: `ConvictionVoting::ClassLocksFor` (r:1 w:1)
    /// Storage: `Balances::Freezes` (r:1 w:1)
    /// Storage: `Balances::Locks` (r:1 w:0)
    /// Storage: `Scheduler::Agenda` (r:2 w:2)
    /// Storage: `Scheduler::Retries` (r:0 w:1)
    fn vote_existing() -> Weight {
        // At least 158_016 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(206_668_000, 0).saturating_add(T::DbWeight::get().reads_writes(8, 7))
    }
    /// Storage: `Referenda::ReferendumInfoFor` (r:1 w:1)
    /// Storage: `ConvictionVoting::VotingFor` (r:2 w:1)
    /// Storage: `ConvictionVoting::Overrides` (r:1 w:1)
    /// Storage: `ConvictionVoting::Withheld` (r:2 w:1)
    /// Storage: `ConvictionVoting::ClassLocksFor` (r:1 w:1)
    /// Storage: `Balances::Freezes` (r:1 w:1)
    /// Storage: `Balances::Locks` (r:1 w:0)
    /// Storage: `Scheduler::Agenda` (r:1 w:1)
    fn vote_override() -> Weight {
        // At least 147_419 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(182_401_000, 0).saturating_add(T::DbWeight::get().reads_writes(10, 7))
    }
    /// Storage: `ConvictionVoting::VotingFor` (r:2 w:2)
    /// Storage: `Referenda::ReferendumInfoFor` (r:256 w:256)
    /// Storage: `Scheduler::Agenda` (r:2 w:2)
    /// Storage: `ConvictionVoting::ClassLocksFor` (r:1 w:1)
    /// Storage: `Balances::Freezes` (r:1 w:1)
    /// Storage: `Balances::Locks` (r:1 w:0)
    /// Storage: `Scheduler::Retries` (r:0 w:40)
    /// `v` is between 0 and 256.
    fn delegate(v: u32) -> Weight {
        // At least 51_627 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(667_457_854, 0)
            // Standard error: 508_200.
            .saturating_add(Weight::from_parts(27_536_525, 0).saturating_mul(v.into()))
            .saturating_add(T::DbWeight::get().reads_writes(7, 31))
            .saturating_add(T::DbWeight::get().reads(1).saturating_mul(v.into()))
            .saturating_add(T::DbWeight::get().writes(1).saturating_mul(v.into()))
    }
    /// Storage: `ConvictionVoting::VotingFor` (r:2 w:2)
    /// Storage: `ConvictionVoting::Overrides` (r:1 w:1)
    /// Storage: `Referenda::ReferendumInfoFor` (r:256 w:256)
    /// Storage: `Scheduler::Agenda` (r:2 w:2)
    /// Storage: `ConvictionVoting::Withheld` (r:256 w:256)
    /// Storage: `Scheduler::Retries` (r:0 w:40)
    /// `v` is between 0 and 256.
    /// `o` is between 0 and 256.
    fn undelegate(v: u32, o: u32) -> Weight {
        // At least 2_774_266 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(1_750_153_414, 0)
            // Standard error: 1_314_486.
            .saturating_add(Weight::from_parts(33_879_936, 0).saturating_mul(v.into()))
            // Standard error: 1_314_486.
            .saturating_add(Weight::from_parts(5_495_517, 0).saturating_mul(o.into()))
            .saturating_add(T::DbWeight::get().reads_writes(5, 27))
            .saturating_add(T::DbWeight::get().reads(1).saturating_mul(v.into()))
            .saturating_add(T::DbWeight::get().reads(1).saturating_mul(o.into()))
            .saturating_add(T::DbWeight::get().writes(1).saturating_mul(v.into()))
            .saturating_add(T::DbWeight::get().writes(1).saturating_mul(o.into()))
    }
    /// Storage: `ConvictionVoting::VotingFor` (r:1 w:1)
    /// Storage: `ConvictionVoting::ClassLocksFor` (r:1 w:1)
    /// Storage: `Balances::Freezes` (r:1 w:1)
    /// Storage: `Balances::Locks` (r:1 w:0)
    fn unlock() -> Weight {
        // At least 95_853 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(129_513_000, 0).saturating_add(T::DbWeight::get().reads_writes(4, 3))
    }
    /// Storage: `Referenda::ReferendumInfoFor` (r:1 w:1)
    /// Storage: `ConvictionVoting::VotingFor` (r:2 w:1)
    /// Storage: `ConvictionVoting::Overrides` (r:1 w:1)
    /// Storage: `ConvictionVoting::Withheld` (r:2 w:1)
    /// Storage: `Scheduler::Agenda` (r:2 w:2)
    /// Storage: `Scheduler::Retries` (r:0 w:1)
    fn remove_vote() -> Weight {
        // At least 185_977 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(251_485_000, 0).saturating_add(T::DbWeight::get().reads_writes(8, 7))
    }
    /// Storage: `ConvictionVoting::VotingFor` (r:2 w:1)
    /// Storage: `ConvictionVoting::Overrides` (r:1 w:1)
    /// Storage: `Referenda::ReferendumInfoFor` (r:1 w:0)
    /// Storage: `ConvictionVoting::Withheld` (r:1 w:1)
    fn remove_other_vote() -> Weight {
        // At least 120_680 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(167_590_000, 0).saturating_add(T::DbWeight::get().reads_writes(5, 3))
    }
    /// Storage: `ConvictionVoting::VotingFor` (r:2 w:1)
    /// Storage: `ConvictionVoting::Overrides` (r:1 w:1)
    /// Storage: `Referenda::ReferendumInfoFor` (r:256 w:0)
    /// Storage: `ConvictionVoting::Withheld` (r:256 w:256)
    /// Storage: `ConvictionVoting::ClassLocksFor` (r:1 w:1)
    /// Storage: `Balances::Freezes` (r:1 w:1)
    /// Storage: `Balances::Locks` (r:1 w:0)
    /// `v` is between 1 and 256.
    fn release(v: u32) -> Weight {
        // At least 99_238 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(101_741_000, 0)
            // Standard error: 1_105_656.
            .saturating_add(Weight::from_parts(52_633_018, 0).saturating_mul(v.into()))
            .saturating_add(T::DbWeight::get().reads_writes(6, 4))
            .saturating_add(T::DbWeight::get().reads(2).saturating_mul(v.into()))
            .saturating_add(T::DbWeight::get().writes(1).saturating_mul(v.into()))
    }
    /// Storage: `ConvictionVoting::ClassLocksFor` (r:1 w:1)
    /// Storage: `ConvictionVoting::VotingFor` (r:2 w:2)
    /// Storage: `ConvictionVoting::Overrides` (r:1 w:1)
    /// Storage: `ConvictionVoting::Withheld` (r:512 w:256)
    /// Storage: `Referenda::ReferendumInfoFor` (r:512 w:512)
    /// Storage: `Scheduler::Agenda` (r:2 w:2)
    /// Storage: `Balances::Freezes` (r:1 w:1)
    /// Storage: `Balances::Locks` (r:1 w:0)
    /// Storage: `ConvictionVoting::Marked` (r:0 w:1)
    /// Storage: `Scheduler::Retries` (r:0 w:40)
    /// `v` is between 0 and 256.
    /// `d` is between 0 and 256.
    fn trim(v: u32, d: u32) -> Weight {
        // At least 12_968_793 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(6_530_065_323, 0)
            // Standard error: 3_922_369.
            .saturating_add(Weight::from_parts(55_584_521, 0).saturating_mul(v.into()))
            // Standard error: 3_922_369.
            .saturating_add(Weight::from_parts(33_076_799, 0).saturating_mul(d.into()))
            .saturating_add(T::DbWeight::get().reads_writes(8, 48))
            .saturating_add(T::DbWeight::get().reads(3).saturating_mul(v.into()))
            .saturating_add(T::DbWeight::get().reads(1).saturating_mul(d.into()))
            .saturating_add(T::DbWeight::get().writes(2).saturating_mul(v.into()))
            .saturating_add(T::DbWeight::get().writes(1).saturating_mul(d.into()))
    }
    /// Storage: `ConvictionVoting::Marked` (r:1 w:0)
    /// Storage: `ConvictionVoting::Cursor` (r:1 w:1)
    /// Storage: `ConvictionVoting::VotingFor` (r:1 w:0)
    fn sweep_base() -> Weight {
        // At least 9_424 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(13_890_000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 1))
    }
}
