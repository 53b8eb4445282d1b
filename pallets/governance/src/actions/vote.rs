//! Voting.

use super::row::Row;
use crate::{AccountVote, Config, Error, Event, Pallet, PollIndex};
use frame_support::{ensure, traits::Polling};
use sp_runtime::DispatchResult;
use tidewater_primitives::Balance;

impl<T: Config> Pallet<T> {
    pub(crate) fn do_vote(
        who: &T::AccountId,
        poll: PollIndex,
        vote: AccountVote<Balance>,
    ) -> DispatchResult {
        let balance = vote.checked_balance().ok_or(Error::<T>::Overflow)?;
        ensure!(balance <= Self::power(who), Error::<T>::InsufficientFunds);
        T::Polls::try_access_poll(poll, |status| {
            let (tally, class) = status.ensure_ongoing().ok_or(Error::<T>::NotOngoing)?;
            let mut row = Row::<T>::load(who, class);
            let carried = row.carried(poll)?;
            let counted = match row.put(poll, vote)? {
                Some(before) => before.count(carried).map_err(Error::<T>::from)?,
                // An override begins: the delegate's vote no longer carries this delegation.
                None => Self::withhold(&row, poll)?,
            };
            let counts = vote.count(carried).map_err(Error::<T>::from)?;
            tally.replace(counted, counts).map_err(Error::<T>::from)?;
            Self::extend_lock(who, class, balance)?;
            row.save();
            Self::deposit_event(Event::Voted { who: who.clone(), vote, poll_index: poll });
            Ok(())
        })
    }
}
