//! When a source is asked, what it said last, and that one round runs at a time: all that the worker
//! remembers from block to block, in one value of bounded size.

use super::combine::{Place, Seen};
use alloc::{collections::BTreeMap, vec::Vec};
use codec::{Decode, Encode};
use sp_io::offchain::timestamp;
use sp_runtime::offchain::{
    storage::StorageValueRef,
    storage_lock::{Lockable, StorageLock},
    Duration, Timestamp,
};
use tidewater_primitives::{
    apis::price_oracle::{FeedId, SessionIndex, ValidatorIndex},
    constants::SLOT_MILLIS,
    price::Moment,
    sources::{Reading, Source, SourceList},
    BlockNumber,
};

/// Under this key of the persistent off-chain storage the worker writes its [`Memory`]. Versioned like
/// the others.
pub(crate) const MEMORY_KEY: &[u8] = b"tidewater/oracle/memory/1";

/// Under this key a running round says until when it runs at most.
pub(crate) const LOCK_KEY: &[u8] = b"tidewater/oracle/lock/1";

/// How much earlier than its terms say a source may be asked, in milliseconds: blocks do not come to the
/// millisecond, and waiting for the next one would make two seconds four. On average it is never more
/// often, for rounds come with the slots.
pub(crate) const EARLY: Moment = SLOT_MILLIS / 4;

/// A round holds the lock for a slot at most.
pub(super) struct OneSlot;

impl Lockable for OneSlot {
    type Deadline = Timestamp;

    fn deadline(&self) -> Timestamp {
        timestamp().add(Duration::from_millis(SLOT_MILLIS))
    }

    /// A deadline that is further away was not set by this clock: the clock was set back since, or it is
    /// none. It must not stop the worker until then.
    fn has_expired(deadline: &Timestamp) -> bool {
        *deadline < timestamp() || *deadline > OneSlot.deadline()
    }
}

/// The lock that a round holds.
pub(super) fn lock() -> StorageLock<'static, OneSlot> {
    StorageLock::with_lockable(LOCK_KEY, OneSlot)
}

/// What names a source or a reading when the list has changed around it.
type Key = [u8; 16];

/// A source is the one that is asked, whatever it is called: its operator counts the requests.
fn key_of_source(source: &Source) -> Key {
    sp_io::hashing::blake2_128(source.url.as_str().as_bytes())
}

/// A reading is all that makes its price.
fn key_of_reading(reading: &Reading) -> Key {
    sp_io::hashing::blake2_128(&reading.encode())
}

/// A source of the list.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub(crate) struct Known {
    key: Key,
    /// When it was last asked.
    asked: Option<Moment>,
    /// What it said last, by its readings.
    said: Vec<(Key, Option<Seen>)>,
}

/// The last report that was sent for a validator.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub(crate) struct Sent {
    /// The session it was for.
    pub(crate) session: SessionIndex,
    /// The window it was for.
    pub(crate) window: BlockNumber,
    /// The feeds in it, and how old each observation was.
    pub(crate) feeds: Vec<(FeedId, Moment)>,
}

/// What the worker remembers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
pub(crate) struct Memory {
    /// The sources, in the order of the list.
    sources: Vec<Known>,
    /// The last report of each of the node's validators.
    sent: BTreeMap<ValidatorIndex, Sent>,
}

impl Memory {
    /// What is stored, as far as it is of the list and of these validators. Whatever else is there, or
    /// cannot be read, is forgotten with the next [`save`](Self::save).
    pub(super) fn load(list: &SourceList, ours: impl Fn(ValidatorIndex) -> bool) -> Self {
        let stored = StorageValueRef::persistent(MEMORY_KEY).get::<Self>();
        let Self { sources, mut sent } = stored.ok().flatten().unwrap_or_default();
        let old: BTreeMap<_, _> = sources.into_iter().map(|known| (known.key, known)).collect();
        let known = |source: &Source| Known::of(source, old.get(&key_of_source(source)));
        sent.retain(|validator, _| ours(*validator));
        Self { sources: list.sources.iter().map(known).collect(), sent }
    }

    pub(super) fn save(&self) {
        StorageValueRef::persistent(MEMORY_KEY).set(self);
    }

    /// The numbers of the sources that are to be asked at `now`. From then on they count as asked, so
    /// that a node that stops in the middle does not ask them again too soon.
    pub(super) fn take_due(&mut self, list: &SourceList, now: Moment) -> Vec<usize> {
        let mut due = Vec::new();
        let sources = list.sources.iter().zip(self.sources.iter_mut()).enumerate();
        for (number, (source, known)) in sources {
            if known.is_due(source, now) {
                known.asked = Some(now);
                due.push(number);
            }
        }
        due
    }

    /// Takes what a reading has said in the place of what it said before: nothing, if that was none.
    pub(super) fn put(&mut self, place: Place, seen: Option<Seen>) {
        let said = self.sources.get_mut(place.source).map(|known| &mut known.said);
        if let Some((_, last)) = said.and_then(|said| said.get_mut(place.reading)) {
            *last = seen;
        }
    }

    /// What each reading said last.
    pub(super) fn seen(&self) -> BTreeMap<Place, Seen> {
        let mut all = BTreeMap::new();
        for (source, known) in self.sources.iter().enumerate() {
            for (reading, (_, seen)) in known.said.iter().enumerate() {
                all.extend(seen.map(|seen| (Place { source, reading }, seen)));
            }
        }
        all
    }

    /// The last report of a validator in a session.
    pub(super) fn sent(&self, validator: ValidatorIndex, session: SessionIndex) -> Option<&Sent> {
        self.sent.get(&validator).filter(|sent| sent.session == session)
    }

    pub(super) fn note_sent(&mut self, validator: ValidatorIndex, sent: Sent) {
        self.sent.insert(validator, sent);
    }
}

impl Known {
    /// The source as the list has it, with what is still known of it.
    fn of(source: &Source, old: Option<&Self>) -> Self {
        let last = |key: &Key| {
            let said = &old?.said;
            said.iter().find(|(old, _)| old == key).and_then(|(_, seen)| *seen)
        };
        let said = source.readings.iter().map(key_of_reading).map(|key| (key, last(&key)));
        Self {
            key: key_of_source(source),
            asked: old.and_then(|old| old.asked),
            said: said.collect(),
        }
    }

    /// Whether the source has not been asked for long enough. If it was asked in the future, the clock
    /// was set back, and nobody knows.
    fn is_due(&self, source: &Source, now: Moment) -> bool {
        let every = Moment::from(source.every).saturating_mul(1_000);
        self.asked
            .and_then(|asked| now.checked_sub(asked))
            .is_none_or(|passed| passed.saturating_add(EARLY) >= every)
    }
}
