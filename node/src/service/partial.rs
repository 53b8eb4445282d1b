//! Opening the chain: database, client, transaction pool and the rules for importing blocks. This
//! much the tools on the command line need too.

use super::{Executor, FullBackend, FullClient, ImportQueue, SelectChain, TransactionPool};
use polkadot_sdk::{
    sc_chain_spec::{BuildGenesisBlock, GenesisBlockBuilder},
    sc_client_api::Backend,
    sc_consensus_babe::{self, BabeBlockImport, BabeLink, BabeWorkerHandle, ImportQueueParams},
    sc_consensus_grandpa::{self, GrandpaBlockImport, GrandpaPruningFilter, LinkHalf},
    sc_service::{
        self, Configuration, Error as ServiceError, KeystoreContainer, PartialComponents,
        TaskManager,
    },
    sc_telemetry::{Telemetry, TelemetryHandle, TelemetryWorker},
    sc_transaction_pool,
    sc_transaction_pool_api::OffchainTransactionPoolFactory,
    sp_blockchain::HeaderBackend,
    sp_consensus_babe::{
        inherents::{BabeCreateInherentDataProviders, InherentDataProvider as SlotProvider},
        SlotDuration,
    },
    sp_core::storage::Storage,
    sp_runtime::traits::Block as _,
    sp_timestamp,
};
use std::sync::Arc;
use tidewater_primitives::{Hash, OpaqueBlock};

/// GRANDPA proves finality at least every this many blocks: a shorter period gives a node that
/// joins by warp sync a fresher start, a longer one saves everybody the space of the proofs.
pub(super) const JUSTIFICATION_PERIOD: u32 = 512;

/// Names the current slot and time to the block being built or checked.
pub(super) type Inherents = BabeCreateInherentDataProviders<OpaqueBlock>;
type GrandpaImport = GrandpaBlockImport<FullBackend, OpaqueBlock, FullClient, SelectChain>;
/// The way of a block into the database, ours or from the network.
pub(super) type BabeImport =
    BabeBlockImport<OpaqueBlock, FullClient, GrandpaImport, Inherents, SelectChain>;

/// What a running node needs of consensus beyond importing blocks.
pub(crate) struct Consensus {
    pub(super) block_import: BabeImport,
    pub(super) babe_link: BabeLink<OpaqueBlock>,
    pub(super) babe_worker: BabeWorkerHandle<OpaqueBlock>,
    pub(super) grandpa_link: LinkHalf<OpaqueBlock, FullClient, SelectChain>,
    pub(super) inherents: Inherents,
    pub(super) telemetry: Option<Telemetry>,
}

/// An opened chain.
pub(crate) type Parts = PartialComponents<
    FullClient,
    FullBackend,
    SelectChain,
    ImportQueue,
    TransactionPool,
    Consensus,
>;

/// Opens the chain of `config`.
pub(crate) fn open(config: &Configuration) -> Result<Parts, ServiceError> {
    let telemetry = telemetry(config)?;
    let telemetry_handle = telemetry.as_ref().map(|(_, telemetry)| telemetry.handle());
    let Opened { client, backend, keystore_container, task_manager } =
        open_client(config, telemetry_handle.clone())?;
    let telemetry = telemetry.map(|(worker, telemetry)| {
        task_manager.spawn_handle().spawn("telemetry", None, worker.run());
        telemetry
    });

    let select_chain = SelectChain::new(backend.clone());
    let transaction_pool = Arc::new(
        sc_transaction_pool::Builder::new(
            task_manager.spawn_essential_handle(),
            client.clone(),
            config.role.is_authority().into(),
        )
        .with_options(config.transaction_pool.clone())
        .with_prometheus(config.prometheus_registry())
        .build(),
    );
    let (import_queue, mut consensus) = import_rules(
        config,
        &task_manager,
        (&client, &select_chain, &transaction_pool),
        telemetry_handle,
    )?;
    consensus.telemetry = telemetry;

    Ok(PartialComponents {
        client,
        backend,
        task_manager,
        keystore_container,
        select_chain,
        import_queue,
        transaction_pool,
        other: consensus,
    })
}

/// The connection to the telemetry servers, if any are configured.
fn telemetry(config: &Configuration) -> Result<Option<(TelemetryWorker, Telemetry)>, ServiceError> {
    let endpoints = config.telemetry_endpoints.clone().filter(|endpoints| !endpoints.is_empty());
    let Some(endpoints) = endpoints else { return Ok(None) };
    let worker = TelemetryWorker::new(16)?;
    let telemetry = worker.handle().new_telemetry(endpoints);
    Ok(Some((worker, telemetry)))
}

