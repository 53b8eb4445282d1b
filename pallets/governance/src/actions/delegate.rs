//! Delegating.

use super::row::Row;
use crate::{Config, Conviction, Delegating, Error, Event, Pallet, TrackId, VotesOf, Voting};
use frame_support::{ensure, traits::Polling};
use sp_runtime::DispatchError;
use tidewater_math::voting::{self, Power};
use tidewater_primitives::Balance;

impl<T: Config> Pallet<T> {
    /// Says how many votes the delegate has.
    pub(crate) fn do_delegate(
        who: &T::AccountId,
        class: TrackId,
        target: T::AccountId,
        conviction: Conviction,
        balance: Balance,
    ) -> Result<u32, DispatchError> {
        ensure!(*who != target, Error::<T>::Nonsense);
        ensure!(T::Polls::classes().contains(&class), Error::<T>::BadClass);
        ensure!(balance <= Self::power(who), Error::<T>::InsufficientFunds);
        let mut row = Row::<T>::load(who, class);
        let Voting::Casting(casting) = &row.voting else {
            return Err(Error::<T>::AlreadyDelegating.into());
        };
        ensure!(casting.votes.is_empty(), Error::<T>::AlreadyVoting);
        let power = voting::power(balance, conviction.number()).map_err(Error::<T>::from)?;

        let (delegations, prior) = (casting.delegations, casting.prior);
        let to = target.clone();
        row.voting =
            Voting::Delegating(Delegating { balance, target, conviction, delegations, prior });
        row.save();
        let none = VotesOf::<T>::default();
        let votes = Self::change_delegation(&to, class, &none, [Power::NONE, power])?;
        Self::extend_lock(who, class, balance)?;
        Self::deposit_event(Event::Delegated(who.clone(), to, class));
        Ok(votes)
    }
}
