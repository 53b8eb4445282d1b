//! Deposits, and withdrawals in one asset.

use ruint::aliases::U320;

use super::{
    copied, invariant,
    swap::{check_fees, part},
    Market, Pool, Terms, MIN_RESERVE,
};
use crate::{
    amm::{
        ensure_nonzero, Added, Amounts, Balance, Fees, FirstShares, RemovedSingle, BASIS_POINTS,
    },
    error::MathError,
    rounding::{mul_div, Rounding},
};

/// The shares of the first deposit: as many as its invariant, `locked` of them nobody's.
///
/// The locked shares make it dear to raise the value of one share so far that later deposits round
/// to nothing. The depositor bears them, and the floor of the invariant: the pool gains both.
///
/// # Errors
/// - `AssetCountOutOfRange`, `AmplificationOutOfRange`, `DecimalsOutOfRange`: as for
///   [`check_parameters`](super::check_parameters); also if `amounts` are not one per asset.
/// - `ZeroAmount`: one of the amounts is zero.
/// - `ReserveTooSmall`: one of the amounts is below [`MIN_RESERVE`].
/// - `Overflow`: the amounts, at the finest precision, add up to more than 128 bits hold.
/// - `BelowLockedShares`: nothing would be left for the depositor.
pub fn first_shares(
    amounts: &[Balance],
    decimals: &[u8],
    amplification: u32,
    locked: Balance,
) -> Result<FirstShares, MathError> {
    let terms = Terms::new(decimals, amplification)?;
    let scaled = terms.scale(amounts, MIN_RESERVE).map_err(|error| match error {
        MathError::EmptyPool => MathError::ZeroAmount,
        other => other,
    })?;
    let total = invariant::solve(&scaled, terms.leverage())?.floor;
    let minted = total.checked_sub(locked).ok_or(MathError::BelowLockedShares)?;
    ensure_nonzero(minted, MathError::BelowLockedShares)?;
    Ok(FirstShares { minted, total })
}

/// Adds all of `amounts`, in whatever proportion; some may be zero.
///
/// With `D0` and `D1` the invariant before and after, each asset's ideal reserve is `R·D1/D0`, and
/// its fee that part of the distance from there to what it becomes that is `f·n/(4·(n − 1))`, rounded
/// up: about half of what trading into the proportion would have cost. It is charged on assets that
/// were not added too, so it may be more than was added of one: the depositor pays it in shares.
/// Where nothing is out of proportion it is zero, or one unit from the roundings of `D0` and `D1`.
///
/// With `D2` the invariant of what is left without any of the fees, `S` all shares, and `D` the least
/// whole number not below the solution before the deposit, `shares = floor(S·(D2 − D)/D)`: the pool
/// gains both roundings. The protocol's part of the fees leaves the pool, the rest stays in it.
///
/// # Errors
/// - Those of the pool; but its reserves may be below [`MIN_RESERVE`] before the deposit.
/// - `EmptyPool`: `total_shares` is zero.
/// - `FeeOutOfRange`: the fee is 10 000 basis points or more, or the protocol's part above them.
/// - `AssetCountOutOfRange`: `amounts` are not one per asset.
/// - `ZeroAmount`: all amounts are zero.
/// - `Overflow`: a fee does not fit into 128 bits, or the reserves after the deposit, at the finest
///   precision, add up to more than they hold.
/// - `ReserveTooSmall`: a reserve, less its fee, would be below [`MIN_RESERVE`].
/// - `Overflow`: the shares do not fit into 128 bits.
/// - `ZeroShares`: the deposit is worth less than one share.
/// - `InvariantFell`: a share would be worth less; no input is known to cause it.
pub fn add_liquidity(
    pool: &Pool,
    total_shares: Balance,
    amounts: &[Balance],
    fees: Fees,
) -> Result<Added, MathError> {
    let market = Market::open_below_minimum(pool)?;
    ensure_nonzero(total_shares, MathError::EmptyPool)?;
    check_fees(fees)?;
    let whole = deposit(pool, amounts)?;
    let charged = imbalance_fees(&market, pool, &whole, fees.trade_bps)?;
    let worth = market.solve(&less(&whole, &charged)?)?;
    let gained = worth.floor.checked_sub(market.root.ceil).ok_or(MathError::ZeroShares)?;
    let shares = mul_div(gained, total_shares, market.root.ceil, Rounding::Down)?;
    ensure_nonzero(shares, MathError::ZeroShares)?;

    let total_after = total_shares.checked_add(shares).ok_or(MathError::Overflow)?;
    let protocol_fees = charged
        .iter()
        .map(|fee| part(*fee, fees.protocol_bps, Rounding::Down))
        .collect::<Result<Amounts, _>>()?;
    let reserves = less(&whole, &protocol_fees)?;
    market.ensure_share_kept_value(&reserves, total_shares, total_after)?;
    Ok(Added {
        amounts: copied(amounts)?,
        fees: charged,
        protocol_fees,
        shares,
        reserves,
        total_shares: total_after,
    })
}

