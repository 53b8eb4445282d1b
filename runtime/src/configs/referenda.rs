//! Referenda.

use crate::{
    constants::{PERIODS, SUBMISSION_DEPOSIT},
    governance::{
        origins::RootOr,
        tracks::{Tracks, REFERENDUM_CANCELLER, REFERENDUM_KILLER},
    },
    Balances, Preimage, Runtime, RuntimeCall, RuntimeEvent, Scheduler, System, Treasury,
};
use polkadot_sdk::*;

use frame_support::traits::{AsEnsureOriginWithArg, ConstU128, ConstU32};
use frame_system::EnsureSigned;
use tidewater_primitives::{AccountId, Balance};

impl pallet_referenda::Config for Runtime {
    type RuntimeCall = RuntimeCall;
    type RuntimeEvent = RuntimeEvent;
    type WeightInfo = pallet_referenda::weights::SubstrateWeight<Runtime>;
    type Scheduler = Scheduler;
    type Currency = Balances;
    type SubmitOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
    type CancelOrigin = RootOr<REFERENDUM_CANCELLER>;
    type KillOrigin = RootOr<REFERENDUM_KILLER>;
    type Slash = Treasury;
    type Votes = Balance;
    type Tally = pallet_governance::TallyOf<Runtime>;
    type SubmissionDeposit = ConstU128<SUBMISSION_DEPOSIT>;
    type MaxQueued = ConstU32<100>;
    type UndecidingTimeout = ConstU32<{ PERIODS.governance.undecided_blocks }>;
    // Every block: a decision does not wait.
    type AlarmInterval = ConstU32<1>;
    type Tracks = Tracks;
    type Preimages = Preimage;
    type BlockNumberProvider = System;
}
