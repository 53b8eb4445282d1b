//! Income of other pallets, and the protocol's own programme.

use super::support::*;
use sp_runtime::TokenError;

fn pay(amount: Balance) -> DispatchResult {
    StakingRewards::stream_in(&CAROL, 0, 0, amount)
}

fn with_protocol(test: impl FnOnce()) {
    ExtBuilder::default().programme(TIDE, &[FREE, LOCKED]).build_and_execute(test);
}

#[test]
fn the_protocols_programme_is_there_from_the_first_block_on() {
    with_protocol(|| {
        let found = programme(0);
        assert_eq!((found.creator, found.listed, found.streams), (None, true, 1));
        assert_eq!(stream(0, 0).currency, TIDE);
        assert_eq!(stream(0, 0).refund_to, TREASURY);
        assert_ok!(stake(BOB, 0, 0, 1_024));
        pass(10);
        assert_eq!(claimable(BOB, 0, 0), 0);
        // Nobody but governance decides about it.
        assert_noop!(close(ALICE, 0), Error::<Test>::NotCreator);
    });
}

#[test]
fn income_is_spread_evenly() {
    with_protocol(|| {
        assert_ok!(stake(BOB, 0, 0, 1_024));
        pass(10);
        assert_ok!(pay(7_000));
        let set = stream(0, 0);
        assert_eq!((set.rate, set.start, set.end), (100 * GRAINS, 11, 11 + SMOOTHING));
        assert_eq!(claimable(BOB, 0, 0), 0);
        pass(7);
        assert_eq!(claimable(BOB, 0, 0), 700);
        pass(1_000);
        assert_eq!(claimable(BOB, 0, 0), 7_000);
    });
}

/// Whoever comes just before a payment earns no more of it than the blocks they stay.
#[test]
fn a_payment_cannot_be_sniped() {
    with_protocol(|| {
        assert_ok!(stake(BOB, 0, 0, 1_024));
        pass(10);
        assert_ok!(stake(ALICE, 0, 0, 99_000));
        assert_ok!(pay(7_000));
        assert_ok!(unstake(ALICE, 0, 0, 99_000));
        assert_noop!(claim(ALICE, 0, 0), Error::<Test>::NothingToClaim);
        pass(1_000);
        assert_eq!(claimable(BOB, 0, 0), 7_000);
    });
}

#[test]
fn what_is_still_to_come_is_spread_together_with_the_new() {
    with_protocol(|| {
        assert_ok!(stake(BOB, 0, 0, 1_024));
        assert_ok!(pay(7_000));
        pass(35);
        assert_ok!(pay(700));
        assert_eq!(stream(0, 0).rate, 4_200 * GRAINS / 70);
        pass(1_000);
        assert_eq!(claimable(BOB, 0, 0), 7_700);
    });
}

/// What does not divide, and what nobody staked for, is in the next payment.
#[test]
fn nothing_is_lost_between_payments() {
    with_protocol(|| {
        assert_ok!(pay(7_001));
        pass(100);
        assert_ok!(stake(BOB, 0, 0, 1_024));
        assert_ok!(pay(1));
        pass(100);
        assert_eq!(claimable(BOB, 0, 0), 7_001);
        assert_ok!(pay(1));
        pass(100);
        assert_eq!(claimable(BOB, 0, 0), 7_002);
    });
}

#[test]
fn a_payment_that_cannot_be_made_changes_nothing() {
    with_protocol(|| {
        assert_noop!(pay(0), Error::<Test>::ZeroAmount);
        assert_noop!(pay(FORTUNE), TokenError::FundsUnavailable);
        assert_noop!(StakingRewards::stream_in(&CAROL, 1, 0, 1), Error::<Test>::ProgrammeNotFound);
        assert_noop!(StakingRewards::stream_in(&CAROL, 0, 1, 1), Error::<Test>::StreamNotFound);
        assert_ok!(StakingRewards::close(root(), 0));
        assert_noop!(pay(1), Error::<Test>::ProgrammeClosed);
        assert_ok!(StakingRewards::remove_programme(by(BOB), 0));
    });
}