/// Withdraws what `shares` stand for, all of it in the asset at `index`.
///
/// With `S` all shares, the invariant may fall to the part `(S − shares)/S` of the least whole number
/// not below the solution, rounded up; the reserve becomes the least with which it does not fall
/// further, rounded up to a whole unit. The difference is paid less the fee, which is that of a trade
/// of all of it: `ceil(out·f)`. The pool gains every rounding. The protocol's part of the fee leaves
/// the pool and the rest stays in it.
///
/// The fee is on all of it, so that this is no way around a trade's: whoever adds one asset and
/// withdraws another is paid at most what the curve gives for that amount without a fee, less the
/// fee; and a trade gives no less, because the curve gives relatively more for a smaller amount, but
/// for the unit of the asset put in by which its fee is rounded up. Those who withdraw in proportion
/// pay no fee.
///
/// # Errors
/// - Those of the pool.
/// - `EmptyPool`: `total_shares` is zero.
/// - `FeeOutOfRange`: the fee is 10 000 basis points or more, or the protocol's part above them.
/// - `UnknownAsset`: the pool has no asset at `index`.
/// - `ZeroAmount`: `shares` is zero.
/// - `InsufficientShares`: `shares` is more than all shares but the `locked` ones.
/// - `ZeroOutput`: the shares, less the fee, are worth less than one unit of the asset.
/// - `ReserveTooSmall`: less than [`MIN_RESERVE`] would be left of the asset.
/// - `InvariantFell`: a share would be worth less; no input is known to cause it.
pub fn remove_liquidity_single(
    pool: &Pool,
    total_shares: Balance,
    locked: Balance,
    shares: Balance,
    index: usize,
    fees: Fees,
) -> Result<RemovedSingle, MathError> {
    let market = Market::open(pool)?;
    ensure_nonzero(total_shares, MathError::EmptyPool)?;
    check_fees(fees)?;
    let reserve = pool.reserves.get(index).copied().ok_or(MathError::UnknownAsset)?;
    ensure_nonzero(shares, MathError::ZeroAmount)?;
    let total_after = total_shares
        .checked_sub(shares)
        .filter(|left| *left >= locked)
        .ok_or(MathError::InsufficientShares)?;

    let target = market.worth(total_shares, total_after)?;
    let left = market.least_reserve(&market.scaled, index, target)?;
    let gross = reserve.checked_sub(left).ok_or(MathError::ZeroOutput)?;
    let fee = part(gross, fees.trade_bps, Rounding::Up)?;
    let amount = gross.checked_sub(fee).ok_or(MathError::ZeroOutput)?;
    ensure_nonzero(amount, MathError::ZeroOutput)?;
    let protocol_fee = part(fee, fees.protocol_bps, Rounding::Down)?;

    let paid = amount.checked_add(protocol_fee).ok_or(MathError::Overflow)?;
    let reserve = reserve.checked_sub(paid).ok_or(MathError::InsufficientReserve)?;
    let mut after = copied(pool.reserves)?;
    *after.get_mut(index).ok_or(MathError::UnknownAsset)? = reserve;
    market.ensure_share_kept_value(&after, total_shares, total_after)?;
    Ok(RemovedSingle { amount, fee, protocol_fee, reserve, total_shares: total_after })
}

impl Market {
    /// What `shares` of `total_shares` are worth, in units of the invariant, rounded up.
    fn worth(&self, total_shares: Balance, shares: Balance) -> Result<Balance, MathError> {
        mul_div(self.root.ceil, shares, total_shares, Rounding::Up)
    }

