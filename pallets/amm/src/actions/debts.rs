//! What cannot be paid out now is owed, and what an asset's team has taken is shared.

use crate::{
    types::{Debt, Holding, Losses, Pool, WHOLE},
    Config, DebtTotals, Debts, Error, Event, Holdings, LossesOf, Pallet, Pools, PoolsOf,
};
use alloc::vec::Vec;
use frame_support::{
    ensure,
    storage::{with_storage_layer, with_transaction, TransactionOutcome},
    traits::{fungibles::Inspect, Get},
};
use sp_runtime::{DispatchError, DispatchResult};
use tidewater_math::{amm::shares::share_of_loss, rounding::mul_div, rounding::Rounding};
use tidewater_primitives::{
    ids::{CurrencyId, PoolId},
    Balance,
};

/// When so little is left of a currency's debts, their remainder counts as nothing and a new age
/// begins: a share of less than one in 2^63.
const NEXT_AGE: Balance = 1 << 64;

impl<T: Config> Pallet<T> {
    /// Pays `amount` out of a `ledger`, or books it as owed if it cannot be paid; says how much of it is
    /// owed.
    pub(crate) fn pay_or_owe(
        asset: &CurrencyId,
        who: &T::AccountId,
        amount: Balance,
        ledger: Balance,
    ) -> Balance {
        if amount == 0 {
            return 0;
        }
        if !Self::is_covered(asset, ledger) {
            Self::set_short(asset, true);
        } else if with_storage_layer(|| Self::pay_out(asset, who, amount)).is_ok() {
            return 0;
        }
        Self::owe(asset, who, amount);
        amount
    }

    /// Books `amount` as owed to `who`, on top of what is owed already.
    ///
    /// This never fails: an asset's team must not be able to keep anybody from the other currencies of
    /// a pool. It would have to take its asset and put it in again until more than 2^128 of it is owed;
    /// what is beyond is not counted.
    pub(crate) fn owe(asset: &CurrencyId, who: &T::AccountId, amount: Balance) {
        let losses = LossesOf::<T>::get(asset);
        let before = debt_now(&Debts::<T>::get(who, asset), &losses);
        Debts::<T>::insert(who, asset, Debt { amount: before.saturating_add(amount), losses });
        Self::set_debts(asset, DebtTotals::<T>::get(asset).saturating_add(amount));
        Self::deposit_event(Event::Owed { who: who.clone(), asset: asset.clone(), amount });
    }

    /// What `who` is owed of `asset`, after all losses so far.
    pub fn owed_to(who: &T::AccountId, asset: &CurrencyId) -> Balance {
        debt_now(&Debts::<T>::get(who, asset), &LossesOf::<T>::get(asset))
    }

    pub(crate) fn do_claim_owed(who: &T::AccountId, asset: &CurrencyId) -> DispatchResult {
        let amount = Self::owed_to(who, asset);
        ensure!(amount > 0, Error::<T>::NothingOwed);
        let total = DebtTotals::<T>::get(asset);
        Self::ensure_covered(asset, total)?;
        // What rounding has left of the total when the last debt is paid is nobody's.
        let others = total.saturating_sub(amount);
        Self::pay_out(asset, who, amount)?;
        Debts::<T>::remove(who, asset);
        Self::set_debts(asset, others);
        Self::let_go(asset);
        Self::deposit_event(Event::OwedClaimed { who: who.clone(), asset: asset.clone(), amount });
        Ok(())
    }

