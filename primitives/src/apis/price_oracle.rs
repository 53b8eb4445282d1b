//! What can be asked of the price oracle without sending a transaction.

use crate::{
    ids::CurrencyId,
    price::{Moment, NoPrice, Price},
    AccountId, BlockNumber,
};
use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use serde::{de::Error, Deserialize, Deserializer, Serialize, Serializer};

/// The id of a feed, given out by the chain in sequence from 0 and never twice.
pub type FeedId = u32;

/// The place of a validator in the set of the running session.
pub type ValidatorIndex = u32;

/// How many sessions there have been before this one.
pub type SessionIndex = u32;

/// The longest name of a currency.
pub const MAX_SYMBOL_LENGTH: u32 = 16;

/// What people call a currency: letters and digits, `TIDE`. A string in JSON.
#[derive(
    Clone,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
pub struct Symbol(pub BoundedVec<u8, ConstU32<MAX_SYMBOL_LENGTH>>);

impl Symbol {
    /// Whether it can be read: not empty, and nothing but letters, digits, dots and dashes.
    pub fn is_readable(&self) -> bool {
        let readable = |byte: &u8| byte.is_ascii_alphanumeric() || b".-".contains(byte);
        !self.0.is_empty() && self.0.iter().all(readable)
    }
}

impl TryFrom<&str> for Symbol {
    type Error = TooLong;

    fn try_from(name: &str) -> Result<Self, TooLong> {
        name.as_bytes().to_vec().try_into().map(Self).map_err(|_| TooLong)
    }
}

impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(&self.0))
    }
}

impl Serialize for Symbol {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.to_string())
    }
}

impl<'de> Deserialize<'de> for Symbol {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let name = String::deserialize(from)?;
        Self::try_from(name.as_str()).map_err(D::Error::custom)
    }
}

/// The name is longer than [`MAX_SYMBOL_LENGTH`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong;

impl fmt::Display for TooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a currency's name has at most {MAX_SYMBOL_LENGTH} characters")
    }
}

/// What is asked of a feed's reports, and what its price has to stand.
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
    Serialize,
    Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub struct FeedTerms {
    /// A validator reports at least this often, in seconds.
    pub heartbeat: u32,
    /// A validator reports when the price is further than this from the chain's, in basis points.
    pub deviation_bps: u16,
    /// How old a price or an observation may be, in seconds, by the time of its sources.
    pub max_age: u32,
    /// How many sources an observation is made of, at least.
    pub min_sources: u8,
    /// More than this part of the set's weight must have reported, in basis points.
    pub quorum_bps: u16,
    /// A price further than this from the last one waits for a second round, in basis points.
    pub max_jump_bps: u16,
    /// A price whose confidence is beyond this part of it is degraded, in basis points.
    pub max_spread_bps: u16,
    /// For how long there must be prices again after an outage, in seconds.
    pub grace: u32,
}

/// A price that the validators report.
#[derive(
    Clone,
    Debug,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
    Serialize,
    Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub struct Feed {
    /// What is priced.
    pub base: Symbol,
    /// What it is priced in.
    pub quote: Symbol,
    /// The currency of this chain whose price it is, if it is one.
    pub currency: Option<CurrencyId>,
    /// How many decimals the validators report: at most [`crate::price::PRICE_DECIMALS`].
    pub decimals: u8,
    /// What is asked of it.
    pub terms: FeedTerms,
    /// Whether governance has stopped it.
    #[serde(default)]
    pub halted: bool,
}

/// What can be made of a feed.
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
    Serialize,
    Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum FeedStatus {
    /// There is a price.
    Fresh,
    /// There is a price, of barely enough validators or of some that are far apart.
    Degraded,
    /// There is no price: it is too old, there never was one, or there is one again for too short.
    Stale,
    /// There is no price: governance has stopped the feed.
    Halted,
}

/// A price that a second round has to confirm.
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
    Serialize,
    Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub struct Candidate {
    /// What it would be.
    pub price: Price,
    /// The youngest observation in it: a second round is made of younger ones only.
    pub newest: Moment,
}

/// Everything about a feed.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FeedInfo {
    /// Its id.
    pub id: FeedId,
    /// What governance has decided.
    pub feed: Feed,
    /// The price to rely on now, or why there is none.
    pub price: Result<Price, NoPrice>,
    /// What can be made of it now.
    pub status: FeedStatus,
    /// Since when.
    pub since: Moment,
    /// The last price that was believed, however old.
    pub last: Option<Price>,
    /// The price that waits for a second round.
    pub candidate: Option<Candidate>,
    /// How many validators are in the last price.
    pub reporters: u32,
}

/// The price of a feed.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FeedPrice {
    /// The feed.
    pub id: FeedId,
    /// What is priced.
    pub base: Symbol,
    /// What it is priced in.
    pub quote: Symbol,
    /// What can be made of it now.
    pub status: FeedStatus,
    /// The price to rely on now, or why there is none.
    pub price: Result<Price, NoPrice>,
}

/// What a validator of the running session has done for the prices.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reporter<AccountId> {
    /// Its place in the set.
    pub index: ValidatorIndex,
    /// Its account.
    pub account: AccountId,
    /// How much it counts.
    pub weight: u64,
    /// The window of its last report.
    pub window: Option<BlockNumber>,
    /// What it has done in this session.
    pub record: Record,
    /// Its observations count again from this block on.
    pub muted_until: Option<BlockNumber>,
}

/// What a validator has done in a session.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
    Serialize,
    Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// Reports that were taken.
    pub reports: u32,
    /// In how many aggregations an observation of it was overdue.
    pub misses: u32,
    /// Reports with an observation too far from the price.
    pub outliers: u32,
}

sp_api::decl_runtime_apis! {
    /// Prices, and how they come about. Everything is judged at the time of the block that is asked.
    pub trait PriceOracleApi {
        /// The price of a feed, or why there is none.
        fn price(feed: FeedId) -> Result<Price, NoPrice>;
        /// The price of a currency of this chain, or why there is none.
        fn price_of(currency: CurrencyId) -> Result<Price, NoPrice>;
        /// The prices of all feeds, by ascending id.
        fn prices() -> Vec<FeedPrice>;
        /// Everything about a feed.
        fn feed(feed: FeedId) -> Option<FeedInfo>;
        /// Everything about all feeds, by ascending id.
        fn feeds() -> Vec<FeedInfo>;
        /// The validators of the running session and what they have done in it, in their order.
        fn reporters() -> Vec<Reporter<AccountId>>;
        /// What the validators did in the session before.
        fn previous_records() -> Vec<(AccountId, Record)>;
    }
}
