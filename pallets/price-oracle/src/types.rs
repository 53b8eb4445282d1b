//! The stored records and what can be read off them without storage.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
    traits::{ConstU32, Get},
    BoundedBTreeMap, BoundedVec, CloneNoBound, DebugNoBound, DefaultNoBound, EqNoBound,
    PartialEqNoBound,
};
use scale_info::TypeInfo;
use sp_runtime::{
    traits::Convert,
    transaction_validity::{InvalidTransaction, TransactionPriority},
};
use tidewater_math::aggregate::has_quorum;
use tidewater_primitives::{
    apis::price_oracle::{
        Candidate, Feed, FeedId, FeedStatus, FeedTerms, Record, SessionIndex, ValidatorIndex,
    },
    bounds::Bound,
    constants::SLOT_MILLIS,
    price::{Moment, NoPrice, Price, PRICE_DECIMALS},
    BlockNumber,
};

/// How many feeds there can be, and observations in a report.
pub const MAX_FEEDS: u32 = 32;

/// The feeds by their ids: one item of storage, for each report and each aggregation asks for most of them.
pub type FeedBook = BoundedBTreeMap<FeedId, Feed, ConstU32<MAX_FEEDS>>;

/// How far an observation may be ahead of the chain's time, in milliseconds: the validators' clocks
/// run on while the chain's stands still between blocks, and one slot may be missed.
pub const MAX_FUTURE: Moment = 2 * SLOT_MILLIS;

/// What starts every signed payload, so that no signature made for anything else is one of a report.
pub const PAYLOAD_PREFIX: [u8; 25] = *b"tidewater/price-report/v1";

/// What a report is worth to the transaction pool: more than transfers with tips, and not so much
/// that nothing can go before it.
pub const REPORT_PRIORITY: TransactionPriority = TransactionPriority::MAX / 2;

/// A quorum is thin if more than this part of the set's weight is not in it, in basis points.
pub const MAX_SILENT_BPS: u32 = 2_000;

/// How much later than its heartbeat a report may come before it is missed, in milliseconds.
pub const LATENESS: Moment = 2 * SLOT_MILLIS;

/// Orders of magnitude between one unit and the greatest price: `10^18` quote units for a base unit.
const MAX_MAGNITUDE: u32 = 18;

/// Milliseconds of so many seconds.
pub(crate) fn millis(seconds: u32) -> Moment {
    Moment::from(seconds).saturating_mul(1_000)
}

/// What a validator saw of one feed.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
pub struct Observation {
    /// The feed.
    pub feed: FeedId,
    /// One whole unit of the base currency in the quote currency, with the feed's decimals.
    pub value: u128,
    /// The time that the sources give, not that of the report.
    pub at: Moment,
    /// How many sources it is made of.
    pub sources: u8,
}

/// What a validator saw, by ascending feed.
pub type Observations = BoundedVec<Observation, ConstU32<MAX_FEEDS>>;

/// What a validator says about prices, once a window.
#[derive(
    Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Report {
    /// The session in whose set the validator is.
    pub session: SessionIndex,
    /// The window it is for.
    pub window: BlockNumber,
    /// The validator's place in the set.
    pub validator: ValidatorIndex,
    /// One observation for each feed that is due.
    pub observations: Observations,
}

impl Report {
    /// Whether it is one at all: something in it, by ascending feed, of which nothing is zero.
    pub fn is_well_formed(&self) -> bool {
        let all = self.observations.as_slice();
        let ascending = all.iter().zip(all.iter().skip(1)).all(|(a, b)| a.feed < b.feed);
        !all.is_empty() && ascending && all.iter().all(|seen| seen.value > 0)
    }
}

/// Why a report is not taken, its signature apart. The order is that of the checks: the cheapest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is empty, a feed is out of order or there twice, or a value is none a price can have.
    Malformed,
    /// Its window has passed.
    WindowPassed,
    /// Its window has not begun.
    WindowAhead,
    /// It is for a session that has ended.
    SessionPassed,
    /// It is for a session that has not begun.
    SessionAhead,
    /// The set has no such validator.
    NotValidator,
    /// The validator has reported in this window or a later one.
    AlreadyReported,
    /// No feed in it exists and runs, or none has enough sources.
    NothingWanted,
    /// All that is wanted is too old.
    AllStale,
    /// All that is wanted is from the future, or too old.
    AllAhead,
}

impl Refusal {
    /// The custom code of a malformed report.
    pub const MALFORMED: u8 = 1;
    /// The custom code of a second report in a window.
    pub const ALREADY_REPORTED: u8 = 2;
    /// The custom code of a report with nothing that is wanted.
    pub const NOTHING_WANTED: u8 = 3;
}

impl From<Refusal> for InvalidTransaction {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Malformed => Self::Custom(Refusal::MALFORMED),
            Refusal::AlreadyReported => Self::Custom(Refusal::ALREADY_REPORTED),
            Refusal::NothingWanted => Self::Custom(Refusal::NOTHING_WANTED),
            Refusal::WindowPassed | Refusal::SessionPassed | Refusal::AllStale => Self::Stale,
            Refusal::WindowAhead | Refusal::SessionAhead | Refusal::AllAhead => Self::Future,
            Refusal::NotValidator => Self::BadSigner,
        }
    }
}

