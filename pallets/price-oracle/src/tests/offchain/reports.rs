//! What is reported, and when.

use super::*;
use crate::{offchain::schedule, types::MAX_FUTURE};

/// A chain with one feed, on which validator 12 runs the node.
fn run(node: &Node, test: impl FnOnce()) {
    node.on(with_feed()).build_and_execute(test);
}

/// Blocks in which the others say what the node sees, each with a round after it. How many reports the
/// node sent in each.
fn rounds(node: &Node, count: usize, value: u128) -> Vec<usize> {
    (0..count)
        .map(|_| {
            node.work();
            let reports = node.next_block();
            [0, 2, 3].into_iter().for_each(|other| say(other, 0, value));
            reports
        })
        .collect()
}

/// Brings the feed to a price of 5 USD, with the node's own report in it.
fn with_price(node: &Node, test: impl FnOnce()) {
    run(node, || {
        rounds(node, 3, 5 * USD);
        assert_eq!(value_of(0), Ok(5 * WHOLE));
        node.work();
        node.next_block();
        test();
    });
}

#[test]
fn a_good_answer_becomes_a_report_that_the_chain_takes() {
    let node = node();
    run(&node, || {
        node.work();
        let reports = node.reports();
        let expected = Report {
            session: 0,
            window: 2,
            validator: 1,
            observations: BoundedVec::truncate_from(vec![Observation {
                feed: 0,
                value: 5 * USD,
                at: START + DELAY,
                sources: 3,
            }]),
        };
        assert_eq!(reports, [expected]);
        next_block();
        node.work();
        assert_eq!(node.next_block(), 1);
        let kept = Reports::<Test>::get(1).expect("it was taken");
        assert_eq!((kept.window, kept.latest.len()), (3, 1));
    });
}

#[test]
fn the_sources_time_is_the_reports() {
    let timed = |name: &str, path: &str| {
        let mut source = source(name, 2);
        source["readings"][0]["time"] = json!({ "path": path, "unit": "milliseconds" });
        source
    };
    let node =
        Node::new(&[12], &list_of(json!([timed("a", "t"), timed("b", "t"), source("c", 2)])));
    for (name, at) in [("a", START - 9_000), ("b", START - 5_000), ("c", 0)] {
        node.says(name, Reply::new(format!("{{\"p\":\"5.0\",\"t\":{at}}}")));
    }
    run(&node, || {
        node.work();
        assert_eq!(node.reports()[0].observations[0].at, START - 5_000);
    });
}

#[test]
fn a_value_has_the_decimals_of_its_feed() {
    let node = node();
    let mut coarse = feed("TIDE", None, TERMS);
    coarse.decimals = 2;
    node.all_say("5.126");
    node.on(ExtBuilder::default().feed(coarse)).build_and_execute(|| {
        node.work();
        assert_eq!(node.reports()[0].observations[0].value, 513);
        // Less than half a cent is no price there.
        node.all_say("0.004");
        next_block();
        node.work();
        assert_eq!(node.reports(), []);
    });
}

#[test]
fn what_no_price_can_be_is_not_reported() {
    let node = node();
    node.all_say("1000000000000000001");
    run(&node, || {
        node.work();
        assert_eq!(node.reports(), []);
        assert_eq!(node.status().feeds[0].sources, 3);
        node.all_say("1000000000000000000");
        next_block();
        node.work();
        assert_eq!(node.next_block(), 1);
    });
}

#[test]
fn nothing_is_sent_twice_in_a_window() {
    let node = node();
    run(&node, || {
        crate::mock::WindowBlocks::set(4);
        // Blocks 1 and 2 are followed by one of window 0, block 3 by one of window 1.
        let windows: Vec<_> = (0..7)
            .map(|round| {
                node.all_say(&format!("5.{round}"));
                node.work();
                let windows: Vec<_> = node.reports().iter().map(|report| report.window).collect();
                next_block();
                windows
            })
            .collect();
        assert_eq!(windows, [vec![0], vec![], vec![1], vec![], vec![], vec![], vec![2]]);
    });
}

#[test]
fn a_block_that_is_seen_again_changes_nothing() {
    let node = node();
    run(&node, || {
        node.work();
        assert_eq!(node.reports().len(), 1);
        // Another fork of the same height, and then a restart.
        node.work();
        node.work_at(Now::get() + 5_000);
        assert_eq!(node.reports(), []);
        // Even without its memory it does not report what the chain has.
        next_block();
        say(1, 0, 4 * USD);
        System::set_block_number(1);
        node.store(schedule::MEMORY_KEY, &[]);
        node.work();
        assert_eq!(node.reports(), []);
        System::set_block_number(2);
    });
}

#[test]
fn a_feed_without_a_price_is_reported_in_every_window() {
    let node = node();
    run(&node, || {
        assert_eq!(rounds(&node, 2, 5 * USD), [1, 1]);
        assert_eq!(status(0), FeedStatus::Stale);
        // Now there is a price, and the node sees the same.
        next_block();
        assert_eq!(value_of(0), Ok(5 * WHOLE));
        assert_eq!(rounds(&node, 5, 5 * USD), [0; 5]);
    });
}

