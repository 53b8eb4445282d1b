//! What is read, and by whom.

use super::*;
use frame_support::traits::tokens::fungible::NativeOrWithId;
use tidewater_primitives::{
    apis::price_oracle::{Candidate, FeedInfo, FeedPrice, Record, Reporter},
    ids::CurrencyId,
    seams::price_source::PriceSource,
};

const TIDE: CurrencyId = NativeOrWithId::Native;
const BTC: CurrencyId = NativeOrWithId::WithId(2);

fn two_feeds() -> ExtBuilder {
    ExtBuilder::default()
        .feed(feed("TIDE", Some(TIDE), TERMS))
        .feed(feed("BTC", Some(BTC), TERMS))
        .feed(feed("EUR", None, TERMS))
}

#[test]
fn others_ask_by_currency() {
    two_feeds().build_and_execute(|| {
        let ask = |currency| <PriceOracle as PriceSource>::price(&currency);
        let unknown = NativeOrWithId::WithId(77);
        assert_eq!(ask(TIDE), Err(NoPrice::NeverReported));
        assert_eq!(ask(unknown.clone()), Err(NoPrice::UnknownFeed));
        establish(3 * USD);
        let at = Now::get() - 2 * SLOT;
        let price = Price { value: 3 * WHOLE, at: at + SLOT, confidence: 0 };
        assert_eq!(ask(TIDE), Ok(price));
        assert_eq!(PriceOracle::price_of(TIDE), Ok(price));
        assert_eq!(ask(BTC), Err(NoPrice::NeverReported));
        Now::set(price.at + 60_001);
        assert_eq!(ask(TIDE), Err(NoPrice::Stale { since: price.at }));
        assert_eq!(ask(unknown), Err(NoPrice::UnknownFeed));
    });
}

/// Whatever a feed's decimals, its price has eighteen.
#[test]
fn prices_have_the_same_decimals() {
    for decimals in [0, 1, 8, 18] {
        let mut odd = feed("TIDE", None, TERMS);
        odd.decimals = decimals;
        ExtBuilder::default().feed(odd).build_and_execute(|| {
            let value = 7 * 10u128.pow(decimals.into());
            round(&[value; 4]);
            round(&[value; 4]);
            assert_eq!(value_of(0), Ok(7 * WHOLE));
        });
    }
}

#[test]
fn everything_about_a_feed_is_told() {
    two_feeds().build_and_execute(|| {
        establish(3 * USD);
        round(&[9 * USD; 4]);
        let now = Now::get();
        let last = Price { value: 3 * WHOLE, at: now - 2 * SLOT, confidence: 0 };
        let waits = Price { value: 9 * WHOLE, at: now - SLOT, confidence: 0 };
        let expected = FeedInfo {
            id: 0,
            feed: feed("TIDE", Some(TIDE), TERMS),
            price: Ok(last),
            status: FeedStatus::Degraded,
            since: now - SLOT,
            last: Some(last),
            candidate: Some(Candidate { price: waits, newest: waits.at }),
            reporters: 4,
        };
        assert_eq!(PriceOracle::feed(0), Some(expected.clone()));
        let feeds = PriceOracle::feeds();
        assert_eq!(feeds.iter().map(|info| info.id).collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(feeds[0], expected);
        let eur = feed("EUR", None, TERMS);
        assert_eq!(
            PriceOracle::prices()[2],
            FeedPrice {
                id: 2,
                base: eur.base,
                quote: eur.quote,
                status: FeedStatus::Stale,
                price: Err(NoPrice::NeverReported),
            }
        );
    });
}

#[test]
fn reporters_are_told_in_their_order() {
    with_feed().validators(&[13, 11]).build_and_execute(|| {
        say(1, 0, USD);
        let reporter = |index, account, window, reports| Reporter {
            index,
            account,
            weight: 1,
            window,
            record: Record { reports, ..Record::default() },
            muted_until: None,
        };
        let expected = [reporter(0, 13, None, 0), reporter(1, 11, Some(1), 1)];
        assert_eq!(PriceOracle::reporters(), expected);
    });
}

/// A number above 2^53 loses digits in JSON; a string does not.
#[test]
fn clients_read_names_and_amounts_as_text() {
    let price = Price { value: u128::MAX, at: 5, confidence: 1 << 60 };
    let json = serde_json::to_value(price).expect("it is written");
    assert_eq!(json["value"], "340282366920938463463374607431768211455");
    assert_eq!(json["confidence"], "1152921504606846976");
    assert_eq!(serde_json::from_value::<Price>(json).expect("it is read"), price);
    let tide = feed("TIDE", Some(TIDE), TERMS);
    let json = serde_json::to_value(&tide).expect("it is written");
    assert_eq!((&json["base"], &json["quote"]), (&"TIDE".into(), &"USD".into()));
    assert_eq!(
        serde_json::from_value::<tidewater_primitives::apis::price_oracle::Feed>(json)
            .expect("it is read"),
        tide
    );
    let long = serde_json::from_str::<tidewater_primitives::apis::price_oracle::Symbol>(
        "\"SEVENTEEN-LETTERS\"",
    );
    assert!(long.expect_err("it is too long").to_string().contains("at most 16"));
}
