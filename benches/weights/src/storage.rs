//! What a read and a write of the database cost.

use crate::{
    output::{tidy, Output},
    PRESET,
};
use clap::{Args, Parser};
use frame_benchmarking_cli::{OpaqueBlock, StorageCmd};
use sc_chain_spec::{ChainSpec, GenericChainSpec, GenesisBlockBuilder, NoExtension};
use sc_cli::{Result, SubstrateCli};
use sc_client_api::execution_extensions::ExecutionExtensions;
use sc_executor::WasmExecutor;
use sc_service::{
    new_client, new_db_backend, Configuration, TFullBackend, TFullClient, TaskManager,
};
use sp_crypto_hashing::{blake2_128, blake2_256, blake2_512, twox_128};
use sp_storage::Storage;
use std::{ffi::OsString, sync::Arc};

const TEMPLATE: &str = include_str!("../templates/paritydb.hbs");

type Executor = WasmExecutor<sp_io::SubstrateHostFunctions>;
type Backend = TFullBackend<OpaqueBlock>;
type Client = TFullClient<OpaqueBlock, (), Executor>;

/// How large a database, and how it is used.
#[derive(Debug, Args)]
pub(crate) struct StorageAccess {
    /// Accounts in the database; each is read and written once.
    #[arg(long, default_value_t = 1_000_000)]
    accounts: u64,

    /// Writes that share one commit, as those of a block do.
    #[arg(long, default_value_t = 1_000)]
    batch: u64,
}

impl Default for StorageAccess {
    fn default() -> Self {
        Self { accounts: 1_000_000, batch: 1_000 }
    }
}

impl StorageAccess {
    /// Fills a database, uses it and writes the file.
    pub(crate) fn measure(&self, output: &Output) -> Result<()> {
        let path = output.weights("paritydb.rs");
        let measured = output.temporary("paritydb.rs");
        let command = StorageCmd::try_parse_from(self.arguments(output, measured.clone().into())?)?;
        let tokio = sc_cli::build_runtime()?;
        let chain = Chain { code: output.code() };
        let config = chain.create_configuration(&command, tokio.handle().clone())?;
        let (client, backend) = self.open(&config)?;
        command.run::<OpaqueBlock, Backend, Client>(
            config,
            client,
            backend.expose_db(),
            backend.expose_storage(),
            backend.expose_shared_trie_cache(),
        )?;
        std::fs::copy(measured, &path)?;
        tidy(&path)
    }

    fn arguments(&self, output: &Output, measured: OsString) -> Result<Vec<OsString>> {
        let batch = self.batch.to_string();
        let command = format!("storage --accounts {} --batch {batch}", self.accounts);
        let mut arguments: Vec<OsString> = vec!["storage".into()];
        let named: [(&str, OsString); 11] = [
            ("--database", "paritydb".into()),
            ("--base-path", output.temporary("database").into()),
            // With pruning, the journal of the first block would hold the whole database once more.
            ("--state-pruning", "archive".into()),
            ("--state-version", "1".into()),
            ("--batch-size", batch.into()),
            // The same keys in the same order each time.
            ("--random-seed", "1".into()),
            // The room that the Fellowship's runtimes leave above an average.
            ("--mul", "1.1".into()),
            ("--warmups", "1".into()),
            ("--template-path", output.write_temporary("paritydb.hbs", TEMPLATE)?.into()),
            ("--header", output.header_file(&command)?.into()),
            ("--weight-path", measured),
        ];
        arguments.extend(named.into_iter().flat_map(|(flag, value)| [flag.into(), value]));
        // A solo chain's blocks are executed without recording a proof. The trie cache is off unless
        // asked for.
        arguments.push("--disable-pov-recorder".into());
        Ok(arguments)
    }

    /// A client whose genesis block holds the preset and the accounts.
    fn open(&self, config: &Configuration) -> Result<(Arc<Client>, Arc<Backend>)> {
        let mut genesis = config.chain_spec.as_storage_builder().build_storage()?;
        fill(&mut genesis, self.accounts);
        println!("writing {} keys to ParityDB", genesis.top.len());
        // The benchmarking functions that the runtime imports are never called here.
        let executor = Executor::builder().with_allow_missing_host_functions(true).build();
        let backend = new_db_backend(config.db_config())?;
        let genesis = GenesisBlockBuilder::new_with_storage(
            genesis,
            true,
            backend.clone(),
            executor.clone(),
        )?;
        let tasks = TaskManager::new(config.tokio_handle.clone(), None)
            .map_err(|error| format!("no task can be started: {error}"))?;
        let client = new_client(
            backend.clone(),
            executor.clone(),
            genesis,
            Default::default(),
            Default::default(),
            ExecutionExtensions::new(None, Arc::new(executor)),
            Box::new(tasks.spawn_handle()),
            None,
            None,
            Default::default(),
        )?;
        Ok((Arc::new(client), backend))
    }
}

/// Adds accounts, with the keys and the size of `System::Account` and with contents that all differ:
/// equal ones would share a place in the database.
fn fill(genesis: &mut Storage, accounts: u64) {
    let prefix = [twox_128(b"System"), twox_128(b"Account")].concat();
    for index in 0..accounts {
        let account = blake2_256(&index.to_le_bytes());
        let key = [prefix.as_slice(), &blake2_128(&account), &account].concat();
        // Four counters and four amounts.
        let value = [&[0; 16], blake2_512(&account).as_slice()].concat();
        genesis.top.insert(key, value);
    }
}

/// What the library asks of a node's command line: the chain, and names for the rest.
struct Chain {
    code: &'static [u8],
}

impl SubstrateCli for Chain {
    fn impl_name() -> String {
        env!("CARGO_PKG_NAME").into()
    }

    fn impl_version() -> String {
        env!("CARGO_PKG_VERSION").into()
    }

    fn description() -> String {
        env!("CARGO_PKG_DESCRIPTION").into()
    }

    fn author() -> String {
        env!("CARGO_PKG_AUTHORS").into()
    }

    fn support_url() -> String {
        "the issue tracker of the Tidewater repository".into()
    }

    fn copyright_start_year() -> i32 {
        2026
    }

    fn load_spec(&self, _: &str) -> std::result::Result<Box<dyn ChainSpec>, String> {
        let spec = GenericChainSpec::<NoExtension, ()>::builder(self.code, NoExtension::None)
            .with_genesis_config_preset_name(PRESET)
            .build();
        Ok(Box::new(spec))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_have_keys_and_values_of_their_own() {
        let mut genesis = Storage::default();
        fill(&mut genesis, 100);
        assert_eq!(genesis.top.len(), 100);
        let mut values: Vec<_> = genesis.top.values().collect();
        values.dedup();
        assert_eq!(values.len(), 100);
        assert!(genesis.top.iter().all(|(key, value)| key.len() == 80 && value.len() == 80));
    }
}
