//! What a validator's node does after each block.

mod combine;

use serde_json::{json, Value};
use tidewater_primitives::sources::{Feed, SourceList};

/// A list as an operator writes it, checked.
fn list_of(sources: Value) -> SourceList {
    let list: SourceList =
        serde_json::from_value(json!({ "sources": sources })).expect("it is a list");
    list.validate().expect("it is a list that can be used");
    list
}

fn feed_named(name: &str) -> Feed {
    name.parse().expect("it is a pair")
}
