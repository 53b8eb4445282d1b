//! What the calls cost at worst, for `make weights`.
//!
//! Whoever votes has locks in all tracks and is a delegate of somebody who votes by itself, so that what
//! is withheld is read; whoever follows somebody has overrides. All polls take votes unless it is said
//! otherwise.

use crate::{
    AccountVote, Call, ClassLocksFor, Config, Conviction, Cursor, FreezeReason, Marked, Overrides,
    Pallet, PollIndex, TrackId, Vote, VotingFor, Withheld,
};
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::traits::{
    fungible::{Inspect, InspectFreeze},
    Get, Polling,
};
use frame_system::RawOrigin;
use sp_runtime::{
    traits::{Saturating, StaticLookup},
    Weight,
};
use tidewater_primitives::Balance;

/// What the benchmarks need and the pallet cannot do by itself.
pub trait BenchmarkHelper<AccountId> {
    /// Gives an account exactly `amount` of TIDE that is free, whatever it had and whatever is frozen.
    fn set_balance(who: &AccountId, amount: Balance);
}

/// What is behind the votes at first.
const AMOUNT: Balance = 1_000_000_000_000;
/// What everybody has.
const FORTUNE: Balance = 100 * AMOUNT;

fn funded<T: Config>(name: &'static str) -> T::AccountId {
    let who = account(name, 0, 0);
    T::BenchmarkHelper::set_balance(&who, FORTUNE);
    who
}

fn lookup<T: Config>(who: &T::AccountId) -> <T::Lookup as StaticLookup>::Source {
    T::Lookup::unlookup(who.clone())
}

fn class<T: Config>() -> TrackId {
    T::Polls::max_ongoing().0
}

fn aye(balance: Balance) -> AccountVote<Balance> {
    let vote = Vote { aye: true, conviction: Conviction::Locked1x };
    AccountVote::Standard { vote, balance }
}

fn poll<T: Config>(class: TrackId) -> Result<PollIndex, BenchmarkError> {
    T::Polls::create_ongoing(class).map_err(|()| BenchmarkError::Stop("no poll can be opened"))
}

fn end<T: Config>(poll: PollIndex, approved: bool) -> Result<(), BenchmarkError> {
    let ended = T::Polls::end_ongoing(poll, approved);
    ended.map_err(|()| BenchmarkError::Stop("the poll cannot be ended"))
}

/// Opens `count` polls of the track.
fn polls<T: Config>(count: u32) -> Result<Vec<PollIndex>, BenchmarkError> {
    (0..count).map(|_| poll::<T>(class::<T>())).collect()
}

fn vote_on<T: Config>(who: &T::AccountId, polls: &[PollIndex]) -> Result<(), BenchmarkError> {
    for poll in polls {
        Pallet::<T>::do_vote(who, *poll, aye(AMOUNT))?;
    }
    Ok(())
}

/// Lets `who` follow another account on the track.
fn follow<T: Config>(who: &T::AccountId, delegate: &T::AccountId) -> Result<(), BenchmarkError> {
    let (to, conviction) = (delegate.clone(), Conviction::Locked1x);
    Pallet::<T>::do_delegate(who, class::<T>(), to, conviction, AMOUNT)?;
    Ok(())
}

/// Lets `who` have a lock in every other track.
fn lock_elsewhere<T: Config>(who: &T::AccountId) -> Result<(), BenchmarkError> {
    for other in T::Polls::classes().into_iter().filter(|other| *other != class::<T>()) {
        Pallet::<T>::do_vote(who, poll::<T>(other)?, aye(AMOUNT))?;
    }
    Ok(())
}

/// A caller with locks in all other tracks whom somebody follows who votes by itself on `poll`.
fn followed_caller<T: Config>(polls: &[PollIndex]) -> Result<T::AccountId, BenchmarkError> {
    let (caller, follower) = (whitelisted_caller(), funded::<T>("follower"));
    T::BenchmarkHelper::set_balance(&caller, FORTUNE);
    lock_elsewhere::<T>(&caller)?;
    follow::<T>(&follower, &caller)?;
    vote_on::<T>(&follower, polls)?;
    Ok(caller)
}

/// [`followed_caller`], who follows a delegate in turn.
fn delegating_caller<T: Config>(
    polls: &[PollIndex],
) -> Result<(T::AccountId, T::AccountId), BenchmarkError> {
    let (caller, delegate) = (followed_caller::<T>(polls)?, funded::<T>("delegate"));
    follow::<T>(&caller, &delegate)?;
    Ok((caller, delegate))
}

