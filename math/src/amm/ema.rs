//! Averages over closed blocks, in which the past fades: exponential moving averages, and sums of
//! prices from which anyone can take a plain mean.
//!
//! A price counts from the end of its block on, once for each block that closed with it: what is
//! undone within a block leaves no trace in the averages, and no transaction can read an average that
//! it has moved itself. With a window of `N` blocks each block has a weight of `2/(N + 1)` and the
//! past the rest, so that the blocks in the average are as old on average as those in a plain mean of
//! the last `N`: `(N − 1)/2` blocks.
//!
//! A price is an unsigned fixed-point number with 128 bits before and 128 after the point: smallest
//! units of the quote asset for one smallest unit of the base asset, times 2^128.

use ruint::{
    aliases::{U128, U256, U64},
    Uint, UintTryFrom,
};

use super::{Balance, BASIS_POINTS};
use crate::{
    error::MathError,
    rounding::{mul_div, Rounding},
};

/// How many bits of a price, or of a weight, are after the point.
const PRICE_BITS: usize = 128;
const WEIGHT_BITS: usize = 127;

/// A part of one, from nothing to all: what the past counts for. In steps of 2^-127.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weight(u128);

impl Weight {
    /// One: nothing but the past counts.
    pub const ONE: Self = Self(1 << WEIGHT_BITS);

    /// The weight times 2^127.
    pub const fn parts(self) -> u128 {
        self.0
    }

    /// `floor(self · amount)`, never more than `amount`.
    fn of(self, amount: U256) -> U256 {
        let product: Uint<384, 6> = amount.widening_mul(U128::from(self.0));
        product.wrapping_shr(WEIGHT_BITS).saturating_to()
    }

    /// `floor(self · other)`, in the steps of a weight.
    fn times(self, other: Self) -> Self {
        Self(self.of(U256::from(other.0)).saturating_to())
    }
}

/// The price of a pool with these reserves: `floor(quote · 2^128 / base)`.
///
/// # Errors
/// `EmptyPool`: `base_reserve` is zero.
pub fn price(quote_reserve: Balance, base_reserve: Balance) -> Result<U256, MathError> {
    U256::from(quote_reserve)
        .wrapping_shl(PRICE_BITS)
        .checked_div(U256::from(base_reserve))
        .ok_or(MathError::EmptyPool)
}

/// One price in terms of another: `floor(price · 2^128 / of)`, where both are in the same currency.
///
/// # Errors
/// `DivisionByZero` if `of` is zero; `Overflow` if the quotient does not fit into 256 bits.
pub fn price_ratio(price: U256, of: U256) -> Result<U256, MathError> {
    let scaled = Uint::<384, 6>::from(price).wrapping_shl(PRICE_BITS);
    let quotient = scaled.checked_div(Uint::from(of)).ok_or(MathError::DivisionByZero)?;
    U256::uint_try_from(quotient).map_err(|_| MathError::Overflow)
}

/// What `amount` of the base asset is worth at a price: `amount · price / 2^128` of the quote asset.
///
/// # Errors
/// `Overflow`: it does not fit into 128 bits.
pub fn worth(amount: Balance, price: U256, rounding: Rounding) -> Result<Balance, MathError> {
    // 384 bits hold any product of the two and what is added to round it up.
    let product: Uint<384, 6> = price.widening_mul(U128::from(amount));
    let rest = match rounding {
        Rounding::Down => Uint::ZERO,
        Rounding::Up => Uint::from(Balance::MAX),
    };
    let worth = product.saturating_add(rest).wrapping_shr(PRICE_BITS);
    Balance::try_from(worth).map_err(|_| MathError::Overflow)
}

/// The least that a trade of `amount` along a route must give to be near the average prices of its
/// pools: what the amount is worth at one price after the other, less `loss_bps` basis points of it.
///
/// Rounded up at every step, to the gain of who sets the bound: a trade that is refused for a unit can
/// be made later, one that was too cheap cannot be undone. So where a step pays out few units of great
/// worth the bound asks for more than the exact one, by at most a unit of what the step pays out. A
/// loss of all or more leaves a bound of nothing.
///
/// # Errors
/// `Overflow`: what the amount is worth after one of the steps does not fit into 128 bits.
pub fn least_along(amount: Balance, prices: &[U256], loss_bps: u32) -> Result<Balance, MathError> {
    let at_price = |amount, price: &U256| worth(amount, *price, Rounding::Up);
    let whole = prices.iter().try_fold(amount, at_price)?;
    let kept_bps = BASIS_POINTS.saturating_sub(loss_bps);
    mul_div(whole, kept_bps.into(), BASIS_POINTS.into(), Rounding::Up)
}

