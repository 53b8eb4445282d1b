//! The stored records and what can be worked out on them without storage.
//!
//! Nothing that a stake has to pass on its way out can fail in here.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
    traits::{ConstU32, Defensive, DefensiveSaturating},
    BoundedVec,
};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::U256;
use tidewater_math::rewards;
use tidewater_primitives::{
    apis::staking_rewards::{
        ProgrammeStatus, StreamIndex, Tier, TierIndex, MAX_STREAMS, MAX_TIERS,
    },
    ids::CurrencyId,
    Balance, BlockNumber,
};

/// A list with one entry for each lock tier of a programme, in its order.
pub type PerTier<X> = BoundedVec<X, ConstU32<MAX_TIERS>>;

/// A list with one entry for each stream of a programme, in its order.
pub type PerStream<X> = BoundedVec<X, ConstU32<MAX_STREAMS>>;

/// The lock tiers of a programme.
pub type Tiers = PerTier<Tier>;

/// Somebody's offer: stake this, and earn what the streams pay.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Programme<AccountId> {
    /// What is staked.
    pub staked: CurrencyId,
    /// Who decides about the streams, beside governance; nobody for the protocol's own.
    pub creator: Option<AccountId>,
    /// What is held on the creator for it, in TIDE.
    pub deposit: Balance,
    /// Whether it takes stakes.
    pub status: ProgrammeStatus,
    /// Whether governance recommends to list it.
    pub listed: bool,
    /// Whether governance has lifted all locks, for good.
    pub locks_lifted: bool,
    /// The least that can be staked in a tier.
    pub min_stake: Balance,
    /// Nothing is emitted while less than this is staked.
    pub min_total: Balance,
    /// The lock tiers.
    pub tiers: Tiers,
    /// How many streams there are.
    pub streams: StreamIndex,
    /// All stakes.
    pub total_staked: Balance,
    /// The power of all stakes.
    pub total_power: Balance,
}

impl<AccountId> Programme<AccountId> {
    /// Whether it takes stakes and its streams may run.
    pub fn is_open(&self) -> bool {
        self.status == ProgrammeStatus::Open
    }

    /// The tier of this number, if there is one.
    pub fn tier(&self, index: TierIndex) -> Option<Tier> {
        self.tiers.get(usize::from(index)).copied()
    }

    /// Whether enough is staked for the streams to emit.
    pub fn emits(&self) -> bool {
        self.total_power > 0 && self.total_staked >= self.min_total
    }
}

/// A stream of rewards, with its own ledger. What is said in grains is in 10^-9 units.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Stream<AccountId> {
    /// In what it pays.
    pub currency: CurrencyId,
    /// Who gets what is not emitted.
    pub refund_to: AccountId,
    /// The grains a block emits.
    pub rate: Balance,
    /// It pays for the blocks after this one.
    pub start: BlockNumber,
    /// The last block it pays for.
    pub end: BlockNumber,
    /// The block up to which it is accounted for; never after `end`.
    pub last: BlockNumber,
    /// The block in which its rate was last raised.
    pub raised_at: BlockNumber,
    /// The grains that a staked unit without a lock has earned since the beginning: see
    /// `tidewater_math::rewards`.
    pub index: U256,
    /// Everything ever put in, in units.
    pub funded: Balance,
    /// Everything ever paid to stakers, in units.
    pub paid: Balance,
    /// Everything ever given back, in units.
    pub refunded: Balance,
    /// The grains that stakers were given, paid or not; while nobody stakes, those that are owed or
    /// paid.
    pub emitted: U256,
    /// The grains in the records of all positions: settled and not paid.
    pub owed: U256,
}

impl<AccountId> Stream<AccountId> {
    /// Brings it up to block `now`. Whatever the programme's stakes were since the last time must not
    /// have changed in between.
    pub fn accrue(&mut self, programme: &Programme<AccountId>, now: BlockNumber) {
        if programme.emits() {
            let blocks = rewards::blocks_due(self.start, self.end, self.last, now);
            let grains = rewards::emission(self.rate, blocks);
            let step = rewards::index_step(grains, programme.total_power);
            self.index = stored(computed(self.index).wrapping_add(step));
            self.emitted = more(self.emitted, stored(grains));
        } else if programme.total_power == 0 {
            // What rounding has left over belongs to nobody, and can be emitted again or given back.
            self.emitted = more(stored(rewards::grains(self.paid)), self.owed);
        }
        self.last = self.last.max(now.min(self.end));
    }

