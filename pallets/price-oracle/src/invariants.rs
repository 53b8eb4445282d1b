//! What must always hold, in words and then in code.
//!
//! - **I1** Each feed has a state and each state a feed.
//! - **I2** No feed has an id from the next one on.
//! - **I3** Every currency leads to the feed that has it, and every feed with a currency is found by it.
//! - **I4** All feeds are within their bounds, no two have the same pair, and all that price a currency
//!   of this chain do so in the same one.
//! - **I5** What is halted is halted in both records and waits for nothing; what has a status with a
//!   price has a price; only an outage is recovered from.
//! - **I6** Every price, also one that waits, is above nothing, below the greatest, and not from the
//!   future.
//! - **I7** Keys, members and scores are as many; no account and no key is there twice.
//! - **I8** Only members have reported, in windows that have begun, by ascending feed, and nothing that
//!   no price can be.
//! - **I9** At most a third of the weight is muted, and the rest is a quorum.
//! - **I10** The next change is no later than that of any feed, unless the next block looks anyway.
//! - **I11** The records that are kept are those of the session before.
//! - **I12** Terms were changed of feeds that there are, and not in a block to come.

use crate::{
    actions::can_be_muted,
    types::{bounds, max_value},
    Config, CurrentSession, FeedOf, Feeds, Members, NextChange, NextFeedId, Pallet,
    PreviousRecords, Prices, Reports, Scores, TermsChangedAt, Touched, Validators,
};
use alloc::collections::BTreeSet;
use frame_support::ensure;
use sp_runtime::TryRuntimeError;
use tidewater_primitives::{
    apis::price_oracle::{Feed, FeedStatus},
    price::Price,
};

/// `10^18` quote units for a base unit, with all decimals.
const MAX_PRICE: u128 = 10u128.pow(36);

impl<T: Config> Pallet<T> {
    /// Checks all invariants; the error names the first that is broken.
    pub fn check_invariants() -> Result<(), TryRuntimeError> {
        Self::i1_feeds_and_states_match()?;
        Self::i2_ids_are_below_the_next()?;
        Self::i3_currencies_lead_to_their_feeds()?;
        Self::i4_feeds_are_within_bounds()?;
        Self::i5_statuses_fit()?;
        Self::i6_prices_are_possible()?;
        Self::i7_the_set_is_whole()?;
        Self::i8_reports_are_of_members()?;
        Self::i9_few_are_muted()?;
        Self::i10_nothing_is_overlooked()?;
        Self::i11_records_are_of_the_session_before()?;
        Self::i12_changes_are_of_feeds()
    }

    fn i1_feeds_and_states_match() -> Result<(), TryRuntimeError> {
        let feeds: BTreeSet<_> = Feeds::<T>::get().keys().copied().collect();
        let states: BTreeSet<_> = Prices::<T>::iter_keys().collect();
        ensure!(feeds == states, "I1: a feed has no state, or a state no feed");
        Ok(())
    }

    fn i2_ids_are_below_the_next() -> Result<(), TryRuntimeError> {
        let next = NextFeedId::<T>::get();
        ensure!(Feeds::<T>::get().keys().all(|id| *id < next), "I2: a feed is beyond the next id");
        Ok(())
    }

    fn i3_currencies_lead_to_their_feeds() -> Result<(), TryRuntimeError> {
        let feeds = Feeds::<T>::get();
        for (id, feed) in &feeds {
            let leads = |currency| FeedOf::<T>::get(currency) == Some(*id);
            let found = feed.currency.as_ref().is_none_or(leads);
            ensure!(found, "I3: a currency does not lead to its feed");
        }
        for (currency, id) in FeedOf::<T>::iter() {
            let has = feeds.get(&id).is_some_and(|feed| feed.currency == Some(currency));
            ensure!(has, "I3: a currency leads to a feed that does not have it");
        }
        Ok(())
    }

    fn i4_feeds_are_within_bounds() -> Result<(), TryRuntimeError> {
        let (mut pairs, mut quotes) = (BTreeSet::new(), BTreeSet::new());
        for Feed { base, quote, currency, decimals, terms, .. } in
            Feeds::<T>::get().into_inner().into_values()
        {
            ensure!(bounds::DECIMALS.contains(decimals), "I4: a feed has too many decimals");
            ensure!(Self::check_terms(&terms).is_ok(), "I4: terms are out of range");
            let named = base.is_readable() && quote.is_readable() && base != quote;
            ensure!(named, "I4: a pair has no names");
            if currency.is_some() {
                quotes.insert(quote.clone());
            }
            ensure!(pairs.insert((base, quote)), "I4: two feeds have the same pair");
        }
        ensure!(quotes.len() <= 1, "I4: currencies are priced in different ones");
        Ok(())
    }

