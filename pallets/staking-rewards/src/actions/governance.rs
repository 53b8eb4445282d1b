//! What only governance does.

use crate::{Config, Error, Event, IncomeStream, Pallet, Programmes, SweepRoutes};
use frame_support::{ensure, traits::tokens::fungible::NativeOrWithId, BoundedVec};
use sp_runtime::DispatchResult;
use tidewater_primitives::{
    apis::staking_rewards::{ProgrammeId, StreamIndex},
    ids::{CurrencyId, Hop},
};

impl<T: Config> Pallet<T> {
    pub(crate) fn do_set_listed(id: ProgrammeId, listed: bool) -> DispatchResult {
        let mut programme = Self::programme_of(id)?;
        programme.listed = listed;
        Programmes::<T>::insert(id, programme);
        Self::deposit_event(Event::ListedSet { programme_id: id, listed });
        Ok(())
    }

    pub(crate) fn do_force_unlock(id: ProgrammeId) -> DispatchResult {
        let mut programme = Self::programme_of(id)?;
        programme.locks_lifted = true;
        Programmes::<T>::insert(id, programme);
        Self::deposit_event(Event::LocksLifted { programme_id: id });
        Ok(())
    }

    /// An empty route takes away the one there was.
    pub(crate) fn do_set_sweep_route(
        asset: CurrencyId,
        hops: BoundedVec<Hop, T::MaxHops>,
    ) -> DispatchResult {
        ensure!(asset != NativeOrWithId::Native, Error::<T>::WrongRoute);
        match hops.last() {
            None => SweepRoutes::<T>::remove(&asset),
            Some(last) => {
                ensure!(last.asset_out == NativeOrWithId::Native, Error::<T>::WrongRoute);
                SweepRoutes::<T>::insert(&asset, &hops);
            }
        }
        Self::deposit_event(Event::SweepRouteSet { asset, hops });
        Ok(())
    }

    pub(crate) fn do_set_income_stream(id: ProgrammeId, at: StreamIndex) -> DispatchResult {
        let programme = Self::programme_of(id)?;
        ensure!(programme.is_open(), Error::<T>::ProgrammeClosed);
        let stream = Self::stream_at(id, at, &programme, Self::now())?;
        ensure!(stream.currency == NativeOrWithId::Native, Error::<T>::NotTide);
        IncomeStream::<T>::put((id, at));
        Self::deposit_event(Event::IncomeStreamSet { programme_id: id, stream: at });
        Ok(())
    }
}
