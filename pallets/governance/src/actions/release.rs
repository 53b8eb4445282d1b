//! Clearing away all that is over.

use super::{locks::lock_end, row::Row};
use crate::{AccountVote, Config, Error, Event, Pallet, PollIndex, TrackId};
use alloc::vec::Vec;
use frame_support::{
    ensure,
    traits::{PollStatus, Polling},
};
use sp_runtime::DispatchError;
use tidewater_primitives::Balance;

impl<T: Config> Pallet<T> {
    /// Says how many votes were looked at.
    pub(crate) fn do_release(who: &T::AccountId, class: TrackId) -> Result<u32, DispatchError> {
        let mut row = Row::<T>::load(who, class);
        let looked_at = row.votes().len() as u32;
        let over: Vec<_> = row
            .votes()
            .iter()
            .copied()
            .filter(|(poll, vote)| Self::is_over(*poll, *vote))
            .collect();
        for (poll, vote) in &over {
            row.take(*poll);
            Self::clear(&row, *poll, *vote)?;
        }
        let prior = *row.voting.prior();
        row.voting.prior_mut().expire(frame_system::Pallet::<T>::block_number());
        let expired = prior != *row.voting.prior();
        let (locked, needed) = (Self::locked_for(who, class), row.to_lock());
        ensure!(!over.is_empty() || expired || needed < locked, Error::<T>::NothingToRelease);
        row.save();
        if needed < locked {
            Self::lower_lock(who, class, needed)?;
            Self::deposit_event(Event::VoteUnlocked { who: who.clone(), class });
        }
        Ok(looked_at)
    }

    /// Whether a vote is on a poll that is over, and locks nothing any more.
    ///
    /// Only a poll that takes no votes is accessed: the other way writes.
    fn is_over(poll: PollIndex, vote: AccountVote<Balance>) -> bool {
        if T::Polls::as_ongoing(poll).is_some() {
            return false;
        }
        T::Polls::access_poll(poll, |status| match status {
            PollStatus::Ongoing(..) => false,
            PollStatus::Completed(end, approved) => {
                let until = lock_end::<T>(end, vote.lock_periods(approved));
                frame_system::Pallet::<T>::block_number() >= until
            }
            PollStatus::None => true,
        })
    }
}
