//! What an account has in a track, its own votes included, wherever they are stored.

use crate::{
    AccountVote, Casting, Config, Delegating, Delegations, Error, Overrides, PollIndex, TrackId,
    VotesOf, Voting, VotingFor, VotingOf, Withheld,
};
use core::mem;
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::DispatchError;
use tidewater_math::voting::{self, Power};
use tidewater_primitives::Balance;

/// What keeps a balance locked.
#[derive(Clone, Copy)]
pub(crate) enum Ground<BlockNumber> {
    /// A vote of the account's own on a poll.
    Vote(PollIndex, AccountVote<Balance>),
    /// It is delegated.
    Delegation,
    /// Votes and delegations of before, up to this block.
    Before(BlockNumber),
}

/// An account's row, read as a whole and written as a whole.
pub(crate) struct Row<T: Config> {
    /// Whose.
    pub(crate) who: T::AccountId,
    /// In which track.
    pub(crate) class: TrackId,
    /// What is stored where clients look.
    pub(crate) voting: VotingOf<T>,
    /// The own votes of who delegates; empty for who does not.
    overrides: VotesOf<T>,
    /// Whether overrides are stored: only then is something removed.
    stored: bool,
}

impl<T: Config> Row<T> {
    /// Reads it.
    pub(crate) fn load(who: &T::AccountId, class: TrackId) -> Self {
        let voting = VotingFor::<T>::get(who, class);
        let overrides = match voting {
            Voting::Casting(_) => VotesOf::<T>::default(),
            Voting::Delegating(_) => Overrides::<T>::get(who, class),
        };
        let stored = !overrides.is_empty();
        Self { who: who.clone(), class, voting, overrides, stored }
    }

    /// Writes it. There is no row of nothing.
    pub(crate) fn save(self) {
        let Self { who, class, voting, overrides, stored } = self;
        match &voting {
            Voting::Casting(Casting { votes, delegations, prior }) => {
                if votes.is_empty() && delegations.is_none() && prior.is_none() {
                    VotingFor::<T>::remove(&who, class);
                    return;
                }
            }
            Voting::Delegating(_) if !overrides.is_empty() => {
                Overrides::<T>::insert(&who, class, overrides);
            }
            Voting::Delegating(_) if stored => Overrides::<T>::remove(&who, class),
            Voting::Delegating(_) => {}
        }
        VotingFor::<T>::insert(&who, class, voting);
    }

    /// The account's own votes, by ascending poll.
    pub(crate) fn votes(&self) -> &VotesOf<T> {
        match &self.voting {
            Voting::Casting(casting) => &casting.votes,
            Voting::Delegating(_) => &self.overrides,
        }
    }

    fn votes_mut(&mut self) -> &mut VotesOf<T> {
        match &mut self.voting {
            Voting::Casting(casting) => &mut casting.votes,
            Voting::Delegating(_) => &mut self.overrides,
        }
    }

    /// Its own vote on a poll.
    pub(crate) fn vote_on(&self, poll: PollIndex) -> Option<AccountVote<Balance>> {
        let votes = self.votes();
        let at = votes.binary_search_by_key(&poll, |(poll, _)| *poll).ok()?;
        votes.get(at).map(|(_, vote)| *vote)
    }

    /// Votes, and says what the vote was before.
    pub(crate) fn put(
        &mut self,
        poll: PollIndex,
        vote: AccountVote<Balance>,
    ) -> Result<Option<AccountVote<Balance>>, Error<T>> {
        let votes = self.votes_mut();
        match votes.binary_search_by_key(&poll, |(poll, _)| *poll) {
            Ok(at) => Ok(votes.get_mut(at).map(|(_, before)| mem::replace(before, vote))),
            Err(at) => {
                votes.try_insert(at, (poll, vote)).map_err(|_| Error::<T>::MaxVotesReached)?;
                Ok(None)
            }
        }
    }

    /// Forgets the vote on a poll, and says what it was.
    pub(crate) fn take(&mut self, poll: PollIndex) -> Option<AccountVote<Balance>> {
        let votes = self.votes_mut();
        let at = votes.binary_search_by_key(&poll, |(poll, _)| *poll).ok()?;
        Some(votes.remove(at).1)
    }

    /// Forgets the lock of before if it is over. Says whether there was one.
    pub(crate) fn expire(&mut self) -> bool {
        let before = *self.voting.prior();
        self.voting.prior_mut().expire(frame_system::Pallet::<T>::block_number());
        before != *self.voting.prior()
    }

    /// Whether it follows somebody: then its own votes are overrides.
    pub(crate) fn follows(&self) -> bool {
        matches!(self.voting, Voting::Delegating(_))
    }

    /// Who is followed, and with which power.
    pub(crate) fn delegation(&self) -> Result<Option<(T::AccountId, Power)>, Error<T>> {
        match &self.voting {
            Voting::Casting(_) => Ok(None),
            Voting::Delegating(Delegating { target, balance, conviction, .. }) => {
                let power = voting::power(*balance, conviction.number())?;
                Ok(Some((target.clone(), power)))
            }
        }
    }

    /// The delegations that a vote of the account on one side of a poll carries: those it has received,
    /// less what is withheld there.
    pub(crate) fn carried(&self, poll: PollIndex) -> Result<Power, DispatchError> {
        let received = self.voting.delegations();
        if received.is_none() {
            return Ok(Power::NONE);
        }
        Ok(received.power().minus(self.withheld(poll).power()).map_err(Error::<T>::from)?)
    }

    /// What is withheld on a poll of the delegations that the account has received.
    pub(crate) fn withheld(&self, poll: PollIndex) -> Delegations<Balance> {
        Withheld::<T>::get(&self.who, poll)
    }

    /// All that keeps something locked, and how much: votes by ascending poll, what is delegated, and what
    /// is still locked of before.
    pub(crate) fn grounds(
        &self,
    ) -> impl Iterator<Item = (Ground<BlockNumberFor<T>>, Balance)> + '_ {
        let votes = self.votes().iter();
        let votes = votes.map(|(poll, vote)| (Ground::Vote(*poll, *vote), vote.balance()));
        let delegated = match &self.voting {
            Voting::Casting(_) => None,
            Voting::Delegating(delegating) => Some((Ground::Delegation, delegating.balance)),
        };
        let prior = self.voting.prior();
        votes.chain(delegated).chain([(Ground::Before(prior.until()), prior.locked())])
    }

    /// What has to be locked for it: the most of what is behind a vote, what is delegated, and what is
    /// still locked of before. Never a sum, for no unit counts twice on a poll.
    pub(crate) fn to_lock(&self) -> Balance {
        self.grounds().map(|(_, amount)| amount).fold(0, Balance::max)
    }

    /// Lets it follow nobody: overrides become votes. Says what they are.
    pub(crate) fn stop_delegating(&mut self) -> &VotesOf<T> {
        if let Voting::Delegating(Delegating { delegations, prior, .. }) = &self.voting {
            let (delegations, prior) = (*delegations, *prior);
            let votes = mem::take(&mut self.overrides);
            if mem::take(&mut self.stored) {
                Overrides::<T>::remove(&self.who, self.class);
            }
            self.voting = Voting::Casting(Casting { votes, delegations, prior });
        }
        self.votes()
    }
}
