//! Freeing what is no longer locked, without looking at polls.

use super::{locks::locked_for, row::Row};
use crate::{ClassLocksFor, Config, Error, Event, Pallet, TrackId};
use frame_support::ensure;
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
    pub(crate) fn do_unlock(who: &T::AccountId, class: TrackId) -> DispatchResult {
        let mut row = Row::<T>::load(who, class);
        let expired = row.expire();
        let locks = ClassLocksFor::<T>::get(who);
        let (locked, needed) = (locked_for(&locks, class), row.to_lock());
        let by_prior = row.voting.prior().locked() == locked && locked > 0;
        let too_early = needed == locked && by_prior;
        ensure!(!too_early, Error::<T>::NoPermissionYet);
        // Otherwise the row is what is stored: mostly the votes went before.
        if expired {
            row.save();
        }
        if needed < locked {
            Self::lower_lock(who, locks, class, needed)?;
        }
        Self::deposit_event(Event::VoteUnlocked { who: who.clone(), class });
        Ok(())
    }
}
