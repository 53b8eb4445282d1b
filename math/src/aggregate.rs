//! One number out of many reports, so that no minority can choose it.
//!
//! Every report has a weight. The weighted median is where half of the weight lies on either side: as
//! long as more than half of the weight is honest, it lies between two honest values. How far the
//! reports are apart is told by the median of their distances from it, which is as hard to choose.
//!
//! Whoever asks hands over a slice that is sorted in place: nothing is allocated here, and the cost is
//! that of sorting.

use ruint::aliases::U256;

use crate::{
    error::MathError,
    rounding::{mul_div, Rounding},
};

/// Parts of a whole in which bounds are given.
const BASIS_POINTS: u32 = 10_000;

/// A value and the weight of whoever reports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weighted {
    /// What is reported.
    pub value: u128,
    /// How much it counts; nothing at all if zero.
    pub weight: u128,
}

/// The two values between which the weight is split in half: the same one twice, unless the weight is
/// split evenly between two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Middles {
    /// The least value with half of the weight, or more, at or below it. More than half is at or
    /// above it.
    pub lower: u128,
    /// The least value with more than half of the weight at or below it.
    pub upper: u128,
}

impl Middles {
    /// The mean of the two, rounded down.
    pub const fn mean(self) -> u128 {
        self.lower.midpoint(self.upper)
    }
}

/// What reports come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aggregate {
    /// Their weighted median.
    pub value: u128,
    /// The weighted median of their distances from `value`.
    pub deviation: u128,
}

/// Where the weight of `reports` is split in half; `None` if they have no weight.
///
/// Sorts them by value. Their order does not matter, nor does the order among equal ones.
pub fn middles(reports: &mut [Weighted]) -> Option<Middles> {
    reports.sort_unstable_by_key(|report| report.value);
    // No slice is long enough to fill 256 bits with weights of 128, doubled.
    let whole = reports.iter().fold(U256::ZERO, |sum, report| plus(sum, report.weight));
    let mut lower = None;
    let mut sum = U256::ZERO;
    for report in reports.iter().filter(|report| report.weight > 0) {
        sum = plus(sum, report.weight);
        let doubled = sum.wrapping_shl(1);
        if doubled >= whole && lower.is_none() {
            lower = Some(report.value);
        }
        if doubled > whole {
            return lower.map(|lower| Middles { lower, upper: report.value });
        }
    }
    None
}

fn plus(sum: U256, weight: u128) -> U256 {
    sum.wrapping_add(U256::from(weight))
}

/// The weighted median of `reports`: the mean of the two middles, rounded down; `None` if they have
/// no weight. Sorts them.
pub fn weighted_median(reports: &mut [Weighted]) -> Option<u128> {
    middles(reports).map(Middles::mean)
}

/// The weighted median of the distances of `reports` from `center`; `None` if they have no weight.
///
/// Puts each one's distance in the place of its value.
pub fn median_deviation(reports: &mut [Weighted], center: u128) -> Option<u128> {
    for report in reports.iter_mut() {
        report.value = report.value.abs_diff(center);
    }
    weighted_median(reports)
}

/// The weighted median of `reports` and how far they are from it; `None` if they have no weight.
///
/// Puts each one's distance from the median in the place of its value.
pub fn aggregate(reports: &mut [Weighted]) -> Option<Aggregate> {
    let value = weighted_median(reports)?;
    let deviation = median_deviation(reports, value)?;
    Some(Aggregate { value, deviation })
}

/// What most reports agree on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agreed {
    /// The weighted median of those that count.
    pub value: u128,
    /// How many count.
    pub reporters: usize,
}

/// Why reports come to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disagreement {
    /// Fewer than are needed have a weight.
    TooFew,
    /// Enough have one, but fewer than are needed are near their median.
    TooFarApart,
}

/// The weighted median of the reports that are not further than `bps` basis points from the weighted
/// median of all. The others lose their weight in `reports`, which are sorted.
///
/// Of two that disagree none is dropped alone: both are as far from the median, or the heavier one is
/// the median. Ask for three at least.
///
/// # Errors
/// If fewer than `least` have a weight, or are near the median, or none at all.
pub fn agree(reports: &mut [Weighted], bps: u32, least: usize) -> Result<Agreed, Disagreement> {
    let counting = |reports: &[Weighted]| reports.iter().filter(|report| report.weight > 0).count();
    let all = weighted_median(reports).filter(|_| counting(reports) >= least);
    let all = all.ok_or(Disagreement::TooFew)?;
    for report in reports.iter_mut().filter(|report| deviates(report.value, all, bps)) {
        report.weight = 0;
    }
    let reporters = counting(reports);
    let value = weighted_median(reports).filter(|_| reporters >= least);
    value.map(|value| Agreed { value, reporters }).ok_or(Disagreement::TooFarApart)
}

/// Whether `part` is more than `bps` basis points of `whole`. Exact.
pub fn exceeds(part: u128, whole: u128, bps: u32) -> bool {
    // At most 160 bits each.
    let part = U256::from(part).wrapping_mul(U256::from(BASIS_POINTS));
    part > U256::from(whole).wrapping_mul(U256::from(bps))
}

/// Whether a weight of `reported` is enough out of `whole`: more than two thirds, and more than `bps`
/// basis points, unless it is all there is.
///
/// Nothing is never enough, so neither is all of nothing.
pub fn has_quorum(reported: u128, whole: u128, bps: u32) -> bool {
    let thirds = U256::from(reported).wrapping_mul(U256::from(3u8));
    let most = thirds > U256::from(whole).wrapping_mul(U256::from(2u8));
    most && (reported >= whole || exceeds(reported, whole, bps))
}

/// Whether `value` is further from `base` than `bps` basis points of `base`. Exact.
pub fn deviates(value: u128, base: u128, bps: u32) -> bool {
    exceeds(value.abs_diff(base), base, bps)
}

/// `value` with `to` decimals instead of `from`: exact, and never fewer.
///
/// # Errors
/// `DecimalsOutOfRange` if `to` is less than `from`; `Overflow` if it does not fit into 128 bits.
pub fn with_decimals(value: u128, from: u8, to: u8) -> Result<u128, MathError> {
    let more = to.checked_sub(from).ok_or(MathError::DecimalsOutOfRange)?;
    if value == 0 {
        return Ok(0);
    }
    let factor = 10u128.checked_pow(more.into()).ok_or(MathError::Overflow)?;
    mul_div(value, factor, 1, Rounding::Down)
}
