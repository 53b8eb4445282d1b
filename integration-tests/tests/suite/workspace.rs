//! Who may import whom, and which features must be passed on. `docs/architecture.md` has the map.

use serde_json::Value;
use std::{collections::BTreeMap, process::Command};

/// For each of our crates, which of our crates it may depend on, tests and benches included.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    (
        "tidewater-benches",
        &[
            "pallet-amm",
            "pallet-governance",
            "pallet-staking-rewards",
            "tidewater-math",
            "tidewater-primitives",
        ],
    ),
    ("tidewater-golden", &[]),
    ("tidewater-math", &[]),
    ("tidewater-primitives", &[]),
    ("pallet-amm", &["tidewater-golden", "tidewater-math", "tidewater-primitives"]),
    ("pallet-governance", &["tidewater-golden", "tidewater-math", "tidewater-primitives"]),
    ("pallet-pause", &["tidewater-golden"]),
    ("pallet-price-oracle", &["tidewater-golden", "tidewater-math", "tidewater-primitives"]),
    ("pallet-spending", &["tidewater-golden", "tidewater-primitives"]),
    ("pallet-staking-rewards", &["tidewater-golden", "tidewater-math", "tidewater-primitives"]),
    (
        "tidewater-runtime",
        &[
            "pallet-amm",
            "pallet-governance",
            "pallet-pause",
            "pallet-price-oracle",
            "pallet-spending",
            "pallet-staking-rewards",
            "tidewater-math",
            "tidewater-primitives",
        ],
    ),
    ("tidewater-next-version", &["tidewater-runtime"]),
    ("tidewater-node", &["tidewater-primitives", "tidewater-runtime"]),
    (
        "tidewater-integration-tests",
        &[
            "pallet-amm",
            "pallet-governance",
            "pallet-pause",
            "pallet-price-oracle",
            "pallet-spending",
            "pallet-staking-rewards",
            "tidewater-primitives",
            "tidewater-runtime",
        ],
    ),
];

/// Features that a crate must pass on to every dependency that has them.
const PASSED_ON: &[&str] = &["std", "try-runtime", "runtime-benchmarks"];

fn metadata(arguments: &[&str]) -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .args(arguments)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo prints JSON")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a string")
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().expect("a list").iter()
}

/// Our crates by name.
fn members() -> BTreeMap<String, Value> {
    let metadata = metadata(&["--no-deps"]);
    list(&metadata["packages"])
        .map(|package| (text(&package["name"]).to_string(), package.clone()))
        .collect()
}

#[test]
fn every_crate_imports_only_what_the_map_allows() {
    let members = members();
    let allowed: BTreeMap<_, _> = MAY_IMPORT.iter().copied().collect();
    assert_eq!(
        members.keys().map(String::as_str).collect::<Vec<_>>(),
        allowed.keys().copied().collect::<Vec<_>>(),
        "a crate is missing in the map"
    );
    for (name, package) in &members {
        for dependency in list(&package["dependencies"]) {
            let dependency = text(&dependency["name"]);
            let ours = members.contains_key(dependency);
            let fine = !ours || allowed[name.as_str()].contains(&dependency);
            assert!(fine, "{name} must not import {dependency}");
        }
    }
}

#[test]
fn no_crate_of_ours_has_the_name_of_an_sdk_crate() {
    let members = members();
    let lock = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock"))
        .expect("the lock file is committed");
    for name in members.keys() {
        let entry = format!("name = \"{name}\"\n");
        assert_eq!(lock.matches(&entry).count(), 1, "`cargo -p {name}` would be ambiguous");
    }
}

#[test]
fn every_crate_takes_its_versions_from_the_one_table() {
    for (name, package) in members() {
        let manifest = std::fs::read_to_string(text(&package["manifest_path"])).expect("readable");
        let own = manifest.lines().find(|line| line.contains("version = \""));
        assert_eq!(own, None, "{name} names a version of its own");
    }
}

/// A `std` that is not passed on builds a runtime that panics in wasm; a `try-runtime` that is not
/// passed on checks nothing; a `runtime-benchmarks` that is not passed on does not compile.
#[test]
fn features_are_passed_on_to_every_dependency_that_has_them() {
    let full = metadata(&["--filter-platform", "x86_64-unknown-linux-gnu"]);
    let features: BTreeMap<&str, Vec<&String>> = list(&full["packages"])
        .map(|package| {
            let names = package["features"].as_object().expect("a table").keys().collect();
            (text(&package["name"]), names)
        })
        .collect();
    for (name, package) in members() {
        let own = package["features"].as_object().expect("a table");
        for feature in PASSED_ON.iter().filter(|feature| own.contains_key(**feature)) {
            for dependency in list(&package["dependencies"]) {
                let normal = dependency["kind"].is_null();
                let has = features.get(text(&dependency["name"]));
                if !normal || !has.is_some_and(|has| has.iter().any(|f| f == feature)) {
                    continue;
                }
                let key = dependency["rename"].as_str().unwrap_or(text(&dependency["name"]));
                let passed = list(&own[*feature]).map(text).any(|enabled| {
                    enabled == format!("{key}/{feature}") || enabled == format!("{key}?/{feature}")
                });
                assert!(passed, "{name}: `{feature}` is not passed on to {key}");
            }
        }
    }
}

#[test]
fn the_database_is_paritydb_alone() {
    let full = metadata(&["--filter-platform", "x86_64-unknown-linux-gnu"]);
    let nodes = list(&full["resolve"]["nodes"]).map(|node| text(&node["id"]));
    let rocks: Vec<_> = nodes.filter(|id| id.contains("rocksdb")).collect();
    assert!(rocks.is_empty(), "RocksDB has crept in: {rocks:?}");
}
