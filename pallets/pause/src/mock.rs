//! A runtime of this pallet, the SDK's switch and calls to pause, and the only way into it.

use crate::{self as pallet_pause, FullNameOf};
use frame_support::{
    derive_impl, ord_parameter_types,
    traits::{
        BuildGenesisConfig, ConstU128, ConstU32, ConstU64, Contains, EitherOfDiverse,
        TransactionPause, TransactionPauseError,
    },
    BoundedVec,
};
use frame_system::{EnsureRoot, EnsureSignedBy};
use sp_runtime::traits::IdentityLookup;

pub(crate) type AccountId = u64;
pub(crate) type Balance = u128;
pub(crate) type Name = BoundedVec<u8, ConstU32<MAX_NAME>>;
pub(crate) type FullName = (Name, Name);

pub(crate) const ALICE: AccountId = 1;
pub(crate) const BOB: AccountId = 2;
/// The committee.
pub(crate) const COMMITTEE: AccountId = 100;
/// What everybody starts with.
pub(crate) const FORTUNE: Balance = 1_000_000;
pub(crate) const MAX_NAME: u32 = 32;
pub(crate) const MAX_PAUSE: u64 = 10;
pub(crate) const COOLDOWN: u64 = 7;

#[frame_support::runtime]
mod runtime {
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
    pub struct Test;

    #[runtime::pallet_index(0)]
    pub type System = frame_system;
    #[runtime::pallet_index(1)]
    pub type Balances = pallet_balances;
    #[runtime::pallet_index(2)]
    pub type Utility = pallet_utility;
    #[runtime::pallet_index(3)]
    pub type TxPause = pallet_tx_pause;
    #[runtime::pallet_index(4)]
    pub type Pause = pallet_pause;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = frame_system::mocking::MockBlock<Self>;
    type AccountId = AccountId;
    type Lookup = IdentityLookup<AccountId>;
    type AccountData = pallet_balances::AccountData<Balance>;
    type BaseCallFilter = TxPause;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type Balance = Balance;
    type ExistentialDeposit = ConstU128<1>;
    type AccountStore = System;
}

impl pallet_utility::Config for Test {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type PalletsOrigin = OriginCaller;
    type WeightInfo = ();
}

/// What the switch never pauses.
pub struct Untouchable;

impl Contains<FullName> for Untouchable {
    fn contains(call: &FullName) -> bool {
        *call == remark()
    }
}

impl pallet_tx_pause::Config for Test {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type PauseOrigin = EnsureRoot<AccountId>;
    type UnpauseOrigin = EnsureRoot<AccountId>;
    type WhitelistedCalls = Untouchable;
    type MaxNameLen = ConstU32<MAX_NAME>;
    type WeightInfo = ();
}

fn name(pallet: &str, call: &str) -> FullName {
    let bounded = |name: &str| name.as_bytes().to_vec().try_into().expect("it is short");
    (bounded(pallet), bounded(call))
}

/// A call that can be paused.
pub(crate) fn transfer() -> FullName {
    name("Balances", "transfer_allow_death")
}

/// Another one.
pub(crate) fn burn() -> FullName {
    name("Balances", "burn")
}

/// Another one.
pub(crate) fn batch() -> FullName {
    name("Utility", "batch")
}

/// A call that this pallet would pause, and the switch would not.
pub(crate) fn remark() -> FullName {
    name("System", "remark_with_event")
}

/// A call that this pallet never pauses, and the switch would.
pub(crate) fn force_transfer() -> FullName {
    name("Balances", "force_transfer")
}

/// What can be paused.
pub struct AllowList;

impl Contains<FullName> for AllowList {
    fn contains(call: &FullName) -> bool {
        [transfer(), burn(), batch(), remark()].contains(call)
    }
}

frame_support::parameter_types! {
    /// What the switch answers, if not what it should.
    pub static Jammed: Option<fn() -> TransactionPauseError> = None;
    /// As many as can be paused.
    pub static MaxPauses: u32 = 4;
}

ord_parameter_types! {
    pub const Committee: AccountId = COMMITTEE;
}

/// The SDK's switch, unless it is jammed.
pub struct Switch;

impl TransactionPause for Switch {
    type CallIdentifier = FullNameOf<Test>;

    fn is_paused(call: FullName) -> bool {
        <TxPause as TransactionPause>::is_paused(call)
    }

    fn can_pause(call: FullName) -> bool {
        <TxPause as TransactionPause>::can_pause(call)
    }

    fn pause(call: FullName) -> Result<(), TransactionPauseError> {
        Jammed::get().map_or_else(|| <TxPause as TransactionPause>::pause(call), |says| Err(says()))
    }

    fn unpause(call: FullName) -> Result<(), TransactionPauseError> {
        Jammed::get()
            .map_or_else(|| <TxPause as TransactionPause>::unpause(call), |says| Err(says()))
    }
}

impl crate::Config for Test {
    type PauseOrigin = EnsureSignedBy<Committee, AccountId>;
    type LiftOrigin = EitherOfDiverse<EnsureRoot<AccountId>, EnsureSignedBy<Committee, AccountId>>;
    type Pausable = AllowList;
    type Switch = Switch;
    type MaxNameLen = ConstU32<MAX_NAME>;
    type MaxPauseBlocks = ConstU64<MAX_PAUSE>;
    type CooldownBlocks = ConstU64<COOLDOWN>;
    type MaxPauses = MaxPauses;
    type WeightInfo = ();
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = Transfer;
}

/// Names a call for the benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub struct Transfer;

#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper<FullName> for Transfer {
    fn pausable() -> FullName {
        transfer()
    }
}

fn genesis() -> RuntimeGenesisConfig {
    RuntimeGenesisConfig {
        balances: pallet_balances::GenesisConfig {
            balances: vec![(ALICE, FORTUNE), (BOB, FORTUNE)],
            ..Default::default()
        },
        ..Default::default()
    }
}

/// Where the benchmarks are run as tests: they go back to what is in the backend.
#[cfg(feature = "runtime-benchmarks")]
pub(crate) fn benchmark_ext() -> sp_io::TestExternalities {
    use sp_runtime::BuildStorage;
    genesis().build_storage().expect("genesis can be stored").into()
}

/// Builds a chain of two people, runs a test on it and then the invariants.
pub(crate) fn build_and_execute(test: impl FnOnce()) {
    Jammed::set(None);
    MaxPauses::set(4);
    // Built inside, the state is a map of what has changed and not a trie: many times faster.
    sp_io::TestExternalities::default().execute_with(|| {
        genesis().build();
        System::set_block_number(1);
        test();
        Pause::check_invariants().expect("every invariant holds after the test");
    });
}
