//! Closing an empty pool.

use crate::{
    types::Pool, Config, DebtTotals, Error, Event, FeePools, HoldReason, Holdings, Pallet, PoolDeposits,
    PoolIds, Pools, PoolsOf,
};
use frame_support::{
    ensure,
    storage::with_storage_layer,
    traits::{
        fungibles::{Destroy, InspectHold, MutateHold},
        tokens::{fungible::NativeOrWithId, Precision},
    },
};
use sp_runtime::DispatchResult;
use tidewater_primitives::ids::{CurrencyId, PoolId};

impl<T: Config> Pallet<T> {
    /// `who` is the creator; `None` stands for governance, which may close anybody's.
    pub(crate) fn do_close_pool(who: Option<&T::AccountId>, pool_id: PoolId) -> DispatchResult {
        let pool = Pools::<T>::get(pool_id).ok_or(Error::<T>::PoolNotFound)?;
        let (creator, deposit) = PoolDeposits::<T>::get(pool_id).ok_or(Error::<T>::PoolNotFound)?;
        ensure!(who.is_none_or(|who| *who == creator), Error::<T>::NotPoolCreator);
        ensure!(pool.total_shares == pool.locked_shares, Error::<T>::PoolNotEmpty);

        let native = NativeOrWithId::Native;
        let reason = HoldReason::PoolDeposit.into();
        T::Holds::release(native, &reason, &creator, deposit, Precision::Exact)?;
        Self::pay_remains(&pool, &creator)?;
        // Nobody holds a share. What may be left of the share asset is somebody's approval, which
        // anybody can clear away; its id is never used again.
        T::Shares::start_destroy(pool_id, None)?;

        Pools::<T>::remove(pool_id);
        PoolIds::<T>::remove(pool.key());
        PoolDeposits::<T>::remove(pool_id);
        for asset in &pool.assets {
            PoolsOf::<T>::remove(asset, pool_id);
            if FeePools::<T>::get(asset) == Some(pool_id) {
                FeePools::<T>::remove(asset);
            }
            Holdings::<T>::mutate_extant(asset, |holding| {
                holding.pools = holding.pools.saturating_sub(1);
            });
            Self::let_go(asset)?;
        }
        Self::deposit_event(Event::PoolClosed { pool_id });
        Ok(())
    }

    /// What the locked shares stood for goes to the creator, the protocol's part to its sink.
    fn pay_remains(pool: &Pool, creator: &T::AccountId) -> DispatchResult {
        let sink = Self::fee_sink();
        let ledgers = pool.assets.iter().zip(&pool.reserves).zip(&pool.protocol_fees);
        for ((asset, reserve), due) in ledgers {
            Self::pay_or_owe(asset, creator, *reserve)?;
            Self::pay_or_owe(asset, &sink, *due)?;
        }
        Ok(())
    }

    /// Lets an asset be destroyed again when no pool holds it and nobody is owed any.
    ///
    /// A vault that the asset's team has blocked takes nothing back from what is held: then the asset
    /// stays pinned until the next time, and no creator waits for the deposit of a pool.
    pub(crate) fn let_go(asset: &CurrencyId) -> DispatchResult {
        let pools = Holdings::<T>::get(asset).unwrap_or_default().pools;
        if pools > 0 || DebtTotals::<T>::get(asset) > 0 {
            return Ok(());
        }
        let (vault, reason) = (Self::vault(), HoldReason::Cushion.into());
        let held = T::Holds::balance_on_hold(asset.clone(), &reason, &vault);
        let release =
            || T::Holds::release(asset.clone(), &reason, &vault, held, Precision::Exact);
        if held > 0 {
            let _pinned = with_storage_layer(release).is_err();
        }
        Ok(())
    }
}
