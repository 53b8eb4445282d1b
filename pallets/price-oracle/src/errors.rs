//! Why a call is refused: one cause, one name.

use crate::{types::Refusal, Config, Error};
use frame_support::pallet_macros::pallet_section;

/// The errors.
#[pallet_section]
mod errors {
    #[pallet::error]
    pub enum Error<T> {
        /// There is no feed with this id.
        FeedNotFound,
        /// There are as many feeds as there can be, or no id is left.
        TooManyFeeds,
        /// There is a feed of this pair already.
        FeedExists,
        /// A currency's name is empty or has something else than letters, digits, dots and dashes.
        SymbolUnreadable,
        /// A currency cannot be priced in itself.
        IdenticalSymbols,
        /// The currency has a feed already.
        CurrencyTaken,
        /// The feeds of currencies of this chain must all be in the same quote currency.
        QuoteDiffers,
        /// More decimals than a price has.
        DecimalsOutOfRange,
        /// The heartbeat is out of range.
        HeartbeatOutOfRange,
        /// The deviation is out of range.
        DeviationOutOfRange,
        /// The greatest age is out of range, or not more than the heartbeat.
        MaxAgeOutOfRange,
        /// The number of sources is out of range.
        SourcesOutOfRange,
        /// The quorum is not more than two thirds, or more than all.
        QuorumOutOfRange,
        /// The jump is out of range, or not more than the deviation.
        JumpOutOfRange,
        /// The spread is out of range.
        SpreadOutOfRange,
        /// The grace is out of range.
        GraceOutOfRange,
        /// A feed is registered running.
        BornHalted,
        /// The feed is halted already.
        AlreadyHalted,
        /// The feed is not halted.
        NotHalted,
        /// The report is empty, a feed is out of order or there twice, or a value is none a price can
        /// have.
        ReportMalformed,
        /// The report's window has passed.
        WindowPassed,
        /// The report's window has not begun.
        WindowAhead,
        /// The report's session has ended.
        SessionPassed,
        /// The report's session has not begun.
        SessionAhead,
        /// The set has no such validator.
        NotValidator,
        /// The validator has reported in this window or a later one.
        AlreadyReported,
        /// No feed of the report exists and runs, or none has enough sources.
        NothingWanted,
        /// All in the report that is wanted is too old.
        AllStale,
        /// All in the report that is wanted is from the future, or too old.
        AllAhead,
        /// One of the terms would go further in one change than its step.
        StepTooLarge,
        /// The feed's terms were changed too few blocks ago.
        ChangedTooSoon,
    }
}

impl<T: Config> From<Refusal> for Error<T> {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Malformed => Self::ReportMalformed,
            Refusal::WindowPassed => Self::WindowPassed,
            Refusal::WindowAhead => Self::WindowAhead,
            Refusal::SessionPassed => Self::SessionPassed,
            Refusal::SessionAhead => Self::SessionAhead,
            Refusal::NotValidator => Self::NotValidator,
            Refusal::AlreadyReported => Self::AlreadyReported,
            Refusal::NothingWanted => Self::NothingWanted,
            Refusal::AllStale => Self::AllStale,
            Refusal::AllAhead => Self::AllAhead,
        }
    }
}
