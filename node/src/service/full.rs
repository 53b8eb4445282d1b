//! A running node around an opened chain, one task after the other.

use super::{
    offchain,
    partial::{self, Consensus, JUSTIFICATION_PERIOD},
    FullBackend, FullClient, ImportQueue, SelectChain, TransactionPool,
};
use crate::{
    oracle::{self, BestPrices},
    rpc,
};
use futures::StreamExt;
use polkadot_sdk::{
    sc_authority_discovery::{self, WorkerConfig},
    sc_basic_authorship::ProposerFactory,
    sc_client_api::Backend,
    sc_consensus_babe::{self, BabeParams, SlotProportion},
    sc_consensus_grandpa::{
        self, warp_proof::NetworkProvider, FinalityProofProvider, GrandpaParams, SharedVoterState,
        VotingRulesBuilder,
    },
    sc_consensus_slots::BackoffAuthoringOnFinalizedHeadLagging,
    sc_network::{
        config::FullNetworkConfiguration,
        service::traits::{NetworkService, NotificationService},
        Event, Multiaddr, NetworkBackend, ProtocolName,
    },
    sc_network_sync::{SyncingService, WarpSyncConfig},
    sc_rpc::SubscriptionTaskExecutor,
    sc_service::{
        self, BuildNetworkParams, Configuration, Error as ServiceError, PartialComponents, Role,
        SpawnTasksParams, TaskManager,
    },
    sc_telemetry::TelemetryHandle,
    sc_transaction_pool_api::OffchainTransactionPoolFactory,
    sp_blockchain::HeaderBackend,
    sp_keystore::KeystorePtr,
    substrate_prometheus_endpoint::Registry,
};
use std::{path::PathBuf, sync::Arc, time::Duration};
use tidewater_primitives::{sources::SourceList, Hash, OpaqueBlock};

/// The part of a slot for building a block; the rest is for the others to receive and import it.
/// It is the limit after missed slots too: making up for lost time would lose the next slot.
const PROPOSAL_PORTION: f32 = 0.5;

/// How long GRANDPA expects its messages to travel; its rounds last a few times that.
const GOSSIP_DURATION: Duration = Duration::from_millis(333);

/// What the tasks of a node share.
struct Node {
    client: Arc<FullClient>,
    pool: Arc<TransactionPool>,
    select_chain: SelectChain,
    keystore: KeystorePtr,
    telemetry: Option<TelemetryHandle>,
    registry: Option<Registry>,
    network: Arc<dyn NetworkService>,
    sync: Arc<SyncingService<OpaqueBlock>>,
    choices: Choices,
}

/// What the operator chose, kept when the configuration goes to the SDK.
struct Choices {
    role: Role,
    name: String,
    /// Author even without peers, as a chain of one has to.
    force_authoring: bool,
    finality: bool,
    /// The addresses by which others reach this node, if it does not find out by itself.
    public_addresses: Vec<Multiaddr>,
    /// Tell others addresses of private networks too, for chains that live in one.
    publish_private_addresses: bool,
    /// Where the addresses of other validators are kept over a restart.
    network_folder: Option<PathBuf>,
}

impl Choices {
    fn of(config: &Configuration) -> Self {
        Self {
            role: config.role,
            name: config.network.node_name.clone(),
            force_authoring: config.force_authoring,
            finality: !config.disable_grandpa,
            public_addresses: config.network.public_addresses.clone(),
            publish_private_addresses: config.network.allow_non_globals_in_dht,
            network_folder: config.network.net_config_path.clone(),
        }
    }
}

/// GRANDPA's end of the network.
struct GrandpaNetwork {
    protocol: ProtocolName,
    notifications: Box<dyn NotificationService>,
}

/// What [`sc_service::build_network`] wants, for the network backend `N`.
type NetworkParams<'a, N> =
    BuildNetworkParams<'a, OpaqueBlock, N, TransactionPool, ImportQueue, FullClient>;

