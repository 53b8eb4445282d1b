//! Moving currencies between an account and the pot, and holding them in an account.

use crate::{types::Pot, Config, Error, HoldReason, Pallet, Pots};
use frame_support::{
    storage::with_storage_layer,
    traits::{
        fungibles::{Credit, Inspect, InspectHold, MutateHold},
        tokens::{
            fungible::NativeOrWithId, DepositConsequence, Fortitude, Precision, Preservation,
            Provenance, WithdrawConsequence,
        },
        AccountTouch, DefensiveSaturating,
    },
};
use sp_runtime::{DispatchError, DispatchResult};
use tidewater_primitives::{ids::CurrencyId, money, Balance};

impl<T: Config> Pallet<T> {
    /// Moves `amount` from `who` to the pot. TIDE leaves the account alive; of an asset, a rest below
    /// its minimum balance comes along: the pot keeps it, no ledger counts it.
    pub(crate) fn collect(
        currency: &CurrencyId,
        who: &T::AccountId,
        amount: Balance,
    ) -> DispatchResult {
        let preservation = match currency {
            NativeOrWithId::Native => Preservation::Preserve,
            NativeOrWithId::WithId(_) => Preservation::Expendable,
        };
        let credit = Self::withdraw(currency, who, amount, preservation)?;
        Self::resolve(&Self::pot_account(), credit)
    }

    /// Moves exactly `amount` from the pot to `who`. The pot's minimum balance stays behind.
    pub(crate) fn pay_out(
        currency: &CurrencyId,
        who: &T::AccountId,
        amount: Balance,
    ) -> DispatchResult {
        Self::pay(currency, &Self::pot_account(), who, amount)
    }

    /// Moves exactly `amount` from one account to another. The minimum balance of the first stays behind.
    pub(crate) fn pay(
        currency: &CurrencyId,
        from: &T::AccountId,
        to: &T::AccountId,
        amount: Balance,
    ) -> DispatchResult {
        let credit = Self::withdraw(currency, from, amount, Preservation::Preserve)?;
        Self::resolve(to, credit)
    }

    /// Takes at least `amount` from an account, as a credit.
    fn withdraw(
        currency: &CurrencyId,
        from: &T::AccountId,
        amount: Balance,
        preservation: Preservation,
    ) -> Result<Credit<T::AccountId, T::Currencies>, DispatchError> {
        let incomplete = Error::<T>::TransferIncomplete;
        money::withdraw::<_, T::Currencies>(currency, from, amount, preservation, incomplete)
    }

    /// Puts the whole credit into the account of `to`, or says why that account cannot take it.
    fn resolve(to: &T::AccountId, credit: Credit<T::AccountId, T::Currencies>) -> DispatchResult {
        money::resolve::<_, T::Currencies>(to, credit, Error::<T>::TransferIncomplete)
    }

    /// The most of `currency` that `who` can stake: what is free, but for the minimum balance.
    ///
    /// Freezes do not lessen it, for what is held counts for them too: TIDE that votes can be staked.
    pub fn free_to_stake(currency: &CurrencyId, who: &T::AccountId) -> Balance {
        T::Currencies::reducible_balance(
            currency.clone(),
            who,
            Preservation::Preserve,
            Fortitude::Force,
        )
    }

    /// Holds `amount` as staked, or says why it cannot be.
    pub(crate) fn hold_stake(
        currency: &CurrencyId,
        who: &T::AccountId,
        amount: Balance,
    ) -> DispatchResult {
        let not_free = || {
            let less = amount > Self::free_to_stake(currency, who);
            less.then(|| Self::why_not_free(currency, who, amount))
        };
        // Of TIDE the token would hold what keeps the account alive, too; all others ask for themselves.
        if *currency == NativeOrWithId::Native {
            not_free().map_or(Ok(()), Err)?;
        }
        T::Holds::hold(currency.clone(), &HoldReason::Staked.into(), who, amount)
            .map_err(|refused| not_free().unwrap_or(refused))
    }

    /// Why `amount` cannot be taken out of what is free.
    fn why_not_free(currency: &CurrencyId, who: &T::AccountId, amount: Balance) -> DispatchError {
        let free = T::Currencies::balance(currency.clone(), who);
        let frozen = |amount| {
            let taken = T::Currencies::can_withdraw(currency.clone(), who, amount);
            taken == WithdrawConsequence::Frozen
        };
        // Freezes of TIDE do not matter for a stake, and no team can freeze it.
        let by_its_team = *currency != NativeOrWithId::Native && (frozen(0) || frozen(1));
        if by_its_team {
            Error::<T>::AssetFrozen.into()
        } else if amount > free {
            Error::<T>::StakeAboveBalance.into()
        } else {
            Error::<T>::MinimumBalanceStays.into()
        }
    }

