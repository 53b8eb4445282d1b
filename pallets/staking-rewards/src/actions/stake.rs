//! Staking.

use super::settled::Settled;
use crate::{types::Stake, Config, Error, Event, Pallet};
use frame_support::ensure;
use sp_runtime::{DispatchError, DispatchResult};
use tidewater_primitives::{
    apis::staking_rewards::{ProgrammeId, StreamIndex, TierIndex},
    Balance,
};

impl<T: Config> Pallet<T> {
    /// Says how many streams the programme has.
    pub(crate) fn do_stake(
        who: &T::AccountId,
        id: ProgrammeId,
        tier: TierIndex,
        amount: Balance,
    ) -> Result<StreamIndex, DispatchError> {
        ensure!(amount > 0, Error::<T>::ZeroAmount);
        let settled = Settled::<T>::load(id, who)?;
        let streams = settled.programme.streams;
        Self::stake_settled(settled, tier, amount)?;
        Ok(streams)
    }

    /// Adds `amount` to a stake and writes everything.
    pub(crate) fn stake_settled(
        mut settled: Settled<T>,
        tier: TierIndex,
        amount: Balance,
    ) -> DispatchResult {
        let Stake { amount: stake, unlock } = settled.add(tier, amount)?;
        Self::hold_stake(&settled.programme.staked, &settled.who, amount)?;
        let event = Event::Staked {
            programme_id: settled.id,
            who: settled.who.clone(),
            tier,
            amount,
            stake,
            unlock,
            total_staked: settled.programme.total_staked,
            total_power: settled.programme.total_power,
        };
        settled.write();
        Self::deposit_event(event);
        Ok(())
    }
}
