//! What governance decides.

use crate::{
    types::{bounds, FeedBook, FeedState},
    Config, Error, Event, FeedOf, Feeds, NextFeedId, Pallet, Prices, TermsChangedAt, Touched,
};
use frame_support::{ensure, traits::Get};
use sp_runtime::DispatchResult;
use tidewater_primitives::{
    apis::price_oracle::{Feed, FeedId, FeedStatus, FeedTerms},
    price::Moment,
    BlockNumber,
};

impl<T: Config> Pallet<T> {
    pub(crate) fn do_register_feed(feed: Feed, now: Moment) -> DispatchResult {
        ensure!(!feed.halted, Error::<T>::BornHalted);
        let readable = feed.base.is_readable() && feed.quote.is_readable();
        ensure!(readable, Error::<T>::SymbolUnreadable);
        ensure!(feed.base != feed.quote, Error::<T>::IdenticalSymbols);
        ensure!(bounds::DECIMALS.contains(feed.decimals), Error::<T>::DecimalsOutOfRange);
        Self::check_terms(&feed.terms)?;
        let mut feeds = Feeds::<T>::get();
        Self::check_beside_others(&feed, &feeds)?;
        let feed_id = NextFeedId::<T>::get();
        let next = feed_id.checked_add(1).ok_or(Error::<T>::TooManyFeeds)?;
        let room = feeds.try_insert(feed_id, feed.clone());
        room.map_err(|_| Error::<T>::TooManyFeeds)?;

        NextFeedId::<T>::put(next);
        if let Some(currency) = &feed.currency {
            FeedOf::<T>::insert(currency, feed_id);
        }
        Prices::<T>::insert(feed_id, FeedState::new(now));
        Feeds::<T>::put(feeds);
        Self::deposit_event(Event::FeedRegistered { feed_id, feed });
        Ok(())
    }

    /// A step from what they are, and not again for a while.
    pub(crate) fn do_update_feed(feed_id: FeedId, new: FeedTerms) -> DispatchResult {
        let mut feeds = Feeds::<T>::get();
        let feed = feeds.get_mut(&feed_id).ok_or(Error::<T>::FeedNotFound)?;
        Self::check_terms(&new)?;
        ensure!(bounds::in_reach(&feed.terms, &new), Error::<T>::StepTooLarge);
        let block = Self::block();
        let is_due = |at: BlockNumber| block.saturating_sub(at) >= T::MinChangeBlocks::get();
        let changed_at = TermsChangedAt::<T>::get(feed_id);
        ensure!(changed_at.is_none_or(is_due), Error::<T>::ChangedTooSoon);

        let old = core::mem::replace(&mut feed.terms, new);
        Feeds::<T>::put(feeds);
        TermsChangedAt::<T>::insert(feed_id, block);
        // What the next block has to look at may come sooner now.
        Touched::<T>::put(true);
        Self::deposit_event(Event::FeedUpdated { feed_id, old, new });
        Ok(())
    }

    pub(crate) fn do_halt_feed(feed_id: FeedId) -> DispatchResult {
        let mut feeds = Feeds::<T>::get();
        let feed = feeds.get_mut(&feed_id).ok_or(Error::<T>::FeedNotFound)?;
        let mut state = Prices::<T>::get(feed_id).ok_or(Error::<T>::FeedNotFound)?;
        ensure!(!feed.halted, Error::<T>::AlreadyHalted);
        feed.halted = true;
        state.recovering = None;
        state.candidate = None;
        Feeds::<T>::put(feeds);
        Self::deposit_event(Event::FeedHalted { feed_id });
        Self::set_status(feed_id, &mut state, FeedStatus::Halted, Self::now());
        Prices::<T>::insert(feed_id, state);
        Ok(())
    }

    pub(crate) fn do_resume_feed(feed_id: FeedId) -> DispatchResult {
        let mut feeds = Feeds::<T>::get();
        let feed = feeds.get_mut(&feed_id).ok_or(Error::<T>::FeedNotFound)?;
        let mut state = Prices::<T>::get(feed_id).ok_or(Error::<T>::FeedNotFound)?;
        ensure!(feed.halted, Error::<T>::NotHalted);
        let now = Self::now();
        feed.halted = false;
        state.asked = now;
        Feeds::<T>::put(feeds);
        Self::deposit_event(Event::FeedResumed { feed_id });
        Self::set_status(feed_id, &mut state, FeedStatus::Stale, now);
        Prices::<T>::insert(feed_id, state);
        Ok(())
    }

    pub(crate) fn do_remove_feed(feed_id: FeedId) -> DispatchResult {
        let mut feeds = Feeds::<T>::get();
        let feed = feeds.remove(&feed_id).ok_or(Error::<T>::FeedNotFound)?;
        Feeds::<T>::put(feeds);
        Prices::<T>::remove(feed_id);
        TermsChangedAt::<T>::remove(feed_id);
        if let Some(currency) = feed.currency {
            FeedOf::<T>::remove(currency);
        }
        Self::deposit_event(Event::FeedRemoved { feed_id });
        Ok(())
    }

    /// Writes down a status and since when, and tells it if it is another one.
    pub(crate) fn set_status(
        feed_id: FeedId,
        state: &mut FeedState,
        to: FeedStatus,
        since: Moment,
    ) {
        let from = state.status;
        if from != to {
            state.status = to;
            state.since = since;
            Self::deposit_event(Event::FeedStatusChanged { feed_id, from, to });
        }
    }

    /// No other feed has the pair or the currency, and all currencies are priced in the same one:
    /// whoever asks for the price of two must be able to compare them.
    fn check_beside_others(feed: &Feed, feeds: &FeedBook) -> DispatchResult {
        for other in feeds.values() {
            let same = (&other.base, &other.quote) == (&feed.base, &feed.quote);
            ensure!(!same, Error::<T>::FeedExists);
            if feed.currency.is_some() && other.currency.is_some() {
                ensure!(other.currency != feed.currency, Error::<T>::CurrencyTaken);
                ensure!(other.quote == feed.quote, Error::<T>::QuoteDiffers);
            }
        }
        Ok(())
    }

    pub(crate) fn check_terms(terms: &FeedTerms) -> DispatchResult {
        let heartbeat = terms.heartbeat;
        ensure!(bounds::HEARTBEAT.contains(heartbeat), Error::<T>::HeartbeatOutOfRange);
        let lasts = bounds::MAX_AGE.contains(terms.max_age) && terms.max_age > heartbeat;
        ensure!(lasts, Error::<T>::MaxAgeOutOfRange);
        let deviation = terms.deviation_bps;
        ensure!(bounds::DEVIATION.contains(deviation), Error::<T>::DeviationOutOfRange);
        ensure!(bounds::MIN_SOURCES.contains(terms.min_sources), Error::<T>::SourcesOutOfRange);
        ensure!(bounds::QUORUM.contains(terms.quorum_bps), Error::<T>::QuorumOutOfRange);
        let jump = bounds::MAX_JUMP.contains(terms.max_jump_bps) && terms.max_jump_bps > deviation;
        ensure!(jump, Error::<T>::JumpOutOfRange);
        ensure!(bounds::MAX_SPREAD.contains(terms.max_spread_bps), Error::<T>::SpreadOutOfRange);
        ensure!(bounds::GRACE.contains(terms.grace), Error::<T>::GraceOutOfRange);
        Ok(())
    }
}
