//! Starting a node. `partial` opens the chain, `full` puts a running node around it, `offchain`
//! runs the offchain workers.

mod full;
mod offchain;
mod partial;

pub(crate) use partial::{genesis, open};

use polkadot_sdk::{
    sc_consensus, sc_executor,
    sc_network::{config::NetworkBackendType, Litep2pNetworkBackend, NetworkWorker},
    sc_service::{self, Configuration, Error as ServiceError, TaskManager},
    sc_transaction_pool, sp_io,
};
use tidewater_primitives::{sources::SourceList, Hash, OpaqueBlock};
use tidewater_runtime::RuntimeApi;

/// Runs the runtime; it needs no host functions beyond the SDK's own.
pub(crate) type Executor = sc_executor::WasmExecutor<sp_io::SubstrateHostFunctions>;
/// Blocks, state and the runtime's APIs.
pub(crate) type FullClient = sc_service::TFullClient<OpaqueBlock, RuntimeApi, Executor>;
/// The database.
pub(crate) type FullBackend = sc_service::TFullBackend<OpaqueBlock>;
/// The rule by which the best block is found.
pub(crate) type SelectChain = sc_consensus::LongestChain<FullBackend, OpaqueBlock>;
/// Where blocks from the network go.
pub(crate) type ImportQueue = sc_consensus::DefaultImportQueue<OpaqueBlock>;
/// Transactions that are not in a block yet.
pub(crate) type TransactionPool =
    sc_transaction_pool::TransactionPoolHandle<OpaqueBlock, FullClient>;

/// Starts a node with the network backend that `config` names. Its off-chain worker is to ask `sources`.
pub(crate) fn start(
    config: Configuration,
    sources: &SourceList,
) -> Result<TaskManager, ServiceError> {
    match config.network.network_backend {
        NetworkBackendType::Litep2p => full::start::<Litep2pNetworkBackend>(config, sources),
        NetworkBackendType::Libp2p => {
            full::start::<NetworkWorker<OpaqueBlock, Hash>>(config, sources)
        }
    }
}
