//! Creating a pool.

use crate::{
    types::{Assets, Pool, PoolKey, MAX_POOL_ASSETS},
    Config, Cushions, Error, Event, HoldReason, NextPoolId, Pallet, PoolDeposits, PoolIds, Pools,
};
use frame_support::{
    ensure,
    traits::{
        fungible::MutateHold,
        fungibles::{Create, Inspect},
        tokens::{DepositConsequence, Provenance, WithdrawConsequence},
        AccountTouch, Get,
    },
};
use sp_runtime::{DispatchError, DispatchResult};
use tidewater_primitives::ids::{
    pool_of_share, share_currency, CurrencyId, FeeTier, PoolId, PoolKind,
};

/// The share asset's smallest balance: one unit, so that no share is ever swept as dust.
const SHARE_MIN_BALANCE: u128 = 1;

impl<T: Config> Pallet<T> {
    pub(crate) fn do_create_pool(
        creator: &T::AccountId,
        assets: Assets,
        kind: PoolKind,
        fee_tier: FeeTier,
    ) -> Result<PoolId, DispatchError> {
        let key = PoolKey::new(assets, kind, fee_tier);
        Self::ensure_poolable(&key.assets)?;
        ensure!(!PoolIds::<T>::contains_key(&key), Error::<T>::PoolExists);
        let pool_id = NextPoolId::<T>::get();
        ensure!(share_currency(pool_id).is_some(), Error::<T>::TooManyPools);
        let next_id = pool_id.checked_add(1).ok_or(Error::<T>::TooManyPools)?;

        for asset in key.assets.iter() {
            Self::open_account(creator, asset)?;
        }
        let deposit = T::PoolDeposit::get();
        T::Deposits::hold(&HoldReason::PoolDeposit.into(), creator, deposit)?;
        T::Shares::create(pool_id, Self::vault(), false, SHARE_MIN_BALANCE)?;

        NextPoolId::<T>::put(next_id);
        PoolDeposits::<T>::insert(pool_id, (creator.clone(), deposit));
        PoolIds::<T>::insert(&key, pool_id);
        Pools::<T>::insert(pool_id, Pool::empty(key.clone()));
        let (creator, assets) = (creator.clone(), key.assets);
        Self::deposit_event(Event::PoolCreated { pool_id, creator, assets, kind, fee_tier });
        Ok(pool_id)
    }

    /// Checks sorted `assets`: the right number, all different, existing, live, and no shares.
    fn ensure_poolable(assets: &Assets) -> DispatchResult {
        ensure!(assets.len() as u32 == MAX_POOL_ASSETS, Error::<T>::WrongAssetCount);
        let mut previous = None;
        for asset in assets {
            ensure!(previous != Some(asset), Error::<T>::IdenticalAssets);
            ensure!(pool_of_share(asset).is_none(), Error::<T>::SharesNotPoolable);
            Self::ensure_live(asset)?;
            previous = Some(asset);
        }
        Ok(())
    }

    /// Checks that `asset` exists and is neither frozen nor being destroyed.
    fn ensure_live(asset: &CurrencyId) -> DispatchResult {
        // Taking nothing is refused for the asset's own state only, never for the account's.
        match T::Currencies::can_withdraw(asset.clone(), &Self::vault(), 0) {
            WithdrawConsequence::UnknownAsset => Err(Error::<T>::UnknownAsset.into()),
            WithdrawConsequence::Frozen => Err(Error::<T>::AssetFrozen.into()),
            _ => Ok(()),
        }
    }

    /// Gives the vault an account of `asset`, paid by `creator`, unless some pool has had one.
    fn open_account(creator: &T::AccountId, asset: &CurrencyId) -> DispatchResult {
        if Cushions::<T>::contains_key(asset) {
            return Ok(());
        }
        // With somebody else's deposit the account needs no consumer reference of the vault, of
        // which there are few. Who donated before the first pool has already paid for the account,
        // and so has who opened it without putting anything in: anybody may, for any account. Only
        // an account that is not there yet refuses to be given nothing.
        let nothing =
            T::Currencies::can_deposit(asset.clone(), &Self::vault(), 0, Provenance::Extant);
        if nothing == DepositConsequence::BelowMinimum {
            T::Currencies::touch(asset.clone(), &Self::vault(), creator)?;
        }
        let cushion = T::Currencies::minimum_balance(asset.clone());
        Self::collect(asset, creator, cushion)?;
        Cushions::<T>::insert(asset, cushion);
        Ok(())
    }
}