/// Starts a node on the network backend `N`. Its off-chain worker is to ask `sources`.
pub(super) fn start<N>(
    config: Configuration,
    sources: &SourceList,
) -> Result<TaskManager, ServiceError>
where
    N: NetworkBackend<OpaqueBlock, Hash>,
{
    let PartialComponents {
        client,
        backend,
        mut task_manager,
        import_queue,
        keystore_container,
        select_chain,
        transaction_pool: pool,
        other: mut consensus,
    } = partial::open(&config)?;

    let authorities = consensus.grandpa_link.shared_authority_set().clone();
    let warp_proofs = NetworkProvider::new(backend.clone(), authorities, Vec::new());
    let warp_sync = WarpSyncConfig::WithProvider(Arc::new(warp_proofs));
    let (network_params, grandpa_network) =
        network_params::<N>(&config, (&client, &pool), import_queue, warp_sync, &task_manager);
    let (network, system_rpc_tx, tx_handler_controller, sync, _bitswap) =
        sc_service::build_network(network_params)?;

    let mut telemetry = consensus.telemetry.take();
    let node = Node {
        client,
        pool,
        select_chain,
        keystore: keystore_container.keystore(),
        telemetry: telemetry.as_ref().map(|telemetry| telemetry.handle()),
        registry: config.prometheus_registry().cloned(),
        network,
        sync,
        choices: Choices::of(&config),
    };
    if config.offchain_worker.enabled {
        if let Some(mut storage) = backend.offchain_storage() {
            oracle::storage::write_list(&mut storage, sources);
        }
        offchain::spawn(&task_manager, node.offchain_surroundings(&backend))?;
    }
    let voter_state = SharedVoterState::empty();
    let prices = node.watch_prices(&task_manager, &backend)?;
    let rpc_builder =
        rpc_builder(&config, &node, &backend, &consensus, (voter_state.clone(), prices));
    sc_service::spawn_tasks(SpawnTasksParams {
        config,
        client: node.client.clone(),
        backend,
        task_manager: &mut task_manager,
        keystore: node.keystore.clone(),
        transaction_pool: node.pool.clone(),
        rpc_builder,
        network: node.network.clone(),
        system_rpc_tx,
        tx_handler_controller,
        sync_service: node.sync.clone(),
        telemetry: telemetry.as_mut(),
        tracing_execute_block: None,
    })?;
    node.join_consensus(&task_manager, consensus, grandpa_network, voter_state)?;
    task_manager.keep_alive(telemetry);
    Ok(task_manager)
}