    /// Whether it can pay `amount` to somebody it owes it to, by its own books alone.
    pub fn can_pay(&self, amount: Balance) -> bool {
        amount <= self.pot() && stored(rewards::grains(amount)) <= self.owed
    }

    /// Whether there is nothing more to come after block `now`.
    pub fn has_ended(&self, now: BlockNumber) -> bool {
        now >= self.end
    }

    /// What was put in and not given back.
    pub fn kept(&self) -> Balance {
        self.funded.defensive_saturating_sub(self.refunded)
    }

    /// What the pot holds for it: the ledger.
    pub fn pot(&self) -> Balance {
        self.kept().defensive_saturating_sub(self.paid)
    }

    /// The grains it can still emit.
    pub fn budget(&self) -> tidewater_math::U256 {
        rewards::budget(self.kept(), computed(self.emitted))
    }

    /// Whether the pot has all that it will emit after block `now`.
    pub fn is_funded(&self, now: BlockNumber) -> bool {
        let left = rewards::blocks_left(self.start, self.end, now.max(self.last));
        rewards::emission(self.rate, left) <= self.budget()
    }

    /// The whole units it will never emit if it has ended.
    pub fn unemitted(&self) -> Balance {
        rewards::units(self.budget())
    }

    /// Ends it in block `now`, if it would end later.
    pub fn stop(&mut self, now: BlockNumber) {
        self.end = self.end.min(now);
        self.start = self.start.min(self.end);
    }
}

/// What an account has staked in one tier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Stake {
    /// How much.
    pub amount: Balance,
    /// The first block in which it can be unstaked.
    pub unlock: BlockNumber,
}

/// What an account has earned of one stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Earning {
    /// The stream's index when it was last settled. A stream that was opened since began at zero, and
    /// so does this.
    pub seen: U256,
    /// The grains settled and not paid.
    pub owed: U256,
}

/// What an account has in a programme.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Position {
    /// The stakes by tier; those behind the last entry are zero.
    pub stakes: PerTier<Stake>,
    /// Their power together.
    pub power: Balance,
    /// The earnings by stream; those behind the last entry have never been settled.
    pub earnings: PerStream<Earning>,
}

impl Position {
    /// The stake in a tier.
    pub fn stake(&self, tier: TierIndex) -> Stake {
        self.stakes.get(usize::from(tier)).copied().unwrap_or_default()
    }

    /// Changes the stake in a tier. There must be such a tier.
    pub fn set_stake(&mut self, tier: TierIndex, stake: Stake) {
        *entry(&mut self.stakes, tier) = stake;
    }

    /// The earnings of a stream.
    pub fn earning(&self, stream: StreamIndex) -> Earning {
        self.earnings.get(usize::from(stream)).copied().unwrap_or_default()
    }

    /// Everything staked.
    pub fn total(&self) -> Balance {
        self.stakes.iter().fold(0, |total, stake| total.saturating_add(stake.amount))
    }

    /// The power of the stakes, each with its tier's multiplier; nothing if it is beyond 128 bits.
    pub fn weigh(&self, tiers: &Tiers) -> Option<Balance> {
        self.stakes.iter().zip(tiers).try_fold(0, |sum: Balance, (stake, tier)| {
            sum.checked_add(rewards::power(stake.amount, tier.multiplier_bps)?)
        })
    }

    /// Books what it has earned of a stream, which must have accrued. Changing its power is right only
    /// after this was done for every stream.
    pub fn settle<AccountId>(&mut self, at: StreamIndex, stream: &mut Stream<AccountId>) {
        let power = self.power;
        let earning = entry(&mut self.earnings, at);
        let grains = rewards::earned(power, computed(earning.seen), computed(stream.index));
        earning.seen = stream.index;
        earning.owed = more(earning.owed, stored(grains));
        stream.owed = more(stream.owed, stored(grains));
    }

