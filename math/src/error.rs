//! Why a computation was refused: one cause, one name.

use core::fmt;

/// The reason a computation gave no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MathError {
    /// An amount that must be above zero was zero.
    ZeroAmount,
    /// A reserve or the share total is zero where it must not be.
    EmptyPool,
    /// The fee is the whole amount or more: it must be below 10 000 basis points.
    FeeOutOfRange,
    /// The output asked for is the whole reserve or more.
    InsufficientReserve,
    /// What is put in is worth less than one smallest unit of what would be paid out.
    ZeroOutput,
    /// The deposit is worth less than one share.
    ZeroShares,
    /// The first deposit is worth no more than the shares that stay locked for ever.
    BelowLockedShares,
    /// More shares were offered than exist outside the locked ones.
    InsufficientShares,
    /// A result does not fit into 128 bits.
    Overflow,
    /// A quotient was asked for whose divisor is zero.
    DivisionByZero,
    /// The pool would have lost value. No input is known to cause this: it guards the formulas.
    InvariantFell,
    /// A pool of this kind holds more assets than were given, or fewer.
    AssetCountOutOfRange,
    /// The amplification is not between the least and the greatest that are allowed.
    AmplificationOutOfRange,
    /// An asset has more decimals than are allowed, or too many more than another of the pool.
    DecimalsOutOfRange,
    /// The pool has no asset of this number.
    UnknownAsset,
    /// An asset was to be traded for itself.
    SameAsset,
    /// A reserve is below the least that a pool of this kind may hold, or would be.
    ReserveTooSmall,
    /// An equation was not solved within the bounded steps. No input is known to cause this.
    NotConverged,
}

impl fmt::Display for MathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ZeroAmount => "the amount is zero",
            Self::EmptyPool => "the pool is empty",
            Self::FeeOutOfRange => "the fee is 100 % or more",
            Self::InsufficientReserve => "the pool does not hold more than the output asked for",
            Self::ZeroOutput => "the amount is too small to be paid anything for",
            Self::ZeroShares => "the deposit is too small for a single share",
            Self::BelowLockedShares => "the first deposit does not exceed the locked shares",
            Self::InsufficientShares => "more shares than can be withdrawn",
            Self::Overflow => "the result does not fit into 128 bits",
            Self::DivisionByZero => "the divisor is zero",
            Self::InvariantFell => "the pool would have lost value",
            Self::AssetCountOutOfRange => "the number of assets does not fit the pool",
            Self::AmplificationOutOfRange => "the amplification is out of range",
            Self::DecimalsOutOfRange => "the decimals of the assets are too many or too far apart",
            Self::UnknownAsset => "the pool has no such asset",
            Self::SameAsset => "an asset cannot be traded for itself",
            Self::ReserveTooSmall => "a reserve is below the least a pool may hold",
            Self::NotConverged => "the equation was not solved",
        })
    }
}

impl core::error::Error for MathError {}
