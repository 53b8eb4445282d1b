//! Pools that hold the product of their two reserves: `reserve_in · reserve_out` never falls.
//!
//! The formulas are those of the Uniswap v2 whitepaper and core contract (Adams, Zinsmeister,
//! Robinson 2020); each rounding, and the exact arithmetic under it, is stated here. Whatever a
//! rounding leaves over stays in the pool and so belongs to all who hold its shares.
//!
//! The protocol's part of the fee leaves the pool with the trade; what the trader puts in and is
//! paid does not depend on it.
//!
//! Amounts are in the smallest unit of their asset. Each function tests its inputs in the order in
//! which it lists its errors.

use core::cmp::Ordering;

use super::{
    ensure_nonzero, shares::ensure_share_kept_value, Added, Amounts, Balance, Fees, FirstShares,
    Swap, BASIS_POINTS,
};
use crate::{
    error::MathError,
    rounding::{
        compare_products, mul_div, ratio, shortfall, sqrt_of_product, Product, Rounding,
        WeightedSum,
    },
};

/// Sells exactly `amount_in`.
///
/// With `f` the fee: `out = floor(in·(1 − f)·Ro / (Ri + in·(1 − f)))`, one floor over exact numbers.
/// The pool gains the last unit. `out` is always below `reserve_out`.
///
/// # Errors
/// - `FeeOutOfRange`: the fee is 10 000 or more, or the protocol's part of it above 10 000.
/// - `EmptyPool`: a reserve is zero.
/// - `ZeroAmount`: `amount_in` is zero.
/// - `ZeroOutput`: `amount_in` is worth less than one unit.
/// - `Overflow`: the reserve would not fit into 128 bits.
/// - `InvariantFell`: the product of the reserves would fall; no input is known to cause it.
pub fn swap_exact_in(
    reserve_in: Balance,
    reserve_out: Balance,
    amount_in: Balance,
    fees: Fees,
) -> Result<Swap, MathError> {
    let kept_bps = after_fee(fees)?;
    ensure_filled(reserve_in, reserve_out)?;
    ensure_nonzero(amount_in, MathError::ZeroAmount)?;

    let amount_out = ratio(
        Product { amounts: [amount_in, reserve_out], factor: kept_bps },
        WeightedSum([(reserve_in, BASIS_POINTS), (amount_in, kept_bps)]),
        Rounding::Down,
    )?;
    ensure_nonzero(amount_out, MathError::ZeroOutput)?;
    settle(reserve_in, reserve_out, amount_in, amount_out, fees)
}

/// Buys exactly `amount_out`.
///
/// With `f` the fee: `in = ceil(Ri·out / ((Ro − out)·(1 − f)))`, one ceiling over exact numbers: the
/// least amount for which [`swap_exact_in`] pays `amount_out`. The pool gains the last unit.
///
/// # Errors
/// - `FeeOutOfRange`: the fee is 10 000 or more, or the protocol's part of it above 10 000.
/// - `EmptyPool`: a reserve is zero.
/// - `ZeroAmount`: `amount_out` is zero.
/// - `InsufficientReserve`: `amount_out` is `reserve_out` or more.
/// - `Overflow`: the price, or the reserve after it, does not fit into 128 bits.
/// - `InvariantFell`: the product of the reserves would fall; no input is known to cause it.
pub fn swap_exact_out(
    reserve_in: Balance,
    reserve_out: Balance,
    amount_out: Balance,
    fees: Fees,
) -> Result<Swap, MathError> {
    let kept_bps = after_fee(fees)?;
    ensure_filled(reserve_in, reserve_out)?;
    ensure_nonzero(amount_out, MathError::ZeroAmount)?;
    let left = reserve_out.checked_sub(amount_out).ok_or(MathError::InsufficientReserve)?;
    ensure_nonzero(left, MathError::InsufficientReserve)?;

    let amount_in = ratio(
        Product { amounts: [reserve_in, amount_out], factor: BASIS_POINTS },
        WeightedSum([(left, kept_bps), (0, 0)]),
        Rounding::Up,
    )?;
    settle(reserve_in, reserve_out, amount_in, amount_out, fees)
}