/// What the network is made of, and GRANDPA's end of it.
fn network_params<'a, N>(
    config: &'a Configuration,
    (client, pool): (&Arc<FullClient>, &Arc<TransactionPool>),
    import_queue: ImportQueue,
    warp_sync: WarpSyncConfig<OpaqueBlock>,
    tasks: &TaskManager,
) -> (NetworkParams<'a, N>, GrandpaNetwork)
where
    N: NetworkBackend<OpaqueBlock, Hash>,
{
    let registry = config.prometheus_registry();
    let metrics = N::register_notification_metrics(registry);
    let mut net_config =
        FullNetworkConfiguration::<_, _, N>::new(&config.network, registry.cloned());

    let genesis = client.info().genesis_hash;
    let protocol = sc_consensus_grandpa::protocol_standard_name(&genesis, &config.chain_spec);
    let (grandpa_config, notifications) =
        sc_consensus_grandpa::grandpa_peers_set_config::<OpaqueBlock, N>(
            protocol.clone(),
            metrics.clone(),
            net_config.peer_store_handle(),
        );
    net_config.add_notification_protocol(grandpa_config);

    let params = BuildNetworkParams {
        config,
        net_config,
        client: client.clone(),
        transaction_pool: pool.clone(),
        spawn_handle: tasks.spawn_handle(),
        spawn_essential_handle: tasks.spawn_essential_handle(),
        import_queue,
        block_announce_validator_builder: None,
        warp_sync_config: Some(warp_sync),
        block_relay: None,
        metrics,
        gap_sync_body_policy: None,
    };
    (params, GrandpaNetwork { protocol, notifications })
}

/// Makes the RPC methods that the SDK does not serve by itself.
fn rpc_builder(
    config: &Configuration,
    node: &Node,
    backend: &Arc<FullBackend>,
    consensus: &Consensus,
    (voter_state, prices): (SharedVoterState, BestPrices),
) -> Box<dyn Fn(SubscriptionTaskExecutor) -> Result<rpc::Module, ServiceError>> {
    let authority_set = consensus.grandpa_link.shared_authority_set().clone();
    let sources = rpc::Sources {
        client: node.client.clone(),
        pool: node.pool.clone(),
        select_chain: node.select_chain.clone(),
        keystore: node.keystore.clone(),
        chain_spec: config.chain_spec.cloned_box(),
        babe_worker: consensus.babe_worker.clone(),
        finality_proofs: FinalityProofProvider::new_for_service(
            backend.clone(),
            Some(authority_set.clone()),
        ),
        authority_set,
        justifications: consensus.grandpa_link.justification_stream(),
        voter_state,
        prices,
    };
    Box::new(move |executor| rpc::module(&sources, executor).map_err(Into::into))
}

impl Node {
    /// What the offchain workers get to work with.
    fn offchain_surroundings(&self, backend: &Arc<FullBackend>) -> offchain::Surroundings {
        offchain::Surroundings {
            client: self.client.clone(),
            backend: backend.clone(),
            keystore: self.keystore.clone(),
            pool: self.pool.clone(),
            network: self.network.clone(),
            is_validator: self.choices.role.is_authority(),
        }
    }

    /// Starts following the chain's prices, for RPC and for Prometheus.
    fn watch_prices(
        &self,
        tasks: &TaskManager,
        backend: &Arc<FullBackend>,
    ) -> Result<BestPrices, ServiceError> {
        let (prices, watch) = oracle::watch(self.client.clone());
        let spawner = tasks.spawn_handle();
        spawner.spawn_blocking("oracle-prices", Some("oracle"), watch);
        if let Some(registry) = &self.registry {
            let metrics = oracle::metrics::Metrics::new(registry)?;
            let storage = backend.offchain_storage();
            let keep = oracle::metrics::keep(metrics, prices.stream(), storage);
            spawner.spawn_blocking("oracle-metrics", Some("oracle"), keep);
        }
        Ok(prices)
    }

    /// Starts this node's part in consensus: a validator authors blocks and makes itself found,
    /// and every node follows finality.
    fn join_consensus(
        self,
        tasks: &TaskManager,
        consensus: Consensus,
        grandpa_network: GrandpaNetwork,
        voter_state: SharedVoterState,
    ) -> Result<(), ServiceError> {
        let Consensus { block_import, babe_link, grandpa_link, inherents, .. } = consensus;
        if self.choices.role.is_authority() {
            self.author(tasks, block_import, babe_link, inherents)?;
            self.discover_authorities(tasks);
        }
        if self.choices.finality {
            self.follow_finality(tasks, grandpa_link, grandpa_network, voter_state)?;
        }
        Ok(())
    }

    /// Starts building blocks in the slots that this node's keys win.
    fn author(
        &self,
        tasks: &TaskManager,
        block_import: partial::BabeImport,
        babe_link: sc_consensus_babe::BabeLink<OpaqueBlock>,
        inherents: partial::Inherents,
    ) -> Result<(), ServiceError> {
        let proposer = ProposerFactory::new(
            tasks.spawn_handle(),
            self.client.clone(),
            self.pool.clone(),
            self.registry.as_ref(),
            self.telemetry.clone(),
        );
        let author = sc_consensus_babe::start_babe(BabeParams {
            keystore: self.keystore.clone(),
            client: self.client.clone(),
            select_chain: self.select_chain.clone(),
            env: proposer,
            block_import,
            sync_oracle: self.sync.clone(),
            justification_sync_link: self.sync.clone(),
            create_inherent_data_providers: inherents,
            force_authoring: self.choices.force_authoring,
            // Without finality, fewer and fewer blocks: there is less to undo when it returns.
            backoff_authoring_blocks: Some(BackoffAuthoringOnFinalizedHeadLagging::default()),
            babe_link,
            block_proposal_slot_portion: SlotProportion::new(PROPOSAL_PORTION),
            max_block_proposal_slot_portion: Some(SlotProportion::new(PROPOSAL_PORTION)),
            telemetry: self.telemetry.clone(),
        })?;
        // Essential: a validator that cannot author any more must stop and be seen to stop.
        let essential = tasks.spawn_essential_handle();
        essential.spawn_blocking("babe-proposer", Some("block-authoring"), author);
        Ok(())
    }

    /// Starts publishing this validator's addresses and looking up the others'.
    fn discover_authorities(&self, tasks: &TaskManager) {
        let config = WorkerConfig {
            publish_non_global_ips: self.choices.publish_private_addresses,
            public_addresses: self.choices.public_addresses.clone(),
            // No node of this chain is old enough to publish unsigned records.
            strict_record_validation: true,
            persisted_cache_directory: self.choices.network_folder.clone(),
            ..Default::default()
        };
        let events = self.network.event_stream("authority-discovery");
        let dht_events = events.filter_map(|event| async move {
            match event {
                Event::Dht(event) => Some(event),
                _ => None,
            }
        });
        let (worker, _service) = sc_authority_discovery::new_worker_and_service_with_config(
            config,
            self.client.clone(),
            Arc::new(self.network.clone()),
            Box::pin(dht_events),
            sc_authority_discovery::Role::PublishAndDiscover(self.keystore.clone()),
            self.registry.clone(),
            tasks.spawn_handle(),
        );
        tasks.spawn_handle().spawn("authority-discovery-worker", Some("networking"), worker.run());
    }

    /// Starts following finality and, with a validator's keys, voting for it.
    ///
    /// A node without keys runs the voter too and keeps silent: the SDK's separate observer sees
    /// only commits, is called unstable by its own authors, and cannot report rounds over RPC.
    fn follow_finality(
        self,
        tasks: &TaskManager,
        link: sc_consensus_grandpa::LinkHalf<OpaqueBlock, FullClient, SelectChain>,
        grandpa_network: GrandpaNetwork,
        voter_state: SharedVoterState,
    ) -> Result<(), ServiceError> {
        let role = self.choices.role;
        let config = sc_consensus_grandpa::Config {
            gossip_duration: GOSSIP_DURATION,
            justification_generation_period: JUSTIFICATION_PERIOD,
            observer_enabled: false,
            local_role: role,
            name: Some(self.choices.name),
            keystore: role.is_authority().then_some(self.keystore),
            telemetry: self.telemetry.clone(),
            protocol_name: grandpa_network.protocol,
        };
        let voter = sc_consensus_grandpa::run_grandpa_voter(GrandpaParams {
            config,
            link,
            network: self.network,
            sync: Arc::new(self.sync),
            notification_service: grandpa_network.notifications,
            voting_rule: VotingRulesBuilder::default().build(),
            prometheus_registry: self.registry,
            shared_voter_state: voter_state,
            telemetry: self.telemetry,
            offchain_tx_pool_factory: OffchainTransactionPoolFactory::new(self.pool),
        })?;
        tasks.spawn_essential_handle().spawn_blocking("grandpa-voter", None, voter);
        Ok(())
    }
}
