//! Freeing what is no longer locked, without looking at polls.

use super::row::Row;
use crate::{Config, Error, Event, Pallet, TrackId};
use frame_support::ensure;
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
    pub(crate) fn do_unlock(who: &T::AccountId, class: TrackId) -> DispatchResult {
        let mut row = Row::<T>::load(who, class);
        row.voting.prior_mut().expire(frame_system::Pallet::<T>::block_number());
        let (locked, needed) = (Self::locked_for(who, class), row.to_lock());
        let by_prior = row.voting.prior().locked() == locked && locked > 0;
        let too_early = needed == locked && by_prior;
        ensure!(!too_early, Error::<T>::NoPermissionYet);
        row.save();
        if needed < locked {
            Self::lower_lock(who, class, needed)?;
        }
        Self::deposit_event(Event::VoteUnlocked { who: who.clone(), class });
        Ok(())
    }
}
