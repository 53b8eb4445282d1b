//! `tidewater oracle check`: asks every source once and says what comes of it.
//!
//! What the sources say is brought together by the function that the off-chain worker uses, so the
//! verdicts here are the worker's. Only the terms differ: the chain's own are known to a running node,
//! and here each feed is held to those of a helper.

use super::{
    fetch::{self, Answer, Failure},
    table,
};
use std::{
    collections::BTreeMap,
    io::{self, Write},
};
use tidewater_primitives::{
    price::PRICE_DECIMALS,
    sources::{Document, Feed, Moment, ReadError, Reading, Refusal, SourceList},
};
use tidewater_runtime::oracle::combine::{combine, Combined, Outcome, Place, Seen, Shortage};

/// Asks the sources of `list` and prints what comes of it.
///
/// # Errors
/// If a feed has no price, or nothing can be asked.
pub(crate) fn run(list: &SourceList) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| format!("cannot start the threads that ask the sources: {error}"))?;
    let report = runtime.block_on(check(list));
    // Looking up a name may take longer than anyone waits.
    runtime.shutdown_background();
    let report = report?;
    io::stdout()
        .lock()
        .write_all(report.text.as_bytes())
        .map_err(|error| format!("cannot write to the standard output: {error}"))?;
    match report.missing.is_empty() {
        true => Ok(()),
        false => Err(format!("there is no price for {}", report.missing.join(", "))),
    }
}

/// What is printed, and which feeds have no price.
#[derive(Debug)]
struct Report {
    text: String,
    missing: Vec<String>,
}

async fn check(list: &SourceList) -> Result<Report, String> {
    let answers = fetch::fetch(&list.sources).await?;
    Ok(report(list, &answers, fetch::now()))
}

/// What a reading gave, before it is compared with others.
type Said = Result<Seen, Failure>;

fn report(list: &SourceList, answers: &[Answer], now: Moment) -> Report {
    let said = said(list, answers);
    let seen = said.iter().filter_map(|(place, said)| Some((*place, *said.as_ref().ok()?)));
    let outcome = combine(list, &seen.collect(), &BTreeMap::new(), now);
    let missing = outcome.feeds.iter().filter(|(_, price)| price.is_err());
    Report {
        text: format!(
            "{}\n{}",
            readings(list, answers, &said, &outcome, now),
            feeds(list, &outcome, now)
        ),
        missing: missing.map(|(feed, _)| feed.to_string()).collect(),
    }
}

/// What each reading gave.
fn said(list: &SourceList, answers: &[Answer]) -> BTreeMap<Place, Said> {
    let mut said = BTreeMap::new();
    for (number, (source, answer)) in list.sources.iter().zip(answers).enumerate() {
        for (own, reading) in source.readings.iter().enumerate() {
            said.insert(Place { source: number, reading: own }, read(reading, answer));
        }
    }
    said
}

/// A price without a time is of the moment at which the source was asked.
fn read(reading: &Reading, answer: &Answer) -> Said {
    let refused = |error: ReadError| Failure { refusal: error.into(), detail: error.to_string() };
    let body = answer.body.as_ref().map_err(Clone::clone)?;
    let document = Document::parse(body).map_err(refused)?;
    let seen = reading.read(&document, PRICE_DECIMALS).map_err(refused)?;
    Ok(Seen { value: seen.price, at: seen.at.unwrap_or(answer.asked) })
}

/// The table of readings, by feeds.
fn readings(
    list: &SourceList,
    answers: &[Answer],
    said: &BTreeMap<Place, Said>,
    outcome: &Outcome,
    now: Moment,
) -> String {
    let heading = ["FEED", "SOURCE", "PRICE", "AGE", "LATENCY", "VERDICT"].map(String::from);
    let mut lines = vec![heading];
    for feed in list.feeds() {
        for (place, said) in said {
            let Some((source, answer)) =
                list.sources.get(place.source).zip(answers.get(place.source))
            else {
                continue;
            };
            let Some(reading) = source.readings.get(place.reading) else { continue };
            if reading.feed != *feed {
                continue;
            }
            let verdict = outcome.readings.get(place);
            let (price, age) = shown(reading, said, verdict, now);
            let verdict = describe(said, verdict);
            let latency = table::latency(answer.latency);
            lines.push([feed.to_string(), source.name.to_string(), price, age, latency, verdict]);
        }
    }
    table::aligned(&lines)
}

