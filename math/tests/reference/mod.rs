//! The slow exact twin: the same questions answered with fractions of unbounded integers.
//!
//! It is written from the definitions and not from the code under test: a trade is what keeps the
//! product of the reserves, a deposit is a part of the pool, a rounding is applied to a fraction at
//! the very end. Only the order in which causes are reported is taken from the documentation.

// Each test binary uses its part of this file.
#![allow(dead_code)]

pub(crate) mod aggregate;
pub(crate) mod constant_product;
pub(crate) mod ema;
pub(crate) mod fraction;
pub(crate) mod rewards;
pub(crate) mod shares;
pub(crate) mod stable;
pub(crate) mod voting;

use fraction::Fraction;
use num_bigint::BigInt;
use tidewater_math::{rounding::Rounding, MathError};

/// `number` as an amount, if it is one.
pub(crate) fn amount(number: &BigInt) -> Result<u128, MathError> {
    u128::try_from(number).map_err(|_| MathError::Overflow)
}

fn refuse(when: bool, error: MathError) -> Result<(), MathError> {
    if when {
        Err(error)
    } else {
        Ok(())
    }
}

/// `a · b / c`.
pub(crate) fn mul_div(a: u128, b: u128, c: u128, rounding: Rounding) -> Result<u128, MathError> {
    if c == 0 {
        return Err(MathError::DivisionByZero);
    }
    amount(&(Fraction::whole(a) / Fraction::whole(c) * Fraction::whole(b)).round(rounding))
}

/// The greatest number whose square is not above `square`, found bit by bit.
pub(crate) fn sqrt(square: &BigInt) -> BigInt {
    let mut root = BigInt::ZERO;
    for bit in (0..=square.bits() / 2).rev() {
        let larger = &root + (BigInt::from(1) << bit);
        if &larger * &larger <= *square {
            root = larger;
        }
    }
    root
}
