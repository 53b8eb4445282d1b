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
    /// Storage: `Scheduler::Agenda` (r:2 w:2)
    /// Storage: `Scheduler::Retries` (r:0 w:1)
    fn vote_new() -> Weight {
        // At least 301_399 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(370_643_000, 0).saturating_add(T::DbWeight::get().reads_writes(8, 7))
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
        // At least 288_791 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(436_310_000, 0).saturating_add(T::DbWeight::get().reads_writes(8, 7))
    }
    /// Storage: `Referenda::ReferendumInfoFor` (r:1 w:1)
    /// Storage: `ConvictionVoting::VotingFor` (r:2 w:1)
    /// Storage: `ConvictionVoting::Overrides` (r:1 w:1)
    /// Storage: `ConvictionVoting::Withheld` (r:2 w:1)
    /// Storage: `ConvictionVoting::ClassLocksFor` (r:1 w:1)
    /// Storage: `Balances::Freezes` (r:1 w:1)
    /// Storage: `Balances::Locks` (r:1 w:0)
    /// Storage: `Scheduler::Agenda` (r:2 w:2)
    /// Storage: `Scheduler::Retries` (r:0 w:1)
    fn vote_override() -> Weight {
        // At least 345_435 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(390_051_000, 0).saturating_add(T::DbWeight::get().reads_writes(11, 9))
    }
    /// Storage: `ConvictionVoting::VotingFor` (r:2 w:2)
    /// Storage: `Referenda::ReferendumInfoFor` (r:256 w:256)
    /// Storage: `Scheduler::Agenda` (r:2 w:2)
    /// Storage: `ConvictionVoting::ClassLocksFor` (r:1 w:1)
    /// Storage: `Balances::Freezes` (r:1 w:1)
    /// Storage: `Balances::Locks` (r:1 w:0)
    /// Storage: `Scheduler::Retries` (r:0 w:256)
    /// `v` is between 0 and 256.
    fn delegate(v: u32) -> Weight {
        // At least 51_657 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(52_418_000, 0)
            // Standard error: 5_215_527.
            .saturating_add(Weight::from_parts(149_356_850, 0).saturating_mul(v.into()))
            .saturating_add(T::DbWeight::get().reads_writes(7, 6))
            .saturating_add(T::DbWeight::get().reads(1).saturating_mul(v.into()))
            .saturating_add(T::DbWeight::get().writes(2).saturating_mul(v.into()))
    }
    /// Storage: `ConvictionVoting::VotingFor` (r:2 w:2)
    /// Storage: `ConvictionVoting::Overrides` (r:1 w:1)
    /// Storage: `Referenda::ReferendumInfoFor` (r:256 w:256)
    /// Storage: `Scheduler::Agenda` (r:2 w:2)
    /// Storage: `ConvictionVoting::Withheld` (r:256 w:256)
    /// Storage: `Scheduler::Retries` (r:0 w:256)
    /// `v` is between 0 and 256.
    /// `o` is between 0 and 256.
    fn undelegate(v: u32, o: u32) -> Weight {
        // At least 2_159_419 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(2_272_918_000, 0)
            // Standard error: 5_542_628.
            .saturating_add(Weight::from_parts(249_097_132, 0).saturating_mul(v.into()))
            // Standard error: 5_542_628.
            .saturating_add(Weight::from_parts(37_534_451, 0).saturating_mul(o.into()))
            .saturating_add(T::DbWeight::get().reads_writes(5, 4))
            .saturating_add(T::DbWeight::get().reads(1).saturating_mul(v.into()))
            .saturating_add(T::DbWeight::get().reads(1).saturating_mul(o.into()))
            .saturating_add(T::DbWeight::get().writes(2).saturating_mul(v.into()))
            .saturating_add(T::DbWeight::get().writes(1).saturating_mul(o.into()))
    }
    /// Storage: `ConvictionVoting::VotingFor` (r:1 w:1)
    /// Storage: `ConvictionVoting::ClassLocksFor` (r:1 w:1)
    /// Storage: `Balances::Freezes` (r:1 w:1)
    /// Storage: `Balances::Locks` (r:1 w:0)
    fn unlock() -> Weight {
        // At least 88_301 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(107_540_000, 0).saturating_add(T::DbWeight::get().reads_writes(4, 3))
    }
    /// Storage: `Referenda::ReferendumInfoFor` (r:1 w:1)
    /// Storage: `ConvictionVoting::VotingFor` (r:2 w:1)
    /// Storage: `ConvictionVoting::Overrides` (r:1 w:1)
    /// Storage: `ConvictionVoting::Withheld` (r:2 w:1)
    /// Storage: `Scheduler::Agenda` (r:2 w:2)
    /// Storage: `Scheduler::Retries` (r:0 w:1)
    fn remove_vote() -> Weight {
        // At least 286_607 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(340_208_000, 0).saturating_add(T::DbWeight::get().reads_writes(8, 7))
    }
    /// Storage: `ConvictionVoting::VotingFor` (r:2 w:1)
    /// Storage: `ConvictionVoting::Overrides` (r:1 w:1)
    /// Storage: `Referenda::ReferendumInfoFor` (r:1 w:0)
    /// Storage: `ConvictionVoting::Withheld` (r:1 w:1)
    fn remove_other_vote() -> Weight {
        // At least 94_380 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(106_399_000, 0).saturating_add(T::DbWeight::get().reads_writes(5, 3))
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
        // At least 76_204 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(77_486_000, 0)
            // Standard error: 216_068.
            .saturating_add(Weight::from_parts(24_096_051, 0).saturating_mul(v.into()))
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
    /// Storage: `Scheduler::Retries` (r:0 w:502)
    /// `v` is between 0 and 256.
    /// `d` is between 0 and 256.
    fn trim(v: u32, d: u32) -> Weight {
        // At least 44_887_685 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(45_485_006_000, 0)
            // Standard error: 11_854_785.
            .saturating_add(Weight::from_parts(149_530_401, 0).saturating_mul(v.into()))
            // Standard error: 11_854_785.
            .saturating_add(Weight::from_parts(164_127_486, 0).saturating_mul(d.into()))
            .saturating_add(T::DbWeight::get().reads_writes(8, 11))
            .saturating_add(T::DbWeight::get().reads(3).saturating_mul(v.into()))
            .saturating_add(T::DbWeight::get().reads(1).saturating_mul(d.into()))
            .saturating_add(T::DbWeight::get().writes(3).saturating_mul(v.into()))
            .saturating_add(T::DbWeight::get().writes(2).saturating_mul(d.into()))
    }
    /// Storage: `ConvictionVoting::Marked` (r:1 w:0)
    /// Storage: `ConvictionVoting::Cursor` (r:1 w:1)
    /// Storage: `ConvictionVoting::VotingFor` (r:1 w:0)
    fn sweep_base() -> Weight {
        // At least 9_304 ns. A solo chain ships no proofs: their size is 0.
        Weight::from_parts(10_165_000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 1))
    }
}
