//! Medians from their definition: every value is tried, and no weight is summed twice the same way.

use num_bigint::BigInt;
use tidewater_math::{
    aggregate::{Aggregate, Middles, Weighted},
    rounding::Rounding,
    MathError,
};

use super::fraction::Fraction;

/// The weight of all reports that `counts`.
fn weight(reports: &[Weighted], counts: impl Fn(u128) -> bool) -> BigInt {
    reports.iter().filter(|report| counts(report.value)).map(|report| report.weight).sum()
}

/// The twin of `middles`: from below, at least half; from above, the same of the others.
pub(crate) fn middles(reports: &[Weighted]) -> Option<Middles> {
    let half = Fraction::whole(weight(reports, |_| true)) / Fraction::whole(2);
    let splits = |middle: u128| {
        let below = Fraction::whole(weight(reports, |value| value < middle));
        let above = Fraction::whole(weight(reports, |value| value > middle));
        below.is_at_most(&half) && above.is_at_most(&half)
    };
    let weighty = reports.iter().filter(|report| report.weight > 0).map(|report| report.value);
    let middles: Vec<u128> = weighty.filter(|value| splits(*value)).collect();
    Some(Middles { lower: *middles.iter().min()?, upper: *middles.iter().max()? })
}

/// The twin of `weighted_median`.
pub(crate) fn weighted_median(reports: &[Weighted]) -> Option<u128> {
    let Middles { lower, upper } = middles(reports)?;
    let mean = (Fraction::whole(lower) + Fraction::whole(upper)) / Fraction::whole(2);
    Some(super::amount(&mean.round(Rounding::Down)).expect("it is not above the upper one"))
}

/// The twin of `aggregate`.
pub(crate) fn aggregate(reports: &[Weighted]) -> Option<Aggregate> {
    let value = weighted_median(reports)?;
    let distance = |report: &Weighted| {
        let (high, low) = (report.value.max(value), report.value.min(value));
        Weighted { value: high - low, weight: report.weight }
    };
    let distances: Vec<Weighted> = reports.iter().map(distance).collect();
    Some(Aggregate { value, deviation: weighted_median(&distances)? })
}

/// The twin of `exceeds`.
pub(crate) fn exceeds(part: u128, whole: u128, bps: u32) -> bool {
    let bound = Fraction::whole(whole) * Fraction::whole(bps) / Fraction::whole(10_000);
    !Fraction::whole(part).is_at_most(&bound)
}

/// The twin of `has_quorum`.
pub(crate) fn has_quorum(reported: u128, whole: u128, bps: u32) -> bool {
    let two_thirds = Fraction::whole(whole) * Fraction::whole(2) / Fraction::whole(3);
    let most = !Fraction::whole(reported).is_at_most(&two_thirds);
    most && (reported >= whole || exceeds(reported, whole, bps))
}

/// The twin of `deviates`: outside of `base ± bps`.
pub(crate) fn deviates(value: u128, base: u128, bps: u32) -> bool {
    let [value, base] = [value, base].map(Fraction::whole);
    let allowed = base.clone() * Fraction::whole(bps) / Fraction::whole(10_000);
    let below = value.is_at_most(&(base.clone() + allowed.clone()));
    let above = (base - allowed).is_at_most(&value);
    !(below && above)
}

/// The twin of `with_decimals`.
pub(crate) fn with_decimals(value: u128, from: u8, to: u8) -> Result<u128, MathError> {
    if from > to {
        return Err(MathError::DecimalsOutOfRange);
    }
    super::amount(&(from..to).fold(BigInt::from(value), |value, _| value * 10))
}