/// Price and age: as they are used, else as the source gave them.
fn shown(
    reading: &Reading,
    said: &Said,
    verdict: Option<&Result<Seen, Refusal>>,
    now: Moment,
) -> (String, String) {
    match (verdict, said) {
        (Some(Ok(used)), _) => (table::price(used.value), table::age(used.at, now)),
        (_, Ok(seen)) => {
            let price = table::price(seen.value);
            let price = match &reading.via {
                Some(currency) => format!("{price} {currency}"),
                None => price,
            };
            (price, table::age(seen.at, now))
        }
        (_, Err(_)) => ("-".into(), "-".into()),
    }
}

fn describe(said: &Said, verdict: Option<&Result<Seen, Refusal>>) -> String {
    match (said, verdict) {
        // One line, whatever a library has to say.
        (Err(failure), _) => {
            format!("{}: {}", failure.refusal, failure.detail.replace(char::is_control, " "))
        }
        (Ok(_), Some(Err(refusal))) => refusal.to_string(),
        (Ok(_), _) => "ok".into(),
    }
}

/// The table of feeds.
fn feeds(list: &SourceList, outcome: &Outcome, now: Moment) -> String {
    let mut lines = vec![["FEED", "PRICE", "AGE", "SOURCES"].map(String::from)];
    for (feed, price) in &outcome.feeds {
        let all = serving(list, feed);
        let [price, age, sources] = match price {
            Ok(Combined { value, at, sources }) => {
                [table::price(*value), table::age(*at, now), format!("{sources} of {all}")]
            }
            Err(Shortage::TooFew { sources, needed }) => {
                let why = format!("{sources} of {all} can be used, {needed} are needed");
                ["no price".into(), "-".into(), why]
            }
            Err(Shortage::TooFarApart { sources, needed }) => {
                let why = format!("{sources} of {all} agree, {needed} are needed");
                ["no price".into(), "-".into(), why]
            }
        };
        lines.push([feed.to_string(), price, age, sources]);
    }
    table::aligned(&lines)
}

