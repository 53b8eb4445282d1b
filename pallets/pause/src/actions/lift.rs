//! Ending a pause before its time.

use crate::{Config, Error, FullNameOf, Pallet, Records};
use frame_support::traits::{TransactionPause, TransactionPauseError};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
    pub(crate) fn do_lift(call: &FullNameOf<T>) -> DispatchResult {
        let mut records = Records::<T>::get();
        let running = records.iter_mut().find(|record| record.call == *call && record.is_running());
        let record = running.ok_or(Error::<T>::NotPaused)?;

        Self::end(record, frame_system::Pallet::<T>::block_number())?;
        Records::<T>::put(records);
        Ok(())
    }

    /// Lets a call through again. If somebody else has done so already there is nothing to do.
    pub(super) fn let_through(call: &FullNameOf<T>) -> Result<(), Error<T>> {
        match T::Switch::unpause(call.clone()) {
            Ok(()) | Err(TransactionPauseError::AlreadyUnpaused) => Ok(()),
            Err(refused) => Err(refused.into()),
        }
    }
}