    /// Shares what the vault lacks of `asset` among all that it owes; says how many pools had a part.
    pub(crate) fn do_settle_shortfall(asset: &CurrencyId) -> Result<u32, DispatchError> {
        let pools: Vec<(PoolId, usize, Pool)> = Self::pools_of(asset)?;
        let debts = DebtTotals::<T>::get(asset);
        let mut total = debts;
        for (_, position, pool) in &pools {
            let fees = pool.protocol_fees.get(*position).copied().unwrap_or_default();
            let ledger = pool.reserve(*position).checked_add(fees).ok_or(Error::<T>::Overflow)?;
            total = total.checked_add(ledger).ok_or(Error::<T>::Overflow)?;
        }
        let balance = T::Currencies::balance(asset.clone(), &Self::vault());
        let Holding { cushion, short, .. } = Holdings::<T>::get(asset).unwrap_or_default();
        let covered = balance.saturating_sub(cushion);
        ensure!(covered < total || short, Error::<T>::NoShortfall);
        // Where what was missing has been given back, the parts stay what they are.
        let covered = covered.min(total);

        let count = pools.len() as u32;
        for (pool_id, position, mut pool) in pools {
            // The price that was in force until now goes into the averages first.
            Self::touch(&mut pool, Self::now());
            for ledger in [&mut pool.reserves, &mut pool.protocol_fees] {
                if let Some(amount) = ledger.get_mut(position) {
                    *amount = share_of_loss(*amount, covered, total);
                }
            }
            Pools::<T>::insert(pool_id, pool);
        }
        Self::share_debts(asset, debts, covered, total)?;
        Self::set_short(asset, false);
        Self::let_go(asset);
        Self::deposit_event(Event::ShortfallSettled {
            asset: asset.clone(),
            total,
            covered,
            pools: count,
        });
        Ok(count)
    }

    /// The pools that hold `asset`, each with the asset's position.
    fn pools_of(asset: &CurrencyId) -> Result<Vec<(PoolId, usize, Pool)>, DispatchError> {
        let most = T::MaxPoolsPerAsset::get() as usize;
        PoolsOf::<T>::iter_key_prefix(asset)
            .take(most)
            .map(|pool_id| {
                let pool = Pools::<T>::get(pool_id).ok_or(Error::<T>::PoolNotFound)?;
                let position = pool.position(asset).ok_or(Error::<T>::AssetNotInPool)?;
                Ok((pool_id, position, pool))
            })
            .collect()
    }

    /// Cuts all debts of `asset` to `covered / total` without touching a single one of them.
    ///
    /// Their total is rounded up: it must never be less than they are worth, and each debt is rounded
    /// down only once for all losses since it was made. As it is the only one of all parts that is
    /// rounded up, the parts are still no more than `covered` together.
    fn share_debts(
        asset: &CurrencyId,
        debts: Balance,
        covered: Balance,
        total: Balance,
    ) -> DispatchResult {
        let Losses { age, left } = LossesOf::<T>::get(asset);
        let left = share_of_loss(left, covered, total);
        if left < NEXT_AGE {
            LossesOf::<T>::insert(asset, Losses { age: age.saturating_add(1), left: WHOLE });
            DebtTotals::<T>::remove(asset);
        } else {
            LossesOf::<T>::insert(asset, Losses { age, left });
            let worth = mul_div(debts, covered, total, Rounding::Up).map_err(Error::<T>::from)?;
            Self::set_debts(asset, worth);
        }
        Ok(())
    }

    fn set_short(asset: &CurrencyId, short: bool) {
        Holdings::<T>::mutate_extant(asset, |holding| holding.short = short);
    }

    /// Sets the total of all debts, of which nothing is stored where there are none.
    fn set_debts(asset: &CurrencyId, total: Balance) {
        if total > 0 {
            DebtTotals::<T>::insert(asset, total);
        } else {
            DebtTotals::<T>::remove(asset);
        }
    }

    /// Does `what`, keeps its result and undoes everything else.
    pub(crate) fn undone(what: impl FnOnce() -> DispatchResult) -> DispatchResult {
        with_transaction(|| TransactionOutcome::Rollback(what()))
    }
}

/// What is left of a debt, rounded down.
fn debt_now(debt: &Debt, losses: &Losses) -> Balance {
    if debt.losses.age != losses.age {
        return 0;
    }
    // What is left never grows, so the quotient is at most the amount.
    mul_div(debt.amount, losses.left, debt.losses.left, Rounding::Down).unwrap_or_default()
}
