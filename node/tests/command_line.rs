//! The binary as its users meet it: the tools work, and a mistake is one clear line.

mod common;

use common::{error, stdout_of, Folder, PriceFeed};

#[test]
fn help_succeeds_and_names_the_command_zombienet_looks_for() {
    let help = stdout_of(&["--help"]);
    for word in ["export-chain-spec", "build-spec", "--validator", "--prometheus-external"] {
        assert!(help.contains(word), "no {word} in the help");
    }
}

#[test]
fn the_version_is_the_packages() {
    assert!(stdout_of(&["--version"]).contains(env!("CARGO_PKG_VERSION")));
}

#[test]
fn an_unknown_flag_is_refused() {
    assert!(error(&["--no-such-flag"]).contains("--no-such-flag"));
}

#[test]
fn no_chain_is_joined_silently() {
    for command in [&[][..], &["chain-info"], &["purge-chain", "-y"], &["--validator"]] {
        let error = error(command);
        assert!(error.starts_with("Error: no chain was chosen: pass --chain"), "{error}");
    }
}

#[test]
fn an_unknown_chain_is_refused_by_name() {
    for command in [&["--chain", "atlantis"][..], &["export-chain-spec", "--chain", "atlantis"]] {
        assert!(error(command).starts_with("Error: there is no chain `atlantis`"));
    }
}

#[test]
fn a_malformed_chain_spec_is_refused_with_its_path() {
    let folder = Folder::new();
    for content in ["", "{", "[]", "{\"name\": \"x\"}"] {
        let file = folder.write("spec.json", content);
        let error = error(&["--chain", &file, "--base-path", folder.arg()]);
        assert!(error.starts_with("Error: cannot read the chain spec") && error.contains(&file));
    }
}

#[test]
fn a_genesis_that_cannot_be_built_is_refused() {
    let folder = Folder::new();
    for genesis in [
        "{}",
        "{\"stateRootHash\": \"0x00\"}",
        "{\"runtimeGenesis\": {\"code\": \"0x00\", \"patch\": {}}}",
        "{\"raw\": {\"top\": {}, \"childrenDefault\": {}}}",
    ] {
        let spec = format!(
            "{{\"name\": \"x\", \"id\": \"x\", \"bootNodes\": [], \"genesis\": {genesis}}}"
        );
        let file = folder.write("spec.json", &spec);
        let arguments = ["export-state", "--chain", &file, "--base-path", folder.arg()];
        let error = error(&arguments);
        assert!(error.len() < 300, "not a clear line: {error}");
    }
}

#[test]
fn an_unusable_base_path_is_refused() {
    let folder = Folder::new();
    let file = folder.write("file", "");
    let spec = folder.write(
        "spec.json",
        "{\"name\": \"x\", \"id\": \"x\", \"bootNodes\": [],
          \"genesis\": {\"raw\": {\"top\": {}, \"childrenDefault\": {}}}}",
    );
    let error = error(&["--chain", &spec, "--base-path", &file]);
    assert!(error.starts_with("Error: cannot use the base path") && error.contains(&file));
}

#[test]
fn account_keys_are_made_without_a_chain() {
    let key = stdout_of(&["key", "generate"]);
    assert!(key.contains("Secret phrase:") && key.contains("SS58 Address:"), "{key}");
    let alice = stdout_of(&["key", "inspect", "//Alice"]);
    assert!(alice.contains("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"), "{alice}");
}

#[test]
fn a_node_key_needs_a_chain_only_for_its_place_under_a_base_path() {
    let folder = Folder::new();
    let key = stdout_of(&["key", "generate-node-key"]);
    assert_eq!(key.trim().len(), 64, "{key}");
    let file = folder.path().join("node-key");
    let file = file.to_str().expect("plain name");
    stdout_of(&["key", "generate-node-key", "--file", file]);
    assert!(stdout_of(&["key", "inspect-node-key", "--file", file]).starts_with("12D3Koo"));
    let error = error(&["key", "generate-node-key", "--base-path", folder.arg()]);
    assert!(error.contains("no chain was chosen"), "{error}");
}

#[test]
fn a_malformed_key_is_refused() {
    let folder = Folder::new();
    let file = folder.write("key", "not a key");
    assert!(!error(&["key", "inspect-node-key", "--file", &file]).is_empty());
    assert!(!error(&["key", "inspect-node-key", "--file", "/no/such/file"]).is_empty());
}

