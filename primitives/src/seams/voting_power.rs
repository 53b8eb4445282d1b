//! Who holds TIDE where a balance does not show it.

use crate::{ids::CurrencyId, Balance};

/// TIDE that an account owns beside its total balance, which holds are part of.
pub trait VotingPower<AccountId> {
    /// How much of it there is. Nothing that is in the total balance may be in here.
    fn voting_power(who: &AccountId) -> Balance;
}

/// None.
impl<AccountId> VotingPower<AccountId> for () {
    fn voting_power(_: &AccountId) -> Balance {
        0
    }
}

/// How much TIDE lies in the shares of a pool.
pub trait TideInShares {
    /// What `shares` of the pool whose shares are `currency` have of its TIDE, rounded down; nothing
    /// for any other currency.
    fn tide_in(currency: &CurrencyId, shares: Balance) -> Balance;
}

/// None.
impl TideInShares for () {
    fn tide_in(_: &CurrencyId, _: Balance) -> Balance {
        0
    }
}
