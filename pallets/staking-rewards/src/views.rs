//! What can be asked without a transaction, as of the next block: the first in which one can follow.
//! The same code works out the answer and the claim.

use crate::{
    types::{computed, Position, Programme, Stream},
    Config, NextProgrammeId, Pallet, Positions, Programmes,
};
use alloc::vec::Vec;
use tidewater_math::rewards;
use tidewater_primitives::{
    apis::staking_rewards::{PositionInfo, ProgrammeId, ProgrammeInfo, StakeInfo, StreamInfo},
    BlockNumber,
};

/// The most programmes one page lists.
pub const MAX_PAGE: u32 = 100;

impl<T: Config> Pallet<T> {
    /// The block after the one whose state is asked.
    fn next() -> BlockNumber {
        Self::now().saturating_add(1)
    }

    /// The programme with this id.
    pub fn programme_info(programme_id: ProgrammeId) -> Option<ProgrammeInfo<T::AccountId>> {
        let programme = Programmes::<T>::get(programme_id)?;
        let next = Self::next();
        let streams = Self::streams_at(programme_id, &programme, next).ok()?;
        Some(ProgrammeInfo {
            programme_id,
            streams: streams.into_iter().map(|s| stream_info(s, &programme, next)).collect(),
            staked: programme.staked,
            creator: programme.creator,
            status: programme.status,
            listed: programme.listed,
            locks_lifted: programme.locks_lifted,
            min_stake: programme.min_stake,
            min_total: programme.min_total,
            tiers: programme.tiers.to_vec(),
            total_staked: programme.total_staked,
            total_power: programme.total_power,
        })
    }

    /// Programmes by ascending id from `start`.
    pub fn programme_page(start: ProgrammeId, limit: u32) -> Vec<ProgrammeInfo<T::AccountId>> {
        let end = NextProgrammeId::<T>::get().min(start.saturating_add(limit.min(MAX_PAGE)));
        (start..end).filter_map(Self::programme_info).collect()
    }

    /// What `who` has in a programme.
    pub fn position_info(who: &T::AccountId, programme_id: ProgrammeId) -> Option<PositionInfo> {
        let position = Positions::<T>::get(who, programme_id)?;
        Self::position_at(programme_id, position, Self::next())
    }

    /// What `who` has in all programmes.
    pub fn positions_of(who: &T::AccountId) -> Vec<PositionInfo> {
        let next = Self::next();
        Positions::<T>::iter_prefix(who)
            .take(MAX_PAGE as usize)
            .filter_map(|(id, position)| Self::position_at(id, position, next))
            .collect()
    }

    fn position_at(
        programme_id: ProgrammeId,
        mut position: Position,
        now: BlockNumber,
    ) -> Option<PositionInfo> {
        let programme = Programmes::<T>::get(programme_id)?;
        let mut streams = Self::streams_at(programme_id, &programme, now).ok()?;
        let locked = Self::locks_hold(&programme, &streams, now);
        let claimable = (0..).zip(&mut streams).map(|(at, stream)| {
            position.settle(at, stream);
            position.owed(at)
        });
        let claimable = claimable.collect();
        let stakes = (0..).zip(&position.stakes).filter(|(_, stake)| stake.amount > 0);
        let stakes = stakes.map(|(tier, stake)| StakeInfo {
            tier,
            amount: stake.amount,
            locked_until: (locked && now < stake.unlock).then_some(stake.unlock),
        });
        Some(PositionInfo {
            programme_id,
            staked: programme.staked,
            stakes: stakes.collect(),
            power: position.power,
            claimable,
        })
    }
}

/// A stream that has accrued up to block `now`.
fn stream_info<AccountId>(
    stream: Stream<AccountId>,
    programme: &Programme<AccountId>,
    now: BlockNumber,
) -> StreamInfo<AccountId> {
    let runs = stream.start < now && now <= stream.end;
    StreamInfo {
        emitting: runs && programme.emits(),
        emitted: rewards::units(computed(stream.emitted)),
        currency: stream.currency,
        refund_to: stream.refund_to,
        rate: stream.rate,
        start: stream.start,
        end: stream.end,
        funded: stream.funded,
        paid: stream.paid,
        refunded: stream.refunded,
    }
}