#[test]
fn the_heartbeat_brings_a_report_just_before_it_is_missed() {
    let node = node();
    with_price(&node, || {
        let last = Reports::<Test>::get(1).and_then(|kept| Some(kept.of(0)?.observation.at));
        let last = last.expect("it has reported");
        let sent = rounds(&node, 32, 5 * USD);
        let gaps: Vec<_> = sent.iter().enumerate().filter(|(_, sent)| **sent > 0).collect();
        // A heartbeat is 30 s, and the report is due when the next chance would be later than that.
        assert_eq!(gaps.len(), 2);
        assert_eq!(gaps[1].0 - gaps[0].0, 14);
        let now = Reports::<Test>::get(1).and_then(|kept| Some(kept.of(0)?.observation.at));
        assert_eq!(now, Some(last + 2 * 14 * SLOT));
        let records = PriceOracle::list_reporters();
        assert_eq!(records[1].record.misses, 0);
    });
}

#[test]
fn a_deviation_brings_a_report_at_once_and_until_the_chain_follows() {
    let node = node();
    with_price(&node, || {
        assert_eq!(rounds(&node, 2, 5 * USD), [0, 0]);
        // Exactly the deviation of 0.5 % is none yet.
        node.all_say("5.025");
        assert_eq!(rounds(&node, 1, 5 * USD), [0]);
        node.all_say("5.026");
        assert_eq!(rounds(&node, 3, 5 * USD), [1; 3]);
        node.all_say("4.974");
        assert_eq!(rounds(&node, 1, 5 * USD), [1]);
        node.all_say("5.0");
        assert_eq!(rounds(&node, 2, 5 * USD), [0; 2]);
    });
}

#[test]
fn a_new_session_brings_a_report() {
    let node = node();
    with_price(&node, || {
        assert_eq!(rounds(&node, 1, 5 * USD), [0]);
        new_session(&[11, 12, 13, 14]);
        node.work();
        let reports = node.reports();
        assert_eq!((reports[0].session, reports[0].validator), (1, 1));
        // On a fork it may be the next one at the same height.
        new_session(&[11, 12, 13, 14]);
        node.work();
        assert_eq!(node.reports()[0].session, 2);
        // Under another number it is another validator, and out of the set none.
        new_session(&[12, 11]);
        next_block();
        node.work();
        assert_eq!(node.reports()[0].validator, 0);
        new_session(&[11, 13]);
        next_block();
        node.work();
        assert_eq!(node.reports(), []);
    });
}

#[test]
fn what_is_on_its_way_is_waited_for() {
    let node = node();
    with_price(&node, || {
        new_session(&[11, 12, 13, 14]);
        node.work();
        let late = node.calls();
        assert_eq!(late.len(), 1);
        // It was not in the next block, and can still be in the one after.
        next_block();
        node.work();
        assert_eq!(node.reports(), []);
        next_block();
        assert_eq!(apply(late.into_iter().next().expect("one was sent")), Ok(Ok(())));
        // One that gets lost is sent again when it can no longer be taken.
        new_session(&[11, 12, 13, 14]);
        let sent: Vec<_> = (0..3)
            .map(|_| {
                next_block();
                node.work();
                node.reports().len()
            })
            .collect();
        assert_eq!(sent, [1, 0, 1]);
    });
}

