//! Giving back what a stream has not emitted.

use crate::{types::Stream, Config, Error, Event, Pallet, Streams};
use frame_support::ensure;
use sp_runtime::DispatchResult;
use tidewater_primitives::apis::staking_rewards::{ProgrammeId, StreamIndex};

impl<T: Config> Pallet<T> {
    /// By `who`, or governance.
    pub(crate) fn do_refund(
        who: Option<&T::AccountId>,
        id: ProgrammeId,
        at: StreamIndex,
    ) -> DispatchResult {
        let now = Self::now();
        let programme = Self::programme_of(id)?;
        let mut stream = Self::stream_at(id, at, &programme, now)?;
        let may = !programme.is_open() || who.is_none_or(|who| *who == stream.refund_to);
        ensure!(may, Error::<T>::NotRefundAccount);
        ensure!(stream.has_ended(now), Error::<T>::StreamRunning);
        Self::give_back(id, at, &mut stream)?;
        Streams::<T>::insert(id, at, stream);
        Ok(())
    }

    /// Pays all that an ended stream will never emit to whom it belongs, and books it in the stream,
    /// which the caller writes.
    pub(crate) fn give_back(
        programme_id: ProgrammeId,
        at: StreamIndex,
        stream: &mut Stream<T::AccountId>,
    ) -> DispatchResult {
        let amount = stream.unemitted();
        ensure!(amount > 0, Error::<T>::NothingToRefund);
        stream.refunded = stream.refunded.checked_add(amount).ok_or(Error::<T>::Overflow)?;
        Self::pay_out(&stream.currency, &stream.refund_to, amount)?;
        Self::deposit_event(Event::Refunded {
            programme_id,
            stream: at,
            to: stream.refund_to.clone(),
            currency: stream.currency.clone(),
            amount,
            refunded: stream.refunded,
        });
        Ok(())
    }
}
