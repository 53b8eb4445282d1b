//! Changing what a stream pays, and for how long.

use super::support::*;

fn set(rate: Balance, end: BlockNumber) -> DispatchResult {
    StakingRewards::set_stream(by(ALICE), 0, 0, rate, end)
}

fn extend(end: BlockNumber, amount: Balance) -> DispatchResult {
    StakingRewards::extend(by(ALICE), 0, 0, end, amount)
}

/// Bob alone has staked, in block 1; the stream pays 100 in each block up to 101.
fn with_bob(test: impl FnOnce()) {
    with_programme(LP, || {
        assert_ok!(stake(BOB, 0, 0, 1_024));
        test();
    });
}

#[test]
fn a_lower_rate_holds_from_the_next_block_on() {
    with_bob(|| {
        pass(10);
        assert_ok!(set(50 * GRAINS, 101));
        let event = Event::StreamSet {
            programme_id: 0,
            stream: 0,
            old_rate: 100 * GRAINS,
            rate: 50 * GRAINS,
            start: 1,
            old_end: 101,
            end: 101,
        };
        assert_eq!(last_event(), event);
        assert_eq!(claimable(BOB, 0, 0), 1_000);
        pass(1);
        assert_eq!(claimable(BOB, 0, 0), 1_050);
        pass(1_000);
        assert_eq!(claimable(BOB, 0, 0), 1_000 + 90 * 50);
    });
}

#[test]
fn a_rate_is_raised_by_at_most_its_double_and_once_a_period() {
    with_bob(|| {
        assert_ok!(StakingRewards::fund(by(BOB), 0, 0, 100_000));
        assert_noop!(set(101 * GRAINS, 101), Error::<Test>::RateRaisedTooFast);
        pass(PERIOD);
        assert_noop!(set(200 * GRAINS + 1, 101), Error::<Test>::RateRaisedTooFast);
        assert_ok!(set(200 * GRAINS, 101));
        assert_noop!(set(201 * GRAINS, 101), Error::<Test>::RateRaisedTooFast);
        // Lowering it does not make room.
        assert_ok!(set(10 * GRAINS, 101));
        assert_noop!(set(11 * GRAINS, 101), Error::<Test>::RateRaisedTooFast);
        pass(PERIOD);
        assert_ok!(set(20 * GRAINS, 101));
    });
}

#[test]
fn what_was_put_in_must_last() {
    with_bob(|| {
        pass(50);
        assert_noop!(set(100 * GRAINS, 102), Error::<Test>::Underfunded);
        assert_noop!(set(100 * GRAINS + 1, 101), Error::<Test>::Underfunded);
        assert_ok!(set(200 * GRAINS, 76));
        assert_noop!(set(0, 76), Error::<Test>::ZeroRate);
        assert_noop!(set(GRAINS, 51), Error::<Test>::EndInPast);
        assert_noop!(set(GRAINS, 50), Error::<Test>::EndInPast);
    });
}

#[test]
fn only_the_creator_and_governance_change_a_stream() {
    with_bob(|| {
        let set = |who| StakingRewards::set_stream(who, 0, 0, 50 * GRAINS, 101);
        assert_noop!(set(by(BOB)), Error::<Test>::NotCreator);
        assert_ok!(set(root()));
        let missing = StakingRewards::set_stream(by(ALICE), 0, 1, GRAINS, 101);
        assert_noop!(missing, Error::<Test>::StreamNotFound);
        let missing = StakingRewards::set_stream(by(ALICE), 1, 0, GRAINS, 101);
        assert_noop!(missing, Error::<Test>::ProgrammeNotFound);
        assert_noop!(StakingRewards::extend(by(BOB), 0, 0, 102, 100), Error::<Test>::NotCreator);
        assert_ok!(close(ALICE, 0));
        assert_noop!(set(by(ALICE)), Error::<Test>::ProgrammeClosed);
        assert_noop!(extend(102, 100), Error::<Test>::ProgrammeClosed);
    });
}

#[test]
fn a_stream_is_extended_for_what_it_costs() {
    with_bob(|| {
        assert_noop!(extend(101, 100), Error::<Test>::EndNotLater);
        assert_noop!(extend(102, 0), Error::<Test>::Underfunded);
        assert_noop!(extend(102, 99), Error::<Test>::Underfunded);
        assert_ok!(extend(102, 100));
        assert_eq!(stream(0, 0).end, 102);
        pass(1_000);
        assert_eq!(claimable(BOB, 0, 0), 10_100);
    });
}

#[test]
fn blocks_without_enough_stake_pay_for_an_extension() {
    with_programme(LP, || {
        pass(10);
        assert_ok!(stake(BOB, 0, 0, 1_000));
        assert_noop!(extend(112, 0), Error::<Test>::Underfunded);
        assert_ok!(extend(111, 0));
        pass(1_000);
        assert_eq!(claimable(BOB, 0, 0), 10_000);
    });
}

/// The blocks between its end and its new beginning pay nothing.
#[test]
fn a_stream_that_has_ended_begins_anew() {
    with_bob(|| {
        pass(200);
        assert_noop!(extend(150, 10_000), Error::<Test>::EndInPast);
        assert_ok!(extend(211, 1_000));
        assert_eq!(claimable(BOB, 0, 0), 10_000);
        pass(1);
        assert_eq!(claimable(BOB, 0, 0), 10_100);
        assert_ok!(claim(BOB, 0, 0));
        pass(1_000);
        assert_eq!(claimable(BOB, 0, 0), 900);
    });
}

#[test]
fn a_stream_that_has_not_begun_can_be_moved() {
    with_programme(LP, || {
        let new =
            NewStream { currency: BTC, rate: 10 * GRAINS, start: Some(51), end: 101, amount: 500 };
        assert_ok!(StakingRewards::open_stream(by(ALICE), 0, new));
        assert_ok!(stake(BOB, 0, 0, 1_024));
        pass(10);
        let set = |end| StakingRewards::set_stream(by(ALICE), 0, 1, 5 * GRAINS, end);
        assert_noop!(set(51), Error::<Test>::StartNotBeforeEnd);
        assert_ok!(set(151));
        pass(41);
        assert_eq!(claimable(BOB, 0, 1), 5);
        pass(1_000);
        assert_eq!(claimable(BOB, 0, 1), 500);
    });
}
