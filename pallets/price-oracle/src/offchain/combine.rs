//! One price per feed out of what the sources said, and what became of each reading.
//!
//! No storage, no host and no clock: the worker and whoever wants to see what it would do call the same
//! function and get the same answer.

use crate::types::{millis, MAX_FUTURE};
use alloc::{collections::BTreeMap, vec::Vec};
use codec::{Decode, Encode};
use tidewater_math::aggregate::{self, deviates, middles, weighted_median, Disagreement, Weighted};
use tidewater_primitives::{
    apis::price_oracle as chain,
    price::{Moment, PRICE_DECIMALS},
    sources::{quotes, Feed, Reading, Refusal, Source, SourceList, Symbol},
};

/// How many conversions may hang on one another. A feed that needs more has no price.
pub const MAX_CONVERSIONS: usize = 8;

/// What is asked of a feed that the chain does not know: a helper that others are converted with.
pub const HELPER_TERMS: Terms = Terms { max_age: 60_000, min_sources: 3, max_spread_bps: 200 };

/// What is asked of the sources of a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// How old a price may be, in milliseconds.
    pub max_age: Moment,
    /// How many sources must agree.
    pub min_sources: u8,
    /// How far from the median of all a source may be, in basis points of it.
    pub max_spread_bps: u16,
}

impl From<&chain::FeedTerms> for Terms {
    fn from(terms: &chain::FeedTerms) -> Self {
        let chain::FeedTerms { max_age, min_sources, max_spread_bps, .. } = *terms;
        Self { max_age: millis(max_age), min_sources, max_spread_bps }
    }
}

/// The feed of the chain as lists of sources call it; `None` if none can, for a name is too long.
pub fn pair_of(feed: &chain::Feed) -> Option<Feed> {
    let symbol = |name: &chain::Symbol| -> Option<Symbol> {
        core::str::from_utf8(&name.0).ok()?.parse().ok()
    };
    Some(Feed { base: symbol(&feed.base)?, quote: symbol(&feed.quote)? })
}

/// What the chain asks of its feeds, by the names that lists of sources use.
pub fn terms_of<'a>(feeds: impl Iterator<Item = &'a chain::Feed>) -> BTreeMap<Feed, Terms> {
    feeds.filter_map(|feed| Some((pair_of(feed)?, Terms::from(&feed.terms)))).collect()
}

/// A reading of the list: that of number `reading` in the source of number `source`, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The source.
    pub source: usize,
    /// The reading of that source.
    pub reading: usize,
}

/// What a source said last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Seen {
    /// The price with 18 decimals, as [`Reading::read`] gives it: turned around, not converted.
    pub value: u128,
    /// The time that the source gives; that of the fetch if it gives none.
    pub at: Moment,
}

/// What sources agree on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Combined {
    /// Their weighted median, with 18 decimals.
    pub value: u128,
    /// The lower weighted median of their times: more than half of their weight is as young or younger.
    pub at: Moment,
    /// How many agree.
    pub sources: u8,
}

/// Why a feed has no price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortage {
    /// Fewer sources than are needed have a price that can be used.
    TooFew {
        /// How many have.
        sources: u8,
        /// How many are needed.
        needed: u8,
    },
    /// Enough have, but fewer than are needed are near their median.
    TooFarApart {
        /// How many are.
        sources: u8,
        /// How many are needed.
        needed: u8,
    },
}

/// All that can be said at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Every feed of the list, and its price or why it has none.
    pub feeds: BTreeMap<Feed, Result<Combined, Shortage>>,
    /// Every reading that was seen, and its price in the feed's quote currency, as old as the older of
    /// itself and what it was converted with; or why it was not used. If too few others can be used, the
    /// feed has no price and nothing is wrong with the reading.
    pub readings: BTreeMap<Place, Result<Seen, Refusal>>,
}

/// Brings together what was `seen`, at `now`. Feeds without `terms` are [helpers](HELPER_TERMS).
///
/// The list has passed its validation. Whatever is seen of a reading that is not in it is ignored.
pub fn combine(
    list: &SourceList,
    seen: &BTreeMap<Place, Seen>,
    terms: &BTreeMap<Feed, Terms>,
    now: Moment,
) -> Outcome {
    let mut open = entries(list, seen);
    let mut outcome = Outcome::default();
    for _ in 0..=MAX_CONVERSIONS {
        let is_ready = |entries: &Vec<Entry>| {
            let mut needs = entries.iter().filter_map(|entry| entry.reading.conversion());
            needs.all(|feed| outcome.feeds.contains_key(&feed))
        };
        let (ready, waiting) = open.into_iter().partition(|(_, entries)| is_ready(entries));
        open = waiting;
        let ready: BTreeMap<_, _> = ready;
        for (feed, entries) in ready {
            let terms = terms.get(feed).unwrap_or(&HELPER_TERMS);
            settle(&mut outcome, feed, &entries, terms, now);
        }
    }
    // Too many conversions hang on one another.
    for (feed, entries) in open {
        let terms = terms.get(feed).unwrap_or(&HELPER_TERMS);
        let shortage = Shortage::TooFew { sources: 0, needed: terms.min_sources };
        outcome.feeds.insert(feed.clone(), Err(shortage));
        let lost = entries.iter().filter(|entry| entry.seen.is_some());
        outcome.readings.extend(lost.map(|entry| (entry.place, Err(Refusal::NotConverted))));
    }
    outcome
}

