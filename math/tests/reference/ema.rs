//! Averages from their definitions.

use num_bigint::{BigInt, BigUint, Sign};
use tidewater_math::{amm::ema::Weight, rounding::Rounding, MathError, U256};

use super::fraction::Fraction;

/// `number`, unbounded.
pub(crate) fn exact(number: U256) -> BigInt {
    BigInt::from_bytes_le(Sign::Plus, &number.to_le_bytes::<32>())
}

/// The weight as a fraction.
pub(crate) fn part(weight: Weight) -> Fraction {
    Fraction::whole(weight.parts()) / Fraction::whole(BigInt::from(1) << 127)
}

/// The twin of `price`, for a base that is not zero.
pub(crate) fn price(quote_reserve: u128, base_reserve: u128) -> BigInt {
    let price = Fraction::whole(quote_reserve) / Fraction::whole(base_reserve);
    (price * Fraction::whole(BigInt::from(1) << 128)).round(Rounding::Down)
}

/// The twin of `price_ratio`.
pub(crate) fn price_ratio(price: U256, of: U256) -> Result<BigInt, MathError> {
    if of.is_zero() {
        return Err(MathError::DivisionByZero);
    }
    let ratio = Fraction::whole(exact(price)) / Fraction::whole(exact(of));
    let scaled = (ratio * Fraction::whole(BigInt::from(1) << 128)).round(Rounding::Down);
    if scaled.bits() > 256 {
        return Err(MathError::Overflow);
    }
    Ok(scaled)
}

/// The twin of `worth`.
pub(crate) fn worth(amount: u128, price: U256, rounding: Rounding) -> Result<u128, MathError> {
    let one = Fraction::whole(BigInt::from(1) << 128);
    let worth = (Fraction::whole(amount) * Fraction::whole(exact(price)) / one).round(rounding);
    u128::try_from(worth).map_err(|_| MathError::Overflow)
}

/// The twin of `least_along`.
pub(crate) fn least_along(amount: u128, prices: &[U256], loss_bps: u32) -> Result<u128, MathError> {
    let mut whole = amount;
    for price in prices {
        whole = worth(whole, *price, Rounding::Up)?;
    }
    let kept = Fraction::whole(10_000 - loss_bps.min(10_000)) / Fraction::whole(10_000);
    super::amount(&(Fraction::whole(whole) * kept).round(Rounding::Up))
}

/// What `amount` is exactly worth along `prices`, nothing rounded.
pub(crate) fn exact_along(amount: u128, prices: &[U256]) -> Fraction {
    let one = Fraction::whole(BigInt::from(1) << 128);
    prices.iter().fold(Fraction::whole(amount), |worth, price| {
        worth * Fraction::whole(exact(*price)) / one.clone()
    })
}

/// `(1 − 2/(N + 1))^elapsed`, one factor at a time.
pub(crate) fn weight_of_past(window_blocks: u32, elapsed_blocks: u32) -> Fraction {
    let of_a_block = Fraction::whole(2) / Fraction::whole(u64::from(window_blocks.max(1)) + 1);
    let kept = Fraction::whole(1) - of_a_block;
    (0..elapsed_blocks).fold(Fraction::whole(1), |weight, _| weight * kept.clone())
}

/// How many bits after the point [`wide_weight_of_past`] has.
pub(crate) const WIDE_BITS: usize = 640;

/// `(1 − 2/(N + 1))^elapsed` for any number of blocks, in steps of 2^-640: below the exact number, by
/// less than 2^-600.
pub(crate) fn wide_weight_of_past(window_blocks: u32, elapsed_blocks: u32) -> BigInt {
    let window = BigUint::from(window_blocks.max(1));
    let one = BigUint::from(1u32) << WIDE_BITS;
    let of_a_block = &one * (&window - 1u32) / (window + 1u32);
    // From the highest bit down: squared, and once more for a bit that is set.
    let weight = (0..32).rev().fold(one, |weight, bit| {
        let squared = (&weight * &weight) >> WIDE_BITS;
        match elapsed_blocks >> bit & 1 {
            1 => (squared * &of_a_block) >> WIDE_BITS,
            _ => squared,
        }
    });
    weight.into()
}

/// The twin of `blend_price` and `blend_amount`.
pub(crate) fn blend(average: BigInt, current: BigInt, weight: Weight) -> BigInt {
    let rounding = if average > current { Rounding::Down } else { Rounding::Up };
    let [average, current] = [average, current].map(Fraction::whole);
    (current.clone() + (average - current) * part(weight)).round(rounding)
}

/// The twin of `accumulate`.
pub(crate) fn accumulate(cumulative: U256, price: U256, blocks: u32) -> BigInt {
    (exact(cumulative) + exact(price) * blocks) % (BigInt::from(1) << 256)
}

/// The twin of `deviation_exceeds`.
pub(crate) fn deviation_exceeds(a: U256, b: U256, bps: u32) -> bool {
    let [a, b] = [a, b].map(|number| Fraction::whole(exact(number)));
    let allowed = b.clone() * Fraction::whole(bps) / Fraction::whole(10_000);
    let above = a.is_at_most(&(b.clone() + allowed.clone()));
    let below = (b - allowed).is_at_most(&a);
    !(above && below)
}
