//! Taking a vote back, or clearing it away.

use super::{locks::lock_end, row::Row};
use crate::{AccountVote, Config, Error, Event, Pallet, PollIndex, TallyOf, TrackId};
use frame_support::{
    ensure,
    traits::{PollStatus, Polling},
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::DispatchResult;
use tidewater_primitives::Balance;

/// How a poll stands.
type Status<'a, T> = PollStatus<&'a mut TallyOf<T>, BlockNumberFor<T>, TrackId>;

impl<T: Config> Pallet<T> {
    pub(crate) fn do_remove_vote(
        who: &T::AccountId,
        poll: PollIndex,
        class: Option<TrackId>,
        by_voter: bool,
    ) -> DispatchResult {
        let ongoing = || T::Polls::as_ongoing(poll).map(|(_, class)| class);
        let class = class.or_else(ongoing).ok_or(Error::<T>::ClassNeeded)?;
        let mut row = Row::<T>::load(who, class);
        let vote = row.take(poll).ok_or(Error::<T>::NotVoter)?;
        T::Polls::try_access_poll(poll, |status| {
            Self::take_back(&mut row, poll, vote, status, by_voter)
        })?;
        row.save();
        Ok(())
    }

    /// Undoes what a vote, no longer in `row`, has done, or begins the lock that it leaves behind.
    fn take_back(
        row: &mut Row<T>,
        poll: PollIndex,
        vote: AccountVote<Balance>,
        status: Status<'_, T>,
        by_voter: bool,
    ) -> DispatchResult {
        match status {
            PollStatus::Ongoing(tally, _) => {
                ensure!(by_voter, Error::<T>::NoPermission);
                let counted = vote.count(row.carried(poll)?).map_err(Error::<T>::from)?;
                let given_back = Self::give_back(row, poll)?;
                tally.replace(counted, given_back).map_err(Error::<T>::from)?;
                let who = row.who.clone();
                Self::deposit_event(Event::VoteRemoved { who, vote, poll_index: poll });
                Ok(())
            }
            PollStatus::Completed(end, approved) => {
                let now = frame_system::Pallet::<T>::block_number();
                let until = lock_end::<T>(end, vote.lock_periods(approved));
                ensure!(by_voter || now >= until, Error::<T>::NoPermissionYet);
                row.voting.prior_mut().add(now, until, vote.balance());
                Self::clear(row, poll, vote)
            }
            PollStatus::None => Self::clear(row, poll, vote),
        }
    }

    /// What is left to do for a vote, no longer in `row`, on a poll that is over.
    pub(crate) fn clear(
        row: &Row<T>,
        poll: PollIndex,
        vote: AccountVote<Balance>,
    ) -> DispatchResult {
        Self::give_back(row, poll)?;
        let who = row.who.clone();
        Self::deposit_event(Event::VoteCleared { who, vote, poll_index: poll });
        Ok(())
    }
}
