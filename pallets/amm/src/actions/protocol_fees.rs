//! Paying out the protocol's part of the fees.

use crate::{
    types::{per_asset, Amounts, Pool},
    Config, Error, Event, Pallet, Pools,
};
use frame_support::{ensure, storage::with_storage_layer};
use sp_runtime::DispatchResult;
use tidewater_primitives::{ids::PoolId, Balance};

impl<T: Config> Pallet<T> {
    pub(crate) fn do_collect_protocol_fees(pool_id: PoolId) -> DispatchResult {
        let mut pool = Pools::<T>::get(pool_id).ok_or(Error::<T>::PoolNotFound)?;
        let amounts = Self::sweep(&mut pool);
        ensure!(amounts.iter().any(|amount| *amount > 0), Error::<T>::NothingToCollect);
        Pools::<T>::insert(pool_id, pool);
        let sink = Self::fee_sink();
        Self::deposit_event(Event::ProtocolFeesCollected { pool_id, sink, amounts });
        Ok(())
    }

    /// Pays what is due to the sink, each currency for itself: one that cannot be paid stays due.
    fn sweep(pool: &mut Pool) -> Amounts {
        let sink = Self::fee_sink();
        let dues = pool.assets.iter().zip(&pool.reserves).zip(pool.protocol_fees.iter_mut());
        let paid = dues.map(|((asset, reserve), due)| -> Balance {
            let covered = Self::is_covered(asset, reserve.saturating_add(*due));
            let payment = || Self::pay_out(asset, &sink, *due);
            if *due > 0 && covered && with_storage_layer(payment).is_ok() {
                core::mem::take(due)
            } else {
                0
            }
        });
        per_asset(paid)
    }
}
