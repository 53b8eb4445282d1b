//! Shares from their definition: `shares / total` of every reserve.

use num_bigint::BigInt;
use tidewater_math::{
    amm::{Amounts, Removed},
    rounding::Rounding,
    MathError,
};

use super::{amount, fraction::Fraction, refuse};

/// The twin of `remove_in_proportion`.
pub(crate) fn remove_in_proportion(
    reserves: &[u128],
    total_shares: u128,
    locked: u128,
    shares: u128,
) -> Result<Removed, MathError> {
    refuse(reserves.len() > 5, MathError::Overflow)?;
    refuse(reserves.iter().all(|reserve| *reserve == 0), MathError::EmptyPool)?;
    refuse(total_shares == 0, MathError::EmptyPool)?;
    refuse(shares == 0, MathError::ZeroAmount)?;
    let free = BigInt::from(total_shares) - locked;
    refuse(BigInt::from(shares) > free, MathError::InsufficientShares)?;
    let part = Fraction::whole(shares) / Fraction::whole(total_shares);
    let mut removed = Removed {
        amounts: Amounts::new(),
        reserves: Amounts::new(),
        total_shares: total_shares - shares,
    };
    for reserve in reserves {
        let paid = (Fraction::whole(*reserve) * part.clone()).round(Rounding::Down);
        removed.amounts.push(amount(&paid)?);
        removed.reserves.push(amount(&(reserve - paid))?);
    }
    refuse(removed.amounts.iter().all(|paid| *paid == 0), MathError::ZeroOutput)?;
    Ok(removed)
}

/// The twin of `share_of_loss`.
pub(crate) fn share_of_loss(reserve: u128, covered: u128, total: u128) -> u128 {
    match (total, total.checked_sub(covered)) {
        (0, _) => 0,
        (_, None) => reserve,
        (_, Some(missing)) => {
            let lost = Fraction::whole(reserve) * Fraction::whole(missing) / Fraction::whole(total);
            reserve - amount(&lost.round(Rounding::Up)).unwrap()
        }
    }
}
