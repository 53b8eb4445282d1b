//! The JSON parser against `serde_json` and against the value that was written.

use crate::strategies::{any_key, any_number, any_text, budget};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;
use tidewater_primitives::sources::{
    Document, JsonPath, ReadError, Scalar, Step, MAX_DEPTH, MAX_KEY, MAX_STEPS,
};

const REGRESSIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/proptest-regressions/json.txt");

/// A JSON value whose numbers are what is written.
#[derive(Clone, Debug)]
enum Node {
    Word(&'static str),
    Number(String),
    Text(String),
    Array(Vec<Node>),
    Object(BTreeMap<String, Node>),
}

fn any_node() -> impl Strategy<Value = Node> {
    let leaf = prop_oneof![
        1 => prop::sample::select(vec!["true", "false", "null"]).prop_map(Node::Word),
        3 => any_number().prop_map(Node::Number),
        2 => any_text().prop_map(Node::Text),
    ];
    leaf.prop_recursive(10, 60, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Node::Array),
            prop::collection::btree_map(any_text(), inner, 0..5).prop_map(Node::Object),
        ]
    })
}

/// Writes values in any of the ways in which JSON can be written.
struct Writer<'a> {
    out: String,
    style: std::iter::Cycle<std::slice::Iter<'a, u8>>,
}

impl Writer<'_> {
    fn choice(&mut self) -> u8 {
        *self.style.next().expect("endless")
    }

    fn space(&mut self) {
        let space = ["", "", "", " ", "\n", "\t\r\n "][usize::from(self.choice() % 6)];
        self.out.push_str(space);
    }

    fn text(&mut self, text: &str) {
        self.out.push('"');
        for letter in text.chars() {
            match (letter, self.choice() % 4) {
                ('"' | '\\' | '/', 0 | 1) => self.out.extend(['\\', letter]),
                ('\n', 0 | 1) => self.out.push_str("\\n"),
                ('\t', 0 | 1) => self.out.push_str("\\t"),
                ('\r', 0 | 1) => self.out.push_str("\\r"),
                ('\u{8}', 0 | 1) => self.out.push_str("\\b"),
                ('\u{c}', 0 | 1) => self.out.push_str("\\f"),
                ('"' | '\\' | '\0'..='\u{1f}', _) | (_, 0) => {
                    for unit in letter.encode_utf16(&mut [0; 2]) {
                        let hex = match self.choice() % 2 {
                            0 => format!("\\u{unit:04x}"),
                            _ => format!("\\u{unit:04X}"),
                        };
                        self.out.push_str(&hex);
                    }
                }
                _ => self.out.push(letter),
            }
        }
        self.out.push('"');
    }

    fn node(&mut self, node: &Node) {
        self.space();
        match node {
            Node::Word(text) => self.out.push_str(text),
            Node::Number(text) => self.out.push_str(text),
            Node::Text(text) => self.text(text),
            Node::Array(elements) => {
                self.out.push('[');
                for (number, element) in elements.iter().enumerate() {
                    self.out.push_str(if number > 0 { "," } else { "" });
                    self.node(element);
                }
                self.space();
                self.out.push(']');
            }
            Node::Object(members) => {
                self.out.push('{');
                for (number, (key, value)) in members.iter().enumerate() {
                    self.out.push_str(if number > 0 { "," } else { "" });
                    self.space();
                    self.text(key);
                    self.space();
                    self.out.push(':');
                    self.node(value);
                }
                self.space();
                self.out.push('}');
            }
        }
        self.space();
    }
}

fn written(node: &Node, style: &[u8]) -> String {
    let mut writer = Writer { out: String::new(), style: style.iter().cycle() };
    writer.node(node);
    writer.out
}

fn any_style() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 1..20)
}

/// Every way from the outermost value to one inside, as long as paths reach.
fn ways<'a>(node: &'a Node, way: &mut Vec<Step>, all: &mut Vec<(JsonPath, &'a Node)>) {
    all.extend(JsonPath::new(way.clone()).map(|path| (path, node)));
    if way.len() == MAX_STEPS as usize {
        return;
    }
    match node {
        Node::Array(elements) => {
            for (element, index) in elements.iter().zip(0..) {
                way.push(Step::Index(index));
                ways(element, way, all);
                way.pop();
            }
        }
        Node::Object(members) => {
            for (key, value) in members.iter().filter(|(key, _)| key.len() <= MAX_KEY) {
                way.push(Step::Key(key.parse().expect("short")));
                ways(value, way, all);
                way.pop();
            }
        }
        _ => {}
    }
}

/// What the tree has at the end of a path, by the book.
fn twin<'a>(node: &'a Node, steps: &[Step]) -> Result<&'a Node, ReadError> {
    let mut node = node;
    for (step, number) in steps.iter().zip(0..) {
        let found: Vec<&Node> = match (step, node) {
            (Step::Key(key), Node::Object(members)) => {
                members.get(key.as_str()).into_iter().collect()
            }
            (Step::Index(index), Node::Array(elements)) => {
                elements.get(usize::from(*index)).into_iter().collect()
            }
            (Step::Where { key, value }, Node::Array(elements)) => {
                let passes = |element: &&Node| {
                    let Node::Object(members) = element else { return false };
                    let Some(Node::Text(own)) = members.get(key.as_str()) else { return false };
                    own == value.as_str()
                };
                elements.iter().filter(passes).collect()
            }
            _ => vec![],
        };
        node = match found[..] {
            [] => return Err(ReadError::Missing { step: number }),
            [one] => one,
            _ => return Err(ReadError::Ambiguous { step: number }),
        };
    }
    Ok(node)
}

