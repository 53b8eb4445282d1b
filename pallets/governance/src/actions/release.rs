//! Clearing away all that is over.

use super::{
    locks::{lock_end, locked_for},
    row::{Ground, Row},
};
use crate::{AccountVote, ClassLocksFor, Config, Error, Event, Pallet, PollIndex, TrackId};
use alloc::vec::Vec;
use frame_support::{
    ensure,
    traits::{PollStatus, Polling},
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{traits::Zero, DispatchError};
use tidewater_primitives::Balance;

impl<T: Config> Pallet<T> {
    /// Says how many votes were looked at.
    pub(crate) fn do_release(who: &T::AccountId, class: TrackId) -> Result<u32, DispatchError> {
        let (looked_at, anything) = Self::release_row(who, class)?;
        ensure!(anything, Error::<T>::NothingToRelease);
        Ok(looked_at)
    }

    /// Says how many votes were looked at, and whether there was anything to release. Where there was not,
    /// nothing is written.
    pub(crate) fn release_row(
        who: &T::AccountId,
        class: TrackId,
    ) -> Result<(u32, bool), DispatchError> {
        let now = frame_system::Pallet::<T>::block_number();
        let mut row = Row::<T>::load(who, class);
        let looked_at = row.votes().len() as u32;
        let over: Vec<_> = row
            .votes()
            .iter()
            .copied()
            .filter(|(poll, vote)| {
                Self::over_from(Ground::Vote(*poll, *vote)).is_some_and(|from| now >= from)
            })
            .collect();
        for (poll, vote) in &over {
            row.take(*poll);
            Self::clear(&row, *poll, *vote)?;
        }
        let expired = row.expire();
        let locks = ClassLocksFor::<T>::get(who);
        let (locked, needed) = (locked_for(&locks, class), row.to_lock());
        if over.is_empty() && !expired && needed >= locked {
            return Ok((looked_at, false));
        }
        row.save();
        if needed < locked {
            Self::lower_lock(who, locks, class, needed)?;
            Self::deposit_event(Event::VoteUnlocked { who: who.clone(), class });
        }
        Ok((looked_at, true))
    }

    /// The first block in which what keeps a balance locked is over. Nobody knows it of a poll that takes
    /// votes, nor of a delegation.
    pub(crate) fn over_from(ground: Ground<BlockNumberFor<T>>) -> Option<BlockNumberFor<T>> {
        match ground {
            Ground::Vote(poll, vote) => Self::vote_over_from(poll, vote),
            Ground::Delegation => None,
            Ground::Before(until) => Some(until),
        }
    }

    /// The same of a vote. On a poll that has been forgotten it is over already.
    ///
    /// Only a poll that takes no votes is accessed: the other way writes.
    fn vote_over_from(poll: PollIndex, vote: AccountVote<Balance>) -> Option<BlockNumberFor<T>> {
        if T::Polls::as_ongoing(poll).is_some() {
            return None;
        }
        T::Polls::access_poll(poll, |status| match status {
            PollStatus::Ongoing(..) => None,
            PollStatus::Completed(end, approved) => {
                Some(lock_end::<T>(end, vote.lock_periods(approved)))
            }
            PollStatus::None => Some(Zero::zero()),
        })
    }
}
