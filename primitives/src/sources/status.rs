//! What the worker says about itself, for the node's metrics.

use super::{list::Feed, text::Text, Moment, ReadError};
use alloc::{collections::BTreeMap, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode};
use core::fmt;
use scale_info::TypeInfo;

/// How the worker is doing. Counters begin at zero when the storage does, and survive restarts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct WorkerStatus {
    /// When this was written.
    pub at: Moment,
    /// Each source of the list.
    pub sources: Vec<SourceStatus>,
    /// Each feed that the list serves.
    pub feeds: Vec<FeedStatus>,
}

/// How one source is doing.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct SourceStatus {
    /// Its name in the list.
    pub name: Text<32>,
    /// How often it was asked.
    pub fetches: u64,
    /// When it last gave a price.
    pub last_success: Option<Moment>,
    /// When and why it last gave none.
    pub last_refusal: Option<(Moment, Refusal)>,
    /// How many milliseconds its last answer took.
    pub latency: Option<u32>,
    /// How often it gave no price, or one that was not used, by reason. One answer may be refused for
    /// each of its feeds.
    pub refusals: BTreeMap<Refusal, u64>,
}

/// How one feed is doing.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct FeedStatus {
    /// The feed.
    pub feed: Feed,
    /// The last price that enough sources agreed on, and when that was.
    pub last_price: Option<(Moment, u128)>,
    /// The decimals of the price.
    pub decimals: u8,
    /// How many sources agreed on a price in the last round.
    pub sources: u32,
    /// How many reports with this feed were sent.
    pub reports: u64,
}

/// Why a source's price was not used.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Encode,
    Decode,
    DecodeWithMemTracking,
    TypeInfo,
)]
pub enum Refusal {
    /// It did not answer in time.
    Timeout,
    /// It could not be reached, or the connection broke.
    Unreachable,
    /// It answered with another status than 200; redirects are not followed.
    HttpStatus,
    /// Its answer is longer than allowed.
    TooLong,
    /// Its answer is not JSON: not UTF-8, cut off, nested too deep, or HTML.
    NotJson,
    /// The path leads to no number or text, or to several.
    NotFound,
    /// What is there is not a price: not a number, negative, zero, too large or too small.
    NotAPrice,
    /// What is there is not a time.
    NotATime,
    /// Its price is too old by its own time.
    Stale,
    /// Its price is from the future.
    FromTheFuture,
    /// Too little is traded there.
    ThinMarket,
    /// There is no price to convert it with, or it cannot be converted.
    NotConverted,
    /// It is too far from what the other sources say.
    Outlier,
}

impl Refusal {
    /// Every reason.
    pub const ALL: [Self; 13] = [
        Self::Timeout,
        Self::Unreachable,
        Self::HttpStatus,
        Self::TooLong,
        Self::NotJson,
        Self::NotFound,
        Self::NotAPrice,
        Self::NotATime,
        Self::Stale,
        Self::FromTheFuture,
        Self::ThinMarket,
        Self::NotConverted,
        Self::Outlier,
    ];

    /// What it is called in metrics.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Timeout => "timeout",
            Self::Unreachable => "unreachable",
            Self::HttpStatus => "http_status",
            Self::TooLong => "too_long",
            Self::NotJson => "not_json",
            Self::NotFound => "not_found",
            Self::NotAPrice => "not_a_price",
            Self::NotATime => "not_a_time",
            Self::Stale => "stale",
            Self::FromTheFuture => "from_the_future",
            Self::ThinMarket => "thin_market",
            Self::NotConverted => "not_converted",
            Self::Outlier => "outlier",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

impl From<ReadError> for Refusal {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::NotUtf8 { .. }
            | ReadError::NotJson { .. }
            | ReadError::Truncated
            | ReadError::TooDeep { .. } => Self::NotJson,
            ReadError::Missing { .. } | ReadError::Ambiguous { .. } | ReadError::NotAScalar => {
                Self::NotFound
            }
            ReadError::Price(_) => Self::NotAPrice,
            ReadError::NotATime => Self::NotATime,
            ReadError::ThinMarket => Self::ThinMarket,
        }
    }
}
