//! Why a call is refused: one cause, one name.

use crate::{Config, Error};
use frame_support::{pallet_macros::pallet_section, traits::TransactionPauseError};

/// The errors.
#[pallet_section]
mod errors {
    #[pallet::error]
    pub enum Error<T> {
        /// It is not one of the calls that can be paused.
        NotPausable,
        /// It is paused already. A pause is not made longer.
        AlreadyPaused,
        /// It was paused not long ago.
        CoolingDown,
        /// A pause lasts for a block at least.
        ZeroBlocks,
        /// Longer than a call can be paused.
        PauseTooLong,
        /// As many calls are paused or cool down as can be.
        TooManyPauses,
        /// This pallet has not paused it, or the pause is over.
        NotPaused,
        /// The switch has it paused already, in another way than by this pallet.
        PausedElsewhere,
        /// The switch never pauses this call.
        RefusedBySwitch,
        /// The switch does not know the call.
        UnknownCall,
        /// The switch has refused without a reason.
        SwitchFailed,
    }
}

impl<T: Config> From<TransactionPauseError> for Error<T> {
    fn from(refused: TransactionPauseError) -> Self {
        match refused {
            TransactionPauseError::NotFound => Self::UnknownCall,
            TransactionPauseError::Unpausable => Self::RefusedBySwitch,
            TransactionPauseError::AlreadyPaused => Self::PausedElsewhere,
            // That a call is not paused is no answer to pausing it, and no error when lifting.
            TransactionPauseError::AlreadyUnpaused | TransactionPauseError::Unknown => {
                Self::SwitchFailed
            }
        }
    }
}
