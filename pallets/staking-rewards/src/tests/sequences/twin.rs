//! The exact twin: in each block each stake earns its part of what the stream emits, in fractions of
//! which no bit that matters is cut off. It knows nothing of indices.

use super::*;
use num_bigint::BigUint;
use std::collections::BTreeMap;

/// How many bits after the point. Each block of each stream cuts off less than the last of them.
const BITS: usize = 512;

/// Somebody's part of a stream.
type Key = (ProgrammeId, StreamIndex, AccountId);

#[derive(Default)]
pub(super) struct Twin {
    /// Everything ever earned, in units times 2^512.
    earned: BTreeMap<Key, BigUint>,
    /// Everything ever paid, in units.
    paid: BTreeMap<Key, Balance>,
    /// How often somebody had nothing staked any more: each time a fraction of a unit is given up.
    left: BTreeMap<Key, u32>,
}

impl Twin {
    /// Lets blocks pass, one by one.
    pub(super) fn pass(&mut self, blocks: u32) {
        let (first, last) = (now() + 1, now() + blocks);
        for (id, at, stream) in Streams::<Test>::iter() {
            let programme = programme(id);
            let pays = (first..=last).filter(|b| stream.start < *b && *b <= stream.end).count();
            if programme.total_staked < programme.min_total || pays == 0 {
                continue;
            }
            let positions: Vec<_> =
                Positions::<Test>::iter().filter(|(_, other, _)| *other == id).collect();
            let weights: Vec<BigUint> =
                positions.iter().map(|(_, _, position)| weight(&programme, position)).collect();
            let all: BigUint = weights.iter().sum();
            let emitted = (BigUint::from(stream.rate) * pays) << BITS;
            for ((who, _, _), weight) in positions.iter().zip(weights) {
                let part = &emitted * weight / (&all * GRAINS);
                *self.earned.entry((id, at, *who)).or_default() += part;
            }
        }
        pass(blocks);
    }

    /// Does something, and sees what was paid and who has left.
    pub(super) fn watch(&mut self, call: impl FnOnce() -> DispatchResult) -> DispatchResult {
        let stakers = stakers();
        let result = self.watch_payments(call);
        let still = self::stakers();
        for (id, who) in stakers.into_iter().filter(|staker| !still.contains(staker)) {
            self.note_leaving(id, who);
        }
        result
    }

    /// The same for one account in programme 0, without looking at all others.
    pub(super) fn watch_one(
        &mut self,
        who: AccountId,
        call: impl FnOnce() -> DispatchResult,
    ) -> DispatchResult {
        let stakes = || Positions::<Test>::get(who, 0).is_some_and(|position| position.total() > 0);
        let before = stakes();
        let result = self.watch_payments(call);
        if before && !stakes() {
            self.note_leaving(0, who);
        }
        result
    }

    fn note_leaving(&mut self, id: ProgrammeId, who: AccountId) {
        for at in 0..4 {
            *self.left.entry((id, at, who)).or_default() += 1;
        }
    }

    fn watch_payments(&mut self, call: impl FnOnce() -> DispatchResult) -> DispatchResult {
        System::reset_events();
        let result = call();
        for record in System::events() {
            if let RuntimeEvent::StakingRewards(Event::Claimed {
                programme_id,
                stream,
                who,
                amount,
                ..
            }) = record.event
            {
                *self.paid.entry((programme_id, stream, who)).or_default() += amount;
            }
        }
        result
    }

    /// The most that anybody is short of what they have exactly earned of a stream, in thousandths of a
    /// unit, rounded up.
    pub(super) fn greatest_shortfall(&self) -> BigUint {
        let shortfalls = self.earned.iter().map(|(key, earned)| {
            let has = self.has(key) << BITS;
            let short = if has < *earned { earned - has } else { BigUint::default() };
            (short * 1_000u32 + ((BigUint::from(1u8) << BITS) - 1u8)) >> BITS
        });
        shortfalls.max().unwrap_or_default()
    }

    /// What somebody was paid or can claim of a stream.
    fn has(&self, key: &Key) -> BigUint {
        let (id, at, who) = *key;
        let paid = self.paid.get(key).copied().unwrap_or_default();
        BigUint::from(paid + claimable(who, id, at))
    }

    /// Everybody has, paid or claimable, no more than was exactly earned, and less by less than a unit
    /// for now and a unit for each time they left.
    pub(super) fn check(&self) {
        for (key, earned) in &self.earned {
            let has = self.has(key);
            let exact: BigUint = earned >> BITS;
            // What the twin cut off itself is below one in the last bits.
            let cut: BigUint = (earned + (BigUint::from(1u8) << (BITS / 2))) >> BITS;
            assert!(has <= cut, "{key:?} has {has} and has earned {exact}");
            let allowed = 1 + self.left.get(key).copied().unwrap_or_default();
            assert!(has + allowed >= exact, "{key:?} is short of {exact}");
        }
    }
}

/// What the stakes weigh, from their amounts.
fn weight(programme: &Programme<AccountId>, position: &Position) -> BigUint {
    let stakes = position.stakes.iter().zip(&programme.tiers);
    stakes.map(|(stake, tier)| BigUint::from(stake.amount) * tier.multiplier_bps).sum()
}

/// Who has something staked, and where.
fn stakers() -> Vec<(ProgrammeId, AccountId)> {
    let staked = Positions::<Test>::iter().filter(|(_, _, position)| position.total() > 0);
    staked.map(|(who, id, _)| (id, who)).collect()
}
