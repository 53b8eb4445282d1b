//! Opening a stream, and putting more into it.

use super::support::*;
use sp_runtime::TokenError;

/// 100 units of USD in each of 100 blocks.
fn usual() -> NewStream {
    NewStream { currency: USD, rate: 100 * GRAINS, start: None, end: now() + 100, amount: 10_000 }
}

fn ask(new: NewStream) -> DispatchResult {
    StakingRewards::open_stream(by(ALICE), 0, new)
}

fn with_empty(test: impl FnOnce()) {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(create(LP, &[FREE, LOCKED]));
        test();
    });
}

#[test]
fn a_stream_is_kept_as_it_was_asked_for_and_paid_for() {
    with_empty(|| {
        assert_ok!(ask(usual()));
        let event = Event::StreamOpened {
            programme_id: 0,
            stream: 0,
            currency: USD,
            rate: 100 * GRAINS,
            start: 1,
            end: 101,
            funded: 10_000,
            refund_to: ALICE,
        };
        assert_eq!(last_event(), event);
        let zero = U256::zero();
        let expected = Stream {
            currency: USD,
            refund_to: ALICE,
            rate: 100 * GRAINS,
            start: 1,
            end: 101,
            last: 1,
            raised_at: 1,
            index: zero,
            funded: 10_000,
            paid: 0,
            refunded: 0,
            emitted: zero,
            owed: zero,
        };
        assert_eq!(stream(0, 0), expected);
        // A minimum balance keeps the pot's account, another one the asset.
        assert_eq!(pot(&USD), 10_001);
        assert_eq!(balance(&USD, ALICE), FORTUNE - 10_002);
        assert_eq!(programme(0).streams, 1);
    });
}

#[test]
fn the_first_stream_of_an_asset_opens_the_pots_account_and_later_ones_use_it() {
    with_empty(|| {
        let tide = balance(&TIDE, ALICE);
        let new = NewStream { currency: BTC, ..usual() };
        assert_ok!(ask(new.clone()));
        assert_eq!(balance(&TIDE, ALICE), tide - ACCOUNT_DEPOSIT);
        assert_eq!(pot(&BTC), 10_000 + MIN_BTC);
        assert_ok!(ask(new));
        assert_eq!(balance(&TIDE, ALICE), tide - ACCOUNT_DEPOSIT);
        assert_eq!(balance(&BTC, ALICE), FORTUNE - 20_000 - 2 * MIN_BTC);
        assert_eq!(
            Pots::<Test>::get(BTC).map(|pot| (pot.cushion, pot.streams)),
            Some((MIN_BTC, 2))
        );
    });
}

/// Anybody may give the pot something, or an empty account, before it needs one.
#[test]
fn a_pot_that_was_given_an_account_already_costs_no_deposit() {
    with_empty(|| {
        let tide = balance(&TIDE, ALICE);
        assert_ok!(Assets::transfer(by(BOB), 2, StakingRewards::pot_account(), MIN_BTC));
        assert_ok!(ask(NewStream { currency: BTC, ..usual() }));
        assert_eq!(balance(&TIDE, ALICE), tide);
        let team = by(OWNER);
        assert_ok!(Assets::touch_other(team, 3, StakingRewards::pot_account()));
        assert_ok!(ask(NewStream { currency: ETH, ..usual() }));
        assert_eq!(balance(&TIDE, ALICE), tide);
    });
}

#[test]
fn an_asset_in_which_rewards_are_paid_cannot_be_destroyed() {
    with_empty(|| {
        assert_ok!(ask(usual()));
        let destroyed = Assets::start_destroy(by(OWNER), 1);
        assert_noop!(
            destroyed,
            pallet_assets::Error::<Test, pallet_assets::Instance1>::ContainsHolds
        );
    });
}

#[test]
fn a_fifth_stream_is_refused() {
    with_empty(|| {
        for currency in [USD, BTC, TIDE, LP] {
            assert_ok!(ask(NewStream { currency, ..usual() }));
        }
        assert_noop!(ask(usual()), Error::<Test>::TooManyStreams);
    });
}

#[test]
fn only_the_creator_opens_streams_and_only_while_the_programme_is_open() {
    with_empty(|| {
        let opened = StakingRewards::open_stream(by(BOB), 0, usual());
        assert_noop!(opened, Error::<Test>::NotCreator);
        let opened = StakingRewards::open_stream(by(ALICE), 1, usual());
        assert_noop!(opened, Error::<Test>::ProgrammeNotFound);
        assert_ok!(close(ALICE, 0));
        assert_noop!(ask(usual()), Error::<Test>::ProgrammeClosed);
    });
}

