//! What the pallet tells the world.

use frame_support::pallet_macros::pallet_section;

/// The events.
#[pallet_section]
mod events {
    #[pallet::event]
    #[pallet::generate_deposit(pub(crate) fn deposit_event)]
    pub enum Event<T: Config> {
        /// A call is paused.
        Paused {
            /// Which.
            call: FullNameOf<T>,
            /// The first block in which it works again, if nobody lifts the pause before.
            until: BlockNumberFor<T>,
            /// The first block in which it can be paused again, if nobody lifts the pause before.
            again_from: BlockNumberFor<T>,
        },
        /// A call works again: its time was over, or the pause was lifted.
        Lifted {
            /// Which.
            call: FullNameOf<T>,
            /// The first block in which it can be paused again.
            again_from: BlockNumberFor<T>,
        },
    }
}
