//! Cutting votes down after a slash.

use super::support::*;

#[test]
fn a_slash_below_the_votes_marks_and_anybody_trims() {
    with_polls(|| {
        assert_ok!(hold(ALICE, 800));
        assert_ok!(vote(ALICE, 0, aye(900, 2)));
        assert_ok!(vote(ALICE, 1, nay(500, 1)));
        slash(ALICE, 50);
        assert!(!Marked::<Test>::contains_key(ALICE));
        assert_noop!(trim(ALICE, 0), Error::<Test>::NothingToTrim);
        events();
        slash(ALICE, 350);
        assert_eq!(events(), vec![Event::Marked { who: ALICE, power: 600 }]);
        // What was counted stays until somebody comes.
        assert_eq!(tally(0), [1_800, 0, 900]);
        assert_ok!(trim(ALICE, 0));
        assert_eq!([tally(0), tally(1)], [[1_200, 0, 600], [0, 500, 0]]);
        assert_eq!(frozen(ALICE), 600);
        assert!(!Marked::<Test>::contains_key(ALICE));
        let trimmed = Event::VotesTrimmed { who: ALICE, class: 0, power: 600 };
        assert_eq!(events().pop(), Some(trimmed));
        assert_noop!(trim(ALICE, 0), Error::<Test>::NothingToTrim);
    });
}

#[test]
fn split_votes_lose_abstentions_first() {
    with_polls(|| {
        assert_ok!(hold(ALICE, 900));
        let split = AccountVote::SplitAbstain { aye: 200, nay: 300, abstain: 400 };
        assert_ok!(vote(ALICE, 0, split));
        assert_ok!(vote(ALICE, 1, AccountVote::Split { aye: 100, nay: 800 }));
        slash(ALICE, 700);
        assert_ok!(trim(ALICE, 0));
        let Voting::Casting(casting) = VotingFor::<Test>::get(ALICE, 0) else { panic!("votes") };
        let left = AccountVote::SplitAbstain { aye: 200, nay: 100, abstain: 0 };
        assert_eq!(casting.votes[0], (0, left));
        assert_eq!(casting.votes[1], (1, AccountVote::Split { aye: 100, nay: 200 }));
        assert_eq!([tally(0), tally(1)], [[20, 10, 200], [10, 20, 100]]);
    });
}

#[test]
fn delegations_are_cut_where_they_count_and_where_they_are_withheld() {
    with_polls(|| {
        assert_ok!(hold(ALICE, 900));
        assert_ok!(delegate(ALICE, 0, BOB, 2, 1_000));
        assert_ok!(vote(BOB, 0, aye(1, 1)));
        assert_ok!(vote(BOB, 1, aye(1, 1)));
        assert_ok!(vote(ALICE, 1, nay(700, 1)));
        assert_eq!([tally(0), tally(1)], [[2_001, 0, 1_001], [1, 700, 1]]);
        slash(ALICE, 600);
        assert_ok!(trim(ALICE, 0));
        assert_eq!([tally(0), tally(1)], [[801, 0, 401], [1, 400, 1]]);
        assert_eq!(withheld(BOB, 1), [800, 400]);
        assert_eq!(frozen(ALICE), 400);
        assert_ok!(undelegate(ALICE, 0));
        assert_eq!([tally(0), tally(1)], [[1, 0, 1], [1, 400, 1]]);
    });
}

/// In a cycle of two, each is the other's delegate.
#[test]
fn who_is_trimmed_may_follow_who_follows_it() {
    with_polls(|| {
        assert_ok!(hold(ALICE, 900));
        assert_ok!(delegate(ALICE, 0, BOB, 1, 1_000));
        assert_ok!(delegate(BOB, 0, ALICE, 1, 200));
        assert_ok!(vote(ALICE, 0, aye(1_000, 1)));
        assert_ok!(vote(BOB, 1, nay(200, 1)));
        assert_eq!([tally(0), tally(1)], [[1_200, 0, 1_200], [0, 1_200, 0]]);
        slash(ALICE, 900);
        assert_ok!(trim(ALICE, 0));
        assert_eq!([tally(0), tally(1)], [[300, 0, 300], [0, 300, 0]]);
    });
}

#[test]
fn locks_of_before_and_of_other_tracks_are_cut_too() {
    with_polls(|| {
        assert_ok!(hold(ALICE, 900));
        assert_ok!(delegate(ALICE, 0, BOB, 1, 1_000));
        assert_ok!(undelegate(ALICE, 0));
        assert_ok!(vote(ALICE, 4, aye(950, 1)));
        slash(ALICE, 800);
        assert_ok!(trim(ALICE, 0));
        assert!(Marked::<Test>::contains_key(ALICE), "the other track is not done");
        assert_eq!(frozen(ALICE), 950);
        assert_ok!(trim(ALICE, 1));
        assert!(!Marked::<Test>::contains_key(ALICE));
        assert_eq!((frozen(ALICE), tally(4)), (200, [200, 0, 200]));
    });
}

#[test]
fn what_is_not_slashed_is_never_trimmed() {
    with_polls(|| {
        assert_ok!(vote(ALICE, 0, aye(FORTUNE, 1)));
        assert_noop!(trim(ALICE, 0), Error::<Test>::NothingToTrim);
        assert_noop!(trim(BOB, 0), Error::<Test>::NothingToTrim);
        slash(BOB, 1);
        assert!(!Marked::<Test>::contains_key(BOB));
    });
}

#[test]
fn who_takes_all_votes_back_is_no_longer_marked() {
    with_polls(|| {
        assert_ok!(hold(ALICE, 800));
        assert_ok!(vote(ALICE, 0, aye(900, 2)));
        slash(ALICE, 800);
        assert!(Marked::<Test>::contains_key(ALICE));
        assert_ok!(remove_vote(ALICE, None, 0));
        assert_ok!(unlock(0, ALICE));
        assert!(!Marked::<Test>::contains_key(ALICE));
    });
}
