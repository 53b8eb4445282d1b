//! Prices with decimals: turned around and converted. Integers only.
//!
//! A price with `d` decimals is a whole number of `10^-d`. Results are rounded once, to the nearest unit,
//! a tie up: a price is paid to nobody, so what counts is the smallest error, and that all round alike.

use core::fmt;
use sp_core::U256;

/// Why there is no price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteError {
    /// A price was zero, or would have been rounded to it.
    Zero,
    /// The price does not fit into 128 bits.
    Overflow,
}

impl fmt::Display for QuoteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Zero => "the price is zero",
            Self::Overflow => "the price does not fit into 128 bits",
        })
    }
}

impl core::error::Error for QuoteError {}

/// The price of the quote currency in the base currency, with the same decimals.
///
/// # Errors
/// If `price` is zero, or its inverse is less than half a unit or does not fit into 128 bits.
pub fn invert(price: u128, decimals: u8) -> Result<u128, QuoteError> {
    if price == 0 {
        return Err(QuoteError::Zero);
    }
    let one = power_of_ten(u32::from(decimals) * 2).ok_or(QuoteError::Overflow)?;
    above_zero(divide(one, price.into()))
}

/// `price` in another currency: times `rate`, the price with `rate_decimals` of the currency it is in.
///
/// # Errors
/// If either is zero, or the result is less than half a unit or does not fit into 128 bits.
pub fn convert(price: u128, rate: u128, rate_decimals: u8) -> Result<u128, QuoteError> {
    let product = U256::from(price) * U256::from(rate);
    match power_of_ten(rate_decimals.into()) {
        Some(one) => above_zero(divide(product, one)),
        // Two times 128 bits do not reach half of 10^78.
        None => Err(QuoteError::Zero),
    }
}

/// `price` with other decimals.
///
/// # Errors
/// If it is zero, or the result is less than half a unit or does not fit into 128 bits.
pub fn rescale(price: u128, from: u8, to: u8) -> Result<u128, QuoteError> {
    let scale = power_of_ten(from.abs_diff(to).into());
    match (to >= from, scale) {
        _ if price == 0 => Err(QuoteError::Zero),
        (true, Some(scale)) => U256::from(price)
            .checked_mul(scale)
            .and_then(|price| price.try_into().ok())
            .ok_or(QuoteError::Overflow),
        (true, None) => Err(QuoteError::Overflow),
        (false, Some(scale)) => above_zero(divide(price.into(), scale)),
        (false, None) => Err(QuoteError::Zero),
    }
}

/// `10^power`, if it fits into 256 bits: up to 77.
pub(super) fn power_of_ten(power: u32) -> Option<U256> {
    (power <= 77).then(|| U256::from(10).pow(power.into()))
}

/// The quotient to the nearest whole number, a tie up; `None` if it does not fit into 128 bits.
pub(super) fn divide(number: U256, by: U256) -> Option<u128> {
    let (whole, rest) = (number.checked_div(by)?, number.checked_rem(by)?);
    let up = rest >= by - rest;
    u128::try_from(whole).ok()?.checked_add(up.into())
}

fn above_zero(price: Option<u128>) -> Result<u128, QuoteError> {
    match price {
        None => Err(QuoteError::Overflow),
        Some(0) => Err(QuoteError::Zero),
        Some(price) => Ok(price),
    }
}
