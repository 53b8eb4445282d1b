//! Where in a JSON text a value is.

use super::text::Text;
use alloc::{string::String, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode};
use core::{
    fmt::{self, Write},
    str::FromStr,
};
use scale_info::TypeInfo;
use sp_core::{bounded::BoundedVec, ConstU32};

/// The most steps a path has.
pub const MAX_STEPS: u32 = 8;
/// The longest key or filter value, in bytes.
pub const MAX_KEY: usize = 64;

/// A key of an object, or what a filter compares with.
pub type Key = Text<MAX_KEY>;

/// One step into a JSON text.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Step {
    /// To the value under this key of an object.
    Key(Key),
    /// To this element of an array; the first is 0.
    Index(u16),
    /// To the one element of an array that is an object with this text under this key.
    Where {
        /// The key.
        key: Key,
        /// The text, after escapes. A number never equals it.
        value: Key,
    },
}

/// A way from the outermost value of a JSON text to one inside, in one to [`MAX_STEPS`] steps.
///
/// As text, the steps follow one another:
///
/// | step | written |
/// |---|---|
/// | key | `last`, with a dot before it unless it is the first step |
/// | key with other characters than letters, digits, `_`, `-`, `$` | `"a key. \"so\""`; only `\"` and `\\` are escapes |
/// | element of an array | `[0]` |
/// | the object in an array whose `symbol` is `BTCUSDT` | `[symbol="BTCUSDT"]` |
///
/// `result.XXBTZUSD.c[0]` and `data[instId="BTC-USDT"].last` are paths. There are no wildcards, no
/// spaces between the parts and no way upwards.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct JsonPath(BoundedVec<Step, ConstU32<MAX_STEPS>>);

impl JsonPath {
    /// The path of these steps, or `None` if there are none or too many.
    pub fn new(steps: Vec<Step>) -> Option<Self> {
        if steps.is_empty() {
            return None;
        }
        steps.try_into().ok().map(Self)
    }

    /// The steps, outermost first.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }
}

/// Why a text is no path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PathError {
    /// Where in the text, in bytes from 0.
    pub at: usize,
    /// What is wrong there.
    pub fault: PathFault,
}

/// What is wrong with the text of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathFault {
    /// A key was expected.
    KeyExpected,
    /// A dot or a bracket was expected.
    StepExpected,
    /// An index or a filter was expected: `[0]` or `[key="value"]`.
    IndexOrFilterExpected,
    /// A `"` was expected: what a filter compares with is always quoted.
    QuoteExpected,
    /// A `]` was expected.
    BracketExpected,
    /// A quoted key or value does not end.
    Unclosed,
    /// Only `\"` and `\\` are escapes.
    UnknownEscape,
    /// The index is above 65,535.
    IndexTooLarge,
    /// A key or value is longer than [`MAX_KEY`].
    KeyTooLong,
    /// More than [`MAX_STEPS`] steps.
    TooManySteps,
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.fault {
            PathFault::KeyExpected => "a key is expected",
            PathFault::StepExpected => "a dot or a bracket is expected",
            PathFault::IndexOrFilterExpected => "an index or a filter is expected",
            PathFault::QuoteExpected => "a quote is expected",
            PathFault::BracketExpected => "a closing bracket is expected",
            PathFault::Unclosed => "the quote does not end",
            PathFault::UnknownEscape => "only \\\" and \\\\ are escapes",
            PathFault::IndexTooLarge => "the index is above 65535",
            PathFault::KeyTooLong => "the key is longer than 64 bytes",
            PathFault::TooManySteps => "more than 8 steps",
        };
        write!(f, "path, byte {}: {what}", self.at)
    }
}

impl core::error::Error for PathError {}

/// Whether a key can be written without quotes.
fn is_bare(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(is_bare_byte)
}

fn is_bare_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'$')
}

impl fmt::Display for JsonPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) => {
                    if number > 0 {
                        f.write_char('.')?;
                    }
                    write_key(f, key)?;
                }
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Where { key, value } => {
                    f.write_char('[')?;
                    write_key(f, key)?;
                    f.write_char('=')?;
                    write_quoted(f, value)?;
                    f.write_char(']')?;
                }
            }
        }
        Ok(())
    }
}

