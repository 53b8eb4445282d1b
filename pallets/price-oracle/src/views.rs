//! What can be asked without a transaction. Whatever is asked is judged at the moment of asking: a
//! price grows old in blocks that nobody has touched it in, too.

use crate::{types::Member, Config, FeedOf, Feeds, Members, Pallet, Prices, Reports, Scores};
use alloc::vec::Vec;
use tidewater_primitives::{
    apis::price_oracle::{Feed, FeedId, FeedInfo, FeedPrice, Record, Reporter},
    ids::CurrencyId,
    price::{Moment, NoPrice, Price},
};

impl<T: Config> Pallet<T> {
    /// The price of a feed to rely on at `now`, with all decimals of a price, or why there is none.
    ///
    /// Decimals are only added to what was reported: nothing is rounded but the mean of two middles.
    pub fn price_at(feed_id: FeedId, now: Moment) -> Result<Price, NoPrice> {
        let feeds = Feeds::<T>::get();
        let known = feeds.get(&feed_id).zip(Prices::<T>::get(feed_id));
        let (feed, state) = known.ok_or(NoPrice::UnknownFeed)?;
        state.price_at(&feed.terms, now)
    }

    /// The price of a currency of this chain at `now`, or why there is none.
    pub fn price_of_at(currency: &CurrencyId, now: Moment) -> Result<Price, NoPrice> {
        Self::price_at(FeedOf::<T>::get(currency).ok_or(NoPrice::UnknownFeed)?, now)
    }

    /// The prices of all feeds at `now`, by ascending id.
    pub fn prices_at(now: Moment) -> Vec<FeedPrice> {
        let brief = |FeedInfo { id, feed, status, price, .. }| {
            let Feed { base, quote, .. } = feed;
            FeedPrice { id, base, quote, status, price }
        };
        Self::feeds_at(now).into_iter().map(brief).collect()
    }

    /// Everything about a feed at `now`.
    pub fn feed_at(feed_id: FeedId, now: Moment) -> Option<FeedInfo> {
        Self::info(feed_id, Feeds::<T>::get().remove(&feed_id)?, now)
    }

    /// Everything about all feeds at `now`, by ascending id.
    pub fn feeds_at(now: Moment) -> Vec<FeedInfo> {
        let feeds = Feeds::<T>::get().into_iter();
        feeds.filter_map(|(id, feed)| Self::info(id, feed, now)).collect()
    }

    fn info(id: FeedId, feed: Feed, now: Moment) -> Option<FeedInfo> {
        let state = Prices::<T>::get(id)?;
        let (status, since) = state.status_at(&feed.terms, now);
        Some(FeedInfo {
            id,
            price: state.price_at(&feed.terms, now),
            feed,
            status,
            since,
            last: state.last,
            candidate: state.candidate,
            reporters: state.reporters,
        })
    }

    /// The validators of the running session and what they have done in it, in their order.
    pub fn list_reporters() -> Vec<Reporter<T::AccountId>> {
        let block = Self::block();
        let members = (0u32..).zip(Members::<T>::get()).zip(Scores::<T>::get());
        let mut reporters = Vec::with_capacity(members.size_hint().0);
        for ((index, Member { account, weight }), score) in members {
            let reported = Reports::<T>::get(index);
            let window = reported.as_ref().map(|reported| reported.window);
            let record = Record {
                reports: reported.map_or(0, |reported| reported.reports),
                misses: score.misses,
                outliers: score.outliers,
            };
            let muted_until = score.is_muted(block).then_some(score.muted_until);
            reporters.push(Reporter { index, account, weight, window, record, muted_until });
        }
        reporters
    }
}
