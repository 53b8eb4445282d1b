//! Votes.

use crate::{
    constants::{MAX_VOTES, MAX_VOTE_SWEEP, PERIODS},
    weights::pallet_governance::Measured,
    Balances, Referenda, Runtime, RuntimeFreezeReason,
};
use polkadot_sdk::*;

use frame_support::traits::{tokens::currency::ActiveIssuanceOf, ConstU32};
use tidewater_primitives::AccountId;

impl pallet_governance::Config for Runtime {
    type Currency = Balances;
    type RuntimeFreezeReason = RuntimeFreezeReason;
    type Polls = Referenda;
    // TIDE inside pool shares does not vote yet.
    type VotingPower = ();
    // What the treasury has cannot vote.
    type MaxTurnout = ActiveIssuanceOf<Balances, AccountId>;
    type MaxVotes = ConstU32<MAX_VOTES>;
    type VoteLockingPeriod = ConstU32<{ PERIODS.governance.vote_lock_blocks }>;
    type MaxSweep = ConstU32<MAX_VOTE_SWEEP>;
    type WeightInfo = Measured<Runtime>;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = crate::benchmarks::Voters;
}
