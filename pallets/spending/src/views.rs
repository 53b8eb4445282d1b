//! What can be asked without a transaction, as of the next block: the first in which one can follow. The
//! same code works out the answer and the call.

use crate::{Config, Pallet, SpenderId};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::traits::{One, Saturating};
use tidewater_primitives::Balance;

impl<T: Config> Pallet<T> {
    /// The block after the one whose state is asked.
    pub(crate) fn next() -> BlockNumberFor<T> {
        frame_system::Pallet::<T>::block_number().saturating_add(One::one())
    }

    pub(crate) fn left_at(spender: SpenderId, cap: Balance, now: BlockNumberFor<T>) -> Balance {
        Self::left_of(&Self::counting_at(spender, now), cap)
    }
}
