//! What can be asked of governance without sending a transaction: an account's votes, delegations and
//! locks. The answers about referenda are in [`super::referenda`].

use crate::{
    apis::referenda::{NoPreview, Preview, Referendum},
    AccountId, Balance, BlockNumber,
};
use alloc::vec::Vec;
use codec::{Codec, Decode, Encode};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// The number of a track. Clients call it a class.
pub type TrackId = u16;

/// The number of a poll: a referendum's.
pub type PollIndex = u32;

/// What an account says on a poll. Balances are in the smallest unit of TIDE and unweighed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum VoteInfo {
    /// One side. It carries the delegations that the account has received.
    Standard {
        /// Whether it is for the proposal.
        aye: bool,
        /// For how long it may be locked, from 0 for not at all, a tenth of a vote, to 6 for the longest.
        conviction: u8,
        /// How much is behind it.
        #[serde(with = "crate::apis::amount")]
        balance: Balance,
    },
    /// Both sides, without conviction.
    Split {
        /// For it.
        #[serde(with = "crate::apis::amount")]
        aye: Balance,
        /// Against it.
        #[serde(with = "crate::apis::amount")]
        nay: Balance,
    },
    /// Both sides and neither, without conviction.
    SplitAbstain {
        /// For it.
        #[serde(with = "crate::apis::amount")]
        aye: Balance,
        /// Against it.
        #[serde(with = "crate::apis::amount")]
        nay: Balance,
        /// Neither, but it counts as support.
        #[serde(with = "crate::apis::amount")]
        abstain: Balance,
    },
}

/// A vote, and what it locks.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PollVote<BlockNumber> {
    /// On which poll.
    pub poll: PollIndex,
    /// What it says.
    pub vote: VoteInfo,
    /// Whether it overrides the account's delegation on the track.
    pub overrides: bool,
    /// Whether the poll still takes votes.
    pub ongoing: bool,
    /// How much it locks: all that is behind it.
    #[serde(with = "crate::apis::amount")]
    pub locked: Balance,
    /// The first block in which `release` clears it away, not before the next one; `None` while the poll
    /// takes votes.
    pub until: Option<BlockNumber>,
}

/// The votes of an account on the polls of a track.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TrackVotes<BlockNumber> {
    /// The track.
    pub track: TrackId,
    /// The votes by ascending poll, also those on polls that are over and not yet cleared away.
    pub votes: Vec<PollVote<BlockNumber>>,
}

/// Whom an account follows.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Following<AccountId> {
    /// The delegate.
    pub to: AccountId,
    /// For how long it is locked after the delegation has ended, from 0 for not at all to 6.
    pub conviction: u8,
    /// How much is delegated.
    #[serde(with = "crate::apis::amount")]
    pub balance: Balance,
}

/// Power that others have delegated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DelegatedPower {
    /// Balances, weighed by conviction, each rounded down.
    #[serde(with = "crate::apis::amount")]
    pub votes: Balance,
    /// The balances themselves.
    #[serde(with = "crate::apis::amount")]
    pub capital: Balance,
}

/// What a delegate's vote on a poll does not carry, for those it comes from vote there by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WithheldOn {
    /// The poll.
    pub poll: PollIndex,
    /// What is withheld of what the delegate has received, which can be nothing.
    pub power: DelegatedPower,
}

/// What an account has delegated, and what others have delegated to it, on a track.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Delegated<AccountId> {
    /// The track.
    pub track: TrackId,
    /// Whom the account follows, if anybody.
    pub following: Option<Following<AccountId>>,
    /// What others have delegated to it.
    pub received: DelegatedPower,
    /// For each poll that takes votes and that the account has voted on, by ascending poll: how much of
    /// `received` its vote does not carry.
    pub withheld: Vec<WithheldOn>,
}

/// Why something is locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LockCause {
    /// A vote.
    Vote {
        /// On which poll.
        poll: PollIndex,
    },
    /// A vote that overrides the account's delegation.
    Override {
        /// On which poll.
        poll: PollIndex,
    },
    /// It is delegated.
    Delegation,
    /// Votes and delegations that are gone, but for whose conviction it stays locked.
    Prior,
    /// Nothing any more: what was behind it is gone, and nobody has released it yet.
    Gone,
}

/// One reason for a lock. Reasons of the same track lock the same units: the largest counts, never the
/// sum.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LockPart<BlockNumber> {
    /// Why.
    pub cause: LockCause,
    /// How much it asks for.
    #[serde(with = "crate::apis::amount")]
    pub amount: Balance,
    /// The first block in which `release` drops this reason, not before the next one; `None` while its poll
    /// takes votes, or while it is delegated. A larger reason can go on locking the same units.
    pub until: Option<BlockNumber>,
}