    fn i5_statuses_fit() -> Result<(), TryRuntimeError> {
        let feeds = Feeds::<T>::get();
        for (id, state) in Prices::<T>::iter() {
            let halted = feeds.get(&id).is_some_and(|feed| feed.halted);
            let is_halted = state.status == FeedStatus::Halted;
            ensure!(halted == is_halted, "I5: a feed is halted in one record only");
            let waits = state.recovering.is_some() || state.candidate.is_some();
            ensure!(!(halted && waits), "I5: a halted feed waits for something");
            let stale = state.status == FeedStatus::Stale;
            ensure!(stale || state.recovering.is_none(), "I5: a feed recovers from no outage");
            let has_price = state.last.is_some();
            let needs = !stale && !halted || state.recovering.is_some();
            ensure!(has_price || !needs, "I5: a feed with a price has none");
        }
        Ok(())
    }

    fn i6_prices_are_possible() -> Result<(), TryRuntimeError> {
        let now = Self::now();
        let possible = |price: &Price| {
            price.value > 0 && price.value <= MAX_PRICE && price.confidence <= MAX_PRICE
        };
        for state in Prices::<T>::iter_values() {
            let waiting = state.candidate.map(|candidate| candidate.price);
            for price in state.last.into_iter().chain(waiting) {
                ensure!(possible(&price), "I6: a price is none a price can be");
                ensure!(price.at <= now, "I6: a price is from the future");
            }
        }
        Ok(())
    }

    fn i7_the_set_is_whole() -> Result<(), TryRuntimeError> {
        let (keys, members) = (Validators::<T>::get(), Members::<T>::get());
        ensure!(keys.len() == members.len(), "I7: a validator lacks a key or an account");
        ensure!(Scores::<T>::get().len() == members.len(), "I7: a validator lacks a score");
        let accounts: BTreeSet<_> = members.iter().map(|member| &member.account).collect();
        ensure!(accounts.len() == members.len(), "I7: an account is in the set twice");
        let different: BTreeSet<_> = keys.iter().collect();
        ensure!(different.len() == keys.len(), "I7: a key is in the set twice");
        Ok(())
    }

    fn i8_reports_are_of_members() -> Result<(), TryRuntimeError> {
        let members = Members::<T>::get().len();
        let (window, feeds) = (Self::window_of(Self::block()), Feeds::<T>::get());
        for (index, reported) in Reports::<T>::iter() {
            ensure!((index as usize) < members, "I8: a report is of no member");
            ensure!(reported.window <= window, "I8: a report is of a window to come");
            let latest = || reported.latest.iter().map(|latest| latest.observation);
            let ascending = latest().zip(latest().skip(1)).all(|(a, b)| a.feed < b.feed);
            ensure!(ascending, "I8: observations are out of order");
            for seen in latest() {
                let most = feeds.get(&seen.feed).map_or(MAX_PRICE, max_value);
                let possible = seen.value > 0 && seen.value <= most;
                ensure!(possible, "I8: an observation is none a price can be");
            }
        }
        Ok(())
    }

    fn i9_few_are_muted() -> Result<(), TryRuntimeError> {
        let block = Self::block();
        let (mut whole, mut muted) = (0u128, 0u128);
        for (member, score) in Members::<T>::get().iter().zip(Scores::<T>::get()) {
            whole = whole.saturating_add(member.weight.into());
            if score.is_muted(block) {
                muted = muted.saturating_add(member.weight.into());
            }
        }
        ensure!(muted == 0 || can_be_muted(muted, whole), "I9: too many are muted");
        Ok(())
    }

    fn i10_nothing_is_overlooked() -> Result<(), TryRuntimeError> {
        if Touched::<T>::get() {
            return Ok(());
        }
        let (next, feeds) = (NextChange::<T>::get(), Feeds::<T>::get());
        for (id, state) in Prices::<T>::iter() {
            let change = feeds.get(&id).and_then(|feed| state.next_change(&feed.terms));
            let seen = change.is_none_or(|change| next.is_some_and(|next| next <= change));
            ensure!(seen, "I10: a change would be overlooked");
        }
        Ok(())
    }

    fn i11_records_are_of_the_session_before() -> Result<(), TryRuntimeError> {
        let archive = PreviousRecords::<T>::get();
        let before = CurrentSession::<T>::get().index.saturating_sub(1);
        ensure!(archive.session == before, "I11: the records are of another session");
        Ok(())
    }

    fn i12_changes_are_of_feeds() -> Result<(), TryRuntimeError> {
        let (feeds, block) = (Feeds::<T>::get(), Self::block());
        for (feed, at) in TermsChangedAt::<T>::iter() {
            ensure!(feeds.contains_key(&feed), "I12: terms of a feed that is gone were changed");
            ensure!(at <= block, "I12: terms were changed in a block to come");
        }
        Ok(())
    }
}
