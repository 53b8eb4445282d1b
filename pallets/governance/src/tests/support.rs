//! What the tests share.

pub(super) use crate::{
    mock::{
        build_and_execute, cancel, end, hold, open, slash, unhold, AccountId, Balances,
        ConvictionVoting, RuntimeEvent, RuntimeOrigin, System, Test, TestPolls, ALICE, BOB, CAROL,
        DAVE, FORTUNE, MAX_VOTES, PERIOD,
    },
    AccountVote, ClassLocksFor, Conviction, Delegations, Error, Event, FreezeReason, Marked,
    Overrides, PollIndex, TallyOf, TrackId, Vote, Voting, VotingFor, Withheld,
};
pub(super) use frame_support::{
    assert_noop, assert_ok,
    traits::{
        fungible::{Inspect, InspectFreeze},
        Polling,
    },
};
pub(super) use sp_runtime::{DispatchError, DispatchResult};
pub(super) use tidewater_primitives::Balance;

use frame_support::dispatch::DispatchResultWithPostInfo;

pub(super) fn by(who: AccountId) -> RuntimeOrigin {
    RuntimeOrigin::signed(who)
}

/// The result without the weight.
pub(super) fn plain(result: DispatchResultWithPostInfo) -> DispatchResult {
    result.map(|_| ()).map_err(|failed| failed.error)
}

pub(super) fn conviction(number: u8) -> Conviction {
    Conviction::try_from(number).expect("there is such a conviction")
}

pub(super) fn aye(balance: Balance, number: u8) -> AccountVote<Balance> {
    let vote = Vote { aye: true, conviction: conviction(number) };
    AccountVote::Standard { vote, balance }
}

pub(super) fn nay(balance: Balance, number: u8) -> AccountVote<Balance> {
    let vote = Vote { aye: false, conviction: conviction(number) };
    AccountVote::Standard { vote, balance }
}

pub(super) fn vote(who: AccountId, poll: PollIndex, vote: AccountVote<Balance>) -> DispatchResult {
    ConvictionVoting::vote(by(who), poll, vote)
}

pub(super) fn delegate(
    who: AccountId,
    class: TrackId,
    to: AccountId,
    number: u8,
    balance: Balance,
) -> DispatchResult {
    plain(ConvictionVoting::delegate(by(who), class, to, conviction(number), balance))
}

pub(super) fn undelegate(who: AccountId, class: TrackId) -> DispatchResult {
    plain(ConvictionVoting::undelegate(by(who), class))
}

pub(super) fn unlock(class: TrackId, target: AccountId) -> DispatchResult {
    ConvictionVoting::unlock(by(DAVE), class, target)
}

pub(super) fn remove_vote(
    who: AccountId,
    class: Option<TrackId>,
    poll: PollIndex,
) -> DispatchResult {
    ConvictionVoting::remove_vote(by(who), class, poll)
}

pub(super) fn remove_other(target: AccountId, class: TrackId, poll: PollIndex) -> DispatchResult {
    ConvictionVoting::remove_other_vote(by(DAVE), target, class, poll)
}

pub(super) fn release(target: AccountId, class: TrackId) -> DispatchResult {
    plain(ConvictionVoting::release(by(DAVE), target, class))
}

pub(super) fn trim(target: AccountId, class: TrackId) -> DispatchResult {
    plain(ConvictionVoting::trim(by(DAVE), target, class))
}

pub(super) fn transfer(from: AccountId, to: AccountId, amount: Balance) -> DispatchResult {
    Balances::transfer_allow_death(by(from), to, amount)
}

/// Ayes, nays and support of a poll that takes votes.
pub(super) fn tally(poll: PollIndex) -> [Balance; 3] {
    let ongoing: Option<(TallyOf<Test>, TrackId)> = TestPolls::as_ongoing(poll);
    let (tally, _) = ongoing.expect("the poll takes votes");
    [tally.ayes, tally.nays, tally.support]
}

/// What is frozen in an account for votes.
pub(super) fn frozen(who: AccountId) -> Balance {
    Balances::balance_frozen(&FreezeReason::Voting.into(), &who)
}

/// What is withheld from a delegate: votes and capital.
pub(super) fn withheld(delegate: AccountId, poll: PollIndex) -> [Balance; 2] {
    let Delegations { votes, capital } = Withheld::<Test>::get(delegate, poll);
    [votes, capital]
}

pub(super) fn now() -> u64 {
    System::block_number()
}

/// What was told before this block, which was the next one then.
pub(super) fn told<Answer>(ask: impl FnOnce() -> Answer) -> Answer {
    let next = now();
    System::set_block_number(next - 1);
    let answer = ask();
    System::set_block_number(next);
    answer
}

/// Lets blocks pass in which nobody does anything.
pub(super) fn pass(blocks: u64) {
    System::set_block_number(now() + blocks);
}

/// The pallet's events since the last look.
pub(super) fn events() -> Vec<Event<Test>> {
    let all = System::events();
    System::reset_events();
    let ours = |record: frame_system::EventRecord<RuntimeEvent, _>| match record.event {
        RuntimeEvent::ConvictionVoting(event) => Some(event),
        _ => None,
    };
    all.into_iter().filter_map(ours).collect()
}

/// Five polls: 0 to 3 in track 0, 4 in track 1.
pub(super) fn with_polls(test: impl FnOnce()) {
    build_and_execute(|| {
        for poll in 0..4 {
            open(poll, 0);
        }
        open(4, 1);
        test();
    });
}
