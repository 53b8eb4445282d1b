//! TIDE that is in no balance votes if it can be locked where it is.

use super::support::*;
use crate::mock::ELSEWHERE;

fn elsewhere(who: AccountId) -> [Balance; 2] {
    ELSEWHERE.with_borrow(|all| all[&who])
}

#[test]
fn what_is_elsewhere_votes_and_is_kept_there() {
    with_polls(|| {
        ELSEWHERE.with_borrow_mut(|all| all.insert(ALICE, [500, 0]));
        assert_noop!(vote(ALICE, 0, aye(1_501, 1)), Error::<Test>::InsufficientFunds);
        assert_ok!(vote(ALICE, 0, aye(800, 1)));
        assert_eq!(elsewhere(ALICE), [500, 0]);
        assert_ok!(vote(ALICE, 1, aye(1_300, 1)));
        assert_eq!((elsewhere(ALICE), frozen(ALICE)), ([500, 300], 1_300));
        assert_noop!(transfer(ALICE, BOB, 1), sp_runtime::TokenError::Frozen);
        assert_ok!(remove_vote(ALICE, None, 1));
        assert_ok!(unlock(0, ALICE));
        assert_eq!((elsewhere(ALICE), frozen(ALICE)), ([500, 0], 800));
    });
}

#[test]
fn it_can_be_delegated() {
    with_polls(|| {
        ELSEWHERE.with_borrow_mut(|all| all.insert(ALICE, [500, 0]));
        assert_ok!(delegate(ALICE, 0, BOB, 1, 1_500));
        assert_ok!(vote(BOB, 0, aye(1, 1)));
        assert_eq!((tally(0), elsewhere(ALICE)), ([1_501, 0, 1_501], [500, 500]));
    });
}

#[test]
fn what_is_lost_there_is_trimmed_here() {
    with_polls(|| {
        ELSEWHERE.with_borrow_mut(|all| all.insert(ALICE, [500, 0]));
        assert_ok!(vote(ALICE, 0, aye(1_500, 1)));
        ELSEWHERE.with_borrow_mut(|all| all.insert(ALICE, [100, 500]));
        assert_ok!(trim(ALICE, 0));
        assert_eq!((tally(0), elsewhere(ALICE)), ([1_100, 0, 1_100], [100, 100]));
    });
}
