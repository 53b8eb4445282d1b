//! The constant product from its definition: `(Ri + in·(1 − f)) · (Ro − out) = Ri · Ro`.

use num_bigint::BigInt;
use tidewater_math::{
    amm::{Added, Fees, FirstShares, Swap},
    rounding::Rounding,
    MathError,
};

use super::{amount, fraction::Fraction, refuse, sqrt};

/// What is left of one after the fee.
fn kept(fee_bps: u32) -> Fraction {
    Fraction::whole(1) - fee_of(fee_bps)
}

fn fee_of(fee_bps: u32) -> Fraction {
    Fraction::whole(fee_bps) / Fraction::whole(10_000)
}

/// The fee, and the protocol's part of it, which takes nothing of what the trader was paid for.
fn fee_and_protocol_fee(amount_in: &BigInt, fees: Fees) -> (BigInt, BigInt) {
    let exact = Fraction::whole(amount_in.clone()) * fee_of(fees.trade_bps);
    let fee = exact.round(Rounding::Up);
    let protocol = Fraction::whole(fee.clone()) * fee_of(fees.protocol_bps);
    (fee, protocol.min(exact).round(Rounding::Down))
}

fn swap(
    [reserve_in, reserve_out]: [u128; 2],
    amount_in: &BigInt,
    amount_out: &BigInt,
    fees: Fees,
) -> Result<Swap, MathError> {
    let (fee, protocol_fee) = fee_and_protocol_fee(amount_in, fees);
    Ok(Swap {
        amount_in: amount(amount_in)?,
        amount_out: amount(amount_out)?,
        fee: amount(&fee)?,
        protocol_fee: amount(&protocol_fee)?,
        reserve_in: amount(&(amount_in + reserve_in - &protocol_fee))?,
        reserve_out: amount(&(reserve_out - amount_out))?,
    })
}

/// The twin of `swap_exact_in`: what must leave so that the product stays.
pub(crate) fn swap_exact_in(
    reserves: [u128; 2],
    amount_in: u128,
    fees: Fees,
) -> Result<Swap, MathError> {
    refuse(fees.trade_bps >= 10_000 || fees.protocol_bps > 10_000, MathError::FeeOutOfRange)?;
    refuse(reserves.contains(&0), MathError::EmptyPool)?;
    refuse(amount_in == 0, MathError::ZeroAmount)?;
    let [reserve_in, reserve_out] = reserves.map(Fraction::whole);
    let grown = reserve_in.clone() + Fraction::whole(amount_in) * kept(fees.trade_bps);
    let out = (reserve_out.clone() - reserve_in * reserve_out / grown).round(Rounding::Down);
    refuse(out == BigInt::ZERO, MathError::ZeroOutput)?;
    swap(reserves, &amount_in.into(), &out, fees)
}

/// The twin of `swap_exact_out`: what must enter, before the fee, so that the product stays.
pub(crate) fn swap_exact_out(
    reserves: [u128; 2],
    amount_out: u128,
    fees: Fees,
) -> Result<Swap, MathError> {
    refuse(fees.trade_bps >= 10_000 || fees.protocol_bps > 10_000, MathError::FeeOutOfRange)?;
    refuse(reserves.contains(&0), MathError::EmptyPool)?;
    refuse(amount_out == 0, MathError::ZeroAmount)?;
    refuse(amount_out >= reserves[1], MathError::InsufficientReserve)?;
    let [reserve_in, reserve_out] = reserves.map(Fraction::whole);
    let shrunk = reserve_out.clone() - Fraction::whole(amount_out);
    let after_fee = reserve_in.clone() * reserve_out / shrunk - reserve_in;
    let amount_in = (after_fee / kept(fees.trade_bps)).round(Rounding::Up);
    swap(reserves, &amount_in, &amount_out.into(), fees)
}

/// The twin of `price_impact_bps`: what was bought, at the price before, against what was paid.
pub(crate) fn price_impact_bps(
    [reserve_in, reserve_out]: [u128; 2],
    amount_in: u128,
    amount_out: u128,
    fee_bps: u32,
) -> u32 {
    if amount_in == 0 || reserve_out == 0 || fee_bps >= 10_000 {
        return 0;
    }
    let price = Fraction::whole(reserve_in) / Fraction::whole(reserve_out);
    let worth = Fraction::whole(amount_out) * price;
    let paid = Fraction::whole(amount_in) * kept(fee_bps);
    let impact = (Fraction::whole(1) - worth / paid) * Fraction::whole(10_000);
    u32::try_from(impact.round(Rounding::Up)).unwrap_or(0)
}

/// The twin of `first_shares`.
pub(crate) fn first_shares([a, b]: [u128; 2], locked: u128) -> Result<FirstShares, MathError> {
    refuse(a == 0 || b == 0, MathError::ZeroAmount)?;
    let total = sqrt(&(BigInt::from(a) * b));
    refuse(total <= BigInt::from(locked), MathError::BelowLockedShares)?;
    Ok(FirstShares { minted: amount(&(&total - locked))?, total: amount(&total)? })
}

/// The twin of `add_liquidity`: the smaller of the two parts of the pool that were offered.
pub(crate) fn add_liquidity(
    reserves: [u128; 2],
    total_shares: u128,
    max_amounts: [u128; 2],
) -> Result<Added, MathError> {
    refuse(reserves.contains(&0) || total_shares == 0, MathError::EmptyPool)?;
    refuse(max_amounts.contains(&0), MathError::ZeroAmount)?;
    let part =
        |asset: usize| Fraction::whole(max_amounts[asset]) / Fraction::whole(reserves[asset]);
    let total = Fraction::whole(total_shares);
    let shares = (part(0).min(part(1)) * total.clone()).round(Rounding::Down);
    refuse(shares == BigInt::ZERO, MathError::ZeroShares)?;

    let part = Fraction::whole(shares.clone()) / total;
    let [a, b] =
        reserves.map(|reserve| (Fraction::whole(reserve) * part.clone()).round(Rounding::Up));
    Ok(Added {
        amounts: [amount(&a)?, amount(&b)?].into_iter().collect(),
        fees: [0, 0].into_iter().collect(),
        protocol_fees: [0, 0].into_iter().collect(),
        shares: amount(&shares)?,
        reserves: [amount(&(a + reserves[0]))?, amount(&(b + reserves[1]))?].into_iter().collect(),
        total_shares: amount(&(shares + total_shares))?,
    })
}
