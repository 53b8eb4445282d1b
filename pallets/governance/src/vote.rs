//! Votes, and what an account has in a track.
//!
//! The paths in the type information are those of the SDK's pallet, by which clients know the types.

use crate::{conviction::Conviction, types::Delegations};
use codec::{Decode, DecodeWithMemTracking, Encode, EncodeLike, Input, MaxEncodedLen, Output};
use frame_support::{traits::Get, BoundedVec};
use scale_info::{build::Fields, Path, Type, TypeInfo};
use sp_runtime::traits::Zero;
use tidewater_math::voting::{self, Count, Miscount, Power};
use tidewater_primitives::Balance as Units;

/// The bit of an encoded vote that says aye.
const AYE: u8 = 0b1000_0000;

/// A side, and for how long its voter accepts a lock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, DecodeWithMemTracking, MaxEncodedLen)]
pub struct Vote {
    /// Whether it is for the proposal.
    pub aye: bool,
    /// For how long it may be locked.
    pub conviction: Conviction,
}

/// One byte: the side above, the conviction below.
impl Encode for Vote {
    fn encode_to<T: Output + ?Sized>(&self, output: &mut T) {
        let side = if self.aye { AYE } else { 0 };
        output.push_byte(side | self.conviction.number());
    }
}

impl EncodeLike for Vote {}

impl Decode for Vote {
    fn decode<I: Input>(input: &mut I) -> Result<Self, codec::Error> {
        let byte = input.read_byte()?;
        let conviction = Conviction::try_from(byte & !AYE).map_err(|()| "no such conviction")?;
        Ok(Self { aye: byte & AYE != 0, conviction })
    }
}

/// One byte, as clients expect it.
impl TypeInfo for Vote {
    type Identity = Self;

    fn type_info() -> Type {
        Type::builder()
            .path(Path::new("Vote", "pallet_conviction_voting::vote"))
            .composite(Fields::unnamed().field(|byte| byte.ty::<u8>()))
    }
}

/// What an account says in a poll.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
#[scale_info(replace_segment("pallet_governance", "pallet_conviction_voting"))]
pub enum AccountVote<Balance> {
    /// One side. It carries the delegations that the account has received.
    Standard {
        /// The side and the conviction.
        vote: Vote,
        /// How much is behind it.
        balance: Balance,
    },
    /// Both sides, without conviction.
    Split {
        /// For it.
        aye: Balance,
        /// Against it.
        nay: Balance,
    },
    /// Both sides and neither, without conviction.
    SplitAbstain {
        /// For it.
        aye: Balance,
        /// Against it.
        nay: Balance,
        /// Neither, but it counts as support.
        abstain: Balance,
    },
}

impl AccountVote<Units> {
    /// The balance behind it, unless 128 bits do not hold it.
    pub fn checked_balance(self) -> Option<Units> {
        match self {
            Self::Standard { balance, .. } => Some(balance),
            Self::Split { aye, nay } => aye.checked_add(nay),
            Self::SplitAbstain { aye, nay, abstain } => aye.checked_add(nay)?.checked_add(abstain),
        }
    }

    /// The balance behind it. What was once counted fits.
    pub fn balance(self) -> Units {
        self.checked_balance().unwrap_or(Units::MAX)
    }

    /// The side that delegations follow, if it takes one.
    pub fn side(self) -> Option<bool> {
        match self {
            Self::Standard { vote, .. } => Some(vote.aye),
            _ => None,
        }
    }

    /// What it counts together with the delegations it would carry.
    pub fn count(self, carried: Power) -> Result<Count, Miscount> {
        match self {
            Self::Standard { vote, balance } => {
                let own = voting::power(balance, vote.conviction.number())?;
                Ok(voting::one_way(vote.aye, own.plus(carried)?))
            }
            Self::Split { aye, nay } => voting::split(aye, nay, 0),
            Self::SplitAbstain { aye, nay, abstain } => voting::split(aye, nay, abstain),
        }
    }

    /// For how many periods it is locked after a poll that ended like this; none for who has lost.
    pub fn lock_periods(self, approved: bool) -> u32 {
        match self {
            Self::Standard { vote, .. } if vote.aye == approved => vote.conviction.lock_periods(),
            _ => 0,
        }
    }

    /// The same with at most `most` behind it.
    pub fn cut(self, most: Units) -> Self {
        match self {
            Self::Standard { vote, balance } => Self::Standard { vote, balance: balance.min(most) },
            Self::Split { aye, nay } => {
                let [aye, nay, _] = voting::cut([aye, nay, 0], most);
                Self::Split { aye, nay }
            }
            Self::SplitAbstain { aye, nay, abstain } => {
                let [aye, nay, abstain] = voting::cut([aye, nay, abstain], most);
                Self::SplitAbstain { aye, nay, abstain }
            }
        }
    }
}

/// A lock of votes and delegations that are no longer there: up to which block, and how much.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
#[scale_info(replace_segment("pallet_governance", "pallet_conviction_voting"))]
pub struct PriorLock<BlockNumber, Balance>(BlockNumber, Balance);

