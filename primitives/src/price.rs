//! Prices, and why there is none.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// How many decimals every price has that one room gives another: `10^18` is one whole unit of the quote
/// currency for one whole unit of the base currency.
pub const PRICE_DECIMALS: u8 = 18;

/// Milliseconds since 1970, UTC.
pub type Moment = u64;

/// A price, never without its age and how sure it is.
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
pub struct Price {
    /// One whole unit of the base currency in the quote currency, with [`PRICE_DECIMALS`].
    #[serde(with = "crate::apis::amount")]
    pub value: u128,
    /// The time that the sources give: more than half of the weight in it was observed then or later.
    pub at: Moment,
    /// How far the validators are apart: the median of their distances from `value`, in its unit.
    #[serde(with = "crate::apis::amount")]
    pub confidence: u128,
}

/// Why there is no price to rely on.
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
pub enum NoPrice {
    /// Nobody has registered a feed for this.
    UnknownFeed,
    /// The feed has never had a price.
    NeverReported,
    /// The last price is older than the feed allows, by its own time.
    Stale {
        /// The time of the last price.
        since: Moment,
    },
    /// The feed has prices again after an outage, but not for long enough.
    Recovering {
        /// When the first price after the outage came.
        since: Moment,
    },
    /// Governance has stopped the feed.
    Halted {
        /// When it did.
        since: Moment,
    },
}
