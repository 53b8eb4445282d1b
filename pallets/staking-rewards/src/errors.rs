//! Why a call is refused: one cause, one name.

use frame_support::pallet_macros::pallet_section;

/// The errors.
#[pallet_section]
mod errors {
    #[pallet::error]
    pub enum Error<T> {
        /// There is no programme with this id.
        ProgrammeNotFound,
        /// The programme is closed: it takes no stakes, and its streams have ended.
        ProgrammeClosed,
        /// The programme has to be closed first.
        ProgrammeOpen,
        /// No programme id is left.
        TooManyProgrammes,
        /// There is no such currency.
        UnknownCurrency,
        /// A programme has at least one lock tier.
        NoTiers,
        /// A lock is too long or a multiplier not between one and the greatest. Without a lock the
        /// multiplier is one.
        TierOutOfRange,
        /// Lock tiers go from the shortest to the longest, and a longer one never weighs less.
        TiersNotSorted,
        /// The programme has no such lock tier.
        TierNotFound,
        /// The minimum stake and the minimum total are at least one unit.
        ZeroMinimum,
        /// Only the programme's creator, or governance, may do this.
        NotCreator,
        /// The programme has as many streams as it can have.
        TooManyStreams,
        /// The programme has no such stream.
        StreamNotFound,
        /// The stream has ended.
        StreamEnded,
        /// The stream has not ended: nothing is left over yet.
        StreamRunning,
        /// A stream starts in this block or later.
        StartInPast,
        /// A stream ends after this block.
        EndInPast,
        /// A stream starts before it ends.
        StartNotBeforeEnd,
        /// Extending moves the end to a later block.
        EndNotLater,
        /// A stream emits something.
        ZeroRate,
        /// The stream would emit more in a period than it may of what was put into it and not given back.
        RateAboveCap,
        /// The rate would be raised by too much, or too soon after the last time.
        RateRaisedTooFast,
        /// The pot does not hold all that the stream would emit.
        Underfunded,
        /// An amount that must be above zero was zero.
        ZeroAmount,
        /// The stake in this tier would be below the programme's minimum.
        StakeBelowMinimum,
        /// The account has less than this that is free.
        StakeAboveBalance,
        /// The account's minimum balance has to stay free.
        MinimumBalanceStays,
        /// The asset, or the account of it, is frozen by the asset's team.
        AssetFrozen,
        /// The account is blocked by the asset's team.
        AccountBlocked,
        /// The asset has been issued up to the limit by its team, and then its token releases nothing.
        SupplyAtLimit,
        /// The stakes of the programme would weigh more than 128 bits hold.
        StakeTooLarge,
        /// Governance has lifted the locks of this programme, so there are no more stakes with one.
        LocksLifted,
        /// Less than this is staked in the tier.
        NotEnoughStaked,
        /// The stake is still locked.
        StillLocked,
        /// What is left would be below the programme's minimum: all of it can be unstaked.
        RemainderBelowMinimum,
        /// The account has not earned a whole unit of this stream that it has not been paid.
        NothingToClaim,
        /// Everything was emitted or has been given back.
        NothingToRefund,
        /// Somebody still has something staked.
        StillStaked,
        /// Somebody has not claimed a reward.
        RewardsUnclaimed,
        /// The route does not lead from the one currency to the other; to itself none is taken.
        WrongRoute,
        /// Less would be staked than the caller accepts.
        AmountBelowMinimum,
        /// An amount does not fit into 128 bits.
        Overflow,
        /// The stream would pay more than was put into it. It is refused whatever the cause.
        LedgerShort,
        /// A token moved less than it was told to. It is refused whatever the cause.
        TransferIncomplete,
        /// Governance has not named a stream that the protocol's income goes into.
        NoIncomeStream,
        /// Governance has not named a route on which this currency becomes TIDE.
        NoSweepRoute,
        /// The income account has none of this currency that could be taken now.
        NothingToSweep,
        /// A pool of the route has had prices for too short a time to trust their average.
        NoPriceYet,
        /// Less TIDE would come in than is swept at a time.
        SweepTooSmall,
        /// The protocol's income is TIDE, and so must be what the stream pays.
        NotTide,
        /// As long as the programme is open, only the account that gets what is left over decides when,
        /// or governance: until then it can go on to be emitted.
        NotRefundAccount,
        /// A pool of the route has held too little for so large an amount: less of it can be swept at a
        /// time, or governance names another route.
        PoolTooThin,
    }
}
