//! Division with a named direction: amounts go in and amounts come out, however large the numbers
//! in between.
//!
//! Every function is exact up to its one stated rounding: it works in 256 bits where they suffice,
//! else in 320. The width changes how fast an answer comes, never the answer.

use core::cmp::Ordering;

use ruint::{
    aliases::{U128, U256},
    Uint,
};

use crate::error::MathError;

/// Which way a quotient goes that is not a whole number.
///
/// The caller picks the direction in which the pool gains the last unit, never the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// To the next lower whole number: what is paid out.
    Down,
    /// To the next higher whole number: what is taken in.
    Up,
}

/// `a · b · factor`, not multiplied out: the product may need 288 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Product {
    /// The two wide factors, `a` and `b`.
    pub amounts: [u128; 2],
    /// The narrow factor, such as a number of basis points.
    pub factor: u32,
}

impl Product {
    /// How many bits surely hold the product: its length, or at most two more.
    fn bits(self) -> usize {
        let [a, b] = self.amounts.map(|amount| u128::BITS.saturating_sub(amount.leading_zeros()));
        let factor = u32::BITS.saturating_sub(self.factor.leading_zeros());
        a.saturating_add(b).saturating_add(factor) as usize
    }

    /// The product, if 256 bits hold it and 128 hold that of `a` and `factor`.
    fn wide(self) -> Option<Wide> {
        let [a, b] = self.amounts;
        a.checked_mul(self.factor.into()).map(|a| product(a, b))
    }

    /// The product in a width that holds it.
    fn value<const BITS: usize, const LIMBS: usize>(self) -> Result<Uint<BITS, LIMBS>, MathError> {
        let [a, b] = self.amounts;
        Uint::from(a)
            .checked_mul(Uint::from(b))
            .and_then(|product| product.checked_mul(Uint::from(self.factor)))
            .ok_or(MathError::Overflow)
    }
}

/// `a · m + b · n` as `[(a, m), (b, n)]`, not added up: the sum may need 161 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeightedSum(pub [(u128, u32); 2]);

impl WeightedSum {
    /// The sum, if 128 bits hold it.
    fn narrow(self) -> Option<u128> {
        let [(a, m), (b, n)] = self.0;
        a.checked_mul(m.into())?.checked_add(b.checked_mul(n.into())?)
    }

    /// The sum in a width that holds it.
    fn value<const BITS: usize, const LIMBS: usize>(self) -> Result<Uint<BITS, LIMBS>, MathError> {
        let [left, right] = self.0.map(|(amount, weight)| {
            Uint::<BITS, LIMBS>::from(amount).checked_mul(Uint::from(weight))
        });
        left.zip(right).and_then(|(left, right)| left.checked_add(right)).ok_or(MathError::Overflow)
    }
}

/// `a · b / c`, rounded once.
///
/// # Errors
/// `DivisionByZero` if `c` is zero; `Overflow` if the quotient does not fit into 128 bits.
pub fn mul_div(a: u128, b: u128, c: u128, rounding: Rounding) -> Result<u128, MathError> {
    match a.checked_mul(b) {
        Some(dividend) => narrow_quotient(dividend, c, rounding),
        None => product(a, b).quotient(c, rounding),
    }
}

/// A product of three over a weighted sum, rounded once.
///
/// # Errors
/// `DivisionByZero` if the divisor is zero; `Overflow` if the quotient does not fit into 128 bits.
pub fn ratio(
    dividend: Product,
    divisor: WeightedSum,
    rounding: Rounding,
) -> Result<u128, MathError> {
    match (dividend.wide(), divisor.narrow()) {
        (Some(dividend), Some(divisor)) => dividend.quotient(divisor, rounding),
        _ => ratio_in_320(dividend, divisor, rounding),
    }
}

/// [`ratio`] of numbers that no pool of real tokens has: apart, so as not to slow down the others.
#[cold]
#[inline(never)]
fn ratio_in_320(
    dividend: Product,
    divisor: WeightedSum,
    rounding: Rounding,
) -> Result<u128, MathError> {
    quotient(dividend.value::<320, 5>()?, divisor.value()?, rounding)
}

