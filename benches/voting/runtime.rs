//! One runtime with both pallets over the same TIDE.
//!
//! Each has an instance of the referenda, for a tally belongs to its voting pallet. Both instances share the
//! scheduler, but on a chain that is measured only one of the two pallets has anything: a lock and a freeze
//! of one account would hide behind each other.

#![allow(missing_docs)]

use frame_support::{
    derive_impl, parameter_types,
    traits::{
        AsEnsureOriginWithArg, ConstU128, ConstU32, EqualPrivilegeOnly, OriginTrait, VariantCountOf,
    },
    weights::Weight,
};
use frame_system::{EnsureRoot, EnsureSigned};
use pallet_governance::TrackId;
use pallet_referenda::{Curve, Track, TrackInfo};
use sp_runtime::{str_array, traits::IdentityLookup, AccountId32, Perbill};
use std::borrow::Cow;
use tidewater_primitives::BlockNumber;

pub type AccountId = AccountId32;
pub type Balance = u128;

/// What everybody has.
pub const FORTUNE: Balance = 1_000_000_000_000_000_000;
/// On how many polls of a track an account can vote at a time, as on the chain.
pub const MAX_VOTES: u32 = 256;
/// The track on which everything happens, one of as many as the chain has.
pub const TRACK: TrackId = 0;
const TRACKS: usize = 11;

#[frame_support::runtime]
mod frame {
    #[runtime::runtime]
    #[runtime::derive(
        RuntimeCall,
        RuntimeEvent,
        RuntimeError,
        RuntimeOrigin,
        RuntimeHoldReason,
        RuntimeFreezeReason,
        RuntimeTask,
        RuntimeViewFunction
    )]
    pub struct Both;

    #[runtime::pallet_index(0)]
    pub type System = frame_system;
    #[runtime::pallet_index(1)]
    pub type Balances = pallet_balances;
    #[runtime::pallet_index(2)]
    pub type Preimage = pallet_preimage;
    #[runtime::pallet_index(3)]
    pub type Scheduler = pallet_scheduler;
    #[runtime::pallet_index(4)]
    pub type OurReferenda = pallet_referenda<Instance1>;
    #[runtime::pallet_index(5)]
    pub type TheirReferenda = pallet_referenda<Instance2>;
    #[runtime::pallet_index(6)]
    pub type OurVoting = pallet_governance;
    #[runtime::pallet_index(7)]
    pub type TheirVoting = pallet_conviction_voting;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Both {
    type Block = frame_system::mocking::MockBlockU32<Self>;
    type AccountId = AccountId;
    type Lookup = IdentityLookup<AccountId>;
    type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Both {
    type Balance = Balance;
    type ExistentialDeposit = ConstU128<1>;
    type AccountStore = System;
    type ReserveIdentifier = [u8; 8];
    type FreezeIdentifier = RuntimeFreezeReason;
    type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
    type DoneSlashHandler = OurVoting;
}

impl pallet_preimage::Config for Both {
    type RuntimeEvent = RuntimeEvent;
    type WeightInfo = ();
    type Currency = Balances;
    type ManagerOrigin = EnsureRoot<AccountId>;
    type Consideration = ();
}

parameter_types! {
    pub const AnyWeight: Weight = Weight::MAX;
}

impl pallet_scheduler::Config for Both {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeOrigin = RuntimeOrigin;
    type PalletsOrigin = OriginCaller;
    type RuntimeCall = RuntimeCall;
    type MaximumWeight = AnyWeight;
    type ScheduleOrigin = EnsureRoot<AccountId>;
    type OriginPrivilegeCmp = EqualPrivilegeOnly;
    // Room for the alarms of all polls that a delegate has voted on: what finds none is not written.
    type MaxScheduledPerBlock = ConstU32<512>;
    type WeightInfo = ();
    type Preimages = Preimage;
    type BlockNumberProvider = System;
}

type TrackOf = Track<TrackId, Balance, BlockNumber>;

/// What nobody's vote decides while it is measured.
const NEVER: Curve =
    Curve::LinearDecreasing { length: Perbill::one(), floor: Perbill::one(), ceil: Perbill::one() };

const fn track(id: TrackId) -> TrackOf {
    let info = TrackInfo {
        name: str_array("track"),
        max_deciding: 10,
        decision_deposit: 1,
        prepare_period: 1_000,
        decision_period: 1_000,
        confirm_period: 1_000,
        min_enactment_period: 1_000,
        min_approval: NEVER,
        min_support: NEVER,
    };
    Track { id, info }
}

static TABLE: [TrackOf; TRACKS] = [
    track(TRACK),
    track(1),
    track(2),
    track(11),
    track(12),
    track(13),
    track(20),
    track(21),
    track(32),
    track(33),
    track(34),
];

/// As many tracks as the chain has. Root's proposals go to the first.
pub struct Tracks;

impl pallet_referenda::TracksInfo<Balance, BlockNumber> for Tracks {
    type Id = TrackId;
    type RuntimeOrigin = <RuntimeOrigin as OriginTrait>::PalletsOrigin;

    fn tracks() -> impl Iterator<Item = Cow<'static, TrackOf>> {
        TABLE.iter().map(Cow::Borrowed)
    }

    fn track_for(_: &Self::RuntimeOrigin) -> Result<TrackId, ()> {
        Ok(TRACK)
    }
}

