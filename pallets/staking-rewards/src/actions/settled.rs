//! What every change of a stake begins and ends with: all streams brought up to now, and the account's
//! earnings booked before its power changes.

use crate::{
    types::{Position, Programme, Stake, Stream},
    Config, Error, Event, Pallet, Positions, Programmes, Streams,
};
use alloc::vec::Vec;
use frame_support::ensure;
use sp_runtime::{DispatchError, DispatchResult};
use tidewater_primitives::{
    apis::staking_rewards::{ProgrammeId, StreamIndex, TierIndex},
    Balance, BlockNumber,
};

/// A programme, its streams and the position of an account in it, all as of this block.
pub(crate) struct Settled<T: Config> {
    pub(crate) id: ProgrammeId,
    pub(crate) who: T::AccountId,
    pub(crate) now: BlockNumber,
    pub(crate) programme: Programme<T::AccountId>,
    pub(crate) streams: Vec<Stream<T::AccountId>>,
    pub(crate) position: Position,
}

impl<T: Config> Settled<T> {
    /// Reads and settles; writes nothing.
    pub(crate) fn load(id: ProgrammeId, who: &T::AccountId) -> Result<Self, DispatchError> {
        let now = Pallet::<T>::now();
        let programme = Pallet::<T>::programme_of(id)?;
        let mut position = Positions::<T>::get(who, id).unwrap_or_default();
        let mut streams = Pallet::<T>::streams_at(id, &programme, now)?;
        for (at, stream) in (0..).zip(&mut streams) {
            position.settle(at, stream);
        }
        Ok(Self { id, who: who.clone(), now, programme, streams, position })
    }

    /// Adds to a stake, and says in which block it will be free.
    pub(crate) fn add(&mut self, tier: TierIndex, amount: Balance) -> Result<Stake, DispatchError> {
        let terms = self.programme.tier(tier).ok_or(Error::<T>::TierNotFound)?;
        ensure!(self.programme.is_open(), Error::<T>::ProgrammeClosed);
        ensure!(terms.blocks == 0 || !self.programme.locks_lifted, Error::<T>::LocksLifted);
        let before = self.position.stake(tier);
        let stake = Stake {
            amount: before.amount.checked_add(amount).ok_or(Error::<T>::Overflow)?,
            unlock: before.unlock.max(self.now.saturating_add(terms.blocks)),
        };
        ensure!(stake.amount >= self.programme.min_stake, Error::<T>::StakeBelowMinimum);
        let total = self.programme.total_staked.checked_add(amount);
        self.programme.total_staked = total.ok_or(Error::<T>::Overflow)?;
        self.position.set_stake(tier, stake);
        self.weigh()?;
        Ok(stake)
    }

    /// Takes from a stake that is free.
    pub(crate) fn remove(
        &mut self,
        tier: TierIndex,
        amount: Balance,
    ) -> Result<Stake, DispatchError> {
        let mut stake = self.position.stake(tier);
        let rest = stake.amount.checked_sub(amount).ok_or(Error::<T>::NotEnoughStaked)?;
        let locked = self.now < stake.unlock && self.locks_hold();
        ensure!(!locked, Error::<T>::StillLocked);
        ensure!(rest == 0 || rest >= self.programme.min_stake, Error::<T>::RemainderBelowMinimum);
        stake.amount = rest;
        let total = self.programme.total_staked.checked_sub(amount);
        self.programme.total_staked = total.ok_or(Error::<T>::Overflow)?;
        self.position.set_stake(tier, stake);
        self.weigh()?;
        Ok(stake)
    }

    /// Whether stakes that are not yet free are kept: only for a stream that still runs.
    fn locks_hold(&self) -> bool {
        Pallet::<T>::locks_hold(&self.programme, &self.streams, self.now)
    }

    /// Works out the powers anew.
    fn weigh(&mut self) -> DispatchResult {
        let power = self.position.weigh(&self.programme.tiers).ok_or(Error::<T>::StakeTooLarge)?;
        let others = self.programme.total_power.checked_sub(self.position.power);
        let total = others.and_then(|others| others.checked_add(power));
        self.programme.total_power = total.ok_or(Error::<T>::StakeTooLarge)?;
        self.position.power = power;
        Ok(())
    }

