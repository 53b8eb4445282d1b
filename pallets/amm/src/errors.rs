//! Why a call is refused: one cause, one name.

use crate::{Config, Error};
use frame_support::pallet_macros::pallet_section;
use tidewater_math::MathError;

/// The errors.
#[pallet_section]
mod errors {
    #[pallet::error]
    pub enum Error<T> {
        /// A pool's currencies must differ, and so must the two of a trade.
        IdenticalAssets,
        /// A pool of this kind cannot hold this many currencies.
        WrongAssetCount,
        /// The shares of a pool cannot be pooled themselves.
        SharesNotPoolable,
        /// There is no such asset, or it is being destroyed.
        UnknownAsset,
        /// The asset is frozen.
        AssetFrozen,
        /// There is already a pool of these currencies, this kind and this fee.
        PoolExists,
        /// There is no pool with this id.
        PoolNotFound,
        /// No pool id is left.
        TooManyPools,
        /// The asset is in as many pools as it can be.
        TooManyPoolsOfAsset,
        /// A trade needs at least one hop.
        EmptyRoute,
        /// A trade goes through fewer pools than this.
        RouteTooLong,
        /// A trade goes through a pool once only.
        RepeatedPool,
        /// A trade comes by a currency once only.
        CyclicRoute,
        /// No route leads from one currency to the other for this amount.
        NoRoute,
        /// The pool does not hold this currency.
        AssetNotInPool,
        /// Pools of this kind cannot do this.
        WrongPoolKind,
        /// One amount is needed for each currency of the pool.
        WrongAmountCount,
        /// The amount must not be zero.
        ZeroAmount,
        /// The pool has no liquidity, or none of one of its currencies.
        PoolEmpty,
        /// The pool does not hold as much as was asked of it.
        InsufficientReserve,
        /// A stable pool does not trade with so little of a currency.
        ReserveTooSmall,
        /// So little was put in that nothing would come out.
        ZeroOutput,
        /// So little was added that it would give no share.
        ZeroShares,
        /// The first deposit must be worth more than the shares that are locked for ever.
        BelowLockedShares,
        /// More shares were given than can be redeemed.
        InsufficientShares,
        /// Fewer shares would be received than the given minimum.
        SharesBelowMinimum,
        /// Less of a currency would be received than its given minimum.
        AmountBelowMinimum,
        /// Less would be received than the given minimum.
        AmountOutBelowMinimum,
        /// More would have to be paid than the given maximum.
        AmountInAboveMaximum,
        /// The pool does not trade: shares can be redeemed in proportion.
        TradingClosed,
        /// The pool takes no new liquidity.
        LiquidityClosed,
        /// The trade would move more of a reserve than one trade may.
        TradeTooLarge,
        /// The trade would move more of a reserve than all trades of a block may.
        FlowLimitReached,
        /// More liquidity would come or go than may in a block.
        LiquidityLimitReached,
        /// The price is further from its average than it may be when liquidity comes or goes.
        PriceDeviates,
        /// The vault has less of the asset than the pool holds of it: its team has taken some. Anybody
        /// can settle that; until then shares can be redeemed in proportion, and their part of the asset
        /// is owed.
        AssetInShortfall,
        /// The vault has all of the asset that it owes.
        NoShortfall,
        /// The account is owed nothing of this currency.
        NothingOwed,
        /// No fees are due to the protocol, or none that can be paid.
        NothingToCollect,
        /// Only the pool's creator, or governance, can close it.
        NotPoolCreator,
        /// Somebody still has shares of the pool.
        PoolNotEmpty,
        /// There is no price before the end of the block of the first deposit.
        NoHistory,
        /// Amplifications are from 2 to 10,000.
        AmplificationOutOfRange,
        /// The amplification would move further or faster than it may.
        RampTooFast,
        /// A stable pool cannot hold assets of so many decimals, or of so different ones.
        DecimalsOutOfRange,
        /// One of the bounds is outside its own.
        TermsOutOfRange,
        /// No pool is named for transaction fees in this asset.
        NoFeePool,
        /// An amount does not fit into 128 bits.
        Overflow,
        /// A formula met a divisor of zero. No pool with liquidity leads there.
        DivisionByZero,
        /// A fee of 100 % or more. No fee tier has it.
        FeeOutOfRange,
        /// The trade would have taken value from the pool. It is refused whatever the cause.
        InvariantFell,
        /// A formula did not come to an end. None is known not to.
        NotConverged,
        /// A token moved less than it was told to. It is refused whatever the cause.
        TransferIncomplete,
        /// One of the bounds would go further in one change than its step.
        StepTooLarge,
        /// The same bounds were changed too few blocks ago.
        ChangedTooSoon,
    }
}

impl<T: Config> From<MathError> for Error<T> {
    fn from(error: MathError) -> Self {
        match error {
            MathError::ZeroAmount => Self::ZeroAmount,
            MathError::EmptyPool => Self::PoolEmpty,
            MathError::FeeOutOfRange => Self::FeeOutOfRange,
            MathError::InsufficientReserve => Self::InsufficientReserve,
            MathError::ZeroOutput => Self::ZeroOutput,
            MathError::ZeroShares => Self::ZeroShares,
            MathError::BelowLockedShares => Self::BelowLockedShares,
            MathError::InsufficientShares => Self::InsufficientShares,
            MathError::Overflow => Self::Overflow,
            MathError::DivisionByZero => Self::DivisionByZero,
            MathError::InvariantFell => Self::InvariantFell,
            MathError::AssetCountOutOfRange => Self::WrongAssetCount,
            MathError::AmplificationOutOfRange => Self::AmplificationOutOfRange,
            MathError::DecimalsOutOfRange => Self::DecimalsOutOfRange,
            MathError::UnknownAsset => Self::AssetNotInPool,
            MathError::SameAsset => Self::IdenticalAssets,
            MathError::ReserveTooSmall => Self::ReserveTooSmall,
            MathError::NotConverged => Self::NotConverged,
        }
    }
}
