//! Putting more into a stream.

use crate::{types::Stream, Config, Error, Event, Pallet, Streams};
use frame_support::{ensure, storage::with_storage_layer, traits::Get};
use sp_runtime::{DispatchError, DispatchResult};
use tidewater_math::rewards;
use tidewater_primitives::{
    apis::staking_rewards::{ProgrammeId, StreamIndex},
    Balance,
};

impl<T: Config> Pallet<T> {
    pub(crate) fn do_fund(
        who: &T::AccountId,
        id: ProgrammeId,
        at: StreamIndex,
        amount: Balance,
    ) -> DispatchResult {
        let now = Self::now();
        let programme = Self::programme_of(id)?;
        let mut stream = Self::stream_at(id, at, &programme, now)?;
        ensure!(programme.is_open(), Error::<T>::ProgrammeClosed);
        ensure!(!stream.has_ended(now), Error::<T>::StreamEnded);
        Self::pay_in(who, id, at, &mut stream, amount)?;
        Streams::<T>::insert(id, at, stream);
        Ok(())
    }

    /// Moves `amount` into the pot and books it in the stream, which the caller writes.
    pub(crate) fn pay_in(
        who: &T::AccountId,
        programme_id: ProgrammeId,
        at: StreamIndex,
        stream: &mut Stream<T::AccountId>,
        amount: Balance,
    ) -> DispatchResult {
        ensure!(amount > 0, Error::<T>::ZeroAmount);
        stream.funded = stream.funded.checked_add(amount).ok_or(Error::<T>::Overflow)?;
        Self::collect(&stream.currency, who, amount)?;
        Self::deposit_event(Event::StreamFunded {
            programme_id,
            stream: at,
            who: who.clone(),
            amount,
            funded: stream.funded,
        });
        Ok(())
    }

    /// Lets a stream pay `amount` more, spread over `SmoothingBlocks`: for pallets that have income to
    /// share. It also wakes a stream that has ended.
    ///
    /// Everything that the stream has not emitted yet is spread anew from this block on, or up to its
    /// end if that is later. So no payment is ever a step that somebody could stake for just in time.
    ///
    /// # Errors
    /// If there is no such programme or stream, the programme is closed, or `who` cannot pay. Then
    /// nothing has moved.
    pub fn stream_in(
        who: &T::AccountId,
        id: ProgrammeId,
        at: StreamIndex,
        amount: Balance,
    ) -> DispatchResult {
        with_storage_layer(|| Self::do_stream_in(who, id, at, amount))
    }

    fn do_stream_in(
        who: &T::AccountId,
        id: ProgrammeId,
        at: StreamIndex,
        amount: Balance,
    ) -> Result<(), DispatchError> {
        let now = Self::now();
        let programme = Self::programme_of(id)?;
        let mut stream = Self::stream_at(id, at, &programme, now)?;
        ensure!(programme.is_open(), Error::<T>::ProgrammeClosed);
        Self::pay_in(who, id, at, &mut stream, amount)?;
        let (old_rate, old_end) = (stream.rate, stream.end);
        if stream.has_ended(now) {
            stream.start = now;
            stream.last = now;
        }
        stream.end = old_end.max(stream.start.max(now).saturating_add(T::SmoothingBlocks::get()));
        let left = rewards::blocks_left(stream.start, stream.end, now);
        // Rounded down: what does not divide stays in the pot for the next time.
        stream.rate = rewards::rate_over(stream.budget(), left);
        Self::ensure_sound(&stream, now)?;
        Self::write_set(id, at, stream, old_rate, old_end);
        Ok(())
    }
}
