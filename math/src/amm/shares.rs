//! What shares of a pool stand for: the same part of each of its reserves, however many there are.
//!
//! Amounts are in the smallest unit of their asset. Each function tests its inputs in the order in
//! which it lists its errors.

use core::cmp::Ordering;

use super::{ensure_nonzero, Amounts, Balance, Removed};
use crate::{
    error::MathError,
    rounding::{compare_products, mul_div, Rounding},
};

/// Pays out the part of every reserve that `shares` stand for: `floor(shares·R/S)` of each.
///
/// The pool gains all floors. Some amounts may be zero, as where one asset has far fewer units than
/// another, or none because it was lost; not all may. While a share is left, so is some of each
/// reserve that was there.
///
/// # Errors
/// - `Overflow`: there are more than [`MAX_ASSETS`](super::MAX_ASSETS) reserves.
/// - `EmptyPool`: all reserves, or `total_shares`, are zero.
/// - `ZeroAmount`: `shares` is zero.
/// - `InsufficientShares`: `shares` is more than all shares but the `locked` ones.
/// - `ZeroOutput`: the shares are worth less than one unit of any asset.
/// - `InvariantFell`: a share would be worth less; no input is known to cause it.
pub fn remove_in_proportion(
    reserves: &[Balance],
    total_shares: Balance,
    locked: Balance,
    shares: Balance,
) -> Result<Removed, MathError> {
    let mut after = Amounts::try_from(reserves).map_err(|_| MathError::Overflow)?;
    ensure_some(&after, MathError::EmptyPool)?;
    ensure_nonzero(total_shares, MathError::EmptyPool)?;
    ensure_nonzero(shares, MathError::ZeroAmount)?;
    let total_after = total_shares
        .checked_sub(shares)
        .filter(|left| *left >= locked)
        .ok_or(MathError::InsufficientShares)?;

    let mut amounts = after.clone();
    for (amount, reserve) in amounts.iter_mut().zip(&mut after) {
        *amount = mul_div(shares, *reserve, total_shares, Rounding::Down)?;
        *reserve = reserve.checked_sub(*amount).ok_or(MathError::InsufficientReserve)?;
    }
    ensure_some(&amounts, MathError::ZeroOutput)?;
    ensure_share_kept_value(reserves, total_shares, &after, total_after)?;
    Ok(Removed { amounts, reserves: after, total_shares: total_after })
}

/// What a pool still has of `reserve` where of `total` units, which the books of all pools claim,
/// only `covered` are there: `floor(reserve·covered/total)`.
///
/// Rounded down, so that the pools together claim no more than is there. All of `reserve` where
/// nothing is missing; nothing where `total` is zero, for then no book claims anything.
pub fn share_of_loss(reserve: Balance, covered: Balance, total: Balance) -> Balance {
    if total == 0 {
        return 0;
    }
    // At most `reserve`, so it fits: no error is possible.
    mul_div(reserve, covered.min(total), total, Rounding::Down).unwrap_or(0)
}

/// Each reserve per share is what it was or more, told by multiplying crosswise.
pub(super) fn ensure_share_kept_value(
    before: &[Balance],
    shares_before: Balance,
    after: &[Balance],
    shares_after: Balance,
) -> Result<(), MathError> {
    for (&before, &after) in before.iter().zip(after) {
        if compare_products([after, shares_before], [before, shares_after]) == Ordering::Less {
            return Err(MathError::InvariantFell);
        }
    }
    Ok(())
}

/// At least one of the amounts is above zero.
fn ensure_some(amounts: &[Balance], otherwise: MathError) -> Result<(), MathError> {
    ensure_nonzero(amounts.iter().copied().max().unwrap_or(0), otherwise)
}

#[cfg(test)]
mod tests {
    //! The guard, called directly: no input of the public functions makes it fire.

    use super::*;

    #[test]
    fn a_change_that_lowers_any_reserve_per_share_is_refused() {
        let check = |after: &[Balance]| ensure_share_kept_value(&[100, 0, 200], 10, after, 11);
        assert_eq!(check(&[110, 0, 220]), Ok(()));
        assert_eq!(check(&[109, 0, 220]), Err(MathError::InvariantFell));
        assert_eq!(check(&[110, 0, 219]), Err(MathError::InvariantFell));
    }
}