    /// Takes all whole units that are owed of a stream, and says in what and how much they are.
    pub(crate) fn take(&mut self, at: StreamIndex) -> Result<Balance, DispatchError> {
        let stream = self.streams.get_mut(usize::from(at)).ok_or(Error::<T>::StreamNotFound)?;
        Pallet::<T>::take_from(at, stream, &mut self.position)
    }

    /// Writes all of it.
    pub(crate) fn write(mut self) {
        for (at, mut stream) in (0..).zip(self.streams) {
            if self.position.power == 0 {
                self.position.round(at, &mut stream);
            }
            Streams::<T>::insert(self.id, at, stream);
        }
        Programmes::<T>::insert(self.id, self.programme);
        Pallet::<T>::write_position(self.id, &self.who, self.position);
    }
}

impl<T: Config> Pallet<T> {
    /// The block that is being built.
    pub(crate) fn now() -> BlockNumber {
        use sp_runtime::traits::UniqueSaturatedInto;
        frame_system::Pallet::<T>::block_number().unique_saturated_into()
    }

    /// The programme with this id.
    pub(crate) fn programme_of(id: ProgrammeId) -> Result<Programme<T::AccountId>, DispatchError> {
        Programmes::<T>::get(id).ok_or(Error::<T>::ProgrammeNotFound.into())
    }

    /// A stream as of block `now`.
    pub(crate) fn stream_at(
        id: ProgrammeId,
        at: StreamIndex,
        programme: &Programme<T::AccountId>,
        now: BlockNumber,
    ) -> Result<Stream<T::AccountId>, DispatchError> {
        let mut stream = Streams::<T>::get(id, at).ok_or(Error::<T>::StreamNotFound)?;
        stream.accrue(programme, now);
        Ok(stream)
    }

    /// All streams of a programme as of block `now`.
    pub(crate) fn streams_at(
        id: ProgrammeId,
        programme: &Programme<T::AccountId>,
        now: BlockNumber,
    ) -> Result<Vec<Stream<T::AccountId>>, DispatchError> {
        (0..programme.streams).map(|at| Self::stream_at(id, at, programme, now)).collect()
    }

    /// Whether locks hold in block `now`: while the programme is open, governance has not lifted them,
    /// and there is a stream that has not ended.
    pub(crate) fn locks_hold(
        programme: &Programme<T::AccountId>,
        streams: &[Stream<T::AccountId>],
        now: BlockNumber,
    ) -> bool {
        let runs = streams.iter().any(|stream| !stream.has_ended(now));
        programme.is_open() && !programme.locks_lifted && runs
    }

    /// Takes all whole units that a settled position is owed of a stream, and books them as paid.
    ///
    /// However a position came by what it is owed, a stream never pays more than was put into it.
    pub(crate) fn take_from(
        at: StreamIndex,
        stream: &mut Stream<T::AccountId>,
        position: &mut Position,
    ) -> Result<Balance, DispatchError> {
        let amount = position.owed(at);
        ensure!(amount > 0, Error::<T>::NothingToClaim);
        ensure!(stream.can_pay(amount), Error::<T>::LedgerShort);
        stream.paid = stream.paid.checked_add(amount).ok_or(Error::<T>::Overflow)?;
        position.take(at, stream, amount);
        Ok(amount)
    }

    /// Tells of a reward that was paid out of a stream.
    pub(crate) fn tell_claimed(
        programme_id: ProgrammeId,
        at: StreamIndex,
        stream: &Stream<T::AccountId>,
        who: &T::AccountId,
        amount: Balance,
    ) {
        Self::deposit_event(Event::Claimed {
            programme_id,
            stream: at,
            who: who.clone(),
            currency: stream.currency.clone(),
            amount,
            paid: stream.paid,
        });
    }

    /// Keeps a position, or forgets it when nothing is in it.
    pub(crate) fn write_position(id: ProgrammeId, who: &T::AccountId, position: Position) {
        if position.is_empty() {
            Positions::<T>::remove(who, id);
        } else {
            Positions::<T>::insert(who, id, position);
        }
    }
}
