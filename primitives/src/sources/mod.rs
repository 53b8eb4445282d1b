//! Where prices come from: the operator's list of sources, how a price is read out of what a source
//! answers, and what the worker has to say about it.
//!
//! The node writes the list into its persistent off-chain storage and reads the status there; the
//! off-chain worker does the reverse. Both use these types, so neither knows the other. Nothing here
//! asks the network, and nothing uses floats.
//!
//! | module | what it holds |
//! |---|---|
//! | `list` | the list as the operator writes it: sources, and the feeds that each serves |
//! | `validate` | what a list must keep to |
//! | `path` | where in a JSON text a value is |
//! | `json` | the parser for texts from a stranger |
//! | `decimal` | exact decimal numbers |
//! | `time` | when the source says a price was made |
//! | `quotes` | inverting, converting and bringing together prices |
//! | `status` | how the worker is doing |
//!
//! A body becomes a price in three steps: [`Document::parse`] checks it, [`Reading::read`] finds price,
//! time and volume in it and turns the pair around if need be, [`quotes::convert`] brings it into the
//! feed's quote currency. One price of several is made by
//! `tidewater_math::aggregate::agree`.

mod decimal;
mod json;
mod list;
mod path;
pub mod quotes;
mod status;
mod text;
mod time;
mod validate;

pub use crate::price::Moment;
pub use decimal::{Decimal, NumberError};
pub use json::{Document, Scalar, MAX_DEPTH};
pub use list::{
    Feed, FeedError, MinVolume, Observation, Reading, Source, SourceList, Symbol, MAX_READINGS,
    MAX_SOURCES,
};
pub use path::{JsonPath, Key, PathError, PathFault, Step, MAX_KEY, MAX_STEPS};
pub use status::{FeedStatus, Refusal, SourceStatus, WorkerStatus};
pub use text::{Text, TextTooLong};
pub use time::{TimePath, TimeUnit};
pub use validate::{ListError, ListFault, MAX_BODY, MAX_TIMEOUT};

use codec::{Decode, DecodeWithMemTracking, Encode};
use core::fmt;
use scale_info::TypeInfo;

/// Under this key of the persistent off-chain storage the node writes the encoded [`SourceList`].
///
/// The number at its end is the version of the encoding. A runtime that encodes another way looks
/// under another key: with an old node it finds no list and reports nothing, rather than nonsense.
pub const LIST_KEY: &[u8] = b"tidewater/oracle/sources/1";

/// Under this key of the persistent off-chain storage the worker writes the encoded [`WorkerStatus`].
/// Versioned like [`LIST_KEY`].
pub const STATUS_KEY: &[u8] = b"tidewater/oracle/status/1";

/// Why a body gives no price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum ReadError {
    /// A byte of the body is not UTF-8.
    NotUtf8 {
        /// Which one, from 0.
        at: u32,
    },
    /// The body is not JSON, or something follows the JSON.
    NotJson {
        /// The first byte that cannot be, from 0.
        at: u32,
    },
    /// The body ends inside the JSON, or holds nothing.
    Truncated,
    /// More than [`MAX_DEPTH`] objects and arrays are open at once.
    TooDeep {
        /// The bracket that is too many: its byte, from 0.
        at: u32,
    },
    /// The path leads nowhere: no such key or element, or what should have it is of another kind.
    Missing {
        /// The step that leads nowhere, from 0.
        step: u8,
    },
    /// The path leads to more than one value.
    Ambiguous {
        /// The step that does, from 0.
        step: u8,
    },
    /// At the end of the path there is neither a number nor a text.
    NotAScalar,
    /// What is there gives no price.
    Price(NumberError),
    /// What is there gives no time.
    NotATime,
    /// The source does not trade as much as is wanted.
    ThinMarket,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotUtf8 { at } => write!(f, "not UTF-8 at byte {at}"),
            Self::NotJson { at } => write!(f, "not JSON at byte {at}"),
            Self::Truncated => f.write_str("the JSON is cut off"),
            Self::TooDeep { at } => write!(f, "nested too deep at byte {at}"),
            Self::Missing { step } => write!(f, "step {step} of the path leads nowhere"),
            Self::Ambiguous { step } => {
                write!(f, "step {step} of the path leads to several values")
            }
            Self::NotAScalar => f.write_str("neither a number nor a text"),
            Self::Price(error) => write!(f, "the price is no price: {error}"),
            Self::NotATime => f.write_str("the time is no time"),
            Self::ThinMarket => f.write_str("too little is traded"),
        }
    }
}

impl core::error::Error for ReadError {}
