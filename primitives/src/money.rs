//! Moving currencies from one account to another.
//!
//! Each move is a withdrawal and then a deposit of exactly what was withdrawn, every error checked. A
//! token's `transfer` is never used: it ignores a refused deposit, and then the money is gone.

use crate::{ids::CurrencyId, Balance};
use frame_support::{
    ensure,
    traits::{
        fungibles::{Balanced, Credit},
        tokens::{Fortitude, Precision, Preservation},
    },
};
use sp_runtime::{DispatchError, DispatchResult};

/// Takes at least `amount` from an account, as a credit. If a rest may not stay there it comes along.
///
/// # Errors
/// Those of the token; `incomplete` if it gives less without saying so.
pub fn withdraw<AccountId, Currencies>(
    currency: &CurrencyId,
    from: &AccountId,
    amount: Balance,
    preservation: Preservation,
    incomplete: impl Into<DispatchError>,
) -> Result<Credit<AccountId, Currencies>, DispatchError>
where
    Currencies: Balanced<AccountId, AssetId = CurrencyId, Balance = Balance>,
{
    let (exact, polite) = (Precision::Exact, Fortitude::Polite);
    let credit = Currencies::withdraw(currency.clone(), from, amount, exact, preservation, polite)?;
    ensure!(credit.peek() >= amount, incomplete.into());
    Ok(credit)
}

/// Puts the whole credit into the account of `to`.
///
/// # Errors
/// Why that account cannot take it; `incomplete` if the token does not say. Then the credit is gone: the
/// caller undoes what has been written.
pub fn resolve<AccountId, Currencies>(
    to: &AccountId,
    credit: Credit<AccountId, Currencies>,
    incomplete: impl Into<DispatchError>,
) -> DispatchResult
where
    Currencies: Balanced<AccountId, AssetId = CurrencyId, Balance = Balance>,
{
    Currencies::resolve(to, credit).map_err(|credit| {
        // `resolve` gives the money back without a reason. Asking again for a deposit does.
        let (currency, amount) = (credit.asset(), credit.peek());
        match Currencies::deposit(currency, to, amount, Precision::Exact) {
            Err(reason) => reason,
            Ok(_) => incomplete.into(),
        }
    })
}
