//! Calls that run later.

use crate::{
    configs::RuntimeBlockWeights, constants::MAX_VOTES, OriginCaller, Preimage, Runtime,
    RuntimeCall, RuntimeEvent, RuntimeOrigin, System,
};
use polkadot_sdk::*;

use frame_support::{
    parameter_types,
    traits::{ConstU32, EqualPrivilegeOnly},
    weights::Weight,
};
use frame_system::EnsureRoot;
use sp_runtime::Perbill;
use tidewater_primitives::AccountId;

parameter_types! {
    /// The part of a block that scheduled calls may take.
    pub MaximumSchedulerWeight: Weight =
        Perbill::from_percent(60) * RuntimeBlockWeights::get().max_block;
}

impl pallet_scheduler::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeOrigin = RuntimeOrigin;
    type PalletsOrigin = OriginCaller;
    type RuntimeCall = RuntimeCall;
    type MaximumWeight = MaximumSchedulerWeight;
    type ScheduleOrigin = EnsureRoot<AccountId>;
    type OriginPrivilegeCmp = EqualPrivilegeOnly;
    // Each poll that is voted on sets its alarm for the next block: a delegation touches up to `MAX_VOTES` of
    // them, and a referendum for whose alarm there is no room sleeps until somebody votes again.
    type MaxScheduledPerBlock = ConstU32<{ 2 * MAX_VOTES }>;
    type WeightInfo = pallet_scheduler::weights::SubstrateWeight<Runtime>;
    type Preimages = Preimage;
    type BlockNumberProvider = System;
}
