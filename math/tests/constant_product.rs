//! The constant product: equal to its exact twin, refusals included.

mod reference;
mod strategies;

use proptest::prelude::*;
use reference::constant_product as twin;
use strategies::{any_amount, any_fee, budget, of_any_length, pool_and_amount, portion, valid_fee};
use tidewater_math::{
    amm::constant_product::{
        add_liquidity, first_shares, price_impact_bps, remove_liquidity, swap_exact_in,
        swap_exact_out, Swap,
    },
    MathError,
};

const REGRESSIONS: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/proptest-regressions/constant_product.txt");

mod equals_the_twin {
    use super::*;

    proptest! {
        #![proptest_config(budget(REGRESSIONS))]

        #[test]
        fn when_any_amount_is_sold(
            reserves in [any_amount(), any_amount()],
            amount in any_amount(),
            fee in any_fee(),
        ) {
            let [reserve_in, reserve_out] = reserves;
            prop_assert_eq!(
                swap_exact_in(reserve_in, reserve_out, amount, fee),
                twin::swap_exact_in(reserves, amount, fee)
            );
        }

        #[test]
        fn when_a_part_of_the_reserve_is_sold(
            (reserves, amount) in pool_and_amount(),
            fee in any_fee(),
        ) {
            let [reserve_in, reserve_out] = reserves;
            prop_assert_eq!(
                swap_exact_in(reserve_in, reserve_out, amount, fee),
                twin::swap_exact_in(reserves, amount, fee)
            );
        }

        #[test]
        fn when_any_amount_is_bought(
            reserves in [any_amount(), any_amount()],
            amount in any_amount(),
            fee in any_fee(),
        ) {
            let [reserve_in, reserve_out] = reserves;
            prop_assert_eq!(
                swap_exact_out(reserve_in, reserve_out, amount, fee),
                twin::swap_exact_out(reserves, amount, fee)
            );
        }

        #[test]
        fn when_a_part_of_the_reserve_is_bought(
            ([reserve_out, reserve_in], amount) in pool_and_amount(),
            fee in any_fee(),
        ) {
            prop_assert_eq!(
                swap_exact_out(reserve_in, reserve_out, amount, fee),
                twin::swap_exact_out([reserve_in, reserve_out], amount, fee)
            );
        }

        #[test]
        fn when_the_price_impact_of_any_amounts_is_asked(
            reserves in [any_amount(), any_amount()],
            amounts in [any_amount(), any_amount()],
            fee in any_fee(),
        ) {
            prop_assert_eq!(
                price_impact_bps(reserves[0], reserves[1], amounts[0], amounts[1], fee),
                twin::price_impact_bps(reserves, amounts[0], amounts[1], fee)
            );
        }

        #[test]
        fn when_the_price_impact_of_a_trade_is_asked(
            ([reserve_in, reserve_out], amount) in pool_and_amount(),
            fee in valid_fee(),
        ) {
            if let Ok(trade) = swap_exact_in(reserve_in, reserve_out, amount, fee) {
                prop_assert_eq!(
                    price_impact_bps(reserve_in, reserve_out, amount, trade.amount_out, fee),
                    twin::price_impact_bps([reserve_in, reserve_out], amount, trade.amount_out, fee)
                );
            }
        }

        #[test]
        fn when_a_pool_is_begun(
            amounts in [any_amount(), any_amount()],
            locked in prop_oneof![Just(0), Just(1_000), any_amount()],
        ) {
            prop_assert_eq!(first_shares(amounts, locked), twin::first_shares(amounts, locked));
        }

        #[test]
        fn when_any_amounts_are_added(
            reserves in [any_amount(), any_amount()],
            total in any_amount(),
            amounts in [any_amount(), any_amount()],
        ) {
            prop_assert_eq!(
                add_liquidity(reserves, total, amounts),
                twin::add_liquidity(reserves, total, amounts)
            );
        }

        #[test]
        fn when_parts_of_the_reserves_are_added(
            reserves in [of_any_length(127), of_any_length(127)],
            total in of_any_length(127),
            parts in [1u128..=10_000, 1u128..=10_000],
        ) {
            let amounts = [0, 1].map(|asset| portion(reserves[asset], parts[asset], 10_000));
            prop_assert_eq!(
                add_liquidity(reserves, total, amounts),
                twin::add_liquidity(reserves, total, amounts)
            );
        }

        #[test]
        fn when_any_shares_are_removed(
            reserves in [any_amount(), any_amount()],
            [total, shares] in [any_amount(), any_amount()],
            locked in prop_oneof![Just(0), Just(1_000), any_amount()],
        ) {
            prop_assert_eq!(
                remove_liquidity(reserves, total, locked, shares),
                twin::remove_liquidity(reserves, total, locked, shares)
            );
        }

        #[test]
        fn when_a_part_of_the_shares_is_removed(
            reserves in [any_amount(), any_amount()],
            total in any_amount(),
            locked in prop_oneof![Just(0), Just(1_000)],
            part in 1u128..=10_000,
        ) {
            let shares = portion(total, part, 10_000);
            prop_assert_eq!(
                remove_liquidity(reserves, total, locked, shares),
                twin::remove_liquidity(reserves, total, locked, shares)
            );
        }
    }
}

