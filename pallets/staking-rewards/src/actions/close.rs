//! Closing a programme.

use crate::{Config, Error, Event, Pallet, Programmes, Streams};
use frame_support::{ensure, storage::with_storage_layer};
use sp_runtime::DispatchError;
use tidewater_primitives::apis::staking_rewards::{ProgrammeId, ProgrammeStatus, StreamIndex};

impl<T: Config> Pallet<T> {
    /// `who` is the creator; `None` stands for governance. Says how many streams there are.
    ///
    /// What cannot be given back now stays in the pot, and `refund` does it later.
    pub(crate) fn do_close(
        who: Option<&T::AccountId>,
        id: ProgrammeId,
    ) -> Result<StreamIndex, DispatchError> {
        let now = Self::now();
        let mut programme = Self::programme_of(id)?;
        Self::ensure_may_decide(&programme, who)?;
        ensure!(programme.is_open(), Error::<T>::ProgrammeClosed);

        for (at, mut stream) in (0..).zip(Self::streams_at(id, &programme, now)?) {
            stream.stop(now);
            let mut refunded = stream.clone();
            if with_storage_layer(|| Self::give_back(id, at, &mut refunded)).is_ok() {
                stream = refunded;
            }
            Streams::<T>::insert(id, at, stream);
        }
        programme.status = ProgrammeStatus::Closed { at: now };
        let streams = programme.streams;
        Programmes::<T>::insert(id, programme);
        Self::deposit_event(Event::ProgrammeClosed { programme_id: id, at: now });
        Ok(streams)
    }
}
