//! What only governance does.

use crate::{Config, Event, Pallet, Programmes};
use sp_runtime::DispatchResult;
use tidewater_primitives::apis::staking_rewards::ProgrammeId;

impl<T: Config> Pallet<T> {
    pub(crate) fn do_set_listed(id: ProgrammeId, listed: bool) -> DispatchResult {
        let mut programme = Self::programme_of(id)?;
        programme.listed = listed;
        Programmes::<T>::insert(id, programme);
        Self::deposit_event(Event::ListedSet { programme_id: id, listed });
        Ok(())
    }

    pub(crate) fn do_force_unlock(id: ProgrammeId) -> DispatchResult {
        let mut programme = Self::programme_of(id)?;
        programme.locks_lifted = true;
        Programmes::<T>::insert(id, programme);
        Self::deposit_event(Event::LocksLifted { programme_id: id });
        Ok(())
    }
}
