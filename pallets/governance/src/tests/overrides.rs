//! Voting while delegating: the own vote counts, and the delegate's no longer carries the delegation.

use super::support::*;

/// Alice follows Bob with 100 at three votes each, Carol with 50 at one. Bob has said aye to poll 0.
fn with_delegates(test: impl FnOnce()) {
    with_polls(|| {
        assert_ok!(delegate(ALICE, 0, BOB, 3, 100));
        assert_ok!(delegate(CAROL, 0, BOB, 1, 50));
        assert_ok!(vote(BOB, 0, aye(10, 1)));
        assert_eq!(tally(0), [360, 0, 160]);
        events();
        test();
    });
}

#[test]
fn an_override_takes_the_place_of_the_delegation() {
    with_delegates(|| {
        assert_ok!(vote(ALICE, 0, nay(200, 2)));
        assert_eq!(tally(0), [60, 400, 60]);
        let seen = Delegations { votes: 300, capital: 100 };
        assert_eq!(
            events(),
            vec![
                Event::WithheldChanged { delegate: BOB, poll_index: 0, withheld: seen },
                Event::Voted { who: ALICE, vote: nay(200, 2), poll_index: 0 },
            ]
        );
        assert_eq!((withheld(BOB, 0), frozen(ALICE)), ([300, 100], 200));
        // Elsewhere it follows as before.
        assert_ok!(vote(BOB, 1, aye(10, 1)));
        assert_eq!(tally(1), [360, 0, 160]);
    });
}

#[test]
fn an_override_may_come_before_the_delegates_vote() {
    with_delegates(|| {
        assert_ok!(vote(ALICE, 1, nay(100, 1)));
        assert_eq!(tally(1), [0, 100, 0]);
        assert_ok!(vote(BOB, 1, aye(10, 1)));
        assert_eq!(tally(1), [60, 100, 60]);
        assert_ok!(vote(BOB, 1, nay(10, 1)));
        assert_eq!(tally(1), [0, 160, 0]);
        assert_ok!(remove_vote(BOB, None, 1));
        assert_eq!(tally(1), [0, 100, 0]);
    });
}

#[test]
fn an_override_may_be_changed() {
    with_delegates(|| {
        assert_ok!(vote(ALICE, 0, nay(100, 1)));
        assert_ok!(vote(ALICE, 0, aye(30, 0)));
        assert_eq!((tally(0), withheld(BOB, 0)), ([63, 0, 90], [300, 100]));
        assert_ok!(vote(ALICE, 0, AccountVote::Split { aye: 10, nay: 10 }));
        assert_eq!((tally(0), withheld(BOB, 0)), ([61, 1, 70], [300, 100]));
    });
}

/// However little is behind it, nothing of the delegation counts beside it.
#[test]
fn a_smaller_override_takes_out_the_whole_delegation() {
    with_delegates(|| {
        assert_ok!(vote(ALICE, 0, aye(0, 0)));
        assert_eq!(tally(0), [60, 0, 60]);
    });
}

#[test]
fn removing_an_override_gives_the_vote_back() {
    with_delegates(|| {
        assert_ok!(vote(ALICE, 0, nay(100, 1)));
        assert_ok!(vote(ALICE, 1, nay(100, 1)));
        events();
        assert_ok!(remove_vote(ALICE, None, 0));
        assert_eq!((tally(0), withheld(BOB, 0)), ([360, 0, 160], [0, 0]));
        let removed = Event::VoteRemoved { who: ALICE, vote: nay(100, 1), poll_index: 0 };
        assert_eq!(events().pop(), Some(removed));
        assert!(!Withheld::<Test>::contains_key(BOB, 0));
        assert_ok!(remove_vote(ALICE, Some(0), 1));
        assert!(!Overrides::<Test>::contains_key(ALICE, 0));
        assert_noop!(remove_vote(ALICE, None, 1), Error::<Test>::NotVoter);
    });
}

#[test]
fn what_is_withheld_of_a_split_vote_is_not_taken_out_of_it() {
    with_delegates(|| {
        assert_ok!(vote(BOB, 0, AccountVote::Split { aye: 10, nay: 0 }));
        assert_ok!(vote(ALICE, 0, nay(100, 1)));
        assert_eq!(tally(0), [1, 100, 10]);
        assert_ok!(vote(BOB, 0, aye(10, 1)));
        assert_eq!(tally(0), [60, 100, 60]);
        assert_ok!(vote(BOB, 0, AccountVote::Split { aye: 10, nay: 0 }));
        assert_ok!(remove_vote(ALICE, None, 0));
        assert_eq!(tally(0), [1, 0, 10]);
    });
}

#[test]
fn overrides_stay_votes_when_the_delegation_ends() {
    with_delegates(|| {
        assert_ok!(vote(ALICE, 0, nay(100, 1)));
        assert_ok!(vote(ALICE, 1, nay(90, 1)));
        assert_ok!(vote(BOB, 2, aye(10, 1)));
        assert_ok!(undelegate(ALICE, 0));
        assert_eq!([tally(0), tally(1)], [[60, 100, 60], [0, 90, 0]]);
        assert_eq!(tally(2), [60, 0, 60]);
        assert_eq!([withheld(BOB, 0), withheld(BOB, 1)], [[0, 0], [0, 0]]);
        assert!(!Overrides::<Test>::contains_key(ALICE, 0));
        let Voting::Casting(casting) = VotingFor::<Test>::get(ALICE, 0) else { panic!("votes") };
        assert_eq!(casting.votes.to_vec(), vec![(0, nay(100, 1)), (1, nay(90, 1))]);
        // And they can be changed and removed as such.
        assert_ok!(vote(ALICE, 0, aye(100, 1)));
        assert_ok!(remove_vote(ALICE, None, 1));
        assert_eq!([tally(0), tally(1)], [[160, 0, 160], [0, 0, 0]]);
    });
}

