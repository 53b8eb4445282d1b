#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod actions;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
pub mod conviction;
mod errors;
mod events;
mod impls;
#[cfg(any(feature = "std", feature = "try-runtime"))]
pub mod invariants;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
pub mod types;
pub mod views;
pub mod vote;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use conviction::Conviction;
pub use pallet::*;
pub use tidewater_primitives::apis::governance::{PollIndex, TrackId};
pub use types::{Delegations, Tally};
pub use vote::{AccountVote, Casting, Delegating, Vote, Voting};
pub use weights::WeightInfo;

use frame_support::{pallet_macros::import_section, traits::ClassCountOf, BoundedVec};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::traits::StaticLookup;
use tidewater_primitives::Balance;

/// The tally of a poll.
pub type TallyOf<T> = Tally<Balance, <T as Config>::MaxTurnout>;
/// What an account has in a track.
pub type VotingOf<T> = Voting<
    Balance,
    <T as frame_system::Config>::AccountId,
    BlockNumberFor<T>,
    PollIndex,
    <T as Config>::MaxVotes,
>;
/// Votes of an account on the polls of a track, by ascending poll.
pub type VotesOf<T> = BoundedVec<(PollIndex, AccountVote<Balance>), <T as Config>::MaxVotes>;
/// What an account has locked by track.
pub type ClassLocksOf<T> =
    BoundedVec<(TrackId, Balance), ClassCountOf<<T as Config>::Polls, TallyOf<T>>>;
type LookupOf<T> = <<T as frame_system::Config>::Lookup as StaticLookup>::Source;

#[import_section(events::events)]
#[import_section(errors::errors)]
#[frame_support::pallet]
pub mod pallet {
    use super::{
        vote::AccountVote, weights::WeightInfo, ClassLocksOf, Conviction, Delegations, LookupOf,
        PollIndex, TallyOf, TrackId, VotesOf, VotingOf,
    };
    use alloc::vec::Vec;
    use frame_support::{
        pallet_prelude::*,
        traits::{fungible, Polling},
    };
    use frame_system::pallet_prelude::*;
    use sp_runtime::traits::StaticLookup;
    use tidewater_primitives::{
        apis::governance::{Delegated, Locks, TrackVotes},
        seams::voting_power::LockablePower,
        Balance,
    };

    /// The version of what is stored.
    const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

    #[pallet::config]
    pub trait Config: frame_system::Config {
        /// TIDE. What is free, held and reserved votes, and what votes is frozen.
        type Currency: fungible::freeze::Mutate<
            Self::AccountId,
            Balance = Balance,
            Id = Self::RuntimeFreezeReason,
        >;
        /// The overarching freeze reason.
        type RuntimeFreezeReason: From<FreezeReason>;
        /// What is decided, and by when.
        type Polls: Polling<
            TallyOf<Self>,
            Index = PollIndex,
            Votes = Balance,
            Class = TrackId,
            Moment = BlockNumberFor<Self>,
        >;
        /// TIDE that is in no balance and can vote because it can be locked where it is.
        type VotingPower: LockablePower<Self::AccountId>;
        /// What could vote at most: support is a part of it.
        type MaxTurnout: Get<Balance>;
        /// How many polls of a track an account can vote on. The work of delegating and of releasing
        /// grows with it.
        #[pallet::constant]
        type MaxVotes: Get<u32>;
        /// How long the weakest conviction locks. Not shorter than the longest time from a decision to
        /// its enactment, so that who has won lives with what was decided.
        #[pallet::constant]
        type VoteLockingPeriod: Get<BlockNumberFor<Self>>;
        /// How many rows of votes are looked at in a block for what is over, if there is weight to spare.
        #[pallet::constant]
        type MaxSweep: Get<u32>;
        /// What the calls cost.
        type WeightInfo: WeightInfo;
        /// Gives accounts what the benchmarks need.
        #[cfg(feature = "runtime-benchmarks")]
        type BenchmarkHelper: crate::BenchmarkHelper<Self::AccountId>;
    }

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// Why TIDE is frozen.
    #[pallet::composite_enum]
    pub enum FreezeReason {
        /// It votes, or has won a vote not long ago.
        #[codec(index = 0)]
        Voting,
    }

    /// What an account has in a track. There is no row where there is nothing.
    #[pallet::storage]
    pub type VotingFor<T: Config> = StorageDoubleMap<
        _,
        Twox64Concat,
        T::AccountId,
        Twox64Concat,
        TrackId,
        VotingOf<T>,
        ValueQuery,
    >;

    /// What an account has locked in each track. Its freeze is the most of them, never the sum.
    #[pallet::storage]
    pub type ClassLocksFor<T: Config> =
        StorageMap<_, Twox64Concat, T::AccountId, ClassLocksOf<T>, ValueQuery>;

    /// The votes of an account's own on a track on which it delegates.
    #[pallet::storage]
    pub type Overrides<T: Config> = StorageDoubleMap<
        _,
        Twox64Concat,
        T::AccountId,
        Twox64Concat,
        TrackId,
        VotesOf<T>,
        ValueQuery,
    >;

