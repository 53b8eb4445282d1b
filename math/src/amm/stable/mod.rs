//! Pools of assets that should be worth the same: StableSwap, for two to five assets.
//!
//! The curve is that of the StableSwap whitepaper (Egorov 2019), with the amplification as Curve's
//! contracts count it; each rounding, and the exact arithmetic under it, is stated here. Around its
//! balance the pool trades almost one for one; far from it, it behaves like a constant product.
//!
//! # The curve
//!
//! With `n` assets, `x` the reserves at one precision, `A` the amplification and `Ann = A·n`, the
//! **invariant** `D` solves
//!
//! ```text
//! D^(n+1) / (n^n · Π x) + (Ann − 1) · D = Ann · Σ x
//! ```
//!
//! The left side grows with `D`, so there is one solution. It is how much of one asset the pool would
//! hold of each, `n` times over, were it in balance; it grows with every reserve, and as many times
//! as all of them do. It lies between `n` times the geometric mean of the reserves and their sum.
//!
//! # Precision
//!
//! The common precision is the finest among the pool's assets: bringing a reserve to it is a
//! multiplication by a power of ten, and exact. Only what comes back, to an asset of fewer decimals,
//! is rounded: what the pool keeps goes up, so what it pays goes down.
//!
//! The solution is seldom a whole number. The functions here never work with an approximation of it,
//! but with the whole number below or the one above, whichever the pool gains by:
//!
//! - [`invariant()`] and the shares of a first deposit are the one below;
//! - a trade leaves the pool an invariant not below the one *above* the old solution, so that the
//!   solution itself, not only its whole part, never falls. It costs the trader what one unit of the
//!   invariant is worth at most, near balance one unit of the finest precision; and it makes a
//!   theorem of what would be true only nearly: **no trades that put all reserves but one back where
//!   they were leave that one smaller**;
//! - shares are minted and redeemed as if the pool had been worth the number above already, so the
//!   solution per share never falls either.
//!
//! After every change this is tested again on the reserves that are returned, in exact numbers and in
//! every build: a breach is the error `InvariantFell`, and the caller must write nothing.
//!
//! # The least reserve
//!
//! Every reserve is [`MIN_RESERVE`] of its own smallest units or more, before a trade and after. On
//! 3 November 2025 a stable pool lost its reserves to a batch of trades at balances of eight or nine
//! units, where one rounding is a tenth of a reserve. Here no rounding goes that way; yet at a
//! thousand units it is at most a thousandth of a reserve anyhow. The bound counts units of the
//! asset itself, not of the common precision, because its own unit is what its payments are rounded
//! to: an asset of no decimals needs a thousand whole tokens.
//!
//! Withdrawals in proportion need no curve and know no such bound. A pool they leave below it only
//! takes deposits, such as lift every reserve above it again.
//!
//! Amounts are in the smallest unit of their asset. Each function tests its inputs in the order in
//! which it lists its errors; where it says *those of the pool*, they are `AssetCountOutOfRange`,
//! `AmplificationOutOfRange`, `DecimalsOutOfRange` (see [`check_parameters`]), `EmptyPool` (a reserve
//! is zero), `ReserveTooSmall`, and `Overflow` if the reserves at the common precision add up to
//! more than 128 bits hold. `NotConverged` guards the bounded loops and is listed nowhere: no input
//! is known to cause it, and the proofs beside the loops say why.

mod invariant;
mod liquidity;
mod price;
mod reserve;
mod swap;
mod terms;
mod wide;

use super::{Amounts, Balance, MAX_ASSETS};
use crate::{
    error::MathError,
    rounding::{mul_div, Rounding},
};
use invariant::Root;
use terms::Terms;

pub use liquidity::{add_liquidity, first_shares, remove_liquidity_single};
pub use price::{price_impact_bps, spot_prices, Prices};
pub use swap::{swap_exact_in, swap_exact_out};

/// Parts of one: an amplification of 10 000 is an `A` of 100.
pub const AMPLIFICATION_PRECISION: u32 = 100;

/// The least amplification: an `A` of 2.
pub const MIN_AMPLIFICATION: u32 = 200;

/// The greatest amplification: an `A` of 10 000.
pub const MAX_AMPLIFICATION: u32 = 1_000_000;

/// The fewest assets of a pool.
pub const MIN_ASSETS: usize = 2;

/// The most decimals of an asset: ten to this power still fits into 128 bits.
pub const MAX_DECIMALS: u8 = 38;

/// By how many decimals two assets of a pool may differ.
pub const MAX_DECIMALS_SPREAD: u8 = 24;

/// The least reserve, in the asset's own smallest unit: see the module's page.
pub const MIN_RESERVE: Balance = 1_000;

/// A pool as it stands. The slices have one entry per asset, in the pool's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool<'a> {
    /// How much it holds of each asset.
    pub reserves: &'a [Balance],
    /// How many decimals each asset has.
    pub decimals: &'a [u8],
    /// `A`, in hundredths.
    pub amplification: u32,
}