/// How much worse a trade was than the price before it, the fee set aside, in basis points:
/// `ceil(10 000 · (1 − out·Ri / (in·(1 − f)·Ro)))`, with the reserves before the trade.
///
/// Rounded up: the trader is never shown less than the impact. Every trade that the two functions
/// above compute moves the price, so theirs is at least 1. No trade has more than 10 000: that much
/// says that nothing was paid out.
///
/// Amounts better than the price before give 0, for they were not made worse; so do amounts without
/// such a price: a zero `amount_in`, a zero `reserve_out`, a fee of 100 % or more.
pub fn price_impact_bps(
    reserve_in: Balance,
    reserve_out: Balance,
    amount_in: Balance,
    amount_out: Balance,
    fee_bps: u32,
) -> u32 {
    shortfall(
        Product { amounts: [amount_out, reserve_in], factor: BASIS_POINTS },
        Product { amounts: [amount_in, reserve_out], factor: BASIS_POINTS.saturating_sub(fee_bps) },
        BASIS_POINTS,
    )
}

/// The shares of the first deposit: `floor(sqrt(a·b))` in all, `locked` of them nobody's.
///
/// The locked shares make it dear to raise the value of one share so far that later deposits round
/// to nothing. The depositor bears them, and the floor: the pool gains both.
///
/// # Errors
/// - `ZeroAmount`: one of the amounts is zero.
/// - `BelowLockedShares`: nothing would be left for the depositor.
pub fn first_shares(amounts: [Balance; 2], locked: Balance) -> Result<FirstShares, MathError> {
    let [a, b] = amounts;
    ensure_nonzero(a.min(b), MathError::ZeroAmount)?;
    let total = sqrt_of_product(a, b);
    let minted = total.checked_sub(locked).ok_or(MathError::BelowLockedShares)?;
    ensure_nonzero(minted, MathError::BelowLockedShares)?;
    Ok(FirstShares { minted, total })
}

/// Adds as much of `max_amounts` as fits the proportion of the reserves.
///
/// With `S` all shares: `shares = min(floor(a·S/Ra), floor(b·S/Rb))`, and of each asset
/// `ceil(shares·R/S)` is taken. The pool gains both roundings.
///
/// No more is taken than was offered: `shares ≤ a·S/Ra`, so `shares·Ra/S ≤ a`; and as `a` is a whole
/// number, the ceiling is at most `a` too. The same holds for `b`. Nothing is out of proportion, so
/// there is no fee.
///
/// # Errors
/// - `EmptyPool`: a reserve or `total_shares` is zero.
/// - `ZeroAmount`: one of the amounts is zero.
/// - `ZeroShares`: the deposit is worth less than one share.
/// - `Overflow`: a reserve, or the shares, would not fit into 128 bits.
/// - `InvariantFell`: a share would be worth less; no input is known to cause it.
pub fn add_liquidity(
    reserves: [Balance; 2],
    total_shares: Balance,
    max_amounts: [Balance; 2],
) -> Result<Added, MathError> {
    let [reserve_a, reserve_b] = reserves;
    let [max_a, max_b] = max_amounts;
    ensure_filled(reserve_a, reserve_b)?;
    ensure_nonzero(total_shares, MathError::EmptyPool)?;
    ensure_nonzero(max_a.min(max_b), MathError::ZeroAmount)?;

    let shares = shares_for(max_a, reserve_a, total_shares)?.min(shares_for(
        max_b,
        reserve_b,
        total_shares,
    )?);
    ensure_nonzero(shares, MathError::ZeroShares)?;
    let total_after = total_shares.checked_add(shares).ok_or(MathError::Overflow)?;
    let amount_a = mul_div(shares, reserve_a, total_shares, Rounding::Up)?;
    let amount_b = mul_div(shares, reserve_b, total_shares, Rounding::Up)?;
    let after = [
        reserve_a.checked_add(amount_a).ok_or(MathError::Overflow)?,
        reserve_b.checked_add(amount_b).ok_or(MathError::Overflow)?,
    ];
    ensure_share_kept_value(&reserves, total_shares, &after, total_after)?;
    Ok(Added {
        amounts: pair([amount_a, amount_b]),
        fees: pair([0, 0]),
        protocol_fees: pair([0, 0]),
        shares,
        reserves: pair(after),
        total_shares: total_after,
    })
}

