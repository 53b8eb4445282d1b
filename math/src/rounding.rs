//! Division with a named direction, and the only place that knows integers wider than 128 bits.
//!
//! Every function is exact up to its one stated rounding, however large the numbers in between: it
//! works in 128 bits where they suffice, else in 256, else in 320. The width changes how fast an
//! answer comes, never the answer.

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

    /// The product, if 128 bits hold it.
    fn narrow(self) -> Option<u128> {
        let [a, b] = self.amounts;
        a.checked_mul(b)?.checked_mul(self.factor.into())
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
        None => quotient(product(a, b), U256::from(c), rounding),
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
    if let (Some(dividend), Some(divisor)) = (dividend.narrow(), divisor.narrow()) {
        narrow_quotient(dividend, divisor, rounding)
    } else if dividend.bits() <= U256::BITS {
        quotient(dividend.value::<256, 4>()?, divisor.value()?, rounding)
    } else {
        quotient(dividend.value::<320, 5>()?, divisor.value()?, rounding)
    }
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
    match (a.checked_mul(b), c.checked_mul(d)) {
        (Some(left), Some(right)) => left.cmp(&right),
        _ => product(a, b).cmp(&product(c, d)),
    }
}

/// `floor(sqrt(a · b))`: always fits, for it lies between `a` and `b`.
///
/// Newton's steps from above. The first guess is a power of two above the root, and as long as a
/// guess is above the root's floor the next one is smaller and not below that floor. So the guesses
/// fall strictly, and the one that is not followed by a smaller one is the answer. The first is at
/// most twice the root and each step at least squares the relative error: there are fewer than ten.
pub fn sqrt_of_product(a: u128, b: u128) -> u128 {
    let square = product(a, b);
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

/// `a · b`: 256 bits hold every product of two 128-bit numbers.
fn product(a: u128, b: u128) -> U256 {
    U128::from(a).widening_mul(U128::from(b))
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
