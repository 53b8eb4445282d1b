//! The status on its way back, and the names of refusals.

use codec::{Decode, Encode};
use std::collections::BTreeSet;
use tidewater_primitives::sources::{
    Document, FeedStatus, JsonPath, NumberError, ReadError, Refusal, SourceStatus, WorkerStatus,
    LIST_KEY, STATUS_KEY,
};

#[test]
fn a_status_survives_the_storage() {
    let status = WorkerStatus {
        at: 1_700_000_000_000,
        sources: vec![SourceStatus {
            name: "kraken".parse().expect("short"),
            fetches: 7,
            last_success: Some(1_699_999_999_000),
            last_refusal: Some((1_699_999_998_000, Refusal::Timeout)),
            latency: Some(120),
            refusals: [(Refusal::Timeout, 2), (Refusal::Outlier, 1)].into(),
        }],
        feeds: vec![FeedStatus {
            feed: "BTC/USD".parse().expect("a feed"),
            last_price: Some((1_699_999_999_000, 67_123)),
            decimals: 18,
            sources: 4,
            reports: 3,
        }],
    };
    assert_eq!(WorkerStatus::decode(&mut &status.encode()[..]), Ok(status));
    assert_ne!(LIST_KEY, STATUS_KEY);
}

#[test]
fn half_a_status_is_no_status() {
    let status = WorkerStatus { at: 1, ..Default::default() }.encode();
    for length in 0..status.len() {
        assert!(WorkerStatus::decode(&mut &status[..length]).is_err());
    }
}

#[test]
fn every_refusal_is_listed_once_in_order_with_a_label_of_its_own() {
    assert!(Refusal::ALL.is_sorted());
    let labels: BTreeSet<_> = Refusal::ALL.map(Refusal::label).into();
    assert_eq!(labels.len(), Refusal::ALL.len());
    // The encoding is the position: what is left out of the list would be missing at its end.
    for (number, refusal) in Refusal::ALL.into_iter().enumerate() {
        assert_eq!(refusal.encode(), [number as u8]);
    }
    assert!(Refusal::decode(&mut &[Refusal::ALL.len() as u8][..]).is_err());
}

#[test]
fn what_the_parser_refuses_has_its_place_among_the_counters() {
    let refusal = |body: &str| {
        let path: JsonPath = "price".parse().expect("a path");
        let error = Document::parse(body.as_bytes()).and_then(|document| document.find(&path));
        Refusal::from(error.expect_err("refused"))
    };
    for body in ["<html>", "", "{\"price\":1", &"[".repeat(100)] {
        assert_eq!(refusal(body), Refusal::NotJson);
    }
    for body in ["{}", "[]", "{\"price\":1,\"price\":1}", "{\"price\":null}"] {
        assert_eq!(refusal(body), Refusal::NotFound);
    }
    assert_eq!(Refusal::from(ReadError::Price(NumberError::Zero)), Refusal::NotAPrice);
    assert_eq!(Refusal::from(ReadError::NotATime), Refusal::NotATime);
    assert_eq!(Refusal::from(ReadError::ThinMarket), Refusal::ThinMarket);
}
