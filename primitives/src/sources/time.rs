//! When a source says a price was made.

use super::{
    json::{Document, Scalar},
    list::{as_text, number},
    path::JsonPath,
    Moment, ReadError,
};
use codec::{Decode, DecodeWithMemTracking, Encode};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Where an answer has its time, and how it is written.
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
pub struct TimePath {
    /// Where the time is.
    #[serde(with = "as_text")]
    pub path: JsonPath,
    /// How it is written.
    pub unit: TimeUnit,
}

/// How a source writes time.
#[derive(
    Clone,
    Copy,
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
#[serde(rename_all = "lowercase")]
pub enum TimeUnit {
    /// Seconds since 1970, UTC; a number or a text, with a fraction or without. Rounded to the nearest
    /// millisecond.
    Seconds,
    /// Milliseconds since 1970, UTC; likewise.
    Milliseconds,
    /// Microseconds since 1970, UTC; likewise.
    Microseconds,
    /// `2026-11-22T22:30:00.123Z`, or with an offset such as `+01:00` instead of the `Z` (RFC 3339). What
    /// is below a millisecond is cut off. Years 1970 to 9999; leap seconds are refused.
    Rfc3339,
}

impl TimePath {
    /// The time in `document`.
    ///
    /// # Errors
    /// If there is nothing at the path, or no time.
    pub fn read(&self, document: &Document) -> Result<Moment, ReadError> {
        let scalar = document.find(&self.path)?;
        self.unit.moment(scalar).ok_or(ReadError::NotATime)
    }
}

impl TimeUnit {
    fn moment(self, scalar: Scalar) -> Option<Moment> {
        let decimals = match (self, scalar) {
            (Self::Rfc3339, Scalar::Text(text)) => return rfc3339(text),
            (Self::Rfc3339, Scalar::Number(_)) => return None,
            (Self::Seconds, _) => 3,
            (Self::Milliseconds, _) => 0,
            (Self::Microseconds, _) => -3,
        };
        number(scalar).ok()?.shifted(decimals)?.to_units(0).ok()?.try_into().ok()
    }
}

/// Milliseconds since 1970 at a time like `2026-11-22T22:30:00.123Z`.
fn rfc3339(text: &str) -> Option<Moment> {
    let (date, time) = text.split_once('T')?;
    let [year, month, day] = fields(date, '-', [4, 2, 2])?;
    let (time, offset) = match time.strip_suffix('Z') {
        Some(time) => (time, 0),
        None => offset(time)?,
    };
    let (clock, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let [hour, minute, second] = fields(clock, ':', [2, 2, 2])?;
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let seconds =
        days(year, month, day)? * 86_400 + hour * 3_600 + minute * 60 + second - offset * 60;
    Moment::try_from(seconds * 1_000 + thousandths(fraction)?).ok()
}

/// A time and the minutes by which its zone is ahead of UTC.
fn offset(time: &str) -> Option<(&str, i64)> {
    let (time, zone) = time.split_at_checked(time.len().checked_sub(6)?)?;
    let (sign, zone) = match zone.strip_prefix('+') {
        Some(zone) => (1, zone),
        None => (-1, zone.strip_prefix('-')?),
    };
    let [hours, minutes] = fields(zone, ':', [2, 2])?;
    (hours <= 23 && minutes <= 59).then_some((time, sign * (hours * 60 + minutes)))
}

/// Numbers of fixed lengths with a sign between them, and nothing else.
fn fields<const N: usize>(text: &str, between: char, lengths: [usize; N]) -> Option<[i64; N]> {
    let mut parts = text.split(between);
    let mut numbers = [0; N];
    for (number, length) in numbers.iter_mut().zip(lengths) {
        let part = parts.next()?;
        if part.len() != length || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *number = part.parse().ok()?;
    }
    parts.next().is_none().then_some(numbers)
}

/// The first three digits of a fraction.
fn thousandths(fraction: &str) -> Option<i64> {
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = fraction.bytes().map(|byte| i64::from(byte - b'0')).chain([0, 0]);
    Some(digits.take(3).fold(0, |number, digit| number * 10 + digit))
}

/// Days from 1970-01-01 to a day of the Gregorian calendar; `None` if there is no such day, or before.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + i64::from(leap),
        1..=12 => 31,
        _ => return None,
    };
    if year < 1970 || day < 1 || day > length {
        return None;
    }
    // The year that counts begins in March: a leap day is then the last of its year.
    let year = if month <= 2 { year - 1 } else { year };
    let since_march = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    // From 1 March of the year 0 to 1970-01-01 it is 719,468 days.
    Some(365 * year + year / 4 - year / 100 + year / 400 + since_march - 719_468)
}
