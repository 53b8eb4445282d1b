//! What a validator's node does after each block: it asks the sources, brings together what they say,
//! and reports what is due. Nothing here writes the chain's state.
//!
//! | module | what it does |
//! |---|---|
//! | `schedule` | which sources are to be asked, what they said last; one round at a time |
//! | `fetch` | asks them, all at once |
//! | `parse` | makes prices of their answers |
//! | `combine` | makes one price per feed of those |
//! | `submit` | decides which are due, signs and sends them |
//! | `status` | tells the node how it went |

#![deny(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

pub mod combine;
mod fetch;
mod parse;
pub(crate) mod schedule;
mod status;
mod submit;

use crate::pallet::{Config, Feeds, Pallet, Validators};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};
use combine::{combine, pair_of, terms_of, Outcome, Place};
use fetch::fetch;
use schedule::Memory;
use sp_application_crypto::RuntimeAppPublic;
use sp_io::offchain::timestamp;
use sp_runtime::offchain::{storage::StorageValueRef, Duration, Timestamp};
use tidewater_primitives::{
    apis::price_oracle::{Feed, FeedId, ValidatorIndex},
    price::Moment,
    sources::{self, Source, SourceList, WorkerStatus, LIST_KEY, MAX_TIMEOUT},
    BlockNumber,
};

/// Under this name the worker writes into the node's log.
const LOG: &str = "price-oracle";

impl<T: Config> Pallet<T> {
    /// A round of the worker after `block`. It ends inside a slot.
    pub(crate) fn run_worker(block: BlockNumber) {
        if !sp_io::offchain::is_validator() {
            return;
        }
        let ours = Self::own_validators();
        let Some(list) = (!ours.is_empty()).then(read_list).flatten() else { return };
        let mut lock = schedule::lock();
        let Ok(_held) = lock.try_lock() else {
            log::debug!(target: LOG, "The round before block {block} still runs.");
            return;
        };
        let mut round = Round::begin(&list, &ours);
        let asked = round.ask();
        let feeds = Self::known_feeds();
        let outcome = round.settle(&feeds);
        let sent = Self::report_all(&mut round, &ours, &feeds, &outcome, block);
        let priced = outcome.feeds.values().filter(|price| price.is_ok()).count();
        log::debug!(
            target: LOG,
            "Block {block}: asked {asked} of {} sources, {priced} of {} feeds have a price, sent {sent} reports.",
            list.sources.len(),
            outcome.feeds.len(),
        );
        round.finish();
    }

    /// The validators of the running session whose keys this node has.
    fn own_validators() -> Vec<(ValidatorIndex, T::AuthorityId)> {
        let keys: BTreeSet<_> = T::AuthorityId::all().into_iter().collect();
        if keys.is_empty() {
            return Vec::new();
        }
        let set = (0..).zip(Validators::<T>::get());
        set.filter(|(_, key)| keys.contains(key)).collect()
    }

    /// The feeds of the chain that a list can name, and how it does.
    fn known_feeds() -> BTreeMap<FeedId, (sources::Feed, Feed)> {
        let feeds = Feeds::<T>::get().into_iter();
        feeds.filter_map(|(id, feed)| Some((id, (pair_of(&feed)?, feed)))).collect()
    }

    /// Reports what is due of each of our validators. How many reports that were.
    fn report_all(
        round: &mut Round,
        ours: &[(ValidatorIndex, T::AuthorityId)],
        feeds: &BTreeMap<FeedId, (sources::Feed, Feed)>,
        outcome: &Outcome,
        block: BlockNumber,
    ) -> usize {
        let offers = Self::offers(feeds, outcome);
        let mut reports = 0usize;
        for (validator, key) in ours {
            let sent = Self::report_offers(*validator, key, &offers, &mut round.memory, block);
            reports = reports.saturating_add(usize::from(!sent.is_empty()));
            status::note_report(&mut round.status, sent.into_iter().map(|offer| &offer.pair));
        }
        reports
    }
}

/// The list that the node was given, if there is one that can be used.
fn read_list() -> Option<SourceList> {
    let list = StorageValueRef::persistent(LIST_KEY).get::<SourceList>().ok()??;
    if let Err(error) = list.validate() {
        log::warn!(target: LOG, "The list of sources cannot be used: {error}");
        return None;
    }
    Some(list)
}

/// All that a round works on.
struct Round<'a> {
    list: &'a SourceList,
    start: Timestamp,
    memory: Memory,
    status: WorkerStatus,
    /// The readings that gave a price in this round.
    fresh: BTreeSet<Place>,
}

impl<'a> Round<'a> {
    fn begin<Id>(list: &'a SourceList, ours: &[(ValidatorIndex, Id)]) -> Self {
        let is_ours = |validator| ours.iter().any(|(own, _)| *own == validator);
        Self {
            list,
            start: timestamp(),
            memory: Memory::load(list, is_ours),
            status: status::load(list),
            fresh: BTreeSet::new(),
        }
    }

    /// Asks the sources whose time has come. How many those were.
    fn ask(&mut self) -> usize {
        let start = self.start.unix_millis();
        let due = self.memory.take_due(self.list, start);
        if due.is_empty() {
            return 0;
        }
        self.memory.save();
        let numbered =
            due.iter().filter_map(|number| Some((*number, self.list.sources.get(*number)?)));
        let (numbers, sources): (Vec<_>, Vec<_>) = numbered.unzip();
        let end = self.start.add(Duration::from_millis(MAX_TIMEOUT.into()));
        let answers = fetch(&sources, end);
        let now = timestamp().unix_millis();
        for ((number, source), answer) in numbers.into_iter().zip(sources).zip(answers) {
            self.hear(number, source, &answer, now);
        }
        due.len()
    }

    /// Takes what a source has answered. What its answer has no price for is forgotten; what there is no
    /// answer about stays as it was said before.
    fn hear(&mut self, number: usize, source: &Source, answer: &fetch::Answer, now: Moment) {
        let Some(status) = self.status.sources.get_mut(number) else { return };
        status::note_answer(status, answer, now);
        let Ok(body) = &answer.body else { return };
        let readings = match parse::parse(source, body, self.start.unix_millis()) {
            Ok(readings) => readings,
            Err(refusal) => return status::note_refusal(status, refusal, now),
        };
        for (reading, seen) in readings.into_iter().enumerate() {
            let place = Place { source: number, reading };
            self.memory.put(place, seen.ok());
            match seen {
                Ok(_) => {
                    status.last_success = Some(now);
                    self.fresh.insert(place);
                }
                Err(refusal) => status::note_refusal(status, refusal, now),
            }
        }
    }

    /// Brings together what the sources said last, and notes which of the new prices are not used.
    fn settle(&mut self, feeds: &BTreeMap<FeedId, (sources::Feed, Feed)>) -> Outcome {
        let terms = terms_of(feeds.values().map(|(_, feed)| feed));
        let now = timestamp().unix_millis();
        let outcome = combine(self.list, &self.memory.seen(), &terms, now);
        for place in &self.fresh {
            let refusal = outcome.readings.get(place).copied().and_then(Result::err);
            let status = self.status.sources.get_mut(place.source);
            if let Some((refusal, status)) = refusal.zip(status) {
                status::note_refusal(status, refusal, now);
            }
        }
        status::note_outcome(&mut self.status, &outcome);
        outcome
    }

    /// Writes down what is to be remembered and told.
    fn finish(self) {
        self.memory.save();
        status::save(self.status, timestamp().unix_millis());
    }
}
