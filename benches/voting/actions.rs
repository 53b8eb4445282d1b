//! The same thing done in either pallet, by the same account, through the runtime's call.

use super::runtime::{AccountId, Balance, RuntimeCall, RuntimeOrigin, TRACK};
use crate::rewards::actions::person;
use frame_support::dispatch::DispatchResult;
use pallet_governance::PollIndex;
use sp_runtime::traits::Dispatchable;

/// Submits the referenda.
pub(super) const PROPOSER: u32 = 0;
/// Can vote on one more poll.
pub(super) const NEWCOMER: u32 = 1;
/// Has voted on as many as there are to be.
pub(super) const VOTER: u32 = 2;
/// Has done nothing yet.
const DELEGATOR: u32 = 3;
/// Follows the delegate.
pub(super) const FOLLOWER: u32 = 4;
/// Has more locked than its votes ask for.
pub(super) const FREED: u32 = 5;
/// Has voted on the poll that was killed, and on all others but the first.
pub(super) const CLEARED: u32 = 6;
/// Has voted on as many polls as there are to be, and is followed.
pub(super) const DELEGATE: u32 = 7;
/// The first of those who follow it besides.
pub(super) const CROWD: u32 = 8;
/// What is behind every vote and every delegation. Twice that is more than was locked.
pub const STAKE: Balance = 1_000_000_000_000;

/// Whose pallet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Ours.
    Ours,
    /// The SDK's.
    Theirs,
}

impl Whose {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::Ours, Self::Theirs];

    /// In a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Theirs => "theirs",
        }
    }
}

/// A call that both pallets have.
#[derive(Clone, Copy)]
pub(super) enum Deed {
    Vote { poll: PollIndex, aye: bool, balance: Balance },
    Remove { poll: PollIndex },
    RemoveOther { target: u32, poll: PollIndex },
    Delegate { to: u32 },
    Undelegate,
    Unlock { target: u32 },
}

/// The calls of both have the same names and parameters.
macro_rules! call {
    ($deed:expr, $pallet:ident) => {{
        use $pallet::{AccountVote, Call, Conviction, Vote};
        let (class, conviction) = (TRACK, Conviction::Locked1x);
        match $deed {
            Deed::Vote { poll: poll_index, aye, balance } => {
                let vote = AccountVote::Standard { vote: Vote { aye, conviction }, balance };
                Call::vote { poll_index, vote }.into()
            }
            Deed::Remove { poll: index } => Call::remove_vote { class: Some(class), index }.into(),
            Deed::RemoveOther { target, poll: index } => {
                Call::remove_other_vote { target: person(target), class, index }.into()
            }
            Deed::Delegate { to } => {
                Call::delegate { class, to: person(to), conviction, balance: STAKE }.into()
            }
            Deed::Undelegate => Call::undelegate { class }.into(),
            Deed::Unlock { target } => Call::unlock { class, target: person(target) }.into(),
        }
    }};
}

impl Deed {
    /// The call of one of the pallets.
    pub(super) fn call(self, whose: Whose) -> RuntimeCall {
        match whose {
            Whose::Ours => call!(self, pallet_governance),
            Whose::Theirs => call!(self, pallet_conviction_voting),
        }
    }
}

/// What is measured.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Vote on one more poll with what is locked already, if there was a vote.
    VoteNew,
    /// The same with more than is locked.
    VoteNewMore,
    /// Take the other side on a poll, with the same balance.
    VoteAgain,
    /// The same with more than is locked.
    VoteAgainMore,
    /// The same as `VoteAgain` by who is followed.
    DelegateVotes,
    /// Take a vote back.
    Remove,
    /// Clear away somebody's vote on a poll that was killed.
    RemoveOther,
    /// Follow somebody.
    Delegate,
    /// Follow nobody any more.
    Undelegate,
    /// Lower a lock.
    Unlock,
}

impl Action {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::VoteNew,
        Self::VoteNewMore,
        Self::VoteAgain,
        Self::VoteAgainMore,
        Self::DelegateVotes,
        Self::Remove,
        Self::RemoveOther,
        Self::Delegate,
        Self::Undelegate,
        Self::Unlock,
    ];

    /// In a few words.
    pub fn name(self) -> &'static str {
        match self {
            Self::VoteNew => "vote, new",
            Self::VoteNewMore => "vote, new, more",
            Self::VoteAgain => "vote, existing",
            Self::VoteAgainMore => "vote, existing, more",
            Self::DelegateVotes => "vote of a delegate",
            Self::Remove => "remove",
            Self::RemoveOther => "remove other",
            Self::Delegate => "delegate",
            Self::Undelegate => "undelegate",
            Self::Unlock => "unlock",
        }
    }

    /// Who does it.
    pub fn who(self) -> AccountId {
        person(match self {
            Self::VoteNew | Self::VoteNewMore | Self::RemoveOther | Self::Unlock => NEWCOMER,
            Self::VoteAgain | Self::VoteAgainMore | Self::Remove => VOTER,
            Self::DelegateVotes => DELEGATE,
            Self::Delegate => DELEGATOR,
            Self::Undelegate => FOLLOWER,
        })
    }

    /// Whose votes or locks it is about.
    pub(super) fn of(self) -> AccountId {
        match self {
            Self::RemoveOther => person(CLEARED),
            Self::Unlock => person(FREED),
            _ => self.who(),
        }
    }

    /// The call of one of the pallets, where voters have so many votes.
    pub fn call(self, whose: Whose, votes: u32) -> RuntimeCall {
        let vote = |poll, aye, balance| Deed::Vote { poll, aye, balance };
        let deed = match self {
            Self::VoteNew => vote(votes - 1, true, STAKE),
            Self::VoteNewMore => vote(votes - 1, true, 2 * STAKE),
            Self::VoteAgain | Self::DelegateVotes => vote(0, false, STAKE),
            Self::VoteAgainMore => vote(0, false, 2 * STAKE),
            Self::Remove => Deed::Remove { poll: 0 },
            Self::RemoveOther => Deed::RemoveOther { target: CLEARED, poll: votes },
            Self::Delegate => Deed::Delegate { to: DELEGATE },
            Self::Undelegate => Deed::Undelegate,
            Self::Unlock => Deed::Unlock { target: FREED },
        };
        deed.call(whose)
    }
}

/// Dispatches a call as a block does.
pub fn dispatch(call: RuntimeCall, who: AccountId) -> DispatchResult {
    let done = call.dispatch(RuntimeOrigin::signed(who));
    done.map(drop).map_err(|failed| failed.error)
}