/// What `document` has at `path` is what the tree has there.
fn check(document: &Document, path: &JsonPath, tree: &Node) -> Result<(), TestCaseError> {
    match (document.find(path), twin(tree, path.steps())) {
        (Ok(Scalar::Number(text)), Ok(Node::Number(own))) => prop_assert_eq!(text, own),
        (Ok(Scalar::Text(raw)), Ok(Node::Text(own))) => {
            let text = serde_json::from_str::<String>(&format!("\"{raw}\""));
            prop_assert_eq!(&text.expect("a text"), own);
        }
        (Err(ReadError::NotAScalar), Ok(Node::Word(_) | Node::Array(_) | Node::Object(_))) => {}
        (found, expected) => prop_assert_eq!(found.err(), Some(expected.expect_err("refused"))),
    }
    Ok(())
}

/// Both take a body or both refuse it, but for what is nested deeper than we allow.
fn agrees_with_serde(body: &[u8]) -> Result<(), TestCaseError> {
    let theirs = serde_json::from_slice::<Value>(body);
    match (Document::parse(body), theirs) {
        (Ok(_), Ok(_)) => {}
        (Ok(_), Err(error)) => prop_assert!(false, "only they refuse it: {error}"),
        (Err(ReadError::TooDeep { .. }), _) => {
            let opening = body.iter().filter(|byte| matches!(byte, b'{' | b'[')).count();
            prop_assert!(opening > MAX_DEPTH as usize);
        }
        (Err(error), Ok(_)) => prop_assert!(false, "only we refuse it: {error}"),
        (Err(_), Err(_)) => {}
    }
    Ok(())
}

proptest! {
    #![proptest_config(budget(REGRESSIONS))]

    #[test]
    fn every_value_is_found_however_it_is_written(tree in any_node(), style in any_style()) {
        let text = written(&tree, &style);
        let document = Document::parse(text.as_bytes()).expect("JSON");
        let mut all = vec![];
        ways(&tree, &mut vec![], &mut all);
        for (path, node) in all {
            check(&document, &path, &tree)?;
            if let Node::Number(number) = node {
                prop_assert_eq!(document.find(&path), Ok(Scalar::Number(number)));
            }
        }
    }

    #[test]
    fn a_path_that_the_writer_did_not_know_leads_where_it_says(
        tree in any_node(),
        style in any_style(),
        steps in prop::collection::vec(prop_oneof![
            any_key().prop_map(Step::Key),
            (0u16..4).prop_map(Step::Index),
        ], 1..4),
    ) {
        let text = written(&tree, &style);
        let document = Document::parse(text.as_bytes()).expect("JSON");
        check(&document, &JsonPath::new(steps).expect("some"), &tree)?;
    }

    /// Tickers as exchanges list them, some of them twice.
    #[test]
    fn a_filter_lets_exactly_its_own_through(
        tickers in prop::collection::vec(("[AB]{0,2}", any_number(), any_text(), any::<bool>()), 0..6),
        wanted in "[AB]{0,2}",
        style in any_style(),
    ) {
        let ticker = |(symbol, price, extra, known): (String, String, String, bool)| {
            let symbol = if known { Node::Text(symbol) } else { Node::Word("null") };
            // `zz` comes after `price`: the price is met before it is known whose it is.
            Node::Object([(extra, Node::Array(vec![])), ("zz".into(), symbol), ("price".into(), Node::Number(price))].into())
        };
        let tree = Node::Array(tickers.into_iter().map(ticker).collect());
        let text = written(&tree, &style);
        let document = Document::parse(text.as_bytes()).expect("JSON");
        let path = format!("[zz=\"{wanted}\"].price").parse().expect("a path");
        check(&document, &path, &tree)?;
    }

    #[test]
    fn any_bytes_are_json_for_both_or_neither(body in prop::collection::vec(any::<u8>(), 0..64)) {
        agrees_with_serde(&body)?;
    }

    #[test]
    fn scraps_of_json_are_json_for_both_or_neither(
        parts in prop::collection::vec(prop::sample::select(vec![
            "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\\", "\\u", "\\n", "\\x", "d83d", "\\ude00",
            "0", "1", "-", ".", "e", "E", "+", "true", "false", "null", "nul", " ", "\n", "\0", "\u{7f}",
            "\u{feff}", "\u{e9}", "1e400", "NaN", "//", "'", "{\"a\":", "[[[[[[[[[[[[[[[[[[[[",
        ]), 0..16),
    ) {
        agrees_with_serde(parts.concat().as_bytes())?;
    }

    #[test]
    fn damaged_json_is_json_for_both_or_neither(
        tree in any_node(),
        style in any_style(),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
        damage in 0u8..4,
    ) {
        let mut body = written(&tree, &style).into_bytes();
        let at = at.index(body.len());
        match damage {
            0 => body[at] = byte,
            1 => body.truncate(at),
            2 => body.insert(at, byte),
            _ => drop(body.remove(at)),
        }
        agrees_with_serde(&body)?;
    }
}
