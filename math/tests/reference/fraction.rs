//! Exact fractions, never reduced.

use core::ops::{Add, Div, Mul, Sub};

use num_bigint::{BigInt, Sign};
use tidewater_math::rounding::Rounding;

/// `over / under`, with `under` above zero.
#[derive(Clone, Debug)]
pub(crate) struct Fraction {
    over: BigInt,
    under: BigInt,
}

impl Fraction {
    /// A whole number.
    pub(crate) fn whole(number: impl Into<BigInt>) -> Self {
        Self { over: number.into(), under: BigInt::from(1) }
    }

    /// The next whole number in the direction of `rounding`.
    pub(crate) fn round(&self, rounding: Rounding) -> BigInt {
        let (mut whole, rest) = (&self.over / &self.under, &self.over % &self.under);
        // Division cuts towards zero: a positive rest lies above `whole`, a negative one below it.
        match (rounding, rest.sign()) {
            (Rounding::Up, Sign::Plus) => whole += 1,
            (Rounding::Down, Sign::Minus) => whole -= 1,
            _ => {}
        }
        whole
    }

    /// The smaller of the two.
    pub(crate) fn min(self, other: Self) -> Self {
        if self.is_at_most(&other) {
            self
        } else {
            other
        }
    }

    /// Whether it does not exceed `other`.
    pub(crate) fn is_at_most(&self, other: &Self) -> bool {
        &self.over * &other.under <= &other.over * &self.under
    }
}

impl Add for Fraction {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        let over = self.over * &other.under + other.over * &self.under;
        Self { over, under: self.under * other.under }
    }
}

impl Sub for Fraction {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        let over = self.over * &other.under - other.over * &self.under;
        Self { over, under: self.under * other.under }
    }
}

impl Mul for Fraction {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Self { over: self.over * other.over, under: self.under * other.under }
    }
}

impl Div for Fraction {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        assert_eq!(other.over.sign(), Sign::Plus, "the twin divides by positive numbers only");
        Self { over: self.over * other.under, under: self.under * other.over }
    }
}
