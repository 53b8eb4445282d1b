//! What must always hold, in words and then in code.
//!
//! - **I1** Every pool can be found under its key and under each of its currencies, and every key and
//!   every entry of a currency leads to the pool that has it.
//! - **I2** No pool has an id from the next one on.
//! - **I3** A pool's currencies are sorted, different, and as many as its reserves, its fees and its
//!   flows; the prices it remembers are one fewer.
//! - **I4** Of each currency, all reserves, uncollected fees, debts and the cushion together are at
//!   most what the vault has. An asset's team can break it; `settle_shortfall` mends it.
//! - **I5** The shares people hold and the locked ones are all shares of the pool.
//! - **I6** A pool has all its locked shares and some of every currency, or nothing at all. A currency
//!   of which a loss was shared may be missing.
//! - **I7** Of each creator, the deposits of all pools together are what is held for them.
//! - **I8** The vault's account lives by a provider of its own.
//! - **I9** A currency is counted in as many pools as hold it, and an asset that is in a pool is held
//!   in the vault, so that it cannot be destroyed.
//! - **I10** The debts of a currency are worth no more than their total.
//! - **I11** All bounds of all pools are within their own, and a fee pool holds TIDE and its asset.
//! - **I12** Bounds were changed of pools that there are, or of new ones, and not in a block to come.
//!
//! Each check compares two numbers that were come by in different ways.

use crate::{
    types::terms, Config, DebtTotals, Debts, DefaultTerms, FeePools, HoldReason, Holdings,
    LossesOf, NextPoolId, Pallet, PoolDeposits, PoolIds, Pools, PoolsOf, TermsChangedAt,
};
use alloc::collections::BTreeMap;
use frame_support::{
    ensure,
    traits::{
        fungibles::{Inspect, InspectHold},
        tokens::fungible::NativeOrWithId,
        Get,
    },
};
use sp_runtime::TryRuntimeError;
use tidewater_primitives::{ids::CurrencyId, Balance};

impl<T: Config> Pallet<T> {
    /// Checks all invariants; the error names the first that is broken.
    pub fn check_invariants() -> Result<(), TryRuntimeError> {
        Self::i1_keys_and_pools_match()?;
        Self::i2_ids_are_below_the_next()?;
        Self::i3_currencies_are_sorted()?;
        Self::i4_vault_covers_the_ledgers()?;
        Self::i5_shares_add_up()?;
        Self::i6_pools_are_full_or_empty()?;
        Self::i7_deposits_are_held()?;
        Self::i8_vault_lives()?;
        Self::i9_assets_are_pinned()?;
        Self::i10_debts_add_up()?;
        Self::i11_bounds_hold()?;
        Self::i12_changes_are_of_what_there_is()
    }

    fn i1_keys_and_pools_match() -> Result<(), TryRuntimeError> {
        for (id, pool) in Pools::<T>::iter() {
            ensure!(PoolIds::<T>::get(pool.key()) == Some(id), "I1: a pool is not under its key");
        }
        let (keys, pools) = (PoolIds::<T>::iter_keys().count(), Pools::<T>::iter_keys().count());
        ensure!(keys == pools, "I1: a key leads to no pool");
        let mut entries = 0usize;
        for (id, pool) in Pools::<T>::iter() {
            let listed = pool.assets.iter().all(|asset| PoolsOf::<T>::contains_key(asset, id));
            ensure!(listed, "I1: a pool is not under its currencies");
            entries = entries.saturating_add(pool.assets.len());
        }
        ensure!(PoolsOf::<T>::iter_keys().count() == entries, "I1: a currency leads to no pool");
        Ok(())
    }

    fn i2_ids_are_below_the_next() -> Result<(), TryRuntimeError> {
        let next = NextPoolId::<T>::get();
        let below = Pools::<T>::iter_keys().all(|id| id < next);
        ensure!(below, "I2: a pool is beyond the next id");
        Ok(())
    }

    fn i3_currencies_are_sorted() -> Result<(), TryRuntimeError> {
        for pool in Pools::<T>::iter_values() {
            let assets = pool.assets.as_slice();
            let sorted = assets.iter().zip(assets.iter().skip(1)).all(|(a, b)| a < b);
            ensure!(sorted, "I3: currencies are not sorted or not different");
            ensure!(assets.len() == pool.reserves.len(), "I3: a reserve too many or too few");
            ensure!(assets.len() == pool.protocol_fees.len(), "I3: a fee too many or too few");
            ensure!(assets.len() == pool.block.flow.len(), "I3: a flow too many or too few");
            let prices = if pool.total_shares == 0 { 0 } else { assets.len().saturating_sub(1) };
            ensure!(pool.history.prices.len() == prices, "I3: a price too many or too few");
        }
        Ok(())
    }

    fn i4_vault_covers_the_ledgers() -> Result<(), TryRuntimeError> {
        for (asset, ledger) in Self::ledgers()? {
            let balance = T::Currencies::balance(asset, &Self::vault());
            ensure!(ledger <= balance, "I4: the vault has less than the ledgers say");
        }
        Ok(())
    }

