//! Asking the runtime: which block, and what goes wrong on the way to an answer.

use jsonrpsee::{
    core::RpcResult,
    types::{ErrorObject, ErrorObjectOwned},
};
use polkadot_sdk::sp_blockchain::HeaderBackend;
use std::fmt::Display;
use tidewater_primitives::{Hash, OpaqueBlock};

/// The runtime has answered that it cannot be; the message is the reason's name, the data the reason.
pub(super) const REFUSED: i32 = 20_001;
/// This node does not have the block it was asked about.
pub(super) const UNKNOWN_BLOCK: i32 = 20_002;
/// The runtime could not be asked; the data says why.
pub(super) const CALL_FAILED: i32 = 20_003;

/// The block to ask: `at`, or the best one. Asking the runtime about an unknown one would fail too, but in
/// words that do not tell the caller what to change.
pub(super) fn block(chain: &impl HeaderBackend<OpaqueBlock>, at: Option<Hash>) -> RpcResult<Hash> {
    let Some(hash) = at else { return Ok(chain.info().best_hash) };
    match chain.number(hash) {
        Ok(Some(_)) => Ok(hash),
        Ok(None) => {
            Err(ErrorObject::owned(UNKNOWN_BLOCK, "this node does not know the block", Some(hash)))
        }
        Err(error) => Err(call_failed(error)),
    }
}

/// The answer when the runtime could not be asked.
pub(super) fn call_failed(error: impl Display) -> ErrorObjectOwned {
    ErrorObject::owned(CALL_FAILED, "the runtime could not be asked", Some(error.to_string()))
}

/// A chain of two blocks for the tests of the methods, with a runtime that the test brings.
#[cfg(test)]
pub(super) mod mock {
    use super::*;
    use jsonrpsee::RpcModule;
    use polkadot_sdk::{
        sc_cli,
        sp_api::{ApiExt, ApiRef, ProvideRuntimeApi},
        sp_blockchain::{BlockStatus, Info, Result as ChainResult},
    };
    use serde_json::{json, Value};
    use std::marker::PhantomData;
    use tidewater_primitives::{BlockNumber, Header};

    pub(crate) const BEST: Hash = Hash::repeat_byte(1);
    pub(crate) const OLDER: Hash = Hash::repeat_byte(2);
    pub(crate) const PRUNED: Hash = Hash::repeat_byte(3);
    pub(crate) const UNKNOWN: Hash = Hash::repeat_byte(4);

    pub(crate) struct Chain<Api>(PhantomData<Api>);

    impl<Api> Default for Chain<Api> {
        fn default() -> Self {
            Self(PhantomData)
        }
    }

    impl<Api: ApiExt<OpaqueBlock> + Default> ProvideRuntimeApi<OpaqueBlock> for Chain<Api> {
        type Api = Api;

        fn runtime_api(&self) -> ApiRef<'_, Api> {
            Api::default().into()
        }
    }

    impl<Api: Send + Sync> HeaderBackend<OpaqueBlock> for Chain<Api> {
        fn header(&self, _: Hash) -> ChainResult<Option<Header>> {
            Ok(None)
        }

        fn info(&self) -> Info<OpaqueBlock> {
            Info {
                best_hash: BEST,
                best_number: 1,
                genesis_hash: Hash::zero(),
                finalized_hash: Hash::zero(),
                finalized_number: 0,
                finalized_state: None,
                number_leaves: 1,
                block_gap: None,
            }
        }

        fn status(&self, _: Hash) -> ChainResult<BlockStatus> {
            Ok(BlockStatus::Unknown)
        }

        fn number(&self, hash: Hash) -> ChainResult<Option<BlockNumber>> {
            Ok((hash != UNKNOWN).then_some(1))
        }

        fn hash(&self, _: BlockNumber) -> ChainResult<Option<Hash>> {
            Ok(None)
        }
    }

    /// The whole answer of `methods` to a request, as a client would read it.
    pub(crate) fn answer<T>(methods: RpcModule<T>, method: &str, params: Value) -> Value {
        let request = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
        let runtime = sc_cli::build_runtime().expect("a runtime for the test");
        let (text, _) = runtime
            .block_on(methods.raw_json_request(&request.to_string(), 1))
            .expect("the request is well-formed JSON-RPC");
        serde_json::from_str(&text).expect("the answer is JSON")
    }
}
