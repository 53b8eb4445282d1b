//! The RPC methods that this node serves besides those of the SDK's service.

mod amm;
mod chain;
mod oracle;

use crate::{
    oracle::BestPrices,
    service::{FullBackend, FullClient, SelectChain, TransactionPool},
};
use jsonrpsee::RpcModule;
use polkadot_sdk::{
    pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer},
    sc_chain_spec::ChainSpec,
    sc_consensus_babe::BabeWorkerHandle,
    sc_consensus_babe_rpc::{Babe, BabeApiServer},
    sc_consensus_grandpa::{
        FinalityProofProvider, GrandpaJustificationStream, SharedAuthoritySet, SharedVoterState,
    },
    sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer},
    sc_rpc::SubscriptionTaskExecutor,
    sc_sync_state_rpc::{SyncState, SyncStateApiServer},
    sp_keystore::KeystorePtr,
    substrate_frame_rpc_system::{System, SystemApiServer},
};
use std::{error::Error, sync::Arc};
use tidewater_primitives::{AccountId, BlockNumber, Hash, Nonce, OpaqueBlock};

use amm::{Amm, AmmRpcServer};
use oracle::{Oracle, OracleRpcServer};

/// A set of RPC methods.
pub(crate) type Module = RpcModule<()>;

/// Where the methods get their answers.
pub(crate) struct Sources {
    /// Blocks, state and the runtime's APIs.
    pub(crate) client: Arc<FullClient>,
    /// Transactions that are not in a block yet.
    pub(crate) pool: Arc<TransactionPool>,
    /// The rule by which the best block is found.
    pub(crate) select_chain: SelectChain,
    /// This node's keys.
    pub(crate) keystore: KeystorePtr,
    /// The specification that this node was started with.
    pub(crate) chain_spec: Box<dyn ChainSpec>,
    /// What BABE knows about epochs.
    pub(crate) babe_worker: BabeWorkerHandle<OpaqueBlock>,
    /// Who votes on finality.
    pub(crate) authority_set: SharedAuthoritySet<Hash, BlockNumber>,
    /// The state of the current round of voting, once there is one.
    pub(crate) voter_state: SharedVoterState,
    /// Proofs of finality as they come.
    pub(crate) justifications: GrandpaJustificationStream<OpaqueBlock>,
    /// Proofs of finality from the database.
    pub(crate) finality_proofs: Arc<FinalityProofProvider<FullBackend, OpaqueBlock>>,
    /// The prices of each best block.
    pub(crate) prices: BestPrices,
}

/// All methods, with subscriptions run by `executor`.
pub(crate) fn module(
    sources: &Sources,
    executor: SubscriptionTaskExecutor,
) -> Result<Module, Box<dyn Error + Send + Sync>> {
    let client = || sources.client.clone();
    let mut module = RpcModule::new(());

    let system = System::<_, _, OpaqueBlock>::new(client(), sources.pool.clone());
    module.merge(SystemApiServer::<Hash, AccountId, Nonce>::into_rpc(system))?;
    module.merge(TransactionPayment::<_, OpaqueBlock>::new(client()).into_rpc())?;
    let babe = Babe::new(
        client(),
        sources.babe_worker.clone(),
        sources.keystore.clone(),
        sources.select_chain.clone(),
    );
    module.merge(babe.into_rpc())?;
    let grandpa = Grandpa::new(
        executor.clone(),
        sources.authority_set.clone(),
        sources.voter_state.clone(),
        sources.justifications.clone(),
        sources.finality_proofs.clone(),
    );
    module.merge(grandpa.into_rpc())?;
    let sync_state = SyncState::new(
        sources.chain_spec.cloned_box(),
        client(),
        sources.authority_set.clone(),
        sources.babe_worker.clone(),
    )?;
    module.merge(sync_state.into_rpc())?;
    module.merge(Amm::new(client()).into_rpc())?;
    module.merge(Oracle::new(client(), sources.prices.clone(), executor).into_rpc())?;
    Ok(module)
}
