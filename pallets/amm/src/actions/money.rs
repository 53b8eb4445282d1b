//! Moving currencies between an account and the vault.
//!
//! Each leg is a withdrawal and then a deposit of exactly what was withdrawn, every error checked.
//! A token's `transfer` is never used: it ignores a refused deposit, and then the money is gone.

use crate::{types::Holding, Config, Error, Holdings, Pallet};
use frame_support::{
    ensure,
    traits::{
        fungibles::{Balanced, Credit, Inspect},
        tokens::{fungible::NativeOrWithId, Fortitude, Precision, Preservation},
    },
};
use sp_runtime::{DispatchError, DispatchResult};
use tidewater_primitives::{ids::CurrencyId, Balance};

impl<T: Config> Pallet<T> {
    /// Moves `amount` from `who` to the vault.
    ///
    /// A rest below an asset's minimum balance comes along: the vault keeps it, no ledger counts it.
    pub(crate) fn collect(
        asset: &CurrencyId,
        who: &T::AccountId,
        amount: Balance,
    ) -> DispatchResult {
        Self::collect_preserving(asset, who, amount, Self::preservation(asset))
    }

    /// The same, with a say in how it may affect the account of `who`.
    pub(crate) fn collect_preserving(
        asset: &CurrencyId,
        who: &T::AccountId,
        amount: Balance,
        preservation: Preservation,
    ) -> DispatchResult {
        let credit = Self::withdraw(asset, who, amount, preservation)?;
        Self::resolve(&Self::vault(), credit)
    }

    /// Moves exactly `amount` from the vault to `who`. The vault's minimum balance stays behind.
    pub(crate) fn pay_out(
        asset: &CurrencyId,
        who: &T::AccountId,
        amount: Balance,
    ) -> DispatchResult {
        let credit = Self::withdraw(asset, &Self::vault(), amount, Preservation::Preserve)?;
        Self::resolve(who, credit)
    }

    /// Takes at least `amount` from an account, as a credit.
    pub(crate) fn withdraw(
        asset: &CurrencyId,
        from: &T::AccountId,
        amount: Balance,
        preservation: Preservation,
    ) -> Result<Credit<T::AccountId, T::Currencies>, DispatchError> {
        let credit = T::Currencies::withdraw(
            asset.clone(),
            from,
            amount,
            Precision::Exact,
            preservation,
            Fortitude::Polite,
        )?;
        ensure!(credit.peek() >= amount, Error::<T>::TransferIncomplete);
        Ok(credit)
    }

    /// Checks that the vault has all of `asset` that it owes: an asset's own team can take it away.
    ///
    /// All, not what one pool holds of it: while something is missing, it is missing to every pool
    /// and every creditor, and who could still be paid would be paid by the others. It is refused
    /// exactly as long as there is something for `settle_shortfall` to do.
    pub(crate) fn ensure_covered(asset: &CurrencyId) -> DispatchResult {
        ensure!(Self::is_covered(asset), Error::<T>::AssetInShortfall);
        Ok(())
    }

    /// Whether the vault has all of `asset` that it owes. Nobody can take TIDE from it.
    pub(crate) fn is_covered(asset: &CurrencyId) -> bool {
        if *asset == NativeOrWithId::Native {
            return true;
        }
        let Holding { cushion, owed, .. } = Holdings::<T>::get(asset).unwrap_or_default();
        let balance = T::Currencies::balance(asset.clone(), &Self::vault());
        balance.checked_sub(cushion).is_some_and(|covered| covered >= owed)
    }

    /// Notes that `amount` of `asset` has come into the ledgers.
    pub(crate) fn book_in(asset: &CurrencyId, amount: Balance) {
        Self::book(asset, |owed| owed.saturating_add(amount));
    }

    /// Notes that `amount` of `asset` has been paid out of the ledgers.
    pub(crate) fn book_out(asset: &CurrencyId, amount: Balance) {
        Self::book(asset, |owed| owed.saturating_sub(amount));
    }

    /// The ledgers are in what is owed and, while a payment is made, what is owed is in the vault's
    /// balance: neither bound is ever met.
    fn book(asset: &CurrencyId, change: impl FnOnce(Balance) -> Balance) {
        if *asset != NativeOrWithId::Native {
            Holdings::<T>::mutate_extant(asset, |holding| holding.owed = change(holding.owed));
        }
    }

    /// Puts the whole credit into the account of `to`, or says why that account cannot take it.
    fn resolve(to: &T::AccountId, credit: Credit<T::AccountId, T::Currencies>) -> DispatchResult {
        T::Currencies::resolve(to, credit).map_err(|credit| {
            // `resolve` gives the money back without a reason. Asking again for a deposit does.
            let (asset, amount) = (credit.asset(), credit.peek());
            match T::Currencies::deposit(asset, to, amount, Precision::Exact) {
                Err(reason) => reason,
                Ok(_) => Error::<T>::TransferIncomplete.into(),
            }
        })
    }
}
