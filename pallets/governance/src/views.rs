//! What can be asked without a transaction, as of the next block: the first in which one can follow.
//! The same functions say what is over to the answers and to `release`.
//!
//! The work is bounded by the number of tracks times `MaxVotes`.

use crate::{
    actions::row::{Ground, Row},
    AccountVote, ClassLocksFor, Config, Delegating, Delegations, Pallet, PollIndex, TrackId,
    Voting,
};
use alloc::{vec, vec::Vec};
use core::cmp::Reverse;
use frame_support::traits::Polling;
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::traits::{One, Saturating};
use tidewater_primitives::{
    apis::governance::{
        Delegated, DelegatedPower, Following, Lock, LockCause, LockPart, Locks, PollVote, Release,
        TrackVotes, VoteInfo, WithheldOn,
    },
    Balance,
};

impl<T: Config> Pallet<T> {
    /// The block after the one whose state is asked.
    fn next() -> BlockNumberFor<T> {
        frame_system::Pallet::<T>::block_number().saturating_add(One::one())
    }

    /// All tracks, in their order.
    fn tracks() -> Vec<TrackId> {
        let mut tracks = T::Polls::classes();
        tracks.sort_unstable();
        tracks
    }

    /// The first block, from the next one on, in which what keeps a balance locked is over.
    fn over_after(ground: Ground<BlockNumberFor<T>>) -> Option<BlockNumberFor<T>> {
        Self::over_from(ground).map(|from| from.max(Self::next()))
    }

    /// The votes of an account.
    pub fn votes_of(who: &T::AccountId) -> Vec<TrackVotes<BlockNumberFor<T>>> {
        let of_track = |track| {
            let row = Row::<T>::load(who, track);
            let overrides = row.follows();
            let votes = row.votes().iter();
            let votes = votes.map(|(poll, vote)| Self::poll_vote(*poll, *vote, overrides));
            TrackVotes { track, votes: votes.collect() }
        };
        let all = Self::tracks().into_iter().map(of_track);
        all.filter(|of_track| !of_track.votes.is_empty()).collect()
    }

    fn poll_vote(
        poll: PollIndex,
        vote: AccountVote<Balance>,
        overrides: bool,
    ) -> PollVote<BlockNumberFor<T>> {
        let until = Self::over_after(Ground::Vote(poll, vote));
        // Of a vote it is unknown only while the poll goes on.
        let (ongoing, locked) = (until.is_none(), vote.balance());
        PollVote { poll, vote: vote.into(), overrides, ongoing, locked, until }
    }

    /// Whom an account follows, and what has been delegated to it.
    pub fn delegations_of(who: &T::AccountId) -> Vec<Delegated<T::AccountId>> {
        let of_track = |track| {
            let row = Row::<T>::load(who, track);
            let following = match &row.voting {
                Voting::Casting(_) => None,
                Voting::Delegating(Delegating { target, conviction, balance, .. }) => {
                    let (to, conviction) = (target.clone(), conviction.number());
                    Some(Following { to, conviction, balance: *balance })
                }
            };
            let received = *row.voting.delegations();
            let anything = following.is_some() || !received.is_none();
            anything.then(|| Delegated {
                track,
                following,
                received: received.into(),
                withheld: Self::withheld_from(&row),
            })
        };
        Self::tracks().into_iter().filter_map(of_track).collect()
    }

    /// What the votes of a row on polls that go on do not carry.
    fn withheld_from(row: &Row<T>) -> Vec<WithheldOn> {
        let polls = row.votes().iter().map(|(poll, _)| *poll);
        let ongoing = polls.filter(|poll| T::Polls::as_ongoing(*poll).is_some());
        ongoing.map(|poll| WithheldOn { poll, power: row.withheld(poll).into() }).collect()
    }

    /// What an account has locked, why, and what can be released.
    pub fn locks_of(who: &T::AccountId) -> Locks<BlockNumberFor<T>> {
        let mut tracks: Vec<_> = ClassLocksFor::<T>::get(who)
            .into_iter()
            .map(|(track, locked)| Self::lock_of(who, track, locked))
            .collect();
        tracks.sort_unstable_by_key(|lock| lock.track);
        let frozen = Self::locked(who);
        let stays = tracks.iter().map(|lock| lock.locked.saturating_sub(lock.releasable));
        let releasable = frozen.saturating_sub(stays.fold(0, Balance::max));
        Locks { frozen, releasable, tracks }
    }

    fn lock_of(who: &T::AccountId, track: TrackId, locked: Balance) -> Lock<BlockNumberFor<T>> {
        let (row, next) = (Row::<T>::load(who, track), Self::next());
        let follows = row.follows();
        let asking = row.grounds().filter(|(_, amount)| *amount > 0);
        let mut parts: Vec<_> = asking
            .map(|(ground, amount)| LockPart {
                cause: cause(ground, follows),
                amount,
                until: Self::over_after(ground),
            })
            .collect();
        if row.to_lock() < locked {
            parts.push(LockPart { cause: LockCause::Gone, amount: locked, until: Some(next) });
        }
        let releases = releases(&parts);
        let at_once = releases.first().filter(|release| release.at == next);
        let releasable = at_once.map_or(0, |release| locked.saturating_sub(release.left));
        Lock { track, locked, releasable, parts, releases }
    }
}

fn cause<BlockNumber>(ground: Ground<BlockNumber>, follows: bool) -> LockCause {
    match ground {
        Ground::Vote(poll, _) if follows => LockCause::Override { poll },
        Ground::Vote(poll, _) => LockCause::Vote { poll },
        Ground::Delegation => LockCause::Delegation,
        Ground::Before(_) => LockCause::Prior,
    }
}

/// In which blocks less has to stay locked than before: all that ends in one goes together, and what ends
/// later, or has no end, still locks the most of what it asks for.
fn releases<BlockNumber: Copy + Ord>(parts: &[LockPart<BlockNumber>]) -> Vec<Release<BlockNumber>> {
    let endless = parts.iter().filter(|part| part.until.is_none());
    let mut left = endless.map(|part| part.amount).fold(0, Balance::max);
    let mut ends: Vec<_> =
        parts.iter().filter_map(|part| part.until.map(|at| (at, part.amount))).collect();
    // From the last block backwards, in each the largest first: the smaller ones are within it.
    ends.sort_unstable_by_key(|end| Reverse(*end));
    let mut releases = vec![];
    for (at, amount) in ends {
        if amount > left {
            releases.push(Release { at, left });
            left = amount;
        }
    }
    releases.reverse();
    releases
}

impl From<AccountVote<Balance>> for VoteInfo {
    fn from(vote: AccountVote<Balance>) -> Self {
        match vote {
            AccountVote::Standard { vote, balance } => {
                Self::Standard { aye: vote.aye, conviction: vote.conviction.number(), balance }
            }
            AccountVote::Split { aye, nay } => Self::Split { aye, nay },
            AccountVote::SplitAbstain { aye, nay, abstain } => {
                Self::SplitAbstain { aye, nay, abstain }
            }
        }
    }
}

impl From<Delegations<Balance>> for DelegatedPower {
    fn from(delegations: Delegations<Balance>) -> Self {
        Self { votes: delegations.votes, capital: delegations.capital }
    }
}
