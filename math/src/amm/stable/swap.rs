//! Trades.

use super::{copied, terms::sum, Market, Pool, MIN_RESERVE};
use crate::{
    amm::{ensure_nonzero, Balance, Fees, Swap, BASIS_POINTS},
    error::MathError,
    rounding::{mul_div, Rounding},
};

/// Sells exactly `amount_in` of the asset at `index_in` for the one at `index_out`.
///
/// The fee is taken from what is put in: `fee = ceil(in·f)`. What is left of the input moves along the
/// curve: the reserve paid from becomes the least whole number of the finest precision with which the
/// invariant is what it was or more, then is rounded up to a whole unit of its asset; the trader is
/// paid the difference. Of the fee, the protocol's part leaves the pool and the rest stays in it.
///
/// # Errors
/// - Those of the pool.
/// - `FeeOutOfRange`: the fee is 10 000 basis points or more, or the protocol's part above them.
/// - `UnknownAsset`, `SameAsset`: the indices are not those of two assets of the pool.
/// - `ZeroAmount`: `amount_in` is zero.
/// - `Overflow`: with `amount_in` and before the payment, the reserves at the finest precision would
///   add up to more than 128 bits hold.
/// - `ZeroOutput`: `amount_in`, less the fee, is worth less than one unit.
/// - `ReserveTooSmall`: less than [`MIN_RESERVE`] would be left of the asset paid out.
/// - `InvariantFell`: the invariant would fall; no input is known to cause it.
pub fn swap_exact_in(
    pool: &Pool,
    index_in: usize,
    index_out: usize,
    amount_in: Balance,
    fees: Fees,
) -> Result<Swap, MathError> {
    let pair = Pair::open(pool, index_in, index_out, fees)?;
    ensure_nonzero(amount_in, MathError::ZeroAmount)?;
    let fee = part(amount_in, fees.trade_bps, Rounding::Up)?;
    let moved = amount_in.checked_sub(fee).ok_or(MathError::Overflow)?;

    pair.ensure_fits(amount_in)?;
    let grown = pair.reserve_in.checked_add(moved).ok_or(MathError::Overflow)?;
    let left = pair.answer((index_in, grown), index_out)?;
    let amount_out = pair.reserve_out.checked_sub(left).ok_or(MathError::ZeroOutput)?;
    ensure_nonzero(amount_out, MathError::ZeroOutput)?;
    pair.settle(pool, amount_in, amount_out, fees)
}

/// Buys exactly `amount_out` of the asset at `index_out` for the one at `index_in`.
///
/// The reserve put into becomes the least whole number of the finest precision with which the
/// invariant is what it was or more, rounded up to a whole unit of its asset; and the fee is added so
/// that just the difference is left after it: `in = ceil(net/(1 − f))`. That is the least amount for
/// which [`swap_exact_in`] pays `amount_out` or more.
///
/// # Errors
/// - Those of the pool.
/// - `FeeOutOfRange`: the fee is 10 000 basis points or more, or the protocol's part above them.
/// - `UnknownAsset`, `SameAsset`: the indices are not those of two assets of the pool.
/// - `ZeroAmount`: `amount_out` is zero.
/// - `InsufficientReserve`: `amount_out` is the whole reserve or more.
/// - `ReserveTooSmall`: less than [`MIN_RESERVE`] would be left of the asset paid out.
/// - `Overflow`: the price does not fit into 128 bits, or the reserves after it, at the finest
///   precision, add up to more than they hold.
/// - `InvariantFell`: the invariant would fall; no input is known to cause it.
pub fn swap_exact_out(
    pool: &Pool,
    index_in: usize,
    index_out: usize,
    amount_out: Balance,
    fees: Fees,
) -> Result<Swap, MathError> {
    let pair = Pair::open(pool, index_in, index_out, fees)?;
    ensure_nonzero(amount_out, MathError::ZeroAmount)?;
    let left = pair.reserve_out.checked_sub(amount_out).ok_or(MathError::InsufficientReserve)?;
    ensure_nonzero(left, MathError::InsufficientReserve)?;
    if left < MIN_RESERVE {
        return Err(MathError::ReserveTooSmall);
    }

    let grown = pair.answer((index_out, left), index_in)?;
    let net = grown.checked_sub(pair.reserve_in).ok_or(MathError::InvariantFell)?;
    let kept = BASIS_POINTS.saturating_sub(fees.trade_bps);
    let amount_in = mul_div(net, BASIS_POINTS.into(), kept.into(), Rounding::Up)?;
    pair.settle(pool, amount_in, amount_out, fees)
}

