//! Approving a payment.

use super::support::*;

type TreasuryError = pallet_treasury::Error<Test>;

#[test]
fn what_is_approved_can_be_claimed() {
    build_and_execute(|| {
        assert_ok!(spend(SMALL, TIDE, 600));
        let left = SMALL_CAP - 600;
        assert_eq!(events(), [Event::Approved { spender: 1, spend_index: 0, value: 600, left }]);
        assert_eq!(balance(TIDE, ALICE), FORTUNE, "nothing is paid yet");
        assert_ok!(payout(0));
        assert_eq!(balance(TIDE, ALICE), FORTUNE + 600);
        assert_eq!(balance(TIDE, Treasury::account_id()), FORTUNE - 600);
        assert_noop!(payout(0), TreasuryError::AlreadyAttempted);
        assert_noop!(payout(1), TreasuryError::InvalidIndex);
    });
}

#[test]
fn an_asset_counts_for_what_it_is_worth() {
    build_and_execute(|| {
        assert_ok!(spend(SMALL, USD, 300));
        assert_ok!(spend(SMALL, TIDE, 100));
        assert_eq!(
            events(),
            [
                Event::Approved { spender: 1, spend_index: 0, value: 600, left: 400 },
                Event::Approved { spender: 1, spend_index: 1, value: 100, left: 300 },
            ]
        );
        assert_noop!(spend(SMALL, USD, 151), Error::<Test>::OverPeriodCap);
        assert_ok!(spend(SMALL, USD, 150));
        assert_ok!(payout(0));
        assert_ok!(payout(2));
        assert_eq!(balance(USD, ALICE), 450);
        assert_eq!(balance(TIDE, ALICE), FORTUNE);
    });
}

/// The price is that of the approval: what happens to it later changes neither the amount nor the rest.
#[test]
fn a_later_price_changes_nothing_that_was_approved() {
    build_and_execute(|| {
        assert_ok!(spend(SMALL, USD, 300));
        Prices::mutate(|prices| prices.insert(1, [1, 1_000]));
        assert_ok!(payout(0));
        assert_eq!(balance(USD, ALICE), 300);
        assert_eq!(approvals(1), [(1, 600)]);
        assert_noop!(spend(SMALL, USD, 1), Error::<Test>::OverPeriodCap);
        assert_ok!(spend(SMALL, TIDE, 400));
    });
}

#[test]
fn what_has_no_price_is_not_spent() {
    build_and_execute(|| {
        assert_noop!(spend(SMALL, UNPRICED, 1), Error::<Test>::NoValue);
        assert_ok!(spend(SMALL, USD, 1));
        Prices::mutate(|prices| prices.remove(&1));
        assert_noop!(spend(SMALL, USD, 1), Error::<Test>::NoValue);
        assert_noop!(spend(BIG, USD, Balance::MAX), Error::<Test>::NoValue);
    });
}

#[test]
fn nothing_is_not_spent() {
    build_and_execute(|| {
        for kind in [TIDE, USD, UNPRICED] {
            assert_noop!(spend(SMALL, kind, 0), Error::<Test>::ZeroAmount);
        }
    });
}

/// Else the treasury could be emptied of it, a bit at a time.
#[test]
fn what_would_not_count_is_not_spent() {
    build_and_execute(|| {
        assert_noop!(spend(SMALL, DUST, 99), Error::<Test>::ZeroValue);
        Prices::mutate(|prices| prices.insert(2, [1, 0]));
        assert_noop!(spend(SMALL, DUST, FORTUNE), Error::<Test>::ZeroValue);
        Prices::mutate(|prices| prices.insert(2, [100, 1]));
        assert_ok!(spend(SMALL, DUST, 100));
        assert_eq!(approvals(1), [(1, 1)]);
    });
}

#[test]
fn only_the_tracks_spend() {
    build_and_execute(|| {
        for origin in [by(ALICE), RuntimeOrigin::root(), RuntimeOrigin::none()] {
            let spent = Spending::spend(origin, Box::new(TIDE), 1, Box::new(ALICE), None);
            assert_eq!(spent, Err(BadOrigin.into()));
        }
    });
}

#[test]
fn the_treasury_itself_is_closed_to_the_tracks() {
    build_and_execute(|| {
        for track in [SMALL, BIG] {
            let past = Treasury::spend(by(track), Box::new(TIDE), 1, Box::new(ALICE), None);
            assert_eq!(past, Err(BadOrigin.into()));
            #[allow(deprecated)]
            let local = Treasury::spend_local(by(track), 1, ALICE);
            assert_eq!(local, Err(BadOrigin.into()));
        }
    });
}

#[test]
fn what_the_treasury_refuses_changes_nothing() {
    build_and_execute(|| {
        go_to(PAYOUT_PERIOD + 5);
        let late = |valid_from| {
            Spending::spend(by(SMALL), Box::new(TIDE), 1, Box::new(ALICE), Some(valid_from))
        };
        assert_noop!(late(5), TreasuryError::SpendExpired);
        assert_eq!(approvals(1), []);
        assert_ok!(late(6));
        assert_eq!(approvals(1), [(now(), 1)]);
    });
}

/// What is put off is not put out of the period.
#[test]
fn a_payment_for_later_counts_now() {
    build_and_execute(|| {
        let later =
            |amount| Spending::spend(by(SMALL), Box::new(TIDE), amount, Box::new(BOB), Some(1_000));
        assert_ok!(later(SMALL_CAP));
        assert_noop!(later(1), Error::<Test>::OverPeriodCap);
        assert_noop!(payout(0), TreasuryError::EarlyPayout);
        go_to(1_000);
        assert_ok!(payout(0));
        assert_eq!(balance(TIDE, BOB), FORTUNE + SMALL_CAP);
    });
}

#[test]
fn a_voided_payment_still_counts() {
    build_and_execute(|| {
        assert_ok!(spend(SMALL, TIDE, SMALL_CAP));
        assert_ok!(Treasury::void_spend(RuntimeOrigin::root(), 0));
        assert_noop!(spend(SMALL, TIDE, 1), Error::<Test>::OverPeriodCap);
    });
}

#[test]
fn a_spender_spends_so_often_and_no_more() {
    build_and_execute(|| {
        for _ in 0..MAX_SPENDS {
            assert_ok!(spend(SMALL, TIDE, 1));
        }
        let last = Event::Approved { spender: 1, spend_index: MAX_SPENDS - 1, value: 1, left: 0 };
        assert_eq!(events().last(), Some(&last));
        assert_noop!(spend(SMALL, TIDE, 1), Error::<Test>::TooManySpends);
        pass(PERIOD);
        assert_ok!(spend(SMALL, TIDE, 1));
        assert_eq!(approvals(1), [(1 + PERIOD, 1)]);
    });
}

#[test]
fn sums_that_do_not_fit_are_refused() {
    build_and_execute(|| {
        Caps::set([Balance::MAX; 2]);
        assert_ok!(spend(SMALL, TIDE, Balance::MAX - 1));
        assert_noop!(spend(SMALL, TIDE, 2), Error::<Test>::Overflow);
        assert_noop!(spend(SMALL, TIDE, Balance::MAX), Error::<Test>::Overflow);
        assert_ok!(spend(SMALL, TIDE, 1));
        assert_noop!(spend(SMALL, USD, Balance::MAX), Error::<Test>::NoValue);
    });
}
