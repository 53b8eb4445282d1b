//! What sources answer: each kind of bad answer is counted under its name, and the others go on.

use super::*;

/// The first source of four says something else than the others. The round, and how long it took.
fn with_first(reply: Reply, test: impl FnOnce(&Node, Moment)) {
    let node = Node::new(&[12], &sources(4));
    for name in ["b", "c", "d"] {
        node.says(name, Reply::price("5.0"));
    }
    node.says("a", reply);
    node.on(with_feed()).build_and_execute(|| {
        let took = node.work();
        let reports = node.reports();
        assert_eq!(reports[0].observations[0].value, 5 * USD);
        test(&node, took);
    });
}

#[test]
fn a_bad_answer_is_counted_and_the_others_go_on() {
    let ok = || Reply::price("5.0");
    let says = |body: &str| Reply::new(body);
    let huge = || Reply::new(format!("{{\"p\":5.0,\"x\":\"{}\"}}", "x".repeat(70_000)));
    let cases = [
        (Refusal::HttpStatus, Reply { status: Some(500), ..ok() }),
        (Refusal::HttpStatus, Reply { status: Some(302), ..ok() }),
        (Refusal::HttpStatus, Reply { status: Some(204), ..ok() }),
        (Refusal::HttpStatus, Reply { status: Some(429), ..ok() }),
        (Refusal::Unreachable, Reply { status: None, ..ok() }),
        (Refusal::Unreachable, Reply { breaks: true, ..ok() }),
        (Refusal::Timeout, Reply { after: 1_001, ..ok() }),
        (Refusal::Timeout, Reply { after: Moment::MAX / 4, ..ok() }),
        (Refusal::Timeout, Reply { drip: (200, 1), ..ok() }),
        (Refusal::TooLong, huge()),
        (Refusal::NotJson, says("<!doctype html><html><p>5.0</p></html>")),
        (Refusal::NotJson, says("{\"p\":5.0")),
        (Refusal::NotJson, says("{\"p\":NaN}")),
        (Refusal::NotJson, says("{\"p\":Infinity}")),
        (Refusal::NotJson, says("")),
        (Refusal::NotJson, Reply::new(vec![0x1f, 0x8b, 8, 0, 0xff])),
        (Refusal::NotFound, says("{\"q\":5.0}")),
        (Refusal::NotFound, says("{\"p\":null}")),
        (Refusal::NotFound, says("{\"p\":5.0,\"p\":5.0}")),
        (Refusal::NotAPrice, says("{\"p\":-5.0}")),
        (Refusal::NotAPrice, says("{\"p\":\"NaN\"}")),
        (Refusal::NotAPrice, says("{\"p\":\"5,0\"}")),
        (Refusal::NotAPrice, says("{\"p\":1e400}")),
        (Refusal::NotAPrice, says("{\"p\":1e-400}")),
        (Refusal::NotAPrice, says("{\"p\":0}")),
        (Refusal::NotAPrice, says("{\"p\":0.000}")),
        (Refusal::NotAPrice, says("{\"p\":-0}")),
        (Refusal::Outlier, says("{\"p\":5.2}")),
        (Refusal::Outlier, says("{\"p\":1e-18}")),
    ];
    for (refusal, reply) in cases {
        let body = String::from_utf8_lossy(&reply.body).chars().take(60).collect::<String>();
        with_first(reply, |node, _| {
            assert_eq!(node.refusals_of("a"), [(refusal, 1)], "{body}");
            let status = node.status_of("a");
            assert_eq!(status.last_refusal.map(|(_, refusal)| refusal), Some(refusal));
            assert_eq!(status.fetches, 1);
            assert_eq!(status.last_success.is_some(), refusal == Refusal::Outlier);
            assert!(["b", "c", "d"].iter().all(|other| node.refusals_of(other).is_empty()));
            assert_eq!(node.status().feeds[0].sources, 3);
        });
    }
}

/// What is said of time and of volume, too.
#[test]
fn a_wrong_time_and_a_thin_market_are_counted() {
    let now = START + DELAY;
    let cases = [
        (Refusal::NotATime, json!("soon"), 9),
        (Refusal::NotATime, json!(-1), 9),
        (Refusal::Stale, json!(now - 60_051), 9),
        (Refusal::Stale, json!(1), 9),
        (Refusal::FromTheFuture, json!(now + 10_000), 9),
        (Refusal::FromTheFuture, json!(u64::MAX), 9),
        (Refusal::ThinMarket, json!(now), 8),
    ];
    for (refusal, time, volume) in cases {
        let mut first = source("a", 2);
        first["readings"][0]["time"] = json!({ "path": "t", "unit": "milliseconds" });
        first["readings"][0]["volume"] = json!({ "path": "v", "at_least": 9 });
        let list = list_of(json!([first, source("b", 2), source("c", 2), source("d", 2)]));
        let node = Node::new(&[12], &list);
        for name in ["b", "c", "d"] {
            node.says(name, Reply::price("5.0"));
        }
        node.says("a", Reply::new(json!({ "p": "5.0", "t": time, "v": volume }).to_string()));
        node.on(with_feed()).build_and_execute(|| {
            node.work();
            assert_eq!(node.refusals_of("a"), [(refusal, 1)]);
            assert_eq!(node.reports()[0].observations[0].sources, 3);
        });
    }
}

#[test]
fn requests_have_a_name_and_say_what_they_take() {
    with_first(Reply::price("5.0"), |node, _| {
        let asked = node.asked();
        assert_eq!(asked.len(), 4);
        let header = |name: &str, value: &str| (name.to_string(), value.to_string());
        let expected =
            [header("accept", "application/json"), header("user-agent", "tidewater-oracle")];
        assert!(asked.iter().all(|asked| asked.headers == expected && asked.at == START + DELAY));
        assert_eq!(asked[0].url, url("a"));
    });
}