fn frozen<T: Config>(who: &T::AccountId) -> Balance {
    T::Currency::balance_frozen(&FreezeReason::Voting.into(), who)
}

/// Lets so many periods of the weakest conviction pass.
fn pass<T: Config>(periods: u32) {
    let now = frame_system::Pallet::<T>::block_number();
    let span = T::VoteLockingPeriod::get().saturating_mul(periods.into());
    frame_system::Pallet::<T>::set_block_number(now.saturating_add(span));
}

#[benchmarks]
mod benchmarks {
    use super::*;

    impl_benchmark_test_suite!(Pallet, crate::mock::benchmark_ext(), crate::mock::Test);

    #[benchmark]
    fn vote_new() -> Result<(), BenchmarkError> {
        let polls = polls::<T>(T::MaxVotes::get())?;
        let caller = followed_caller::<T>(&polls)?;
        let (new, before) = polls.split_last().ok_or(BenchmarkError::Weightless)?;
        vote_on::<T>(&caller, before)?;

        #[extrinsic_call]
        vote(RawOrigin::Signed(caller.clone()), *new, aye(2 * AMOUNT));

        assert_eq!(frozen::<T>(&caller), 2 * AMOUNT);
        Ok(())
    }

    #[benchmark]
    fn vote_existing() -> Result<(), BenchmarkError> {
        let polls = polls::<T>(T::MaxVotes::get())?;
        let caller = followed_caller::<T>(&polls)?;
        vote_on::<T>(&caller, &polls)?;

        #[extrinsic_call]
        vote(RawOrigin::Signed(caller.clone()), polls[0], aye(2 * AMOUNT));

        assert_eq!(frozen::<T>(&caller), 2 * AMOUNT);
        Ok(())
    }

    #[benchmark]
    fn vote_override() -> Result<(), BenchmarkError> {
        let polls = polls::<T>(T::MaxVotes::get())?;
        let (caller, leader) = delegating_caller::<T>(&polls)?;
        vote_on::<T>(&leader, &polls)?;
        let (new, before) = polls.split_last().ok_or(BenchmarkError::Weightless)?;
        vote_on::<T>(&caller, before)?;

        #[extrinsic_call]
        vote(RawOrigin::Signed(caller.clone()), *new, aye(2 * AMOUNT));

        assert_eq!(Withheld::<T>::get(&leader, new).capital, AMOUNT);
        Ok(())
    }

    #[benchmark]
    fn delegate(v: Linear<0, { T::MaxVotes::get() }>) -> Result<(), BenchmarkError> {
        let (caller, leader) = (followed_caller::<T>(&[])?, funded::<T>("delegate"));
        vote_on::<T>(&leader, &polls::<T>(v)?)?;
        let (class, to) = (class::<T>(), lookup::<T>(&leader));

        #[extrinsic_call]
        _(RawOrigin::Signed(caller.clone()), class, to, Conviction::Locked6x, 2 * AMOUNT);

        assert_eq!(VotingFor::<T>::get(&leader, class).delegations().capital, 2 * AMOUNT);
        assert_eq!(frozen::<T>(&caller), 2 * AMOUNT);
        Ok(())
    }

    /// The overrides are on other polls than the delegate's votes, so that all are changed.
    #[benchmark]
    fn undelegate(
        v: Linear<0, { T::MaxVotes::get() }>,
        o: Linear<0, { T::MaxVotes::get() }>,
    ) -> Result<(), BenchmarkError> {
        let (caller, leader) = delegating_caller::<T>(&[])?;
        vote_on::<T>(&leader, &polls::<T>(v)?)?;
        vote_on::<T>(&caller, &polls::<T>(o)?)?;
        let class = class::<T>();

        #[extrinsic_call]
        _(RawOrigin::Signed(caller), class);

        assert_eq!(VotingFor::<T>::get(&leader, class).delegations().capital, 0);
        assert_eq!(Withheld::<T>::iter_prefix(&leader).count(), 0);
        Ok(())
    }