/// How far `actual` falls short of `ideal`, in parts of `scale`, rounded up:
/// `ceil(scale · (ideal − actual) / ideal)`.
///
/// Zero if it does not fall short, so also where `ideal` is zero; never more than `scale`.
pub fn shortfall(actual: Product, ideal: Product, scale: u32) -> u32 {
    let scale_bits = u32::BITS as usize;
    let bits = actual.bits().max(ideal.bits()).saturating_add(scale_bits);
    if bits <= U256::BITS {
        shortfall_in::<256, 4>(actual, ideal, scale)
    } else {
        shortfall_in::<320, 5>(actual, ideal, scale)
    }
}

/// `a · b` against `c · d`.
pub fn compare_products([a, b]: [u128; 2], [c, d]: [u128; 2]) -> Ordering {
    product(a, b).cmp(&product(c, d))
}

/// `floor(sqrt(a · b))`: always fits, for it lies between `a` and `b`.
///
/// Newton's steps from above. The first guess is a power of two above the root, and as long as a
/// guess is above the root's floor the next one is smaller and not below that floor. So the guesses
/// fall strictly, and the one that is not followed by a smaller one is the answer. The first is at
/// most twice the root and each step at least squares the relative error: there are fewer than ten.
pub fn sqrt_of_product(a: u128, b: u128) -> u128 {
    let square: U256 = U128::from(a).widening_mul(U128::from(b));
    if square.is_zero() {
        return 0;
    }
    let mut root = U256::ONE.wrapping_shl(square.bit_len().div_ceil(2));
    loop {
        let next = square.wrapping_div(root).wrapping_add(root).wrapping_shr(1);
        if next >= root {
            return root.saturating_to();
        }
        root = next;
    }
}

/// A number of 256 bits: `high · 2^128 + low`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Wide {
    high: u128,
    low: u128,
}

impl Wide {
    /// `self / divisor`, which must fit into 128 bits.
    fn quotient(self, divisor: u128, rounding: Rounding) -> Result<u128, MathError> {
        if self.high == 0 {
            return narrow_quotient(self.low, divisor, rounding);
        }
        if divisor == 0 {
            return Err(MathError::DivisionByZero);
        }
        if self.high >= divisor {
            return Err(MathError::Overflow);
        }
        let (whole, rest) = self.long_division(divisor);
        rounded(whole, rest == 0, rounding)
    }

    /// The whole part of `self / divisor`, and the rest times a power of two, for `high < divisor`.
    ///
    /// Long division in base 2^64: two digits of four by two. The divisor is shifted until its first
    /// bit is set, and the dividend with it, as the guess of a digit asks for.
    fn long_division(self, divisor: u128) -> (u128, u128) {
        let shift = divisor.leading_zeros();
        let divisor = divisor.wrapping_shl(shift);
        // In two steps, for `low` must go where `shift` is zero.
        let carried = (self.low >> 1).wrapping_shr(u128::BITS.wrapping_sub(1).wrapping_sub(shift));
        let high = self.high.wrapping_shl(shift) | carried;
        let low = self.low.wrapping_shl(shift);
        let (first, rest) = digit(high, low >> 64, divisor);
        let (second, rest) = digit(rest, low & LOW_HALF, divisor);
        (first << 64 | second, rest)
    }
}

/// The lower 64 of 128 bits.
const LOW_HALF: u128 = u64::MAX as u128;

