//! What is stored, and what an origin stands for.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::traits::Saturating;
use tidewater_primitives::Balance;

/// The number of a spender. Origins of one number share one cap.
pub type SpenderId = u8;

/// What an origin may approve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// Whose cap it is.
    pub spender: SpenderId,
    /// How much in any period, in units of TIDE.
    pub cap: Balance,
}

/// A payment that was approved.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
pub struct Approval<BlockNumber> {
    /// In which block.
    pub at: BlockNumber,
    /// What it was worth there, in units of TIDE.
    pub value: Balance,
}

impl<BlockNumber: Copy + Ord + Saturating> Approval<BlockNumber> {
    /// Whether it is one of the last `period` blocks, of which `now` is the last.
    pub fn counts(&self, now: BlockNumber, period: BlockNumber) -> bool {
        now < self.at.saturating_add(period)
    }
}

/// What all are worth together, or nothing if it does not fit into 128 bits.
pub(crate) fn total<BlockNumber>(approvals: &[Approval<BlockNumber>]) -> Option<Balance> {
    approvals.iter().try_fold(0 as Balance, |sum, approval| sum.checked_add(approval.value))
}
