//! Adding liquidity.

use crate::{curves::listed, types::Amounts, Config, Error, Event, Pallet, Pools};
use frame_support::{
    ensure,
    traits::{fungibles::Mutate, Get},
};
use sp_runtime::DispatchResult;
use tidewater_primitives::{
    ids::{PoolId, PoolStatus},
    Balance,
};

impl<T: Config> Pallet<T> {
    pub(crate) fn do_add_liquidity(
        who: &T::AccountId,
        pool_id: PoolId,
        amounts: Amounts,
        min_shares: Balance,
    ) -> DispatchResult {
        let mut pool = Pools::<T>::get(pool_id).ok_or(Error::<T>::PoolNotFound)?;
        ensure!(amounts.len() == pool.assets.len(), Error::<T>::WrongAmountCount);
        ensure!(pool.status == PoolStatus::Active, Error::<T>::LiquidityClosed);
        Self::touch(&mut pool, Self::now());
        let first = pool.total_shares == 0;
        // But for the locked shares, which are nobody's, the pool may be as empty as at first. Bounds
        // on what is added protect those who have shares: there is nobody to protect, and a part of
        // the locked shares a block would not fill a pool in a day.
        let deserted = pool.total_shares == pool.locked_shares;
        let added = pool
            .price_addition(&amounts, T::LockedShares::get(), Self::now())
            .map_err(Error::<T>::from)?;
        if !first {
            Self::ensure_price_settled(&pool)?;
        }
        pool.total_shares = added.total_shares;
        if first {
            pool.locked_shares = T::LockedShares::get();
        }
        if !deserted {
            Self::ensure_growth(&pool)?;
        }
        ensure!(added.shares >= min_shares, Error::<T>::SharesBelowMinimum);
        for (asset, reserve) in pool.assets.iter().zip(&pool.reserves) {
            Self::ensure_covered(asset, *reserve)?;
        }

        for (asset, amount) in pool.assets.iter().zip(&added.amounts) {
            // A side that is left out is not a payment.
            if *amount > 0 {
                Self::collect(asset, who, *amount)?;
            }
        }
        pool.reserves = listed(&added.reserves);
        if deserted {
            // What the block is bounded by begins with what there is now.
            pool.block.reserves = pool.reserves.clone();
            pool.block.shares = pool.total_shares;
        }
        T::Shares::mint_into(pool_id, who, added.shares)?;

        for (due, fee) in pool.protocol_fees.iter_mut().zip(&added.protocol_fees) {
            *due = due.checked_add(*fee).ok_or(Error::<T>::Overflow)?;
        }
        if first {
            Self::begin_history(&mut pool)?;
        }
        Pools::<T>::insert(pool_id, &pool);
        Self::deposit_event(Event::LiquidityAdded {
            pool_id,
            who: who.clone(),
            amounts: listed(&added.amounts),
            fees: listed(&added.fees),
            shares: added.shares,
            reserves: pool.reserves,
            total_shares: pool.total_shares,
        });
        Ok(())
    }
}
