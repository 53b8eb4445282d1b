//! Removing a programme that nobody has anything in.

use crate::{Config, Error, Event, HoldReason, IncomeStream, Pallet, Programmes, Streams};
use frame_support::{
    ensure,
    traits::{fungibles::MutateHold, tokens::fungible::NativeOrWithId, tokens::Precision},
};
use sp_runtime::DispatchError;
use tidewater_primitives::apis::staking_rewards::{ProgrammeId, StreamIndex};

impl<T: Config> Pallet<T> {
    /// Says how many streams there were.
    ///
    /// Without stakes and without anything owed there is no position left: positions with neither are
    /// forgotten at once.
    pub(crate) fn do_remove_programme(id: ProgrammeId) -> Result<StreamIndex, DispatchError> {
        let programme = Self::programme_of(id)?;
        ensure!(!programme.is_open(), Error::<T>::ProgrammeOpen);
        ensure!(programme.total_staked == 0, Error::<T>::StillStaked);
        let streams = Self::streams_at(id, &programme, Self::now())?;
        let claimed = streams.iter().all(|stream| stream.owed.is_zero());
        ensure!(claimed, Error::<T>::RewardsUnclaimed);

        for (at, mut stream) in (0..).zip(streams) {
            if stream.unemitted() > 0 {
                Self::give_back(id, at, &mut stream)?;
            }
            Streams::<T>::remove(id, at);
            Self::close_pot(&stream.currency);
        }
        if let Some(creator) = &programme.creator {
            let (native, deposit) = (NativeOrWithId::Native, programme.deposit);
            let reason = HoldReason::ProgrammeDeposit.into();
            T::Holds::release(native, &reason, creator, deposit, Precision::Exact)?;
        }
        Programmes::<T>::remove(id);
        if IncomeStream::<T>::get().is_some_and(|(programme, _)| programme == id) {
            IncomeStream::<T>::kill();
        }
        Self::deposit_event(Event::ProgrammeRemoved { programme_id: id });
        Ok(programme.streams)
    }
}
