//! `oracle_*`: prices and how they come about, for clients without the chain's metadata.
//!
//! Every method takes the hash of the block to ask as its last parameter and asks the best block
//! without it. The subscription follows the best block.

use super::chain::{self, call_failed, REFUSED};
use crate::oracle::{BestPrices, Prices};
use futures::{future, stream, Stream, StreamExt};
use jsonrpsee::{
    core::RpcResult,
    proc_macros::rpc,
    types::{ErrorObject, ErrorObjectOwned},
    PendingSubscriptionSink,
};
use polkadot_sdk::{
    sc_rpc::{
        utils::{spawn_subscription_task, BoundedVecDeque, PendingSubscription},
        SubscriptionTaskExecutor,
    },
    sp_api::{ApiError, ProvideRuntimeApi},
    sp_blockchain::HeaderBackend,
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};
use tidewater_primitives::{
    apis::price_oracle::{FeedId, FeedInfo, FeedPrice, PriceOracleApi, Record, Reporter},
    ids::CurrencyId,
    price::{NoPrice, Price},
    AccountId, BlockNumber, Hash, OpaqueBlock,
};

/// Feeds that are no longer what they were.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PriceUpdate {
    /// The block after which they are so.
    block: Hash,
    /// Its number.
    number: BlockNumber,
    /// Those that have another price or status than in the update before, by ascending id.
    prices: Vec<FeedPrice>,
}

/// The methods. They run runtime code, hence `blocking`: off the threads that serve connections.
#[rpc(server, namespace = "oracle")]
pub(super) trait OracleRpc {
    /// The price of a feed. If there is none, the error's data says why.
    #[method(name = "price", blocking)]
    fn price(&self, feed: FeedId, at: Option<Hash>) -> RpcResult<Price>;

    /// The price of a currency of this chain. If there is none, the error's data says why.
    #[method(name = "priceOf", blocking)]
    fn price_of(&self, currency: CurrencyId, at: Option<Hash>) -> RpcResult<Price>;

    /// The prices of all feeds, by ascending id.
    #[method(name = "prices", blocking)]
    fn prices(&self, at: Option<Hash>) -> RpcResult<Vec<FeedPrice>>;

    /// Everything about a feed, or null.
    #[method(name = "feed", blocking)]
    fn feed(&self, feed: FeedId, at: Option<Hash>) -> RpcResult<Option<FeedInfo>>;

    /// Everything about all feeds, by ascending id.
    #[method(name = "feeds", blocking)]
    fn feeds(&self, at: Option<Hash>) -> RpcResult<Vec<FeedInfo>>;

    /// The validators of the running session and what they have done in it, in their order.
    #[method(name = "reporters", blocking)]
    fn reporters(&self, at: Option<Hash>) -> RpcResult<Vec<Reporter<AccountId>>>;

    /// What the validators did in the session before.
    #[method(name = "previousRecords", blocking)]
    fn previous_records(&self, at: Option<Hash>) -> RpcResult<Vec<(AccountId, Record)>>;

    /// All prices now, and then each time some feed has another one, or another status, those feeds.
    #[subscription(name = "subscribePrices" => "newPrices", unsubscribe = "unsubscribePrices", item = PriceUpdate)]
    fn subscribe_prices(&self);
}

/// Answers the methods by asking the runtime.
pub(super) struct Oracle<C> {
    client: Arc<C>,
    prices: BestPrices,
    executor: SubscriptionTaskExecutor,
}

impl<C: HeaderBackend<OpaqueBlock>> Oracle<C> {
    /// Answers from the chain of `client`; subscriptions are served by `executor`.
    pub(super) fn new(
        client: Arc<C>,
        prices: BestPrices,
        executor: SubscriptionTaskExecutor,
    ) -> Self {
        Self { client, prices, executor }
    }

    fn block(&self, at: Option<Hash>) -> RpcResult<Hash> {
        chain::block(&*self.client, at)
    }
}

/// Turns the runtime's answer to the question for a price into the client's.
fn priced(answer: Result<Result<Price, NoPrice>, ApiError>) -> RpcResult<Price> {
    answer.map_err(call_failed)?.map_err(refused)
}

fn refused(reason: NoPrice) -> ErrorObjectOwned {
    let name = match reason {
        NoPrice::UnknownFeed => "UnknownFeed",
        NoPrice::NeverReported => "NeverReported",
        NoPrice::Stale { .. } => "Stale",
        NoPrice::Recovering { .. } => "Recovering",
        NoPrice::Halted { .. } => "Halted",
    };
    ErrorObject::owned(REFUSED, name, Some(reason))
}

fn price_of_feed(info: &FeedInfo) -> FeedPrice {
    let FeedInfo { id, feed, price, status, .. } = info;
    FeedPrice {
        id: *id,
        base: feed.base.clone(),
        quote: feed.quote.clone(),
        status: *status,
        price: *price,
    }
}

