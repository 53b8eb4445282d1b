//! What the chain says about prices, block by block: asked once, for all who want to know.

use futures::{stream, Stream, StreamExt};
use polkadot_sdk::{
    sc_client_api::BlockchainEvents, sp_api::ProvideRuntimeApi, sp_blockchain::HeaderBackend,
};
use std::sync::Arc;
use tidewater_primitives::{
    apis::price_oracle::{FeedInfo, PriceOracleApi},
    BlockNumber, Hash, OpaqueBlock,
};
use tokio::sync::watch;

/// All feeds after one block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Prices {
    /// The block.
    pub(crate) block: Hash,
    /// Its number.
    pub(crate) number: BlockNumber,
    /// The feeds, by ascending id.
    pub(crate) feeds: Vec<FeedInfo>,
}

/// The feeds after the best block, whichever that is.
#[derive(Clone)]
pub(crate) struct BestPrices(watch::Receiver<Arc<Prices>>);

impl BestPrices {
    /// Prices that never change.
    #[cfg(test)]
    pub(crate) fn fixed(prices: Prices) -> Self {
        Self(watch::channel(Arc::new(prices)).1)
    }

    /// Those of now, and then each time there is a new best block. Who is slow misses some in between.
    pub(crate) fn stream(&self) -> impl Stream<Item = Arc<Prices>> + Send + Unpin + 'static {
        let mut latest = self.0.clone();
        latest.mark_changed();
        Box::pin(stream::unfold(latest, |mut latest| async move {
            latest.changed().await.ok()?;
            let prices = latest.borrow_and_update().clone();
            Some((prices, latest))
        }))
    }
}

/// The prices, and the task that asks for them.
pub(crate) fn watch<C>(client: Arc<C>) -> (BestPrices, impl std::future::Future<Output = ()> + Send)
where
    C: ProvideRuntimeApi<OpaqueBlock> + HeaderBackend<OpaqueBlock> + BlockchainEvents<OpaqueBlock>,
    C: Send + Sync + 'static,
    C::Api: PriceOracleApi<OpaqueBlock>,
{
    let info = client.info();
    let now = ask(&*client, info.best_hash, info.best_number).unwrap_or_default();
    let (sender, receiver) = watch::channel(Arc::new(now));
    let task = async move {
        let mut imported = client.import_notification_stream();
        while let Some(block) = imported.next().await {
            if !block.is_new_best {
                continue;
            }
            if let Some(prices) = ask(&*client, block.hash, block.header.number) {
                sender.send_replace(Arc::new(prices));
            }
        }
    };
    (BestPrices(receiver), task)
}

/// The feeds after a block; `None` if its state is gone or its runtime has no oracle.
fn ask<C>(client: &C, block: Hash, number: BlockNumber) -> Option<Prices>
where
    C: ProvideRuntimeApi<OpaqueBlock>,
    C::Api: PriceOracleApi<OpaqueBlock>,
{
    let feeds = client.runtime_api().feeds(block).ok()?;
    Some(Prices { block, number, feeds })
}
