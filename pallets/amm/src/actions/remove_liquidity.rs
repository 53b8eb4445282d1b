//! Removing liquidity.

use crate::{
    types::{amounts, Amounts},
    Config, Error, Event, Pallet, Pools,
};
use frame_support::{
    ensure,
    traits::{
        fungibles::Mutate,
        tokens::{Fortitude, Precision, Preservation},
    },
};
use sp_runtime::DispatchResult;
use tidewater_math::amm::constant_product;
use tidewater_primitives::{ids::PoolId, Balance};

impl<T: Config> Pallet<T> {
    pub(crate) fn do_remove_liquidity(
        who: &T::AccountId,
        pool_id: PoolId,
        shares: Balance,
        min_amounts: Amounts,
    ) -> DispatchResult {
        let mut pool = Pools::<T>::get(pool_id).ok_or(Error::<T>::PoolNotFound)?;
        let reserves = pool.pair().ok_or(Error::<T>::WrongAssetCount)?;
        ensure!(min_amounts.len() == reserves.len(), Error::<T>::WrongAmountCount);
        let removed = constant_product::remove_liquidity(
            reserves,
            pool.total_shares,
            pool.locked_shares,
            shares,
        )
        .map_err(Error::<T>::from)?;
        let enough = removed.amounts.iter().zip(&min_amounts).all(|(amount, min)| amount >= min);
        ensure!(enough, Error::<T>::AmountBelowMinimum);

        let burnt = T::Shares::burn_from(
            pool_id,
            who,
            shares,
            Preservation::Expendable,
            Precision::Exact,
            Fortitude::Polite,
        )?;
        ensure!(burnt == shares, Error::<T>::TransferIncomplete);
        for (asset, amount) in pool.key.assets.iter().zip(removed.amounts) {
            // A side that rounds down to nothing is not a payment.
            if amount > 0 {
                Self::pay_out(asset, who, amount)?;
            }
        }

        pool.reserves = amounts(removed.reserves);
        pool.total_shares = removed.total_shares;
        Pools::<T>::insert(pool_id, &pool);
        Self::deposit_event(Event::LiquidityRemoved {
            pool_id,
            who: who.clone(),
            amounts: amounts(removed.amounts),
            shares,
            reserves: pool.reserves,
            total_shares: pool.total_shares,
        });
        Ok(())
    }
}
