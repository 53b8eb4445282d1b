//! A runtime of this pallet, the SDK's own, TIDE and polls, and the only way into it.

use crate::{self as pallet_governance, PollIndex, TrackId, WeightInfo};
use codec::{Codec, Decode, Encode};
use core::cell::{Cell, RefCell};
use frame_support::{
    derive_impl,
    storage::unhashed,
    traits::{
        fungible::{BalancedHold, MutateHold},
        BuildGenesisConfig, ConstU128, ConstU32, ConstU64, PollStatus, Polling, VariantCount,
        VariantCountOf,
    },
    weights::Weight,
};
use scale_info::TypeInfo;
use sp_runtime::{traits::IdentityLookup, DispatchError, DispatchResult};
use std::collections::BTreeMap;
use tidewater_primitives::{
    seams::voting_power::{LockablePower, VotingPower},
    Balance,
};

pub(crate) type AccountId = u64;

pub(crate) const ALICE: AccountId = 1;
pub(crate) const BOB: AccountId = 2;
pub(crate) const CAROL: AccountId = 3;
pub(crate) const DAVE: AccountId = 4;
/// How many accounts have a fortune.
pub(crate) const PEOPLE: AccountId = 20;
/// What each of them starts with.
pub(crate) const FORTUNE: Balance = 1_000;
pub(crate) const MAX_VOTES: u32 = 4;
/// How long the weakest conviction locks.
pub(crate) const PERIOD: u64 = 10;
pub(crate) const MAX_SWEEP: u32 = 3;
/// The tracks.
pub(crate) const CLASSES: [TrackId; 3] = [0, 1, 2];

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
    pub type ConvictionVoting = pallet_governance;
    #[runtime::pallet_index(3)]
    pub type Theirs = pallet_conviction_voting;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = frame_system::mocking::MockBlock<Self>;
    type AccountId = AccountId;
    type Lookup = IdentityLookup<AccountId>;
    type AccountData = pallet_balances::AccountData<Balance>;
}

/// Why TIDE is held.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Encode,
    Decode,
    codec::DecodeWithMemTracking,
    codec::MaxEncodedLen,
    TypeInfo,
)]
pub enum TestHold {
    /// It is staked.
    Staked,
}

impl VariantCount for TestHold {
    const VARIANT_COUNT: u32 = 1;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type Balance = Balance;
    type ExistentialDeposit = ConstU128<1>;
    type AccountStore = System;
    type ReserveIdentifier = [u8; 8];
    type RuntimeHoldReason = TestHold;
    type RuntimeFreezeReason = RuntimeFreezeReason;
    type FreezeIdentifier = RuntimeFreezeReason;
    type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
    type DoneSlashHandler = ConvictionVoting;
}

/// Polls that the tests open and end. They are in the state, so that what fails leaves nothing behind,
/// and they are written as pallet-referenda writes its own.
pub struct TestPolls;

/// How a poll stands.
#[derive(Encode, Decode)]
pub(crate) enum Poll<Tally> {
    Ongoing(Tally, TrackId),
    Completed(u64, bool),
}

fn key(index: PollIndex) -> Vec<u8> {
    (b"poll", index).encode()
}

impl<Tally: Codec> Polling<Tally> for TestPolls {
    type Index = PollIndex;
    type Votes = Balance;
    type Class = TrackId;
    type Moment = u64;

    fn classes() -> Vec<TrackId> {
        CLASSES.to_vec()
    }

    fn as_ongoing(index: PollIndex) -> Option<(Tally, TrackId)> {
        match unhashed::get(&key(index)) {
            Some(Poll::Ongoing(tally, class)) => Some((tally, class)),
            _ => None,
        }
    }

    fn access_poll<R>(
        index: PollIndex,
        access: impl FnOnce(PollStatus<&mut Tally, u64, TrackId>) -> R,
    ) -> R {
        match unhashed::get(&key(index)) {
            Some(Poll::Ongoing(mut tally, class)) => {
                WRITES.set(WRITES.get() + 1);
                let result = access(PollStatus::Ongoing(&mut tally, class));
                unhashed::put(&key(index), &Poll::Ongoing(tally, class));
                result
            }
            Some(Poll::Completed(end, approved)) => access(PollStatus::Completed(end, approved)),
            None => access(PollStatus::None),
        }
    }