/// The last observation of a feed by a validator, and the block that brought it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Latest {
    /// What the validator saw.
    pub observation: Observation,
    /// The block with the report.
    pub block: BlockNumber,
}

/// All that a validator has reported in the running session: one item of storage.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Reported {
    /// The window of the last report. It comes first: see `last_window`.
    pub window: BlockNumber,
    /// How many reports were taken.
    pub reports: u32,
    /// The last observation of each feed, by ascending feed.
    pub latest: BoundedVec<Latest, ConstU32<MAX_FEEDS>>,
}

impl Reported {
    /// The last observation of `feed`.
    pub fn of(&self, feed: FeedId) -> Option<&Latest> {
        let place =
            self.latest.binary_search_by_key(&feed, |latest| latest.observation.feed).ok()?;
        self.latest.get(place)
    }

    /// What is known after `new` has come in `block`: of each feed the later one, by ascending feed.
    pub(crate) fn merged(old: &[Latest], new: &[Observation], block: BlockNumber) -> Vec<Latest> {
        let renewed = |latest: &&Latest| {
            !new.iter().any(|observation| observation.feed == latest.observation.feed)
        };
        let kept = old.iter().filter(renewed).copied();
        let brought = new.iter().map(|observation| Latest { observation: *observation, block });
        let mut all: Vec<Latest> = kept.chain(brought).collect();
        all.sort_unstable_by_key(|latest| latest.observation.feed);
        all
    }
}

/// A validator of the running session, beside its key.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Member<AccountId> {
    /// Its account.
    pub account: AccountId,
    /// How much it counts.
    pub weight: u64,
}

/// Every validator counts the same.
pub struct OneEach;

impl<AccountId> Convert<AccountId, u64> for OneEach {
    fn convert(_: AccountId) -> u64 {
        1
    }
}

/// What is counted of a validator in the running session, its reports apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Score {
    /// Aggregations in which an observation was overdue.
    pub misses: u32,
    /// Reports with an observation too far from the price.
    pub outliers: u32,
    /// How many of those there were in a row, up to now.
    pub in_a_row: u32,
    /// The first block in which its observations count again.
    pub muted_until: BlockNumber,
}

impl Score {
    /// Whether the validator's observations are left out of the prices in block `now`.
    pub fn is_muted(&self, now: BlockNumber) -> bool {
        now < self.muted_until
    }
}

/// The running session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Session {
    /// How many there were before it.
    pub index: SessionIndex,
    /// When it began; zero until the first aggregation if it began with the chain.
    pub began: Moment,
}

/// What the validators did in the session before.
#[derive(
    CloneNoBound,
    DebugNoBound,
    DefaultNoBound,
    PartialEqNoBound,
    EqNoBound,
    Encode,
    Decode,
    MaxEncodedLen,
    TypeInfo,
)]
#[scale_info(skip_type_params(Max))]
#[codec(mel_bound(AccountId: MaxEncodedLen))]
pub struct Archive<AccountId: Clone + core::fmt::Debug + PartialEq + Eq, Max: Get<u32>> {
    /// The session.
    pub session: SessionIndex,
    /// Its validators in their order, and what they did.
    pub records: BoundedVec<(AccountId, Record), Max>,
}

/// What has become of a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct FeedState {
    /// The last price that was believed, however old.
    pub last: Option<Price>,
    /// How many validators are in it.
    pub reporters: u32,
    /// A price that waits for a second round.
    pub candidate: Option<Candidate>,
    /// What could be made of the feed at the last aggregation.
    pub status: FeedStatus,
    /// Since when.
    pub since: Moment,
    /// When the first price after an outage came, if the outage is not over.
    pub recovering: Option<Moment>,
    /// Since when validators are asked for it.
    pub asked: Moment,
}

impl FeedState {
    /// A feed that waits for its first price from `now` on.
    pub fn new(now: Moment) -> Self {
        Self {
            last: None,
            reporters: 0,
            candidate: None,
            status: FeedStatus::Stale,
            since: now,
            recovering: None,
            asked: now,
        }
    }

    /// The last moment at which the last price is young enough.
    pub(crate) fn good_until(&self, terms: &FeedTerms) -> Option<Moment> {
        self.last.map(|price| price.at.saturating_add(millis(terms.max_age)))
    }

    /// Whether the last price is too old at `now`. One that never was is not.
    pub(crate) fn is_expired(&self, terms: &FeedTerms, now: Moment) -> bool {
        self.good_until(terms).is_some_and(|until| until < now)
    }

    /// The price that the next one is compared with. In an outage there is none.
    pub(crate) fn base(&self) -> Option<Price> {
        let out = self.status == FeedStatus::Stale && self.recovering.is_none();
        self.last.filter(|_| !out)
    }