macro_rules! referenda {
    ($instance:ident, $voting:ident) => {
        impl pallet_referenda::Config<pallet_referenda::$instance> for Both {
            type RuntimeCall = RuntimeCall;
            type RuntimeEvent = RuntimeEvent;
            type WeightInfo = ();
            type Scheduler = Scheduler;
            type Currency = Balances;
            type SubmitOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
            type CancelOrigin = EnsureRoot<AccountId>;
            type KillOrigin = EnsureRoot<AccountId>;
            type Slash = ();
            type Votes = Balance;
            type Tally = $voting::TallyOf<Both>;
            type SubmissionDeposit = ConstU128<1>;
            type MaxQueued = ConstU32<100>;
            type UndecidingTimeout = ConstU32<1_000_000>;
            type AlarmInterval = ConstU32<1>;
            type Tracks = Tracks;
            type Preimages = Preimage;
            type BlockNumberProvider = System;
        }
    };
}

referenda!(Instance1, pallet_governance);
referenda!(Instance2, pallet_conviction_voting);

/// The weights do not matter here.
pub struct NoWeights;

macro_rules! no_weights {
    ($($name:ident($($count:ident),*)),* $(,)?) => {
        impl pallet_governance::WeightInfo for NoWeights {
            $(fn $name($($count: u32),*) -> Weight { $(let _ = $count;)* Weight::zero() })*
        }
    };
}

no_weights!(
    vote_new(),
    vote_existing(),
    vote_override(),
    delegate(v),
    undelegate(v, o),
    unlock(),
    remove_vote(),
    remove_other_vote(),
    release(v),
    trim(v, d),
    sweep_base(),
);

impl pallet_governance::Config for Both {
    type Currency = Balances;
    type RuntimeFreezeReason = RuntimeFreezeReason;
    type Polls = OurReferenda;
    type VotingPower = ();
    type MaxTurnout = ConstU128<FORTUNE>;
    type MaxVotes = ConstU32<MAX_VOTES>;
    type VoteLockingPeriod = ConstU32<1_000>;
    type MaxSweep = ConstU32<64>;
    type WeightInfo = NoWeights;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = NoBenchmarks;
}

impl pallet_conviction_voting::Config for Both {
    type RuntimeEvent = RuntimeEvent;
    type WeightInfo = ();
    type Currency = Balances;
    type Polls = TheirReferenda;
    type MaxTurnout = ConstU128<FORTUNE>;
    type MaxVotes = ConstU32<MAX_VOTES>;
    type VoteLockingPeriod = ConstU32<1_000>;
    type BlockNumberProvider = System;
    type VotingHooks = ();
}

/// The pallets' own benchmarks do not run here: with the feature this only has to compile.
#[cfg(feature = "runtime-benchmarks")]
pub struct NoBenchmarks;

#[cfg(feature = "runtime-benchmarks")]
impl pallet_governance::BenchmarkHelper<AccountId> for NoBenchmarks {
    fn set_balance(_: &AccountId, _: Balance) {}
}
