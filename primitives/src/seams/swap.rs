//! Trades, for those who have to turn one currency into another.

use crate::{
    ids::{CurrencyId, Hop},
    Balance,
};
use sp_runtime::DispatchError;

/// Trades on the exchange, on behalf of an account.
pub trait Swap<AccountId> {
    /// Lets `who` put in exactly `amount_in` and returns what came out, at least `min_amount_out`.
    ///
    /// # Errors
    /// Those of the exchange. Then nothing has moved, if the caller undoes what has been written.
    fn swap_exact_in(
        who: &AccountId,
        asset_in: CurrencyId,
        amount_in: Balance,
        hops: &[Hop],
        min_amount_out: Balance,
    ) -> Result<Balance, DispatchError>;
}

/// No exchange: every trade is refused.
impl<AccountId> Swap<AccountId> for () {
    fn swap_exact_in(
        _: &AccountId,
        _: CurrencyId,
        _: Balance,
        _: &[Hop],
        _: Balance,
    ) -> Result<Balance, DispatchError> {
        Err(DispatchError::Unavailable)
    }
}
