//! What a trade pays and what it refuses. What it does to accounts is in `swap/accounts.rs`.

mod accounts;

use super::*;
use crate::{
    mock::{Test, ALICE, BOB, BTC, ETH, FORTUNE},
    Error,
};
use frame_support::{assert_noop, assert_ok};
use proptest::prelude::*;
use sp_runtime::{DispatchError, TokenError};

const MAX: Balance = Balance::MAX;

/// `floor(100,000 · 0.997 · 4,000,000 / (1,000,000 + 100,000 · 0.997)) = floor(362,644.35)`.
#[test]
fn an_exact_payment_of_the_first_currency_buys_what_the_formula_says() {
    with_pool().build_and_execute(|| {
        assert_ok!(swap_in(BOB, TIDE, 100_000, USD, 362_644));
        assert_eq!(balance(&TIDE, BOB), FORTUNE - 100_000);
        assert_eq!(balance(&USD, BOB), FORTUNE + 362_644);
        let hop = HopOutcome {
            pool_id: 0,
            asset_in: TIDE,
            amount_in: 100_000,
            asset_out: USD,
            amount_out: 362_644,
            fee: 300,
            reserve_in: 1_100_000,
            reserve_out: 3_637_356,
        };
        assert_eq!(last_event(), swapped(BOB, hop));
        assert_eq!(pool(0).reserves, list([1_100_000, 3_637_356]));
    });
}

/// `floor(400,000 · 0.997 · 1,000,000 / (4,000,000 + 400,000 · 0.997)) = floor(90,661.08)`.
#[test]
fn an_exact_payment_of_the_second_currency_buys_what_the_formula_says() {
    with_pool().build_and_execute(|| {
        assert_ok!(swap_in(BOB, USD, 400_000, TIDE, 90_661));
        assert_eq!(balance(&USD, BOB), FORTUNE - 400_000);
        assert_eq!(balance(&TIDE, BOB), FORTUNE + 90_661);
        let hop = HopOutcome {
            pool_id: 0,
            asset_in: USD,
            amount_in: 400_000,
            asset_out: TIDE,
            amount_out: 90_661,
            fee: 1_200,
            reserve_in: 4_400_000,
            reserve_out: 909_339,
        };
        assert_eq!(last_event(), swapped(BOB, hop));
        assert_eq!(pool(0).reserves, list([909_339, 4_400_000]));
    });
}

/// `ceil(1,000,000 · 100,000 / (3,900,000 · 0.997)) = ceil(25,718.17)`.
#[test]
fn an_exact_purchase_of_the_second_currency_costs_what_the_formula_says() {
    with_pool().build_and_execute(|| {
        assert_ok!(swap_out(BOB, TIDE, 25_719, USD, 100_000));
        assert_eq!(balance(&TIDE, BOB), FORTUNE - 25_719);
        assert_eq!(balance(&USD, BOB), FORTUNE + 100_000);
        let hop = HopOutcome {
            pool_id: 0,
            asset_in: TIDE,
            amount_in: 25_719,
            asset_out: USD,
            amount_out: 100_000,
            fee: 78,
            reserve_in: 1_025_719,
            reserve_out: 3_900_000,
        };
        assert_eq!(last_event(), swapped(BOB, hop));
        assert_eq!(pool(0).reserves, list([1_025_719, 3_900_000]));
    });
}

/// `ceil(4,000,000 · 100,000 / (900,000 · 0.997)) = ceil(445,781.8)`.
#[test]
fn an_exact_purchase_of_the_first_currency_costs_what_the_formula_says() {
    with_pool().build_and_execute(|| {
        assert_ok!(swap_out(BOB, USD, 445_782, TIDE, 100_000));
        assert_eq!(balance(&USD, BOB), FORTUNE - 445_782);
        assert_eq!(balance(&TIDE, BOB), FORTUNE + 100_000);
        let hop = HopOutcome {
            pool_id: 0,
            asset_in: USD,
            amount_in: 445_782,
            asset_out: TIDE,
            amount_out: 100_000,
            fee: 1_338,
            reserve_in: 4_445_782,
            reserve_out: 900_000,
        };
        assert_eq!(last_event(), swapped(BOB, hop));
        assert_eq!(pool(0).reserves, list([900_000, 4_445_782]));
    });
}

#[test]
fn each_fee_tier_takes_its_own_fee() {
    let expected = [(363_603, 10), (363_471, 50), (362_644, 300), (360_327, 1_000)];
    for (tier, (amount_out, fee)) in FeeTier::ALL.into_iter().zip(expected) {
        ExtBuilder::default().pool([TIDE, USD], tier, [1_000_000, 4_000_000]).build_and_execute(
            || {
                assert_ok!(swap_in(BOB, TIDE, 100_000, USD, 0));
                let hop = HopOutcome {
                    pool_id: 0,
                    asset_in: TIDE,
                    amount_in: 100_000,
                    asset_out: USD,
                    amount_out,
                    fee,
                    reserve_in: 1_100_000,
                    reserve_out: 4_000_000 - amount_out,
                };
                assert_eq!(last_event(), swapped(BOB, hop));
            },
        );
    }
}