#[test]
fn a_stream_of_nothing_or_in_the_past_is_refused() {
    with_empty(|| {
        pass(10);
        let unknown = NativeOrWithId::WithId(77);
        let refused = [
            (NewStream { rate: 0, ..usual() }, Error::<Test>::ZeroRate),
            (NewStream { start: Some(10), ..usual() }, Error::StartInPast),
            (NewStream { end: 11, ..usual() }, Error::EndInPast),
            (NewStream { end: 0, ..usual() }, Error::EndInPast),
            (NewStream { start: Some(111), ..usual() }, Error::StartNotBeforeEnd),
            (NewStream { start: Some(200), ..usual() }, Error::StartNotBeforeEnd),
            (NewStream { currency: unknown, ..usual() }, Error::UnknownCurrency),
        ];
        for (new, error) in refused {
            assert_noop!(ask(new), error);
        }
        assert_ok!(ask(NewStream { start: Some(11), ..usual() }));
    });
}

#[test]
fn a_stream_must_be_paid_for_to_its_last_block() {
    with_empty(|| {
        assert_noop!(ask(NewStream { amount: 0, ..usual() }), Error::<Test>::Underfunded);
        assert_noop!(ask(NewStream { amount: 9_999, ..usual() }), Error::<Test>::Underfunded);
        assert_noop!(
            ask(NewStream { rate: 100 * GRAINS + 1, ..usual() }),
            Error::<Test>::Underfunded
        );
        // What begins later pays for fewer blocks.
        let later = NewStream { start: Some(now() + 1), amount: 9_900, ..usual() };
        assert_ok!(ask(later));
    });
}

#[test]
fn a_stream_emits_no_more_of_what_was_put_in_than_a_fifth_in_a_period() {
    with_empty(|| {
        let whole = NewStream { end: now() + 50, ..usual() };
        let rate = 200 * GRAINS;
        assert_noop!(
            ask(NewStream { rate: rate + 1, ..whole.clone() }),
            Error::<Test>::RateAboveCap
        );
        assert_ok!(ask(NewStream { rate, ..whole }));
    });
}

#[test]
fn it_fails_for_who_cannot_pay() {
    with_empty(|| {
        let new = NewStream { amount: FORTUNE + 1, ..usual() };
        assert!(ask(new).is_err());
        let new = NewStream { currency: TIDE, amount: balance(&TIDE, ALICE), ..usual() };
        // TIDE keeps its account alive.
        assert_noop!(ask(new), TokenError::FundsUnavailable);
    });
}

#[test]
fn anybody_can_put_more_into_a_stream_and_it_changes_nothing_else() {
    with_programme(LP, || {
        assert_ok!(stake(BOB, 0, 0, 1_000));
        let before = stream(0, 0);
        assert_ok!(StakingRewards::fund(by(CAROL), 0, 0, 500));
        let event = Event::StreamFunded {
            programme_id: 0,
            stream: 0,
            who: CAROL,
            amount: 500,
            funded: 10_500,
        };
        assert_eq!(last_event(), event);
        assert_eq!(stream(0, 0), Stream { funded: 10_500, ..before });
        assert_eq!(pot(&USD), 10_501);
        pass(1_000);
        assert_eq!(claimable(BOB, 0, 0), 10_000);
        // What nobody said to emit goes to the one who opened the stream.
        assert_ok!(StakingRewards::refund(by(ALICE), 0, 0));
        assert_eq!(balance(&USD, ALICE), FORTUNE - 10_002 + 500);
    });
}

#[test]
fn nothing_is_put_where_it_cannot_be_emitted() {
    with_programme(LP, || {
        let fund = |id, at, amount| StakingRewards::fund(by(BOB), id, at, amount);
        assert_noop!(fund(0, 0, 0), Error::<Test>::ZeroAmount);
        assert_noop!(fund(0, 1, 1), Error::<Test>::StreamNotFound);
        assert_noop!(fund(1, 0, 1), Error::<Test>::ProgrammeNotFound);
        assert_noop!(fund(0, 0, Balance::MAX), Error::<Test>::Overflow);
        pass(100);
        assert_noop!(fund(0, 0, 1), Error::<Test>::StreamEnded);
        assert_ok!(close(ALICE, 0));
        assert_noop!(fund(0, 0, 1), Error::<Test>::ProgrammeClosed);
    });
}
