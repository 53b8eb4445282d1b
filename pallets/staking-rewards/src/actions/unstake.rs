//! Unstaking. It pays no rewards: whatever has become of a reward's asset, the stake is free.

use super::settled::Settled;
use crate::{Config, Error, Event, Pallet};
use frame_support::ensure;
use sp_runtime::DispatchError;
use tidewater_primitives::{
    apis::staking_rewards::{ProgrammeId, StreamIndex, TierIndex},
    Balance,
};

impl<T: Config> Pallet<T> {
    /// Says how many streams the programme has.
    pub(crate) fn do_unstake(
        who: &T::AccountId,
        id: ProgrammeId,
        tier: TierIndex,
        amount: Balance,
    ) -> Result<StreamIndex, DispatchError> {
        ensure!(amount > 0, Error::<T>::ZeroAmount);
        let mut settled = Settled::<T>::load(id, who)?;
        let stake = settled.remove(tier, amount)?.amount;
        Self::release_stake(&settled.programme.staked, who, amount)?;
        let streams = settled.programme.streams;
        let event = Event::Unstaked {
            programme_id: id,
            who: who.clone(),
            tier,
            amount,
            stake,
            total_staked: settled.programme.total_staked,
            total_power: settled.programme.total_power,
        };
        settled.write();
        Self::deposit_event(event);
        Ok(streams)
    }
}
