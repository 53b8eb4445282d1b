//! The list of sources, as the operator writes it.

use super::{
    decimal::{Decimal, NumberError},
    json::{Document, Scalar},
    path::JsonPath,
    text::{Text, TextTooLong},
    time::TimePath,
    Moment, ReadError,
};
use codec::{Decode, DecodeWithMemTracking, Encode};
use core::{fmt, str::FromStr};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::{bounded::BoundedVec, ConstU32};

/// The most sources in a list.
pub const MAX_SOURCES: u32 = 64;
/// The most feeds that one source serves.
pub const MAX_READINGS: u32 = 64;

/// How a currency is called: one to twelve letters and digits, such as `TIDE`.
pub type Symbol = Text<12>;

/// What is priced in what. Written `BASE/QUOTE`: `TIDE/USD` is how many USD one TIDE is worth.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, DecodeWithMemTracking, TypeInfo,
)]
pub struct Feed {
    /// What is priced.
    pub base: Symbol,
    /// What it is priced in.
    pub quote: Symbol,
}

/// Why a text names no feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedError {
    /// It is not two symbols with a slash between them.
    NotAPair,
    /// A symbol is too long.
    Symbol(TextTooLong),
}

impl fmt::Display for FeedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAPair => f.write_str("a feed is written BASE/QUOTE"),
            Self::Symbol(error) => write!(f, "symbol: {error}"),
        }
    }
}

impl core::error::Error for FeedError {}

impl FromStr for Feed {
    type Err = FeedError;

    fn from_str(text: &str) -> Result<Self, FeedError> {
        let (base, quote) = text.split_once('/').ok_or(FeedError::NotAPair)?;
        let symbol = |text: &str| text.parse().map_err(FeedError::Symbol);
        Ok(Self { base: symbol(base)?, quote: symbol(quote)? })
    }
}

impl fmt::Display for Feed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.base, self.quote)
    }
}

/// All sources that a node asks.
#[derive(
    Clone,
    Debug,
    Default,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    TypeInfo,
    Serialize,
    Deserialize,
)]
#[serde(deny_unknown_fields)]
pub struct SourceList {
    /// The sources, in the order in which they are written.
    pub sources: BoundedVec<Source, ConstU32<MAX_SOURCES>>,
}

/// One URL, and the feeds that its answer serves.
#[derive(
    Clone,
    Debug,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    TypeInfo,
    Serialize,
    Deserialize,
)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What it is called in metrics and messages.
    pub name: Text<32>,
    /// What is fetched, by GET.
    pub url: Text<1024>,
    /// How many seconds lie between two fetches, at least.
    pub every: u32,
    /// After how many milliseconds a fetch is given up.
    #[serde(default = "default_timeout")]
    pub timeout: u32,
    /// How much it counts among the sources of a feed.
    #[serde(default = "default_weight")]
    pub weight: u16,
    /// A longer answer, in bytes, is refused.
    #[serde(default = "default_max_bytes")]
    pub max_bytes: u32,
    /// What is read out of the answer, at most one reading for each feed.
    pub readings: BoundedVec<Reading, ConstU32<MAX_READINGS>>,
}

const fn default_timeout() -> u32 {
    1_000
}

const fn default_weight() -> u16 {
    1
}

const fn default_max_bytes() -> u32 {
    64 * 1024
}

/// How the price of one feed is read out of an answer.
#[derive(
    Clone,
    Debug,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    TypeInfo,
    Serialize,
    Deserialize,
)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// The feed that it serves.
    #[serde(with = "as_text")]
    pub feed: Feed,
    /// Where the price is.
    #[serde(with = "as_text")]
    pub path: JsonPath,
    /// Where the answer says when the price was made. If nowhere, the time of the fetch counts.
    #[serde(default)]
    pub time: Option<TimePath>,
    /// Whether the answer has the price the wrong way round: the quote currency in the base currency.
    #[serde(default)]
    pub invert: bool,
    /// The currency that the answer's price is in, if it is not the feed's quote currency. The price is
    /// then multiplied with that currency's own feed: with `USDT` here, `TIDE/USD` is read as
    /// `TIDE/USDT` and multiplied with `USDT/USD`.
    #[serde(default)]
    pub via: Option<Symbol>,
    /// How much has to be traded for the price to count.
    #[serde(default)]
    pub volume: Option<MinVolume>,
}

/// How much has to be traded, where the answer says how much is.
#[derive(
    Clone,
    Debug,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    TypeInfo,
    Serialize,
    Deserialize,
)]
#[serde(deny_unknown_fields)]
pub struct MinVolume {
    /// Where the volume is.
    #[serde(with = "as_text")]
    pub path: JsonPath,
    /// The least that will do, in whole units of whatever the source counts in.
    pub at_least: u64,
}

/// What a source says about a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Observation {
    /// The price, in units of the decimals that were asked for.
    pub price: u128,
    /// When the source says that it was made.
    pub at: Option<Moment>,
}

impl Reading {
    /// The feed that this one's price has to be multiplied with.
    pub fn conversion(&self) -> Option<Feed> {
        let base = self.via.clone()?;
        Some(Feed { base, quote: self.feed.quote.clone() })
    }

    /// What `document` says about the feed: the price in units of `10^-decimals`, turned around if
    /// need be, but not converted. Rounded once, to the nearest unit, a tie up.
    ///
    /// # Errors
    /// Why it says nothing that can be relied on. One reading's failure says nothing about another's.
    pub fn read(&self, document: &Document, decimals: u8) -> Result<Observation, ReadError> {
        if let Some(MinVolume { path, at_least }) = &self.volume {
            let volume = number(document.find(path)?).map_err(|_| ReadError::ThinMarket)?;
            if !volume.is_at_least(*at_least) {
                return Err(ReadError::ThinMarket);
            }
        }
        let at = self.time.as_ref().map(|time| time.read(document)).transpose()?;
        let price = number(document.find(&self.path)?).map_err(ReadError::Price)?;
        let units =
            if self.invert { price.to_inverse_units(decimals) } else { price.to_units(decimals) };
        Ok(Observation { price: units.map_err(ReadError::Price)?, at })
    }
}

/// A number, or a text that is one.
pub(super) fn number(scalar: Scalar) -> Result<Decimal, NumberError> {
    match scalar {
        Scalar::Number(text) | Scalar::Text(text) => Decimal::parse(text),
    }
}

/// Feeds and paths the way people write them.
pub(super) mod as_text {
    use alloc::string::String;
    use core::{fmt::Display, str::FromStr};
    use serde::{de::Error, Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<T: Display, S: Serializer>(
        value: &T,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.collect_str(value)
    }

    pub(crate) fn deserialize<'de, T, D>(from: D) -> Result<T, D::Error>
    where
        T: FromStr<Err: Display>,
        D: Deserializer<'de>,
    {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}