/// Whether a pool of such assets can exist.
///
/// # Errors
/// - `AssetCountOutOfRange`: fewer than two assets, or more than five.
/// - `AmplificationOutOfRange`: below [`MIN_AMPLIFICATION`] or above [`MAX_AMPLIFICATION`].
/// - `DecimalsOutOfRange`: an asset with more than [`MAX_DECIMALS`], or two that differ by more than
///   [`MAX_DECIMALS_SPREAD`].
pub fn check_parameters(decimals: &[u8], amplification: u32) -> Result<(), MathError> {
    Terms::new(decimals, amplification).map(|_| ())
}

/// The invariant: the largest whole `D` with
/// `D^(n+1)/(n^n·Πx) + (Ann − 1)·D ≤ Ann·Σx`, in units of the pool's finest precision.
///
/// Exact: the solution of the equation, rounded down once.
///
/// # Errors
/// Those of the pool.
pub fn invariant(pool: &Pool) -> Result<Balance, MathError> {
    Ok(Market::open(pool)?.root.floor)
}

/// The amplification at block `now` of a change from `from` at block `start` to `to` at block `end`:
/// on the straight line between them, rounded towards `from`.
///
/// Before the start it is `from`, from the end on `to`, also where the end is not after the start.
pub fn amplification_at(from: u32, to: u32, start: u64, end: u64, now: u64) -> u32 {
    if now >= end {
        return to;
    }
    let passed = now.saturating_sub(start);
    let length = end.saturating_sub(start);
    let change = mul_div(from.abs_diff(to).into(), passed.into(), length.into(), Rounding::Down)
        .ok()
        .and_then(|change| u32::try_from(change).ok())
        // A part of a change that fits fits too; without a length, nothing has changed yet.
        .unwrap_or(0);
    if to >= from {
        from.saturating_add(change)
    } else {
        from.saturating_sub(change)
    }
}

/// A pool that has passed the tests, at one precision, and its invariant.
struct Market {
    terms: Terms,
    scaled: Amounts,
    root: Root,
}

impl Market {
    /// A pool to trade with or to withdraw from.
    fn open(pool: &Pool) -> Result<Self, MathError> {
        Self::read(pool, MIN_RESERVE)
    }

    /// A pool whose reserves may be small, but not zero.
    fn open_below_minimum(pool: &Pool) -> Result<Self, MathError> {
        Self::read(pool, 1)
    }

    fn read(pool: &Pool, least: Balance) -> Result<Self, MathError> {
        let terms = Terms::new(pool.decimals, pool.amplification)?;
        let scaled = terms.scale(pool.reserves, least)?;
        let root = invariant::solve(&scaled, terms.leverage())?;
        Ok(Self { terms, scaled, root })
    }

    /// Refuses reserves, in their own units, on which the invariant would be below `target`.
    fn ensure_kept(&self, reserves: &[Balance], target: Balance) -> Result<(), MathError> {
        let scaled = self.terms.scale(reserves, MIN_RESERVE)?;
        if invariant::reaches(&scaled, self.terms.leverage(), target)? {
            Ok(())
        } else {
            Err(MathError::InvariantFell)
        }
    }

    /// The least reserve of the asset at `index`, in its own units, with which the pool has the
    /// invariant `target` when its reserves, at the common precision, are otherwise `scaled`.
    ///
    /// Rounded up to a whole unit of the asset: the pool gains the last one.
    fn least_reserve(
        &self,
        scaled: &Amounts,
        index: usize,
        target: Balance,
    ) -> Result<Balance, MathError> {
        let mut others = scaled.clone();
        let near = others.pop_at(index).ok_or(MathError::UnknownAsset)?;
        let least = reserve::least(&others, self.terms.leverage(), target, near)?;
        mul_div(least, 1, self.terms.factor(index)?, Rounding::Up)
    }
}

/// As many amounts as a pool may have.
///
/// # Errors
/// `AssetCountOutOfRange`: there are more.
fn copied(amounts: &[Balance]) -> Result<Amounts, MathError> {
    Amounts::try_from(amounts).map_err(|_| MathError::AssetCountOutOfRange)
}

#[cfg(test)]
mod tests {
    //! The guards, called directly: no input of the public functions makes them fire.

    use super::*;

    fn market(reserves: &[Balance]) -> Market {
        Market::open(&Pool { reserves, decimals: &[6, 6], amplification: 200 }).unwrap()
    }

    #[test]
    fn reserves_with_a_lower_invariant_are_refused_and_others_are_not() {
        let market = market(&[5_000_000, 5_000_000]);
        let check = |reserves: [Balance; 2]| market.ensure_kept(&reserves, market.root.ceil);
        assert_eq!(check([5_000_000, 5_000_000]), Ok(()));
        assert_eq!(check([5_000_001, 4_999_999]), Err(MathError::InvariantFell));
        assert_eq!(check([5_000_001, 5_000_000]), Ok(()));
        assert_eq!(check([5_000_000, 4_999_999]), Err(MathError::InvariantFell));
        assert_eq!(check([5_000_000, 999]), Err(MathError::ReserveTooSmall));
    }

    #[test]
    fn an_invariant_that_is_not_whole_must_be_kept_to_the_next_number() {
        // Between 10 000 000 and 10 000 001.
        let market = market(&[5_000_001, 5_000_000]);
        assert_eq!((market.root.floor, market.root.ceil), (10_000_000, 10_000_001));
        let kept = market.ensure_kept(&[5_000_001, 5_000_000], market.root.ceil);
        assert_eq!(kept, Err(MathError::InvariantFell));
    }
}
