//! Cutting votes down to what an account has, after a slash.

use super::{locks::locked_for, row::Row};
use crate::{ClassLocksFor, Config, Error, Event, Marked, Pallet, TrackId, Voting};
use frame_support::ensure;
use sp_runtime::{DispatchError, DispatchResult};
use tidewater_math::voting::power as power_of;
use tidewater_primitives::Balance;

impl<T: Config> Pallet<T> {
    /// Says how many votes the account has, and how many its delegate.
    pub(crate) fn do_trim(who: &T::AccountId, class: TrackId) -> Result<[u32; 2], DispatchError> {
        let power = Self::power(who);
        let locks = ClassLocksFor::<T>::get(who);
        ensure!(locked_for(&locks, class) > power, Error::<T>::NothingToTrim);
        let mut row = Row::<T>::load(who, class);
        let own = row.votes().len() as u32;
        Self::trim_votes(&mut row, power)?;
        let followed = Self::trim_delegation(&mut row, power)?;
        row.voting.prior_mut().cut(power);
        let needed = row.to_lock();
        row.save();
        Self::lower_lock(who, locks, class, needed)?;
        if Self::locked(who) <= power {
            Marked::<T>::remove(who);
        }
        Self::deposit_event(Event::VotesTrimmed { who: who.clone(), class, power });
        Ok([own, followed])
    }

    fn trim_votes(row: &mut Row<T>, power: Balance) -> DispatchResult {
        let votes = row.votes().clone();
        for (poll, vote) in votes.into_iter().filter(|(_, vote)| vote.balance() > power) {
            let (cut, carried) = (vote.cut(power), row.carried(poll)?);
            let old = vote.count(carried).map_err(Error::<T>::from)?;
            let new = cut.count(carried).map_err(Error::<T>::from)?;
            Self::change_tally(poll, [old, new])?;
            row.put(poll, cut)?;
        }
        Ok(())
    }

    /// Says how many votes the delegate has, if there was anything to cut.
    fn trim_delegation(row: &mut Row<T>, power: Balance) -> Result<u32, DispatchError> {
        let Some((delegate, old)) = row.delegation()? else { return Ok(0) };
        let Voting::Delegating(delegating) = &mut row.voting else { return Ok(0) };
        if delegating.balance <= power {
            return Ok(0);
        }
        delegating.balance = power;
        let new = power_of(power, delegating.conviction.number()).map_err(Error::<T>::from)?;
        Self::change_delegation(&delegate, row.class, row.votes(), [old, new])
    }
}
