//! What must always hold, in words and then in code.
//!
//! - **I1** What is frozen in an account is the most of what it has locked by track, and no track is
//!   there twice or with nothing.
//! - **I2** Of each account and track, at least as much is locked as its votes, its delegation and its
//!   lock of before ask for.
//! - **I3** What an account has received in delegations is what those who follow it have delegated.
//! - **I4** What is withheld from a delegate on a poll is the power of those who follow it and vote there
//!   by themselves; there is no row of nothing.
//! - **I5** No vote of a delegate carries less than nothing.
//! - **I6** Only who delegates has overrides. Votes are in order, one for each poll, and no row is empty.
//! - **I7** The tally of a poll that takes votes is what the votes on it count, each with the delegations
//!   it carries, and all of them are in the poll's track.
//! - **I8** Only accounts with something locked are marked.
//!
//! Each check compares two numbers that were come by in different ways.

use crate::{
    AccountVote, Casting, ClassLocksFor, Config, Delegating, FreezeReason, Marked, Overrides,
    Pallet, PollIndex, TrackId, Voting, VotingFor, Withheld,
};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};
use frame_support::{
    ensure,
    traits::{fungible::InspectFreeze, Polling},
};
use sp_runtime::TryRuntimeError;
use tidewater_math::voting::{self, Count, Power};
use tidewater_primitives::Balance;

/// Whether an invariant holds.
type Checked = Result<(), TryRuntimeError>;
/// A vote of an account in a track.
type Own<T> = (<T as frame_system::Config>::AccountId, TrackId, PollIndex, AccountVote<Balance>);
/// A delegation in a track: from whom, to whom, and how much.
type Followed<T> = (
    <T as frame_system::Config>::AccountId,
    TrackId,
    <T as frame_system::Config>::AccountId,
    Power,
);

impl<T: Config> Pallet<T> {
    /// Checks all invariants; the error names the first that is broken.
    pub fn check_invariants() -> Checked {
        Self::i1_freezes_are_the_most_of_the_locks()?;
        Self::i2_enough_is_locked()?;
        Self::i3_delegations_add_up()?;
        Self::i4_withheld_adds_up()?;
        Self::i5_no_more_is_withheld_than_received()?;
        Self::i6_rows_are_sound()?;
        Self::i7_tallies_add_up()?;
        Self::i8_marks_are_of_voters()
    }

    fn i1_freezes_are_the_most_of_the_locks() -> Checked {
        for locks in ClassLocksFor::<T>::iter_values() {
            let classes: BTreeSet<TrackId> = locks.iter().map(|(class, _)| *class).collect();
            ensure!(classes.len() == locks.len(), "I1: a track is locked twice");
            ensure!(locks.iter().all(|(_, amount)| *amount > 0), "I1: nothing is locked");
        }
        let voters = VotingFor::<T>::iter_keys().map(|(who, _)| who);
        for who in voters.chain(ClassLocksFor::<T>::iter_keys()) {
            let frozen = T::Currency::balance_frozen(&FreezeReason::Voting.into(), &who);
            let locks = ClassLocksFor::<T>::get(&who);
            let most = locks.iter().map(|(_, amount)| *amount).max().unwrap_or(0);
            ensure!(frozen == most, "I1: what is frozen is not what is locked");
        }
        Ok(())
    }

    fn i2_enough_is_locked() -> Checked {
        let mut asked: BTreeMap<(T::AccountId, TrackId), Balance> = BTreeMap::new();
        let mut ask = |who, class, amount| {
            let most = asked.entry((who, class)).or_insert(0);
            *most = (*most).max(amount);
        };
        for (who, class, voting) in VotingFor::<T>::iter() {
            ask(who.clone(), class, voting.prior().locked());
            if let Voting::Delegating(Delegating { balance, .. }) = voting {
                ask(who, class, balance);
            }
        }
        for (who, class, _, vote) in Self::all_votes() {
            let balance = vote.checked_balance().ok_or("I2: a vote is out of range")?;
            ask(who, class, balance);
        }
        for ((who, class), amount) in asked {
            let locks = ClassLocksFor::<T>::get(&who);
            let locked = locks.iter().find(|(of, _)| *of == class).map_or(0, |(_, amount)| *amount);
            ensure!(locked >= amount, "I2: less is locked than votes");
        }
        Ok(())
    }

    /// All votes that accounts have given themselves.
    fn all_votes() -> Vec<Own<T>> {
        let cast = VotingFor::<T>::iter().filter_map(|(who, class, voting)| match voting {
            Voting::Casting(Casting { votes, .. }) => Some((who, class, votes)),
            Voting::Delegating(_) => None,
        });
        cast.chain(Overrides::<T>::iter())
            .flat_map(|(who, class, votes)| {
                votes.into_iter().map(move |(poll, vote)| (who.clone(), class, poll, vote))
            })
            .collect()
    }