    /// What a delegate's vote does not carry on a poll: the power of those who follow it and vote there
    /// by themselves. There is no row of nothing.
    #[pallet::storage]
    pub type Withheld<T: Config> = StorageDoubleMap<
        _,
        Twox64Concat,
        T::AccountId,
        Twox64Concat,
        PollIndex,
        Delegations<Balance>,
        ValueQuery,
    >;

    /// Accounts that a slash has taken below what they vote with.
    #[pallet::storage]
    pub type Marked<T: Config> = StorageMap<_, Twox64Concat, T::AccountId, ()>;

    /// The row that was last looked at for what is over.
    #[pallet::storage]
    pub type Cursor<T: Config> = StorageValue<_, (T::AccountId, TrackId)>;

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        /// Frees what is over, as far as the weight goes that nobody has used.
        fn on_idle(_: BlockNumberFor<T>, spare: Weight) -> Weight {
            Self::sweep(spare)
        }

        fn integrity_test() {
            assert!(T::MaxVotes::get() > 0, "an account can vote");
            assert!(!T::Polls::classes().is_empty(), "there are tracks to vote on");
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::check_invariants()
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Votes on a poll, or changes the vote. Who delegates on its track overrides the delegation
        /// there: the delegate's vote no longer carries any of it on this poll, however little is behind
        /// the own vote.
        ///
        /// Origin: signed by the voter.
        ///
        /// What moves: nothing. What is behind the vote is frozen; what was frozen for other votes counts
        /// for it too.
        ///
        /// Parameters: `poll_index`, the poll; `vote`, one side with a conviction, or parts for both
        /// without.
        ///
        /// Errors: `InsufficientFunds`, `NotOngoing`, `MaxVotesReached`, `Overflow`, `MiscountedVotes`.
        ///
        /// Events: `Voted`; `WithheldChanged` for an override that begins.
        #[pallet::call_index(0)]
        #[pallet::weight(
            T::WeightInfo::vote_new()
                .max(T::WeightInfo::vote_existing())
                .max(T::WeightInfo::vote_override())
        )]
        pub fn vote(
            origin: OriginFor<T>,
            #[pallet::compact] poll_index: PollIndex,
            vote: AccountVote<Balance>,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_vote(&who, poll_index, vote)
        }

        /// Lets the power of the signer on a track follow the votes of another account, one step far:
        /// what others have delegated to the signer does not go along.
        ///
        /// Origin: signed, by an account without votes on the track that does not delegate there.
        ///
        /// What moves: nothing. `balance` is frozen while it is delegated, and after that for as long as
        /// `conviction` says.
        ///
        /// Parameters: `class`, the track; `to`, whom to follow; `conviction`, how often each unit counts;
        /// `balance`, how much.
        ///
        /// Errors: `Nonsense`, `BadClass`, `InsufficientFunds`, `AlreadyDelegating`, `AlreadyVoting`,
        /// `Overflow`, `MiscountedVotes`.
        ///
        /// Events: `Delegated`.
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::delegate(T::MaxVotes::get()))]
        pub fn delegate(
            origin: OriginFor<T>,
            class: TrackId,
            to: LookupOf<T>,
            conviction: Conviction,
            balance: Balance,
        ) -> DispatchResultWithPostInfo {
            let who = ensure_signed(origin)?;
            let to = T::Lookup::lookup(to)?;
            let votes = Self::do_delegate(&who, class, to, conviction, balance)?;
            Ok(Some(T::WeightInfo::delegate(votes)).into())
        }

        /// Ends the signer's delegation on a track. Where the signer has voted while delegating, that
        /// vote stays.
        ///
        /// Origin: signed by who delegates.
        ///
        /// What moves: nothing. What was delegated stays frozen for as long as its conviction says.
        ///
        /// Parameters: `class`, the track.
        ///
        /// Errors: `NotDelegating`, `MiscountedVotes`.
        ///
        /// Events: `Undelegated`; `WithheldChanged` for each override.
        #[pallet::call_index(2)]
        #[pallet::weight(T::WeightInfo::undelegate(T::MaxVotes::get(), T::MaxVotes::get()))]
        pub fn undelegate(origin: OriginFor<T>, class: TrackId) -> DispatchResultWithPostInfo {
            let who = ensure_signed(origin)?;
            let [votes, overrides] = Self::do_undelegate(&who, class)?;
            Ok(Some(T::WeightInfo::undelegate(votes, overrides)).into())
        }

        /// Frees what is no longer locked on a track. Votes stay, and what they lock: `release` clears
        /// those away that are over.
        ///
        /// Origin: signed by anybody.
        ///
        /// What moves: nothing. Less is frozen.
        ///
        /// Parameters: `class`, the track; `target`, whose.
        ///
        /// Errors: `NoPermissionYet` if nothing can be freed because a lock of votes or delegations of
        /// before is not over. Where nothing of that kind is locked it does nothing and succeeds, so that a
        /// wallet may call it after every removal of a vote.
        ///
        /// Events: `VoteUnlocked`.
        #[pallet::call_index(3)]
        #[pallet::weight(T::WeightInfo::unlock())]
        pub fn unlock(origin: OriginFor<T>, class: TrackId, target: LookupOf<T>) -> DispatchResult {
            ensure_signed(origin)?;
            let target = T::Lookup::lookup(target)?;
            Self::do_unlock(&target, class)
        }

        /// Takes back the signer's vote on a poll. While delegating that ends the override, and the
        /// delegation counts there again.
        ///
        /// Origin: signed by the voter.
        ///
        /// What moves: nothing. What is frozen stays so until `unlock`, `release` or the sweep. On a poll
        /// that has ended as the vote said, its balance stays locked for as long as its conviction says.
        ///
        /// Parameters: `class`, the poll's track; needed if the poll is over; `index`, the poll.
        ///
        /// Errors: `ClassNeeded`, `NotVoter`, `Overflow`, `MiscountedVotes`.
        ///
        /// Events: `VoteRemoved`, or `VoteCleared` if the poll is over; `WithheldChanged` for an override.
        #[pallet::call_index(4)]
        #[pallet::weight(T::WeightInfo::remove_vote())]
        pub fn remove_vote(
            origin: OriginFor<T>,
            class: Option<TrackId>,
            index: PollIndex,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_remove_vote(&who, index, class, true)
        }

        /// Clears away somebody's vote on a poll that is over and that locks nothing any more. For the
        /// signer's own vote it is `remove_vote`.
        ///
        /// Origin: signed by anybody.
        ///
        /// What moves: nothing, as with `remove_vote`.
        ///
        /// Parameters: `target`, whose vote; `class`, the poll's track; `index`, the poll.
        ///
        /// Errors: `NotVoter`, `NoPermission` on a poll that takes votes, `NoPermissionYet` while it locks.
        ///
        /// Events: `VoteCleared`; `WithheldChanged` for an override.
        #[pallet::call_index(5)]
        #[pallet::weight(T::WeightInfo::remove_other_vote())]
        pub fn remove_other_vote(
            origin: OriginFor<T>,
            target: LookupOf<T>,
            class: TrackId,
            index: PollIndex,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            let target = T::Lookup::lookup(target)?;
            Self::do_remove_vote(&target, index, Some(class), who == target)
        }

        /// Clears away all votes on a track that are over and lock nothing any more, and frees what they
        /// locked, in one go and for anybody. The sweep does the same in blocks with weight to spare.
        ///
        /// Origin: signed by anybody.
        ///
        /// What moves: nothing. Less is frozen.
        ///
        /// Parameters: `target`, whose; `class`, the track.
        ///
        /// Errors: `NothingToRelease`.
        ///
        /// Events: `VoteCleared` for each vote, `WithheldChanged` for each override among them,
        /// `VoteUnlocked`.
        #[pallet::call_index(20)]
        #[pallet::weight(T::WeightInfo::release(T::MaxVotes::get()))]
        pub fn release(
            origin: OriginFor<T>,
            target: LookupOf<T>,
            class: TrackId,
        ) -> DispatchResultWithPostInfo {
            ensure_signed(origin)?;
            let target = T::Lookup::lookup(target)?;
            let votes = Self::do_release(&target, class)?;
            Ok(Some(T::WeightInfo::release(votes)).into())
        }

        /// Cuts the votes and the delegation of an account on a track down to what the account has, after
        /// a slash. Of a split vote the abstention goes first, then the nays.
        ///
        /// Origin: signed by anybody.
        ///
        /// What moves: nothing. Less is frozen, no more than the account has.
        ///
        /// Parameters: `target`, whose; `class`, the track.
        ///
        /// Errors: `NothingToTrim`, `Overflow`, `MiscountedVotes`.
        ///
        /// Events: `VotesTrimmed`; `WithheldChanged` for each override of a delegation that is cut.
        #[pallet::call_index(21)]
        #[pallet::weight(T::WeightInfo::trim(T::MaxVotes::get(), T::MaxVotes::get()))]
        pub fn trim(
            origin: OriginFor<T>,
            target: LookupOf<T>,
            class: TrackId,
        ) -> DispatchResultWithPostInfo {
            ensure_signed(origin)?;
            let target = T::Lookup::lookup(target)?;
            let [own, followed] = Self::do_trim(&target, class)?;
            Ok(Some(T::WeightInfo::trim(own, followed)).into())
        }
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// The votes of `who` by ascending track, where there are any.
        pub fn votes(who: T::AccountId) -> Vec<TrackVotes<BlockNumberFor<T>>> {
            Self::votes_of(&who)
        }

        /// Whom `who` follows and what others have delegated to it, by ascending track, where there is
        /// anything of it.
        pub fn delegations(who: T::AccountId) -> Vec<Delegated<T::AccountId>> {
            Self::delegations_of(&who)
        }

        /// What `who` has locked by track, why and until when, and what `release` would free.
        pub fn locks(who: T::AccountId) -> Locks<BlockNumberFor<T>> {
            Self::locks_of(&who)
        }

        /// What `who` can vote with: all its TIDE, free, held and reserved, and what it has elsewhere that
        /// can be locked there. What votes already can vote again, on another poll.
        pub fn voting_power(who: T::AccountId) -> Balance {
            Self::power(&who)
        }
    }
}