/// What the fee leaves of 10 000 parts: at least one.
fn after_fee(fees: Fees) -> Result<u32, MathError> {
    BASIS_POINTS
        .checked_sub(fees.trade_bps)
        .filter(|kept| *kept > 0 && fees.protocol_bps <= BASIS_POINTS)
        .ok_or(MathError::FeeOutOfRange)
}

fn ensure_filled(reserve: Balance, other: Balance) -> Result<(), MathError> {
    ensure_nonzero(reserve.min(other), MathError::EmptyPool)
}

/// The pool after a trade, if the product of its reserves has not fallen.
fn settle(
    reserve_in: Balance,
    reserve_out: Balance,
    amount_in: Balance,
    amount_out: Balance,
    fees: Fees,
) -> Result<Swap, MathError> {
    let (fee, protocol_fee) = fee_and_protocol_fee(amount_in, fees)?;
    let after_in = amount_in
        .checked_sub(protocol_fee)
        .and_then(|stays| reserve_in.checked_add(stays))
        .ok_or(MathError::Overflow)?;
    let after_out = reserve_out.checked_sub(amount_out).ok_or(MathError::InsufficientReserve)?;
    if compare_products([after_in, after_out], [reserve_in, reserve_out]) == Ordering::Less {
        return Err(MathError::InvariantFell);
    }
    Ok(Swap {
        amount_in,
        amount_out,
        fee,
        protocol_fee,
        reserve_in: after_in,
        reserve_out: after_out,
    })
}

/// The fee on `amount_in`, rounded up, and the protocol's part of it, rounded down.
///
/// The unit that rounding up may have added to the fee is the pool's, even where the protocol gets
/// all of the fee: the trader was paid for all but the exact fee, so the pool must keep that much.
fn fee_and_protocol_fee(amount_in: Balance, fees: Fees) -> Result<(Balance, Balance), MathError> {
    let part =
        |amount, bps: u32, rounding| mul_div(amount, bps.into(), BASIS_POINTS.into(), rounding);
    let fee = part(amount_in, fees.trade_bps, Rounding::Up)?;
    let protocol_fee = match fees.protocol_bps {
        0 => 0,
        BASIS_POINTS => part(amount_in, fees.trade_bps, Rounding::Down)?,
        // Less than `fee`: never its last unit.
        some => part(fee, some, Rounding::Down)?,
    };
    Ok((fee, protocol_fee))
}

/// How many shares one side of a deposit alone would buy, rounded down.
///
/// More than 128 bits hold counts as the most they hold: the other side may well buy fewer, and if
/// it does not, adding them to the total overflows.
fn shares_for(amount: Balance, reserve: Balance, total: Balance) -> Result<Balance, MathError> {
    match mul_div(amount, total, reserve, Rounding::Down) {
        Err(MathError::Overflow) => Ok(Balance::MAX),
        shares => shares,
    }
}

/// An amount of each of the two assets.
fn pair(amounts: [Balance; 2]) -> Amounts {
    amounts.into_iter().collect()
}

#[cfg(test)]
mod tests {
    //! The guards, called directly: no input of the public functions makes them fire.

    use super::*;

    #[test]
    fn a_trade_that_lowers_the_product_is_refused_and_one_that_keeps_it_is_not() {
        let fees = |trade_bps, protocol_bps| Fees { trade_bps, protocol_bps };
        let pool_gets = |fees| settle(1_000, 2_000, 1_000, 1_000, fees);
        assert_eq!(settle(1_000, 2_000, 1_000, 1_001, fees(30, 0)), Err(MathError::InvariantFell));
        assert!(pool_gets(fees(30, 0)).is_ok());
        assert_eq!(pool_gets(fees(30, 5_000)), Err(MathError::InvariantFell));
        let wide = u128::MAX / 2;
        assert_eq!(settle(wide, wide, 1, 2, fees(0, 0)), Err(MathError::InvariantFell));
    }
}