#[test]
fn a_known_sale_is_rounded_down_once() {
    // 99.7 · 2 000 / (1 000 + 99.7) = 181.32…, of which the trader is paid the whole units.
    let trade = swap_exact_in(1_000, 2_000, 100, 30);
    let expected =
        Swap { amount_in: 100, amount_out: 181, fee: 1, reserve_in: 1_100, reserve_out: 1_819 };
    assert_eq!(trade, Ok(expected));
}

#[test]
fn a_known_purchase_is_rounded_up_once() {
    // 1 000 · 181 / (1 819 · 0.997) = 99.80…, of which the trader pays one unit more.
    let trade = swap_exact_out(1_000, 2_000, 181, 30);
    let expected =
        Swap { amount_in: 100, amount_out: 181, fee: 1, reserve_in: 1_100, reserve_out: 1_819 };
    assert_eq!(trade, Ok(expected));
}

#[test]
fn a_purchase_that_divides_evenly_costs_not_one_unit_more() {
    let trade = swap_exact_out(1_000, 2_000, 1_000, 0);
    assert_eq!(trade.map(|trade| trade.amount_in), Ok(1_000));
}

#[test]
fn a_sale_between_the_greatest_reserves_is_exact_in_270_bits() {
    let half = u128::MAX / 2;
    let trade = swap_exact_in(half, u128::MAX, half, 1).map(|trade| trade.amount_out);
    assert_eq!(
        trade,
        twin::swap_exact_in([half, u128::MAX], half, 1).map(|trade| trade.amount_out)
    );
    assert!(trade.is_ok());
}

#[test]
fn a_first_deposit_must_leave_its_depositor_at_least_one_share() {
    assert_eq!(first_shares([1_000, 1_000], 1_000), Err(MathError::BelowLockedShares));
    assert_eq!(first_shares([1_001, 1_001], 1_000).map(|first| first.minted), Ok(1));
}

#[test]
fn one_side_of_a_deposit_may_be_worth_more_shares_than_fit() {
    let added = add_liquidity([1, 1 << 100], 1 << 100, [u128::MAX / 2, 1]);
    assert_eq!(added.map(|added| (added.amounts, added.shares)), Ok(([1, 1], 1)));
}

#[test]
fn a_withdrawal_may_pay_nothing_of_one_asset() {
    let removed = remove_liquidity([3, 1_000_000], 2_000, 0, 500);
    assert_eq!(removed.map(|removed| removed.amounts), Ok([0, 250_000]));
}

#[test]
fn the_locked_shares_cannot_be_withdrawn() {
    let remove = |shares| remove_liquidity([10_000, 10_000], 10_000, 1_000, shares);
    assert_eq!(remove(9_000).map(|removed| removed.reserves), Ok([1_000, 1_000]));
    assert_eq!(remove(9_001), Err(MathError::InsufficientShares));
}

#[test]
fn refusals_are_reported_in_the_documented_order() {
    assert_eq!(swap_exact_in(0, 0, 0, 10_000), Err(MathError::FeeOutOfRange));
    assert_eq!(swap_exact_in(1, 0, 0, 9_999), Err(MathError::EmptyPool));
    assert_eq!(swap_exact_in(1, 1, 0, 9_999), Err(MathError::ZeroAmount));
    assert_eq!(swap_exact_in(u128::MAX, 1, 1, 9_999), Err(MathError::ZeroOutput));
    assert_eq!(swap_exact_in(u128::MAX, u128::MAX, 2, 0), Err(MathError::Overflow));
    assert_eq!(swap_exact_out(u128::MAX, 1, 1, 0), Err(MathError::InsufficientReserve));
    assert_eq!(swap_exact_out(u128::MAX, 2, 1, 0), Err(MathError::Overflow));
}
