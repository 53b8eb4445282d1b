//! Moving currencies between an account and the vault.

use crate::{Config, Error, Holdings, Pallet};
use frame_support::{
    ensure,
    traits::{
        fungibles::{Credit, Inspect},
        tokens::{fungible::NativeOrWithId, Preservation},
    },
};
use sp_runtime::{DispatchError, DispatchResult};
use tidewater_primitives::{ids::CurrencyId, money, Balance};

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

    /// Whether the vault has `reserve` of `asset`. Nobody can take TIDE from it.
    pub(crate) fn is_there(asset: &CurrencyId, reserve: Balance) -> bool {
        *asset == NativeOrWithId::Native
            || T::Currencies::balance(asset.clone(), &Self::vault()) >= reserve
    }

    /// Whether the vault has as much of `asset` as one pool, or all debts, say, beside the cushion, and
    /// nobody has found it to be short of the asset since. If not, nobody is paid until the loss is
    /// shared: who came first would be paid in full, who came last not at all. Nobody can take TIDE
    /// from the vault.
    ///
    /// What all pools together say is not added up here: that would cost every trade two more entries
    /// of storage for each asset. `settle_shortfall` does it.
    pub(crate) fn is_covered(asset: &CurrencyId, ledger: Balance) -> bool {
        if *asset == NativeOrWithId::Native {
            return true;
        }
        let holding = Holdings::<T>::get(asset).unwrap_or_default();
        let least = ledger.checked_add(holding.cushion).filter(|_| !holding.short);
        least.is_some_and(|least| T::Currencies::balance(asset.clone(), &Self::vault()) >= least)
    }

    /// Checks the same.
    pub(crate) fn ensure_covered(asset: &CurrencyId, ledger: Balance) -> DispatchResult {
        ensure!(Self::is_covered(asset, ledger), Error::<T>::AssetInShortfall);
        Ok(())
    }

    /// Takes at least `amount` from an account, as a credit.
    pub(crate) fn withdraw(
        asset: &CurrencyId,
        from: &T::AccountId,
        amount: Balance,
        preservation: Preservation,
    ) -> Result<Credit<T::AccountId, T::Currencies>, DispatchError> {
        let incomplete = Error::<T>::TransferIncomplete;
        money::withdraw::<_, T::Currencies>(asset, from, amount, preservation, incomplete)
    }

    /// Puts the whole credit into the account of `to`, or says why that account cannot take it.
    fn resolve(to: &T::AccountId, credit: Credit<T::AccountId, T::Currencies>) -> DispatchResult {
        money::resolve::<_, T::Currencies>(to, credit, Error::<T>::TransferIncomplete)
    }
}
