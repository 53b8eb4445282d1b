//! The treasury's share of the income.

use super::{
    support::*,
    sweep::{earn, swept, with_income, ALL},
};
use frame_support::traits::Hooks;

/// What the treasury has.
fn coffer() -> Balance {
    balance(&TIDE, COFFER)
}

/// Opens the treasury's account with the least there can be in it.
fn open_coffer() {
    assert_ok!(Balances::transfer_allow_death(by(CAROL), COFFER, EXISTENTIAL_DEPOSIT));
}

#[test]
fn a_share_goes_to_the_treasury_and_the_rest_is_streamed() {
    with_income(|| {
        IncomeShareBps::set(3_000);
        PRICE.set(Some(50));
        earn(USD, 20_000);
        let issued = Currencies::total_issuance(TIDE);
        assert_ok!(sweep(CAROL, USD, ALL));
        assert_eq!(last_event(), swept(USD, 20_000, 10_000, 3_000));
        assert_eq!((coffer(), stream(0, 0).funded), (3_000, 7_000));
        assert_eq!([income(&USD), income(&TIDE)], [0, EXISTENTIAL_DEPOSIT]);
        assert_eq!(pot(&TIDE), EXISTENTIAL_DEPOSIT + 7_000);
        assert_eq!(Currencies::total_issuance(TIDE), issued + 10_000);
        pass(1_000);
        assert_eq!(claimable(BOB, 0, 0), 7_000);
    });
}

#[test]
fn income_that_is_tide_already_is_shared_as_well() {
    with_income(|| {
        IncomeShareBps::set(1_000);
        earn(TIDE, 7_000);
        assert_ok!(sweep(CAROL, TIDE, ALL));
        assert_eq!(last_event(), swept(TIDE, 7_000, 7_000, 700));
        assert_eq!((coffer(), stream(0, 0).funded), (700, 6_300));
        assert_eq!(income(&TIDE), EXISTENTIAL_DEPOSIT);
    });
}

/// A third of a unit is the stakers'.
#[test]
fn the_share_is_rounded_down() {
    with_income(|| {
        open_coffer();
        IncomeShareBps::set(3_333);
        earn(TIDE, 10_003);
        assert_ok!(sweep(CAROL, TIDE, 1_000));
        assert_eq!(last_event(), swept(TIDE, 1_000, 1_000, 333));
        assert_ok!(sweep(CAROL, TIDE, 9_002));
        // 3,000.3666 are 3,000.
        assert_eq!(last_event(), swept(TIDE, 9_002, 9_002, 3_000));
        assert_eq!(coffer(), EXISTENTIAL_DEPOSIT + 3_333);
        assert_eq!(stream(0, 0).funded, 10_002 - 3_333);
        // A ten-thousandth of less than ten thousand is nothing.
        IncomeShareBps::set(1);
        earn(TIDE, 9_998);
        assert_ok!(sweep(CAROL, TIDE, 9_999));
        assert_eq!(last_event(), swept(TIDE, 9_999, 9_999, 0));
    });
}

/// As if there were no treasury: its account is not even looked at.
#[test]
fn without_a_share_everything_is_streamed() {
    with_income(|| {
        open_coffer();
        earn(TIDE, 7_000);
        assert_ok!(sweep(CAROL, TIDE, ALL));
        assert_eq!(last_event(), swept(TIDE, 7_000, 7_000, 0));
        assert_eq!((coffer(), stream(0, 0).funded), (EXISTENTIAL_DEPOSIT, 7_000));
    });
}

#[test]
fn a_share_too_small_to_open_its_account_is_streamed_with_the_rest() {
    with_income(|| {
        IncomeShareBps::set(50);
        earn(TIDE, 5_999);
        let issued = Currencies::total_issuance(TIDE);
        // 9, and an account has at least 10.
        assert_ok!(sweep(CAROL, TIDE, 1_999));
        assert_eq!(last_event(), swept(TIDE, 1_999, 1_999, 0));
        assert_eq!((System::providers(&COFFER), stream(0, 0).funded), (0, 1_999));
        assert_ok!(sweep(CAROL, TIDE, 2_000));
        assert_eq!(last_event(), swept(TIDE, 2_000, 2_000, 10));
        assert_eq!((coffer(), stream(0, 0).funded), (10, 3_989));
        // Now that there is one, it takes what it could not be opened with.
        assert_ok!(sweep(CAROL, TIDE, 1_000));
        assert_eq!((coffer(), stream(0, 0).funded), (15, 4_984));
        assert_eq!(Currencies::total_issuance(TIDE), issued);
    });
}

#[test]
fn the_least_that_is_swept_is_the_share_and_the_rest_together() {
    with_income(|| {
        IncomeShareBps::set(9_000);
        earn(TIDE, MIN_SWEEP);
        assert_noop!(sweep(CAROL, TIDE, MIN_SWEEP - 1), Error::<Test>::SweepTooSmall);
        assert_ok!(sweep(CAROL, TIDE, MIN_SWEEP));
        assert_eq!((coffer(), stream(0, 0).funded), (900, 100));
    });
}

#[test]
fn a_sweep_that_fails_shares_nothing() {
    with_income(|| {
        IncomeShareBps::set(2_500);
        PRICE.set(Some(50));
        earn(USD, 10_000);
        assert_ok!(StakingRewards::close(root(), 0));
        assert_noop!(sweep(CAROL, USD, ALL), Error::<Test>::ProgrammeClosed);
        assert_eq!((coffer(), income(&USD)), (0, 10_000));
    });
}

#[test]
fn a_share_of_all_leaves_nothing_to_stream() {
    with_income(|| {
        IncomeShareBps::set(10_000);
        earn(TIDE, 3_000);
        let before = stream(0, 0);
        assert_ok!(sweep(CAROL, TIDE, ALL));
        assert_eq!(last_event(), swept(TIDE, 3_000, 3_000, 3_000));
        assert_eq!((coffer(), stream(0, 0)), (3_000, before));
    });
}

#[test]
#[should_panic(expected = "no more is shared than comes in")]
fn no_runtime_shares_more_than_comes_in() {
    IncomeShareBps::set(10_001);
    StakingRewards::integrity_test();
}

#[test]
#[should_panic(expected = "what is shared leaves the pallet")]
fn no_runtime_shares_with_the_income_account_itself() {
    IncomeShareTo::set(StakingRewards::income_account());
    StakingRewards::integrity_test();
}