    /// Refuses reserves on which a share is worth less than before.
    ///
    /// The solution per share is what it was or more if the invariant reaches what the new number of
    /// shares was worth: at least the solution before, times `after / before`.
    fn ensure_share_kept_value(
        &self,
        reserves: &[Balance],
        shares_before: Balance,
        shares_after: Balance,
    ) -> Result<(), MathError> {
        self.ensure_kept(reserves, self.worth(shares_before, shares_after)?)
    }

    /// The invariant of other reserves, in their own units.
    fn solve(&self, reserves: &[Balance]) -> Result<invariant::Root, MathError> {
        invariant::solve(&self.terms.scale(reserves, MIN_RESERVE)?, self.terms.leverage())
    }
}

/// The reserves with all of `amounts` in them.
fn deposit(pool: &Pool, amounts: &[Balance]) -> Result<Amounts, MathError> {
    if amounts.len() != pool.reserves.len() {
        return Err(MathError::AssetCountOutOfRange);
    }
    ensure_nonzero(amounts.iter().copied().max().unwrap_or(0), MathError::ZeroAmount)?;
    let reserves = pool.reserves.iter().zip(amounts);
    reserves
        .map(|(reserve, amount)| reserve.checked_add(*amount).ok_or(MathError::Overflow))
        .collect()
}

/// Reserves without fees. Where a fee leaves nothing, that is too small a reserve.
fn less(reserves: &Amounts, fees: &Amounts) -> Result<Amounts, MathError> {
    let reserves = reserves.iter().zip(fees);
    reserves
        .map(|(reserve, fee)| {
            reserve.checked_sub(*fee).filter(|left| *left > 0).ok_or(MathError::ReserveTooSmall)
        })
        .collect()
}

/// The fee of each asset: see [`add_liquidity`].
fn imbalance_fees(
    market: &Market,
    pool: &Pool,
    whole: &Amounts,
    trade_bps: u32,
) -> Result<Amounts, MathError> {
    let scaled = market.terms.scale(whole, 1)?;
    let grown = invariant::solve(&scaled, market.terms.leverage())?.floor;
    let assets = whole.len();
    let fee = |(before, after): (&Balance, &Balance)| {
        let ideal = U320::from(*before).checked_mul(U320::from(grown))?;
        let actual = U320::from(*after).checked_mul(U320::from(market.root.floor))?;
        let over = ideal
            .abs_diff(actual)
            .checked_mul(U320::from(trade_bps))?
            .checked_mul(U320::from(assets))?;
        let parts = U320::from(BASIS_POINTS)
            .checked_mul(U320::from(4))?
            .checked_mul(U320::from(assets.saturating_sub(1)))?;
        let under = parts.checked_mul(U320::from(market.root.floor))?;
        if under.is_zero() {
            return None;
        }
        Balance::try_from(over.div_ceil(under)).ok()
    };
    pool.reserves.iter().zip(whole).map(|pair| fee(pair).ok_or(MathError::Overflow)).collect()
}

#[cfg(test)]
mod tests {
    //! The guards, called directly: no input of the public functions makes them fire.

    use super::*;

    #[test]
    fn a_change_after_which_a_share_is_worth_less_is_refused() {
        let pool = Pool { reserves: &[5_000_000; 3], decimals: &[6; 3], amplification: 10_000 };
        let market = Market::open(&pool).unwrap();
        let check = |reserve, shares| {
            market.ensure_share_kept_value(&[reserve, 5_000_000, 5_000_000], 15_000_000, shares)
        };
        assert_eq!(check(5_000_000, 15_000_000), Ok(()));
        assert_eq!(check(5_000_000, 15_000_001), Err(MathError::InvariantFell));
        assert_eq!(check(4_999_999, 15_000_000), Err(MathError::InvariantFell));
        assert_eq!(check(4_999_999, 14_999_998), Ok(()));
        assert_eq!(check(5_001_000, 15_000_999), Ok(()));
        assert_eq!(check(5_001_000, 15_001_000), Err(MathError::InvariantFell));
    }

    #[test]
    fn fees_and_reserves_of_nothing_are_refused() {
        let amounts = |amounts: [Balance; 2]| Amounts::from_iter(amounts);
        let less = |fee| less(&amounts([5, 5]), &amounts([0, fee]));
        assert_eq!(less(4), Ok(amounts([5, 1])));
        assert_eq!(less(5), Err(MathError::ReserveTooSmall));
        assert_eq!(less(6), Err(MathError::ReserveTooSmall));
    }
}
