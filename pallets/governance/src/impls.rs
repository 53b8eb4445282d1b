//! What the pallet offers to others.

use crate::{Config, Event, Marked, Pallet};
use frame_support::traits::fungible::hold::DoneSlash;
use tidewater_primitives::Balance;

/// The token tells of every slash of what it holds. Who has less than it votes with is marked, so that
/// the sweep comes there first. A slash never fails for it.
impl<T: Config, Reason> DoneSlash<Reason, T::AccountId, Balance> for Pallet<T> {
    fn done_slash(_: &Reason, who: &T::AccountId, _: Balance) {
        let power = Self::power(who);
        if Self::locked(who) > power && !Marked::<T>::contains_key(who) {
            Marked::<T>::insert(who, ());
            Self::deposit_event(Event::Marked { who: who.clone(), power });
        }
    }
}