#[test]
fn a_bad_list_of_sources_is_refused_before_anything_starts() {
    let folder = Folder::new();
    let good = "[[sources]]\nname = \"one\"\nurl = \"https://one.example/\"\nevery = 5\n\
                readings = [{ feed = \"BTC/USD\", path = \"last\" }]\n";
    for (from, to, line, reason) in [
        ("every = 5", "every = \"5\"", 4, "expected u32"),
        ("every = 5", "tiemout = 5", 4, "unknown field `tiemout`"),
        ("name = \"one\"", "name = \"one", 2, "invalid basic string"),
        ("https:", "http:", 3, "source `one`: http:// is for this machine only"),
        ("BTC/USD", "USD/USD", 5, "a currency has no price in itself"),
    ] {
        let file = folder.write("sources.toml", &good.replace(from, to));
        for command in
            [&["--oracle-sources", &file][..], &["oracle", "check", "--oracle-sources", &file]]
        {
            let error = error(command);
            assert!(error.starts_with(&format!("Error: `{file}`, line {line}: ")), "{error}");
            assert!(error.contains(reason), "{error}");
        }
    }
    let error = error(&["--oracle-sources", "/no/such/file"]);
    assert!(
        error.starts_with("Error: cannot read the list of sources `/no/such/file`: "),
        "{error}"
    );
    // With a good list the node goes on to ask for its chain.
    let file = folder.write("sources.toml", good);
    let error = common::error(&["--oracle-sources", &file]);
    assert!(error.contains("no chain was chosen"), "{error}");
}

#[test]
fn the_price_server_serves_what_its_list_says_until_it_is_stopped() {
    let folder = Folder::new();
    let server = PriceFeed::start(&[]);
    let port = server.port().to_string();
    let list = stdout_of(&["price-feed", "--print-sources", "--port", &port]);
    let file = folder.write("sources.toml", &list);
    let table = stdout_of(&["oracle", "check", "--oracle-sources", &file]);
    for line in ["TIDE/USD", "BTC/USD", "5 of 5", "6 of 6"] {
        assert!(table.contains(line), "no {line}: {table}");
    }
    let taken = error(&["price-feed", "--port", &port]);
    let expected = format!("Error: port {port} is already in use; choose another with --port");
    assert_eq!(taken, expected);
    assert!(server.terminate().success());
    // Without the server nobody answers, and no feed has a price.
    let error = error(&["oracle", "check", "--oracle-sources", &file]);
    assert!(error.starts_with("Error: there is no price for BTC/USD, "), "{error}");
}

#[test]
fn a_price_server_that_cannot_start_is_refused() {
    let folder = Folder::new();
    let file = folder.write("prices.csv", "0,TIDE,0.5\n60,TIDE,free\n");
    let error = error(&["price-feed", "--port=0", "--csv", &file]);
    assert_eq!(error, format!("Error: `{file}`, line 2: `free` is not a price: not a number"));
}

#[cfg(not(feature = "fast"))]
#[test]
fn test_chains_are_refused_without_their_periods() {
    for chain in ["dev", "local"] {
        assert!(error(&["export-chain-spec", "--chain", chain]).contains("feature `fast`"));
    }
    assert!(error(&["--dev"]).contains("feature `fast`"));
}

/// What needs a chain with a genesis.
#[cfg(feature = "fast")]
mod on_a_chain {
    use super::*;
    use common::{error_of, finish, free_port, tidewater, Node, Ports};
    use serde_json::{json, Value};
    use std::{net::TcpListener, sync::OnceLock};