/// A client on its database.
struct Opened {
    client: Arc<FullClient>,
    backend: Arc<FullBackend>,
    keystore_container: KeystoreContainer,
    task_manager: TaskManager,
}

/// Opens the database, writing the genesis block if it is new, and puts a client on it.
fn open_client(
    config: &Configuration,
    telemetry: Option<TelemetryHandle>,
) -> Result<Opened, ServiceError> {
    let executor: Executor = sc_service::new_wasm_executor(&config.executor);
    let mut database = config.db_config();
    // Warp sync proves the chain by the justifications at authority changes, so a node that
    // prunes blocks has to keep those.
    database.pruning_filters = vec![Arc::new(GrandpaPruningFilter)];
    let backend = sc_service::new_db_backend(database)?;

    let genesis = genesis(config)?;
    ensure_same_genesis(config, &backend, &executor, &genesis)?;

    let genesis = GenesisBlockBuilder::new_with_storage(
        genesis,
        !config.no_genesis(),
        backend.clone(),
        executor.clone(),
    )?;
    let (client, backend, keystore_container, task_manager) =
        sc_service::new_full_parts_with_genesis_builder(
            config, telemetry, executor, backend, genesis, false,
        )?;
    Ok(Opened { client: Arc::new(client), backend, keystore_container, task_manager })
}

/// The state that the chain begins with.
pub(crate) fn genesis(config: &Configuration) -> Result<Storage, ServiceError> {
    config.chain_spec.as_storage_builder().build_storage().map_err(|error| {
        ServiceError::Other(format!(
            "cannot build the genesis of chain `{}`: {error}",
            config.chain_spec.id()
        ))
    })
}

/// Refuses a database that another chain has been written to. The SDK itself looks only for
/// whether there is a genesis block: it would go on with the old chain and ignore the new spec.
fn ensure_same_genesis(
    config: &Configuration,
    backend: &Arc<FullBackend>,
    executor: &Executor,
    genesis: &Storage,
) -> Result<(), ServiceError> {
    let stored = backend.blockchain().info().genesis_hash;
    if stored == Hash::default() {
        return Ok(());
    }
    let builder = GenesisBlockBuilder::<OpaqueBlock, _, _>::new_with_storage(
        genesis.clone(),
        false,
        backend.clone(),
        executor.clone(),
    )?;
    let (block, _never_committed) = builder.build_genesis_block()?;
    let expected = block.header().hash();
    if stored == expected {
        return Ok(());
    }
    Err(ServiceError::Other(format!(
        "the database in `{}` belongs to another chain: its genesis is {stored:?}, the chain spec's \
         is {expected:?}; choose another --base-path or delete the database with `purge-chain`",
        config.data_path.display()
    )))
}

/// The rules by which blocks are imported: GRANDPA's inside BABE's.
fn import_rules(
    config: &Configuration,
    tasks: &TaskManager,
    (client, select_chain, pool): (&Arc<FullClient>, &SelectChain, &Arc<TransactionPool>),
    telemetry: Option<TelemetryHandle>,
) -> Result<(ImportQueue, Consensus), ServiceError> {
    let (grandpa_import, grandpa_link) = sc_consensus_grandpa::block_import(
        client.clone(),
        JUSTIFICATION_PERIOD,
        client,
        select_chain.clone(),
        telemetry.clone(),
    )?;
    let justification_import = Some(Box::new(grandpa_import.clone()) as Box<_>);

    let babe = sc_consensus_babe::configuration(&**client)?;
    let slot_duration = babe.slot_duration();
    let inherents = inherents(slot_duration);
    let (block_import, babe_link) = sc_consensus_babe::block_import(
        babe,
        grandpa_import,
        client.clone(),
        inherents.clone(),
        select_chain.clone(),
        OffchainTransactionPoolFactory::new(pool.clone()),
    )?;
    let (import_queue, babe_worker) = sc_consensus_babe::import_queue(ImportQueueParams {
        link: babe_link.clone(),
        block_import: block_import.clone(),
        justification_import,
        client: client.clone(),
        slot_duration,
        spawner: &tasks.spawn_essential_handle(),
        registry: config.prometheus_registry(),
        telemetry,
    })?;

    let consensus = Consensus {
        block_import,
        babe_link,
        babe_worker,
        grandpa_link,
        inherents,
        telemetry: None,
    };
    Ok((import_queue, consensus))
}

/// Slot and time by this machine's clock.
fn inherents(slot_duration: SlotDuration) -> Inherents {
    Arc::new(move |_parent, ()| async move {
        let time = sp_timestamp::InherentDataProvider::from_system_time();
        let slot = SlotProvider::from_timestamp_and_slot_duration(*time, slot_duration);
        Ok((slot, time))
    })
}