/// Refuses fees that are no part of a trade, or of the fee.
pub(super) fn check_fees(fees: Fees) -> Result<(), MathError> {
    if fees.trade_bps >= BASIS_POINTS || fees.protocol_bps > BASIS_POINTS {
        return Err(MathError::FeeOutOfRange);
    }
    Ok(())
}

/// So many basis points of `amount`.
pub(super) fn part(amount: Balance, bps: u32, rounding: Rounding) -> Result<Balance, MathError> {
    mul_div(amount, bps.into(), BASIS_POINTS.into(), rounding)
}

/// A pool about to trade one of its assets for another.
struct Pair {
    market: Market,
    index_in: usize,
    index_out: usize,
    reserve_in: Balance,
    reserve_out: Balance,
}

impl Pair {
    fn open(pool: &Pool, index_in: usize, index_out: usize, fees: Fees) -> Result<Self, MathError> {
        let market = Market::open(pool)?;
        check_fees(fees)?;
        let reserve = |index| pool.reserves.get(index).copied().ok_or(MathError::UnknownAsset);
        let (reserve_in, reserve_out) = (reserve(index_in)?, reserve(index_out)?);
        if index_in == index_out {
            return Err(MathError::SameAsset);
        }
        Ok(Self { market, index_in, index_out, reserve_in, reserve_out })
    }

    /// Refuses more of the asset put in than the pool can count, before it has paid anything.
    fn ensure_fits(&self, amount_in: Balance) -> Result<(), MathError> {
        amount_in
            .checked_mul(self.market.terms.factor(self.index_in)?)
            .zip(sum(&self.market.scaled).ok())
            .and_then(|(scaled, sum)| sum.checked_add(scaled))
            .map(|_| ())
            .ok_or(MathError::Overflow)
    }

    /// The least reserve of the asset at `index` that keeps the invariant when another reserve has
    /// become what `changed` says.
    fn answer(&self, changed: (usize, Balance), index: usize) -> Result<Balance, MathError> {
        let (other, reserve) = changed;
        let scaled =
            reserve.checked_mul(self.market.terms.factor(other)?).ok_or(MathError::Overflow)?;
        let mut after = self.market.scaled.clone();
        *after.get_mut(other).ok_or(MathError::UnknownAsset)? = scaled;
        self.market.least_reserve(&after, index, self.market.root.ceil)
    }

    /// The pool after the trade, if its invariant has not fallen.
    fn settle(
        &self,
        pool: &Pool,
        amount_in: Balance,
        amount_out: Balance,
        fees: Fees,
    ) -> Result<Swap, MathError> {
        let fee = part(amount_in, fees.trade_bps, Rounding::Up)?;
        let protocol_fee = part(fee, fees.protocol_bps, Rounding::Down)?;
        let kept = amount_in.checked_sub(protocol_fee).ok_or(MathError::Overflow)?;
        let reserve_in = self.reserve_in.checked_add(kept).ok_or(MathError::Overflow)?;
        let reserve_out =
            self.reserve_out.checked_sub(amount_out).ok_or(MathError::InsufficientReserve)?;

        let mut after = copied(pool.reserves)?;
        *after.get_mut(self.index_in).ok_or(MathError::UnknownAsset)? = reserve_in;
        *after.get_mut(self.index_out).ok_or(MathError::UnknownAsset)? = reserve_out;
        self.market.ensure_kept(&after, self.market.root.ceil)?;
        Ok(Swap { amount_in, amount_out, fee, protocol_fee, reserve_in, reserve_out })
    }
}
