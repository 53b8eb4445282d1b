//! Pausing a call.

use crate::{Config, Error, Event, FullNameOf, Pallet, Record, RecordOf, Records};
use frame_support::{
    ensure,
    traits::{Contains, Get, TransactionPause},
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{
    traits::{Saturating, Zero},
    DispatchResult,
};

impl<T: Config> Pallet<T> {
    pub(crate) fn do_pause_for(call: FullNameOf<T>, blocks: BlockNumberFor<T>) -> DispatchResult {
        ensure!(!blocks.is_zero(), Error::<T>::ZeroBlocks);
        ensure!(blocks <= T::MaxPauseBlocks::get(), Error::<T>::PauseTooLong);
        let mut records = Records::<T>::get();
        Self::ensure_free(&call, &records)?;

        let until = frame_system::Pallet::<T>::block_number().saturating_add(blocks);
        let again_from = until.saturating_add(T::CooldownBlocks::get());
        let record = Record { call: call.clone(), until: Some(until), again_from };
        records.try_push(record).map_err(|_| Error::<T>::TooManyPauses)?;
        T::Switch::pause(call.clone()).map_err(Error::<T>::from)?;
        Records::<T>::put(records);
        Self::deposit_event(Event::Paused { call, until, again_from });
        Ok(())
    }

    /// Whether a call can be paused and neither is paused nor cools down.
    pub(crate) fn ensure_free(
        call: &FullNameOf<T>,
        records: &[RecordOf<T>],
    ) -> Result<(), Error<T>> {
        ensure!(T::Pausable::contains(call), Error::<T>::NotPausable);
        match records.iter().find(|record| record.call == *call) {
            Some(record) if record.is_running() => Err(Error::<T>::AlreadyPaused),
            Some(_) => Err(Error::<T>::CoolingDown),
            None => Ok(()),
        }
    }
}