#[test]
fn the_same_observation_is_not_said_again() {
    // Its sources are asked once, and then not for a while.
    let node =
        Node::new(&[12], &list_of((0..3).map(|n| source(["a", "b", "c"][n], 600)).collect()));
    for name in ["a", "b", "c"] {
        node.says(name, Reply::price("5.0"));
    }
    run(&node, || {
        // There is no price, so whatever is new is wanted; this is not.
        assert_eq!(rounds(&node, 10, 4 * USD), [1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        // The new session has none of it.
        new_session(&[11, 12, 13, 14]);
        node.work();
        assert_eq!(node.reports()[0].observations[0].at, START + DELAY);
        // Until it is too old for the chain by the time of the next block.
        while Now::get() + SLOT - (START + DELAY) <= 60_000 {
            next_block();
        }
        new_session(&[11, 12, 13, 14]);
        node.work();
        assert_eq!(node.reports(), []);
    });
}

#[test]
fn only_feeds_that_run_and_are_named_are_reported() {
    let node = node();
    let chain = with_feed().feed(feed("BTC", None, TERMS)).feed(feed("tide", None, TERMS));
    node.on(chain).build_and_execute(|| {
        node.work();
        let feeds = |reports: &[Report]| reports[0].observations.iter().map(|o| o.feed).collect();
        let all: Vec<_> = feeds(&node.reports());
        assert_eq!(all, [0]);
        assert_ok!(PriceOracle::halt_feed(RuntimeOrigin::root(), 0));
        next_block();
        node.work();
        assert_eq!(node.reports(), []);
        assert_eq!(node.status().feeds[0].sources, 3);
    });
}

#[test]
fn one_report_has_all_feeds_that_are_due_in_order() {
    let both = |name: &str| {
        let mut source = source(name, 2);
        source["readings"] = json!([
            { "feed": "TIDE/USD", "path": "p" },
            { "feed": "BTC/USD", "path": "q" },
        ]);
        source
    };
    let node = Node::new(&[12], &list_of(json!([both("a"), both("b"), both("c")])));
    for name in ["a", "b", "c"] {
        node.says(name, Reply::new(r#"{"p":5,"q":60000}"#));
    }
    node.on(with_feed().feed(feed("BTC", None, TERMS))).build_and_execute(|| {
        node.work();
        let reports = node.reports();
        let values: Vec<_> = reports[0].observations.iter().map(|o| (o.feed, o.value)).collect();
        assert_eq!(values, [(0, 5 * USD), (1, 60_000 * USD)]);
        let sent: Vec<_> = node.status().feeds.into_iter().map(|feed| feed.reports).collect();
        assert_eq!(sent, [1, 1]);
    });
}

/// The helper is not the chain's, and so is not reported.
#[test]
fn prices_are_converted_with_a_feed_of_the_list_alone() {
    let through = |name: &str| {
        let mut source = source(name, 2);
        source["readings"] = json!([
            { "feed": "TIDE/USD", "path": "p", "via": "USDT" },
            { "feed": "USDT/USD", "path": "q" },
        ]);
        source
    };
    let node = Node::new(&[12], &list_of(json!([through("a"), through("b"), through("c")])));
    for name in ["a", "b", "c"] {
        node.says(name, Reply::new(r#"{"p":"5","q":"0.998"}"#));
    }
    run(&node, || {
        node.work();
        let reports = node.reports();
        let values: Vec<_> = reports[0].observations.iter().map(|o| (o.feed, o.value)).collect();
        assert_eq!(values, [(0, 499_000_000)]);
        let feeds = node.status().feeds;
        let told: Vec<_> = feeds.iter().map(|feed| (feed.reports, feed.last_price)).collect();
        let price = |value| Some((START + DELAY, value));
        assert_eq!(told, [(1, price(4_990 * WHOLE / 1_000)), (0, price(998 * WHOLE / 1_000))]);
    });
}

#[test]
fn too_few_sources_are_not_reported() {
    let node = node();
    node.says("b", Reply { status: Some(500), ..Reply::price("5.0") });
    run(&node, || {
        node.work();
        assert_eq!(node.reports(), []);
        let status = node.status();
        assert_eq!((status.feeds[0].sources, status.feeds[0].last_price), (0, None));
    });
}

#[test]
fn a_node_reports_for_each_of_its_validators() {
    let list = sources(3);
    let node = Node::new(&[14, 99, 11], &list);
    for name in ["a", "b", "c"] {
        node.says(name, Reply::price("5.0"));
    }
    run(&node, || {
        node.work();
        let calls = node.calls();
        assert_eq!(calls.len(), 2);
        assert_eq!(node.asked().len(), 3);
        System::set_block_number(2);
        let validators: Vec<_> = calls
            .iter()
            .map(|call| match call {
                Call::report { report, .. } => report.validator,
                other => panic!("nobody sends {other:?}"),
            })
            .collect();
        assert_eq!(validators, [0, 3]);
        assert!(calls.iter().all(|call| validate(call).is_ok()));
        assert_eq!(node.status().feeds[0].reports, 2);
    });
}

#[test]
fn who_is_no_validator_does_nothing() {
    let other = Node::new(&[99], &sources(3));
    let none = Node::new(&[], &sources(3));
    let light = node();
    light.is_validator(false);
    for node in [other, none, light] {
        run(&node, || {
            node.work();
            assert_eq!((node.asked(), node.reports()), (vec![], vec![]));
            assert_eq!(node.stored(STATUS_KEY), None);
            assert_eq!(node.stored(schedule::MEMORY_KEY), None);
            assert_eq!(node.stored(schedule::LOCK_KEY), None);
        });
    }
}

#[test]
fn what_the_chain_would_not_take_is_not_sent() {
    let node = node();
    run(&node, || {
        // The node's clock is ahead of the chain's, or the chain stands still.
        node.work_at(START + MAX_FUTURE + 1);
        assert_eq!(node.reports(), []);
        next_block();
        node.work_at(Now::get() + MAX_FUTURE);
        assert_eq!(node.next_block(), 1);
    });
}

#[test]
fn what_the_pool_refuses_is_sent_again() {
    let node = node();
    run(&node, || {
        node.close_pool(true);
        node.work();
        assert_eq!(node.status().feeds[0].reports, 0);
        node.close_pool(false);
        node.work();
        assert_eq!(node.next_block(), 1);
        assert_eq!(node.status().feeds[0].reports, 1);
    });
}
