//! What is stored.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::traits::Saturating;

/// A call that is paused, or that was so not long ago.
#[derive(
    Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Record<FullName, BlockNumber> {
    /// Its pallet's name and its own.
    pub call: FullName,
    /// The first block in which it works again by itself; nothing if it already does.
    pub until: Option<BlockNumber>,
    /// The first block in which it can be paused again.
    pub again_from: BlockNumber,
}

impl<FullName, BlockNumber: Copy + Ord + Saturating> Record<FullName, BlockNumber> {
    /// Whether the call is paused.
    pub fn is_running(&self) -> bool {
        self.until.is_some()
    }

    /// Whether the call is paused and should work again in block `now`.
    pub fn is_due(&self, now: BlockNumber) -> bool {
        self.until.is_some_and(|until| until <= now)
    }

    /// Whether in block `now` there is nothing left to remember.
    pub fn is_over(&self, now: BlockNumber) -> bool {
        !self.is_running() && self.again_from <= now
    }

    /// Ends the pause in block `now`; `cooldown` blocks follow.
    ///
    /// It is the block in which the call works again that counts: a pause that was to end before has
    /// lasted longer, and cools down later.
    pub fn end(&mut self, now: BlockNumber, cooldown: BlockNumber) {
        self.until = None;
        self.again_from = now.saturating_add(cooldown);
    }
}
