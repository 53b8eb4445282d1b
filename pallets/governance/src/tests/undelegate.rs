//! Ending a delegation.

use super::support::*;

#[test]
fn the_power_comes_back_and_stays_locked_for_its_conviction() {
    with_polls(|| {
        assert_ok!(vote(BOB, 0, aye(10, 1)));
        assert_ok!(delegate(ALICE, 0, BOB, 3, 100));
        pass(5);
        assert_ok!(undelegate(ALICE, 0));
        assert_eq!(events().pop(), Some(Event::Undelegated(ALICE, 0)));
        assert_eq!(tally(0), [10, 0, 10]);
        pass(4 * PERIOD - 1);
        assert_noop!(unlock(0, ALICE), Error::<Test>::NoPermissionYet);
        assert_eq!(frozen(ALICE), 100);
        pass(1);
        assert_ok!(unlock(0, ALICE));
        assert_eq!(frozen(ALICE), 0);
        assert!(!VotingFor::<Test>::contains_key(ALICE, 0));
    });
}

#[test]
fn without_conviction_it_is_free_at_once() {
    with_polls(|| {
        assert_ok!(delegate(ALICE, 0, BOB, 0, 100));
        assert_ok!(undelegate(ALICE, 0));
        assert_ok!(unlock(0, ALICE));
        assert_eq!(frozen(ALICE), 0);
        assert_ok!(transfer(ALICE, BOB, FORTUNE));
    });
}

/// A delegation without conviction does not make an older lock any larger, nor does one make a lock
/// longer that is over.
#[test]
fn a_lock_that_is_over_is_not_added_to() {
    with_polls(|| {
        assert_ok!(delegate(ALICE, 0, BOB, 1, 50));
        assert_ok!(undelegate(ALICE, 0));
        assert_ok!(delegate(ALICE, 0, BOB, 0, 500));
        assert_ok!(undelegate(ALICE, 0));
        assert_ok!(unlock(0, ALICE));
        assert_eq!(frozen(ALICE), 50);
        pass(PERIOD);
        assert_ok!(delegate(ALICE, 0, BOB, 1, 20));
        assert_ok!(undelegate(ALICE, 0));
        assert_ok!(unlock(0, ALICE));
        assert_eq!(frozen(ALICE), 20);
    });
}

#[test]
fn nobody_undelegates_twice() {
    with_polls(|| {
        assert_noop!(undelegate(ALICE, 0), Error::<Test>::NotDelegating);
        assert_ok!(delegate(ALICE, 0, BOB, 1, 1));
        assert_noop!(undelegate(ALICE, 1), Error::<Test>::NotDelegating);
        assert_noop!(undelegate(BOB, 0), Error::<Test>::NotDelegating);
        assert_ok!(undelegate(ALICE, 0));
        assert_noop!(undelegate(ALICE, 0), Error::<Test>::NotDelegating);
    });
}

#[test]
fn polls_that_are_over_keep_what_was_counted() {
    with_polls(|| {
        assert_ok!(delegate(ALICE, 0, BOB, 1, 100));
        assert_ok!(vote(BOB, 0, aye(1, 1)));
        assert_ok!(vote(BOB, 1, aye(1, 1)));
        end(0, true);
        assert_ok!(undelegate(ALICE, 0));
        assert_eq!(tally(1), [1, 0, 1]);
        assert!(VotingFor::<Test>::get(BOB, 0).delegations().is_none());
    });
}
