//! For how long a voter accepts a lock.
//!
//! The path in the type information is that of the SDK's pallet, by which clients know the type.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use tidewater_math::voting;

/// How often a balance counts, and for how many periods it is locked if its side wins.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
#[scale_info(replace_segment("pallet_governance", "pallet_conviction_voting"))]
pub enum Conviction {
    /// A tenth of a vote, no lock after the poll.
    #[default]
    None,
    /// One vote, one period.
    Locked1x,
    /// Two votes, two periods.
    Locked2x,
    /// Three votes, four periods.
    Locked3x,
    /// Four votes, eight periods.
    Locked4x,
    /// Five votes, sixteen periods.
    Locked5x,
    /// Six votes, thirty-two periods.
    Locked6x,
}

impl Conviction {
    /// All of them, from the weakest.
    pub const ALL: [Self; 7] = [
        Self::None,
        Self::Locked1x,
        Self::Locked2x,
        Self::Locked3x,
        Self::Locked4x,
        Self::Locked5x,
        Self::Locked6x,
    ];

    /// Its number, as the arithmetic has it.
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// For how many periods it locks.
    pub fn lock_periods(self) -> u32 {
        voting::lock_periods(self.number())
    }
}

impl TryFrom<u8> for Conviction {
    type Error = ();

    fn try_from(number: u8) -> Result<Self, ()> {
        Self::ALL.get(usize::from(number)).copied().ok_or(())
    }
}
