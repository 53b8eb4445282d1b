use super::*;
use crate::{mock::*, Error};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::TokenError;

/// Has nothing to begin with.
const CAROL: AccountId = 3;

#[test]
fn the_first_deposit_sets_the_price_and_locks_the_minimum() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(create(ALICE, [TIDE, USD]));
        assert_ok!(add(ALICE, 0, [1_000_000, 4_000_000], 1_999_000));
        let pool = pool(0);
        assert_eq!(pool.reserves, list([1_000_000, 4_000_000]));
        assert_eq!((pool.total_shares, pool.locked_shares), (2_000_000, LOCKED));
        assert_eq!(shares(0, ALICE), 1_999_000);
        assert_eq!(
            last_event(),
            Event::LiquidityAdded {
                pool_id: 0,
                who: ALICE,
                amounts: list([1_000_000, 4_000_000]),
                fees: list([0, 0]),
                shares: 1_999_000,
                reserves: list([1_000_000, 4_000_000]),
                total_shares: 2_000_000,
            }
        );
    });
}

#[test]
fn a_later_deposit_is_taken_in_proportion_and_never_above_its_maximum() {
    with_pool().build_and_execute(|| {
        assert_ok!(add(BOB, 0, [10_000, 1_000_000], 20_000));
        assert_eq!(shares(0, BOB), 20_000);
        assert_eq!(balance(&TIDE, BOB), FORTUNE - 10_000);
        assert_eq!(balance(&USD, BOB), FORTUNE - 40_000);
        assert_eq!(pool(0).reserves, list([1_010_000, 4_040_000]));
        assert_eq!(pool(0).total_shares, 2_020_000);
    });
}

#[test]
fn the_minimum_of_shares_is_exact() {
    with_pool().build_and_execute(|| {
        let fails = add(BOB, 0, [10_000, 40_000], 20_001);
        assert_noop!(fails, Error::<Test>::SharesBelowMinimum);
        assert_ok!(add(BOB, 0, [10_000, 40_000], 20_000));
    });
}

#[test]
fn a_first_deposit_within_the_locked_minimum_is_refused() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(create(ALICE, [TIDE, USD]));
        assert_noop!(add(ALICE, 0, [1_000, 1_000], 0), Error::<Test>::BelowLockedShares);
        assert_noop!(add(ALICE, 0, [1, 1], 0), Error::<Test>::BelowLockedShares);
        assert_ok!(add(ALICE, 0, [1_001, 1_001], 1));
    });
}

#[test]
fn zero_amounts_and_dust_are_refused() {
    with_pool().build_and_execute(|| {
        assert_noop!(add(BOB, 0, [0, 4], 0), Error::<Test>::ZeroAmount);
        assert_noop!(add(BOB, 0, [1, 0], 0), Error::<Test>::ZeroAmount);
        // One share costs two units of the second currency here.
        assert_noop!(add(BOB, 0, [1, 1], 0), Error::<Test>::ZeroShares);
    });
}

#[test]
fn an_unknown_pool_and_a_wrong_number_of_amounts_are_refused() {
    with_pool().build_and_execute(|| {
        assert_noop!(add(BOB, 1, [10, 10], 0), Error::<Test>::PoolNotFound);
        for few in [vec![], vec![10]] {
            let call = Amm::add_liquidity(signed(BOB), 0, BoundedVec::truncate_from(few), 0);
            assert_noop!(call, Error::<Test>::WrongAmountCount);
        }
    });
}

#[test]
fn nobody_adds_more_than_they_have_and_the_first_leg_comes_back() {
    with_pool().build_and_execute(|| {
        assert_ok!(Balances::transfer_keep_alive(signed(ALICE), CAROL, 10_000));
        assert_ok!(Assets::transfer(signed(ALICE), 1, CAROL, 39_999));
        // All of the TIDE would close the account.
        assert_noop!(add(CAROL, 0, [10_000, 40_000], 0), TokenError::FundsUnavailable);
        assert_ok!(Balances::transfer_keep_alive(signed(ALICE), CAROL, 1_000));
        let balance_low = pallet_assets::Error::<Test, pallet_assets::Instance1>::BalanceLow;
        assert_noop!(add(CAROL, 0, [10_000, 40_000], 0), balance_low);
        assert_ok!(Assets::transfer(signed(ALICE), 1, CAROL, 1));
        assert_ok!(add(CAROL, 0, [10_000, 40_000], 20_000));
    });
}

#[test]
fn the_largest_numbers_are_refused_by_name() {
    with_pool().build_and_execute(|| {
        let max = u128::MAX;
        assert_noop!(add(BOB, 0, [max, max], 0), Error::<Test>::Overflow);
        assert_noop!(add(BOB, 0, [max, 4_000], max), Error::<Test>::SharesBelowMinimum);
    });
}

#[test]
fn a_donation_to_the_vault_changes_no_price_and_no_share() {
    with_pool().build_and_execute(|| {
        let before = pool(0);
        assert_ok!(Balances::transfer_allow_death(signed(BOB), Amm::vault(), 5_000_000));
        assert_ok!(Assets::transfer(signed(BOB), 1, Amm::vault(), 5_000_000));
        assert_eq!(pool(0), before);
        assert_ok!(add(BOB, 0, [10_000, 40_000], 20_000));
        assert_eq!(shares(0, BOB), 20_000);
    });
}

/// The attack on empty vaults: mint one share, make it expensive by a gift, let the next deposit
/// round down to nothing. Gifts do not count here, and the locked shares make the rest a loss.
#[test]
fn the_first_depositor_cannot_inflate_the_share() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(create(ALICE, [TIDE, USD]));
        assert_ok!(add(ALICE, 0, [1_001, 1_001], 0));
        assert_eq!(shares(0, ALICE), 1);
        assert_ok!(Balances::transfer_allow_death(signed(ALICE), Amm::vault(), 1_000_000));
        assert_ok!(Assets::transfer(signed(ALICE), 1, Amm::vault(), 1_000_000));
        // A fifth of the shares there are, and no unit more, fits into a block.
        assert_noop!(add(BOB, 0, [201, 201], 0), Error::<Test>::LiquidityLimitReached);
        assert_ok!(add(BOB, 0, [200, 200], 200));
        assert_eq!(shares(0, BOB), 200);
        let (tide, usd) = (balance(&TIDE, ALICE), balance(&USD, ALICE));
        assert_ok!(remove(ALICE, 0, 1, [1, 1]));
        assert_eq!((balance(&TIDE, ALICE), balance(&USD, ALICE)), (tide + 1, usd + 1));
        assert_ok!(remove(BOB, 0, 200, [200, 200]));
        assert_eq!((balance(&TIDE, BOB), balance(&USD, BOB)), (FORTUNE, FORTUNE));
    });
}
