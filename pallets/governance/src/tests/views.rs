//! What can be asked, and that it is what happens then.

use super::support::*;
use crate::mock::{CLASSES, ELSEWHERE, WRITES};
use frame_support::{hypothetically, storage::with_storage_layer};
use tidewater_primitives::apis::governance::{
    Delegated, DelegatedPower, Following, Lock, LockCause, LockPart, Locks, PollVote, Release,
    TrackVotes, VoteInfo, WithheldOn,
};

/// A block so late that every lock that has an end is over.
const LATE: u64 = 1_000_000;

fn standard(aye: bool, conviction: u8, balance: Balance) -> VoteInfo {
    VoteInfo::Standard { aye, conviction, balance }
}

fn votes(who: AccountId) -> Vec<TrackVotes<u64>> {
    told(|| ConvictionVoting::votes(who))
}

fn delegations(who: AccountId) -> Vec<Delegated<AccountId>> {
    told(|| ConvictionVoting::delegations(who))
}

fn locks(who: AccountId) -> Locks<u64> {
    told(|| ConvictionVoting::locks(who))
}

/// What is locked for one track, as told.
fn lock(who: AccountId, track: TrackId) -> Lock<u64> {
    let lock = locks(who).tracks.into_iter().find(|lock| lock.track == track);
    lock.expect("something is locked")
}

fn part(cause: LockCause, amount: Balance, until: Option<u64>) -> LockPart<u64> {
    LockPart { cause, amount, until }
}

/// What stays locked on a track by what the storage says, after a release in a block; nothing is kept of
/// it.
fn left_by_release(who: AccountId, track: TrackId, block: u64) -> Balance {
    hypothetically!({
        System::set_block_number(block);
        let done = with_storage_layer(|| release(who, track));
        assert!(done.is_ok() || done == Err(Error::<Test>::NothingToRelease.into()), "{done:?}");
        let locks = ClassLocksFor::<Test>::get(who);
        locks.iter().find(|(of, _)| *of == track).map_or(0, |(_, amount)| *amount)
    })
}

/// What is told of an account's locks is what `release` does: in the next block, and in each block that is
/// promised, not one earlier, and never more than that.
pub(super) fn assert_locks_are_true(who: AccountId) {
    let told = locks(who);
    assert_eq!(told.frozen, frozen(who));
    let mut locked = ClassLocksFor::<Test>::get(who).into_inner();
    locked.sort();
    let listed: Vec<_> = told.tracks.iter().map(|lock| (lock.track, lock.locked)).collect();
    assert_eq!(listed, locked);
    for Lock { track, locked, releasable, parts, releases } in &told.tracks {
        let (who, track, next) = (who, *track, now());
        assert_eq!(parts.iter().map(|part| part.amount).max(), Some(*locked), "{parts:?}");
        assert_eq!(left_by_release(who, track, next), locked - releasable, "{told:?}");
        let mut before = *locked;
        for Release { at, left } in releases {
            assert!(*at >= next && *left < before, "{told:?}");
            if *at > next {
                assert_eq!(left_by_release(who, track, at - 1), before, "{told:?}");
            }
            assert_eq!(left_by_release(who, track, *at), *left, "{told:?}");
            before = *left;
        }
        assert_eq!(left_by_release(who, track, LATE), before, "{told:?}");
    }
    hypothetically!({
        for track in CLASSES {
            let _ = with_storage_layer(|| release(who, track));
        }
        assert_eq!(frozen(who), told.frozen - told.releasable, "{told:?}");
    });
}

#[test]
fn nothing_is_told_of_a_stranger() {
    with_polls(|| {
        assert_eq!((votes(77), delegations(77)), (vec![], vec![]));
        assert_eq!(locks(77), Locks { frozen: 0, releasable: 0, tracks: vec![] });
        assert_eq!(ConvictionVoting::voting_power(77), 0);
    });
}

#[test]
fn votes_are_told_by_track_with_what_they_lock() {
    with_polls(|| {
        assert_ok!(vote(ALICE, 4, AccountVote::Split { aye: 30, nay: 20 }));
        assert_ok!(vote(ALICE, 2, AccountVote::SplitAbstain { aye: 1, nay: 2, abstain: 3 }));
        assert_ok!(vote(ALICE, 0, nay(100, 3)));
        let told = |poll, vote, locked, until| PollVote {
            poll,
            vote,
            overrides: false,
            ongoing: Option::<u64>::is_none(&until),
            locked,
            until,
        };
        let split = VoteInfo::Split { aye: 30, nay: 20 };
        let abstaining = VoteInfo::SplitAbstain { aye: 1, nay: 2, abstain: 3 };
        let mut first = TrackVotes {
            track: 0,
            votes: vec![told(0, standard(false, 3, 100), 100, None), told(2, abstaining, 6, None)],
        };
        let second = TrackVotes { track: 1, votes: vec![told(4, split, 50, None)] };
        assert_eq!(votes(ALICE), [first.clone(), second.clone()]);
        pass(6);
        end(0, false);
        pass(2);
        first.votes[0].ongoing = false;
        first.votes[0].until = Some(7 + 4 * PERIOD);
        assert_eq!(votes(ALICE), [first.clone(), second.clone()]);
        // Who has lost is free at once, and so is who has voted on what is forgotten.
        for ended in [|| end(2, true), || cancel(2)] {
            ended();
            pass(1);
            first.votes[1].ongoing = false;
            first.votes[1].until = Some(now());
            assert_eq!(votes(ALICE), [first.clone(), second.clone()]);
        }
    });
}