    fn try_access_poll<R>(
        index: PollIndex,
        access: impl FnOnce(PollStatus<&mut Tally, u64, TrackId>) -> Result<R, DispatchError>,
    ) -> Result<R, DispatchError> {
        Self::access_poll(index, access)
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn create_ongoing(class: TrackId) -> Result<PollIndex, ()> {
        let free = (0..).find(|index| !unhashed::exists(&key(*index))).ok_or(())?;
        open(free, class);
        Ok(free)
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn end_ongoing(index: PollIndex, approved: bool) -> Result<(), ()> {
        end(index, approved);
        Ok(())
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn max_ongoing() -> (TrackId, u32) {
        (0, MAX_VOTES)
    }
}

/// Opens a poll.
pub(crate) fn open(index: PollIndex, class: TrackId) {
    use frame_support::traits::VoteTally;
    let tally = <crate::TallyOf<Test> as VoteTally<Balance, TrackId>>::new(class);
    unhashed::put(&key(index), &Poll::Ongoing(tally, class));
}

/// Ends a poll.
pub(crate) fn end(index: PollIndex, approved: bool) {
    let over = Poll::<()>::Completed(System::block_number(), approved);
    unhashed::put(&key(index), &over);
}

/// Forgets a poll, as if it had been killed.
pub(crate) fn cancel(index: PollIndex) {
    unhashed::kill(&key(index));
}

thread_local! {
    /// How often a poll that takes votes was accessed, and so written.
    pub(crate) static WRITES: Cell<u32> = const { Cell::new(0) };
    /// What accounts have elsewhere, and how much of that is locked there.
    pub(crate) static ELSEWHERE: RefCell<BTreeMap<AccountId, [Balance; 2]>> =
        const { RefCell::new(BTreeMap::new()) };
}

/// TIDE that is in no balance.
pub struct Elsewhere;

impl VotingPower<AccountId> for Elsewhere {
    fn voting_power(who: &AccountId) -> Balance {
        ELSEWHERE.with_borrow(|all| all.get(who).map_or(0, |[power, _]| *power))
    }
}

impl LockablePower<AccountId> for Elsewhere {
    fn lock_power(who: &AccountId, amount: Balance) -> DispatchResult {
        ELSEWHERE.with_borrow_mut(|all| {
            if let Some([_, locked]) = all.get_mut(who) {
                *locked = amount;
            }
        });
        Ok(())
    }
}

frame_support::parameter_types! {
    pub static MaxTurnout: Balance = FORTUNE * Balance::from(PEOPLE);
}

impl crate::Config for Test {
    type Currency = Balances;
    type RuntimeFreezeReason = RuntimeFreezeReason;
    type Polls = TestPolls;
    type VotingPower = Elsewhere;
    type MaxTurnout = MaxTurnout;
    type MaxVotes = ConstU32<MAX_VOTES>;
    type VoteLockingPeriod = ConstU64<PERIOD>;
    type MaxSweep = ConstU32<MAX_SWEEP>;
    type WeightInfo = Counted;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = TideGiver;
}

/// Sets balances for the benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub struct TideGiver;

#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper<AccountId> for TideGiver {
    fn set_balance(who: &AccountId, amount: Balance) {
        Balances::force_set_balance(RuntimeOrigin::root(), *who, amount).expect("Root may");
    }
}

impl pallet_conviction_voting::Config for Test {
    type RuntimeEvent = RuntimeEvent;
    type WeightInfo = ();
    type Currency = Balances;
    type Polls = TestPolls;
    type MaxTurnout = MaxTurnout;
    type MaxVotes = ConstU32<MAX_VOTES>;
    type VoteLockingPeriod = ConstU64<PERIOD>;
    type BlockNumberProvider = System;
    type VotingHooks = ();
}

/// Stakes some of an account's TIDE.
pub(crate) fn hold(who: AccountId, amount: Balance) -> DispatchResult {
    Balances::hold(&TestHold::Staked, &who, amount)
}

/// Frees staked TIDE.
pub(crate) fn unhold(who: AccountId, amount: Balance) -> DispatchResult {
    let exact = frame_support::traits::tokens::Precision::Exact;
    Balances::release(&TestHold::Staked, &who, amount, exact).map(drop)
}

/// Takes staked TIDE away.
pub(crate) fn slash(who: AccountId, amount: Balance) {
    drop(<Balances as BalancedHold<AccountId>>::slash(&TestHold::Staked, &who, amount));
}

/// Weights that tell the calls apart.
pub struct Counted;

/// The weight of the call of this number, for so many votes.
pub(crate) const fn weight(call: u64, votes: u32, others: u32) -> Weight {
    Weight::from_parts(10_000 * call + 100 * votes as u64 + others as u64, 0)
}

impl WeightInfo for Counted {
    fn vote_new() -> Weight {
        weight(1, 0, 0)
    }
    fn vote_existing() -> Weight {
        weight(2, 0, 0)
    }
    fn vote_override() -> Weight {
        weight(3, 0, 0)
    }
    fn delegate(v: u32) -> Weight {
        weight(4, v, 0)
    }
    fn undelegate(v: u32, o: u32) -> Weight {
        weight(5, v, o)
    }
    fn unlock() -> Weight {
        weight(6, 0, 0)
    }
    fn remove_vote() -> Weight {
        weight(7, 0, 0)
    }
    fn remove_other_vote() -> Weight {
        weight(8, 0, 0)
    }
    fn release(v: u32) -> Weight {
        weight(9, v, 0)
    }
    fn trim(v: u32, d: u32) -> Weight {
        weight(10, v, d)
    }
    fn sweep_base() -> Weight {
        weight(11, 0, 0)
    }
}

fn genesis() -> RuntimeGenesisConfig {
    RuntimeGenesisConfig {
        balances: pallet_balances::GenesisConfig {
            balances: (1..=PEOPLE).map(|who| (who, FORTUNE)).collect(),
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

/// Builds a chain of twenty people with a fortune each, runs a test on it and then the invariants.
pub(crate) fn build_and_execute(test: impl FnOnce()) {
    ELSEWHERE.set(BTreeMap::new());
    // Built inside, the state is a map of what has changed and not a trie: many times faster.
    sp_io::TestExternalities::default().execute_with(|| {
        genesis().build();
        System::set_block_number(1);
        test();
        ConvictionVoting::check_invariants().expect("every invariant holds after the test");
    });
}
