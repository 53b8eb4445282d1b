//! Removing liquidity in proportion: possible in every state.

use crate::{curves::listed, types::Amounts, Config, Error, Event, Pallet, Pools};
use alloc::vec::Vec;
use frame_support::{
    ensure,
    traits::{
        fungibles::Mutate,
        tokens::{Fortitude, Precision, Preservation},
    },
};
use sp_runtime::DispatchResult;
use tidewater_primitives::{ids::PoolId, Balance};

impl<T: Config> Pallet<T> {
    pub(crate) fn do_remove_liquidity(
        who: &T::AccountId,
        pool_id: PoolId,
        shares: Balance,
        min_amounts: Amounts,
    ) -> DispatchResult {
        let mut pool = Pools::<T>::get(pool_id).ok_or(Error::<T>::PoolNotFound)?;
        ensure!(min_amounts.len() == pool.assets.len(), Error::<T>::WrongAmountCount);
        Self::touch(&mut pool, Self::now());
        let removed = pool.price_removal(shares).map_err(Error::<T>::from)?;
        let enough = removed.amounts.iter().zip(&min_amounts).all(|(amount, min)| amount >= min);
        ensure!(enough, Error::<T>::AmountBelowMinimum);

        Self::burn_shares(pool_id, who, shares)?;
        let mut owed: Vec<Balance> = Vec::with_capacity(removed.amounts.len());
        let legs = pool.assets.iter().zip(&pool.reserves).zip(&removed.amounts);
        for ((asset, reserve), amount) in legs {
            owed.push(Self::pay_or_owe(asset, who, *amount, *reserve));
        }

        pool.reserves = listed(&removed.reserves);
        pool.total_shares = removed.total_shares;
        Pools::<T>::insert(pool_id, &pool);
        Self::deposit_event(Event::LiquidityRemoved {
            pool_id,
            who: who.clone(),
            amounts: listed(&removed.amounts),
            owed: listed(&owed),
            shares,
            reserves: pool.reserves,
            total_shares: pool.total_shares,
        });
        Ok(())
    }

    /// Burns exactly `shares` of `who`.
    pub(crate) fn burn_shares(
        pool_id: PoolId,
        who: &T::AccountId,
        shares: Balance,
    ) -> DispatchResult {
        let burnt = T::Shares::burn_from(
            pool_id,
            who,
            shares,
            Preservation::Expendable,
            Precision::Exact,
            Fortitude::Polite,
        )?;
        ensure!(burnt == shares, Error::<T>::TransferIncomplete);
        Ok(())
    }
}