    #[benchmark]
    fn unlock() -> Result<(), BenchmarkError> {
        let caller = followed_caller::<T>(&[])?;
        let class = class::<T>();
        let leader = funded::<T>("delegate");
        let conviction = Conviction::Locked1x;
        Pallet::<T>::do_delegate(&caller, class, leader, conviction, 2 * AMOUNT)?;
        Pallet::<T>::do_undelegate(&caller, class)?;
        vote_on::<T>(&caller, &polls::<T>(T::MaxVotes::get())?)?;
        pass::<T>(1);
        let target = lookup::<T>(&caller);

        #[extrinsic_call]
        _(RawOrigin::Signed(caller.clone()), class, target);

        assert_eq!(frozen::<T>(&caller), AMOUNT);
        Ok(())
    }

    #[benchmark]
    fn remove_vote() -> Result<(), BenchmarkError> {
        let polls = polls::<T>(T::MaxVotes::get())?;
        let (caller, leader) = delegating_caller::<T>(&polls)?;
        vote_on::<T>(&leader, &polls)?;
        vote_on::<T>(&caller, &polls)?;
        let class = class::<T>();

        #[extrinsic_call]
        _(RawOrigin::Signed(caller.clone()), None, polls[0]);

        assert_eq!(Overrides::<T>::get(&caller, class).len(), polls.len() - 1);
        Ok(())
    }

    #[benchmark]
    fn remove_other_vote() -> Result<(), BenchmarkError> {
        let polls = polls::<T>(T::MaxVotes::get())?;
        let (voter, leader) = delegating_caller::<T>(&polls)?;
        vote_on::<T>(&leader, &polls)?;
        vote_on::<T>(&voter, &polls)?;
        end::<T>(polls[0], false)?;
        let (class, target) = (class::<T>(), lookup::<T>(&voter));
        let caller = funded::<T>("passer-by");

        #[extrinsic_call]
        _(RawOrigin::Signed(caller), target, class, polls[0]);

        assert_eq!(Overrides::<T>::get(&voter, class).len(), polls.len() - 1);
        Ok(())
    }

    /// Overrides on polls that were lost.
    #[benchmark]
    fn release(v: Linear<1, { T::MaxVotes::get() }>) -> Result<(), BenchmarkError> {
        let polls = polls::<T>(v)?;
        let (voter, leader) = delegating_caller::<T>(&polls)?;
        vote_on::<T>(&leader, &polls)?;
        for poll in &polls {
            Pallet::<T>::do_vote(&voter, *poll, aye(2 * AMOUNT))?;
            end::<T>(*poll, false)?;
        }
        let (class, target) = (class::<T>(), lookup::<T>(&voter));
        let caller = funded::<T>("passer-by");

        #[extrinsic_call]
        _(RawOrigin::Signed(caller), target, class);

        assert_eq!(Withheld::<T>::iter_prefix(&leader).count(), 0);
        assert_eq!(frozen::<T>(&voter), AMOUNT);
        Ok(())
    }

    /// The overrides are on other polls than the delegate's votes, so that all are changed.
    #[benchmark]
    fn trim(
        v: Linear<0, { T::MaxVotes::get() }>,
        d: Linear<0, { T::MaxVotes::get() }>,
    ) -> Result<(), BenchmarkError> {
        let own = polls::<T>(v)?;
        let (voter, leader) = delegating_caller::<T>(&own)?;
        vote_on::<T>(&leader, &polls::<T>(d)?)?;
        vote_on::<T>(&voter, &own)?;
        let class = class::<T>();
        // Only here is something to trim.
        ClassLocksFor::<T>::mutate(&voter, |locks| locks.retain(|(of, _)| *of == class));
        let left = AMOUNT / 2;
        T::BenchmarkHelper::set_balance(&voter, left);
        assert_eq!(T::Currency::total_balance(&voter), left);
        Marked::<T>::insert(&voter, ());
        let (target, caller) = (lookup::<T>(&voter), funded::<T>("passer-by"));

        #[extrinsic_call]
        _(RawOrigin::Signed(caller), target, class);

        assert_eq!(VotingFor::<T>::get(&leader, class).delegations().capital, left);
        assert_eq!(frozen::<T>(&voter), left);
        assert!(!Marked::<T>::contains_key(&voter));
        Ok(())
    }

    #[benchmark]
    fn sweep_base() -> Result<(), BenchmarkError> {
        let who: T::AccountId = account("gone", 0, 0);
        Cursor::<T>::put((who, class::<T>()));
        let used;

        #[block]
        {
            used = Pallet::<T>::sweep(Weight::MAX);
        }

        assert!(used.all_lte(Weight::MAX) && !Cursor::<T>::exists());
        Ok(())
    }
}
