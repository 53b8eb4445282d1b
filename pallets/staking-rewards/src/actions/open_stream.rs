//! Opening a stream of rewards.

use crate::{
    types::{NewStream, Programme, Stream},
    Config, Error, Event, Pallet, Programmes, Streams,
};
use frame_support::{
    ensure,
    traits::{fungibles::Inspect, Get},
};
use sp_core::U256;
use sp_runtime::DispatchResult;
use tidewater_math::rewards;
use tidewater_primitives::{
    apis::staking_rewards::{ProgrammeId, StreamIndex, MAX_STREAMS},
    BlockNumber,
};

impl<T: Config> Pallet<T> {
    /// `who` pays, and gets back what is not emitted.
    pub(crate) fn do_open_stream(
        who: &T::AccountId,
        id: ProgrammeId,
        new: NewStream,
    ) -> DispatchResult {
        let now = Self::now();
        let programme = Self::programme_of(id)?;
        Self::ensure_may_decide(&programme, Some(who))?;
        ensure!(programme.is_open(), Error::<T>::ProgrammeClosed);
        ensure!(u32::from(programme.streams) < MAX_STREAMS, Error::<T>::TooManyStreams);
        ensure!(T::Currencies::asset_exists(new.currency.clone()), Error::<T>::UnknownCurrency);
        ensure!(new.amount > 0, Error::<T>::Underfunded);
        let start = new.start.unwrap_or(now);
        ensure!(start >= now, Error::<T>::StartInPast);
        let stream = Stream {
            currency: new.currency,
            refund_to: who.clone(),
            rate: new.rate,
            start,
            end: new.end,
            last: now,
            raised_at: now,
            index: U256::zero(),
            funded: new.amount,
            paid: 0,
            refunded: 0,
            emitted: U256::zero(),
            owed: U256::zero(),
        };
        Self::ensure_sound(&stream, now)?;

        Self::open_pot(who, &stream.currency)?;
        Self::collect(&stream.currency, who, stream.funded)?;
        Self::add_stream(id, programme, stream)
    }

    /// Checks what must hold of a stream from block `now` on: it has an end ahead, it emits something
    /// but not too much of what was put in, and all of that is in the pot.
    pub(crate) fn ensure_sound(stream: &Stream<T::AccountId>, now: BlockNumber) -> DispatchResult {
        ensure!(stream.rate > 0, Error::<T>::ZeroRate);
        ensure!(stream.end > now, Error::<T>::EndInPast);
        ensure!(stream.start < stream.end, Error::<T>::StartNotBeforeEnd);
        let within = Self::is_within_cap(stream);
        ensure!(within, Error::<T>::RateAboveCap);
        ensure!(stream.is_funded(now), Error::<T>::Underfunded);
        Ok(())
    }

    /// Whether a stream emits in a period no more of what was put in than it may.
    pub(crate) fn is_within_cap(stream: &Stream<T::AccountId>) -> bool {
        let (blocks, share) = (T::PeriodBlocks::get(), T::MaxPeriodBps::get());
        rewards::rate_within(stream.rate, blocks, stream.kept(), share)
    }

    /// Gives a programme one more stream.
    pub(crate) fn add_stream(
        programme_id: ProgrammeId,
        mut programme: Programme<T::AccountId>,
        stream: Stream<T::AccountId>,
    ) -> DispatchResult {
        let at: StreamIndex = programme.streams;
        programme.streams = at.checked_add(1).ok_or(Error::<T>::TooManyStreams)?;
        Programmes::<T>::insert(programme_id, programme);
        Streams::<T>::insert(programme_id, at, &stream);
        Self::deposit_event(Event::StreamOpened {
            programme_id,
            stream: at,
            currency: stream.currency,
            rate: stream.rate,
            start: stream.start,
            end: stream.end,
            funded: stream.funded,
            refund_to: stream.refund_to,
        });
        Ok(())
    }
}
