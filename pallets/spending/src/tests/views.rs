//! What can be asked without a transaction.

use super::support::*;

#[test]
fn it_is_said_how_much_is_left() {
    build_and_execute(|| {
        assert_eq!(Spending::left(1, SMALL_CAP), SMALL_CAP);
        assert_ok!(spend(SMALL, TIDE, 300));
        assert_eq!(Spending::left(1, SMALL_CAP), 700);
        assert_eq!(Spending::left(1, 299), 0);
        assert_eq!(Spending::left(2, BIG_CAP), BIG_CAP);
        assert_eq!(Spending::left(3, 5), 5);
    });
}

#[test]
fn the_answer_is_that_of_the_next_block() {
    build_and_execute(|| {
        assert_ok!(spend(SMALL, TIDE, 300));
        pass(PERIOD - 2);
        assert_eq!(Spending::left(1, SMALL_CAP), 700);
        pass(1);
        assert_noop!(spend(SMALL, TIDE, 701), Error::<Test>::OverPeriodCap);
        assert_eq!(Spending::left(1, SMALL_CAP), SMALL_CAP);
        pass(1);
        assert_ok!(spend(SMALL, TIDE, SMALL_CAP));
    });
}

#[test]
fn who_can_spend_no_more_often_has_nothing_left() {
    build_and_execute(|| {
        for _ in 0..MAX_SPENDS {
            assert_ok!(spend(SMALL, TIDE, 1));
        }
        assert_eq!(Spending::left(1, SMALL_CAP), 0);
    });
}
