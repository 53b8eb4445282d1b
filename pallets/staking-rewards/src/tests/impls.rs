//! What the pallet offers to others.

use super::support::*;
use tidewater_primitives::seams::voting_power::VotingPower;

/// All TIDE that an account can vote with: what it owns, and what lies in its staked shares.
fn votes(who: AccountId) -> Balance {
    Currencies::total_balance(TIDE, &who) + StakingRewards::voting_power(&who)
}

#[test]
fn each_unit_is_counted_once() {
    with_programme(TIDE, || {
        assert_ok!(create(LP, &[FREE, LOCKED]));
        assert_eq!(votes(BOB), FORTUNE);
        assert_ok!(stake(BOB, 0, 0, 5_000));
        assert_ok!(stake(BOB, 0, 1, 700));
        // Staked TIDE is in the balance already.
        assert_eq!(StakingRewards::voting_power(&BOB), 0);
        assert_eq!(votes(BOB), FORTUNE);
        assert_ok!(stake(BOB, 1, 0, 1_000));
        assert_ok!(stake(BOB, 1, 1, 200));
        // A share has half a unit of TIDE in it, whatever its multiplier.
        assert_eq!(votes(BOB), FORTUNE + 600);
        pass(50);
        assert_ok!(unstake(BOB, 1, 0, 1_000));
        assert_ok!(unstake(BOB, 0, 1, 700));
        assert_eq!(votes(BOB), FORTUNE + 100);
    });
}
