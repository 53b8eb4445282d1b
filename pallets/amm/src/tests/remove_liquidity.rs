use super::*;
use crate::{mock::*, Error};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::TokenError;

#[test]
fn shares_are_redeemed_for_their_part_rounded_down() {
    with_pool().build_and_execute(|| {
        let (tide, usd) = (balance(&TIDE, ALICE), balance(&USD, ALICE));
        assert_ok!(remove(ALICE, 0, 333_333, [166_666, 666_666]));
        assert_eq!(balance(&TIDE, ALICE), tide + 166_666);
        assert_eq!(balance(&USD, ALICE), usd + 666_666);
        assert_eq!(shares(0, ALICE), 1_999_000 - 333_333);
        assert_eq!(
            last_event(),
            Event::LiquidityRemoved {
                pool_id: 0,
                who: ALICE,
                amounts: list([166_666, 666_666]),
                owed: list([0, 0]),
                shares: 333_333,
                reserves: list([833_334, 3_333_334]),
                total_shares: 1_666_667,
            }
        );
    });
}

#[test]
fn each_minimum_is_exact() {
    with_pool().build_and_execute(|| {
        let error = Error::<Test>::AmountBelowMinimum;
        assert_noop!(remove(ALICE, 0, 333_333, [166_667, 0]), error);
        let error = Error::<Test>::AmountBelowMinimum;
        assert_noop!(remove(ALICE, 0, 333_333, [0, 666_667]), error);
        assert_ok!(remove(ALICE, 0, 333_333, [166_666, 666_666]));
    });
}

#[test]
fn the_last_one_out_leaves_only_the_locked_part_and_the_pool_goes_on() {
    with_pool().build_and_execute(|| {
        assert_ok!(remove(ALICE, 0, 1_999_000, [999_500, 3_998_000]));
        let rest = pool(0);
        assert_eq!(rest.reserves, list([500, 2_000]));
        assert_eq!((rest.total_shares, rest.locked_shares), (LOCKED, LOCKED));
        // floor(100 · 0.997 · 2,000 / (500 + 100 · 0.997)) = floor(332.4)
        assert_ok!(swap_in(BOB, TIDE, 100, USD, 332));
        assert_eq!(pool(0).reserves, list([600, 1_668]));
        next_block();
        // The price has moved by 44 %: nothing is added until its average has followed.
        assert_noop!(add(BOB, 0, [120, 400], 0), Error::<Test>::PriceDeviates);
        System::set_block_number(100);
        assert_ok!(add(BOB, 0, [120, 400], 200));
        assert_eq!(pool(0).reserves, list([720, 2_002]));
    });
}

#[test]
fn locked_shares_cannot_be_redeemed_and_zero_shares_mean_nothing() {
    with_pool().build_and_execute(|| {
        assert_noop!(remove(ALICE, 0, 1_999_001, [0, 0]), Error::<Test>::InsufficientShares);
        assert_noop!(remove(ALICE, 0, u128::MAX, [0, 0]), Error::<Test>::InsufficientShares);
        assert_noop!(remove(ALICE, 0, 0, [0, 0]), Error::<Test>::ZeroAmount);
    });
}

#[test]
fn nobody_redeems_shares_of_others() {
    with_pool().build_and_execute(|| {
        assert_noop!(remove(BOB, 0, 1, [0, 0]), TokenError::FundsUnavailable);
        assert_ok!(add(BOB, 0, [10_000, 40_000], 20_000));
        assert_noop!(remove(BOB, 0, 20_001, [0, 0]), TokenError::FundsUnavailable);
        assert_eq!(shares(0, BOB), 20_000);
    });
}

#[test]
fn an_empty_pool_an_unknown_pool_and_a_wrong_number_of_minimums_are_refused() {
    with_pool().build_and_execute(|| {
        assert_ok!(create(BOB, [TIDE, BTC]));
        assert_noop!(remove(BOB, 1, 1, [0, 0]), Error::<Test>::PoolEmpty);
        assert_noop!(remove(BOB, 2, 1, [0, 0]), Error::<Test>::PoolNotFound);
        for few in [vec![], vec![0]] {
            let call = Amm::remove_liquidity(signed(ALICE), 0, 5, BoundedVec::truncate_from(few));
            assert_noop!(call, Error::<Test>::WrongAmountCount);
        }
    });
}

#[test]
fn shares_worth_nothing_in_one_currency_are_paid_in_the_other() {
    ExtBuilder::default()
        .pool([TIDE, USD], FeeTier::Bp30, [1_000, 1_000_000_000])
        .build_and_execute(|| {
            // A million shares: one is worth a thousandth of a TIDE-unit and 1,000 USD-units.
            let (tide, usd) = (balance(&TIDE, ALICE), balance(&USD, ALICE));
            assert_noop!(remove(ALICE, 0, 1, [1, 1_000]), Error::<Test>::AmountBelowMinimum);
            assert_ok!(remove(ALICE, 0, 1, [0, 1_000]));
            assert_eq!((balance(&TIDE, ALICE), balance(&USD, ALICE)), (tide, usd + 1_000));
        });
}

#[test]
fn adding_and_removing_never_gains() {
    with_pool().build_and_execute(|| {
        for amount in [1u128, 3, 7, 1_000, 33_333] {
            let before = (balance(&TIDE, BOB), balance(&USD, BOB));
            if add(BOB, 0, [amount, amount * 5], 0).is_ok() {
                assert_ok!(remove(BOB, 0, shares(0, BOB), [0, 0]));
            }
            assert!(balance(&TIDE, BOB) <= before.0 && balance(&USD, BOB) <= before.1);
        }
    });
}
