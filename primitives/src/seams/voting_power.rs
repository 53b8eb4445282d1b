//! Who holds TIDE where a balance does not show it.

use crate::{ids::CurrencyId, Balance};
use sp_runtime::DispatchResult;

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

/// Voting power that stays where it is as long as somebody votes with it. Power that could be moved on
/// would vote again from where it went.
pub trait LockablePower<AccountId>: VotingPower<AccountId> {
    /// Keeps at least `amount` of the account's power from leaving until it is called again with less;
    /// nothing is kept for zero. It may be more than the account has: then all of it stays.
    fn lock_power(who: &AccountId, amount: Balance) -> DispatchResult;
}

/// None, so there is nothing to keep.
impl<AccountId> LockablePower<AccountId> for () {
    fn lock_power(_: &AccountId, _: Balance) -> DispatchResult {
        Ok(())
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
