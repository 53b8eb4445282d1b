//! The operator's list: as it is written, and what it must keep to.

use codec::{Decode, Encode};
use serde_json::{from_value, json, Value};
use tidewater_primitives::sources::{
    ListError, ListFault, SourceList, Text, TimeUnit, MAX_BODY, MAX_READINGS, MAX_SOURCES,
    MAX_TIMEOUT,
};

/// A list in which nothing is wrong, in the shape in which a TOML file has it.
fn good() -> Value {
    json!({ "sources": [
        {
            "name": "kraken",
            "url": "https://api.kraken.com/0/public/Ticker?pair=XBTUSD,USDTUSD",
            "every": 5,
            "timeout": 900,
            "weight": 2,
            "max_bytes": 20_000,
            "readings": [
                { "feed": "BTC/USD", "path": "result.XXBTZUSD.c[0]",
                  "volume": { "path": "result.XXBTZUSD.v[1]", "at_least": 100 } },
                { "feed": "USDT/USD", "path": "result.USDTZUSD.c[0]" },
            ],
        },
        {
            "name": "okx.v5",
            "url": "http://127.0.0.1:9990/api/v5/market/tickers",
            "every": 2,
            "readings": [
                { "feed": "BTC/USD", "path": "data[instId=\"BTC-USDT\"].last", "via": "USDT",
                  "time": { "path": "data[instId=\"BTC-USDT\"].ts", "unit": "milliseconds" } },
                { "feed": "EUR/USD", "path": "rates.EUR", "invert": true },
            ],
        },
    ] })
}

fn list(value: Value) -> SourceList {
    from_value(value).expect("a list")
}

/// The good list after a change at a place in it.
fn changed(place: &str, to: Value) -> Value {
    let mut value = good();
    *value.pointer_mut(place).expect("a place") = to;
    value
}

fn fault(value: Value) -> (Option<usize>, Option<usize>, ListFault) {
    let ListError { source, reading, fault } = list(value).validate().expect_err("a fault");
    (source, reading, fault)
}

#[test]
fn a_good_list_is_read_and_passes() {
    let list = list(good());
    assert_eq!(list.validate(), Ok(()));
    let feeds: Vec<_> = list.feeds().into_iter().map(ToString::to_string).collect();
    assert_eq!(feeds, ["BTC/USD", "EUR/USD", "USDT/USD"]);
    let [kraken, okx] = &list.sources[..] else { panic!("two sources") };
    assert_eq!(
        (kraken.every, kraken.timeout, kraken.weight, kraken.max_bytes),
        (5, 900, 2, 20_000)
    );
    // What need not be written.
    assert_eq!((okx.every, okx.timeout, okx.weight, okx.max_bytes), (2, 1_000, 1, 65_536));
    let [bitcoin, euro] = &okx.readings[..] else { panic!("two readings") };
    assert_eq!(bitcoin.conversion().map(|feed| feed.to_string()), Some("USDT/USD".into()));
    assert_eq!(bitcoin.time.as_ref().map(|time| time.unit), Some(TimeUnit::Milliseconds));
    assert!(!bitcoin.invert && bitcoin.volume.is_none());
    assert!(euro.invert && euro.time.is_none() && euro.conversion().is_none());
}

#[test]
fn a_list_survives_the_storage_and_is_written_as_it_was_read() {
    let list = list(good());
    assert_eq!(SourceList::decode(&mut &list.encode()[..]), Ok(list.clone()));
    let written = serde_json::to_value(&list).expect("JSON");
    assert_eq!(from_value::<SourceList>(written).expect("a list"), list);
}

#[test]
fn a_damaged_list_does_not_become_another() {
    let bytes = list(good()).encode();
    for length in 0..bytes.len() {
        assert!(SourceList::decode(&mut &bytes[..length]).is_err(), "{length}");
    }
    // Too long a text, and one that is no text.
    assert!(Text::<4>::decode(&mut &"12345".encode()[..]).is_err());
    assert!(Text::<4>::decode(&mut &[0xffu8, 0xfe].to_vec().encode()[..]).is_err());
    assert_eq!(
        Text::<5>::decode(&mut &"12345".encode()[..]).map(|text| text.to_string()),
        Ok("12345".into())
    );
}

