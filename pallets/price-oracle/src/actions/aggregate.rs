//! Once a block: all that was reported, in one pass over the validators, feed by feed.
//!
//! Only blocks that are closed are in it, and the time is that of the parent: no transaction can see a
//! price that its own block has made.

use super::{round::Vote, settle::Settling};
use crate::{
    types::{carries, millis, FeedState, Latest, Member, Reported, Score, LATENESS},
    Config, CurrentSession, Feeds, Members, NextChange, Pallet, Prices, Reports, Scores, Touched,
    WeightInfo,
};
use alloc::vec::Vec;
use frame_support::weights::Weight;
use tidewater_math::aggregate::{deviates, with_decimals};
use tidewater_primitives::{
    apis::price_oracle::{Feed, FeedId},
    price::{Moment, Price, PRICE_DECIMALS},
    BlockNumber,
};

/// What a validator has to do with this aggregation.
pub(crate) struct Seat<AccountId> {
    pub(crate) member: Member<AccountId>,
    pub(crate) reported: Option<Reported>,
    pub(crate) score: Score,
    /// Whether one of its new observations was compared with a price.
    pub(crate) is_judged: bool,
    /// Whether one of those was too far from it.
    pub(crate) is_outlier: bool,
    /// Whether it owes an observation.
    pub(crate) is_late: bool,
}

impl<AccountId> Seat<AccountId> {
    pub(crate) fn weight(&self) -> u128 {
        self.member.weight.into()
    }

    fn latest(&self, feed: FeedId) -> Option<&Latest> {
        self.reported.as_ref().and_then(|reported| reported.of(feed))
    }
}

/// The set, and when it is looked at.
struct Sitting<AccountId> {
    block: BlockNumber,
    now: Moment,
    /// When the session began.
    began: Moment,
    seats: Vec<Seat<AccountId>>,
    /// The weight of all.
    whole: u128,
    /// The weight of those whose observations do not count now.
    muted: u128,
}

impl<T: Config> Pallet<T> {
    /// Brings all feeds up to date, if something was reported or a price is too old from now on.
    pub(crate) fn do_aggregate(block: BlockNumber) -> Weight {
        let is_due = || NextChange::<T>::get().is_some_and(|due| due <= Self::now());
        if !Touched::<T>::get() && !is_due() {
            return T::WeightInfo::idle();
        }
        Touched::<T>::kill();
        let mut sitting = Self::sit(block);
        let feeds = Feeds::<T>::get();
        let mut next_change = None;
        for (id, feed) in feeds.iter().filter(|(_, feed)| !feed.halted) {
            let Some(before) = Prices::<T>::get(id) else { continue };
            let mut state = before;
            Self::look_at(&mut sitting, *id, feed, &mut state);
            if state != before {
                Prices::<T>::insert(id, state);
            }
            let change = state.next_change(&feed.terms);
            next_change = [next_change, change].into_iter().flatten().min();
        }
        NextChange::<T>::set(next_change);
        let validators = u32::try_from(sitting.seats.len()).unwrap_or(u32::MAX);
        Self::keep_scores(sitting);
        T::WeightInfo::aggregate(validators, u32::try_from(feeds.len()).unwrap_or(u32::MAX))
    }

    /// Reads the set and all that it has reported.
    fn sit(block: BlockNumber) -> Sitting<T::AccountId> {
        let now = Self::now();
        let mut session = CurrentSession::<T>::get();
        if session.began == 0 {
            session.began = now;
            CurrentSession::<T>::put(session);
        }
        let mut scores = Scores::<T>::get().into_iter();
        let seat = |(index, member)| Seat {
            member,
            reported: Reports::<T>::get(index),
            score: scores.next().unwrap_or_default(),
            is_judged: false,
            is_outlier: false,
            is_late: false,
        };
        let seats: Vec<_> = (0u32..).zip(Members::<T>::get()).map(seat).collect();
        let weigh = |sum: u128, seat: &Seat<_>| sum.saturating_add(seat.weight());
        let whole = seats.iter().fold(0, weigh);
        let muted = seats.iter().filter(|seat| seat.score.is_muted(block)).fold(0, weigh);
        Sitting { block, now, began: session.began, seats, whole, muted }
    }

    /// One feed: its price, and what it says about those who report it.
    fn look_at(
        sitting: &mut Sitting<T::AccountId>,
        id: FeedId,
        feed: &Feed,
        state: &mut FeedState,
    ) {
        let (terms, whole, now) = (&feed.terms, sitting.whole, sitting.now);
        sitting.note_late(id, feed, state);
        let votes = sitting.votes(id, feed);
        let mut settling = Settling { id, terms, state, whole, now };
        if let Some(price) = Self::settle(&mut settling, &votes) {
            sitting.judge(&votes, &price, terms.max_jump_bps.into());
        }
    }

    /// Writes what is counted of the validators, and mutes who is too far off too often.
    fn keep_scores(sitting: Sitting<T::AccountId>) {
        let Sitting { block, mut seats, whole, muted, .. } = sitting;
        let before: Vec<Score> = seats.iter().map(|seat| seat.score).collect();
        let mut muted = muted;
        for seat in &mut seats {
            Self::count(seat, block, whole, &mut muted);
        }
        let after: Vec<Score> = seats.iter().map(|seat| seat.score).collect();
        if after != before {
            Scores::<T>::put(frame_support::BoundedVec::truncate_from(after));
        }
    }
}

impl<AccountId> Sitting<AccountId> {
    /// The observations of a feed that are young enough and of those who count.
    ///
    /// If those who are not muted could not carry this feed, the muted ones count too: muting never
    /// stops a feed.
    fn votes(&self, id: FeedId, feed: &Feed) -> Vec<Vote> {
        let without = self.whole.saturating_sub(self.muted);
        let all_count = !carries(without, self.whole, &feed.terms);
        let mut votes = Vec::with_capacity(self.seats.len());
        for (place, seat) in self.seats.iter().enumerate() {
            let Some(latest) = seat.latest(id) else { continue };
            let seen = &latest.observation;
            let is_young = self.now.saturating_sub(seen.at) <= millis(feed.terms.max_age);
            let counts = all_count || !seat.score.is_muted(self.block);
            if !is_young || !counts || seen.sources < feed.terms.min_sources {
                continue;
            }
            // The bound on what is reported leaves room for all decimals.
            let Ok(value) = with_decimals(seen.value, feed.decimals, PRICE_DECIMALS) else {
                continue;
            };
            let is_new = latest.block.saturating_add(1) == self.block;
            votes.push(Vote { place, weight: seat.weight(), value, at: seen.at, is_new });
        }
        votes
    }

    /// Notes who owes an observation: its last one is older than a heartbeat, and the session and the
    /// feed have been running for longer than that.
    fn note_late(&mut self, id: FeedId, feed: &Feed, state: &FeedState) {
        let asked = self.began.max(state.asked);
        let patience = millis(feed.terms.heartbeat).saturating_add(LATENESS);
        for seat in &mut self.seats {
            let last = seat.latest(id).map_or(asked, |latest| latest.observation.at.max(asked));
            seat.is_late |= last.saturating_add(patience) < self.now;
        }
    }

    /// Compares what the last block brought with the price that was believed.
    fn judge(&mut self, votes: &[Vote], price: &Price, bound_bps: u32) {
        for vote in votes.iter().filter(|vote| vote.is_new) {
            if let Some(seat) = self.seats.get_mut(vote.place) {
                seat.is_judged = true;
                seat.is_outlier |= deviates(vote.value, price.value, bound_bps);
            }
        }
    }
}
