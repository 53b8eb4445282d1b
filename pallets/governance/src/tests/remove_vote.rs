//! Taking votes back and clearing them away.

use super::support::*;

#[test]
fn a_vote_can_be_taken_back_while_the_poll_takes_votes() {
    with_polls(|| {
        assert_ok!(vote(ALICE, 0, aye(100, 6)));
        assert_noop!(remove_other(ALICE, 0, 0), Error::<Test>::NoPermission);
        assert_ok!(remove_vote(ALICE, None, 0));
        assert_eq!(tally(0), [0; 3]);
        let removed = Event::VoteRemoved { who: ALICE, vote: aye(100, 6), poll_index: 0 };
        assert_eq!(events().pop(), Some(removed));
        assert_ok!(release(ALICE, 0));
        assert_eq!(frozen(ALICE), 0);
    });
}

#[test]
fn who_has_no_vote_removes_none() {
    with_polls(|| {
        assert_noop!(remove_vote(ALICE, None, 0), Error::<Test>::NotVoter);
        assert_noop!(remove_vote(ALICE, None, 99), Error::<Test>::ClassNeeded);
        assert_ok!(vote(ALICE, 0, aye(1, 1)));
        assert_noop!(remove_vote(ALICE, Some(1), 0), Error::<Test>::NotVoter);
        assert_noop!(remove_vote(ALICE, Some(9), 0), Error::<Test>::NotVoter);
        assert_noop!(remove_vote(BOB, Some(0), 0), Error::<Test>::NotVoter);
        // Who delegates and has no vote of its own is told so.
        assert_ok!(delegate(BOB, 0, ALICE, 1, 1));
        assert_noop!(remove_vote(BOB, Some(0), 0), Error::<Test>::NotVoter);
    });
}

#[test]
fn others_clear_away_only_what_locks_nothing() {
    with_polls(|| {
        assert_ok!(vote(ALICE, 0, aye(100, 2)));
        assert_ok!(vote(BOB, 0, nay(100, 2)));
        end(0, true);
        assert_noop!(remove_other(ALICE, 0, 0), Error::<Test>::NoPermissionYet);
        assert_ok!(remove_other(BOB, 0, 0));
        let cleared = Event::VoteCleared { who: BOB, vote: nay(100, 2), poll_index: 0 };
        assert_eq!(events().pop(), Some(cleared));
        pass(2 * PERIOD - 1);
        assert_noop!(remove_other(ALICE, 0, 0), Error::<Test>::NoPermissionYet);
        pass(1);
        assert_ok!(remove_other(ALICE, 0, 0));
        assert_ok!(unlock(0, ALICE));
        assert_eq!(frozen(ALICE), 0);
    });
}

#[test]
fn removing_the_own_vote_as_another_one_is_removing_it() {
    with_polls(|| {
        assert_ok!(vote(ALICE, 0, aye(100, 2)));
        assert_ok!(ConvictionVoting::remove_other_vote(by(ALICE), ALICE, 0, 0));
        assert_eq!(tally(0), [0; 3]);
    });
}

#[test]
fn a_winning_vote_that_is_removed_early_stays_locked() {
    with_polls(|| {
        assert_ok!(vote(ALICE, 0, aye(100, 2)));
        end(0, true);
        pass(PERIOD);
        assert_ok!(remove_vote(ALICE, Some(0), 0));
        assert_noop!(release(ALICE, 0), Error::<Test>::NothingToRelease);
        pass(PERIOD);
        assert_ok!(release(ALICE, 0));
        assert_eq!(frozen(ALICE), 0);
    });
}

#[test]
fn a_vote_on_a_killed_poll_locks_nothing() {
    with_polls(|| {
        assert_ok!(vote(ALICE, 0, aye(100, 6)));
        cancel(0);
        assert_ok!(remove_other(ALICE, 0, 0));
        assert_ok!(unlock(0, ALICE));
        assert_eq!(frozen(ALICE), 0);
    });
}

#[test]
fn the_delegations_leave_with_the_vote() {
    with_polls(|| {
        assert_ok!(delegate(ALICE, 0, BOB, 6, 100));
        assert_ok!(vote(BOB, 0, aye(1, 1)));
        assert_eq!(tally(0), [601, 0, 101]);
        assert_ok!(remove_vote(BOB, None, 0));
        assert_eq!(tally(0), [0; 3]);
    });
}