    /// Frees `amount` of what is staked, or says what keeps the token from it.
    pub(crate) fn release_stake(
        currency: &CurrencyId,
        who: &T::AccountId,
        amount: Balance,
    ) -> DispatchResult {
        let reason = HoldReason::Staked.into();
        let release =
            || T::Holds::release(currency.clone(), &reason, who, amount, Precision::Exact);
        with_storage_layer(release)
            .map(|_| ())
            .map_err(|refused| Self::why_not_released(currency, who, amount).unwrap_or(refused))
    }

    /// What an asset's team has done that keeps a hold from being released. The token names some of it
    /// by errors that mean something else.
    fn why_not_released(
        currency: &CurrencyId,
        who: &T::AccountId,
        amount: Balance,
    ) -> Option<DispatchError> {
        let nothing_taken = T::Currencies::can_withdraw(currency.clone(), who, 0);
        if nothing_taken == WithdrawConsequence::Frozen {
            return Some(Error::<T>::AssetFrozen.into());
        }
        // The token asks for room as if the amount were new.
        match T::Currencies::can_deposit(currency.clone(), who, amount, Provenance::Minted) {
            DepositConsequence::Blocked => Some(Error::<T>::AccountBlocked.into()),
            DepositConsequence::Overflow => Some(Error::<T>::SupplyAtLimit.into()),
            _ => None,
        }
    }

    /// Counts one more stream that pays in `currency`. The first one gives the pot an account of it,
    /// paid by `payer`, and keeps the asset from being destroyed.
    pub(crate) fn open_pot(payer: &T::AccountId, currency: &CurrencyId) -> DispatchResult {
        let mut pot = match Pots::<T>::get(currency) {
            Some(pot) => pot,
            None => {
                Self::touch_pot(payer, currency)?;
                let cushion = T::Currencies::minimum_balance(currency.clone());
                Self::collect(currency, payer, cushion)?;
                Pot { cushion, streams: 0 }
            }
        };
        Self::pin(payer, currency)?;
        pot.streams = pot.streams.checked_add(1).ok_or(Error::<T>::Overflow)?;
        Pots::<T>::insert(currency, pot);
        Ok(())
    }

    /// Opens the pot's account of `currency` with a deposit of `payer`, unless somebody has already.
    ///
    /// With somebody else's deposit the account needs no consumer reference of the pot, of which there
    /// are few. Only an account that is not there yet refuses to be given nothing.
    fn touch_pot(payer: &T::AccountId, currency: &CurrencyId) -> DispatchResult {
        let pot = Self::pot_account();
        let nothing = T::Currencies::can_deposit(currency.clone(), &pot, 0, Provenance::Extant);
        if nothing == DepositConsequence::BelowMinimum {
            T::Currencies::touch(currency.clone(), &pot, payer)?;
        }
        Ok(())
    }

    /// Holds one more minimum balance in the pot: an asset of which something is held cannot be
    /// destroyed by its team.
    fn pin(payer: &T::AccountId, currency: &CurrencyId) -> DispatchResult {
        let (pot, reason) = (Self::pot_account(), HoldReason::Cushion.into());
        let held = T::Holds::balance_on_hold(currency.clone(), &reason, &pot);
        if *currency == NativeOrWithId::Native || held > 0 {
            return Ok(());
        }
        let amount = T::Currencies::minimum_balance(currency.clone());
        Self::collect(currency, payer, amount)?;
        T::Holds::hold(currency.clone(), &reason, &pot, amount)
    }

    /// Counts one stream less that pays in `currency`. After the last one the asset can be destroyed
    /// again; what the pot kept of it stays there and is nobody's.
    ///
    /// The asset's team may have blocked the pot. Then the asset cannot be destroyed, and that is all:
    /// nobody's call fails for it.
    pub(crate) fn close_pot(currency: &CurrencyId) {
        let Some(mut pot) = Pots::<T>::get(currency) else { return };
        pot.streams = pot.streams.defensive_saturating_sub(1);
        Pots::<T>::insert(currency, pot);
        if *currency == NativeOrWithId::Native || pot.streams > 0 {
            return;
        }
        let (account, reason) = (Self::pot_account(), HoldReason::Cushion.into());
        let held = T::Holds::balance_on_hold(currency.clone(), &reason, &account);
        let release = || {
            T::Holds::release(currency.clone(), &reason, &account, held, Precision::Exact)
                .map(|_| ())
        };
        if with_storage_layer(release).is_ok() {
            Pots::<T>::remove(currency);
        }
    }
}
