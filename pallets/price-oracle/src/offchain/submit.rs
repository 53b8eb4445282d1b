//! What is due, signed and sent.

use super::{
    combine::{Combined, Outcome},
    schedule::{Memory, Sent},
};
use crate::{
    pallet::{Call, Config, CurrentSession, Pallet, Reports},
    types::{max_value, millis, Observation, Report, Reported, MAX_FUTURE},
};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::{traits::Get, BoundedVec};
use frame_system::offchain::SubmitTransaction;
use sp_application_crypto::RuntimeAppPublic;
use tidewater_math::aggregate::deviates;
use tidewater_primitives::{
    apis::price_oracle::{Feed, FeedId, ValidatorIndex},
    constants::SLOT_MILLIS,
    price::{Moment, PRICE_DECIMALS},
    sources::{self, quotes},
    BlockNumber,
};

/// Something that could be reported now.
pub(super) struct Offer {
    /// How lists of sources call the feed.
    pub(super) pair: sources::Feed,
    observation: Observation,
    /// Whether the chain has no price, or one that is too far away.
    is_urgent: bool,
    /// After how long it is reported again anyway, in milliseconds.
    heartbeat: Moment,
}

impl Offer {
    /// Whether it is due, if the last observation was of the moment `last`, and `horizon` is when the next
    /// chance after this one takes effect. What is no younger is not said again.
    fn is_due(&self, last: Option<Moment>, horizon: Moment) -> bool {
        last.is_none_or(|last| {
            let is_overdue = horizon.saturating_sub(last) > self.heartbeat;
            self.observation.at > last && (self.is_urgent || is_overdue)
        })
    }
}

impl<T: Config> Pallet<T> {
    /// What the chain would take now, by ascending feed.
    pub(super) fn offers(
        feeds: &BTreeMap<FeedId, (sources::Feed, Feed)>,
        outcome: &Outcome,
    ) -> Vec<Offer> {
        let now = Self::now();
        let offer = |(id, (pair, feed)): (&FeedId, &(sources::Feed, Feed))| {
            let combined = outcome.feeds.get(pair)?.ok()?;
            let observation = observation(*id, feed, combined, now)?;
            let is_urgent = Self::price_at(*id, now).map_or(true, |price| {
                deviates(combined.value, price.value, feed.terms.deviation_bps.into())
            });
            let heartbeat = millis(feed.terms.heartbeat);
            Some(Offer { pair: pair.clone(), observation, is_urgent, heartbeat })
        };
        feeds.iter().filter_map(offer).collect()
    }

    /// Reports for a validator what is due of it in the block after `block`, if anything is, and if it has
    /// not reported in that block's window. Gives what was sent.
    pub(super) fn report_offers<'a>(
        validator: ValidatorIndex,
        key: &T::AuthorityId,
        offers: &'a [Offer],
        memory: &mut Memory,
        block: BlockNumber,
    ) -> Vec<&'a Offer> {
        let session = CurrentSession::<T>::get().index;
        let window = Self::window_of(block.saturating_add(1));
        let reported = Reports::<T>::get(validator);
        let sent = memory.sent(validator, session);
        let is_before = |last: BlockNumber| last < window;
        if !reported.as_ref().is_none_or(|reported| is_before(reported.window))
            || !sent.is_none_or(|sent| is_before(sent.window))
        {
            return Vec::new();
        }
        let due = Self::due(offers, reported.as_ref(), sent, window);
        let observations: Vec<_> = due.iter().map(|offer| offer.observation).collect();
        let ages = observations.iter().map(|seen| (seen.feed, seen.at)).collect();
        let observations = BoundedVec::truncate_from(observations);
        let report = Report { session, window, validator, observations };
        if due.is_empty() || !Self::send(report, key) {
            return Vec::new();
        }
        memory.note_sent(validator, Sent { session, window, feeds: ages });
        due
    }

    /// The offers that are due of a validator, by what the chain has of it and what is on its way there.
    fn due<'a>(
        offers: &'a [Offer],
        reported: Option<&Reported>,
        sent: Option<&Sent>,
        window: BlockNumber,
    ) -> Vec<&'a Offer> {
        let blocks = Moment::from(T::WindowBlocks::get()).saturating_add(1);
        let horizon = Self::now().saturating_add(blocks.saturating_mul(SLOT_MILLIS));
        // A report is taken in its window and in the one after.
        let travelling = sent.filter(|sent| sent.window.saturating_add(1) >= window);
        let is_due = |offer: &&Offer| {
            let feed = offer.observation.feed;
            let taken = reported.and_then(|all| all.of(feed)).map(|last| last.observation.at);
            let coming = travelling.and_then(|sent| {
                sent.feeds.iter().find(|(coming, _)| *coming == feed).map(|(_, at)| *at)
            });
            offer.is_due(taken.max(coming), horizon)
        };
        offers.iter().filter(is_due).collect()
    }

    /// Signs a report and hands it to the pool. Whether that worked.
    fn send(report: Report, key: &T::AuthorityId) -> bool {
        let Some(signature) = key.sign(&Self::signing_payload(&report)) else {
            log::warn!(
                target: super::LOG,
                "The keystore has the key of validator {} but does not sign with it: {key:?}",
                report.validator,
            );
            return false;
        };
        let validator = report.validator;
        let call = Call::report { report, signature };
        let extrinsic = T::create_bare(call.into());
        let taken = SubmitTransaction::<T, Call<T>>::submit_transaction(extrinsic).is_ok();
        if !taken {
            log::debug!(target: super::LOG, "The pool refused the report of validator {validator}.");
        }
        taken
    }
}

/// What is seen of a feed, if the chain would take it: it runs, a price can have such a value, and it is
/// neither ahead of the chain's time nor too old by the time of the next block.
fn observation(id: FeedId, feed: &Feed, combined: Combined, now: Moment) -> Option<Observation> {
    let Combined { value, at, sources } = combined;
    let value = quotes::rescale(value, PRICE_DECIMALS, feed.decimals).ok()?;
    let age = now.saturating_add(SLOT_MILLIS).saturating_sub(at);
    let is_timely = at <= now.saturating_add(MAX_FUTURE) && age <= millis(feed.terms.max_age);
    let is_wanted = !feed.halted && value <= max_value(feed) && is_timely;
    is_wanted.then_some(Observation { feed: id, value, at, sources })
}