/// A block in which less has to stay locked than before.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Release<BlockNumber> {
    /// The first block in which `release` leaves no more than `left` locked.
    pub at: BlockNumber,
    /// What it leaves locked on the track.
    #[serde(with = "crate::apis::amount")]
    pub left: Balance,
}

/// What an account has locked for a track.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Lock<BlockNumber> {
    /// The track.
    pub track: TrackId,
    /// How much is locked for it: the largest of `parts`.
    #[serde(with = "crate::apis::amount")]
    pub locked: Balance,
    /// By how much `release` lowers that in the next block.
    #[serde(with = "crate::apis::amount")]
    pub releasable: Balance,
    /// Why: votes by ascending poll, then what is delegated, what is left of before, and what is gone.
    pub parts: Vec<LockPart<BlockNumber>>,
    /// When less has to stay locked, by ascending block, as far as it is known: polls that take votes and
    /// delegations have no end yet, and what they ask for stays after the last of these.
    pub releases: Vec<Release<BlockNumber>>,
}

/// What an account has locked.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Locks<BlockNumber> {
    /// How much is frozen: the most that is locked for any track, never the sum.
    #[serde(with = "crate::apis::amount")]
    pub frozen: Balance,
    /// By how much that is lowered by `release` on every track in the next block.
    #[serde(with = "crate::apis::amount")]
    pub releasable: Balance,
    /// What is locked for each track, by ascending track.
    pub tracks: Vec<Lock<BlockNumber>>,
}

sp_api::decl_runtime_apis! {
    /// Votes, delegations, locks, and how referenda stand.
    ///
    /// Everything is told as of the next block, the first in which a transaction can follow.
    pub trait GovernanceApi<OriginCaller, Event>
    where
        OriginCaller: Codec,
        Event: Codec,
    {
        /// The votes of `who` by ascending track, where there are any.
        fn votes(who: AccountId) -> Vec<TrackVotes<BlockNumber>>;
        /// Whom `who` follows and what others have delegated to it, by ascending track, where there is
        /// anything of it.
        fn delegations(who: AccountId) -> Vec<Delegated<AccountId>>;
        /// What `who` has locked by track, why and until when, and what `release` would free.
        fn locks(who: AccountId) -> Locks<BlockNumber>;
        /// What `who` can vote with.
        fn voting_power(who: AccountId) -> Balance;
        /// A referendum that is not over: how it stands, and what becomes of it as things stand.
        fn referendum(index: PollIndex) -> Option<Referendum>;
        /// What a referendum's call would do if it were enacted now.
        fn preview(index: PollIndex) -> Result<Preview<Event>, NoPreview>;
        /// What a draft would do: an encoded call, with the origin of a track.
        fn preview_call(origin: OriginCaller, call: Vec<u8>) -> Result<Preview<Event>, NoPreview>;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// More than a number in JSON can say exactly.
    const LARGE: Balance = (1 << 100) + 1;

    #[test]
    fn amounts_are_strings_in_json_and_names_are_those_of_javascript() {
        let vote = VoteInfo::SplitAbstain { aye: LARGE, nay: 0, abstain: 7 };
        let told = PollVote {
            poll: 3,
            vote,
            overrides: true,
            ongoing: false,
            locked: LARGE,
            until: Some(12u32),
        };
        let large = LARGE.to_string();
        let expected = json!({
            "poll": 3,
            "vote": { "splitAbstain": { "aye": large, "nay": "0", "abstain": "7" } },
            "overrides": true,
            "ongoing": false,
            "locked": large,
            "until": 12,
        });
        let text = serde_json::to_value(&told).expect("it is plain data");
        assert_eq!(text, expected);
        assert_eq!(serde_json::from_value::<PollVote<u32>>(text).expect("it reads"), told);
    }

    #[test]
    fn why_something_is_locked_is_told_by_name() {
        let part = |cause| LockPart { cause, amount: LARGE, until: None::<u32> };
        let cause = |cause| {
            let text = serde_json::to_value(part(cause)).expect("it is plain data");
            assert_eq!(text["amount"], LARGE.to_string());
            assert_eq!(text["until"], json!(null));
            text["cause"].clone()
        };
        assert_eq!(cause(LockCause::Override { poll: 9 }), json!({ "override": { "poll": 9 } }));
        assert_eq!(cause(LockCause::Prior), json!("prior"));
    }
}