    /// What the vault should have at least of each currency.
    pub fn ledgers() -> Result<BTreeMap<CurrencyId, Balance>, TryRuntimeError> {
        let mut ledgers: BTreeMap<CurrencyId, Balance> =
            Holdings::<T>::iter().map(|(asset, holding)| (asset, holding.cushion)).collect();
        let mut add = |asset: CurrencyId, amount: Balance| -> Result<(), TryRuntimeError> {
            let ledger = ledgers.get_mut(&asset).ok_or("I4: a currency has no cushion")?;
            *ledger = ledger.checked_add(amount).ok_or("I4: the ledgers overflow")?;
            Ok(())
        };
        for pool in Pools::<T>::iter_values() {
            let amounts = pool.reserves.into_iter().zip(pool.protocol_fees);
            for (asset, (reserve, due)) in pool.assets.into_iter().zip(amounts) {
                add(asset.clone(), reserve)?;
                add(asset, due)?;
            }
        }
        for (asset, total) in DebtTotals::<T>::iter() {
            add(asset, total)?;
        }
        Ok(ledgers)
    }

    fn i5_shares_add_up() -> Result<(), TryRuntimeError> {
        for (id, pool) in Pools::<T>::iter() {
            let issued = T::Shares::total_issuance(id);
            let all = issued.checked_add(pool.locked_shares);
            ensure!(all == Some(pool.total_shares), "I5: shares do not add up");
        }
        Ok(())
    }

    fn i6_pools_are_full_or_empty() -> Result<(), TryRuntimeError> {
        for pool in Pools::<T>::iter_values() {
            let empty = pool.total_shares == 0;
            let locked = if empty { 0 } else { T::LockedShares::get() };
            ensure!(pool.locked_shares == locked, "I6: locked shares are missing");
            let consistent = pool.assets.iter().zip(&pool.reserves).all(|(asset, reserve)| {
                (*reserve == 0) == empty || (*reserve == 0 && LossesOf::<T>::contains_key(asset))
            });
            ensure!(consistent, "I6: a pool is empty on one side");
        }
        Ok(())
    }

    fn i7_deposits_are_held() -> Result<(), TryRuntimeError> {
        let mut deposits: BTreeMap<T::AccountId, Balance> = BTreeMap::new();
        for (id, (creator, deposit)) in PoolDeposits::<T>::iter() {
            ensure!(Pools::<T>::contains_key(id), "I7: a deposit is for no pool");
            let sum = deposits.entry(creator).or_default();
            *sum = sum.checked_add(deposit).ok_or("I7: the deposits overflow")?;
        }
        for (creator, deposit) in deposits {
            let reason = HoldReason::PoolDeposit.into();
            let held = T::Holds::balance_on_hold(NativeOrWithId::Native, &reason, &creator);
            ensure!(held == deposit, "I7: a deposit is not held");
        }
        let paid = PoolDeposits::<T>::iter_keys().count();
        ensure!(paid == Pools::<T>::iter_keys().count(), "I7: a pool has no deposit");
        Ok(())
    }

    fn i8_vault_lives() -> Result<(), TryRuntimeError> {
        let own = frame_system::Pallet::<T>::providers(&Self::vault());
        ensure!(own > 1, "I8: the vault lives by its balance alone");
        Ok(())
    }

    fn i9_assets_are_pinned() -> Result<(), TryRuntimeError> {
        let (vault, reason) = (Self::vault(), HoldReason::Cushion.into());
        for (asset, holding) in Holdings::<T>::iter() {
            let pools = PoolsOf::<T>::iter_key_prefix(&asset).count();
            ensure!(u32::try_from(pools) == Ok(holding.pools), "I9: pools are miscounted");
            let held = T::Holds::balance_on_hold(asset.clone(), &reason, &vault);
            let pinned = asset == NativeOrWithId::Native || pools == 0 || held > 0;
            ensure!(pinned, "I9: a pooled asset can be destroyed");
        }
        Ok(())
    }

    fn i10_debts_add_up() -> Result<(), TryRuntimeError> {
        let mut sums: BTreeMap<CurrencyId, Balance> = BTreeMap::new();
        for (who, asset) in Debts::<T>::iter_keys() {
            let owed = Self::owed_to(&who, &asset);
            let sum = sums.entry(asset).or_default();
            *sum = sum.checked_add(owed).ok_or("I10: the debts overflow")?;
        }
        let covered = sums.iter().all(|(asset, sum)| *sum <= DebtTotals::<T>::get(asset));
        ensure!(covered, "I10: the debts are more than their total");
        Ok(())
    }

    fn i11_bounds_hold() -> Result<(), TryRuntimeError> {
        ensure!(terms::in_range(&DefaultTerms::<T>::get()), "I11: default bounds out of range");
        let within = Pools::<T>::iter_values().all(|pool| terms::in_range(&pool.terms));
        ensure!(within, "I11: a pool's bounds are out of range");
        for (asset, pool_id) in FeePools::<T>::iter() {
            let pool = Pools::<T>::get(pool_id).ok_or("I11: a fee pool is closed")?;
            let both = [&asset, &NativeOrWithId::Native];
            let holds = both.iter().all(|currency| pool.position(currency).is_some());
            ensure!(holds, "I11: a fee pool does not hold both currencies");
        }
        Ok(())
    }

    fn i12_changes_are_of_what_there_is() -> Result<(), TryRuntimeError> {
        let now = Self::now();
        for (pool_id, at) in TermsChangedAt::<T>::iter() {
            let there = pool_id.is_none_or(Pools::<T>::contains_key);
            ensure!(there, "I12: bounds of a pool that is closed were changed");
            ensure!(at <= now, "I12: bounds were changed in a block to come");
        }
        Ok(())
    }
}
