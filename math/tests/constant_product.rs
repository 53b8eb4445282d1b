//! The constant product: equal to its exact twin, refusals included.

mod reference;
mod strategies;

use proptest::prelude::*;
use reference::constant_product as twin;
use strategies::{
    any_amount, any_fee, any_fees, budget, of_any_length, pool_and_amount, portion, valid_fee,
};
use tidewater_math::{
    amm::{
        constant_product::{
            add_liquidity, first_shares, price_impact_bps, swap_exact_in, swap_exact_out,
        },
        Fees, Swap,
    },
    MathError,
};

const REGRESSIONS: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/proptest-regressions/constant_product.txt");

/// A fee of which the protocol gets nothing.
fn only_the_pools(trade_bps: u32) -> Fees {
    Fees { trade_bps, protocol_bps: 0 }
}

mod equals_the_twin {
    use super::*;

    proptest! {
        #![proptest_config(budget(REGRESSIONS))]

        #[test]
        fn when_any_amount_is_sold(
            reserves in [any_amount(), any_amount()],
            amount in any_amount(),
            fees in any_fees(),
        ) {
            let [reserve_in, reserve_out] = reserves;
            prop_assert_eq!(
                swap_exact_in(reserve_in, reserve_out, amount, fees),
                twin::swap_exact_in(reserves, amount, fees)
            );
        }

        #[test]
        fn when_a_part_of_the_reserve_is_sold(
            (reserves, amount) in pool_and_amount(),
            fees in any_fees(),
        ) {
            let [reserve_in, reserve_out] = reserves;
            prop_assert_eq!(
                swap_exact_in(reserve_in, reserve_out, amount, fees),
                twin::swap_exact_in(reserves, amount, fees)
            );
        }

        #[test]
        fn when_any_amount_is_bought(
            reserves in [any_amount(), any_amount()],
            amount in any_amount(),
            fees in any_fees(),
        ) {
            let [reserve_in, reserve_out] = reserves;
            prop_assert_eq!(
                swap_exact_out(reserve_in, reserve_out, amount, fees),
                twin::swap_exact_out(reserves, amount, fees)
            );
        }

        #[test]
        fn when_a_part_of_the_reserve_is_bought(
            ([reserve_out, reserve_in], amount) in pool_and_amount(),
            fees in any_fees(),
        ) {
            prop_assert_eq!(
                swap_exact_out(reserve_in, reserve_out, amount, fees),
                twin::swap_exact_out([reserve_in, reserve_out], amount, fees)
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
            if let Ok(trade) = swap_exact_in(reserve_in, reserve_out, amount, only_the_pools(fee)) {
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
    }
}

/// 100 for 181 out of 1 000 : 2 000 at a fee of 0.3 %.
fn expected() -> Swap {
    Swap {
        amount_in: 100,
        amount_out: 181,
        fee: 1,
        protocol_fee: 0,
        reserve_in: 1_100,
        reserve_out: 1_819,
    }
}

#[test]
fn a_known_sale_is_rounded_down_once() {
    // 99.7 · 2 000 / (1 000 + 99.7) = 181.32…, of which the trader is paid the whole units.
    let trade = swap_exact_in(1_000, 2_000, 100, only_the_pools(30));
    assert_eq!(trade, Ok(expected()));
}

#[test]
fn a_known_purchase_is_rounded_up_once() {
    // 1 000 · 181 / (1 819 · 0.997) = 99.80…, of which the trader pays one unit more.
    let trade = swap_exact_out(1_000, 2_000, 181, only_the_pools(30));
    assert_eq!(trade, Ok(expected()));
}

#[test]
fn a_purchase_that_divides_evenly_costs_not_one_unit_more() {
    let trade = swap_exact_out(1_000, 2_000, 1_000, only_the_pools(0));
    assert_eq!(trade.map(|trade| trade.amount_in), Ok(1_000));
}

#[test]
fn a_sale_between_the_greatest_reserves_is_exact_in_270_bits() {
    let half = u128::MAX / 2;
    let trade =
        swap_exact_in(half, u128::MAX, half, only_the_pools(1)).map(|trade| trade.amount_out);
    assert_eq!(
        trade,
        twin::swap_exact_in([half, u128::MAX], half, only_the_pools(1))
            .map(|trade| trade.amount_out)
    );
    assert!(trade.is_ok());
}

#[test]
fn the_protocols_part_of_the_fee_leaves_the_pool() {
    // The fee is 300, of which a sixth, 50, is not in the reserve.
    let fees = Fees { trade_bps: 30, protocol_bps: 1_667 };
    let trade = swap_exact_in(1_000_000, 2_000_000, 100_000, fees).unwrap();
    assert_eq!((trade.fee, trade.protocol_fee, trade.reserve_in), (300, 50, 1_099_950));
    let whole = swap_exact_in(1_000_000, 2_000_000, 100_000, only_the_pools(30)).unwrap();
    assert_eq!((whole.protocol_fee, whole.reserve_in), (0, 1_100_000));
    assert_eq!((trade.amount_out, trade.reserve_out), (whole.amount_out, whole.reserve_out));
}

/// The exact fee is 0.3, reported as 1. Were that 1 the protocol's, 99 would be in the pool for the
/// 99.7 that were paid for, and the product would fall from 2 000 000 to 1 099 · 1 819.
#[test]
fn all_of_the_fee_is_the_protocols_but_for_the_unit_that_rounding_added() {
    let fees = Fees { trade_bps: 30, protocol_bps: 10_000 };
    let gets = |amount_in| {
        swap_exact_in(1_000, 2_000, amount_in, fees).map(|trade| (trade.fee, trade.protocol_fee))
    };
    assert_eq!(gets(100), Ok((1, 0)));
    assert_eq!(gets(1_000), Ok((3, 3)));
    assert_eq!(gets(1_001), Ok((4, 3)));
}

#[test]
fn a_first_deposit_must_leave_its_depositor_at_least_one_share() {
    assert_eq!(first_shares([1_000, 1_000], 1_000), Err(MathError::BelowLockedShares));
    assert_eq!(first_shares([1_001, 1_001], 1_000).map(|first| first.minted), Ok(1));
}

#[test]
fn one_side_of_a_deposit_may_be_worth_more_shares_than_fit() {
    let added = add_liquidity([1, 1 << 100], 1 << 100, [u128::MAX / 2, 1]);
    assert_eq!(
        added.map(|added| (added.amounts, added.shares)),
        Ok(([1, 1].into_iter().collect(), 1))
    );
}

#[test]
fn refusals_are_reported_in_the_documented_order() {
    assert_eq!(swap_exact_in(0, 0, 0, only_the_pools(10_000)), Err(MathError::FeeOutOfRange));
    let too_much = Fees { trade_bps: 0, protocol_bps: 10_001 };
    assert_eq!(swap_exact_in(0, 0, 0, too_much), Err(MathError::FeeOutOfRange));
    assert_eq!(swap_exact_out(0, 0, 0, too_much), Err(MathError::FeeOutOfRange));
    assert_eq!(swap_exact_in(1, 0, 0, only_the_pools(9_999)), Err(MathError::EmptyPool));
    assert_eq!(swap_exact_in(1, 1, 0, only_the_pools(9_999)), Err(MathError::ZeroAmount));
    assert_eq!(swap_exact_in(u128::MAX, 1, 1, only_the_pools(9_999)), Err(MathError::ZeroOutput));
    assert_eq!(swap_exact_in(u128::MAX, u128::MAX, 2, only_the_pools(0)), Err(MathError::Overflow));
    assert_eq!(
        swap_exact_out(u128::MAX, 1, 1, only_the_pools(0)),
        Err(MathError::InsufficientReserve)
    );
    assert_eq!(swap_exact_out(u128::MAX, 2, 1, only_the_pools(0)), Err(MathError::Overflow));
}
