//! Closing, refunding, removing.

use super::support::*;

#[test]
fn closing_ends_the_streams_and_gives_back_what_they_did_not_emit() {
    with_programme(LP, || {
        assert_ok!(stake(BOB, 0, 0, 1_000));
        pass(10);
        let before = balance(&USD, ALICE);
        assert_ok!(close(ALICE, 0));
        assert_eq!(last_event(), Event::ProgrammeClosed { programme_id: 0, at: 11 });
        assert_eq!(balance(&USD, ALICE), before + 9_000);
        assert_eq!(programme(0).status, ProgrammeStatus::Closed { at: 11 });
        pass(1_000);
        assert_eq!(claimable(BOB, 0, 0), 1_000);
        assert_ok!(claim(BOB, 0, 0));
        assert_ok!(unstake(BOB, 0, 0, 1_000));
        assert_noop!(close(ALICE, 0), Error::<Test>::ProgrammeClosed);
    });
}

#[test]
fn a_stream_that_has_not_begun_is_given_back_whole() {
    with_programme(LP, || {
        let new =
            NewStream { currency: BTC, rate: 10 * GRAINS, start: Some(51), end: 101, amount: 500 };
        assert_ok!(StakingRewards::open_stream(by(ALICE), 0, new));
        assert_ok!(stake(BOB, 0, 0, 1_000));
        pass(10);
        assert_ok!(close(ALICE, 0));
        assert_eq!(stream(0, 1).refunded, 500);
        assert_eq!(stream(0, 1).end, 11);
    });
}

#[test]
fn only_the_creator_and_governance_close() {
    with_programme(LP, || {
        assert_noop!(close(BOB, 0), Error::<Test>::NotCreator);
        assert_noop!(close(ALICE, 1), Error::<Test>::ProgrammeNotFound);
        assert_ok!(StakingRewards::close(root(), 0));
    });
}

/// What is left over can still be emitted: no stranger takes that away, nor the cap that it stands for.
#[test]
fn only_who_opened_a_stream_takes_what_is_left_over_while_the_programme_is_open() {
    with_programme(LP, || {
        pass(100);
        let refused = Error::<Test>::NotRefundAccount;
        assert_noop!(StakingRewards::refund(by(BOB), 0, 0), refused);
        assert_ok!(StakingRewards::refund(root(), 0, 0));
    });
    with_programme(LP, || {
        let before = balance(&USD, ALICE);
        assert_ok!(Assets::block(by(OWNER), 1, ALICE));
        assert_ok!(close(ALICE, 0));
        assert_ok!(Assets::thaw(by(OWNER), 1, ALICE));
        assert_ok!(StakingRewards::refund(by(BOB), 0, 0));
        assert_eq!(balance(&USD, ALICE), before + 10_000);
    });
}

#[test]
fn what_is_left_over_is_given_back_after_the_end_only_and_once() {
    with_programme(LP, || {
        pass(99);
        assert_noop!(StakingRewards::refund(by(ALICE), 0, 0), Error::<Test>::StreamRunning);
        pass(1);
        let before = balance(&USD, ALICE);
        assert_ok!(StakingRewards::refund(by(ALICE), 0, 0));
        let event = Event::Refunded {
            programme_id: 0,
            stream: 0,
            to: ALICE,
            currency: USD,
            amount: 10_000,
            refunded: 10_000,
        };
        assert_eq!(last_event(), event);
        assert_eq!(balance(&USD, ALICE), before + 10_000);
        assert_noop!(StakingRewards::refund(by(ALICE), 0, 0), Error::<Test>::NothingToRefund);
        assert_noop!(StakingRewards::refund(by(ALICE), 0, 1), Error::<Test>::StreamNotFound);
        assert_noop!(StakingRewards::refund(by(ALICE), 1, 0), Error::<Test>::ProgrammeNotFound);
    });
}

