//! Streams of rewards, shared among stakes by their weight: what a span of blocks emits, how far that
//! moves a stream's index, and what a stake has earned between two readings of it.
//!
//! Nothing in here can fail: an equation that refuses an answer would keep a stake from leaving. All
//! roundings are for the pot, and none of them is of whole units. Rewards are counted in *grains*, of
//! which a unit has 10^9, and whole units are only taken off them when money moves: however often a
//! stake is looked at, its fractions are not lost.
//!
//! A stake of `amount` units with a multiplier of `bps` basis points has the *power* `amount · bps`,
//! exactly. An *index* is the rewards, times 2^128, that a staked unit with a multiplier of one has
//! earned since the stream began. As no power but zero is below that of such a unit, an index stays
//! below 2^256 as long as its stream has emitted less than 2^128 units; differences are right beyond,
//! for indices wrap around.

use ruint::{
    aliases::{U128, U256},
    Uint, UintTryFrom,
};

/// The smallest parts of rewards that are counted: so many of them are one unit. Few enough that 128
/// bits hold a rate of 10^29 units a block, enough that a rate in them is exact over any span.
pub const GRAINS: u128 = 1_000_000_000;

/// The multiplier of a stake without a lock.
pub const MULTIPLIER_ONE: u32 = 10_000;

/// How many bits of an index are after the point.
const INDEX_BITS: usize = 128;

/// Grains in a unit over basis points in one: what grains of a power are in units of an amount.
const GRAINS_PER_BPS: u128 = GRAINS / MULTIPLIER_ONE as u128;

/// The numbers of all products in here: none is cut off.
type Wide = Uint<448, 7>;

/// The weight of a stake, or nothing if 128 bits do not hold it. Exact.
pub fn power(amount: u128, multiplier_bps: u32) -> Option<u128> {
    amount.checked_mul(multiplier_bps.into())
}

/// How many blocks of a stream lie between what has been accounted for and now.
///
/// A stream pays for the blocks after `start` up to and with `end`. `last` is the block up to which it
/// has been accounted for; it may lie before the start, and after the end it never moves the count.
pub fn blocks_due(start: u32, end: u32, last: u32, now: u32) -> u32 {
    now.min(end).saturating_sub(last.max(start))
}

/// How many blocks of a stream are still to come after `now`.
pub fn blocks_left(start: u32, end: u32, now: u32) -> u32 {
    end.saturating_sub(now.max(start))
}

/// The grains that `blocks` emit at `rate` grains a block. Exact.
pub fn emission(rate: u128, blocks: u32) -> U256 {
    U256::from(rate).wrapping_mul(U256::from(blocks))
}

/// How far the index of a stream moves when `grains` are shared among `power`:
/// `floor(grains · 2^128 / (10^5 · power))`. It does not move if there is no power.
///
/// Rounded down, so that all stakes together are never given more than `grains`. What is lost is less
/// than `power / 2^141` units: below one part in 8,000 of a unit whatever is staked.
pub fn index_step(grains: U256, power: u128) -> U256 {
    let shared = Wide::from(grains).wrapping_shl(INDEX_BITS);
    let among: U256 = U128::from(power).widening_mul(U128::from(GRAINS_PER_BPS));
    let step = shared.checked_div(Wide::from(among)).unwrap_or(Wide::ZERO);
    U256::uint_try_from(step).unwrap_or(U256::MAX)
}

/// The grains that a stake of `power` has earned while the index went from `from` to `to`:
/// `floor(power · (to − from) · 10^5 / 2^128)`, rounded down to the gain of the pot.
pub fn earned(power: u128, from: U256, to: U256) -> U256 {
    let risen: Uint<384, 6> = to.wrapping_sub(from).widening_mul(U128::from(power));
    let scaled = Wide::from(risen).wrapping_mul(Wide::from(GRAINS_PER_BPS));
    let grains = scaled.wrapping_shr(INDEX_BITS);
    U256::uint_try_from(grains).unwrap_or(U256::MAX)
}

/// The whole units in `grains`, rounded down: what is paid.
pub fn units(grains: U256) -> u128 {
    let whole = grains.checked_div(U256::from(GRAINS)).unwrap_or(U256::ZERO);
    whole.saturating_to()
}

/// The grains in `units`. Exact.
pub fn grains(units: u128) -> U256 {
    U128::from(units).widening_mul(U128::from(GRAINS))
}

/// The grains of a stream that are neither emitted nor given back: what it can still emit.
///
/// `kept` is what was put into the stream and not given back, in units; `emitted` counts what was paid.
pub fn budget(kept: u128, emitted: U256) -> U256 {
    grains(kept).saturating_sub(emitted)
}

/// The highest rate at which `budget` grains last for `blocks` more blocks, rounded down. None lasts
/// for no blocks.
pub fn rate_over(budget: U256, blocks: u32) -> u128 {
    budget.checked_div(U256::from(blocks)).unwrap_or(U256::ZERO).saturating_to()
}

/// Whether `rate` grains a block emit in `blocks` at most `share_bps` basis points of `funded` units.
/// Exact: nothing is rounded.
pub fn rate_within(rate: u128, blocks: u32, funded: u128, share_bps: u32) -> bool {
    let emitted = Wide::from(emission(rate, blocks)).wrapping_mul(Wide::from(MULTIPLIER_ONE));
    let allowed = Wide::from(grains(funded)).wrapping_mul(Wide::from(share_bps));
    emitted <= allowed
}
