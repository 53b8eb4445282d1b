//! What governance decides about feeds.

use super::*;
use crate::{types::MAX_FEEDS, FeedOf, NextFeedId};
use frame_support::traits::tokens::fungible::NativeOrWithId;
use sp_runtime::DispatchError;
use tidewater_primitives::{
    apis::price_oracle::{Feed, Symbol},
    ids::CurrencyId,
};

const TIDE: CurrencyId = NativeOrWithId::Native;
const BTC: CurrencyId = NativeOrWithId::WithId(2);

fn register(feed: Feed) -> DispatchResult {
    PriceOracle::register_feed(RuntimeOrigin::root(), feed)
}

fn update(feed: FeedId, terms: FeedTerms) -> DispatchResult {
    PriceOracle::update_feed(RuntimeOrigin::root(), feed, terms)
}

#[test]
fn a_feed_is_registered_and_told() {
    ExtBuilder::default().build_and_execute(|| {
        let tide = feed("TIDE", Some(TIDE), TERMS);
        assert_ok!(register(tide.clone()));
        assert_eq!(events(), [Event::FeedRegistered { feed_id: 0, feed: tide.clone() }]);
        assert_eq!(Feeds::<Test>::get().get(&0), Some(&tide));
        assert_eq!(FeedOf::<Test>::get(TIDE), Some(0));
        assert_eq!(state(0), FeedState::new(START));
        assert_eq!(value_of(0), Err(NoPrice::NeverReported));
    });
}

#[test]
fn only_governance_decides() {
    with_feed().build_and_execute(|| {
        let (bad, by) = (DispatchError::BadOrigin, || RuntimeOrigin::signed(11));
        assert_noop!(PriceOracle::register_feed(by(), feed("BTC", None, TERMS)), bad);
        assert_noop!(PriceOracle::update_feed(by(), 0, TERMS), bad);
        assert_noop!(PriceOracle::halt_feed(by(), 0), bad);
        assert_noop!(PriceOracle::resume_feed(by(), 0), bad);
        assert_noop!(PriceOracle::remove_feed(by(), 0), bad);
    });
}

#[test]
fn a_feed_stands_beside_the_others() {
    ExtBuilder::default().feed(feed("TIDE", Some(TIDE), TERMS)).build_and_execute(|| {
        let in_euros = |currency| {
            let quote = Symbol::try_from("EUR").expect("it is short");
            Feed { quote, ..feed("BTC", currency, TERMS) }
        };
        assert_noop!(register(feed("TIDE", None, TERMS)), Error::<Test>::FeedExists);
        assert_noop!(register(feed("TIDE2", Some(TIDE), TERMS)), Error::<Test>::CurrencyTaken);
        assert_noop!(register(in_euros(Some(BTC))), Error::<Test>::QuoteDiffers);
        assert_ok!(register(in_euros(None)));
        assert_ok!(register(feed("BTC", Some(BTC), TERMS)));
    });
}

#[test]
fn a_feed_has_names_and_decimals() {
    ExtBuilder::default().build_and_execute(|| {
        let named = |name: &[u8]| {
            let base = Symbol(name.to_vec().try_into().expect("it is short"));
            Feed { base, ..feed("X", None, TERMS) }
        };
        for name in [&b""[..], b"T IDE", b"\xff", b"TIDE\n", b"a/b"] {
            assert_noop!(register(named(name)), Error::<Test>::SymbolUnreadable);
        }
        assert_noop!(register(named(b"USD")), Error::<Test>::IdenticalSymbols);
        let decimals = |decimals| Feed { decimals, ..feed("X", None, TERMS) };
        assert_noop!(register(decimals(19)), Error::<Test>::DecimalsOutOfRange);
        let halted = Feed { halted: true, ..feed("X", None, TERMS) };
        assert_noop!(register(halted), Error::<Test>::BornHalted);
        assert_ok!(register(decimals(18)));
        assert_ok!(register(named(b"USD.e-1")));
    });
}

#[test]
fn there_are_no_more_feeds_than_there_is_room_for() {
    let full = (0..MAX_FEEDS).fold(ExtBuilder::default(), |builder, number| {
        builder.feed(feed(&format!("C{number}"), None, TERMS))
    });
    full.build_and_execute(|| {
        let one_more = || register(feed("MORE", None, TERMS));
        assert_noop!(one_more(), Error::<Test>::TooManyFeeds);
        assert_ok!(PriceOracle::remove_feed(RuntimeOrigin::root(), 3));
        assert_ok!(one_more());
        assert!(Feeds::<Test>::get().contains_key(&MAX_FEEDS));
    });
    ExtBuilder::default().build_and_execute(|| {
        NextFeedId::<Test>::put(u32::MAX);
        assert_noop!(register(feed("LAST", None, TERMS)), Error::<Test>::TooManyFeeds);
    });
}

#[test]
fn a_removed_feed_is_gone_and_its_id_with_it() {
    ExtBuilder::default().feed(feed("TIDE", Some(TIDE), TERMS)).build_and_execute(|| {
        establish(USD);
        say(0, 0, 2 * USD);
        events();
        assert_ok!(PriceOracle::remove_feed(RuntimeOrigin::root(), 0));
        assert_eq!(events(), [Event::FeedRemoved { feed_id: 0 }]);
        assert_eq!(value_of(0), Err(NoPrice::UnknownFeed));
        assert_eq!(PriceOracle::price_of(TIDE), Err(NoPrice::UnknownFeed));
        assert_eq!(PriceOracle::feed(0), None);
        let gone = Error::<Test>::FeedNotFound;
        assert_noop!(PriceOracle::remove_feed(RuntimeOrigin::root(), 0), gone);
        // The same pair again is another feed: late reports for the old one are not for it.
        assert_ok!(register(feed("TIDE", Some(TIDE), TERMS)));
        next_block();
        assert_eq!(PriceOracle::price_of(TIDE), Err(NoPrice::NeverReported));
        assert_eq!((NextFeedId::<Test>::get(), state(1).candidate), (2, None));
    });
}

#[test]
fn new_terms_are_told_and_judge_at_once() {
    with_feed().build_and_execute(|| {
        establish(USD);
        events();
        let at = PriceOracle::price(0).expect("there is a price").at;
        pass_blocks(20);
        let new = FeedTerms { max_age: 35, ..TERMS };
        assert_ok!(update(0, new));
        assert_eq!(events(), [Event::FeedUpdated { feed_id: 0, old: TERMS, new }]);
        assert_eq!(value_of(0), Err(NoPrice::Stale { since: at }));
        next_block();
        assert_eq!(state(0).status, FeedStatus::Stale);
        assert_noop!(update(7, new), Error::<Test>::FeedNotFound);
    });
}

/// A price that was too old stays so, however old it may be from now on.
#[test]
fn longer_terms_bring_no_price_back() {
    with_feed().build_and_execute(|| {
        establish(USD);
        pass_blocks(40);
        assert_ok!(update(0, FeedTerms { max_age: 120, ..TERMS }));
        next_block();
        assert!(matches!(value_of(0), Err(NoPrice::Stale { .. })));
    });
}

/// What fewer sources were enough for is not enough any more.
#[test]
fn more_sources_are_asked_of_what_was_reported_too() {
    with_feed().build_and_execute(|| {
        establish(USD);
        assert_ok!(update(0, FeedTerms { min_sources: 4, ..TERMS }));
        next_block();
        assert_eq!(status(0), FeedStatus::Degraded);
    });
}
