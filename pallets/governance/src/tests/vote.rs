//! Voting.

use super::support::*;

#[test]
fn each_kind_of_vote_is_counted() {
    with_polls(|| {
        assert_ok!(vote(ALICE, 0, aye(100, 2)));
        assert_eq!(tally(0), [200, 0, 100]);
        assert_ok!(vote(BOB, 0, nay(59, 0)));
        assert_eq!(tally(0), [200, 5, 100]);
        assert_ok!(vote(CAROL, 0, AccountVote::Split { aye: 39, nay: 20 }));
        assert_eq!(tally(0), [203, 7, 139]);
        let split = AccountVote::SplitAbstain { aye: 10, nay: 20, abstain: 30 };
        assert_ok!(vote(DAVE, 0, split));
        assert_eq!(tally(0), [204, 9, 179]);
        assert_eq!([frozen(ALICE), frozen(BOB), frozen(CAROL), frozen(DAVE)], [100, 59, 59, 60]);
        let voted = Event::Voted { who: DAVE, vote: split, poll_index: 0 };
        assert_eq!(events().pop(), Some(voted));
    });
}

#[test]
fn another_vote_takes_the_place_of_the_first() {
    with_polls(|| {
        assert_ok!(vote(ALICE, 0, aye(100, 6)));
        assert_ok!(vote(ALICE, 0, nay(50, 1)));
        assert_eq!(tally(0), [0, 50, 0]);
        // What was frozen stays so until somebody looks.
        assert_eq!(frozen(ALICE), 100);
        assert_ok!(unlock(0, ALICE));
        assert_eq!(frozen(ALICE), 50);
    });
}

#[test]
fn everything_votes_whether_it_is_free_or_held() {
    with_polls(|| {
        assert_ok!(hold(ALICE, 999));
        assert_ok!(vote(ALICE, 0, aye(FORTUNE, 1)));
        assert_eq!(tally(0), [FORTUNE, 0, FORTUNE]);
        // A vote keeps nobody from having the stake back, and a stake nobody from voting.
        assert_ok!(unhold(ALICE, 999));
        assert_ok!(hold(ALICE, 500));
        assert_eq!(frozen(ALICE), FORTUNE);
    });
}

#[test]
fn a_lock_is_the_most_and_never_the_sum() {
    with_polls(|| {
        assert_ok!(vote(ALICE, 0, aye(600, 1)));
        assert_ok!(vote(ALICE, 1, nay(700, 1)));
        assert_ok!(vote(ALICE, 4, aye(650, 1)));
        assert_eq!(frozen(ALICE), 700);
        assert_eq!(ClassLocksFor::<Test>::get(ALICE).to_vec(), vec![(0, 700), (1, 650)]);
        assert_ok!(transfer(ALICE, BOB, 300));
        assert_noop!(transfer(ALICE, BOB, 1), sp_runtime::TokenError::Frozen);
    });
}

#[test]
fn nobody_votes_with_more_than_they_have() {
    with_polls(|| {
        let refused = Error::<Test>::InsufficientFunds;
        assert_noop!(vote(ALICE, 0, aye(FORTUNE + 1, 0)), refused);
        let split = AccountVote::Split { aye: FORTUNE, nay: 1 };
        assert_noop!(vote(ALICE, 0, split), Error::<Test>::InsufficientFunds);
        let split = AccountVote::SplitAbstain { aye: 0, nay: FORTUNE, abstain: 1 };
        assert_noop!(vote(ALICE, 0, split), Error::<Test>::InsufficientFunds);
    });
}

/// Saturated, the parts would be counted as less than they are.
#[test]
fn parts_that_do_not_fit_together_are_refused() {
    with_polls(|| {
        let split = AccountVote::Split { aye: Balance::MAX, nay: 1 };
        assert_noop!(vote(ALICE, 0, split), Error::<Test>::Overflow);
        let split = AccountVote::SplitAbstain { aye: 1, nay: 1, abstain: Balance::MAX - 1 };
        assert_noop!(vote(ALICE, 0, split), Error::<Test>::Overflow);
    });
}

#[test]
fn only_polls_that_take_votes_are_voted_on() {
    with_polls(|| {
        assert_noop!(vote(ALICE, 77, aye(1, 1)), Error::<Test>::NotOngoing);
        end(0, true);
        assert_noop!(vote(ALICE, 0, aye(1, 1)), Error::<Test>::NotOngoing);
        cancel(1);
        assert_noop!(vote(ALICE, 1, aye(1, 1)), Error::<Test>::NotOngoing);
    });
}

#[test]
fn votes_are_bounded_in_each_track() {
    with_polls(|| {
        open(9, 0);
        for poll in 0..MAX_VOTES {
            assert_ok!(vote(ALICE, poll, aye(1, 1)));
        }
        assert_noop!(vote(ALICE, 9, aye(1, 1)), Error::<Test>::MaxVotesReached);
        assert_ok!(vote(ALICE, 3, nay(1, 1)));
        assert_ok!(vote(ALICE, 4, aye(1, 1)));
    });
}

#[test]
fn a_vote_of_nothing_freezes_nothing() {
    with_polls(|| {
        assert_ok!(vote(ALICE, 0, aye(0, 6)));
        assert_eq!((tally(0), frozen(ALICE)), ([0; 3], 0));
        assert!(!ClassLocksFor::<Test>::contains_key(ALICE));
        assert_ok!(remove_vote(ALICE, Some(0), 0));
        assert!(!VotingFor::<Test>::contains_key(ALICE, 0));
    });
}

#[test]
fn only_accounts_vote() {
    with_polls(|| {
        let root = RuntimeOrigin::root();
        let refused = DispatchError::BadOrigin;
        assert_noop!(ConvictionVoting::vote(root, 0, aye(1, 1)), refused);
    });
}
