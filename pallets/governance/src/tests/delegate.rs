//! Delegating.

use super::support::*;

#[test]
fn a_delegate_votes_with_what_was_delegated() {
    with_polls(|| {
        assert_ok!(vote(BOB, 0, aye(10, 1)));
        assert_ok!(delegate(ALICE, 0, BOB, 3, 100));
        assert_eq!(events().pop(), Some(Event::Delegated(ALICE, BOB, 0)));
        assert_eq!(tally(0), [310, 0, 110]);
        assert_ok!(vote(BOB, 1, nay(10, 1)));
        assert_eq!(tally(1), [0, 310, 0]);
        assert_ok!(vote(BOB, 0, nay(10, 1)));
        assert_eq!(tally(0), [0, 310, 0]);
        assert_eq!([frozen(ALICE), frozen(BOB)], [100, 10]);
    });
}

#[test]
fn a_split_vote_carries_no_delegations() {
    with_polls(|| {
        assert_ok!(delegate(ALICE, 0, BOB, 3, 100));
        assert_ok!(vote(BOB, 0, AccountVote::Split { aye: 20, nay: 10 }));
        assert_eq!(tally(0), [2, 1, 20]);
        assert_ok!(vote(BOB, 0, aye(20, 1)));
        assert_eq!(tally(0), [320, 0, 120]);
        assert_ok!(vote(BOB, 0, AccountVote::SplitAbstain { aye: 0, nay: 10, abstain: 5 }));
        assert_eq!(tally(0), [0, 1, 5]);
        assert_ok!(undelegate(ALICE, 0));
        assert_eq!(tally(0), [0, 1, 5]);
    });
}

#[test]
fn other_tracks_are_not_delegated() {
    with_polls(|| {
        assert_ok!(delegate(ALICE, 0, BOB, 1, 100));
        assert_ok!(vote(BOB, 4, aye(10, 1)));
        assert_eq!(tally(4), [10, 0, 10]);
        assert_ok!(vote(ALICE, 4, nay(20, 1)));
        assert_eq!(tally(4), [10, 20, 10]);
    });
}

#[test]
fn a_delegation_goes_one_step_only() {
    with_polls(|| {
        assert_ok!(delegate(ALICE, 0, BOB, 1, 100));
        assert_ok!(delegate(BOB, 0, CAROL, 1, 10));
        assert_ok!(vote(CAROL, 0, aye(1, 1)));
        assert_eq!(tally(0), [11, 0, 11]);
        // What Alice delegates is with Bob, and speaks when Bob does.
        assert_ok!(vote(BOB, 0, nay(10, 1)));
        assert_eq!(tally(0), [1, 110, 1]);
    });
}

#[test]
fn in_a_cycle_each_counts_once() {
    with_polls(|| {
        assert_ok!(delegate(ALICE, 0, BOB, 1, 100));
        assert_ok!(delegate(BOB, 0, CAROL, 1, 200));
        assert_ok!(delegate(CAROL, 0, ALICE, 1, 400));
        assert_eq!(tally(0), [0; 3]);
        assert_ok!(vote(ALICE, 0, aye(100, 1)));
        assert_eq!(tally(0), [500, 0, 500]);
        assert_ok!(vote(BOB, 0, aye(200, 1)));
        assert_eq!(tally(0), [700, 0, 700]);
        assert_ok!(vote(CAROL, 0, nay(400, 1)));
        assert_eq!(tally(0), [300, 400, 300]);
        for who in [ALICE, BOB, CAROL] {
            assert_ok!(undelegate(who, 0));
        }
        assert_eq!(tally(0), [300, 400, 300]);
    });
}

#[test]
fn bad_delegations_are_refused() {
    with_polls(|| {
        assert_noop!(delegate(ALICE, 0, ALICE, 1, 1), Error::<Test>::Nonsense);
        assert_noop!(delegate(ALICE, 3, BOB, 1, 1), Error::<Test>::BadClass);
        assert_noop!(delegate(ALICE, 0, BOB, 1, FORTUNE + 1), Error::<Test>::InsufficientFunds);
        assert_ok!(vote(ALICE, 0, aye(1, 1)));
        assert_noop!(delegate(ALICE, 0, BOB, 1, 1), Error::<Test>::AlreadyVoting);
        assert_ok!(delegate(ALICE, 1, BOB, 1, 1));
        assert_noop!(delegate(ALICE, 1, CAROL, 1, 1), Error::<Test>::AlreadyDelegating);
    });
}

#[test]
fn a_delegation_of_nothing_leaves_no_trace_at_the_delegate() {
    with_polls(|| {
        assert_ok!(delegate(ALICE, 0, BOB, 1, 0));
        assert!(!VotingFor::<Test>::contains_key(BOB, 0));
        assert_ok!(vote(ALICE, 0, aye(5, 1)));
        assert_eq!(withheld(BOB, 0), [0, 0]);
        assert_ok!(undelegate(ALICE, 0));
        assert_eq!(tally(0), [5, 0, 5]);
    });
}