/// One digit of a long division in base 2^64, and what it leaves: `rest` with `next` written after it,
/// by `divisor`. The first bit of `divisor` is set, and `rest` is below it.
///
/// The digit is guessed from the first half of `divisor`: never too low, and at most 2 too high
/// (Knuth, The Art of Computer Programming, volume 2, 4.3.1, theorem B). The loop compares with the
/// second half too and so ends at the digit itself. What is left may be written in 192 bits but is
/// below `divisor`, so the difference of the lower 128 is it.
fn digit(rest: u128, next: u128, divisor: u128) -> (u128, u128) {
    if rest <= LOW_HALF && (rest << 64 | next) < divisor {
        // Often the first: a division less.
        return (0, rest << 64 | next);
    }
    let (first, second) = (divisor >> 64, divisor & LOW_HALF);
    let mut guess = rest.checked_div(first).unwrap_or(0).min(LOW_HALF);
    let mut left = rest.wrapping_sub(guess.wrapping_mul(first));
    while left <= LOW_HALF && guess.wrapping_mul(second) > (left << 64 | next) {
        guess = guess.wrapping_sub(1);
        left = left.wrapping_add(first);
    }
    (guess, (rest << 64 | next).wrapping_sub(guess.wrapping_mul(divisor)))
}

/// `a · b`: 256 bits hold every product of two 128-bit numbers.
///
/// By halves of 64 bits. No sum overflows: the greatest, of a product of halves and two halves, is
/// `(2^64 − 1)² + 2·(2^64 − 1) = 2^128 − 1`.
fn product(a: u128, b: u128) -> Wide {
    let ([a1, a0], [b1, b0]) = ([a >> 64, a & LOW_HALF], [b >> 64, b & LOW_HALF]);
    let low = a0.wrapping_mul(b0);
    let middle = a1.wrapping_mul(b0).wrapping_add(low >> 64);
    let other = a0.wrapping_mul(b1).wrapping_add(middle & LOW_HALF);
    let high = a1.wrapping_mul(b1).wrapping_add(middle >> 64).wrapping_add(other >> 64);
    Wide { high, low: other << 64 | low & LOW_HALF }
}

/// `dividend / divisor` in 128 bits.
fn narrow_quotient(dividend: u128, divisor: u128, rounding: Rounding) -> Result<u128, MathError> {
    let whole = dividend.checked_div(divisor).ok_or(MathError::DivisionByZero)?;
    // Multiplying back is several times faster than a second division, and cannot exceed `dividend`.
    rounded(whole, whole.wrapping_mul(divisor) == dividend, rounding)
}

/// `dividend / divisor` in any width; the answer must fit into 128 bits.
fn quotient<const BITS: usize, const LIMBS: usize>(
    dividend: Uint<BITS, LIMBS>,
    divisor: Uint<BITS, LIMBS>,
    rounding: Rounding,
) -> Result<u128, MathError> {
    if divisor.is_zero() {
        return Err(MathError::DivisionByZero);
    }
    let (whole, rest) = dividend.div_rem(divisor);
    let whole = u128::try_from(whole).map_err(|_| MathError::Overflow)?;
    rounded(whole, rest.is_zero(), rounding)
}

/// `whole`, or the next number if something was left over and must not be lost.
fn rounded(whole: u128, exact: bool, rounding: Rounding) -> Result<u128, MathError> {
    match rounding {
        Rounding::Up if !exact => whole.checked_add(1).ok_or(MathError::Overflow),
        Rounding::Up | Rounding::Down => Ok(whole),
    }
}

/// [`shortfall`] in a width that holds both products times `scale`.
///
/// Were the width too small the answer would be `scale`, the worst one; the caller has chosen it so
/// that it is not.
fn shortfall_in<const BITS: usize, const LIMBS: usize>(
    actual: Product,
    ideal: Product,
    scale: u32,
) -> u32 {
    let (Ok(actual), Ok(ideal)) = (actual.value::<BITS, LIMBS>(), ideal.value()) else {
        return scale;
    };
    let missing = ideal.saturating_sub(actual);
    if missing.is_zero() {
        return 0;
    }
    missing
        .checked_mul(Uint::from(scale))
        .and_then(|scaled| quotient(scaled, ideal, Rounding::Up).ok())
        .and_then(|parts| u32::try_from(parts).ok())
        .unwrap_or(scale)
}
