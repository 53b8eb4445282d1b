//! What can be asked of referenda without sending a transaction.

use crate::{AccountId, Balance, BlockNumber};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::weights::Weight;
use scale_info::TypeInfo;
use sp_runtime::{DispatchError, Perbill};

/// The number of a referendum, given out by the chain in sequence from 0 and never twice.
pub type ReferendumIndex = u32;

/// How far a referendum is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Stage {
    /// It was submitted; its decision has not begun.
    Preparing,
    /// It could be decided, but its track decides as many as it can.
    Queued,
    /// It is being decided and does not pass at present.
    Deciding,
    /// It passes; if it still does at that block it is approved.
    Confirming {
        /// The block.
        until: BlockNumber,
    },
}

/// What becomes of a referendum if nobody votes any more, in blocks that are yet to come. A step that falls
/// on the first block of a session comes one block later, and the following ones with it: nothing that is
/// scheduled is run there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Outlook {
    /// It is approved, and enacted after that.
    Approved {
        /// In this block it begins to pass, or began to.
        passing_from: BlockNumber,
        /// The block of its approval.
        at: BlockNumber,
        /// The block of its enactment, if the scheduler has room.
        enacted_at: BlockNumber,
    },
    /// It is rejected.
    Rejected {
        /// The block.
        at: BlockNumber,
    },
    /// Nobody places the deposit for its decision.
    TimedOut {
        /// The block.
        at: BlockNumber,
    },
    /// It waits for others of its track.
    Waiting,
}

/// A referendum that is not over.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Referendum {
    /// Its number.
    pub index: ReferendumIndex,
    /// Its track.
    pub track: u16,
    /// How far it is.
    pub stage: Stage,
    /// Who submitted it.
    pub submitter: AccountId,
    /// The block in which it was submitted.
    pub submitted: BlockNumber,
    /// The block since which it is being decided.
    pub deciding_since: Option<BlockNumber>,
    /// Votes for it, weighed by conviction.
    pub ayes: Balance,
    /// Votes against it, weighed by conviction.
    pub nays: Balance,
    /// TIDE that is for it or abstains, unweighed.
    pub support: Balance,
    /// TIDE that could vote.
    pub electorate: Balance,
    /// The ayes as a part of the votes.
    pub approval: Perbill,
    /// The support as a part of the electorate.
    pub turnout: Perbill,
    /// What approval has to be in the next block: what it has to be at first, before the decision.
    pub approval_needed: Perbill,
    /// What support has to be then, as a part of the electorate.
    pub turnout_needed: Perbill,
    /// What becomes of it as things stand.
    pub outlook: Outlook,
}

/// The most events of a [`Preview`].
pub const MAX_PREVIEW_EVENTS: u32 = 500;

/// What a call would do if it were enacted on the state of now.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Preview<Event> {
    /// What the call says it weighs.
    pub weight: Weight,
    /// What comes of it.
    pub outcome: PreviewOutcome<Event>,
}

/// What comes of a call.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum PreviewOutcome<Event> {
    /// It weighs more than the scheduler would ever run in a block: passing does nothing.
    NeverEnacted {
        /// The most a call can weigh.
        limit: Weight,
    },
    /// It was run, and everything was undone.
    Dispatched {
        /// Whether it succeeds.
        result: Result<(), DispatchError>,
        /// What it really weighed, if it says so.
        actual_weight: Option<Weight>,
        /// Its first events, at most [`MAX_PREVIEW_EVENTS`].
        events: Vec<Event>,
        /// How many there were.
        event_count: u32,
    },
}

/// Why there is no preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum NoPreview {
    /// There is no referendum with that number, or it is over.
    NotOngoing,
    /// Nobody has noted the preimage of its call. Without it, passing does nothing.
    PreimageMissing,
    /// Its bytes are no call of this runtime, or one that is nested too deeply.
    Undecodable,
    /// No track gives that origin.
    NoTrack,
}
