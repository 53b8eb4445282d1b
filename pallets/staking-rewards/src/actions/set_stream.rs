//! Changing what a stream will pay.

use crate::{types::Stream, Config, Error, Event, Pallet, Streams};
use frame_support::{ensure, traits::Get};
use sp_runtime::{DispatchError, DispatchResult};
use tidewater_math::rewards::MULTIPLIER_ONE;
use tidewater_primitives::{
    apis::staking_rewards::{ProgrammeId, StreamIndex},
    Balance, BlockNumber,
};

impl<T: Config> Pallet<T> {
    /// `who` is the creator; `None` stands for governance.
    pub(crate) fn do_set_stream(
        who: Option<&T::AccountId>,
        id: ProgrammeId,
        at: StreamIndex,
        rate: Balance,
        end: BlockNumber,
    ) -> DispatchResult {
        let now = Self::now();
        let mut stream = Self::stream_to_change(who, id, at, now)?;
        let (old_rate, old_end) = (stream.rate, stream.end);
        Self::ensure_raise(&stream, rate, now)?;
        if rate > old_rate {
            stream.raised_at = now;
        }
        stream.rate = rate;
        stream.end = end;
        Self::ensure_sound(&stream, now)?;
        Self::write_set(id, at, stream, old_rate, old_end);
        Ok(())
    }

    /// Moves the end of a stream and pays for it; the rate stays.
    pub(crate) fn do_extend(
        who: &T::AccountId,
        id: ProgrammeId,
        at: StreamIndex,
        end: BlockNumber,
        amount: Balance,
    ) -> DispatchResult {
        let now = Self::now();
        let mut stream = Self::stream_to_change(Some(who), id, at, now)?;
        let (old_rate, old_end) = (stream.rate, stream.end);
        ensure!(end > old_end, Error::<T>::EndNotLater);
        stream.end = end;
        if amount > 0 {
            Self::pay_in(who, id, at, &mut stream, amount)?;
        }
        Self::ensure_sound(&stream, now)?;
        Self::write_set(id, at, stream, old_rate, old_end);
        Ok(())
    }

    /// A stream of an open programme as of now. One that has ended begins anew: the blocks in between
    /// paid nothing and never will.
    fn stream_to_change(
        who: Option<&T::AccountId>,
        id: ProgrammeId,
        at: StreamIndex,
        now: BlockNumber,
    ) -> Result<Stream<T::AccountId>, DispatchError> {
        let programme = Self::programme_of(id)?;
        Self::ensure_may_decide(&programme, who)?;
        ensure!(programme.is_open(), Error::<T>::ProgrammeClosed);
        let mut stream = Self::stream_at(id, at, &programme, now)?;
        if stream.has_ended(now) {
            stream.start = now;
            stream.last = now;
        }
        Ok(stream)
    }

    /// Checks that a rate is not raised by too much, nor twice in a period. A stream that never had one
    /// has nothing to compare with: only the cap bounds its first.
    fn ensure_raise(
        stream: &Stream<T::AccountId>,
        rate: Balance,
        now: BlockNumber,
    ) -> DispatchResult {
        if stream.rate == 0 || rate <= stream.rate {
            return Ok(());
        }
        let rest = now.saturating_sub(stream.raised_at);
        let new = rate.checked_mul(MULTIPLIER_ONE.into()).ok_or(Error::<T>::Overflow)?;
        let most = stream.rate.saturating_mul(T::MaxRaiseBps::get().into());
        let gently = new <= most && rest >= T::PeriodBlocks::get();
        ensure!(gently, Error::<T>::RateRaisedTooFast);
        Ok(())
    }

    pub(crate) fn write_set(
        programme_id: ProgrammeId,
        at: StreamIndex,
        stream: Stream<T::AccountId>,
        old_rate: Balance,
        old_end: BlockNumber,
    ) {
        Streams::<T>::insert(programme_id, at, &stream);
        Self::deposit_event(Event::StreamSet {
            programme_id,
            stream: at,
            old_rate,
            rate: stream.rate,
            start: stream.start,
            old_end,
            end: stream.end,
        });
    }
}
