//! Why a call is refused: one cause, one name. The first twelve are those of the SDK's pallet.

use crate::{Config, Error};
use frame_support::pallet_macros::pallet_section;
use tidewater_math::voting::Miscount;

/// The errors.
#[pallet_section]
mod errors {
    #[pallet::error]
    pub enum Error<T> {
        /// The poll does not exist or takes no votes any more.
        NotOngoing,
        /// The account has no vote of its own on this poll.
        NotVoter,
        /// Only the voter may remove a vote on a poll that takes votes.
        NoPermission,
        /// The lock is not over yet: until then nobody but the voter may remove the vote, and nothing
        /// can be unlocked.
        NoPermissionYet,
        /// The account delegates already: it has to undelegate first.
        AlreadyDelegating,
        /// The account has votes on this track: they have to be removed before it delegates.
        AlreadyVoting,
        /// The account does not have as much, free, held and reserved together.
        InsufficientFunds,
        /// The account does not delegate on this track.
        NotDelegating,
        /// Nobody delegates to themselves.
        Nonsense,
        /// The account has as many votes on this track as it can have.
        MaxVotesReached,
        /// The poll has ended, so its track has to be named.
        ClassNeeded,
        /// There is no such track.
        BadClass,
        /// The numbers do not fit into 128 bits.
        Overflow,
        /// Less was counted than is to be taken out. It is refused whatever the cause.
        MiscountedVotes,
        /// No vote of the account has ended on this track, and no lock.
        NothingToRelease,
        /// The account has as much as it votes with, and more.
        NothingToTrim,
    }
}

impl<T: Config> From<Miscount> for Error<T> {
    fn from(refused: Miscount) -> Self {
        match refused {
            Miscount::Overflow => Self::Overflow,
            // A conviction of this pallet always exists.
            Miscount::Short | Miscount::NoSuchConviction => Self::MiscountedVotes,
        }
    }
}
