//! Each invariant sees the state it forbids. What is corrupted here is undone after each look.

use super::*;
use crate::{
    types::{Reported, Session},
    FeedOf, Members, NextChange, NextFeedId, PreviousRecords, Scores, TermsChangedAt, Validators,
};
use frame_support::{hypothetically, traits::tokens::fungible::NativeOrWithId};
use sp_runtime::TryRuntimeError;
use tidewater_primitives::{
    apis::price_oracle::{Candidate, Feed, Symbol},
    ids::CurrencyId,
};

const TIDE: CurrencyId = NativeOrWithId::Native;
const BTC: CurrencyId = NativeOrWithId::WithId(2);

/// With `corrupt` done to two feeds with prices, the invariants say `message`.
fn assert_seen(message: &'static str, corrupt: impl FnOnce()) {
    let feeds = ExtBuilder::default().feed(feed("TIDE", Some(TIDE), TERMS));
    feeds.feed(feed("BTC", Some(BTC), TERMS)).build_and_execute(|| {
        for _ in 0..2 {
            for validator in 0..4 {
                assert_ok!(take(report_of(validator, &[seen(0, USD), seen(1, 2 * USD)])));
            }
            next_block();
        }
        hypothetically!({
            corrupt();
            assert_eq!(PriceOracle::check_invariants(), Err(TryRuntimeError::Other(message)));
        });
        assert_eq!(PriceOracle::check_invariants(), Ok(()));
    });
}

fn change(change: impl FnOnce(&mut FeedState)) {
    let mut changed = state(0);
    change(&mut changed);
    Prices::<Test>::insert(0, changed);
}

fn change_feed(change: impl FnOnce(&mut Feed)) {
    let mut feeds = Feeds::<Test>::get();
    let changed = feeds.get_mut(&0).expect("it exists");
    change(changed);
    Feeds::<Test>::put(feeds);
}

fn change_reported(change: impl FnOnce(&mut Reported)) {
    let mut changed = Reports::<Test>::get(0).expect("it exists");
    change(&mut changed);
    Reports::<Test>::insert(0, changed);
}

#[test]
fn i1_sees_a_feed_without_a_state_and_a_state_without_a_feed() {
    let message = "I1: a feed has no state, or a state no feed";
    assert_seen(message, || Prices::<Test>::remove(0));
    assert_seen(message, || Prices::<Test>::insert(7, state(0)));
}

#[test]
fn i2_sees_a_feed_beyond_the_next_id() {
    assert_seen("I2: a feed is beyond the next id", || NextFeedId::<Test>::put(1));
}

#[test]
fn i3_sees_a_currency_that_is_lost_or_led_astray() {
    let lost = "I3: a currency does not lead to its feed";
    assert_seen(lost, || FeedOf::<Test>::remove(TIDE));
    assert_seen(lost, || FeedOf::<Test>::insert(TIDE, 1));
    let astray = "I3: a currency leads to a feed that does not have it";
    assert_seen(astray, || FeedOf::<Test>::insert(NativeOrWithId::WithId(9), 0));
    assert_seen(astray, || FeedOf::<Test>::insert(NativeOrWithId::WithId(9), 7));
}

#[test]
fn i4_sees_what_is_out_of_bounds() {
    assert_seen("I4: a feed has too many decimals", || change_feed(|feed| feed.decimals = 19));
    assert_seen("I4: terms are out of range", || change_feed(|feed| feed.terms.quorum_bps = 6_666));
    assert_seen("I4: a pair has no names", || change_feed(|feed| feed.base = Symbol::default()));
    assert_seen("I4: a pair has no names", || {
        change_feed(|feed| feed.base = feed.quote.clone());
    });
    assert_seen("I4: two feeds have the same pair", || {
        change_feed(|feed| feed.base = Symbol::try_from("BTC").expect("it is short"));
    });
    assert_seen("I4: currencies are priced in different ones", || {
        change_feed(|feed| feed.quote = Symbol::try_from("EUR").expect("it is short"));
    });
}

