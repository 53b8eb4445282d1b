//! Staking a reward at once.

use super::settled::Settled;
use crate::{Config, Error, Pallet};
use frame_support::ensure;
use sp_runtime::DispatchError;
use tidewater_primitives::{
    apis::staking_rewards::{ProgrammeId, StreamIndex, TierIndex},
    ids::{CurrencyId, Hop},
    seams::swap::Swap,
    Balance,
};

impl<T: Config> Pallet<T> {
    /// Says how many streams the programme has.
    pub(crate) fn do_compound(
        who: &T::AccountId,
        id: ProgrammeId,
        at: StreamIndex,
        tier: TierIndex,
        hops: &[Hop],
        min_amount: Balance,
    ) -> Result<StreamIndex, DispatchError> {
        let mut settled = Settled::<T>::load(id, who)?;
        ensure!(settled.programme.is_open(), Error::<T>::ProgrammeClosed);
        let streams = settled.programme.streams;
        let amount = settled.take(at)?;
        let stream = settled.streams.get(usize::from(at)).ok_or(Error::<T>::StreamNotFound)?;
        Self::pay_out(&stream.currency, who, amount)?;
        Self::tell_claimed(id, at, stream, who, amount);

        let staked = &settled.programme.staked;
        let amount = Self::exchange(who, &stream.currency, staked, amount, hops, min_amount)?;
        ensure!(amount >= min_amount, Error::<T>::AmountBelowMinimum);
        Self::stake_settled(settled, tier, amount)?;
        Ok(streams)
    }

    /// Turns one currency into another, and says how much of that there is. None is turned into itself.
    ///
    /// The exchange knows nothing of this pallet, so the trade changes nothing that was settled.
    pub(crate) fn exchange(
        who: &T::AccountId,
        from: &CurrencyId,
        to: &CurrencyId,
        amount: Balance,
        hops: &[Hop],
        min_amount: Balance,
    ) -> Result<Balance, DispatchError> {
        if from == to {
            ensure!(hops.is_empty(), Error::<T>::WrongRoute);
            return Ok(amount);
        }
        let leads_there = hops.last().is_some_and(|hop| hop.asset_out == *to);
        ensure!(leads_there, Error::<T>::WrongRoute);
        T::Swap::swap_exact_in(who, from.clone(), amount, hops, min_amount)
    }
}
