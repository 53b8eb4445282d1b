//! What a trade pays and what it refuses. What it does to accounts is in `swap/accounts.rs`.

mod accounts;

use super::*;
use crate::{
    mock::{Test, ALICE, BOB, BTC, ETH, FORTUNE},
    Error,
};
use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo};
use proptest::prelude::*;
use sp_runtime::{DispatchError, TokenError};

/// Has nothing to begin with.
const CAROL: AccountId = 3;
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
            protocol_fee: 0,
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
            protocol_fee: 0,
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
            protocol_fee: 0,
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
            protocol_fee: 0,
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
                    protocol_fee: 0,
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
        changed.block.number = 1;
        changed.block.flow = crate::types::per_asset([100_000, -363_471]);
        // The block before is closed: a quarter of a TIDE-unit for a USD-unit.
        let price = changed.history.prices[0].averages[0];
        changed.history.prices[0].cumulative = price;
        assert_eq!(price, sp_core::U256::from(1) << 126);
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

/// A route from TIDE by way of USD to ETH, then in circles.
fn way(length: usize) -> BoundedVec<Hop, ConstU32<4>> {
    let way = [(0, USD), (1, ETH), (1, USD), (0, TIDE)]
        .map(|(pool_id, asset_out)| Hop { pool_id, asset_out });
    BoundedVec::truncate_from(way[..length].to_vec())
}

/// What a call says it has cost, or that it cost what was paid for beforehand.
fn weight(result: DispatchResultWithPostInfo) -> Option<u64> {
    result.expect("the trade is made").actual_weight.map(|weight| weight.ref_time())
}

#[test]
fn a_trade_through_constant_product_pools_costs_less_than_was_paid_for_beforehand() {
    let pools = with_pool().pool([USD, ETH], FeeTier::Bp30, [1_000_000, 1_000_000]);
    pools.build_and_execute(|| {
        let sell = |hops| Amm::swap_exact_in(signed(BOB), TIDE, 1_000, hops, 0);
        let buy = |hops| Amm::swap_exact_out(signed(BOB), TIDE, MAX, hops, 1_000);
        assert_eq!([1, 2].map(|length| weight(sell(way(length)))), [Some(5_001), Some(5_002)]);
        assert_eq!([1, 2].map(|length| weight(buy(way(length)))), [Some(7_001), Some(7_002)]);
        let before = |call: crate::Call<Test>| call.get_dispatch_info().call_weight.ref_time();
        let sell = crate::Call::swap_exact_in {
            asset_in: TIDE,
            amount_in: 1_000,
            hops: way(2),
            min_amount_out: 0,
        };
        assert_eq!(before(sell), 6_002);
        let buy = crate::Call::swap_exact_out {
            asset_in: TIDE,
            max_amount_in: MAX,
            hops: way(2),
            amount_out: 1_000,
        };
        assert_eq!(before(buy), 8_002);
    });
}

#[test]
fn a_refused_trade_gives_no_weight_back() {
    with_pool().build_and_execute(|| {
        let refused = Amm::swap_exact_in(signed(BOB), TIDE, 0, hops(0, USD), 0);
        let error = refused.expect_err("nothing is no payment");
        assert_eq!(error.post_info.actual_weight, None);
    });
}

#[test]
fn a_route_that_comes_back_to_a_pool_is_refused() {
    let pools = with_pool().pool([USD, ETH], FeeTier::Bp30, [1_000_000, 1_000_000]);
    pools.build_and_execute(|| {
        for length in 3..=4 {
            let sell = Amm::swap_exact_in(signed(BOB), TIDE, 100, way(length), 0);
            assert_noop!(sell, Error::<Test>::RepeatedPool);
            let buy = Amm::swap_exact_out(signed(BOB), TIDE, MAX, way(length), 100);
            assert_noop!(buy, Error::<Test>::RepeatedPool);
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
fn the_whole_reserve_cannot_be_bought() {
    with_pool().build_and_execute(|| {
        for amount in [1_000_000, 1_000_001] {
            let buy = swap_out(BOB, USD, MAX, TIDE, amount);
            assert_noop!(buy, Error::<Test>::InsufficientReserve);
        }
        let all_but_one = swap_out(BOB, USD, MAX, TIDE, 999_999);
        assert_noop!(all_but_one, Error::<Test>::TradeTooLarge);
    });
}

/// `floor(4,000,000 · 0.3333) = 1,333,200`, which buys
/// `floor(1,333,200 · 0.997 · 1,000,000 / (4,000,000 + 1,333,200 · 0.997)) = 249,418`.
#[test]
fn a_trade_puts_in_a_third_of_the_reserve_and_no_unit_more() {
    with_pool().build_and_execute(|| {
        assert_noop!(swap_in(BOB, USD, 1_333_201, TIDE, 0), Error::<Test>::TradeTooLarge);
        assert_noop!(swap_out(BOB, USD, MAX, TIDE, 249_419), Error::<Test>::TradeTooLarge);
        assert_ok!(swap_in(BOB, USD, 1_333_200, TIDE, 249_418));
        assert_eq!(pool(0).reserves, list([750_582, 5_333_200]));
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
        assert_ok!(Balances::transfer_keep_alive(signed(ALICE), CAROL, 1_000));
        assert_ok!(Assets::transfer(signed(ALICE), 1, CAROL, 1_000));
        let tide = swap_in(CAROL, TIDE, 1_001, USD, 0);
        assert_noop!(tide, TokenError::FundsUnavailable);
        let low = pallet_assets::Error::<Test, pallet_assets::Instance1>::BalanceLow;
        assert_noop!(swap_in(CAROL, USD, 1_001, TIDE, 0), low);
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
        amount in prop_oneof![1u128..100, 1u128..350_000, 1u128..1_400_000],
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