/// How many sources serve a feed.
fn serving(list: &SourceList, feed: &Feed) -> usize {
    let readings = list.sources.iter().flat_map(|source| &source.readings);
    readings.filter(|reading| reading.feed == *feed).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        oracle::list,
        price_feed::{
            sources_at,
            testing::{send, start},
        },
    };
    use std::net::SocketAddr;

    async fn world() -> (SocketAddr, SourceList) {
        let address = start().await;
        let list = list::parse("the local list", &sources_at(address)).expect("good");
        (address, list)
    }

    /// The columns of the table of readings.
    fn rows<'a>(report: &'a Report) -> Vec<Vec<&'a str>> {
        let cells = |line: &'a str| -> Vec<_> {
            line.split("  ").filter(|cell| !cell.is_empty()).map(str::trim).collect()
        };
        let table = report.text.split("\n\n").next().expect("a table");
        table.lines().skip(1).map(cells).collect()
    }

    fn verdict<'a>(row: &[&'a str]) -> &'a str {
        row.last().expect("a verdict")
    }

    #[tokio::test]
    async fn every_reading_of_the_local_list_reads_a_price_of_the_local_server() {
        let (address, list) = world().await;
        send(address, "PUT /control/price/TIDE-USD?value=0.55").await;
        let report = check(&list).await.expect("asked");
        let rows = rows(&report);
        let count: usize = list.sources.iter().map(|source| source.readings.len()).sum();
        assert_eq!(rows.len(), count, "{}", report.text);
        assert!(rows.iter().all(|row| verdict(row) == "ok"), "{}", report.text);
        assert!(report.missing.is_empty(), "{}", report.text);
        let summary = report.text.split("\n\n").nth(1).expect("a second table");
        let tide = summary.lines().find(|line| line.starts_with("TIDE/USD")).expect("a line");
        assert!(tide.contains("  0.55  ") && tide.ends_with("6 of 6"), "{tide}");
    }

    /// The default list with the local server in the place of the hosts.
    fn default_at(address: SocketAddr) -> SourceList {
        let text = include_str!("../../oracle-sources/default.toml").to_owned();
        let hosts = [
            ("https://api.kraken.com", "kraken"),
            ("https://api.exchange.coinbase.com", "coinbase"),
            ("https://www.bitstamp.net", "bitstamp"),
            ("https://api.gemini.com", "gemini"),
            ("https://api.crypto.com", "cryptocom"),
            ("https://api-pub.bitfinex.com", "bitfinex"),
            ("https://data-api.binance.vision", "binance"),
            ("https://www.okx.com", "okx"),
            ("https://api.coingecko.com", "coingecko"),
        ];
        let text = hosts.iter().fold(text, |text, (host, source)| {
            text.replace(host, &format!("http://{address}/{source}"))
        });
        list::parse("the default list", &text).expect("good")
    }

    #[tokio::test]
    async fn every_reading_of_the_default_list_reads_a_price_in_the_shape_of_its_source() {
        let (address, _) = world().await;
        let list = default_at(address);
        assert!(list.sources.iter().all(|source| source.url.as_str().starts_with("http://")));
        let report = check(&list).await.expect("asked");
        assert!(rows(&report).iter().all(|row| verdict(row) == "ok"), "{}", report.text);
        assert!(report.missing.is_empty(), "{}", report.text);
    }

    #[tokio::test]
    async fn what_is_wrong_with_a_source_is_its_verdict() {
        let (address, list) = world().await;
        send(address, "PUT /control/price/TIDE-USD?value=0.55").await;
        for (kind, refusal) in [
            ("delay", "timeout: no whole answer in 1000 ms"),
            ("silent", "timeout: no whole answer in 1000 ms"),
            ("http-500", "http_status: 500 Internal Server Error"),
            ("redirect-loop", "http_status: 302 Found"),
            ("truncated", "not_json: the JSON is cut off"),
            ("empty", "not_json: the JSON is cut off"),
            ("html", "not_json: not JSON at byte 0"),
            ("huge", "too_long: more than 65536 bytes"),
            ("negative", "not_a_price: the price is no price: negative"),
            ("nan", "not_a_price: the price is no price: not a number"),
            ("overflow", "not_a_price: the price is no price: too large"),
            ("times-1000", "outlier"),
            ("factor=10", "outlier"),
            ("wrong-time", "stale"),
            ("wrong-time=60", "from_the_future"),
        ] {
            send(address, &format!("PUT /control/misbehave/coinbase/{kind}")).await;
            let report = check(&list).await.expect("asked");
            for row in rows(&report) {
                let is_coinbase = row[1].starts_with("coinbase");
                let expected = if is_coinbase { refusal } else { "ok" };
                assert_eq!(verdict(&row), expected, "{kind}: {row:?}");
            }
            assert!(report.missing.is_empty(), "{kind}: {}", report.text);
        }
    }

    #[tokio::test]
    async fn feeds_without_enough_sources_are_named() {
        let (address, list) = world().await;
        send(address, "PUT /control/misbehave/all/http-500").await;
        for source in ["kraken", "coinbase"] {
            send(address, &format!("DELETE /control/misbehave/{source}")).await;
        }
        let report = check(&list).await.expect("asked");
        assert_eq!(report.missing.len(), 6, "{}", report.text);
        assert!(report.text.contains("2 of 6 can be used, 3 are needed"), "{}", report.text);
        assert!(report.text.contains("1 of 5 can be used, 3 are needed"), "{}", report.text);
    }

    #[tokio::test]
    async fn what_cannot_be_converted_is_said_in_its_own_currency() {
        let (address, list) = world().await;
        send(address, "PUT /control/price/TIDE-USD?value=0.5").await;
        send(address, "PUT /control/price/USDT-USD?value=0.8").await;
        let report = check(&list).await.expect("asked");
        let binance = |report: &Report| -> Vec<String> {
            let rows = rows(report);
            let row = rows.iter().find(|row| row[0] == "TIDE/USD" && row[1] == "binance");
            row.expect("a row").iter().map(ToString::to_string).collect()
        };
        assert_eq!(binance(&report)[2], "0.5");
        for source in ["kraken", "bitstamp", "coingecko"] {
            send(address, &format!("PUT /control/misbehave/{source}/http-500")).await;
        }
        let report = check(&list).await.expect("asked");
        let row = binance(&report);
        assert_eq!((row[2].as_str(), row[5].as_str()), ("0.625 USDT", "not_converted"));
    }

    #[tokio::test]
    async fn whom_nobody_answers_for_is_unreachable() {
        let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = taken.local_addr().expect("bound");
        drop(taken);
        let list = list::parse("the local list", &sources_at(address)).expect("good");
        let report = check(&list).await.expect("asked");
        for row in rows(&report) {
            assert!(verdict(&row).starts_with("unreachable: "), "{row:?}");
        }
        assert_eq!(report.missing.len(), 6);
    }
}