    /// The whole units that are owed of a stream.
    pub fn owed(&self, at: StreamIndex) -> Balance {
        rewards::units(computed(self.earning(at).owed))
    }

    /// Takes `whole` units off what is owed of a stream, which must owe them; the caller pays them.
    pub fn take<AccountId>(
        &mut self,
        at: StreamIndex,
        stream: &mut Stream<AccountId>,
        whole: Balance,
    ) {
        let earning = entry(&mut self.earnings, at);
        let grains = stored(rewards::grains(whole));
        earning.owed = less(earning.owed, grains);
        stream.owed = less(stream.owed, grains);
    }

    /// Gives up the fraction of a unit that is owed of a stream: nothing will ever be added to it.
    pub fn round<AccountId>(&mut self, at: StreamIndex, stream: &mut Stream<AccountId>) {
        let whole = stored(rewards::grains(self.owed(at)));
        let earning = entry(&mut self.earnings, at);
        let fraction = less(earning.owed, whole);
        earning.owed = whole;
        stream.owed = less(stream.owed, fraction);
    }

    /// Whether nothing is staked and nothing is owed.
    pub fn is_empty(&self) -> bool {
        let nothing = |earning: &Earning| earning.owed.is_zero();
        self.total() == 0 && self.earnings.iter().all(nothing)
    }
}

/// The entry of this number, with default ones before it if they are missing.
///
/// A number beyond the bound, of which there is none, stands for the last entry.
fn entry<X: Default + Clone, S: frame_support::traits::Get<u32>>(
    list: &mut BoundedVec<X, S>,
    at: u8,
) -> &mut X {
    let at = usize::from(at).min((S::get() as usize).saturating_sub(1));
    if list.len() <= at {
        let mut longer: Vec<X> = list.to_vec();
        longer.resize(at.saturating_add(1), X::default());
        *list = BoundedVec::truncate_from(longer);
    }
    &mut list[at]
}

/// What the pot needs beside the streams to hold a currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Pot {
    /// What keeps the account alive: in no stream's ledger.
    pub cushion: Balance,
    /// How many streams pay in the currency.
    pub streams: u32,
}

/// What a new stream is to be.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct NewStream {
    /// In what it pays.
    pub currency: CurrencyId,
    /// The grains a block emits: 10^-9 units.
    pub rate: Balance,
    /// It pays for the blocks after this one; at once if there is none.
    pub start: Option<BlockNumber>,
    /// The last block it pays for.
    pub end: BlockNumber,
    /// What is put in now.
    pub amount: Balance,
}

/// A programme of the protocol that exists from the first block on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisProgramme<AccountId> {
    /// What is staked.
    pub staked: CurrencyId,
    /// The least that can be staked in a tier.
    pub min_stake: Balance,
    /// Nothing is emitted while less than this is staked.
    pub min_total: Balance,
    /// The lock tiers.
    pub tiers: Vec<Tier>,
    /// Who gets what its stream of TIDE does not emit. The stream is empty until something is put in.
    pub refund_to: AccountId,
}

/// A sum of grains, which 256 bits always hold. If the books were wrong all the same, nobody's stake is
/// kept for it: tests stop here, a chain says so in its log and counts as much as it can.
fn more(grains: U256, plus: U256) -> U256 {
    grains.checked_add(plus).defensive_unwrap_or(U256::MAX)
}

/// A part of what is there, taken off it. As above: what is missing is said, and nothing is left.
fn less(grains: U256, minus: U256) -> U256 {
    grains.checked_sub(minus).defensive_unwrap_or(U256::zero())
}

/// A number of the arithmetic as it is stored.
pub(crate) fn stored(number: tidewater_math::U256) -> U256 {
    U256(number.into_limbs())
}

/// A stored number as the arithmetic has it.
pub(crate) fn computed(number: U256) -> tidewater_math::U256 {
    tidewater_math::U256::from_limbs(number.0)
}
