//! The offchain workers: runtime code that is run beside the chain after each new best block.

use super::{FullBackend, FullClient, TransactionPool};
use crate::preflight::NO_CERTIFICATES;
use futures::FutureExt;
use polkadot_sdk::{
    sc_client_api::Backend,
    sc_network::service::traits::NetworkService,
    sc_offchain::{OffchainWorkerOptions, OffchainWorkers},
    sc_service::{Error as ServiceError, TaskManager},
    sc_transaction_pool_api::OffchainTransactionPoolFactory,
    sp_keystore::KeystorePtr,
};
use std::sync::Arc;

/// What the offchain workers get to work with.
pub(super) struct Surroundings {
    pub(super) client: Arc<FullClient>,
    pub(super) backend: Arc<FullBackend>,
    pub(super) keystore: KeystorePtr,
    pub(super) pool: Arc<TransactionPool>,
    pub(super) network: Arc<dyn NetworkService>,
    pub(super) is_validator: bool,
}

/// Starts the offchain workers.
pub(super) fn spawn(tasks: &TaskManager, with: Surroundings) -> Result<(), ServiceError> {
    let workers = OffchainWorkers::new(OffchainWorkerOptions {
        runtime_api_provider: with.client.clone(),
        keystore: Some(with.keystore),
        offchain_db: with.backend.offchain_storage(),
        transaction_pool: Some(OffchainTransactionPoolFactory::new(with.pool)),
        network_provider: Arc::new(with.network),
        is_validator: with.is_validator,
        // Prices are fetched from the outside; a runtime that asks without this would panic.
        enable_http_requests: true,
        custom_extensions: |_| Vec::new(),
    })
    // Building the HTTPS client is all that can fail. The check before the start has caught a
    // machine without certificates; what is left is one whose certificates are all unusable.
    .map_err(|error| ServiceError::Other(format!("{NO_CERTIFICATES} ({error})")))?;

    let run = workers.run(with.client, tasks.spawn_handle()).boxed();
    tasks.spawn_handle().spawn("offchain-workers-runner", "offchain-worker", run);
    Ok(())
}
