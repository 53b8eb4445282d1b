//! What the pallet tells the world.

use frame_support::pallet_macros::pallet_section;

/// The events.
#[pallet_section]
mod events {
    #[pallet::event]
    #[pallet::generate_deposit(pub(crate) fn deposit_event)]
    pub enum Event<T: Config> {
        /// A payment from the treasury was approved.
        Approved {
            /// By whom.
            spender: SpenderId,
            /// Its number in the treasury, whose own event says what is paid to whom.
            spend_index: SpendIndex,
            /// What it is worth, in units of TIDE. So much of the cap is used up for a period.
            value: Balance,
            /// What the spender can still approve in this block, in units of TIDE.
            left: Balance,
        },
    }
}
