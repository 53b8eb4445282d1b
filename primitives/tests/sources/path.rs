//! Paths: written and read.

use crate::strategies::{any_step, any_text, budget};
use codec::{Decode, Encode};
use proptest::prelude::*;
use tidewater_primitives::sources::{JsonPath, PathError, PathFault, Step, MAX_KEY};

const REGRESSIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/proptest-regressions/path.txt");

proptest! {
    #![proptest_config(budget(REGRESSIONS))]

    #[test]
    fn what_is_written_is_read_again(steps in prop::collection::vec(any_step(), 1..=8)) {
        let path = JsonPath::new(steps).expect("one to eight");
        prop_assert_eq!(path.to_string().parse(), Ok(path.clone()));
        prop_assert_eq!(JsonPath::decode(&mut &path.encode()[..]), Ok(path));
    }

    /// Whatever the text: a path that means the same when it is written again, or a position in it.
    #[test]
    fn any_text_is_a_path_or_has_a_fault_somewhere(
        text in prop_oneof![
            any_text(),
            prop::collection::vec(
                prop::sample::select(vec!["a", "$-", "7", "70000", ".", "[", "]", "=", "\"", "\\", "\\\"", "é", " "]),
                0..14,
            ).prop_map(|parts| parts.concat()),
        ],
    ) {
        match text.parse::<JsonPath>() {
            Ok(path) => prop_assert_eq!(path.to_string().parse(), Ok(path)),
            Err(PathError { at, .. }) => prop_assert!(text.is_char_boundary(at)),
        }
    }
}

fn key(text: &str) -> Step {
    Step::Key(text.parse().expect("short"))
}

fn filter(key: &str, value: &str) -> Step {
    Step::Where { key: key.parse().expect("short"), value: value.parse().expect("short") }
}

#[test]
fn paths_are_read_step_by_step() {
    for (text, steps) in [
        ("price", vec![key("price")]),
        ("result.XXBTZUSD.c[0]", vec![key("result"), key("XXBTZUSD"), key("c"), Step::Index(0)]),
        ("[65535][4]", vec![Step::Index(65_535), Step::Index(4)]),
        ("[symbol=\"BTCUSDT\"].price", vec![filter("symbol", "BTCUSDT"), key("price")]),
        (
            "data[instId=\"BTC-USDT\"].last",
            vec![key("data"), filter("instId", "BTC-USDT"), key("last")],
        ),
        ("\"a.b\".\"\"[\"c d\"=\"\\\"\\\\\"]", vec![key("a.b"), key(""), filter("c d", "\"\\")]),
        ("[0=\"x\"][24h=\"up\"]", vec![filter("0", "x"), filter("24h", "up")]),
        ("0.1", vec![key("0"), key("1")]),
    ] {
        let path: JsonPath = text.parse().expect(text);
        assert_eq!(path.steps(), steps, "{text}");
        assert_eq!(path.to_string(), text);
    }
}

#[test]
fn each_fault_has_its_name_and_place() {
    let long = "k".repeat(MAX_KEY + 1);
    let deep = "a".to_owned() + &".a".repeat(8);
    for (text, at, fault) in [
        ("", 0, PathFault::KeyExpected),
        (".a", 0, PathFault::KeyExpected),
        ("a.", 2, PathFault::KeyExpected),
        ("a..b", 2, PathFault::KeyExpected),
        ("a.[0]", 2, PathFault::KeyExpected),
        ("a b", 1, PathFault::StepExpected),
        ("a[0]b", 4, PathFault::StepExpected),
        ("a[]", 2, PathFault::IndexOrFilterExpected),
        ("a[-1]", 4, PathFault::IndexOrFilterExpected),
        ("a[b]", 3, PathFault::IndexOrFilterExpected),
        ("a[", 2, PathFault::IndexOrFilterExpected),
        ("a[b=c]", 4, PathFault::QuoteExpected),
        ("a[b=7]", 4, PathFault::QuoteExpected),
        ("a[0", 3, PathFault::BracketExpected),
        ("a[b=\"c\"", 7, PathFault::BracketExpected),
        ("a[b=\"c]", 5, PathFault::Unclosed),
        ("\"a", 1, PathFault::Unclosed),
        ("\"a\\n\"", 3, PathFault::UnknownEscape),
        ("[65536]", 1, PathFault::IndexTooLarge),
        (&long, 0, PathFault::KeyTooLong),
        (&format!("\"{long}\""), 1, PathFault::KeyTooLong),
        (&deep, 15, PathFault::TooManySteps),
    ] {
        assert_eq!(text.parse::<JsonPath>(), Err(PathError { at, fault }), "{text}");
    }
}

#[test]
fn no_path_has_no_steps_or_nine() {
    assert_eq!(JsonPath::new(vec![]), None);
    assert_eq!(JsonPath::new(vec![Step::Index(0); 9]), None);
    assert!(JsonPath::new(vec![Step::Index(0); 8]).is_some());
}
