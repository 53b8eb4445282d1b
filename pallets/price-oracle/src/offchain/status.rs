//! How the worker is doing, told to the node.

use super::{
    combine::{Combined, Outcome},
    fetch::Answer,
};
use alloc::{collections::BTreeMap, vec::Vec};
use sp_runtime::offchain::storage::StorageValueRef;
use tidewater_primitives::{
    price::{Moment, PRICE_DECIMALS},
    sources::{
        Feed, FeedStatus, Refusal, Source, SourceList, SourceStatus, WorkerStatus, STATUS_KEY,
    },
};

/// The status that was written last, with the sources and feeds that the list has now: those that are
/// new begin at zero, those that are gone are forgotten, and so is what cannot be read.
pub(super) fn load(list: &SourceList) -> WorkerStatus {
    let stored = StorageValueRef::persistent(STATUS_KEY).get::<WorkerStatus>();
    let WorkerStatus { at, sources, feeds } = stored.ok().flatten().unwrap_or_default();
    let sources: Vec<_> = list.sources.iter().map(|source| source_of(source, &sources)).collect();
    let mut old: BTreeMap<_, _> =
        feeds.into_iter().map(|status| (status.feed.clone(), status)).collect();
    let feeds = list.feeds().into_iter();
    let feeds = feeds.map(|feed| old.remove(feed).unwrap_or_else(|| new_feed(feed))).collect();
    WorkerStatus { at, sources, feeds }
}

/// Writes it, as of `now`.
pub(super) fn save(mut status: WorkerStatus, now: Moment) {
    status.at = now;
    StorageValueRef::persistent(STATUS_KEY).set(&status);
}

fn source_of(source: &Source, old: &[SourceStatus]) -> SourceStatus {
    let known = old.iter().find(|status| status.name == source.name).cloned();
    known.unwrap_or_else(|| SourceStatus {
        name: source.name.clone(),
        fetches: 0,
        last_success: None,
        last_refusal: None,
        latency: None,
        refusals: BTreeMap::new(),
    })
}

fn new_feed(feed: &Feed) -> FeedStatus {
    FeedStatus {
        feed: feed.clone(),
        last_price: None,
        decimals: PRICE_DECIMALS,
        sources: 0,
        reports: 0,
    }
}

/// Notes that a source was asked, and what came of it at `now`, its readings apart.
pub(super) fn note_answer(status: &mut SourceStatus, answer: &Answer, now: Moment) {
    status.fetches = status.fetches.saturating_add(1);
    status.latency = answer.latency.or(status.latency);
    if let Err(refusal) = answer.body {
        note_refusal(status, refusal, now);
    }
}

/// Notes that a source gave no price at `now`, or one that is not used.
pub(super) fn note_refusal(status: &mut SourceStatus, refusal: Refusal, now: Moment) {
    let count = status.refusals.entry(refusal).or_default();
    *count = count.saturating_add(1);
    status.last_refusal = Some((now, refusal));
}

/// Notes what the sources came to.
pub(super) fn note_outcome(status: &mut WorkerStatus, outcome: &Outcome) {
    for own in &mut status.feeds {
        let combined = outcome.feeds.get(&own.feed).copied().and_then(Result::ok);
        own.sources = combined.map_or(0, |combined| combined.sources.into());
        if let Some(Combined { value, at, .. }) = combined {
            own.last_price = Some((at, value));
        }
    }
}

/// Notes that a report with these feeds was sent.
pub(super) fn note_report<'a>(status: &mut WorkerStatus, feeds: impl Iterator<Item = &'a Feed>) {
    for feed in feeds {
        if let Some(own) = status.feeds.iter_mut().find(|own| own.feed == *feed) {
            own.reports = own.reports.saturating_add(1);
        }
    }
}
