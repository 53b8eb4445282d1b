//! Closing an empty pool.

use crate::{
    types::Pool, Config, DebtTotals, Error, Event, FeePools, HoldReason, Holdings, Pallet,
    PoolDeposits, PoolIds, Pools, PoolsOf, TermsChangedAt,
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
        Self::pay_remains(&pool, &creator);
        // Nobody holds a share. Whoever has opened an account for them or approved a transfer keeps
        // the share asset from going at once; anybody can clear that away. Its id is never used again.
        T::Shares::start_destroy(pool_id, None)?;
        let _ = with_storage_layer(|| T::Shares::finish_destroy(pool_id));

        Pools::<T>::remove(pool_id);
        PoolIds::<T>::remove(pool.key());
        PoolDeposits::<T>::remove(pool_id);
        TermsChangedAt::<T>::remove(Some(pool_id));
        for asset in &pool.assets {
            PoolsOf::<T>::remove(asset, pool_id);
            if FeePools::<T>::get(asset) == Some(pool_id) {
                FeePools::<T>::remove(asset);
            }
            Holdings::<T>::mutate_extant(asset, |holding| {
                holding.pools = holding.pools.saturating_sub(1);
            });
            Self::let_go(asset);
        }
        Self::deposit_event(Event::PoolClosed { pool_id });
        Ok(())
    }

    /// What the locked shares stood for goes to the creator, the protocol's part to its sink.
    fn pay_remains(pool: &Pool, creator: &T::AccountId) {
        let sink = Self::fee_sink();
        let ledgers = pool.assets.iter().zip(&pool.reserves).zip(&pool.protocol_fees);
        for ((asset, reserve), due) in ledgers {
            let ledger = reserve.saturating_add(*due);
            Self::pay_or_owe(asset, creator, *reserve, ledger);
            Self::pay_or_owe(asset, &sink, *due, *due);
        }
    }

    /// Lets an asset be destroyed again, and forgets it, when no pool holds it and nobody is owed any.
    /// What the vault kept of it stays there and is nobody's.
    ///
    /// The vault's account may be blocked by the asset's team. Then the asset cannot be destroyed, and
    /// that is all: nobody else's payment fails for it.
    pub(crate) fn let_go(asset: &CurrencyId) {
        let pools = Holdings::<T>::get(asset).unwrap_or_default().pools;
        let kept = *asset == NativeOrWithId::Native || pools > 0;
        if kept || DebtTotals::<T>::get(asset) > 0 {
            return;
        }
        let (vault, reason) = (Self::vault(), HoldReason::Cushion.into());
        let held = T::Holds::balance_on_hold(asset.clone(), &reason, &vault);
        let release = || {
            T::Holds::release(asset.clone(), &reason, &vault, held, Precision::Exact).map(|_| ())
        };
        if with_storage_layer(release).is_ok() {
            Holdings::<T>::remove(asset);
        }
    }
}