#[test]
fn unknown_fields_are_refused_at_every_level() {
    for place in [
        "",
        "/sources/0",
        "/sources/0/readings/0",
        "/sources/1/readings/0/time",
        "/sources/0/readings/0/volume",
    ] {
        let mut value = good();
        value.pointer_mut(place).expect("a place")["tiemout"] = json!(1);
        let error = from_value::<SourceList>(value).expect_err("unknown");
        assert!(error.to_string().contains("unknown field `tiemout`"), "{place}: {error}");
    }
}

#[test]
fn what_no_type_takes_is_refused_with_a_reason() {
    for (place, to, reason) in [
        ("/sources/0/readings/0/path", json!("result..c"), "path, byte 7: a key is expected"),
        ("/sources/0/readings/0/feed", json!("BTCUSD"), "a feed is written BASE/QUOTE"),
        ("/sources/0/readings/0/feed", json!("BTC/USDUSDUSDUSDU"), "symbol: longer than 12 bytes"),
        ("/sources/1/readings/0/via", json!("USDTUSDTUSDTU"), "longer than 12 bytes"),
        ("/sources/1/readings/0/time/unit", json!("fortnights"), "unknown variant `fortnights`"),
        ("/sources/0/name", json!("n".repeat(33)), "longer than 32 bytes"),
        ("/sources/0/every", json!(-1), "invalid"),
        ("/sources/0/weight", json!(1.5), "invalid"),
    ] {
        let error = from_value::<SourceList>(changed(place, to)).expect_err("refused");
        assert!(error.to_string().contains(reason), "{place}: {error}");
    }
}

#[test]
fn a_list_is_bounded() {
    let mut value = good();
    let reading = value["sources"][0]["readings"][0].clone();
    value["sources"][0]["readings"] = json!(vec![reading; MAX_READINGS as usize + 1]);
    assert!(from_value::<SourceList>(value).is_err());
    let mut value = good();
    let source = value["sources"][0].clone();
    value["sources"] = json!(vec![source.clone(); MAX_SOURCES as usize + 1]);
    assert!(from_value::<SourceList>(value.clone()).is_err());
    value["sources"] = json!(vec![source; MAX_SOURCES as usize]);
    assert!(from_value::<SourceList>(value).is_ok());
}

#[test]
fn a_list_without_sources_is_refused() {
    assert_eq!(fault(json!({ "sources": [] })), (None, None, ListFault::NoSources));
}

#[test]
fn each_fault_of_a_source_is_named_with_its_place() {
    let taken = good()["sources"][0]["url"].clone();
    for (place, to, expected) in [
        ("/sources/1/name", json!(""), ListFault::BadName),
        ("/sources/1/name", json!("a\nb"), ListFault::BadName),
        ("/sources/1/name", json!("kraken"), ListFault::DuplicateName),
        ("/sources/1/url", taken, ListFault::DuplicateUrl),
        ("/sources/1/every", json!(0), ListFault::EveryZero),
        ("/sources/1/timeout", json!(0), ListFault::TimeoutOutOfRange),
        ("/sources/1/timeout", json!(MAX_TIMEOUT + 1), ListFault::TimeoutOutOfRange),
        ("/sources/1/weight", json!(0), ListFault::WeightZero),
        ("/sources/1/max_bytes", json!(0), ListFault::MaxBytesOutOfRange),
        ("/sources/1/max_bytes", json!(MAX_BODY + 1), ListFault::MaxBytesOutOfRange),
        ("/sources/1/readings", json!([]), ListFault::NoReadings),
    ] {
        let mut value = good();
        value["sources"][1]["timeout"] = json!(MAX_TIMEOUT);
        value["sources"][1]["max_bytes"] = json!(MAX_BODY);
        value["sources"][1]["weight"] = json!(u16::MAX);
        assert_eq!(list(value.clone()).validate(), Ok(()));
        *value.pointer_mut(place).expect("a place") = to;
        assert_eq!(fault(value), (Some(1), None, expected), "{place}");
    }
}