    /// What can be made of the feed at `now`, and since when: whether or not a block has looked at it.
    pub fn status_at(&self, terms: &FeedTerms, now: Moment) -> (FeedStatus, Moment) {
        match self.status {
            FeedStatus::Fresh | FeedStatus::Degraded if self.is_expired(terms, now) => {
                (FeedStatus::Stale, self.good_until(terms).unwrap_or(self.since))
            }
            status => (status, self.since),
        }
    }

    /// The price to rely on at `now`, or why there is none.
    pub fn price_at(&self, terms: &FeedTerms, now: Moment) -> Result<Price, NoPrice> {
        if self.status == FeedStatus::Halted {
            return Err(NoPrice::Halted { since: self.since });
        }
        let last = self.last.ok_or(NoPrice::NeverReported)?;
        match (self.status, self.recovering) {
            _ if self.is_expired(terms, now) => Err(NoPrice::Stale { since: last.at }),
            (FeedStatus::Stale, Some(since)) => Err(NoPrice::Recovering { since }),
            (FeedStatus::Stale, None) => Err(NoPrice::Stale { since: last.at }),
            _ => Ok(last),
        }
    }

    /// The first moment at which the status may change without a report.
    pub(crate) fn next_change(&self, terms: &FeedTerms) -> Option<Moment> {
        let expiry = self.good_until(terms).map(|until| until.saturating_add(1));
        let recovery = self.recovering.map(|since| since.saturating_add(millis(terms.grace)));
        match (self.status, recovery) {
            (FeedStatus::Halted, _) | (FeedStatus::Stale, None) => None,
            (FeedStatus::Stale, Some(recovery)) => expiry.map(|expiry| expiry.min(recovery)),
            _ => expiry,
        }
    }
}

/// The bounds of the terms, in words and numbers.
///
/// Times and proportions to a price span orders of magnitude: they double or halve. What is counted or
/// weighed does not.
pub mod bounds {
    use super::{Bound, FeedTerms, PRICE_DECIMALS};

    /// Decimals of a feed. They are said when it is registered, and never changed.
    pub const DECIMALS: Bound<u8> = Bound::<u8>::fixed(0, PRICE_DECIMALS);
    /// Seconds between two reports at most. The greatest age must be more.
    pub const HEARTBEAT: Bound<u32> = Bound::<u32>::new(2, 43_200, 10).or_doubling();
    /// The greatest age, in seconds: how old a price is relied on.
    pub const MAX_AGE: Bound<u32> = Bound::<u32>::new(3, 86_400, 10).or_doubling();
    /// A deviation that is worth a report, in basis points.
    pub const DEVIATION: Bound<u16> = Bound::<u16>::new(1, 5_000, 10).or_doubling();
    /// The fewest sources. One more than most validators have, and the feed stands still.
    pub const MIN_SOURCES: Bound<u8> = Bound::<u8>::new(1, 32, 1);
    /// The quorum, in basis points: from two thirds to all. A twentieth of the weight at a time: what was
    /// enough yesterday is nearly enough today.
    pub const QUORUM: Bound<u16> = Bound::<u16>::new(6_667, 10_000, 500);
    /// A jump, in basis points. It must be more than the deviation.
    pub const MAX_JUMP: Bound<u16> = Bound::<u16>::new(2, 10_000, 10).or_doubling();
    /// A spread, in basis points.
    pub const MAX_SPREAD: Bound<u16> = Bound::<u16>::new(1, 5_000, 10).or_doubling();
    /// The grace, in seconds. From none to a minute and back is a step.
    pub const GRACE: Bound<u32> = Bound::<u32>::new(0, 86_400, 60).or_doubling();

    /// Whether one change may lead from these terms to those, which are in range.
    pub fn in_reach(from: &FeedTerms, to: &FeedTerms) -> bool {
        HEARTBEAT.may_move(from.heartbeat, to.heartbeat)
            && MAX_AGE.may_move(from.max_age, to.max_age)
            && DEVIATION.may_move(from.deviation_bps, to.deviation_bps)
            && MIN_SOURCES.may_move(from.min_sources, to.min_sources)
            && QUORUM.may_move(from.quorum_bps, to.quorum_bps)
            && MAX_JUMP.may_move(from.max_jump_bps, to.max_jump_bps)
            && MAX_SPREAD.may_move(from.max_spread_bps, to.max_spread_bps)
            && GRACE.may_move(from.grace, to.grace)
    }
}

/// The greatest value a validator may report of a feed: `10^18` quote units for a base unit.
///
/// With all decimals a price of that size has 37 digits, and 128 bits hold 38.
pub fn max_value(feed: &Feed) -> u128 {
    10u128.saturating_pow(MAX_MAGNITUDE.saturating_add(feed.decimals.into()))
}

/// Whether a weight of `reported` out of `whole` carries a feed.
pub(crate) fn carries(reported: u128, whole: u128, terms: &FeedTerms) -> bool {
    has_quorum(reported, whole, terms.quorum_bps.into())
}
