//! One number out of many reports, so that no minority can choose it.
//!
//! Every report has a weight. The weighted median is where half of the weight lies on either side: as
//! long as more than half of the weight is honest, it lies between two honest values.

use ruint::aliases::U256;

use crate::{error::MathError, rounding::midpoint};

/// A value and the weight of whoever reports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weighted {
    /// What is reported.
    pub value: u128,
    /// How much it counts; nothing at all if zero.
    pub weight: u128,
}
