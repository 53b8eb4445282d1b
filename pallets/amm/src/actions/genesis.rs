//! What exists before the first block.

use crate::{
    types::{Assets, GenesisPool, Holding},
    Config, Error, Holdings, Pallet, Pools,
};
use alloc::vec::Vec;
use frame_support::traits::{
    fungibles::{Balanced, Inspect},
    tokens::{fungible::NativeOrWithId, Precision},
};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
    /// Makes the vault an account that lives whatever its balances are, with its deposit of TIDE.
    pub(crate) fn open_vault() -> DispatchResult {
        let (vault, tide) = (Self::vault(), NativeOrWithId::Native);
        frame_system::Pallet::<T>::inc_providers(&vault);
        let cushion = T::Currencies::minimum_balance(tide.clone());
        // The dropped debt adds the deposit to the issuance.
        let debt = T::Currencies::deposit(tide.clone(), &vault, cushion, Precision::Exact)?;
        drop(debt);
        Holdings::<T>::insert(tide, Holding { cushion, pools: 0, short: false });
        Ok(())
    }

    /// Creates a pool and fills it.
    pub(crate) fn open_genesis_pool(pool: &GenesisPool<T::AccountId>) -> DispatchResult {
        let assets =
            Assets::try_from(pool.assets.clone()).map_err(|_| Error::<T>::WrongAssetCount)?;
        let id = Self::do_create_pool(&pool.creator, assets, pool.curve, pool.fee_tier)?;
        if let Some(terms) = pool.terms {
            Self::put_terms(Some(id), terms)?;
        }
        let sorted = Pools::<T>::get(id).ok_or(Error::<T>::PoolNotFound)?.assets;
        let mut amounts = Vec::with_capacity(sorted.len());
        for asset in &sorted {
            let given = pool.assets.iter().position(|held| held == asset);
            let amount = given.and_then(|at| pool.amounts.get(at));
            amounts.push(*amount.ok_or(Error::<T>::WrongAmountCount)?);
        }
        let amounts = amounts.try_into().map_err(|_| Error::<T>::WrongAmountCount)?;
        Self::do_add_liquidity(&pool.creator, id, amounts, 0)
    }
}
