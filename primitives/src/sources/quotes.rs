//! Prices with decimals: turned around, converted, and brought together. Integers only.
//!
//! A price with `d` decimals is a whole number of `10^-d`. Results are rounded once, to the nearest unit,
//! a tie up: a price is paid to nobody, so what counts is the smallest error, and that all round alike.

use alloc::vec::Vec;
use core::fmt;
use sp_core::U256;

/// A basis point is one ten-thousandth.
const BASIS_POINTS: u32 = 10_000;

/// Why there is no price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteError {
    /// A price was zero, or would have been rounded to it.
    Zero,
    /// The price does not fit into 128 bits.
    Overflow,
    /// Fewer sources than are needed gave a price.
    TooFewSources,
    /// Enough sources gave a price, but fewer than are needed are near their median.
    TooFewAgree,
}

impl fmt::Display for QuoteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Zero => "the price is zero",
            Self::Overflow => "the price does not fit into 128 bits",
            Self::TooFewSources => "too few sources have a price",
            Self::TooFewAgree => "too few sources agree",
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

/// What one source says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The price, in the same unit as the others'.
    pub price: u128,
    /// How much it counts; a source with no weight is not there.
    pub weight: u16,
}

/// What sources agree on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agreed {
    /// The weighted median of the prices near the weighted median of all.
    pub price: u128,
    /// How many sources are near it.
    pub sources: u32,
}

/// One price out of what several sources say.
///
/// Prices further than `bound_bps` basis points from the weighted median of all are dropped; the
/// answer is the weighted median of the rest. One that far away exactly stays. On an even split of the
/// weight, the median is the mean of the two middles, rounded down.
///
/// Of two that disagree none is dropped alone: both are as far from the median, or the heavier one is
/// the median. Ask for three sources at least.
///
/// # Errors
/// If fewer than `least` sources gave a price, or are near the median, or none at all.
pub fn agree(quotes: &[Quote], bound_bps: u32, least: u32) -> Result<Agreed, QuoteError> {
    let mut quotes: Vec<_> = quotes.iter().copied().filter(|quote| quote.weight > 0).collect();
    quotes.sort_unstable_by_key(|quote| quote.price);
    let is_enough = |quotes: &[Quote]| quotes.len() >= usize::try_from(least).unwrap_or(usize::MAX);
    if !is_enough(&quotes) {
        return Err(QuoteError::TooFewSources);
    }
    let all = weighted_median(&quotes).ok_or(QuoteError::TooFewSources)?;
    quotes.retain(|quote| is_near(quote.price, all, bound_bps));
    if !is_enough(&quotes) {
        return Err(QuoteError::TooFewAgree);
    }
    let price = weighted_median(&quotes).ok_or(QuoteError::TooFewAgree)?;
    if price == 0 {
        return Err(QuoteError::Zero);
    }
    Ok(Agreed { price, sources: u32::try_from(quotes.len()).unwrap_or(u32::MAX) })
}

/// Whether `price` is at most `bound_bps` basis points of `median` away from it.
fn is_near(price: u128, median: u128, bound_bps: u32) -> bool {
    U256::from(price.abs_diff(median)) * U256::from(BASIS_POINTS)
        <= U256::from(median) * U256::from(bound_bps)
}

/// Where half of the weight lies on either side; the quotes are in order of their price.
fn weighted_median(quotes: &[Quote]) -> Option<u128> {
    let total: u64 = quotes.iter().map(|quote| u64::from(quote.weight)).sum();
    let mut reached = 0u64;
    let middle = quotes.iter().position(|quote| {
        reached += u64::from(quote.weight);
        reached * 2 >= total
    })?;
    let lower = quotes.get(middle)?.price;
    match quotes.get(middle + 1) {
        Some(upper) if reached * 2 == total => Some(lower + (upper.price - lower) / 2),
        _ => Some(lower),
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