/// What has changed from one block's prices to the next, as long as anything has.
fn updates(
    prices: impl Stream<Item = Arc<Prices>> + Send + Unpin + 'static,
) -> impl Stream<Item = PriceUpdate> + Send + Unpin + 'static {
    let mut told = BTreeMap::<FeedId, FeedPrice>::new();
    let changed = prices.filter_map(move |now| {
        let all: Vec<_> = now.feeds.iter().map(price_of_feed).collect();
        let is_new = |price: &&FeedPrice| told.get(&price.id) != Some(*price);
        let new: Vec<_> = all.iter().filter(is_new).cloned().collect();
        told = all.into_iter().map(|price| (price.id, price)).collect();
        let (block, number) = (now.block, now.number);
        future::ready((!new.is_empty()).then_some(PriceUpdate { block, number, prices: new }))
    });
    Box::pin(stream::StreamExt::fuse(changed))
}

impl<C> OracleRpcServer for Oracle<C>
where
    C: ProvideRuntimeApi<OpaqueBlock> + HeaderBackend<OpaqueBlock> + 'static,
    C: Send + Sync,
    C::Api: PriceOracleApi<OpaqueBlock>,
{
    fn price(&self, feed: FeedId, at: Option<Hash>) -> RpcResult<Price> {
        let block = self.block(at)?;
        priced(self.client.runtime_api().price(block, feed))
    }

    fn price_of(&self, currency: CurrencyId, at: Option<Hash>) -> RpcResult<Price> {
        let block = self.block(at)?;
        priced(self.client.runtime_api().price_of(block, currency))
    }

    fn prices(&self, at: Option<Hash>) -> RpcResult<Vec<FeedPrice>> {
        let block = self.block(at)?;
        self.client.runtime_api().prices(block).map_err(call_failed)
    }

    fn feed(&self, feed: FeedId, at: Option<Hash>) -> RpcResult<Option<FeedInfo>> {
        let block = self.block(at)?;
        self.client.runtime_api().feed(block, feed).map_err(call_failed)
    }

    fn feeds(&self, at: Option<Hash>) -> RpcResult<Vec<FeedInfo>> {
        let block = self.block(at)?;
        self.client.runtime_api().feeds(block).map_err(call_failed)
    }

    fn reporters(&self, at: Option<Hash>) -> RpcResult<Vec<Reporter<AccountId>>> {
        let block = self.block(at)?;
        self.client.runtime_api().reporters(block).map_err(call_failed)
    }

    fn previous_records(&self, at: Option<Hash>) -> RpcResult<Vec<(AccountId, Record)>> {
        let block = self.block(at)?;
        self.client.runtime_api().previous_records(block).map_err(call_failed)
    }

    fn subscribe_prices(&self, pending: PendingSubscriptionSink) {
        let updates = updates(self.prices.stream());
        let serve = PendingSubscription::from(pending)
            .pipe_from_stream(updates, BoundedVecDeque::default());
        spawn_subscription_task(&self.executor, serve);
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::chain::{
            mock::{self, Chain, BEST, PRUNED, UNKNOWN},
            CALL_FAILED, UNKNOWN_BLOCK,
        },
        *,
    };
    use futures::executor::block_on;
    use polkadot_sdk::{
        frame_support::traits::tokens::fungible::NativeOrWithId, sp_api::mock_impl_runtime_apis,
        sp_core::testing::TaskExecutor,
    };
    use serde_json::{json, Value};
    use tidewater_primitives::apis::price_oracle::{Feed, FeedStatus, FeedTerms, Symbol};

    /// More than a JSON number can carry.
    const MUCH: u128 = u128::MAX;

    #[derive(Default)]
    struct Api;
    /// The macro below looks for a block of this name.
    type Block = OpaqueBlock;

    fn price(value: u128) -> Price {
        Price { value, at: 5_000, confidence: 1 }
    }

    fn info(id: FeedId, answer: Result<Price, NoPrice>) -> FeedInfo {
        let symbol = |name| Symbol::try_from(name).expect("it is short");
        let terms = FeedTerms {
            heartbeat: 20,
            deviation_bps: 50,
            max_age: 60,
            min_sources: 3,
            quorum_bps: 6_667,
            max_jump_bps: 1_000,
            max_spread_bps: 200,
            grace: 20,
        };
        let (base, quote) = (symbol("TIDE"), symbol("USD"));
        FeedInfo {
            id,
            feed: Feed { base, quote, currency: None, decimals: 8, terms, halted: false },
            price: answer,
            status: if answer.is_ok() { FeedStatus::Fresh } else { FeedStatus::Stale },
            since: 1,
            last: None,
            candidate: None,
            reporters: 3,
        }
    }

    mock_impl_runtime_apis! {
        impl PriceOracleApi<Block> for Api {
            #[advanced]
            fn price(at: Hash, feed: FeedId) -> Result<Result<Price, NoPrice>, ApiError> {
                if at == PRUNED {
                    return Err(ApiError::Application("State already discarded".into()));
                }
                Ok(if feed == 0 { Ok(price(MUCH)) } else { Err(NoPrice::Stale { since: 7 }) })
            }
            fn price_of(currency: CurrencyId) -> Result<Price, NoPrice> {
                (currency == NativeOrWithId::Native).then(|| price(3)).ok_or(NoPrice::UnknownFeed)
            }
            fn prices() -> Vec<FeedPrice> {
                vec![price_of_feed(&info(0, Ok(price(MUCH))))]
            }
            fn feed(feed: FeedId) -> Option<FeedInfo> {
                (feed == 0).then(|| info(0, Err(NoPrice::NeverReported)))
            }
            fn feeds() -> Vec<FeedInfo> {
                vec![info(0, Ok(price(MUCH)))]
            }
            fn reporters() -> Vec<Reporter<AccountId>> {
                Vec::new()
            }
            fn previous_records() -> Vec<(AccountId, Record)> {
                Vec::new()
            }
        }
    }

    fn answer(method: &str, params: Value) -> Value {
        let chain = Arc::new(Chain::<Api>::default());
        let oracle =
            Oracle::new(chain, BestPrices::fixed(Prices::default()), Arc::new(TaskExecutor::new()));
        mock::answer(oracle.into_rpc(), method, params)
    }

    #[test]
    fn a_price_is_a_string_with_its_age() {
        let expected = json!({ "value": MUCH.to_string(), "at": 5_000, "confidence": "1" });
        assert_eq!(answer("oracle_price", json!([0]))["result"], expected);
        assert_eq!(answer("oracle_price", json!([0, BEST]))["result"], expected);
        assert_eq!(answer("oracle_priceOf", json!(["Native"]))["result"]["value"], "3");
    }

    #[test]
    fn no_price_is_an_error_that_says_why() {
        let error = answer("oracle_price", json!([1]))["error"].clone();
        assert_eq!(
            (error["code"].clone(), error["message"].clone()),
            (REFUSED.into(), "Stale".into())
        );
        assert_eq!(error["data"], json!({ "stale": { "since": 7 } }));
        let error = answer("oracle_priceOf", json!([{ "WithId": 9 }]))["error"].clone();
        assert_eq!(error["message"], "UnknownFeed");
    }

    #[test]
    fn a_block_that_cannot_be_asked_is_an_error() {
        assert_eq!(answer("oracle_price", json!([0, UNKNOWN]))["error"]["code"], UNKNOWN_BLOCK);
        assert_eq!(answer("oracle_price", json!([0, PRUNED]))["error"]["code"], CALL_FAILED);
    }

    #[test]
    fn feeds_come_whole_and_in_lists() {
        let prices = answer("oracle_prices", json!([]))["result"].clone();
        assert_eq!(prices[0]["base"], "TIDE");
        assert_eq!(prices[0]["price"]["Ok"]["value"], MUCH.to_string());
        let feed = answer("oracle_feed", json!([0]))["result"].clone();
        assert_eq!(feed["price"], json!({ "Err": "neverReported" }));
        assert_eq!(feed["feed"]["terms"]["heartbeat"], 20);
        assert_eq!(answer("oracle_feed", json!([1]))["result"], Value::Null);
        assert_eq!(answer("oracle_feeds", json!([]))["result"][0]["status"], "fresh");
        assert_eq!(answer("oracle_reporters", json!([]))["result"], json!([]));
        assert_eq!(answer("oracle_previousRecords", json!([]))["result"], json!([]));
    }

    #[test]
    fn an_update_holds_what_has_changed_and_nothing_else() {
        let block = |number, first, second| {
            let feeds = vec![info(0, first), info(1, second)];
            Arc::new(Prices { block: BEST, number, feeds })
        };
        let (one, two) = (Ok(price(1)), Ok(price(2)));
        let stale = Err(NoPrice::Stale { since: 7 });
        let blocks = [
            block(1, one, one),
            block(2, one, one),
            block(3, one, two),
            block(4, stale, two),
            block(5, one, two),
        ];
        let told: Vec<_> = block_on(updates(stream::iter(blocks)).collect());
        let what: Vec<(BlockNumber, Vec<FeedId>)> = told
            .iter()
            .map(|update| (update.number, update.prices.iter().map(|price| price.id).collect()))
            .collect();
        assert_eq!(what, [(1, vec![0, 1]), (3, vec![1]), (4, vec![0]), (5, vec![0])]);
    }
}
