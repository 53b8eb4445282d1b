//! What a delegation changes at the delegate: the power it has, what its votes carry, and what is
//! withheld from them.

use super::row::Row;
use crate::{Config, Error, Event, Pallet, PollIndex, TrackId, VotesOf, Withheld};
use frame_support::traits::{PollStatus, Polling};
use sp_runtime::{DispatchError, DispatchResult};
use tidewater_math::voting::{self, Count, Power};

impl<T: Config> Pallet<T> {
    /// Withholds the delegation of `row` on a poll, where its account begins to vote by itself. Says what
    /// the delegate's vote has counted of it, to be taken out of the tally.
    pub(crate) fn withhold(row: &Row<T>, poll: PollIndex) -> Result<Count, DispatchError> {
        let Some((delegate, power)) = row.delegation()? else { return Ok(Count::NONE) };
        Self::change_withheld(&delegate, poll, Power::NONE, power)?;
        Ok(Self::counted_for(&delegate, row.class, poll, power))
    }

    /// Gives the delegation of `row` on a poll back to its delegate. Says what the delegate's vote counts
    /// of it, to be put into the tally if the poll still takes votes.
    pub(crate) fn give_back(row: &Row<T>, poll: PollIndex) -> Result<Count, DispatchError> {
        let Some((delegate, power)) = row.delegation()? else { return Ok(Count::NONE) };
        Self::change_withheld(&delegate, poll, power, Power::NONE)?;
        Ok(Self::counted_for(&delegate, row.class, poll, power))
    }

    /// What a delegation counts through the vote of a delegate: nothing where that has not voted, or has
    /// split its vote.
    fn counted_for(
        delegate: &T::AccountId,
        class: TrackId,
        poll: PollIndex,
        power: Power,
    ) -> Count {
        let side = Row::<T>::load(delegate, class).vote_on(poll).and_then(|vote| vote.side());
        side.map_or(Count::NONE, |aye| voting::one_way(aye, power))
    }

    /// Puts `new` in the place of `old` in what is withheld from a delegate on a poll.
    fn change_withheld(
        delegate: &T::AccountId,
        poll: PollIndex,
        old: Power,
        new: Power,
    ) -> DispatchResult {
        if old == new {
            return Ok(());
        }
        let before = Withheld::<T>::get(delegate, poll);
        let withheld = before.replace(old, new).map_err(Error::<T>::from)?;
        if withheld.is_none() {
            Withheld::<T>::remove(delegate, poll);
        } else {
            Withheld::<T>::insert(delegate, poll, withheld);
        }
        let delegate = delegate.clone();
        Self::deposit_event(Event::WithheldChanged { delegate, poll_index: poll, withheld });
        Ok(())
    }

    /// Puts `new` in the place of `old` as one delegation that a delegate has received, in its votes on
    /// polls that take votes, and in what is withheld where the delegator votes by itself. Says how many
    /// votes the delegate has.
    ///
    /// Its work is bounded by the votes of the two; how many others follow the delegate does not matter.
    pub(crate) fn change_delegation(
        delegate: &T::AccountId,
        class: TrackId,
        overrides: &VotesOf<T>,
        [old, new]: [Power; 2],
    ) -> Result<u32, DispatchError> {
        let mut row = Row::<T>::load(delegate, class);
        for (poll, vote) in row.votes() {
            let Some(aye) = vote.side() else { continue };
            let overridden = overrides.binary_search_by_key(poll, |(poll, _)| *poll).is_ok();
            if overridden {
                continue;
            }
            let counts = [old, new].map(|power| voting::one_way(aye, power));
            Self::change_tally(*poll, counts)?;
        }
        for (poll, _) in overrides {
            Self::change_withheld(delegate, *poll, old, new)?;
        }
        let received = row.voting.delegations().replace(old, new).map_err(Error::<T>::from)?;
        *row.voting.delegations_mut() = received;
        let votes = row.votes().len() as u32;
        row.save();
        Ok(votes)
    }

    /// Puts one count in the place of another in a tally, if the poll still takes votes.
    pub(crate) fn change_tally(poll: PollIndex, [old, new]: [Count; 2]) -> DispatchResult {
        T::Polls::try_access_poll(poll, |status| match status {
            PollStatus::Ongoing(tally, _) => {
                Ok(tally.replace(old, new).map_err(Error::<T>::from)?)
            }
            PollStatus::Completed(..) | PollStatus::None => Ok(()),
        })
    }
}