/// Dave follows Alice, who follows Bob: when Alice speaks, Dave's power goes along.
#[test]
fn what_a_delegator_has_received_follows_its_override() {
    with_delegates(|| {
        assert_ok!(delegate(DAVE, 0, ALICE, 1, 500));
        assert_eq!(tally(0), [360, 0, 160]);
        assert_ok!(vote(ALICE, 0, nay(20, 1)));
        assert_eq!(tally(0), [60, 520, 60]);
        // Dave's own word takes it away from Alice again, and Alice's from Bob all the same.
        assert_ok!(vote(DAVE, 0, aye(1, 1)));
        assert_eq!(tally(0), [61, 20, 61]);
        assert_ok!(undelegate(DAVE, 0));
        assert_eq!(tally(0), [61, 20, 61]);
        assert_ok!(delegate(5, 0, ALICE, 2, 7));
        assert_eq!(tally(0), [61, 34, 61]);
        assert_ok!(remove_vote(ALICE, None, 0));
        assert_eq!(tally(0), [361, 0, 161]);
    });
}

#[test]
fn after_the_poll_only_what_is_withheld_shrinks() {
    with_delegates(|| {
        assert_ok!(vote(ALICE, 0, nay(100, 1)));
        assert_ok!(vote(CAROL, 0, nay(50, 1)));
        assert_eq!(withheld(BOB, 0), [350, 150]);
        end(0, true);
        assert_ok!(remove_vote(ALICE, Some(0), 0));
        assert_eq!(withheld(BOB, 0), [50, 50]);
        assert_ok!(undelegate(CAROL, 0));
        assert!(!Withheld::<Test>::contains_key(BOB, 0));
        assert_ok!(remove_other(CAROL, 0, 0));
        assert_ok!(vote(BOB, 1, aye(1, 1)));
        assert_eq!(tally(1), [301, 0, 101]);
    });
}

#[test]
fn a_killed_poll_gives_back_what_was_withheld() {
    with_delegates(|| {
        assert_ok!(vote(ALICE, 0, nay(100, 6)));
        cancel(0);
        assert_noop!(remove_vote(ALICE, None, 0), Error::<Test>::ClassNeeded);
        assert_ok!(remove_vote(ALICE, Some(0), 0));
        assert!(!Withheld::<Test>::contains_key(BOB, 0));
        assert_ok!(unlock(0, ALICE));
        assert_eq!(frozen(ALICE), 100);
        assert_ok!(undelegate(ALICE, 0));
        pass(4 * PERIOD);
        assert_ok!(unlock(0, ALICE));
        assert_eq!(frozen(ALICE), 0);
    });
}

#[test]
fn overrides_are_bounded_like_votes() {
    with_delegates(|| {
        open(9, 0);
        for poll in 0..MAX_VOTES {
            assert_ok!(vote(ALICE, poll, nay(1, 1)));
        }
        assert_noop!(vote(ALICE, 9, nay(1, 1)), Error::<Test>::MaxVotesReached);
        assert_ok!(vote(ALICE, 3, aye(1, 1)));
    });
}

#[test]
fn a_winning_override_locks_like_a_vote() {
    with_delegates(|| {
        assert_ok!(vote(ALICE, 0, nay(300, 2)));
        end(0, false);
        pass(2 * PERIOD - 1);
        assert_noop!(remove_other(ALICE, 0, 0), Error::<Test>::NoPermissionYet);
        assert_ok!(remove_vote(ALICE, Some(0), 0));
        assert_noop!(unlock(0, ALICE), Error::<Test>::NoPermissionYet);
        assert_eq!(frozen(ALICE), 300);
        pass(1);
        assert_ok!(unlock(0, ALICE));
        // What is still delegated stays locked.
        assert_eq!(frozen(ALICE), 100);
    });
}

#[test]
fn the_lock_is_the_most_of_delegation_and_overrides() {
    with_delegates(|| {
        assert_ok!(vote(ALICE, 0, nay(60, 1)));
        assert_eq!(frozen(ALICE), 100);
        assert_ok!(vote(ALICE, 1, nay(150, 1)));
        assert_eq!(frozen(ALICE), 150);
        assert_ok!(vote(ALICE, 1, nay(10, 1)));
        assert_ok!(unlock(0, ALICE));
        assert_eq!(frozen(ALICE), 100);
    });
}

/// The votes that the account has voted away come back only with a new delegation.
#[test]
fn who_delegates_anew_has_to_remove_the_votes_first() {
    with_delegates(|| {
        assert_ok!(vote(ALICE, 0, nay(100, 1)));
        assert_ok!(undelegate(ALICE, 0));
        assert_noop!(delegate(ALICE, 0, CAROL, 1, 100), Error::<Test>::AlreadyVoting);
        assert_ok!(remove_vote(ALICE, None, 0));
        assert_ok!(delegate(ALICE, 0, DAVE, 1, 100));
        assert_eq!(tally(0), [60, 0, 60]);
        assert_ok!(vote(DAVE, 0, aye(1, 1)));
        assert_eq!(tally(0), [161, 0, 161]);
    });
}
