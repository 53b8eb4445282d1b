//! Rewards from their definitions: of what a stream emits in a block, each stake gets the part that its
//! power is of all power.

use num_bigint::BigInt;
use tidewater_math::rounding::Rounding;

use super::fraction::Fraction;

/// What is earned of `units`-in-fractions by `power` out of `total`.
pub(crate) fn part(emitted: Fraction, power: u128, total: u128) -> Fraction {
    emitted * Fraction::whole(power) / Fraction::whole(total)
}

/// What `blocks` emit at `rate` grains a block, in units.
pub(crate) fn emission(rate: u128, blocks: u32) -> Fraction {
    Fraction::whole(BigInt::from(rate) * blocks) / Fraction::whole(10u64.pow(9))
}

/// The twin of `index_step`: units for each staked unit of multiplier one, times 2^128.
pub(crate) fn index_step(grains: BigInt, power: u128) -> BigInt {
    let units = Fraction::whole(grains) / Fraction::whole(10u64.pow(9));
    let stake = Fraction::whole(power) / Fraction::whole(10_000);
    (units / stake * Fraction::whole(BigInt::from(1) << 128)).round(Rounding::Down)
}

/// The twin of `earned`, in grains, for an index that has risen by `risen`.
pub(crate) fn earned(power: u128, risen: BigInt) -> BigInt {
    let index = Fraction::whole(risen) / Fraction::whole(BigInt::from(1) << 128);
    let stake = Fraction::whole(power) / Fraction::whole(10_000);
    (index * stake * Fraction::whole(10u64.pow(9))).round(Rounding::Down)
}

/// The twin of `blocks_due`: counted one by one.
pub(crate) fn blocks_due(start: u32, end: u32, last: u32, now: u32) -> u32 {
    (0..=now).filter(|block| *block > last && *block > start && *block <= end).count() as u32
}