#[test]
fn only_the_record_of_the_pool_traded_through_changes() {
    let pools = with_pool().pool([TIDE, USD], FeeTier::Bp5, [1_000_000, 4_000_000]).pool(
        [TIDE, ETH],
        FeeTier::Bp30,
        [1_000_000, 4_000_000],
    );
    pools.build_and_execute(|| {
        let before = [0, 1, 2].map(pool);
        assert_ok!(Amm::swap_exact_in(signed(BOB), TIDE, 100_000, hops(1, USD), 0));
        assert_eq!(pool(0), before[0]);
        assert_eq!(pool(2), before[2]);
        let mut changed = before[1].clone();
        changed.reserves = list([1_100_000, 3_636_529]);
        assert_eq!(pool(1), changed);
    });
}

#[test]
fn the_minimum_of_the_output_is_exact() {
    with_pool().build_and_execute(|| {
        let too_much = swap_in(BOB, TIDE, 100_000, USD, 362_645);
        assert_noop!(too_much, Error::<Test>::AmountOutBelowMinimum);
        assert_ok!(swap_in(BOB, TIDE, 100_000, USD, 362_644));
    });
}

#[test]
fn the_maximum_of_the_payment_is_exact() {
    with_pool().build_and_execute(|| {
        let too_little = swap_out(BOB, TIDE, 25_718, USD, 100_000);
        assert_noop!(too_little, Error::<Test>::AmountInAboveMaximum);
        assert_ok!(swap_out(BOB, TIDE, 25_719, USD, 100_000));
    });
}

#[test]
fn zero_amounts_are_refused() {
    with_pool().build_and_execute(|| {
        assert_noop!(swap_in(BOB, TIDE, 0, USD, 0), Error::<Test>::ZeroAmount);
        assert_noop!(swap_out(BOB, TIDE, MAX, USD, 0), Error::<Test>::ZeroAmount);
    });
}

#[test]
fn dust_that_buys_nothing_is_refused_and_one_unit_more_is_not() {
    with_pool().build_and_execute(|| {
        // One TIDE-unit costs four USD-units and the fee.
        assert_noop!(swap_in(BOB, USD, 4, TIDE, 0), Error::<Test>::ZeroOutput);
        assert_ok!(swap_in(BOB, USD, 5, TIDE, 1));
    });
}

#[test]
fn an_unknown_pool_is_refused() {
    with_pool().build_and_execute(|| {
        let sell = Amm::swap_exact_in(signed(BOB), TIDE, 100, hops(1, USD), 0);
        assert_noop!(sell, Error::<Test>::PoolNotFound);
        let buy = Amm::swap_exact_out(signed(BOB), TIDE, MAX, hops(PoolId::MAX, USD), 1);
        assert_noop!(buy, Error::<Test>::PoolNotFound);
    });
}

#[test]
fn a_currency_the_pool_does_not_hold_is_refused_on_either_side() {
    with_pool().build_and_execute(|| {
        let unknown = NativeOrWithId::WithId(77);
        for asset in [BTC, unknown] {
            let sold = swap_in(BOB, asset.clone(), 100, USD, 0);
            assert_noop!(sold, Error::<Test>::AssetNotInPool);
            let bought = swap_out(BOB, TIDE, MAX, asset, 100);
            assert_noop!(bought, Error::<Test>::AssetNotInPool);
        }
    });
}

#[test]
fn a_currency_is_not_traded_for_itself() {
    with_pool().build_and_execute(|| {
        assert_noop!(swap_in(BOB, USD, 100, USD, 0), Error::<Test>::IdenticalAssets);
        assert_noop!(swap_out(BOB, TIDE, MAX, TIDE, 100), Error::<Test>::IdenticalAssets);
    });
}

#[test]
fn an_empty_route_is_refused() {
    with_pool().build_and_execute(|| {
        let none = BoundedVec::default();
        let sell = Amm::swap_exact_in(signed(BOB), TIDE, 100, none.clone(), 0);
        assert_noop!(sell, Error::<Test>::EmptyRoute);
        let buy = Amm::swap_exact_out(signed(BOB), TIDE, MAX, none, 100);
        assert_noop!(buy, Error::<Test>::EmptyRoute);
    });
}

#[test]
fn a_route_of_more_than_one_hop_is_refused_even_where_every_hop_exists() {
    with_pool().pool([USD, ETH], FeeTier::Bp30, [1_000_000, 1_000_000]).build_and_execute(|| {
        let way = [(0, USD), (1, ETH), (1, USD), (0, TIDE)]
            .map(|(pool_id, asset_out)| Hop { pool_id, asset_out });
        for length in 2..=4 {
            let route = BoundedVec::truncate_from(way[..length].to_vec());
            let sell = Amm::swap_exact_in(signed(BOB), TIDE, 100, route.clone(), 0);
            assert_noop!(sell, Error::<Test>::RouteTooLong);
            let buy = Amm::swap_exact_out(signed(BOB), TIDE, MAX, route, 100);
            assert_noop!(buy, Error::<Test>::RouteTooLong);
        }
    });
}

