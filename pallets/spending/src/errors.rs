//! Why a call is refused: one cause, one name. What the treasury refuses has the treasury's name.

use frame_support::pallet_macros::pallet_section;

/// The errors.
#[pallet_section]
mod errors {
    #[pallet::error]
    pub enum Error<T> {
        /// The spender would have approved more than its cap in a period.
        OverPeriodCap,
        /// Nothing is to be paid.
        ZeroAmount,
        /// The amount is worth less than the smallest unit of TIDE, so that it would not count.
        ZeroValue,
        /// There is no trustworthy price for what is to be paid.
        NoValue,
        /// The spender has spent as often as it can in a period.
        TooManySpends,
        /// The numbers do not fit into 128 bits.
        Overflow,
    }
}