/// A reading of the list and what was seen of it.
struct Entry<'a> {
    place: Place,
    source: &'a Source,
    reading: &'a Reading,
    seen: Option<Seen>,
}

/// The readings by their feeds.
fn entries<'a>(
    list: &'a SourceList,
    seen: &BTreeMap<Place, Seen>,
) -> BTreeMap<&'a Feed, Vec<Entry<'a>>> {
    let mut feeds = BTreeMap::<_, Vec<_>>::new();
    for (number, source) in list.sources.iter().enumerate() {
        for (own, reading) in source.readings.iter().enumerate() {
            let place = Place { source: number, reading: own };
            let entry = Entry { place, source, reading, seen: seen.get(&place).copied() };
            feeds.entry(&reading.feed).or_default().push(entry);
        }
    }
    feeds
}

/// Decides one feed, after those that it is converted with.
fn settle(outcome: &mut Outcome, feed: &Feed, entries: &[Entry], terms: &Terms, now: Moment) {
    let mut usable = Vec::with_capacity(entries.len());
    for entry in entries {
        let Some(seen) = entry.seen else { continue };
        match usable_of(entry.reading, seen, &outcome.feeds, terms, now) {
            Ok(seen) => usable.push((entry, seen)),
            Err(refusal) => {
                outcome.readings.insert(entry.place, Err(refusal));
            }
        }
    }
    let prices: Vec<_> = usable.iter().map(|(entry, seen)| weighted(entry, seen.value)).collect();
    let center = weighted_median(&mut prices.clone());
    let is_near =
        |seen: &Seen| center.is_some_and(|center| !deviates(seen.value, center, bps(terms)));
    // Fewer than are needed have no median that says anything about one of them.
    let is_judged = usable.len() >= usize::from(terms.min_sources);
    for (entry, seen) in &usable {
        let is_used = !is_judged || is_near(seen);
        let verdict = is_used.then_some(*seen).ok_or(Refusal::Outlier);
        outcome.readings.insert(entry.place, verdict);
    }
    let times = usable.iter().filter(|(_, seen)| is_near(seen));
    let times = times.map(|(entry, seen)| weighted(entry, seen.at.into())).collect();
    outcome.feeds.insert(feed.clone(), agree(prices, times, terms));
}

/// The price in the feed's quote currency, or why it cannot be used.
fn usable_of(
    reading: &Reading,
    seen: Seen,
    feeds: &BTreeMap<Feed, Result<Combined, Shortage>>,
    terms: &Terms,
    now: Moment,
) -> Result<Seen, Refusal> {
    let is_old = |at: Moment| now.saturating_sub(at) > terms.max_age;
    if seen.value == 0 {
        return Err(Refusal::NotAPrice);
    }
    if seen.at > now.saturating_add(MAX_FUTURE) {
        return Err(Refusal::FromTheFuture);
    }
    if is_old(seen.at) {
        return Err(Refusal::Stale);
    }
    let Some(conversion) = reading.conversion() else { return Ok(seen) };
    let rate = feeds.get(&conversion).copied().and_then(Result::ok);
    let rate = rate.filter(|rate| !is_old(rate.at)).ok_or(Refusal::NotConverted)?;
    let value = quotes::convert(seen.value, rate.value, PRICE_DECIMALS)
        .map_err(|_| Refusal::NotConverted)?;
    Ok(Seen { value, at: seen.at.min(rate.at) })
}

/// What those agree on that can be used; `times` are those of the ones near the median.
fn agree(
    mut prices: Vec<Weighted>,
    mut times: Vec<Weighted>,
    terms: &Terms,
) -> Result<Combined, Shortage> {
    let needed = terms.min_sources;
    let usable = count(prices.len());
    let agreed = aggregate::agree(&mut prices, bps(terms), needed.into());
    let agreed = agreed.map_err(|why| match why {
        Disagreement::TooFew => Shortage::TooFew { sources: usable, needed },
        Disagreement::TooFarApart => Shortage::TooFarApart { sources: count(times.len()), needed },
    })?;
    let sources = count(agreed.reporters);
    // Whoever agrees has a time, and it came from a moment.
    let at = middles(&mut times).and_then(|times| Moment::try_from(times.lower).ok());
    at.map(|at| Combined { value: agreed.value, at, sources })
        .ok_or(Shortage::TooFew { sources, needed })
}

fn weighted(entry: &Entry, value: u128) -> Weighted {
    Weighted { value, weight: entry.source.weight.into() }
}

fn bps(terms: &Terms) -> u32 {
    terms.max_spread_bps.into()
}

fn count(sources: usize) -> u8 {
    u8::try_from(sources).unwrap_or(u8::MAX)
}
