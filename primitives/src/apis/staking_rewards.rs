//! What can be asked of the staking rewards without sending a transaction.

use crate::{ids::CurrencyId, AccountId, Balance, BlockNumber};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// The id of a programme, given out by the chain in sequence from 0 and never twice.
pub type ProgrammeId = u32;

/// The place of a stream in its programme, from 0. It never changes.
pub type StreamIndex = u8;

/// The place of a lock tier in its programme, from 0. It never changes.
pub type TierIndex = u8;

/// How many streams of rewards a programme can have.
pub const MAX_STREAMS: u32 = 4;

/// How many lock tiers a programme can have.
pub const MAX_TIERS: u32 = 4;

/// For how long a stake is locked, and how much it weighs for it.
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
    Serialize,
    Deserialize,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Tier {
    /// How many blocks a stake stays locked after the last time something was added to it; none for no
    /// lock.
    pub blocks: BlockNumber,
    /// How much a staked unit weighs, in basis points: 10,000 without a lock.
    pub multiplier_bps: u32,
}

/// Whether a programme still takes stakes.
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
    Serialize,
    Deserialize,
)]
pub enum ProgrammeStatus {
    /// It does.
    Open,
    /// It does not, and all its streams have ended. Unstaking and claiming work for ever.
    Closed {
        /// The block in which it was closed.
        at: BlockNumber,
    },
}

/// A stream of rewards as it will be in the next block.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StreamInfo<AccountId> {
    /// In what it pays.
    pub currency: CurrencyId,
    /// Who gets what is not emitted.
    pub refund_to: AccountId,
    /// What all stakers together earn in a block, in 10^-9 units.
    #[serde(with = "crate::apis::amount")]
    pub rate: Balance,
    /// It pays for the blocks after this one.
    pub start: BlockNumber,
    /// The last block it pays for.
    pub end: BlockNumber,
    /// What was ever put into it.
    #[serde(with = "crate::apis::amount")]
    pub funded: Balance,
    /// What stakers have earned so far, whole units.
    #[serde(with = "crate::apis::amount")]
    pub emitted: Balance,
    /// What stakers have claimed so far.
    #[serde(with = "crate::apis::amount")]
    pub paid: Balance,
    /// What has gone back so far.
    #[serde(with = "crate::apis::amount")]
    pub refunded: Balance,
    /// Whether the next block pays: the stream runs and enough is staked.
    pub emitting: bool,
}

/// A programme as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProgrammeInfo<AccountId> {
    /// Its id.
    pub programme_id: ProgrammeId,
    /// What is staked in it.
    pub staked: CurrencyId,
    /// Who created it; nobody has created the protocol's own.
    pub creator: Option<AccountId>,
    /// Whether it takes stakes.
    pub status: ProgrammeStatus,
    /// Whether governance recommends to list it.
    pub listed: bool,
    /// Whether governance has lifted all locks.
    pub locks_lifted: bool,
    /// The least that can be staked in a tier.
    #[serde(with = "crate::apis::amount")]
    pub min_stake: Balance,
    /// Nothing is emitted while less than this is staked.
    #[serde(with = "crate::apis::amount")]
    pub min_total: Balance,
    /// Its lock tiers.
    pub tiers: Vec<Tier>,
    /// What is staked in all tiers together.
    #[serde(with = "crate::apis::amount")]
    pub total_staked: Balance,
    /// The same, each tier times its multiplier in basis points.
    #[serde(with = "crate::apis::amount")]
    pub total_power: Balance,
    /// Its streams, in their order.
    pub streams: Vec<StreamInfo<AccountId>>,
}

/// A stake in one tier.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StakeInfo {
    /// The tier.
    pub tier: TierIndex,
    /// How much is staked.
    #[serde(with = "crate::apis::amount")]
    pub amount: Balance,
    /// The first block in which it can be unstaked, if the lock does not lapse before; `None` if it can
    /// be unstaked in the next block.
    pub locked_until: Option<BlockNumber>,
}

/// What an account has in a programme.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PositionInfo {
    /// The programme.
    pub programme_id: ProgrammeId,
    /// What is staked in it.
    pub staked: CurrencyId,
    /// The stakes, one for each tier that has any.
    pub stakes: Vec<StakeInfo>,
    /// What the stakes weigh together.
    #[serde(with = "crate::apis::amount")]
    pub power: Balance,
    /// What a claim of each stream would pay in the next block.
    #[serde(with = "crate::apis::amounts")]
    pub claimable: Vec<Balance>,
}

sp_api::decl_runtime_apis! {
    /// Programmes, and what accounts have in them.
    ///
    /// Everything is told as of the next block, the first in which a transaction can follow.
    pub trait StakingRewardsApi {
        /// The programme with this id.
        fn programme(programme_id: ProgrammeId) -> Option<ProgrammeInfo<AccountId>>;
        /// Programmes by ascending id from `start`, at most `limit` and never more than 100.
        fn programmes(start: ProgrammeId, limit: u32) -> Vec<ProgrammeInfo<AccountId>>;
        /// What `who` has in a programme.
        fn position(who: AccountId, programme_id: ProgrammeId) -> Option<PositionInfo>;
        /// Everything `who` has staked or can claim, at most 100 programmes in no order.
        fn positions(who: AccountId) -> Vec<PositionInfo>;
        /// The most of `currency` that `who` can stake: the minimum balance stays free.
        fn max_stakeable(who: AccountId, currency: CurrencyId) -> Balance;
    }
}