    /// The development chain as a raw specification, written once: with it a command does not
    /// have to build the genesis by running the runtime, which takes seconds.
    fn raw_dev() -> &'static str {
        static PATH: OnceLock<String> = OnceLock::new();
        PATH.get_or_init(|| {
            let path = concat!(env!("CARGO_TARGET_TMPDIR"), "/dev.raw.json").to_owned();
            stdout_of(&["export-chain-spec", "--chain", "dev", "--raw", "--output", &path]);
            path
        })
    }

    /// A command line on the development chain in a base path of its own.
    fn on_dev<'a>(base: &'a Folder, command: &[&'a str]) -> Vec<&'a str> {
        [command, &["--dev", "--chain", raw_dev(), "--base-path", base.arg()]].concat()
    }

    #[test]
    fn both_commands_write_the_chain_spec() {
        // Without the flag, `build-spec` would make a node key in the user's own data folder.
        for (command, chain) in [
            (&["export-chain-spec"][..], "local"),
            (&["build-spec", "--disable-default-bootnode"], "dev"),
        ] {
            let spec = stdout_of(&[command, &["--chain", chain]].concat());
            let spec: Value = serde_json::from_str(&spec).expect("JSON");
            assert_eq!(spec["id"], format!("tidewater_{chain}"));
            assert_eq!(spec["properties"]["tokenSymbol"], "TIDE");
            assert!(spec.get("lightSyncState").is_some(), "the sync-state RPC needs the field");
            assert!(spec["genesis"]["runtimeGenesis"].is_object(), "not plain");
        }
        let raw = std::fs::read_to_string(raw_dev()).expect("written");
        let raw: Value = serde_json::from_str(&raw).expect("JSON");
        assert!(raw["genesis"]["raw"]["top"].is_object(), "not raw");
    }

    #[test]
    fn a_chain_spec_that_cannot_be_written_is_refused_with_its_path() {
        let arguments = ["export-chain-spec", "--chain", "dev", "--output", "/no/such/folder/spec"];
        assert!(error(&arguments).starts_with("Error: cannot write `/no/such/folder/spec`: "));
    }

    #[test]
    fn a_chain_is_made_told_about_and_purged() {
        let folder = Folder::new();
        let run = |command: &[&str]| stdout_of(&on_dev(&folder, command));
        run(&["export-state"]);
        let info: Value = serde_json::from_str(&run(&["chain-info"])).expect("JSON");
        assert_eq!((&info["best_number"], &info["finalized_number"]), (&json!(0), &json!(0)));
        let database = folder.path().join("chains/tidewater_dev/paritydb/full");
        assert!(database.exists(), "ParityDB is the default");
        assert!(run(&["chain-info", "--database", "auto"]).contains("genesis_hash"));
        run(&["revert", "1"]);
        run(&["purge-chain", "-y"]);
        assert!(!database.exists());
        run(&["purge-chain", "-y"]);
    }

    #[test]
    fn session_keys_are_stored_for_a_chain() {
        let folder = Folder::new();
        stdout_of(&[
            "key",
            "insert",
            "--chain",
            "dev",
            "--base-path",
            folder.arg(),
            "--key-type",
            "babe",
            "--scheme",
            "sr25519",
            "--suri",
            "//Alice",
        ]);
        let stored = folder.path().join("chains/tidewater_dev/keystore");
        assert_eq!(stored.read_dir().expect("there is a keystore").count(), 1);
    }

    #[test]
    fn the_database_of_another_chain_is_refused() {
        let folder = Folder::new();
        let base = folder.arg();
        let raw = std::fs::read_to_string(raw_dev()).expect("written");
        let mut spec: Value = serde_json::from_str(&raw).expect("JSON");
        spec["genesis"]["raw"]["top"]["0x6f74686572"] = json!("0x01");
        let other = folder.write("other.json", &spec.to_string());

        stdout_of(&["export-state", "--chain", raw_dev(), "--base-path", base]);
        stdout_of(&["export-state", "--chain", raw_dev(), "--base-path", base]);
        for command in [&["export-state"][..], &[]] {
            let chain = ["--chain", &other, "--base-path", base];
            let ports = ["--port=0", "--rpc-port=0", "--prometheus-port=0"];
            let ports = if command.is_empty() { &ports[..] } else { &[] };
            let error = error(&[command, &chain[..], ports].concat());
            assert!(error.starts_with("Error: the database in `"), "{error}");
            assert!(error.contains("belongs to another chain"), "{error}");
        }
    }

    #[test]
    fn a_validator_without_a_lasting_network_key_is_refused() {
        let folder = Folder::new();
        let error = error(&["--chain", "local", "--validator", "--base-path", folder.arg()]);
        assert!(error.contains("network key") && error.contains("generate-node-key"), "{error}");
    }

    #[test]
    fn offchain_workers_without_certificates_are_refused() {
        let nowhere = |arguments: &[&str]| {
            let mut command = tidewater(arguments);
            command.env("SSL_CERT_FILE", "/no/such/file").env("SSL_CERT_DIR", "/no/such/folder");
            command.spawn().expect("the binary starts")
        };
        let arguments = ["--dev", "--port=0", "--rpc-port=0", "--prometheus-port=0"];
        let error = error_of(&finish(nowhere(&arguments)));
        assert!(error.contains("ca-certificates") && error.contains("Debian"), "{error}");
    }

    #[test]
    fn a_port_in_use_is_refused_with_its_purpose_and_flag() {
        for (flag, purpose) in
            [("--port", "p2p"), ("--rpc-port", "RPC"), ("--prometheus-port", "Prometheus")]
        {
            let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
            let taken = taken.local_addr().map(|address| (taken, address.port())).expect("bound");
            let mut arguments = vec!["--dev".to_owned()];
            for other in ["--port", "--rpc-port", "--prometheus-port"] {
                let port = if other == flag { taken.1 } else { 0 };
                arguments.push(format!("{other}={port}"));
            }
            let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
            let error = error(&arguments);
            assert!(error.starts_with(&format!("Error: port {} ({purpose}, ", taken.1)), "{error}");
            assert!(error.ends_with(&format!("choose another with {flag}")), "{error}");
        }
    }

    #[test]
    fn one_port_for_two_purposes_is_refused() {
        let port = free_port();
        let (p2p, rpc) = (format!("--port={port}"), format!("--rpc-port={port}"));
        let error = error(&["--dev", &p2p, &rpc, "--prometheus-port=0"]);
        assert!(error.contains("is also wanted for p2p"), "{error}");
    }

    #[test]
    fn a_development_chain_produces_blocks_serves_its_methods_and_stops_when_told() {
        for more in [&[][..], &["--network-backend=libp2p", "--chain", raw_dev()]] {
            let ports = Ports::free();
            let node = Node::start(ports, &[&["--dev"][..], more].concat());
            // The sync-state RPC has nothing to say about the genesis block.
            node.wait_until("waited for finality", |node| node.finalized_number() > 0);

            let methods = node.call("rpc_methods", json!([]))["methods"].to_string();
            for method in [
                "amm_quoteExactIn",
                "amm_quoteExactOut",
                "amm_pool",
                "amm_poolId",
                "amm_pools",
                "system_accountNextIndex",
                "payment_queryInfo",
                "babe_epochAuthorship",
                "grandpa_roundState",
                "grandpa_subscribeJustifications",
                "sync_state_genSyncSpec",
                "author_rotateKeysWithOwner",
                "chainHead_v1_follow",
            ] {
                assert!(methods.contains(&format!("\"{method}\"")), "no {method}");
            }
            assert_eq!(node.call("amm_pool", json!([u32::MAX])), Value::Null);
            assert!(node.call("amm_pools", json!([0, 10])).is_array());
            assert!(node.call("grandpa_roundState", json!([]))["setId"].is_number());
            let synced = node.call("sync_state_genSyncSpec", json!([true]));
            assert!(synced["lightSyncState"]["finalizedBlockHeader"].is_string());

            // A second node on one of its ports has to say so instead of starting.
            let second = Ports { p2p: ports.p2p, ..Ports::free() };
            let flags = second.flags();
            let flags: Vec<_> = flags.iter().map(String::as_str).collect();
            let error = error(&[&["--dev"][..], &flags].concat());
            assert!(error.contains(&format!("port {} (p2p, ", ports.p2p)), "{error}");

            let status = node.terminate();
            assert!(status.success(), "{status}");
        }
    }

    #[test]
    fn blocks_survive_a_restart_and_move_between_databases() {
        let (first, second) = (Folder::new(), Folder::new());
        let node = Node::start(Ports::free(), &on_dev(&first, &[]));
        node.wait_until("waited for block 3", |node| node.best_number() >= 3);
        let hash = node.call("chain_getBlockHash", json!([1]));
        assert!(node.terminate().success());

        let file = first.path().join("blocks");
        let file = file.to_str().expect("plain name");
        stdout_of(&on_dev(&first, &["export-blocks", "--to", "2", "--binary", file]));
        stdout_of(&on_dev(&second, &["import-blocks", "--binary", file]));
        stdout_of(&on_dev(&first, &["check-block", "1"]));
        let info = stdout_of(&on_dev(&second, &["chain-info"]));
        let info: Value = serde_json::from_str(&info).expect("JSON");
        assert_eq!(info["best_number"], 2);
        let missing = error(&on_dev(&second, &["import-blocks", "/no/such/file"]));
        assert!(missing.starts_with("Error: cannot read `/no/such/file`: "), "{missing}");

        let node = Node::start(Ports::free(), &on_dev(&first, &[]));
        assert_eq!(node.call("chain_getBlockHash", json!([1])), hash);
        assert!(error(&on_dev(&first, &["chain-info"])).contains("in use"));
    }
}