/// What an average of the last `window_blocks` still counts for after `elapsed_blocks` more:
/// `(1 − 2/(N + 1))^elapsed`. A window of one block or none has no memory.
///
/// Rounded down, to the gain of the present: never above the exact weight, and short of it by less
/// than `2 · elapsed_blocks` steps of 2^-127, however the power is put together. For the first power
/// is short of it by less than one step; and a product of two, which are no more than one, by less
/// than both of them together and one step more. At most 64 multiplications.
///
/// # Example
/// ```
/// use tidewater_math::amm::ema::{weight_of_past, Weight};
///
/// // With a window of 3 blocks each block counts for a half.
/// assert_eq!(weight_of_past(3, 2).parts(), Weight::ONE.parts() / 4);
/// ```
pub fn weight_of_past(window_blocks: u32, elapsed_blocks: u32) -> Weight {
    let window = u128::from(window_blocks);
    let [over, under] = [window.saturating_sub(1), window.saturating_add(1)];
    // Less than one, as `over` is less than `under`: no error is possible.
    let mut power = Weight(mul_div(Weight::ONE.0, over, under, Rounding::Down).unwrap_or(0));
    let mut weight = Weight::ONE;
    let mut left = elapsed_blocks;
    while left > 0 {
        if left & 1 == 1 {
            weight = weight.times(power);
        }
        power = power.times(power);
        left >>= 1;
    }
    weight
}

/// The average price after blocks that closed with `current`: `current + (average − current) · w`,
/// with the `weight` of the past.
///
/// Rounded towards `current`: with any weight below one the average draws nearer by at least one unit,
/// so that a price that stays is reached and no remnant of the past sticks. Always between the two.
pub fn blend_price(average: U256, current: U256, weight: Weight) -> U256 {
    let remnant = weight.of(average.abs_diff(current));
    // The remnant does not exceed the distance: neither can go beyond `average`.
    if average > current {
        current.saturating_add(remnant)
    } else {
        current.saturating_sub(remnant)
    }
}

/// [`blend_price`] for an amount, such as a pool's liquidity or the volume of a block.
pub fn blend_amount(average: Balance, current: Balance, weight: Weight) -> Balance {
    blend_price(U256::from(average), U256::from(current), weight).saturating_to()
}

/// The running sum of prices after `blocks` more that closed with `price`, modulo 2^256.
///
/// As in Uniswap v2 (whitepaper, 2.2), the sum wraps around and only differences of two sums have a
/// meaning, taken modulo 2^256 too: that is what [`mean_price`] does.
pub fn accumulate(cumulative: U256, price: U256, blocks: u32) -> U256 {
    price.wrapping_mul(U256::from(blocks)).wrapping_add(cumulative)
}

/// The mean price of the `blocks` between two running sums, rounded down; none of no blocks.
///
/// It is right if the prices of those blocks add up to less than 2^256: over any number of blocks if
/// they are below 2^224, that is below 2^96 smallest units for one. A pool can be brought to more only
/// by leaving next to nothing of its base asset. Whoever relies on the mean bounds it by an average of
/// [`blend_price`], which has no such limit.
pub fn mean_price(earlier: U256, later: U256, blocks: u32) -> Option<U256> {
    later.wrapping_sub(earlier).checked_div(U256::from(blocks))
}

/// Whether `a` differs from `b` by more than `bps` basis points of `b`. Exact: nothing is rounded.
pub fn deviation_exceeds(a: U256, b: U256, bps: u32) -> bool {
    let distance: Uint<320, 5> = a.abs_diff(b).widening_mul(U64::from(BASIS_POINTS));
    distance > b.widening_mul(U64::from(bps))
}
