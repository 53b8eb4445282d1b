//! What is remembered from block to block, over restarts, new lists and broken disks.

use super::*;
use crate::offchain::schedule::{EARLY, LOCK_KEY, MEMORY_KEY};
use sp_core::offchain::Timestamp;

/// Sources with these names and seconds between two fetches, all of which say 5 USD.
fn asking(sources: &[(&str, u32)]) -> Node {
    let node = Node::new(&[12], &list(sources));
    sources.iter().for_each(|(name, _)| node.says(name, Reply::price("5.0")));
    node
}

fn list(sources: &[(&str, u32)]) -> SourceList {
    list_of(sources.iter().map(|(name, every)| source(name, *every)).collect())
}

#[test]
fn each_source_is_asked_as_often_as_it_wants() {
    let node = asking(&[("a", 1), ("b", 2), ("c", 3), ("d", 10)]);
    node.on(with_feed()).build_and_execute(|| {
        let mut counts = BTreeMap::<String, u32>::new();
        for _ in 0..30 {
            node.work();
            node.names_asked().into_iter().for_each(|name| *counts.entry(name).or_default() += 1);
            next_block();
        }
        // In 60 seconds; every 3 is every second block, and nothing is more often than every block.
        let counts: Vec<_> = counts.into_values().collect();
        assert_eq!(counts, [30, 30, 15, 6]);
    });
}

#[test]
fn blocks_need_not_come_to_the_millisecond() {
    let node = asking(&[("a", 2)]);
    node.on(with_feed()).build_and_execute(|| {
        let asked_after = |passed: Moment| {
            node.store(MEMORY_KEY, &[]);
            node.work_at(START);
            node.asked();
            node.work_at(START + passed);
            node.asked().len()
        };
        assert_eq!(asked_after(2_000), 1);
        assert_eq!(asked_after(2_000 - EARLY), 1);
        assert_eq!(asked_after(2_000 - EARLY - 1), 0);
    });
}

/// A slow source counts in the blocks between, as long as the feed allows.
#[test]
fn what_was_said_counts_until_it_is_too_old() {
    let node = asking(&[("a", 2), ("b", 2), ("c", 600)]);
    node.on(with_feed()).build_and_execute(|| {
        let sources: Vec<_> = (0..32)
            .map(|_| {
                node.work();
                next_block();
                node.status().feeds[0].sources
            })
            .collect();
        // Round 30 is 60 seconds and the latency after the first.
        let expected: Vec<_> = (0..32).map(|round| if round < 30 { 3 } else { 0 }).collect();
        assert_eq!(sources, expected);
    });
}

/// A source that cannot be reached has said nothing new. One that has no price any more has.
#[test]
fn an_answer_without_a_price_takes_back_the_last_one() {
    let node = asking(&[("a", 2), ("b", 2), ("c", 2)]);
    node.on(with_feed()).build_and_execute(|| {
        let after = |reply: Reply| {
            node.says("a", Reply::price("5.0"));
            next_block();
            node.work();
            node.says("a", reply);
            next_block();
            node.work();
            node.status().feeds[0].sources
        };
        assert_eq!(after(Reply { status: Some(503), ..Reply::price("5.0") }), 3);
        assert_eq!(after(Reply { after: 5_000, ..Reply::price("5.0") }), 3);
        assert_eq!(after(Reply::new("<html>")), 3);
        assert_eq!(after(Reply::price("null")), 0);
        assert_eq!(after(Reply::price("0")), 0);
    });
}

#[test]
fn a_restart_asks_nobody_sooner() {
    let node = asking(&[("a", 10), ("b", 10), ("c", 10)]);
    node.on(with_feed()).build_and_execute(|| {
        node.work();
        assert_eq!(node.asked().len(), 3);
    });
    // The same disk under a chain that is four seconds further.
    node.on(with_feed()).build_and_execute(|| {
        next_block();
        next_block();
        node.work();
        assert_eq!(node.asked(), []);
        // What was said before is still good.
        assert_eq!(node.status().feeds[0].sources, 3);
        (0..3).for_each(|_| next_block());
        node.work();
        assert_eq!(node.asked().len(), 3);
        assert_eq!(node.status_of("a").fetches, 2);
    });
}

#[test]
fn a_source_counts_as_asked_when_the_node_stops_meanwhile() {
    let node = asking(&[("a", 10), ("b", 10), ("c", 10)]);
    node.on(with_feed()).build_and_execute(|| {
        node.stop_at_work();
        assert_eq!(node.asked().len(), 3);
        (0..4).for_each(|_| next_block());
        node.work();
        assert_eq!(node.asked(), []);
        next_block();
        node.work();
        assert_eq!(node.asked().len(), 3);
    });
}

#[test]
fn a_clock_that_was_set_back_stops_nothing() {
    let node = asking(&[("a", 10), ("b", 10), ("c", 10)]);
    node.on(with_feed()).build_and_execute(|| {
        node.work_at(START + 3_600_000);
        assert_eq!(node.asked().len(), 3);
        // What they said is from the future now. They are asked again.
        node.work_at(START);
        assert_eq!(node.asked().len(), 3);
        assert_eq!(node.status().feeds[0].sources, 3);
        node.work_at(START + 2_000);
        assert_eq!(node.asked(), []);
    });
}