/// All at once: the round takes as long as the slowest, and each has a latency of its own.
#[test]
fn a_slow_source_costs_the_others_nothing() {
    with_first(Reply { after: 900, ..Reply::price("5.0") }, |node, took| {
        assert_eq!(took, 900);
        assert_eq!(node.status_of("a").latency, Some(900));
        assert!(node.status_of("b").latency.expect("it answered") <= 70);
        assert_eq!(node.refusals_of("a"), []);
    });
    // Even one that never ends.
    with_first(Reply { after: 10, drip: (19, 1), ..Reply::price("5.0") }, |node, took| {
        assert!(took <= 250);
        assert!(node.status_of("b").latency.expect("it answered") <= 90);
        assert_eq!(node.status_of("a").latency, Some(10 + 9 * 19));
    });
}

#[test]
fn a_round_ends_inside_a_slot() {
    let slow = |name: &str| {
        let mut source = source(name, 2);
        source["timeout"] = json!(1_500);
        source
    };
    let node = Node::new(&[12], &list_of(json!([slow("a"), slow("b"), slow("c")])));
    for name in ["a", "b", "c"] {
        node.says(name, Reply { after: 5_000, ..Reply::price("5.0") });
    }
    node.on(with_feed()).build_and_execute(|| {
        assert_eq!(node.work(), 1_500);
        assert_eq!(node.refusals_of("c"), [(Refusal::Timeout, 1)]);
        assert_eq!(node.reports(), []);
        // And the round after it is not in its way.
        node.all_say("5.0");
        next_block();
        node.work();
        assert_eq!(node.reports().len(), 1);
    });
}

/// A deadline that is hours away by the new time holds nobody up.
#[test]
fn a_clock_that_is_set_back_meanwhile_ends_the_round() {
    let node = node();
    node.says("a", Reply { after: 800, ..Reply::price("5.0") });
    node.on(with_feed()).build_and_execute(|| {
        node.set_back(3_600_000);
        let now = Now::get() + DELAY;
        assert_eq!(node.work_until(now), now + 20 - 3_600_000);
        assert_eq!(node.refusals_of("a"), [(Refusal::Timeout, 1)]);
        next_block();
        node.work();
        assert_eq!(node.reports().len(), 1);
    });
}

#[test]
fn a_long_body_is_read_in_pieces() {
    let long = format!("{{\"x\":\"{}\",\"p\":5.0}}", "x".repeat(60_000));
    for drip in [(0, 1), (0, 100_000), (5, 1_000)] {
        with_first(Reply { drip, ..Reply::new(long.clone()) }, |node, took| {
            assert_eq!(node.refusals_of("a"), []);
            assert_eq!(node.status().feeds[0].sources, 4);
            assert!(took <= 400);
        });
    }
}

/// The last byte that is allowed, and one more.
#[test]
fn a_body_is_as_long_as_allowed() {
    let body = "{\"p\":5.0}";
    for (limit, refusals) in [(9, vec![]), (8, vec![(Refusal::TooLong, 1)])] {
        let mut first = source("a", 2);
        first["max_bytes"] = json!(limit);
        let list = list_of(json!([first, source("b", 2), source("c", 2)]));
        let node = Node::new(&[12], &list);
        ["a", "b", "c"].iter().for_each(|name| node.says(name, Reply::new(body)));
        node.on(with_feed()).build_and_execute(|| {
            node.work();
            assert_eq!(node.refusals_of("a"), refusals);
        });
    }
}

#[test]
fn one_answer_serves_many_feeds_and_is_refused_for_each() {
    let mut first = source("a", 2);
    first["readings"] = json!([
        { "feed": "TIDE/USD", "path": "p" },
        { "feed": "BTC/USD", "path": "q" },
        { "feed": "ETH/USD", "path": "r" },
        { "feed": "DOT/USD", "path": "s", "via": "BTC" },
    ]);
    let list = list_of(json!([first, source("b", 2), source("c", 2)]));
    let node = Node::new(&[12], &list);
    ["b", "c"].iter().for_each(|name| node.says(name, Reply::price("5.0")));
    node.says("a", Reply::new(r#"{"p":5.0,"r":-1,"s":1}"#));
    node.on(with_feed()).build_and_execute(|| {
        node.work();
        let expected =
            [(Refusal::NotFound, 1), (Refusal::NotAPrice, 1), (Refusal::NotConverted, 1)];
        assert_eq!(node.refusals_of("a"), expected);
        assert_eq!(node.reports()[0].observations[0].sources, 3);
    });
}

#[test]
fn counters_go_on_and_old_prices_are_not_counted_again() {
    let node = Node::new(&[12], &list_of(json!([source("a", 10), source("b", 2), source("c", 2)])));
    ["b", "c"].iter().for_each(|name| node.says(name, Reply::price("5.0")));
    node.says("a", Reply::price("9.0"));
    node.on(with_feed()).build_and_execute(|| {
        for round in 0..6u64 {
            node.work();
            let expected = if round < 5 { 1 } else { 2 };
            assert_eq!(node.refusals_of("a"), [(Refusal::Outlier, expected)]);
            assert_eq!(node.status_of("a").fetches, expected);
            assert_eq!(node.status_of("b").fetches, round + 1);
            assert_eq!(
                node.status().at,
                Now::get() + DELAY + 50 * u64::from(!node.asked().is_empty())
            );
            next_block();
        }
        assert_eq!(node.status_of("b").last_success, Some(Now::get() - SLOT + DELAY + 50));
    });
}