#[test]
fn each_fault_of_a_reading_is_named_with_its_place() {
    for (place, to, expected) in [
        ("/sources/1/readings/1/feed", json!("/USD"), ListFault::BadSymbol),
        ("/sources/1/readings/1/feed", json!("EUR/"), ListFault::BadSymbol),
        ("/sources/1/readings/1/feed", json!("EUR/USD/T"), ListFault::BadSymbol),
        ("/sources/1/readings/1/feed", json!("EUR /USD"), ListFault::BadSymbol),
        ("/sources/1/readings/1/via", json!("US-D"), ListFault::BadSymbol),
        ("/sources/1/readings/1/feed", json!("USD/USD"), ListFault::SameCurrency),
        ("/sources/1/readings/1/via", json!("USD"), ListFault::SameCurrency),
        ("/sources/1/readings/1/feed", json!("BTC/USD"), ListFault::DuplicateFeed),
        ("/sources/1/readings/1/via", json!("DAI"), ListFault::UnknownConversion),
        ("/sources/1/readings/1/via", json!("EUR"), ListFault::ConversionCycle),
    ] {
        let mut value = changed("/sources/1/readings/1/invert", json!(false));
        value["sources"][1]["readings"][1]["via"] = Value::Null;
        *value.pointer_mut(place).expect("a place") = to;
        assert_eq!(fault(value), (Some(1), Some(1), expected), "{place}");
    }
}

#[test]
fn conversions_through_others_are_fine_until_they_come_back() {
    let reading = |feed: &str, via: &str| json!({ "feed": feed, "path": "p", "via": via });
    let mut value = good();
    value["sources"][0]["readings"] = json!([
        reading("A/USD", "B"),
        reading("B/USD", "C"),
        reading("C/USD", "D"),
        { "feed": "D/USD", "path": "p" },
    ]);
    value["sources"][1]["readings"] = json!([{ "feed": "D/USD", "path": "p" }]);
    assert_eq!(list(value.clone()).validate(), Ok(()));
    // Another source's way to D leads back to B: A only leads into the circle, B is on it.
    value["sources"][1]["readings"] = json!([reading("D/USD", "B")]);
    assert_eq!(fault(value), (Some(0), Some(1), ListFault::ConversionCycle));
}

#[test]
fn the_same_symbol_in_another_quote_currency_is_no_conversion() {
    let mut value = good();
    value["sources"][0]["readings"][1]["feed"] = json!("USDT/EUR");
    assert_eq!(fault(value), (Some(1), Some(0), ListFault::UnknownConversion));
}

#[test]
fn only_this_machine_is_asked_in_the_clear() {
    for url in [
        "https://api.example.com/a?b=c#d",
        "https://api.example.com:8443",
        "https://10.0.0.1/x",
        "https://[::1]:8443/x",
        "http://localhost",
        "http://localhost:9990/x",
        "http://127.0.0.1/x",
        "http://[::1]/x",
        "http://[::1]:9990",
    ] {
        assert_eq!(list(changed("/sources/1/url", json!(url))).validate(), Ok(()), "{url}");
    }
    for url in [
        "http://api.example.com/",
        "http://127.0.0.1.example.com/",
        "http://localhost.example.com",
        "http://0.0.0.0/",
        "http://192.168.0.1/",
        "http://127.0.0.2/",
        "http://example.com?localhost",
    ] {
        let value = changed("/sources/1/url", json!(url));
        assert_eq!(fault(value), (Some(1), None, ListFault::InsecureUrl), "{url}");
    }
    for url in [
        "",
        "example.com",
        "ftp://example.com",
        "HTTPS://example.com",
        "https://",
        "https:///x",
        "https://:443/",
        "https://example.com:",
        "https://example.com:https",
        "https://example.com:65536",
        "https://example.com:+443",
        "https://user@example.com",
        "http://localhost@example.com",
        "http://localhost:80@example.com",
        "http://example.com\\@localhost/",
        "https://example.com/a b",
        "https://example.com/\u{e9}",
        "https://exam\nple.com/",
        "https://[::2]/",
    ] {
        let value = changed("/sources/1/url", json!(url));
        assert_eq!(fault(value), (Some(1), None, ListFault::BadUrl), "{url}");
    }
}

#[test]
fn a_fault_says_where_it_is() {
    let error = list(changed("/sources/1/readings/0/via", json!("DAI"))).validate();
    let text = error.expect_err("a fault").to_string();
    assert_eq!(text, "source 2, reading 1: no source serves the feed that `via` needs");
    let error = list(changed("/sources/0/every", json!(0))).validate();
    assert_eq!(error.expect_err("a fault").to_string(), "source 1: `every` is at least 1 second");
}
