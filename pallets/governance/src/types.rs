//! What is counted: tallies, and the power that was delegated.
//!
//! The paths in the type information are those of the SDK's pallet, by which clients know the types.

use codec::{Codec, Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::{fmt::Debug, marker::PhantomData};
use frame_support::{
    traits::{Get, VoteTally},
    CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound,
};
use scale_info::TypeInfo;
use sp_runtime::Perbill;
use tidewater_math::voting::{Count, Miscount, Power};
use tidewater_primitives::Balance;

/// How many have said what in a poll. `Total` is what could vote at most.
#[derive(
    CloneNoBound,
    DebugNoBound,
    PartialEqNoBound,
    EqNoBound,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
#[scale_info(
    skip_type_params(Total),
    replace_segment("pallet_governance", "pallet_conviction_voting")
)]
#[codec(mel_bound(Votes: MaxEncodedLen))]
pub struct Tally<Votes, Total>
where
    Votes: Clone + PartialEq + Eq + Debug + TypeInfo + Codec,
{
    /// Votes for it, weighed by conviction.
    pub ayes: Votes,
    /// Votes against it, weighed by conviction.
    pub nays: Votes,
    /// The balances of those who are for it or abstain, unweighed.
    pub support: Votes,
    of: PhantomData<Total>,
}

impl<Total> Tally<Balance, Total> {
    /// As the arithmetic has it.
    pub fn count(&self) -> Count {
        Count { ayes: self.ayes, nays: self.nays, support: self.support }
    }

    /// From what the arithmetic has.
    pub fn of(count: Count) -> Self {
        let Count { ayes, nays, support } = count;
        Self { ayes, nays, support, of: PhantomData }
    }

    /// Takes `old` out and counts `new` instead.
    pub fn replace(&mut self, old: Count, new: Count) -> Result<(), Miscount> {
        *self = Self::of(self.count().minus(old)?.plus(new)?);
        Ok(())
    }
}

impl<Total: Get<Balance>, Class> VoteTally<Balance, Class> for Tally<Balance, Total> {
    fn new(_: Class) -> Self {
        Self::of(Count::NONE)
    }

    fn ayes(&self, _: Class) -> Balance {
        self.ayes
    }

    /// Nothing is supported by a part of nothing: a quotient by zero would be all.
    fn support(&self, _: Class) -> Perbill {
        match Total::get() {
            0 => Perbill::zero(),
            total => Perbill::from_rational(self.support, total),
        }
    }

    fn approval(&self, _: Class) -> Perbill {
        // Halved, both sides fit into 128 bits together.
        let (ayes, nays) = match self.ayes.checked_add(self.nays) {
            Some(_) => (self.ayes, self.nays),
            None => (self.ayes >> 1, self.nays >> 1),
        };
        match ayes.saturating_add(nays) {
            0 => Perbill::zero(),
            total => Perbill::from_rational(ayes, total),
        }
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn unanimity(_: Class) -> Self {
        Self::of(Count { ayes: Total::get(), nays: 0, support: Total::get() })
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn rejection(_: Class) -> Self {
        Self::of(Count { ayes: 0, nays: Total::get(), support: Total::get() })
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn from_requirements(support: Perbill, approval: Perbill, _: Class) -> Self {
        let support = support.mul_ceil(Total::get());
        let ayes = approval.mul_ceil(support);
        Self::of(Count { ayes, nays: support.saturating_sub(ayes), support })
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn setup(_: Class, _: Perbill) {}
}

/// Power that others have delegated.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
#[scale_info(replace_segment("pallet_governance", "pallet_conviction_voting"))]
pub struct Delegations<Balance> {
    /// Balances, weighed by conviction.
    pub votes: Balance,
    /// The balances themselves.
    pub capital: Balance,
}

impl Delegations<Balance> {
    /// As the arithmetic has it.
    pub fn power(self) -> Power {
        Power { votes: self.votes, capital: self.capital }
    }

    /// From what the arithmetic has.
    pub fn of(power: Power) -> Self {
        Self { votes: power.votes, capital: power.capital }
    }

    /// Whether there are none.
    pub fn is_none(&self) -> bool {
        self.power() == Power::NONE
    }

    /// What they are with `new` in the place of `old`.
    pub fn replace(self, old: Power, new: Power) -> Result<Self, Miscount> {
        Ok(Self::of(self.power().minus(old)?.plus(new)?))
    }
}
