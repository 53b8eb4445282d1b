//! Freeing what is no longer locked.

use super::support::*;

#[test]
fn winners_are_locked_for_their_conviction_and_losers_are_free_at_once() {
    with_polls(|| {
        assert_ok!(vote(ALICE, 0, aye(100, 4)));
        assert_ok!(vote(BOB, 0, nay(100, 6)));
        assert_ok!(vote(CAROL, 0, AccountVote::Split { aye: 50, nay: 50 }));
        assert_ok!(vote(DAVE, 0, aye(100, 0)));
        pass(3);
        end(0, true);
        for loser in [BOB, CAROL, DAVE] {
            assert_ok!(remove_vote(loser, Some(0), 0));
            assert_ok!(unlock(0, loser));
            assert_eq!(frozen(loser), 0);
        }
        assert_ok!(remove_vote(ALICE, Some(0), 0));
        assert_noop!(unlock(0, ALICE), Error::<Test>::NoPermissionYet);
        pass(8 * PERIOD - 1);
        assert_noop!(unlock(0, ALICE), Error::<Test>::NoPermissionYet);
        pass(1);
        assert_ok!(unlock(0, ALICE));
        assert_eq!(frozen(ALICE), 0);
        assert_eq!(events().pop(), Some(Event::VoteUnlocked { who: ALICE, class: 0 }));
    });
}

/// Wallets send removals and an unlock as one batch, whether anything is left to free or not.
#[test]
fn it_succeeds_where_nothing_of_before_is_locked() {
    with_polls(|| {
        assert_ok!(unlock(0, ALICE));
        assert!(!VotingFor::<Test>::contains_key(ALICE, 0));
        assert_ok!(vote(ALICE, 0, aye(100, 1)));
        assert_ok!(unlock(0, ALICE));
        assert_eq!(frozen(ALICE), 100);
        assert_ok!(vote(ALICE, 1, aye(60, 1)));
        end(0, false);
        assert_ok!(remove_vote(ALICE, Some(0), 0));
        assert_ok!(unlock(0, ALICE));
        assert_eq!(frozen(ALICE), 60);
    });
}

#[test]
fn a_lock_of_before_does_not_hide_behind_a_larger_vote() {
    with_polls(|| {
        assert_ok!(vote(ALICE, 0, aye(50, 1)));
        end(0, true);
        assert_ok!(remove_vote(ALICE, Some(0), 0));
        assert_ok!(vote(ALICE, 1, aye(100, 1)));
        assert_ok!(unlock(0, ALICE));
        assert_ok!(remove_vote(ALICE, None, 1));
        assert_ok!(unlock(0, ALICE));
        assert_eq!(frozen(ALICE), 50);
        assert_noop!(unlock(0, ALICE), Error::<Test>::NoPermissionYet);
    });
}

#[test]
fn one_track_does_not_free_another() {
    with_polls(|| {
        assert_ok!(vote(ALICE, 0, aye(100, 1)));
        assert_ok!(vote(ALICE, 4, aye(80, 1)));
        assert_ok!(remove_vote(ALICE, None, 0));
        assert_ok!(unlock(1, ALICE));
        assert_eq!(frozen(ALICE), 100);
        assert_ok!(unlock(0, ALICE));
        assert_eq!(frozen(ALICE), 80);
    });
}
