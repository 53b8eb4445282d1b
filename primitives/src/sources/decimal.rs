//! Decimal numbers as people write them, exactly.

use super::{
    json,
    quotes::{divide, power_of_ten},
};
use codec::{Decode, DecodeWithMemTracking, Encode};
use core::fmt;
use scale_info::TypeInfo;
use sp_core::U256;

/// A decimal number of zero or more: `digits · 10^exponent`, exactly.
///
/// Equal numbers are equal values: the digits never end in a zero, and zero has the exponent 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    digits: u128,
    exponent: i16,
}

/// Why a text gives no number, or a number no units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum NumberError {
    /// It is not a number as JSON writes it: `NaN`, `1,000`, `+1`, `.5`, `007`, nothing.
    NotANumber,
    /// It has a minus sign.
    Negative,
    /// It is zero, and a price never is.
    Zero,
    /// It has more digits than 128 bits hold: 38 always fit.
    TooManyDigits,
    /// It is above what 128 bits of units hold.
    TooLarge,
    /// It is less than half a unit.
    TooSmall,
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotANumber => "not a number",
            Self::Negative => "negative",
            Self::Zero => "zero",
            Self::TooManyDigits => "more digits than fit into 128 bits",
            Self::TooLarge => "too large",
            Self::TooSmall => "too small",
        })
    }
}

impl core::error::Error for NumberError {}

impl Decimal {
    /// Reads a number as JSON writes it: `67123.45`, `0`, `1.5e-7`. In a price that is sent as a text,
    /// the text must be such a number, without space around it.
    ///
    /// # Errors
    /// If it is no such number, is negative (minus zero, too), has more than 128 bits of digits, or an
    /// exponent beyond 16 bits.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        if !json::is_number(text) {
            return Err(NumberError::NotANumber);
        }
        if text.starts_with('-') {
            return Err(NumberError::Negative);
        }
        let (mantissa, power) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let mut digits = 0u128;
        // Zeros count only once another digit follows them.
        let mut zeros = 0u32;
        for digit in whole.bytes().chain(fraction.bytes()).map(|byte| byte - b'0') {
            if digit == 0 {
                zeros = zeros.saturating_add(u32::from(digits > 0));
                continue;
            }
            digits = 10u128
                .checked_pow(zeros.saturating_add(1))
                .and_then(|shift| digits.checked_mul(shift)?.checked_add(digit.into()))
                .ok_or(NumberError::TooManyDigits)?;
            zeros = 0;
        }
        if digits == 0 {
            return Ok(Self { digits: 0, exponent: 0 });
        }
        let fraction = i64::try_from(fraction.len()).unwrap_or(i64::MAX);
        let exponent = exponent(power).saturating_add(zeros.into()).saturating_sub(fraction);
        let beyond = if exponent > 0 { NumberError::TooLarge } else { NumberError::TooSmall };
        let exponent = exponent.try_into().map_err(|_| beyond)?;
        Ok(Self { digits, exponent })
    }

    /// The digits, without zeros at their end.
    pub const fn digits(self) -> u128 {
        self.digits
    }

    /// The power of ten that the digits are multiplied with.
    pub const fn exponent(self) -> i16 {
        self.exponent
    }

    /// The number times `10^by`, or `None` if its exponent leaves 16 bits.
    pub fn shifted(self, by: i16) -> Option<Self> {
        match self.digits {
            0 => Some(self),
            digits => Some(Self { digits, exponent: self.exponent.checked_add(by)? }),
        }
    }

    /// The number in units of `10^-decimals`, rounded to the nearest one, a tie up.
    ///
    /// A price is paid to nobody, so what counts is the smallest error, and that all round alike.
    ///
    /// # Errors
    /// If it is zero or less than half a unit, or does not fit into 128 bits.
    pub fn to_units(self, decimals: u8) -> Result<u128, NumberError> {
        if self.digits == 0 {
            return Err(NumberError::Zero);
        }
        let shift = i32::from(self.exponent) + i32::from(decimals);
        let scale = power_of_ten(shift.unsigned_abs());
        match (shift >= 0, scale) {
            (true, None) => Err(NumberError::TooLarge),
            (true, Some(scale)) => U256::from(self.digits)
                .checked_mul(scale)
                .and_then(|units| units.try_into().ok())
                .ok_or(NumberError::TooLarge),
            // No 128 bits reach half of 10^78.
            (false, None) => Err(NumberError::TooSmall),
            (false, Some(scale)) => above_zero(divide(self.digits.into(), scale)),
        }
    }

    /// One divided by the number, in units of `10^-decimals`, rounded to the nearest one, a tie up: a
    /// price of the quote currency in the base currency. Rounded once, unlike the inverse of units.
    ///
    /// # Errors
    /// As [`to_units`](Self::to_units), of the inverse.
    pub fn to_inverse_units(self, decimals: u8) -> Result<u128, NumberError> {
        if self.digits == 0 {
            return Err(NumberError::Zero);
        }
        let shift = i32::from(decimals) - i32::from(self.exponent);
        if shift < 0 {
            // The number is a multiple of 10^(decimals + 1) or more: its inverse is at most a tenth.
            return Err(NumberError::TooSmall);
        }
        // 10^78 divided by 128 bits is above 128 bits.
        let one = power_of_ten(shift.unsigned_abs()).ok_or(NumberError::TooLarge)?;
        above_zero(divide(one, self.digits.into()))
    }

    /// Whether the number is `whole` or more.
    pub fn is_at_least(self, whole: u64) -> bool {
        let scale = 10u128.checked_pow(self.exponent.unsigned_abs().into());
        let floor = match (self.exponent >= 0, scale) {
            (true, Some(scale)) => self.digits.saturating_mul(scale),
            // Digits that are not zero, by 10^39 or more.
            (true, None) => u128::MAX,
            (false, Some(scale)) => self.digits / scale,
            (false, None) => 0,
        };
        floor >= whole.into()
    }
}

/// The number after the `e`, or one beyond 16 bits however many digits come before it.
fn exponent(power: &str) -> i64 {
    let digits = power.trim_start_matches(['+', '-']);
    let value = digits
        .bytes()
        .fold(0i64, |value, byte| value.saturating_mul(10).saturating_add((byte - b'0').into()));
    if power.starts_with('-') {
        -value
    } else {
        value
    }
}

fn above_zero(units: Option<u128>) -> Result<u128, NumberError> {
    match units {
        None => Err(NumberError::TooLarge),
        Some(0) => Err(NumberError::TooSmall),
        Some(units) => Ok(units),
    }
}
