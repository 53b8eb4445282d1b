//! Removing liquidity in one currency.

use crate::{Config, Error, Event, Pallet, Pools};
use frame_support::ensure;
use sp_runtime::DispatchResult;
use tidewater_primitives::{
    ids::{CurrencyId, PoolId},
    Balance,
};

impl<T: Config> Pallet<T> {
    pub(crate) fn do_remove_liquidity_single(
        who: &T::AccountId,
        pool_id: PoolId,
        shares: Balance,
        asset: CurrencyId,
        min_amount: Balance,
    ) -> DispatchResult {
        let mut pool = Pools::<T>::get(pool_id).ok_or(Error::<T>::PoolNotFound)?;
        let position = pool.position(&asset).ok_or(Error::<T>::AssetNotInPool)?;
        Self::ensure_tradable(&pool)?;
        Self::touch(&mut pool, Self::now());
        let removed = pool
            .price_removal_single(shares, position, Self::now())
            .ok_or(Error::<T>::WrongPoolKind)?
            .map_err(Error::<T>::from)?;
        Self::ensure_price_settled(&pool)?;
        pool.total_shares = removed.total_shares;
        Self::ensure_shrinkage(&pool)?;
        ensure!(removed.amount >= min_amount, Error::<T>::AmountBelowMinimum);
        Self::ensure_covered(&asset, pool.reserve(position))?;

        Self::burn_shares(pool_id, who, shares)?;
        Self::pay_out(&asset, who, removed.amount)?;

        let reserve = pool.reserves.get_mut(position).ok_or(Error::<T>::AssetNotInPool)?;
        *reserve = removed.reserve;
        let due = pool.protocol_fees.get_mut(position).ok_or(Error::<T>::AssetNotInPool)?;
        *due = due.checked_add(removed.protocol_fee).ok_or(Error::<T>::Overflow)?;
        Pools::<T>::insert(pool_id, &pool);
        Self::deposit_event(Event::LiquidityRemovedSingle {
            pool_id,
            who: who.clone(),
            asset,
            amount: removed.amount,
            fee: removed.fee,
            shares,
            reserves: pool.reserves,
            total_shares: pool.total_shares,
        });
        Ok(())
    }
}
