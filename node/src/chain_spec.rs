//! The chains this binary knows, and how to read others from a file.

use polkadot_sdk::{
    sc_chain_spec::{ChainSpecExtension, ChainType, GenericChainSpec, Properties},
    sc_cli,
    sc_client_api::{BadBlocks, ForkBlocks},
    sc_sync_state_rpc::LightSyncStateExtension,
};
use serde::{Deserialize, Serialize};
use std::path::Path;
use tidewater_primitives::{
    constants::{SS58_PREFIX, TOKEN_DECIMALS, TOKEN_SYMBOL},
    OpaqueBlock,
};
use tidewater_runtime::WASM_BINARY;

/// What a chain specification may say beyond the standard fields.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ChainSpecExtension)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Extensions {
    /// Blocks that must have a given hash, for a network that has settled on one side of a fork.
    pub(crate) fork_blocks: ForkBlocks<OpaqueBlock>,
    /// Blocks that are never imported.
    pub(crate) bad_blocks: BadBlocks<OpaqueBlock>,
    /// A finalized state from which a light client may start; the sync-state RPC fills it in.
    pub(crate) light_sync_state: LightSyncStateExtension,
}

/// The specification of a Tidewater chain.
pub(crate) type ChainSpec = GenericChainSpec<Extensions>;

/// The prefix of this chain's network protocols that are not named after the genesis hash.
const PROTOCOL_ID: &str = "tidewater";

/// Loads the chain that `--chain` names: `dev`, `local`, or the path of a specification file.
///
/// There is no default. Whoever forgets the flag must not find out later which chain was joined.
pub(crate) fn load(id: &str) -> Result<Box<dyn sc_cli::ChainSpec>, String> {
    let spec = match id {
        "" => return Err(format!("no chain was chosen: {}", choices())),
        "dev" => built_in("dev", "Tidewater Development", ChainType::Development)?,
        "local" => built_in("local", "Tidewater Local Testnet", ChainType::Local)?,
        path => from_file(Path::new(path))?,
    };
    Ok(Box::new(spec))
}

/// What `--chain` accepts, as advice at the end of an error.
fn choices() -> &'static str {
    if cfg!(feature = "fast") {
        "pass --chain dev, --chain local, or --chain with the path of a chain-spec file"
    } else {
        "pass --chain with the path of a chain-spec file"
    }
}

/// A chain whose genesis is the runtime's preset of the same name.
fn built_in(preset: &str, name: &str, chain_type: ChainType) -> Result<ChainSpec, String> {
    if !cfg!(feature = "fast") {
        return Err(format!(
            "the chain `{preset}` exists only in a binary built with the feature `fast`; {}",
            choices()
        ));
    }
    let code = WASM_BINARY.ok_or(
        "this binary was built with SKIP_WASM_BUILD and carries no runtime: build it again without",
    )?;
    Ok(ChainSpec::builder(code, Extensions::default())
        .with_name(name)
        .with_id(&format!("tidewater_{preset}"))
        .with_chain_type(chain_type)
        .with_protocol_id(PROTOCOL_ID)
        .with_properties(properties())
        .with_genesis_config_preset_name(preset)
        .build())
}

/// What wallets need to know to show addresses and amounts.
fn properties() -> Properties {
    let mut properties = Properties::new();
    properties.insert("tokenSymbol".into(), TOKEN_SYMBOL.into());
    properties.insert("tokenDecimals".into(), TOKEN_DECIMALS.into());
    properties.insert("ss58Format".into(), SS58_PREFIX.into());
    properties.insert("isEthereum".into(), false.into());
    properties
}

/// Reads a specification, plain or raw, from a JSON file.
fn from_file(path: &Path) -> Result<ChainSpec, String> {
    if !path.exists() {
        return Err(format!("there is no chain `{}`: {}", path.display(), choices()));
    }
    ChainSpec::from_json_file(path.to_path_buf())
        .map_err(|error| format!("cannot read the chain spec `{}`: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn error_for(id: &str) -> String {
        match load(id) {
            Ok(spec) => panic!("`{id}` was read as {}", spec.id()),
            Err(error) => error,
        }
    }

    /// A file in the system's temporary folder that goes away with the value.
    struct TempFile(std::path::PathBuf);

    impl TempFile {
        fn new(name: &str, content: &str) -> Self {
            let path =
                std::env::temp_dir().join(format!("tidewater-{}-{name}", std::process::id()));
            std::fs::write(&path, content).expect("the temporary folder is writable");
            Self(path)
        }

        fn path(&self) -> &str {
            self.0.to_str().expect("the temporary folder has a plain name")
        }
    }

    impl Drop for TempFile {
        fn drop(&mut self) {
            let _ = std::fs::remove_file(&self.0);
        }
    }

    #[test]
    fn no_chain_is_chosen_silently() {
        assert!(error_for("").starts_with("no chain was chosen: pass --chain"));
    }

    #[test]
    fn an_unknown_name_is_refused_by_name() {
        assert!(error_for("mainnet-of-dreams").contains("`mainnet-of-dreams`"));
    }

    #[test]
    fn a_folder_is_not_a_chain_spec() {
        let folder = std::env::temp_dir();
        let error = error_for(folder.to_str().expect("plain name"));
        assert!(error.starts_with("cannot read the chain spec"), "{error}");
    }

    #[test]
    fn malformed_json_is_refused_with_the_file_and_the_place() {
        for (name, content) in [("empty", ""), ("text", "not json"), ("bare", "{\"name\": 1}")] {
            let file = TempFile::new(name, content);
            let error = error_for(file.path());
            assert!(error.contains(file.path()) && error.contains("line 1"), "{error}");
        }
    }

    #[test]
    fn a_spec_without_our_extensions_is_read() {
        let content = json!({
            "name": "Test", "id": "test", "bootNodes": [], "telemetryEndpoints": null,
            "protocolId": null, "properties": null,
            "genesis": { "raw": { "top": {}, "childrenDefault": {} } },
        });
        let file = TempFile::new("plain", &content.to_string());
        assert_eq!(load(file.path()).expect("well-formed").id(), "test");
    }

    #[cfg(not(feature = "fast"))]
    #[test]
    fn test_chains_need_the_fast_periods() {
        for chain in ["dev", "local"] {
            assert!(error_for(chain).contains("feature `fast`"));
        }
    }

    #[cfg(feature = "fast")]
    #[test]
    fn built_in_chains_tell_wallets_how_to_show_amounts() {
        if WASM_BINARY.is_none() {
            return;
        }
        for (chain, chain_type) in [("dev", ChainType::Development), ("local", ChainType::Local)] {
            let spec = load(chain).expect("built in");
            assert_eq!(spec.id(), format!("tidewater_{chain}"));
            assert_eq!(spec.chain_type(), chain_type);
            assert_eq!(spec.protocol_id(), Some(PROTOCOL_ID));
            let shown = json!(spec.properties());
            assert_eq!(shown["tokenSymbol"], "TIDE");
            assert_eq!(shown["tokenDecimals"], 12);
            assert_eq!(shown["ss58Format"], 42);
        }
    }
}
