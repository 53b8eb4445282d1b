//! The technical committee. What it can do is in `governance/committee.rs`.

use crate::{
    configs::RuntimeBlockWeights,
    constants::{MAX_COMMITTEE, PERIODS},
    governance::committee::TechnicalCollective,
    Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin,
};
use polkadot_sdk::*;

use frame_support::{parameter_types, traits::ConstU32, weights::Weight};
use frame_system::EnsureRoot;
use sp_runtime::Perbill;
use tidewater_primitives::AccountId;

parameter_types! {
    pub MaxMotionWeight: Weight = Perbill::from_percent(10) * RuntimeBlockWeights::get().max_block;
}

impl pallet_collective::Config<TechnicalCollective> for Runtime {
    type RuntimeOrigin = RuntimeOrigin;
    type Proposal = RuntimeCall;
    type RuntimeEvent = RuntimeEvent;
    type MotionDuration = ConstU32<{ PERIODS.governance.motion_blocks }>;
    type MaxProposals = ConstU32<20>;
    type MaxMembers = ConstU32<MAX_COMMITTEE>;
    type DefaultVote = pallet_collective::MoreThanMajorityThenPrimeDefaultVote;
    type WeightInfo = pallet_collective::weights::SubstrateWeight<Runtime>;
    // By referendum alone.
    type SetMembersOrigin = EnsureRoot<AccountId>;
    type MaxProposalWeight = MaxMotionWeight;
    type DisapproveOrigin = EnsureRoot<AccountId>;
    type KillOrigin = EnsureRoot<AccountId>;
    // Members propose free: they are few, and their motions bounded.
    type Consideration = ();
}