#[test]
fn the_largest_number_in_any_argument_is_refused_by_name() {
    with_pool().build_and_execute(|| {
        assert_noop!(swap_in(BOB, TIDE, MAX, USD, 0), Error::<Test>::Overflow);
        assert_noop!(swap_in(BOB, TIDE, 100, USD, MAX), Error::<Test>::AmountOutBelowMinimum);
        assert_noop!(swap_out(BOB, TIDE, MAX, USD, MAX), Error::<Test>::InsufficientReserve);
        let all = NativeOrWithId::WithId(u32::MAX);
        assert_noop!(swap_in(BOB, all.clone(), MAX, USD, MAX), Error::<Test>::AssetNotInPool);
        assert_noop!(swap_out(BOB, TIDE, MAX, all, MAX), Error::<Test>::AssetNotInPool);
    });
}

#[test]
fn the_largest_maximum_is_no_reason_to_refuse() {
    with_pool().build_and_execute(|| {
        assert_ok!(swap_out(BOB, TIDE, MAX, USD, 100_000));
        assert_eq!(balance(&TIDE, BOB), FORTUNE - 25_719);
    });
}

#[test]
fn the_whole_reserve_cannot_be_bought_and_all_but_one_unit_can() {
    with_pool().build_and_execute(|| {
        let error = Error::<Test>::InsufficientReserve;
        assert_noop!(swap_out(BOB, USD, MAX, TIDE, 1_000_000), error);
        let error = Error::<Test>::InsufficientReserve;
        assert_noop!(swap_out(BOB, USD, MAX, TIDE, 1_000_001), error);
        // The last but one costs four millions of millions: more than Bob has.
        assert_ok!(Assets::mint(signed(crate::mock::OWNER), 1, BOB, 4 * FORTUNE));
        assert_ok!(swap_out(BOB, USD, 4_012_032_096_289, TIDE, 999_999));
        assert_eq!(pool(0).reserves, list([1, 4_012_036_096_289]));
        assert_noop!(swap_out(BOB, USD, MAX, TIDE, 1), Error::<Test>::InsufficientReserve);
    });
}

#[test]
fn an_empty_pool_trades_nothing() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(create(ALICE, [TIDE, USD]));
        assert_noop!(swap_in(BOB, TIDE, 100, USD, 0), Error::<Test>::PoolEmpty);
        assert_noop!(swap_out(BOB, TIDE, MAX, USD, 1), Error::<Test>::PoolEmpty);
    });
}

#[test]
fn nobody_pays_more_than_they_have() {
    with_pool().build_and_execute(|| {
        let tide = swap_in(BOB, TIDE, FORTUNE + 1, USD, 0);
        assert_noop!(tide, TokenError::FundsUnavailable);
        let low = pallet_assets::Error::<Test, pallet_assets::Instance1>::BalanceLow;
        assert_noop!(swap_in(BOB, USD, FORTUNE + 1, TIDE, 0), low);
    });
}

#[test]
fn only_a_signed_origin_trades() {
    with_pool().build_and_execute(|| {
        for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
            let sell = Amm::swap_exact_in(origin.clone(), TIDE, 100, hops(0, USD), 0);
            assert_noop!(sell, DispatchError::BadOrigin);
            let buy = Amm::swap_exact_out(origin, TIDE, MAX, hops(0, USD), 100);
            assert_noop!(buy, DispatchError::BadOrigin);
        }
    });
}

#[test]
fn a_donation_to_the_vault_changes_no_trade() {
    with_pool().build_and_execute(|| {
        assert_ok!(Balances::transfer_allow_death(signed(ALICE), Amm::vault(), 777_777));
        assert_ok!(Assets::transfer(signed(ALICE), 1, Amm::vault(), 999_999));
        assert_ok!(swap_in(BOB, TIDE, 100_000, USD, 362_644));
        assert_eq!(balance(&USD, BOB), FORTUNE + 362_644);
    });
}

proptest! {
    #[test]
    fn no_trade_lowers_the_product_and_no_round_trip_gains(
        amount in prop_oneof![1u128..100, 1u128..10_000_000, 1u128..FORTUNE],
        tide_first: bool,
    ) {
        let product = || pool(0).reserves[0] * pool(0).reserves[1];
        with_pool().build_and_execute(|| {
            let [first, second] = if tide_first { [TIDE, USD] } else { [USD, TIDE] };
            let (had, before) = (balance(&second, BOB), product());
            if swap_in(BOB, first.clone(), amount, second.clone(), 0).is_err() {
                return;
            }
            let between = product();
            assert!(between >= before);
            let bought = balance(&second, BOB) - had;
            if swap_in(BOB, second, bought, first.clone(), 0).is_ok() {
                assert!(product() >= between);
            }
            assert!(balance(&first, BOB) < FORTUNE);
        });
    }
}
