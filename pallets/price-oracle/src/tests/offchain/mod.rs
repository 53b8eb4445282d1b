//! What a validator's node does after each block.

mod combine;
mod hostile;
mod memory;
mod node;
mod replies;
mod reports;

use super::*;
use codec::{Decode, Encode};
use node::{node, source, sources, url, Node, Reply, DELAY};
use serde_json::{json, Value};
use std::collections::BTreeMap;
use tidewater_primitives::sources::{Feed, Refusal, SourceList, LIST_KEY, STATUS_KEY};

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