    /// All delegations.
    fn all_delegations() -> Result<Vec<Followed<T>>, TryRuntimeError> {
        let mut all = Vec::new();
        for (who, class, voting) in VotingFor::<T>::iter() {
            if let Voting::Delegating(Delegating { target, balance, conviction, .. }) = voting {
                let power = voting::power(balance, conviction.number())
                    .map_err(|_| "I3: a delegation is out of range")?;
                all.push((who, class, target, power));
            }
        }
        Ok(all)
    }

    fn i3_delegations_add_up() -> Checked {
        let mut sums: BTreeMap<(T::AccountId, TrackId), Power> = BTreeMap::new();
        for (_, class, target, power) in Self::all_delegations()? {
            let sum = sums.entry((target, class)).or_default();
            *sum = sum.plus(power).map_err(|_| "I3: delegations are out of range")?;
        }
        for (who, class, voting) in VotingFor::<T>::iter() {
            let sum = sums.remove(&(who, class)).unwrap_or_default();
            ensure!(voting.delegations().power() == sum, "I3: delegations do not add up");
        }
        let nothing = sums.values().all(|power| *power == Power::NONE);
        ensure!(nothing, "I3: a delegation was not received");
        Ok(())
    }

    fn i4_withheld_adds_up() -> Checked {
        let mut sums: BTreeMap<(T::AccountId, PollIndex), Power> = BTreeMap::new();
        for (who, class, target, power) in Self::all_delegations()? {
            for (poll, _) in Overrides::<T>::get(&who, class) {
                let sum = sums.entry((target.clone(), poll)).or_default();
                *sum = sum.plus(power).map_err(|_| "I4: overrides are out of range")?;
            }
        }
        for (delegate, poll, withheld) in Withheld::<T>::iter() {
            ensure!(!withheld.is_none(), "I4: nothing is withheld");
            let sum = sums.remove(&(delegate, poll)).unwrap_or_default();
            ensure!(withheld.power() == sum, "I4: what is withheld does not add up");
        }
        let nothing = sums.values().all(|power| *power == Power::NONE);
        ensure!(nothing, "I4: an override withholds nothing");
        Ok(())
    }

    pub(crate) fn i5_no_more_is_withheld_than_received() -> Checked {
        for (who, class, poll, _) in Self::all_votes() {
            let received = VotingFor::<T>::get(&who, class).delegations().power();
            let carried = received.minus(Withheld::<T>::get(&who, poll).power());
            ensure!(carried.is_ok(), "I5: a vote carries less than nothing");
        }
        Ok(())
    }

    fn i6_rows_are_sound() -> Checked {
        let in_order = |votes: &[(PollIndex, AccountVote<Balance>)]| {
            votes.windows(2).all(|pair| pair[0].0 < pair[1].0)
        };
        for (_, _, voting) in VotingFor::<T>::iter() {
            if let Voting::Casting(Casting { votes, delegations, prior }) = voting {
                ensure!(in_order(&votes), "I6: votes are not in order");
                let empty = votes.is_empty() && delegations.is_none() && prior.is_none();
                ensure!(!empty, "I6: a row is empty");
            }
        }
        for (who, class, votes) in Overrides::<T>::iter() {
            ensure!(in_order(&votes), "I6: overrides are not in order");
            ensure!(!votes.is_empty(), "I6: there are no overrides in a row");
            let delegates = matches!(VotingFor::<T>::get(who, class), Voting::Delegating(_));
            ensure!(delegates, "I6: an override overrides nothing");
        }
        Ok(())
    }

    fn i7_tallies_add_up() -> Checked {
        let mut counts: BTreeMap<PollIndex, Count> = BTreeMap::new();
        for (who, class, poll, vote) in Self::all_votes() {
            let Some((_, track)) = T::Polls::as_ongoing(poll) else { continue };
            ensure!(class == track, "I7: a vote is in the wrong track");
            let received = VotingFor::<T>::get(&who, class).delegations().power();
            let counted = received
                .minus(Withheld::<T>::get(&who, poll).power())
                .and_then(|carried| vote.count(carried))
                .and_then(|count| counts.get(&poll).copied().unwrap_or_default().plus(count))
                .map_err(|_| "I7: a vote is out of range")?;
            counts.insert(poll, counted);
        }
        for (poll, count) in counts {
            let tally = T::Polls::as_ongoing(poll).map(|(tally, _)| tally.count());
            ensure!(tally == Some(count), "I7: a tally does not add up");
        }
        Ok(())
    }

    fn i8_marks_are_of_voters() -> Checked {
        let locked = |who| ClassLocksFor::<T>::contains_key(who);
        ensure!(Marked::<T>::iter_keys().all(locked), "I8: an account without votes is marked");
        Ok(())
    }
}
