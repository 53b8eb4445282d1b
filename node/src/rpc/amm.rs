//! `amm_*`: quotes and pools of the exchange, for clients without the chain's metadata.
//!
//! Amounts are decimal strings both ways, since a JSON number above 2^53 loses digits unnoticed
//! in most clients. Every method takes the hash of the block to ask as its last parameter and
//! asks the best block without it.

use super::chain::{self, call_failed, REFUSED};
use jsonrpsee::{core::RpcResult, proc_macros::rpc, types::ErrorObject};
use polkadot_sdk::{
    sp_api::{ApiError, ProvideRuntimeApi},
    sp_blockchain::HeaderBackend,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tidewater_primitives::{
    apis::amm::{AmmApi, PoolInfo, Quote, Refusal},
    ids::{CurrencyId, FeeTier, Hop, PoolId, PoolKind},
    AccountId, Balance, Hash, OpaqueBlock,
};

/// An amount as clients write it: a decimal string.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(transparent)]
pub(super) struct Amount(#[serde(with = "tidewater_primitives::apis::amount")] Balance);

/// The methods. They run runtime code, hence `blocking`: off the threads that serve connections.
#[rpc(server, namespace = "amm")]
pub(super) trait AmmRpc {
    /// What putting in exactly `amount_in` of `asset_in` would pay at the end of `hops`.
    ///
    /// With `who`, the quote also covers whether that account can pay and be paid.
    #[method(name = "quoteExactIn", blocking)]
    fn quote_exact_in(
        &self,
        asset_in: CurrencyId,
        amount_in: Amount,
        hops: Vec<Hop>,
        who: Option<AccountId>,
        at: Option<Hash>,
    ) -> RpcResult<Quote>;

    /// What taking out exactly `amount_out` at the end of `hops` would cost.
    #[method(name = "quoteExactOut", blocking)]
    fn quote_exact_out(
        &self,
        asset_in: CurrencyId,
        amount_out: Amount,
        hops: Vec<Hop>,
        who: Option<AccountId>,
        at: Option<Hash>,
    ) -> RpcResult<Quote>;

    /// The pool with this id, or null.
    #[method(name = "pool", blocking)]
    fn pool(&self, pool_id: PoolId, at: Option<Hash>) -> RpcResult<Option<PoolInfo>>;

    /// The id of the pool of these currencies (in any order), kind and fee, or null.
    #[method(name = "poolId", blocking)]
    fn pool_id(
        &self,
        assets: Vec<CurrencyId>,
        kind: PoolKind,
        fee_tier: FeeTier,
        at: Option<Hash>,
    ) -> RpcResult<Option<PoolId>>;

    /// Pools by ascending id from `start`, at most `limit` and never more than 100.
    #[method(name = "pools", blocking)]
    fn pools(&self, start: PoolId, limit: u32, at: Option<Hash>) -> RpcResult<Vec<PoolInfo>>;

    /// The quote of the route that pays most for exactly `amount_in`.
    #[method(name = "bestRouteExactIn", blocking)]
    fn best_route_exact_in(
        &self,
        asset_in: CurrencyId,
        asset_out: CurrencyId,
        amount_in: Amount,
        at: Option<Hash>,
    ) -> RpcResult<Quote>;

    /// The quote of the route that costs least for exactly `amount_out`.
    #[method(name = "bestRouteExactOut", blocking)]
    fn best_route_exact_out(
        &self,
        asset_in: CurrencyId,
        asset_out: CurrencyId,
        amount_out: Amount,
        at: Option<Hash>,
    ) -> RpcResult<Quote>;
}

/// Answers the methods by asking the runtime.
pub(super) struct Amm<C> {
    client: Arc<C>,
}

impl<C: HeaderBackend<OpaqueBlock>> Amm<C> {
    /// Answers from the chain of `client`.
    pub(super) fn new(client: Arc<C>) -> Self {
        Self { client }
    }

    fn block(&self, at: Option<Hash>) -> RpcResult<Hash> {
        chain::block(&*self.client, at)
    }
}

/// Turns the runtime's answer to a quote into the client's.
fn quoted(answer: Result<Result<Quote, Refusal>, ApiError>) -> RpcResult<Quote> {
    answer
        .map_err(call_failed)?
        .map_err(|refusal| ErrorObject::owned(REFUSED, refusal.reason.clone(), Some(refusal)))
}

impl<C> AmmRpcServer for Amm<C>
where
    C: ProvideRuntimeApi<OpaqueBlock> + HeaderBackend<OpaqueBlock> + 'static,
    C: Send + Sync,
    C::Api: AmmApi<OpaqueBlock>,
{
    fn quote_exact_in(
        &self,
        asset_in: CurrencyId,
        amount_in: Amount,
        hops: Vec<Hop>,
        who: Option<AccountId>,
        at: Option<Hash>,
    ) -> RpcResult<Quote> {
        let block = self.block(at)?;
        quoted(self.client.runtime_api().quote_exact_in(block, asset_in, amount_in.0, hops, who))
    }

    fn quote_exact_out(
        &self,
        asset_in: CurrencyId,
        amount_out: Amount,
        hops: Vec<Hop>,
        who: Option<AccountId>,
        at: Option<Hash>,
    ) -> RpcResult<Quote> {
        let block = self.block(at)?;
        quoted(self.client.runtime_api().quote_exact_out(block, asset_in, amount_out.0, hops, who))
    }

    fn pool(&self, pool_id: PoolId, at: Option<Hash>) -> RpcResult<Option<PoolInfo>> {
        let block = self.block(at)?;
        self.client.runtime_api().pool(block, pool_id).map_err(call_failed)
    }

    fn pool_id(
        &self,
        assets: Vec<CurrencyId>,
        kind: PoolKind,
        fee_tier: FeeTier,
        at: Option<Hash>,
    ) -> RpcResult<Option<PoolId>> {
        let block = self.block(at)?;
        self.client.runtime_api().pool_id(block, assets, kind, fee_tier).map_err(call_failed)
    }

    fn pools(&self, start: PoolId, limit: u32, at: Option<Hash>) -> RpcResult<Vec<PoolInfo>> {
        let block = self.block(at)?;
        self.client.runtime_api().pools(block, start, limit).map_err(call_failed)
    }

    fn best_route_exact_in(
        &self,
        asset_in: CurrencyId,
        asset_out: CurrencyId,
        amount_in: Amount,
        at: Option<Hash>,
    ) -> RpcResult<Quote> {
        let (block, api) = (self.block(at)?, self.client.runtime_api());
        quoted(api.best_route_exact_in(block, asset_in, asset_out, amount_in.0))
    }

    fn best_route_exact_out(
        &self,
        asset_in: CurrencyId,
        asset_out: CurrencyId,
        amount_out: Amount,
        at: Option<Hash>,
    ) -> RpcResult<Quote> {
        let (block, api) = (self.block(at)?, self.client.runtime_api());
        quoted(api.best_route_exact_out(block, asset_in, asset_out, amount_out.0))
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::chain::{
            mock::{self, Chain, BEST, OLDER, PRUNED, UNKNOWN},
            CALL_FAILED, UNKNOWN_BLOCK,
        },
        *,
    };
    use polkadot_sdk::{
        frame_support::traits::tokens::fungible::NativeOrWithId::{Native, WithId},
        sp_api::mock_impl_runtime_apis,
        sp_runtime::{DispatchError, ModuleError},
    };
    use serde_json::{json, Value};
    use tidewater_primitives::{
        apis::amm::{AveragePrice, CumulativePrice, Headroom, HopOutcome, Terms},
        ids::{PoolStatus, Window},
    };

    /// More than a JSON number can carry.
    const MUCH: Balance = u128::MAX;

    #[derive(Default)]
    struct Api;
    /// The macro below looks for a block of this name.
    type Block = OpaqueBlock;

    fn quote(amount_in: Balance, amount_out: Balance, hops: Vec<Hop>) -> Quote {
        let hops = hops.into_iter().map(|hop| HopOutcome {
            pool_id: hop.pool_id,
            asset_in: Native,
            amount_in,
            asset_out: hop.asset_out,
            amount_out,
            fee: 3,
            protocol_fee: 1,
            reserve_in: MUCH,
            reserve_out: 5,
        });
        let hops: Vec<_> = hops.collect();
        let headroom = hops.iter().map(|hop| headroom(hop.pool_id)).collect();
        Quote { amount_in, amount_out, price_impact_bps: 7, hops, headroom }
    }

    fn headroom(pool_id: PoolId) -> Headroom {
        Headroom { pool_id, amount_in: MUCH, amount_out: 17 }
    }

    fn pool_info(pool_id: PoolId) -> PoolInfo {
        PoolInfo {
            pool_id,
            kind: PoolKind::ConstantProduct,
            fee_tier: FeeTier::Bp30,
            assets: vec![Native, WithId(1)],
            reserves: vec![MUCH, 2],
            total_shares: MUCH,
            locked_shares: 1_000,
            share_currency: WithId(1 << 31 | pool_id),
            status: PoolStatus::Active,
            amplification: None,
            protocol_fees: vec![MUCH, 0],
            terms: Terms {
                protocol_fee_bps: 1_000,
                max_trade_bps: 3_333,
                max_flow_bps: 5_000,
                max_liquidity_bps: 2_000,
                max_deviation_bps: 200,
            },
        }
    }

    mock_impl_runtime_apis! {
        impl AmmApi<Block> for Api {
            fn quote_exact_in(
                _asset_in: CurrencyId,
                amount_in: Balance,
                hops: Vec<Hop>,
                who: Option<AccountId>,
            ) -> Result<Quote, Refusal> {
                if who.is_some() {
                    let module = ModuleError { index: 50, error: [4, 0, 0, 0], message: None };
                    let error = DispatchError::Module(module);
                    let reason = "TradeTooLarge".into();
                    return Err(Refusal { error, reason, headroom: vec![headroom(0)] });
                }
                Ok(quote(amount_in, 11, hops))
            }

            fn quote_exact_out(
                _asset_in: CurrencyId,
                amount_out: Balance,
                hops: Vec<Hop>,
                _who: Option<AccountId>,
            ) -> Result<Quote, Refusal> {
                Ok(quote(13, amount_out, hops))
            }

            #[advanced]
            fn pool(at: Hash, pool_id: PoolId) -> Result<Option<PoolInfo>, ApiError> {
                if at == PRUNED {
                    return Err(ApiError::Application("State already discarded".into()));
                }
                Ok((at == BEST && pool_id == 0).then(|| pool_info(0)))
            }

            fn pool_id(
                assets: Vec<CurrencyId>,
                _kind: PoolKind,
                fee_tier: FeeTier,
            ) -> Option<PoolId> {
                (assets == [Native, WithId(1)] && fee_tier == FeeTier::Bp30).then_some(0)
            }

            fn pools(start: PoolId, limit: u32) -> Vec<PoolInfo> {
                (start..2).take(limit as usize).map(pool_info).collect()
            }

            fn best_route_exact_in(
                _asset_in: CurrencyId,
                asset_out: CurrencyId,
                amount_in: Balance,
            ) -> Result<Quote, Refusal> {
                Ok(quote(amount_in, 23, vec![Hop { pool_id: 6, asset_out }]))
            }

            fn best_route_exact_out(
                _asset_in: CurrencyId,
                asset_out: CurrencyId,
                amount_out: Balance,
            ) -> Result<Quote, Refusal> {
                Ok(quote(29, amount_out, vec![Hop { pool_id: 6, asset_out }]))
            }

            fn average_price(
                _pool_id: PoolId,
                _base: CurrencyId,
                _quote: CurrencyId,
                _window: Window,
            ) -> Result<AveragePrice, Refusal> {
                unreachable!("no method asks")
            }

            fn cumulative_price(
                _pool_id: PoolId,
                _asset: CurrencyId,
            ) -> Result<CumulativePrice, Refusal> {
                unreachable!("no method asks")
            }

            fn owed(_who: AccountId, _asset: CurrencyId) -> Balance {
                unreachable!("no method asks")
            }
        }
    }

    fn answer(method: &str, params: Value) -> Value {
        mock::answer(Amm::new(Arc::new(Chain::<Api>::default())).into_rpc(), method, params)
    }

    fn error_code(method: &str, params: Value) -> i64 {
        let answer = answer(method, params);
        answer["error"]["code"].as_i64().unwrap_or_else(|| panic!("not an error: {answer}"))
    }

    const INVALID_PARAMS: i64 = -32_602;

    #[test]
    fn amounts_of_any_size_pass_as_strings_in_both_directions() {
        let hops = json!([{ "poolId": 0, "assetOut": { "WithId": 1 } }]);
        let quote =
            answer("amm_quoteExactIn", json!(["Native", MUCH.to_string(), hops]))["result"].clone();
        assert_eq!(quote["amountIn"], MUCH.to_string());
        assert_eq!(quote["amountOut"], "11");
        assert_eq!(quote["priceImpactBps"], 7);
        assert_eq!(quote["hops"][0]["reserveIn"], MUCH.to_string());
        assert_eq!(quote["hops"][0]["assetOut"], json!({ "WithId": 1 }));
    }

    #[test]
    fn the_best_route_comes_with_its_quote() {
        let params = json!(["Native", { "WithId": 2 }, MUCH.to_string()]);
        let quote = answer("amm_bestRouteExactIn", params.clone())["result"].clone();
        assert_eq!(
            (&quote["amountIn"], &quote["amountOut"]),
            (&json!(MUCH.to_string()), &json!("23"))
        );
        assert_eq!(quote["hops"][0]["poolId"], 6);
        let quote = answer("amm_bestRouteExactOut", params)["result"].clone();
        assert_eq!(
            (&quote["amountIn"], &quote["amountOut"]),
            (&json!("29"), &json!(MUCH.to_string()))
        );
    }

    #[test]
    fn parameters_may_be_named() {
        let params = json!({ "assetIn": "Native", "amountOut": "21", "hops": [], "at": OLDER });
        assert_eq!(answer("amm_quoteExactOut", params)["result"]["amountOut"], "21");
    }

    #[test]
    fn amounts_that_are_not_decimal_strings_are_invalid_parameters() {
        for amount in [json!(5), json!("0x5"), json!("-1"), json!("1.5"), json!(""), json!(null)] {
            assert_eq!(
                error_code("amm_quoteExactIn", json!(["Native", amount, []])),
                INVALID_PARAMS
            );
        }
        // 2^128 is one too many.
        let over = "340282366920938463463374607431768211456";
        assert_eq!(error_code("amm_quoteExactIn", json!(["Native", over, []])), INVALID_PARAMS);
    }

    #[test]
    fn malformed_currencies_hops_and_accounts_are_invalid_parameters() {
        for params in [
            json!(["Gold", "1", []]),
            json!([{ "WithId": -1 }, "1", []]),
            json!(["Native", "1", [{ "poolId": 0 }]]),
            json!(["Native", "1", [], "not an address"]),
            json!(["Native", "1", [], null, "0x12"]),
            json!(["Native"]),
            json!([]),
        ] {
            assert_eq!(error_code("amm_quoteExactIn", params), INVALID_PARAMS);
        }
    }

    #[test]
    fn a_refusal_is_an_error_with_its_name_and_the_dispatch_error() {
        let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
        let error = answer("amm_quoteExactIn", json!(["Native", "1", [], alice]))["error"].clone();
        assert_eq!(error["code"], REFUSED);
        assert_eq!(error["message"], "TradeTooLarge");
        let module = json!({ "index": 50, "error": [4, 0, 0, 0], "message": null });
        assert_eq!(error["data"]["error"], json!({ "Module": module }));
        let headroom = json!([{ "poolId": 0, "amountIn": MUCH.to_string(), "amountOut": "17" }]);
        assert_eq!(error["data"]["headroom"], headroom);
    }

    #[test]
    fn an_unknown_block_is_named() {
        let error = answer("amm_pool", json!([0, UNKNOWN]))["error"].clone();
        assert_eq!(error["code"], UNKNOWN_BLOCK);
        assert_eq!(error["data"], json!(UNKNOWN));
    }

    #[test]
    fn a_failed_runtime_call_says_why() {
        let error = answer("amm_pool", json!([0, PRUNED]))["error"].clone();
        assert_eq!(error["code"], CALL_FAILED);
        assert_eq!(error["data"], "State already discarded");
    }

    #[test]
    fn the_best_block_is_asked_unless_another_is_named() {
        assert_eq!(answer("amm_pool", json!([0]))["result"]["poolId"], 0);
        assert_eq!(answer("amm_pool", json!([0, OLDER]))["result"], Value::Null);
        assert_eq!(answer("amm_pool", json!([0, null]))["result"]["reserves"][0], MUCH.to_string());
        assert_eq!(answer("amm_pool", json!([9]))["result"], Value::Null);
    }

    #[test]
    fn pools_are_found_by_what_they_are_and_listed_by_id() {
        let params = json!([["Native", { "WithId": 1 }], "ConstantProduct", "Bp30"]);
        assert_eq!(answer("amm_poolId", params)["result"], 0);
        let params = json!([["Native", { "WithId": 1 }], "ConstantProduct", "Bp5"]);
        assert_eq!(answer("amm_poolId", params)["result"], Value::Null);
        let pools = answer("amm_pools", json!([0, u32::MAX]))["result"].clone();
        assert_eq!(pools.as_array().map(Vec::len), Some(2));
        assert_eq!(pools[1]["shareCurrency"], json!({ "WithId": (1u32 << 31) | 1 }));
        assert_eq!(answer("amm_pools", json!([0, 1]))["result"].as_array().map(Vec::len), Some(1));
    }
}
