//! Releasing for anybody.

use super::support::*;

#[test]
fn everything_that_is_over_goes_at_once() {
    with_polls(|| {
        assert_ok!(vote(ALICE, 0, aye(400, 1)));
        assert_ok!(vote(ALICE, 1, nay(500, 6)));
        assert_ok!(vote(ALICE, 2, aye(300, 3)));
        assert_ok!(vote(ALICE, 3, aye(200, 1)));
        for poll in 0..3 {
            end(poll, true);
        }
        events();
        // Poll 1 was lost: its lock goes at once.
        assert_ok!(release(ALICE, 0));
        assert_eq!(frozen(ALICE), 400);
        pass(PERIOD);
        assert_ok!(release(ALICE, 0));
        assert_eq!(frozen(ALICE), 300);
        pass(3 * PERIOD);
        assert_ok!(release(ALICE, 0));
        // Poll 3 takes votes.
        assert_eq!((frozen(ALICE), tally(3)), (200, [200, 0, 200]));
        let cleared = |poll_index, vote| Event::VoteCleared { who: ALICE, vote, poll_index };
        let unlocked = Event::VoteUnlocked { who: ALICE, class: 0 };
        assert_eq!(
            events(),
            vec![
                cleared(1, nay(500, 6)),
                unlocked.clone(),
                cleared(0, aye(400, 1)),
                unlocked.clone(),
                cleared(2, aye(300, 3)),
                unlocked,
            ]
        );
    });
}

#[test]
fn nothing_is_released_too_early_or_twice() {
    with_polls(|| {
        assert_noop!(release(ALICE, 0), Error::<Test>::NothingToRelease);
        assert_ok!(vote(ALICE, 0, aye(400, 1)));
        assert_noop!(release(ALICE, 0), Error::<Test>::NothingToRelease);
        end(0, true);
        pass(PERIOD - 1);
        assert_noop!(release(ALICE, 0), Error::<Test>::NothingToRelease);
        pass(1);
        assert_noop!(release(ALICE, 1), Error::<Test>::NothingToRelease);
        assert_ok!(release(ALICE, 0));
        assert_noop!(release(ALICE, 0), Error::<Test>::NothingToRelease);
    });
}

#[test]
fn overrides_that_are_over_go_too() {
    with_polls(|| {
        assert_ok!(delegate(ALICE, 0, BOB, 1, 100));
        assert_ok!(vote(ALICE, 0, nay(300, 1)));
        assert_ok!(vote(ALICE, 1, nay(200, 1)));
        end(0, true);
        assert_ok!(release(ALICE, 0));
        assert_eq!((frozen(ALICE), withheld(BOB, 0), withheld(BOB, 1)), (200, [0, 0], [100, 100]));
    });
}

#[test]
fn a_vote_of_nothing_is_cleared_away() {
    with_polls(|| {
        assert_ok!(vote(ALICE, 0, aye(0, 0)));
        cancel(0);
        assert_ok!(release(ALICE, 0));
        assert!(!VotingFor::<Test>::contains_key(ALICE, 0));
    });
}

#[test]
fn a_lock_of_before_that_is_over_goes_even_below_a_vote() {
    with_polls(|| {
        assert_ok!(delegate(ALICE, 0, BOB, 1, 100));
        assert_ok!(undelegate(ALICE, 0));
        assert_ok!(vote(ALICE, 0, aye(100, 1)));
        pass(PERIOD);
        assert_ok!(release(ALICE, 0));
        assert!(VotingFor::<Test>::get(ALICE, 0).prior().is_none());
        assert_eq!(frozen(ALICE), 100);
    });
}
