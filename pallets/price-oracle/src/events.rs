//! What the pallet tells the world. Events carry the state after them.
//!
//! A report has no event of its own: there is one of every validator in every block, and what comes of
//! it is told. Who has reported can be read.

use frame_support::pallet_macros::pallet_section;

/// The events.
#[pallet_section]
mod events {
    #[pallet::event]
    #[pallet::generate_deposit(pub(crate) fn deposit_event)]
    pub enum Event<T: Config> {
        /// A feed was registered; it has no price yet.
        FeedRegistered {
            /// The new feed.
            feed_id: FeedId,
            /// What governance has decided about it.
            feed: Feed,
        },
        /// The terms of a feed were changed.
        FeedUpdated {
            /// The feed.
            feed_id: FeedId,
            /// The terms before.
            old: FeedTerms,
            /// The terms from now on.
            new: FeedTerms,
        },
        /// A feed was removed, its last price with it.
        FeedRemoved {
            /// The feed.
            feed_id: FeedId,
        },
        /// Governance has stopped a feed: it has no price.
        FeedHalted {
            /// The feed.
            feed_id: FeedId,
        },
        /// Governance lets a feed run again. It is stale until the outage is over.
        FeedResumed {
            /// The feed.
            feed_id: FeedId,
        },
        /// A new price was believed.
        PriceUpdated {
            /// The feed.
            feed_id: FeedId,
            /// The price, with 18 decimals.
            value: u128,
            /// Its time, by its sources.
            at: Moment,
            /// How far the validators are apart, in the unit of the price.
            confidence: u128,
            /// How many validators are in it.
            reporters: u32,
        },
        /// What can be made of a feed has changed.
        FeedStatusChanged {
            /// The feed.
            feed_id: FeedId,
            /// The status before.
            from: FeedStatus,
            /// The status from now on.
            to: FeedStatus,
        },
        /// A price waits for a second round: it has jumped, or there is none to compare it with.
        JumpHeld {
            /// The feed.
            feed_id: FeedId,
            /// The price that waits.
            candidate: Candidate,
        },
        /// A validator was so far from the prices so often that it does not count for a while.
        ValidatorMuted {
            /// Its account.
            account: T::AccountId,
            /// The first block in which it counts again.
            until: BlockNumber,
        },
        /// The session has more validators than the oracle has room for. The last ones are not asked.
        ValidatorsLeftOut {
            /// How many.
            count: u32,
        },
    }
}