#[test]
fn a_new_list_begins_anew_where_it_differs() {
    let node = asking(&[("a", 10), ("b", 10), ("c", 10)]);
    node.on(with_feed()).build_and_execute(|| {
        node.work();
        node.asked();
        // Another order, a new one, one gone; and one that is read otherwise.
        let mut other = source("b", 10);
        other["readings"][0]["path"] = json!("q");
        let changed = list_of(json!([source("d", 10), other, source("a", 10)]));
        node.store(LIST_KEY, &changed.encode());
        node.says("d", Reply::price("5.0"));
        next_block();
        node.work();
        assert_eq!(node.names_asked(), ["d"]);
        let status = node.status();
        let fetches: Vec<_> = status.sources.iter().map(|source| source.fetches).collect();
        assert_eq!(fetches, [1, 1, 1]);
        // What was read at another place is not known at this one, and `c` is forgotten.
        assert_eq!(status.feeds[0].sources, 0);
        assert_eq!(status.sources.len(), 3);
        node.store(LIST_KEY, &list(&[("a", 10), ("d", 10), ("c", 10)]).encode());
        node.work();
        assert_eq!(node.names_asked(), ["c"]);
        assert_eq!(node.status_of("c").fetches, 1);
        assert_eq!(node.status().feeds[0].sources, 3);
    });
}

/// What is stored is as long as the list and the node's keys make it.
#[test]
fn the_memory_does_not_grow() {
    let node = asking(&[("a", 2), ("b", 2), ("c", 2)]);
    node.on(with_feed()).build_and_execute(|| {
        let lengths: Vec<_> = (0..40)
            .map(|round| {
                node.work();
                node.next_block();
                // Each session it is another one of the validators.
                match round {
                    9 => new_session(&[12, 11, 13, 14]),
                    19 => new_session(&[11, 13, 14, 12]),
                    29 => new_session(&[11, 13, 12, 14]),
                    _ => {}
                }
                [MEMORY_KEY, STATUS_KEY].map(|key| node.stored(key).map_or(0, |value| value.len()))
            })
            .collect();
        assert!(lengths.iter().all(|length| *length == lengths[0]));
        assert_eq!(node.stored(LOCK_KEY), None);
    });
}

#[test]
fn a_round_that_still_runs_is_left_alone() {
    let node = asking(&[("a", 2), ("b", 2), ("c", 2)]);
    node.on(with_feed()).build_and_execute(|| {
        let now = Now::get() + DELAY;
        let until = |moment: Moment| {
            node.store(LOCK_KEY, &Timestamp::from_unix_millis(moment).encode());
            node.work();
            let asked = node.asked().len();
            next_block();
            asked
        };
        assert_eq!(until(now), 0);
        assert_eq!(node.stored(STATUS_KEY), None);
        assert_eq!(until(now + SLOT + SLOT), 0);
        // One that came to no end holds nobody up for long, nor does one of another clock.
        assert_eq!(until(now + 2 * SLOT - 1), 3);
        assert_eq!(until(now + 60 * SLOT), 3);
        assert_eq!(until(Moment::MAX), 3);
    });
}

#[test]
fn nothing_is_done_without_a_list_that_can_be_used() {
    let node = asking(&[("a", 2), ("b", 2), ("c", 2)]);
    let good = list(&[("a", 2), ("b", 2), ("c", 2)]).encode();
    let none = SourceList::default().encode();
    let mut invalid = list(&[("a", 2), ("b", 2), ("c", 2)]);
    invalid.sources[0].every = 0;
    node.on(with_feed()).build_and_execute(|| {
        for bad in [&[][..], &[0xff; 40], &good[..good.len() - 1], &none, &invalid.encode()] {
            node.store(LIST_KEY, bad);
            node.work();
            assert_eq!(node.asked(), []);
            assert_eq!(node.stored(STATUS_KEY), None);
        }
        node.store(LIST_KEY, &good);
        node.work();
        assert_eq!(node.asked().len(), 3);
    });
}

#[test]
fn garbage_in_the_storage_is_survived() {
    let node = asking(&[("a", 10), ("b", 10), ("c", 10)]);
    node.on(with_feed()).build_and_execute(|| {
        node.work();
        let stored = [MEMORY_KEY, STATUS_KEY].map(|key| node.stored(key).expect("it was written"));
        let garbage: [&[u8]; 5] = [&[], &[0], &[0xff; 7], &[0xff; 64], &[0x93; 3_000]];
        for bytes in garbage.into_iter().chain(stored.iter().map(|good| &good[..good.len() / 2])) {
            for keys in [vec![MEMORY_KEY], vec![STATUS_KEY], vec![MEMORY_KEY, STATUS_KEY, LOCK_KEY]]
            {
                keys.iter().for_each(|key| node.store(key, bytes));
                next_block();
                node.work();
                node.next_block();
                assert_eq!(node.status().feeds[0].sources, 3);
            }
        }
        assert_eq!(node.status().sources.len(), 3);
    });
}
