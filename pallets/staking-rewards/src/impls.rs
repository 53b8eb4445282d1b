//! What the pallet offers to others.

use crate::{views::MAX_PAGE, Config, Pallet, Positions, Programmes};
use tidewater_primitives::{
    seams::voting_power::{TideInShares, VotingPower},
    Balance,
};

/// TIDE in staked pool shares. Staked TIDE itself is held and so in the total balance: it is not counted
/// again.
///
/// Only 100 positions of an account are looked at. Who has more has less power than could be, never more.
impl<T: Config> VotingPower<T::AccountId> for Pallet<T> {
    fn voting_power(who: &T::AccountId) -> Balance {
        Positions::<T>::iter_prefix(who)
            .take(MAX_PAGE as usize)
            .filter_map(|(id, position)| {
                let programme = Programmes::<T>::get(id)?;
                Some(T::TideInShares::tide_in(&programme.staked, position.total()))
            })
            .fold(0, Balance::saturating_add)
    }
}
