//! Whatever servers and disks hold: the worker comes to its end, and reports nothing that no price is.

use super::*;
use crate::{offchain::schedule::MEMORY_KEY, types::max_value};
use proptest::{prelude::*, test_runner::FileFailurePersistence};

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        ..ProptestConfig::default()
    }
}

fn any_number() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => (0u64..100, 0u64..1_000_000).prop_map(|(whole, part)| format!("{whole}.{part:06}")),
        2 => (any::<u128>(), -50i32..50).prop_map(|(digits, power)| format!("{digits}e{power}")),
        2 => any::<f64>().prop_map(|number| number.to_string()),
        1 => prop::sample::select(vec!["0", "-1", "1e400", "NaN", "null", "\"5\"", "[]", "1e18"])
            .prop_map(String::from),
    ]
}

/// Mostly something near an answer, at times anything.
fn any_body() -> impl Strategy<Value = Vec<u8>> {
    let answer = |(price, time): (String, String)| format!("{{\"p\":{price},\"t\":{time}}}");
    let answer = || (any_number(), any_number()).prop_map(answer);
    prop_oneof![
        4 => answer().prop_map(String::into_bytes),
        2 => (answer(), any::<prop::sample::Index>(), any::<u8>()).prop_map(|(text, place, byte)| {
            let mut bytes = text.into_bytes();
            let place = place.index(bytes.len());
            bytes[place] = byte;
            bytes
        }),
        1 => prop::collection::vec(any::<u8>(), 0..200),
        1 => "\\PC{0,60}".prop_map(String::into_bytes),
    ]
}

fn any_reply() -> impl Strategy<Value = Reply> {
    let status = prop_oneof![8 => Just(Some(200)), 1 => any::<Option<u16>>()];
    let after = prop_oneof![8 => 0u64..1_100, 1 => Just(1u64 << 40)];
    (any_body(), status, after, (0u64..30, 1usize..40), prop::bool::weighted(0.1))
        .prop_map(|(body, status, after, drip, breaks)| Reply { status, body, after, drip, breaks })
}

/// A source that is asked in every block, with a time or without.
fn hostile(name: &str, has_time: bool) -> Value {
    let mut source = source(name, 1);
    if has_time {
        source["readings"][0]["time"] = json!({ "path": "t", "unit": "milliseconds" });
    }
    source["readings"][0]["invert"] = json!(name == "c");
    source
}

proptest! {
    #![proptest_config(config(192))]

    #[test]
    fn servers_choose_nothing_that_no_price_is(
        rounds in prop::collection::vec(prop::collection::vec(any_reply(), 3), 1..4),
        min_sources in 1u8..=3,
        max_spread_bps in 1u16..=5_000,
        decimals in 0u8..=18,
        jump in 0u64..10_000,
    ) {
        let mut feed = feed("TIDE", None, FeedTerms { min_sources, max_spread_bps, ..TERMS });
        feed.decimals = decimals;
        let names = ["a", "b", "c"];
        let list = list_of(names.iter().map(|name| hostile(name, *name == "b")).collect());
        let node = Node::new(&[12], &list);
        node.on(ExtBuilder::default().feed(feed.clone())).build_and_execute(|| {
            for replies in rounds {
                for (name, reply) in names.iter().zip(replies) {
                    node.says(name, reply);
                }
                assert!(node.work_at(Now::get() + jump) <= 1_500);
                let block = System::block_number();
                for call in node.calls() {
                    System::set_block_number(block + 1);
                    validate(&call).expect("what is sent is taken");
                    let Call::report { report, .. } = call else { panic!("nobody sends others") };
                    assert!(report.observations.len() == 1);
                    let seen = report.observations[0];
                    assert!(seen.value > 0 && seen.value <= max_value(&feed));
                    assert!(seen.sources >= min_sources);
                }
                System::set_block_number(block);
                next_block();
            }
        });
    }

}

proptest! {
    #![proptest_config(config(48))]

    /// A memory that another program has written, or half of one.
    #[test]
    fn disks_stop_nothing(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        place in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let node = node();
        node.on(with_feed()).build_and_execute(|| {
            node.work();
            for key in [MEMORY_KEY, STATUS_KEY] {
                let mut stored = node.stored(key).expect("it was written");
                let place = place.index(stored.len());
                stored[place] = byte;
                for value in [&stored, &bytes] {
                    node.store(key, value);
                    next_block();
                    node.work();
                    assert_eq!(node.status().sources.len(), 3);
                    node.next_block();
                }
            }
        });
    }
}