#[test]
fn a_programme_is_removed_when_nobody_has_anything_in_it() {
    with_programme(LP, || {
        let remove = || plain(StakingRewards::remove_programme(by(CAROL), 0));
        assert_ok!(stake(BOB, 0, 0, 3));
        assert_ok!(stake(CAROL, 0, 0, 4));
        pass(10);
        assert_noop!(remove(), Error::<Test>::ProgrammeOpen);
        assert_ok!(close(ALICE, 0));
        assert_noop!(remove(), Error::<Test>::StillStaked);
        assert_ok!(unstake(BOB, 0, 0, 3));
        assert_ok!(unstake(CAROL, 0, 0, 4));
        assert_noop!(remove(), Error::<Test>::RewardsUnclaimed);
        assert_ok!(claim(BOB, 0, 0));
        assert_noop!(remove(), Error::<Test>::RewardsUnclaimed);
        assert_ok!(claim(CAROL, 0, 0));
        assert_ok!(remove());
        assert_eq!(last_event(), Event::ProgrammeRemoved { programme_id: 0 });
        // To the last unit: what two have earned, and one of dust.
        assert_eq!([balance(&USD, BOB), balance(&USD, CAROL)], [FORTUNE + 428, FORTUNE + 571]);
        assert_eq!(balance(&USD, ALICE), FORTUNE - 999 - 2);
        // The pot's account of USD stays.
        assert_eq!(balance(&TIDE, ALICE), FORTUNE - ACCOUNT_DEPOSIT);
        assert_eq!(Programmes::<Test>::iter().count(), 0);
        assert_eq!(Streams::<Test>::iter().count(), 0);
        assert_eq!(Positions::<Test>::iter().count(), 0);
        // The asset can be destroyed again.
        assert_eq!(Pots::<Test>::get(USD), None);
        assert_ok!(Assets::start_destroy(by(OWNER), 1));
    });
}

#[test]
fn an_asset_stays_pinned_as_long_as_any_stream_pays_in_it() {
    with_programme(LP, || {
        assert_ok!(create(LP, &[FREE]));
        assert_ok!(open(1, USD, 1, 50));
        assert_ok!(close(ALICE, 0));
        assert_ok!(StakingRewards::remove_programme(by(CAROL), 0));
        assert_eq!(Pots::<Test>::get(USD).map(|pot| pot.streams), Some(1));
        assert!(Assets::start_destroy(by(OWNER), 1).is_err());
        assert_noop!(
            plain(StakingRewards::remove_programme(by(CAROL), 0)),
            Error::<Test>::ProgrammeNotFound
        );
    });
}

/// Found by a random sequence: a unit of dust cannot open an account. It waits in the pot, and keeps
/// nobody from anything but the removal.
#[test]
fn dust_for_an_account_that_does_not_exist_waits_for_it() {
    ExtBuilder::default().programme(TIDE, &[FREE]).build_and_execute(|| {
        assert_ok!(StakingRewards::stream_in(&BOB, 0, 0, 10_000_000_058));
        assert_ok!(stake(BOB, 0, 0, 100));
        pass(SMOOTHING);
        assert_ok!(unstake(BOB, 0, 0, 100));
        assert_ok!(claim(BOB, 0, 0));
        assert_eq!(stream(0, 0).paid, 10_000_000_057);
        assert_ok!(StakingRewards::close(root(), 0));
        let dust = StakingRewards::refund(by(ALICE), 0, 0);
        assert_noop!(dust, sp_runtime::TokenError::BelowMinimum);
        assert!(StakingRewards::remove_programme(by(BOB), 0).is_err());
        assert_ok!(Balances::transfer_allow_death(by(BOB), TREASURY, EXISTENTIAL_DEPOSIT));
        assert_ok!(StakingRewards::remove_programme(by(BOB), 0));
        assert_eq!(balance(&TIDE, TREASURY), EXISTENTIAL_DEPOSIT + 1);
    });
}