#[test]
fn an_override_is_told_as_one_as_long_as_there_is_a_delegation() {
    with_polls(|| {
        assert_ok!(delegate(ALICE, 0, BOB, 1, 100));
        assert_ok!(vote(ALICE, 0, aye(300, 2)));
        let told = |overrides| {
            let vote = standard(true, 2, 300);
            PollVote { poll: 0, vote, overrides, ongoing: true, locked: 300, until: None }
        };
        assert_eq!(votes(ALICE), [TrackVotes { track: 0, votes: vec![told(true)] }]);
        assert_ok!(undelegate(ALICE, 0));
        assert_eq!(votes(ALICE), [TrackVotes { track: 0, votes: vec![told(false)] }]);
    });
}

#[test]
fn delegations_are_told_on_both_sides_with_what_is_withheld() {
    with_polls(|| {
        assert_ok!(delegate(ALICE, 0, BOB, 3, 100));
        assert_ok!(delegate(CAROL, 0, BOB, 0, 55));
        assert_ok!(delegate(ALICE, 1, BOB, 1, 7));
        assert_ok!(delegate(BOB, 1, DAVE, 6, 900));
        for poll in 0..3 {
            assert_ok!(vote(BOB, poll, aye(1, 1)));
        }
        assert_ok!(vote(ALICE, 1, nay(1, 1)));
        assert_ok!(vote(CAROL, 1, nay(1, 1)));
        assert_ok!(vote(ALICE, 2, nay(1, 1)));
        // On this one the delegate has not voted.
        assert_ok!(vote(ALICE, 3, nay(1, 1)));
        end(2, true);
        let power = |votes, capital| DelegatedPower { votes, capital };
        let following = |to, conviction, balance| Some(Following { to, conviction, balance });
        let withheld = |poll, power| WithheldOn { poll, power };
        let bobs = [
            Delegated {
                track: 0,
                following: None,
                received: power(305, 155),
                withheld: vec![withheld(0, power(0, 0)), withheld(1, power(305, 155))],
            },
            Delegated {
                track: 1,
                following: following(DAVE, 6, 900),
                received: power(7, 7),
                withheld: vec![],
            },
        ];
        assert_eq!(delegations(BOB), bobs);
        let alices = delegations(ALICE);
        assert_eq!(alices.iter().map(|told| told.track).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(alices[0].following, following(BOB, 3, 100));
        let nothing = |poll| withheld(poll, power(0, 0));
        assert_eq!(
            (alices[0].received, &alices[0].withheld),
            (power(0, 0), &vec![nothing(1), nothing(3)])
        );
    });
}

/// All five reasons on one track. They overlap: the largest that is left counts.
#[test]
fn locks_are_told_with_every_reason_and_every_block_in_which_one_ends() {
    with_polls(|| {
        assert_ok!(vote(ALICE, 3, aye(500, 2)));
        end(3, true);
        assert_ok!(remove_vote(ALICE, Some(0), 3));
        assert_ok!(delegate(ALICE, 0, BOB, 1, 100));
        assert_ok!(vote(ALICE, 0, aye(700, 1)));
        assert_ok!(vote(ALICE, 1, nay(400, 4)));
        assert_ok!(vote(ALICE, 2, aye(900, 1)));
        assert_ok!(remove_vote(ALICE, None, 2));
        pass(4);
        end(0, true);
        end(1, false);
        pass(1);
        let over = |poll| LockCause::Override { poll };
        let expected = Lock {
            track: 0,
            locked: 900,
            releasable: 200,
            parts: vec![
                part(over(0), 700, Some(5 + PERIOD)),
                part(over(1), 400, Some(5 + 8 * PERIOD)),
                part(LockCause::Delegation, 100, None),
                part(LockCause::Prior, 500, Some(1 + 2 * PERIOD)),
                part(LockCause::Gone, 900, Some(6)),
            ],
            releases: vec![
                Release { at: 6, left: 700 },
                Release { at: 5 + PERIOD, left: 500 },
                Release { at: 1 + 2 * PERIOD, left: 400 },
                Release { at: 5 + 8 * PERIOD, left: 100 },
            ],
        };
        let told = Locks { frozen: 900, releasable: 200, tracks: vec![expected] };
        assert_eq!(locks(ALICE), told);
        assert_locks_are_true(ALICE);
        // A larger lock of another track keeps the account's freeze, not the track's lock.
        assert_ok!(vote(ALICE, 4, AccountVote::Split { aye: 400, nay: 450 }));
        let told = locks(ALICE);
        assert_eq!((told.frozen, told.releasable, told.tracks[0].releasable), (900, 50, 200));
        let cause = LockCause::Vote { poll: 4 };
        assert_eq!(told.tracks[1].parts, [part(cause, 850, None)]);
        assert_locks_are_true(ALICE);
    });
}

/// One block earlier nothing is freed, at it everything that was promised.
#[test]
fn the_block_of_a_release_is_exact() {
    with_polls(|| {
        assert_ok!(vote(ALICE, 0, aye(300, 5)));
        pass(7);
        end(0, true);
        pass(1);
        let releases = lock(ALICE, 0).releases;
        let at = 8 + 16 * PERIOD;
        assert_eq!(releases, [Release { at, left: 0 }]);
        pass(at - 1 - now());
        assert_eq!(locks(ALICE).releasable, 0);
        assert_noop!(release(ALICE, 0), Error::<Test>::NothingToRelease);
        pass(1);
        assert_eq!((locks(ALICE).releasable, lock(ALICE, 0).releases), (300, releases));
        assert_ok!(release(ALICE, 0));
        assert_eq!((frozen(ALICE), locks(ALICE).tracks), (0, vec![]));
    });
}

#[test]
fn what_ends_in_the_same_block_goes_together() {
    with_polls(|| {
        for (poll, balance) in [(0, 100), (1, 300), (2, 200)] {
            assert_ok!(vote(ALICE, poll, aye(balance, 1)));
            end(poll, true);
        }
        assert_ok!(vote(ALICE, 3, aye(50, 1)));
        let at = now() + PERIOD;
        assert_eq!(lock(ALICE, 0).releases, [Release { at, left: 50 }]);
        assert_locks_are_true(ALICE);
    });
}

/// Nobody looks at it before: it stays locked, and is told as free from the next block on.
#[test]
fn what_was_over_long_ago_is_released_in_the_next_block() {
    with_polls(|| {
        assert_ok!(delegate(ALICE, 0, BOB, 1, 100));
        assert_ok!(undelegate(ALICE, 0));
        let until = now() + PERIOD;
        assert_eq!(lock(ALICE, 0).parts, [part(LockCause::Prior, 100, Some(until))]);
        pass(5 * PERIOD);
        assert_eq!(lock(ALICE, 0).parts, [part(LockCause::Prior, 100, Some(now()))]);
        assert_eq!((frozen(ALICE), locks(ALICE).releasable), (100, 100));
        assert_locks_are_true(ALICE);
    });
}

#[test]
fn the_power_to_vote_is_what_a_vote_can_have_behind_it() {
    with_polls(|| {
        ELSEWHERE.with_borrow_mut(|all| all.insert(ALICE, [500, 0]));
        assert_ok!(hold(ALICE, 300));
        assert_ok!(vote(ALICE, 0, aye(800, 1)));
        let power = ConvictionVoting::voting_power(ALICE);
        assert_eq!(power, 1_500);
        assert_noop!(vote(ALICE, 1, aye(power + 1, 1)), Error::<Test>::InsufficientFunds);
        assert_ok!(vote(ALICE, 1, aye(power, 1)));
        slash(ALICE, 300);
        assert_eq!(ConvictionVoting::voting_power(ALICE), 1_200);
    });
}

/// pallet-referenda writes a poll that takes votes whenever it is accessed, also if nothing changes.
#[test]
fn asking_writes_nothing() {
    with_polls(|| {
        assert_ok!(delegate(ALICE, 0, BOB, 1, 100));
        assert_ok!(vote(ALICE, 0, aye(300, 2)));
        assert_ok!(vote(ALICE, 1, aye(300, 2)));
        assert_ok!(vote(BOB, 0, aye(300, 2)));
        end(1, true);
        events();
        let root = || sp_io::storage::root(sp_runtime::StateVersion::V1);
        let (before, writes) = (root(), WRITES.get());
        for who in [ALICE, BOB, CAROL] {
            ConvictionVoting::votes(who);
            ConvictionVoting::delegations(who);
            ConvictionVoting::locks(who);
            ConvictionVoting::voting_power(who);
        }
        assert_eq!((root(), WRITES.get()), (before, writes));
        assert_eq!(events(), []);
    });
}
