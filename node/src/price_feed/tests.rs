//! The server over its socket: every misbehaviour's bytes, and what it says of itself.

use super::{testing::*, *};
use std::{collections::BTreeSet, time::Instant};
use tidewater_primitives::sources::{Document, ReadError};

/// An answer of a source whose prices are JSON numbers, and one whose prices are texts.
const NUMBERS: &str = "GET /bitfinex/v2/ticker/tTIDEUSD";
const TEXTS: &str = "GET /coinbase/products/TIDE-USD/ticker";

async fn misbehave(address: SocketAddr, kind: &str) {
    for source in ["bitfinex", "coinbase"] {
        let answer = send(address, &format!("PUT /control/misbehave/{source}/{kind}")).await;
        assert_eq!(answer.status, 200, "{kind}: {}", answer.text());
    }
}

async fn pinned() -> SocketAddr {
    let address = start().await;
    send(address, "PUT /control/price/TIDE-USD?value=0.55").await;
    address
}

#[tokio::test]
async fn a_source_that_behaves_says_the_pinned_price() {
    let address = pinned().await;
    let answer = send(address, NUMBERS).await;
    assert_eq!(answer.status, 200);
    assert!(answer.head.contains("content-type: application/json"), "{}", answer.head);
    assert!(answer.text().starts_with("[0.55000000,"), "{}", answer.text());
    assert!(send(address, TEXTS).await.text().contains(r#""price":"0.55000000""#));
}

#[tokio::test]
async fn what_goes_wrong_with_prices_is_in_the_body() {
    let address = pinned().await;
    for (kind, shown) in [
        ("negative", "-0.55000000"),
        ("nan", "NaN"),
        ("overflow", "1e400"),
        ("times-1000", "550.00000000"),
        ("factor=10", "5.50000000"),
        ("factor=1/10", "0.05500000"),
    ] {
        misbehave(address, kind).await;
        let numbers = send(address, NUMBERS).await;
        assert!(numbers.text().starts_with(&format!("[{shown},")), "{kind}: {}", numbers.text());
        let texts = send(address, TEXTS).await;
        assert!(
            texts.text().contains(&format!(r#""price":"{shown}""#)),
            "{kind}: {}",
            texts.text()
        );
    }
    for request in ["DELETE /control/misbehave/bitfinex", "DELETE /control/misbehave/coinbase"] {
        send(address, request).await;
    }
    assert!(send(address, NUMBERS).await.text().starts_with("[0.55000000,"));
}

#[tokio::test]
async fn what_goes_wrong_with_the_answer_is_in_its_bytes() {
    let address = pinned().await;
    let whole = send(address, NUMBERS).await.body;

    misbehave(address, "http-500").await;
    assert_eq!(send(address, NUMBERS).await.status, 500);

    misbehave(address, "truncated").await;
    let answer = send(address, NUMBERS).await;
    assert_eq!((answer.status, &answer.body[..]), (200, &whole[..whole.len() / 2]));
    assert_eq!(Document::parse(&answer.body).err(), Some(ReadError::Truncated));

    misbehave(address, "html").await;
    let answer = send(address, NUMBERS).await;
    assert!(answer.status == 200 && answer.head.contains("text/html"), "{answer:?}");
    assert!(answer.text().starts_with("<!DOCTYPE html>"));

    misbehave(address, "empty").await;
    let answer = send(address, NUMBERS).await;
    assert_eq!((answer.status, answer.body), (200, vec![]));

    misbehave(address, "redirect-loop").await;
    let answer = send(address, "GET /bitfinex/v2/ticker/tTIDEUSD?a=b").await;
    assert_eq!(answer.status, 302);
    assert!(answer.head.contains("location: /bitfinex/v2/ticker/ttideusd?a=b"), "{}", answer.head);

    misbehave(address, "huge").await;
    let answer = send(address, NUMBERS).await;
    assert!(answer.body.len() > 10_000_000 && answer.status == 200, "{}", answer.body.len());
}

#[tokio::test]
async fn what_takes_too_long_takes_longer_than_any_timeout() {
    let address = pinned().await;
    misbehave(address, "silent").await;
    assert!(send_within(address, NUMBERS, Duration::from_millis(300)).await.is_none());
    misbehave(address, "delay").await;
    assert!(send_within(address, NUMBERS, Duration::from_millis(1_600)).await.is_none());
    misbehave(address, "delay=200").await;
    let start = Instant::now();
    assert_eq!(send(address, NUMBERS).await.status, 200);
    assert!(start.elapsed() >= Duration::from_millis(200));
}

#[tokio::test]
async fn a_stuck_price_stays_while_the_others_move() {
    let address = pinned().await;
    misbehave(address, "stuck").await;
    send(address, "PUT /control/price/TIDE-USD?value=0.75").await;
    assert!(send(address, NUMBERS).await.text().starts_with("[0.55000000,"));
    let other = send(address, "GET /gemini/v1/pubticker/tideusd").await;
    assert!(other.text().contains(r#""last":"0.75000000""#), "{}", other.text());
}

#[tokio::test]
async fn a_wrong_time_is_an_hour_behind_unless_told_otherwise() {
    let address = pinned().await;
    let request = "GET /gemini/v1/pubticker/tideusd";
    for (kind, behind) in
        [("wrong-time", 3_600_000), ("wrong-time=-60", 60_000), ("wrong-time=60", -60_000)]
    {
        send(address, &format!("PUT /control/misbehave/gemini/{kind}")).await;
        let answer = send(address, request).await;
        let at = answer.text().split("timestamp\":").nth(1).expect("a time");
        let at: i64 = at.split('}').next().and_then(|at| at.parse().ok()).expect("a number");
        let lag = world::now() as i64 - at - behind;
        assert!((0..60_000).contains(&lag), "{kind}: {lag}");
    }
}

#[tokio::test]
async fn in_turn_one_source_does_everything_that_can_go_wrong() {
    let address = pinned().await;
    send(address, "PUT /control/misbehave/bitfinex/in-turn").await;
    let mut answers = BTreeSet::new();
    for _ in faults::KINDS {
        let answer = send_within(address, NUMBERS, Duration::from_millis(500)).await;
        answers.insert(answer.map(|answer| {
            (answer.status, answer.body.len(), answer.body[..answer.body.len().min(6)].to_vec())
        }));
    }
    // Late and silent look alike, and so do a price that is stuck and a wrong time.
    assert!(answers.len() >= 11, "{answers:?}");
    assert!(send(address, "GET /control/status").await.text().contains(r#""bitfinex":"in-turn""#));
}

#[tokio::test]
async fn requests_are_counted_and_unknown_ones_refused() {
    let address = start().await;
    for (request, status) in [
        (NUMBERS, 200),
        ("GET /bitfinex/v2/ticker/tDOGEUSD", 404),
        ("GET /mtgox/ticker", 404),
        ("GET /", 404),
        ("POST /bitfinex/v2/ticker/tTIDEUSD", 405),
        ("PUT /control/price/TIDE-USD?value=x", 400),
        ("GET /control", 404),
    ] {
        assert_eq!(send(address, request).await.status, status, "{request}");
    }
    let status = send(address, "GET /control/status").await;
    assert!(status.text().contains(r#""bitfinex":2"#), "{}", status.text());
}

#[tokio::test]
async fn a_taken_port_is_one_line_with_what_to_change() {
    let address = start().await;
    let world = World::new(Market::new(1, 1, 0, Replay::default()));
    let error = Server::listen(address, world).await.expect_err("taken");
    let port = address.port();
    assert_eq!(error, format!("port {port} is already in use; choose another with --port"));
}

/// The flags as they are parsed.
fn command(flags: &[&str]) -> Result<PriceFeedCmd, clap::Error> {
    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        command: PriceFeedCmd,
    }
    let line = [&["price-feed"], flags].concat();
    <Line as clap::Parser>::try_parse_from(line).map(|line| line.command)
}

#[test]
fn mistakes_are_one_line() {
    let folder = std::env::temp_dir().join(format!("tidewater-price-feed-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("writable");
    let file = folder.join("prices.csv");
    fs::write(&file, "0,TIDE,0.5\n1,TIDE,x\n").expect("writable");
    let file = file.to_str().expect("a plain name");
    for (flags, expected) in [
        (&["--csv", file][..], format!("`{file}`, line 2: `x` is not a price: not a number")),
        (&["--csv", "/no/such/file"], "cannot read `/no/such/file`: ".into()),
        (&["--print-sources", "--port=0"], "the list needs a port: choose it with --port".into()),
        // Reserved for documentation: no machine has it.
        (&["--port=0", "--listen=192.0.2.1"], "cannot listen on 192.0.2.1:0: ".into()),
    ] {
        let error = command(flags).expect("flags").run().expect_err("refused");
        assert!(error.starts_with(&expected) && !error.contains('\n'), "{error}");
    }
    for flags in ["--every=0", "--port=65536", "--seed=-1", "--listen=here"] {
        assert!(command(&[flags]).is_err(), "{flags}");
    }
    let _ = fs::remove_dir_all(folder);
}

#[test]
fn the_list_is_made_for_the_port() {
    let list = sources_at(([127, 0, 0, 1], 1234).into());
    assert!(list.contains("http://127.0.0.1:1234/kraken/") && !list.contains(LOCAL_BASE));
}
