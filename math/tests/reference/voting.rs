//! Votes from their definitions: every unit of capital is looked at as a fraction of a vote.

use super::{amount, fraction::Fraction};
use num_bigint::BigInt;
use tidewater_math::{
    rounding::Rounding,
    voting::{Count, Miscount},
};

/// What one unit weighs with each conviction.
pub(crate) fn weight(conviction: u8) -> Fraction {
    match conviction {
        0 => Fraction::whole(1) / Fraction::whole(10),
        times => Fraction::whole(times),
    }
}

/// The votes of `capital`.
pub(crate) fn votes(capital: u128, conviction: u8) -> Result<u128, Miscount> {
    narrow(&(Fraction::whole(capital) * weight(conviction)).round(Rounding::Down))
}

/// The periods of a lock, by the list that voters know.
pub(crate) fn lock_periods(conviction: u8) -> u32 {
    [0, 1, 2, 4, 8, 16, 32][usize::from(conviction)]
}

/// A poll from a list of (aye, nay, supporting capital), in unbounded integers.
pub(crate) fn tally(counts: &[Count]) -> [BigInt; 3] {
    let sum = |part: fn(&Count) -> u128| {
        counts.iter().fold(BigInt::ZERO, |sum, count| sum + BigInt::from(part(count)))
    };
    [sum(|count| count.ayes), sum(|count| count.nays), sum(|count| count.support)]
}

/// A number of votes, if it is one.
pub(crate) fn narrow(number: &BigInt) -> Result<u128, Miscount> {
    amount(number).map_err(|_| Miscount::Overflow)
}