fn write_key(f: &mut fmt::Formatter<'_>, key: &Key) -> fmt::Result {
    if is_bare(key.as_str()) {
        f.write_str(key.as_str())
    } else {
        write_quoted(f, key)
    }
}

fn write_quoted(f: &mut fmt::Formatter<'_>, text: &Key) -> fmt::Result {
    f.write_char('"')?;
    for letter in text.as_str().chars() {
        if matches!(letter, '"' | '\\') {
            f.write_char('\\')?;
        }
        f.write_char(letter)?;
    }
    f.write_char('"')
}

impl FromStr for JsonPath {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        let mut reader = Reader { text, at: 0 };
        let mut steps = BoundedVec::new();
        while steps.is_empty() || reader.at < text.len() {
            let at = reader.at;
            let step = reader.step(steps.is_empty())?;
            let full = PathError { at, fault: PathFault::TooManySteps };
            steps.try_push(step).map_err(|_| full)?;
        }
        Ok(Self(steps))
    }
}

/// The text of a path, and how far it has been read.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn fail<T>(&self, fault: PathFault) -> Result<T, PathError> {
        Err(PathError { at: self.at, fault })
    }

    fn take(&mut self, letter: char) -> bool {
        let found = self.rest().starts_with(letter);
        if found {
            self.at += letter.len_utf8();
        }
        found
    }

    fn expect(&mut self, letter: char, fault: PathFault) -> Result<(), PathError> {
        if self.take(letter) {
            Ok(())
        } else {
            self.fail(fault)
        }
    }

    fn step(&mut self, is_first: bool) -> Result<Step, PathError> {
        if self.take('[') {
            let step = self.bracketed()?;
            self.expect(']', PathFault::BracketExpected)?;
            return Ok(step);
        }
        if !is_first {
            self.expect('.', PathFault::StepExpected)?;
        }
        self.key(PathFault::KeyExpected).map(Step::Key)
    }

    fn bracketed(&mut self) -> Result<Step, PathError> {
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let (number, behind) = self.rest().split_at_checked(digits).unwrap_or_default();
        // A key may begin with digits, or be nothing else: `[24h="up"]`, `[0="up"]`.
        if digits > 0 && !behind.starts_with(|next: char| next == '=' || is_bare_char(next)) {
            return match number.parse() {
                Ok(index) => {
                    self.at += digits;
                    Ok(Step::Index(index))
                }
                Err(_) => self.fail(PathFault::IndexTooLarge),
            };
        }
        let key = self.key(PathFault::IndexOrFilterExpected)?;
        self.expect('=', PathFault::IndexOrFilterExpected)?;
        self.expect('"', PathFault::QuoteExpected)?;
        let value = self.quoted()?;
        Ok(Step::Where { key, value })
    }

    fn key(&mut self, missing: PathFault) -> Result<Key, PathError> {
        if self.take('"') {
            return self.quoted();
        }
        let length = self.rest().bytes().take_while(|byte| is_bare_byte(*byte)).count();
        if length == 0 {
            return self.fail(missing);
        }
        let (key, _) = self.rest().split_at_checked(length).unwrap_or_default();
        let Ok(key) = key.parse() else { return self.fail(PathFault::KeyTooLong) };
        self.at += length;
        Ok(key)
    }

    /// The text up to the closing quote; the opening one has been taken.
    fn quoted(&mut self) -> Result<Key, PathError> {
        let begin = self.at;
        let mut text = String::new();
        loop {
            let Some(letter) = self.rest().chars().next() else {
                return Err(PathError { at: begin, fault: PathFault::Unclosed });
            };
            self.at += letter.len_utf8();
            match letter {
                '"' => break,
                '\\' if self.take('"') => text.push('"'),
                '\\' if self.take('\\') => text.push('\\'),
                '\\' => return self.fail(PathFault::UnknownEscape),
                letter => text.push(letter),
            }
        }
        text.try_into().map_err(|_| PathError { at: begin, fault: PathFault::KeyTooLong })
    }
}

fn is_bare_char(letter: char) -> bool {
    u8::try_from(letter).is_ok_and(is_bare_byte)
}
