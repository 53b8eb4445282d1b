//! Claiming what was earned of one stream. Nothing is read of the others.

use crate::{Config, Error, Pallet, Positions, Streams};
use sp_runtime::DispatchResult;
use tidewater_primitives::apis::staking_rewards::{ProgrammeId, StreamIndex};

impl<T: Config> Pallet<T> {
    pub(crate) fn do_claim(who: &T::AccountId, id: ProgrammeId, at: StreamIndex) -> DispatchResult {
        let programme = Self::programme_of(id)?;
        let mut stream = Self::stream_at(id, at, &programme, Self::now())?;
        let mut position = Positions::<T>::get(who, id).ok_or(Error::<T>::NothingToClaim)?;
        position.settle(at, &mut stream);
        let amount = Self::take_from(at, &mut stream, &mut position)?;
        Self::pay_out(&stream.currency, who, amount)?;

        if position.power == 0 {
            position.round(at, &mut stream);
        }
        Self::write_position(id, who, position);
        Streams::<T>::insert(id, at, &stream);
        Self::tell_claimed(id, at, &stream, who, amount);
        Ok(())
    }
}
