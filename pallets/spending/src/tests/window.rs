//! How the period slides.

use super::support::*;

#[test]
fn the_cap_itself_can_be_spent_and_not_a_unit_more() {
    build_and_execute(|| {
        assert_noop!(spend(SMALL, TIDE, SMALL_CAP + 1), Error::<Test>::OverPeriodCap);
        assert_ok!(spend(SMALL, TIDE, SMALL_CAP));
        assert_noop!(spend(SMALL, TIDE, 1), Error::<Test>::OverPeriodCap);
    });
}

#[test]
fn what_was_approved_counts_for_a_period_to_the_block() {
    build_and_execute(|| {
        go_to(5);
        assert_ok!(spend(SMALL, TIDE, SMALL_CAP));
        go_to(5 + PERIOD - 1);
        assert_noop!(spend(SMALL, TIDE, 1), Error::<Test>::OverPeriodCap);
        go_to(5 + PERIOD);
        assert_ok!(spend(SMALL, TIDE, SMALL_CAP));
    });
}

/// With periods that begin at fixed blocks, two caps could be taken around one of them.
#[test]
fn there_is_no_border_around_which_more_can_be_spent() {
    build_and_execute(|| {
        for border in 1..=2 * PERIOD {
            frame_support::hypothetically!({
                go_to(border);
                assert_ok!(spend(SMALL, TIDE, 700));
                pass(1);
                assert_ok!(spend(SMALL, TIDE, 300));
                assert_noop!(spend(SMALL, TIDE, 1), Error::<Test>::OverPeriodCap);
                go_to(border + PERIOD);
                assert_noop!(spend(SMALL, TIDE, 701), Error::<Test>::OverPeriodCap);
                assert_ok!(spend(SMALL, TIDE, 700));
                pass(1);
                assert_ok!(spend(SMALL, TIDE, 300));
                assert_eq!(approvals(1), [(border + PERIOD, 700), (border + PERIOD + 1, 300)]);
            });
        }
    });
}

#[test]
fn a_cap_that_was_lowered_leaves_nothing() {
    build_and_execute(|| {
        assert_ok!(spend(SMALL, TIDE, 900));
        Caps::set([500, BIG_CAP]);
        assert_eq!(Spending::left(1, 500), 0);
        assert_noop!(spend(SMALL, TIDE, 1), Error::<Test>::OverPeriodCap);
        pass(PERIOD);
        assert_noop!(spend(SMALL, TIDE, 501), Error::<Test>::OverPeriodCap);
        assert_ok!(spend(SMALL, TIDE, 500));
    });
}

#[test]
fn a_cap_that_was_raised_leaves_the_difference() {
    build_and_execute(|| {
        assert_ok!(spend(SMALL, TIDE, SMALL_CAP));
        Caps::set([SMALL_CAP + 5, BIG_CAP]);
        assert_noop!(spend(SMALL, TIDE, 6), Error::<Test>::OverPeriodCap);
        assert_ok!(spend(SMALL, TIDE, 5));
    });
}

#[test]
fn at_the_end_of_all_blocks_everything_counts() {
    build_and_execute(|| {
        go_to(u64::MAX - 1);
        assert_ok!(spend(SMALL, TIDE, SMALL_CAP));
        assert_noop!(spend(SMALL, TIDE, 1), Error::<Test>::OverPeriodCap);
    });
}
