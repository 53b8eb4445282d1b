//! Adding liquidity.

use crate::{
    types::{amounts, Amounts, Pool},
    Config, Error, Event, Pallet, Pools,
};
use frame_support::{
    ensure,
    traits::{fungibles::Mutate, Get},
};
use sp_runtime::{DispatchError, DispatchResult};
use tidewater_math::amm::constant_product::{self, Added};
use tidewater_primitives::{ids::PoolId, Balance};

impl<T: Config> Pallet<T> {
    pub(crate) fn do_add_liquidity(
        who: &T::AccountId,
        pool_id: PoolId,
        max_amounts: Amounts,
        min_shares: Balance,
    ) -> DispatchResult {
        let mut pool = Pools::<T>::get(pool_id).ok_or(Error::<T>::PoolNotFound)?;
        let added = Self::price_addition(&pool, &max_amounts)?;
        ensure!(added.shares >= min_shares, Error::<T>::SharesBelowMinimum);

        for (asset, amount) in pool.key.assets.iter().zip(added.amounts) {
            Self::collect(asset, who, amount)?;
        }
        T::Shares::mint_into(pool_id, who, added.shares)?;

        if pool.total_shares == 0 {
            pool.locked_shares = T::LockedShares::get();
        }
        pool.reserves = amounts(added.reserves);
        pool.total_shares = added.total_shares;
        Pools::<T>::insert(pool_id, &pool);
        Self::deposit_event(Event::LiquidityAdded {
            pool_id,
            who: who.clone(),
            amounts: amounts(added.amounts),
            shares: added.shares,
            reserves: pool.reserves,
            total_shares: pool.total_shares,
        });
        Ok(())
    }

    /// What `max_amounts` give: the first deposit is taken whole, later ones in proportion.
    fn price_addition(pool: &Pool, max_amounts: &Amounts) -> Result<Added, DispatchError> {
        let max_amounts: [Balance; 2] =
            max_amounts.as_slice().try_into().map_err(|_| Error::<T>::WrongAmountCount)?;
        let reserves = pool.pair().ok_or(Error::<T>::WrongAssetCount)?;
        if pool.total_shares > 0 {
            let added = constant_product::add_liquidity(reserves, pool.total_shares, max_amounts)
                .map_err(Error::<T>::from)?;
            return Ok(added);
        }
        let first = constant_product::first_shares(max_amounts, T::LockedShares::get())
            .map_err(Error::<T>::from)?;
        Ok(Added {
            amounts: max_amounts,
            shares: first.minted,
            reserves: max_amounts,
            total_shares: first.total,
        })
    }
}
