//! What the pallet tells the world. The first five are those of the SDK's pallet.

use frame_support::pallet_macros::pallet_section;

/// The events.
#[pallet_section]
mod events {
    #[pallet::event]
    #[pallet::generate_deposit(pub(crate) fn deposit_event)]
    pub enum Event<T: Config> {
        /// An account's power follows another one on a track: who, whom, and the track.
        Delegated(T::AccountId, T::AccountId, TrackId),
        /// An account's power follows nobody any more on a track. What it said itself where it had voted
        /// while delegating stays said.
        Undelegated(T::AccountId, TrackId),
        /// An account has voted, or has changed its vote. While it delegates, this is an override.
        Voted {
            /// Who.
            who: T::AccountId,
            /// What it says now.
            vote: AccountVote<Balance>,
            /// On which poll.
            poll_index: PollIndex,
        },
        /// An account has taken back its vote on a poll that takes votes.
        VoteRemoved {
            /// Who.
            who: T::AccountId,
            /// What it had said.
            vote: AccountVote<Balance>,
            /// On which poll.
            poll_index: PollIndex,
        },
        /// What an account had locked on a track was looked at, and what is over is free.
        VoteUnlocked {
            /// Whose.
            who: T::AccountId,
            /// The track.
            class: TrackId,
        },
        /// A vote on a poll that is over has been cleared away. The tally keeps it.
        VoteCleared {
            /// Whose.
            who: T::AccountId,
            /// What it had said.
            vote: AccountVote<Balance>,
            /// On which poll.
            poll_index: PollIndex,
        },
        /// What a delegate's vote does not carry on a poll has changed, because one of those who follow
        /// it has begun, or has ceased, to vote there by itself.
        WithheldChanged {
            /// The delegate.
            delegate: T::AccountId,
            /// On which poll.
            poll_index: PollIndex,
            /// What is withheld now.
            withheld: Delegations<Balance>,
        },
        /// A slash has taken an account below what it votes with.
        Marked {
            /// Who.
            who: T::AccountId,
            /// What it has.
            power: Balance,
        },
        /// An account's votes and its delegation on a track were cut down to what it has.
        VotesTrimmed {
            /// Whose.
            who: T::AccountId,
            /// The track.
            class: TrackId,
            /// What it has.
            power: Balance,
        },
    }
}
