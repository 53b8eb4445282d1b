//! Short pieces of text.

use alloc::string::String;
use codec::{Decode, DecodeWithMemTracking, Encode, Error, Input};
use core::{fmt, str::FromStr};
use scale_info::{Type, TypeInfo};
use serde::{Deserialize, Serialize};

/// UTF-8 text of at most `MAX` bytes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Encode, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct Text<const MAX: usize>(String);

impl<const MAX: usize> Text<MAX> {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The text has more bytes than it may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextTooLong {
    /// How many it may have.
    pub max: usize,
}

impl fmt::Display for TextTooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "longer than {} bytes", self.max)
    }
}

impl core::error::Error for TextTooLong {}

impl<const MAX: usize> TryFrom<String> for Text<MAX> {
    type Error = TextTooLong;

    fn try_from(text: String) -> Result<Self, TextTooLong> {
        if text.len() > MAX {
            return Err(TextTooLong { max: MAX });
        }
        Ok(Self(text))
    }
}

impl<const MAX: usize> FromStr for Text<MAX> {
    type Err = TextTooLong;

    fn from_str(text: &str) -> Result<Self, TextTooLong> {
        String::from(text).try_into()
    }
}

impl<const MAX: usize> fmt::Display for Text<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<const MAX: usize> fmt::Debug for Text<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl<const MAX: usize> Decode for Text<MAX> {
    fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
        String::decode(input)?.try_into().map_err(|_| "text too long".into())
    }
}

impl<const MAX: usize> DecodeWithMemTracking for Text<MAX> {}

impl<const MAX: usize> TypeInfo for Text<MAX> {
    type Identity = str;

    fn type_info() -> Type {
        str::type_info()
    }
}
