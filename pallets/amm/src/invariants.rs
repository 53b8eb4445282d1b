//! What must always hold, in words and then in code.
//!
//! - **I1** Every pool can be found under its key, and every key leads to the pool that has it.
//! - **I2** Pools are numbered without gaps from 0 to the next id.
//! - **I3** A pool's currencies are sorted, different, and as many as its reserves.
//! - **I4** Of each currency, all reserves and the cushion together are at most what the vault has.
//! - **I5** The shares people hold and the locked ones are all shares of the pool.
//! - **I6** A pool has liquidity on both sides and all its locked shares, or nothing at all.
//! - **I7** Of each creator, the deposits of all pools together are what is held for them.
//! - **I8** The vault's account lives by a provider of its own.
//!
//! Each check compares two numbers that were come by in different ways.

use crate::{Config, Cushions, HoldReason, NextPoolId, Pallet, PoolDeposits, PoolIds, Pools};
use alloc::collections::BTreeMap;
use frame_support::{
    ensure,
    traits::{fungible::InspectHold, fungibles::Inspect, Get},
};
use sp_runtime::TryRuntimeError;
use tidewater_primitives::{ids::CurrencyId, Balance};

impl<T: Config> Pallet<T> {
    /// Checks all invariants; the error names the first that is broken.
    pub fn check_invariants() -> Result<(), TryRuntimeError> {
        Self::i1_keys_and_pools_match()?;
        Self::i2_ids_have_no_gaps()?;
        Self::i3_currencies_are_sorted()?;
        Self::i4_vault_covers_the_ledgers()?;
        Self::i5_shares_add_up()?;
        Self::i6_pools_are_full_or_empty()?;
        Self::i7_deposits_are_held()?;
        Self::i8_vault_lives()
    }

    fn i1_keys_and_pools_match() -> Result<(), TryRuntimeError> {
        for (id, pool) in Pools::<T>::iter() {
            ensure!(PoolIds::<T>::get(&pool.key) == Some(id), "I1: a pool is not under its key");
        }
        let (keys, pools) = (PoolIds::<T>::iter_keys().count(), Pools::<T>::iter_keys().count());
        ensure!(keys == pools, "I1: a key leads to no pool");
        Ok(())
    }

    fn i2_ids_have_no_gaps() -> Result<(), TryRuntimeError> {
        let next = NextPoolId::<T>::get();
        let mut pools = 0u32;
        for id in Pools::<T>::iter_keys() {
            ensure!(id < next, "I2: a pool is beyond the next id");
            pools = pools.saturating_add(1);
        }
        ensure!(pools == next, "I2: an id has no pool");
        Ok(())
    }

    fn i3_currencies_are_sorted() -> Result<(), TryRuntimeError> {
        for pool in Pools::<T>::iter_values() {
            let assets = pool.key.assets.as_slice();
            let sorted = assets.iter().zip(assets.iter().skip(1)).all(|(a, b)| a < b);
            ensure!(sorted, "I3: currencies are not sorted or not different");
            ensure!(assets.len() == pool.reserves.len(), "I3: a reserve too many or too few");
        }
        Ok(())
    }

    fn i4_vault_covers_the_ledgers() -> Result<(), TryRuntimeError> {
        let mut ledgers: BTreeMap<CurrencyId, Balance> = Cushions::<T>::iter().collect();
        for pool in Pools::<T>::iter_values() {
            for (asset, reserve) in pool.key.assets.into_iter().zip(pool.reserves) {
                let ledger = ledgers.get_mut(&asset).ok_or("I4: a currency has no cushion")?;
                *ledger = ledger.checked_add(reserve).ok_or("I4: the ledgers overflow")?;
            }
        }
        for (asset, ledger) in ledgers {
            let balance = T::Currencies::balance(asset, &Self::vault());
            ensure!(ledger <= balance, "I4: the vault has less than the ledgers say");
        }
        Ok(())
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
            let consistent = pool.reserves.iter().all(|reserve| (*reserve == 0) == empty);
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
            let held = T::Deposits::balance_on_hold(&HoldReason::PoolDeposit.into(), &creator);
            ensure!(held == deposit, "I7: a deposit is not held");
        }
        let (paid, pools) = (PoolDeposits::<T>::iter_keys().count(), NextPoolId::<T>::get());
        ensure!(u32::try_from(paid) == Ok(pools), "I7: a pool has no deposit");
        Ok(())
    }

    fn i8_vault_lives() -> Result<(), TryRuntimeError> {
        let own = frame_system::Pallet::<T>::providers(&Self::vault());
        ensure!(own > 1, "I8: the vault lives by its balance alone");
        Ok(())
    }
}
