//! Ending a delegation.

use super::{locks::lock_end, row::Row};
use crate::{Config, Delegating, Error, Event, Pallet, TrackId, Voting};
use sp_runtime::DispatchError;
use tidewater_math::voting::Power;

impl<T: Config> Pallet<T> {
    /// Says how many votes the delegate has, and how many overrides there were.
    pub(crate) fn do_undelegate(
        who: &T::AccountId,
        class: TrackId,
    ) -> Result<[u32; 2], DispatchError> {
        let mut row = Row::<T>::load(who, class);
        let (delegate, power) = row.delegation()?.ok_or(Error::<T>::NotDelegating)?;
        if let Voting::Delegating(Delegating { balance, conviction, prior, .. }) = &mut row.voting {
            let now = frame_system::Pallet::<T>::block_number();
            prior.add(now, lock_end::<T>(now, conviction.lock_periods()), *balance);
        }
        let overrides = row.stop_delegating();
        let count = overrides.len() as u32;
        let votes = Self::change_delegation(&delegate, class, overrides, [power, Power::NONE])?;
        row.save();
        Self::deposit_event(Event::Undelegated(who.clone(), class));
        Ok([votes, count])
    }
}