#[test]
fn i5_sees_statuses_that_do_not_fit() {
    let one = "I5: a feed is halted in one record only";
    assert_seen(one, || change_feed(|feed| feed.halted = true));
    assert_seen(one, || change(|state| state.status = FeedStatus::Halted));
    assert_seen("I5: a halted feed waits for something", || {
        change_feed(|feed| feed.halted = true);
        change(|state| {
            state.status = FeedStatus::Halted;
            state.recovering = Some(START);
        });
    });
    assert_seen("I5: a feed recovers from no outage", || {
        change(|state| state.recovering = Some(START));
    });
    assert_seen("I5: a feed with a price has none", || change(|state| state.last = None));
}

#[test]
fn i6_sees_prices_that_cannot_be() {
    let none = "I6: a price is none a price can be";
    let spoil = |spoil: fn(&mut Price)| {
        move || {
            change(|state| {
                if let Some(price) = &mut state.last {
                    spoil(price);
                }
            })
        }
    };
    assert_seen(none, spoil(|price| price.value = 0));
    assert_seen(none, spoil(|price| price.value = 10u128.pow(36) + 1));
    assert_seen(none, spoil(|price| price.confidence = u128::MAX));
    assert_seen("I6: a price is from the future", spoil(|price| price.at = Now::get() + 1));
    assert_seen("I6: a price is from the future", || {
        change(|state| {
            let price = Price { value: 1, at: Now::get() + 1, confidence: 0 };
            state.candidate = Some(Candidate { price, newest: 0 });
        });
    });
}

#[test]
fn i7_sees_a_set_that_is_not_whole() {
    assert_seen("I7: a validator lacks a key or an account", || {
        Validators::<Test>::mutate(|keys| keys.truncate(3));
    });
    assert_seen("I7: a validator lacks a score", || {
        Scores::<Test>::mutate(|scores| scores.truncate(3));
    });
    assert_seen("I7: an account is in the set twice", || {
        Members::<Test>::mutate(|members| members[0].account = members[1].account);
    });
    assert_seen("I7: a key is in the set twice", || {
        Validators::<Test>::mutate(|keys| keys[0] = keys[1].clone());
    });
}

#[test]
fn i8_sees_reports_that_cannot_be() {
    assert_seen("I8: a report is of no member", || {
        Reports::<Test>::insert(4, Reports::<Test>::get(0).expect("it exists"));
    });
    assert_seen("I8: a report is of a window to come", || {
        change_reported(|reported| reported.window = 99);
    });
    assert_seen("I8: observations are out of order", || {
        change_reported(|reported| reported.latest.as_mut().reverse());
    });
    let none = "I8: an observation is none a price can be";
    assert_seen(none, || change_reported(|reported| reported.latest[0].observation.value = 0));
    assert_seen(none, || {
        change_reported(|reported| reported.latest[0].observation.value = 10u128.pow(26) + 1);
    });
}

#[test]
fn i9_sees_too_many_muted() {
    assert_seen("I9: too many are muted", || {
        Scores::<Test>::mutate(|scores| {
            scores[0].muted_until = 99;
            scores[1].muted_until = 99;
        });
    });
}

#[test]
fn i10_sees_a_change_that_would_be_overlooked() {
    let message = "I10: a change would be overlooked";
    assert_seen(message, NextChange::<Test>::kill);
    assert_seen(message, || NextChange::<Test>::put(Moment::MAX));
}

#[test]
fn i11_sees_records_of_another_session() {
    let message = "I11: the records are of another session";
    assert_seen(message, || CurrentSession::<Test>::put(Session { index: 2, began: START }));
    assert_seen(message, || PreviousRecords::<Test>::mutate(|archive| archive.session = 1));
}

#[test]
fn i12_sees_changes_of_what_is_not_there_or_has_not_happened() {
    let gone = "I12: terms of a feed that is gone were changed";
    assert_seen(gone, || TermsChangedAt::<Test>::insert(2, 1));
    let to_come = "I12: terms were changed in a block to come";
    assert_seen(to_come, || TermsChangedAt::<Test>::insert(0, 4));
}
