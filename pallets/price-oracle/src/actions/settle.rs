//! What a feed makes of the votes on it: what is believed, what waits, and the status that follows.

use super::round::{Round, Vote};
use crate::{
    types::{millis, FeedState},
    Config, Event, Pallet,
};
use alloc::vec::Vec;
use tidewater_math::aggregate::{deviates, exceeds};
use tidewater_primitives::{
    apis::price_oracle::{Candidate, FeedId, FeedStatus, FeedTerms},
    price::{Moment, Price},
};

/// A feed that is being looked at.
pub(crate) struct Settling<'a> {
    pub(crate) id: FeedId,
    pub(crate) terms: &'a FeedTerms,
    pub(crate) state: &'a mut FeedState,
    /// The weight of the whole set.
    pub(crate) whole: u128,
    pub(crate) now: Moment,
}

impl<T: Config> Pallet<T> {
    /// Brings a running feed up to date; the price that was believed, if one was.
    pub(crate) fn settle(feed: &mut Settling<'_>, votes: &[Vote]) -> Option<Price> {
        Self::expire(feed);
        let believed = Self::believable(feed, votes);
        let quality = match believed {
            Some(round) if round.is_sound => FeedStatus::Fresh,
            _ => FeedStatus::Degraded,
        };
        let is_first = feed.state.last.is_none();
        if let Some(round) = &believed {
            Self::believe(feed, round);
        }
        let Settling { id, terms, state, now, .. } = feed;
        if state.status == FeedStatus::Stale {
            if believed.is_some() && state.recovering.is_none() {
                state.recovering = Some(*now);
            }
            // Nobody has relied on a feed that never had a price: there is no outage to be over.
            let grace = if is_first { 0 } else { millis(terms.grace) };
            let is_over = |since: Moment| since.saturating_add(grace) <= *now;
            if !state.recovering.is_some_and(is_over) {
                return believed.map(|round| round.price);
            }
            state.recovering = None;
        }
        Self::set_status(*id, state, quality, *now);
        believed.map(|round| round.price)
    }

    /// Lets go of what is too old: the price, and with it all that would have followed from it.
    fn expire(feed: &mut Settling<'_>) {
        let Settling { id, terms, state, now, .. } = feed;
        let outlived =
            |candidate: &Candidate| candidate.price.at.saturating_add(millis(terms.max_age)) < *now;
        if state.candidate.as_ref().is_some_and(outlived) {
            state.candidate = None;
        }
        let relied_on = state.status != FeedStatus::Stale || state.recovering.is_some();
        if relied_on && state.is_expired(terms, *now) {
            state.recovering = None;
            state.candidate = None;
            let since = state.good_until(terms).unwrap_or(*now);
            Self::set_status(*id, state, FeedStatus::Stale, since);
        }
    }

    /// The round to believe. One beyond the jump, or with nothing to be compared with, is kept and
    /// believed only if a second one, of younger observations alone, says the same, and most of it agrees.
    fn believable(feed: &mut Settling<'_>, votes: &[Vote]) -> Option<Round> {
        let round = Round::of(votes, feed.whole, feed.terms, feed.now)?;
        // A price never goes back in time.
        let is_late = |round: &Round| feed.state.last.is_some_and(|last| round.price.at < last.at);
        let jump = u32::from(feed.terms.max_jump_bps);
        let far = |round: &Round, from: &Price| deviates(round.price.value, from.value, jump);
        if feed.state.base().is_some_and(|base| !far(&round, &base)) {
            return Some(round).filter(|round| !is_late(round));
        }
        let Some(candidate) = feed.state.candidate else {
            Self::hold(feed, &round);
            return None;
        };
        let younger: Vec<Vote> =
            votes.iter().filter(|vote| vote.at > candidate.newest).copied().collect();
        let second = Round::of(&younger, feed.whole, feed.terms, feed.now)?;
        // Half of the weight can make a mean of two middles that nobody has seen: twice, if it likes.
        let is_wide = exceeds(second.price.confidence, second.price.value, jump);
        if is_wide || far(&second, &candidate.price) {
            Self::hold(feed, &second);
            return None;
        }
        Some(second).filter(|round| !is_late(round))
    }

    /// Keeps a price until a second round has confirmed it.
    fn hold(feed: &mut Settling<'_>, round: &Round) {
        let candidate = Candidate { price: round.price, newest: round.newest };
        feed.state.candidate = Some(candidate);
        Self::deposit_event(Event::JumpHeld { feed_id: feed.id, candidate });
    }

    /// Makes a price the last one, and tells it if it is another one.
    fn believe(feed: &mut Settling<'_>, round: &Round) {
        let state = &mut feed.state;
        state.candidate = None;
        state.reporters = round.reporters;
        if state.last == Some(round.price) {
            return;
        }
        state.last = Some(round.price);
        let Price { value, at, confidence } = round.price;
        let (feed_id, reporters) = (feed.id, round.reporters);
        Self::deposit_event(Event::PriceUpdated { feed_id, value, at, confidence, reporters });
    }
}