impl<BlockNumber: Ord + Copy + Zero, Balance: Ord + Copy + Zero> PriorLock<BlockNumber, Balance> {
    /// How much is locked, even if it is over and nobody has looked yet.
    pub fn locked(&self) -> Balance {
        self.1
    }

    /// The first block in which it is over.
    pub fn until(&self) -> BlockNumber {
        self.0
    }

    /// Forgets it if it is over.
    pub fn expire(&mut self, now: BlockNumber) {
        if now >= self.0 {
            *self = Self(Zero::zero(), Zero::zero());
        }
    }

    /// Adds a lock. One that is over is neither added nor added to. Of two, the larger amount is locked
    /// to the later block: there is room for one.
    pub fn add(&mut self, now: BlockNumber, until: BlockNumber, amount: Balance) {
        self.expire(now);
        if now < until {
            *self = Self(self.0.max(until), self.1.max(amount));
        }
    }

    /// Locks no more than `most`.
    pub fn cut(&mut self, most: Balance) {
        self.1 = self.1.min(most);
    }

    /// Whether nothing is locked.
    pub fn is_none(&self) -> bool {
        self.1.is_zero()
    }
}

/// Somebody whose power follows somebody else.
#[derive(
    Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[scale_info(replace_segment("pallet_governance", "pallet_conviction_voting"))]
pub struct Delegating<Balance, AccountId, BlockNumber> {
    /// How much is delegated.
    pub balance: Balance,
    /// Whom it follows.
    pub target: AccountId,
    /// For how long it is locked after the delegation has ended.
    pub conviction: Conviction,
    /// What others have delegated to this account.
    pub delegations: Delegations<Balance>,
    /// What is locked by votes and delegations of before.
    pub prior: PriorLock<BlockNumber, Balance>,
}

/// Somebody who votes.
#[derive(
    Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[scale_info(
    skip_type_params(MaxVotes),
    replace_segment("pallet_governance", "pallet_conviction_voting")
)]
#[codec(mel_bound(Balance: MaxEncodedLen, BlockNumber: MaxEncodedLen, PollIndex: MaxEncodedLen))]
pub struct Casting<Balance, BlockNumber, PollIndex, MaxVotes: Get<u32>> {
    /// The votes, by ascending poll.
    pub votes: BoundedVec<(PollIndex, AccountVote<Balance>), MaxVotes>,
    /// What others have delegated to this account.
    pub delegations: Delegations<Balance>,
    /// What is locked by votes and delegations of before.
    pub prior: PriorLock<BlockNumber, Balance>,
}

/// What an account has in a track.
#[derive(
    Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[scale_info(
    skip_type_params(MaxVotes),
    replace_segment("pallet_governance", "pallet_conviction_voting")
)]
#[codec(mel_bound(
    Balance: MaxEncodedLen,
    AccountId: MaxEncodedLen,
    BlockNumber: MaxEncodedLen,
    PollIndex: MaxEncodedLen,
))]
pub enum Voting<Balance, AccountId, BlockNumber, PollIndex, MaxVotes: Get<u32>> {
    /// It votes.
    Casting(Casting<Balance, BlockNumber, PollIndex, MaxVotes>),
    /// It follows somebody, but where it votes by itself.
    Delegating(Delegating<Balance, AccountId, BlockNumber>),
}

impl<Balance: Default, AccountId, BlockNumber: Default, PollIndex, MaxVotes: Get<u32>> Default
    for Voting<Balance, AccountId, BlockNumber, PollIndex, MaxVotes>
{
    fn default() -> Self {
        Self::Casting(Casting {
            votes: BoundedVec::new(),
            delegations: Delegations::default(),
            prior: PriorLock::default(),
        })
    }
}

impl<Balance, AccountId, BlockNumber, PollIndex, MaxVotes: Get<u32>>
    Voting<Balance, AccountId, BlockNumber, PollIndex, MaxVotes>
{
    /// What others have delegated to the account.
    pub fn delegations(&self) -> &Delegations<Balance> {
        match self {
            Self::Casting(casting) => &casting.delegations,
            Self::Delegating(delegating) => &delegating.delegations,
        }
    }

    /// The same, to be changed.
    pub fn delegations_mut(&mut self) -> &mut Delegations<Balance> {
        match self {
            Self::Casting(casting) => &mut casting.delegations,
            Self::Delegating(delegating) => &mut delegating.delegations,
        }
    }

    /// What is locked by votes and delegations of before.
    pub fn prior(&self) -> &PriorLock<BlockNumber, Balance> {
        match self {
            Self::Casting(casting) => &casting.prior,
            Self::Delegating(delegating) => &delegating.prior,
        }
    }

    /// The same, to be changed.
    pub fn prior_mut(&mut self) -> &mut PriorLock<BlockNumber, Balance> {
        match self {
            Self::Casting(casting) => &mut casting.prior,
            Self::Delegating(delegating) => &mut delegating.prior,
        }
    }
}
