//! The constant product as a market: nobody gains by the order, the cut or the undoing of what they
//! do.

mod strategies;

use num_bigint::BigInt;
use proptest::prelude::*;
use strategies::{any_amount, budget, of_any_length, pool_and_amount, portion, valid_fees};
use tidewater_math::{
    amm::{
        constant_product::{
            add_liquidity, first_shares, price_impact_bps, swap_exact_in, swap_exact_out,
        },
        shares::remove_in_proportion,
        Amounts, Fees, Swap,
    },
    MathError,
};

const REGRESSIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/proptest-regressions/market.txt");

fn product([a, b]: [u128; 2]) -> BigInt {
    BigInt::from(a) * b
}

fn pair(amounts: [u128; 2]) -> Amounts {
    amounts.into_iter().collect()
}

fn both(amounts: &[u128]) -> [u128; 2] {
    [amounts[0], amounts[1]]
}

mod a_trade {
    use super::*;

    proptest! {
        #![proptest_config(budget(REGRESSIONS))]

        #[test]
        fn never_lowers_the_product_of_the_reserves(
            (reserves, amount) in pool_and_amount(),
            fees in valid_fees(),
        ) {
            let trades = [
                swap_exact_in(reserves[0], reserves[1], amount, fees),
                swap_exact_out(reserves[1], reserves[0], amount, fees),
            ];
            for Swap { reserve_in, reserve_out, .. } in trades.into_iter().flatten() {
                prop_assert!(product([reserve_in, reserve_out]) >= product(reserves));
            }
        }

        #[test]
        fn moves_each_reserve_by_what_it_says(
            (reserves, amount) in pool_and_amount(),
            fees in valid_fees(),
        ) {
            if let Ok(trade) = swap_exact_in(reserves[0], reserves[1], amount, fees) {
                prop_assert_eq!(trade.amount_in, amount);
                prop_assert_eq!(trade.reserve_in - (amount - trade.protocol_fee), reserves[0]);
                prop_assert_eq!(trade.reserve_out + trade.amount_out, reserves[1]);
                prop_assert!(trade.reserve_out > 0 && trade.fee <= amount);
                prop_assert!(trade.protocol_fee <= trade.fee);
            }
        }

        /// What `swap_exact_out` charges buys at least what was asked when it is sold instead, and
        /// one unit less does not.
        #[test]
        fn bought_costs_the_least_that_buys_it(
            ([reserve_out, reserve_in], amount) in pool_and_amount(),
            fees in valid_fees(),
        ) {
            if let Ok(bought) = swap_exact_out(reserve_in, reserve_out, amount, fees) {
                let pays = |amount_in| {
                    swap_exact_in(reserve_in, reserve_out, amount_in, fees)
                        .map_or(0, |sold| sold.amount_out)
                };
                prop_assert!(pays(bought.amount_in) >= amount);
                prop_assert!(pays(bought.amount_in - 1) < amount);
            }
        }

        #[test]
        fn sold_pays_what_could_be_bought_for_no_more(
            ([reserve_in, reserve_out], amount) in pool_and_amount(),
            fees in valid_fees(),
        ) {
            if let Ok(sold) = swap_exact_in(reserve_in, reserve_out, amount, fees) {
                let bought = swap_exact_out(reserve_in, reserve_out, sold.amount_out, fees);
                prop_assert!(bought.is_ok_and(|bought| bought.amount_in <= amount));
            }
        }

        #[test]
        fn there_and_back_never_profits(
            ([reserve_in, reserve_out], amount) in pool_and_amount(),
            fees in valid_fees(),
        ) {
            if let Ok(there) = swap_exact_in(reserve_in, reserve_out, amount, fees) {
                let back =
                    swap_exact_in(there.reserve_out, there.reserve_in, there.amount_out, fees);
                prop_assert!(back.map_or(0, |back| back.amount_out) <= amount);
                let back = swap_exact_out(there.reserve_out, there.reserve_in, amount, fees);
                prop_assert!(back.map_or(u128::MAX, |back| back.amount_in) >= there.amount_out);
            }
        }

        /// Exactly, not up to a rounding: what stays in the pool of the fee worsens the price of the
        /// second half, or leaves it as it is where nothing stays; and the unit that the first half's
        /// floor left behind is worth less to the second than it cost the first.
        #[test]
        fn sold_in_two_never_pays_more_than_sold_in_one(
            ([reserve_in, reserve_out], amount) in pool_and_amount(),
            first in 0u128..=10_000,
            fees in valid_fees(),
        ) {
            let first = portion(amount, first, 10_000);
            let whole = swap_exact_in(reserve_in, reserve_out, amount, fees);
            if let (Ok(whole), Ok(one)) = (whole, swap_exact_in(reserve_in, reserve_out, first, fees)) {
                let two = swap_exact_in(one.reserve_in, one.reserve_out, amount - first, fees);
                let paid = one.amount_out + two.map_or(0, |two| two.amount_out);
                prop_assert!(paid <= whole.amount_out, "{paid} > {}", whole.amount_out);
            }
        }

        #[test]
        fn bought_in_two_never_costs_less_than_bought_in_one(
            ([reserve_out, reserve_in], amount) in pool_and_amount(),
            first in 0u128..=10_000,
            fees in valid_fees(),
        ) {
            let first = portion(amount, first, 10_000);
            let whole = swap_exact_out(reserve_in, reserve_out, amount, fees);
            if let (Ok(whole), Ok(one)) = (whole, swap_exact_out(reserve_in, reserve_out, first, fees)) {
                if let Ok(two) =
                    swap_exact_out(one.reserve_in, one.reserve_out, amount - first, fees)
                {
                    let paid = BigInt::from(one.amount_in) + two.amount_in;
                    prop_assert!(paid >= BigInt::from(whole.amount_in));
                }
            }
        }

        /// What the protocol gets is what the pool has less, and nothing else differs.
        #[test]
        fn is_paid_the_same_whatever_the_protocol_gets(
            (reserves, amount) in pool_and_amount(),
            fees in valid_fees(),
        ) {
            let alone = Fees { protocol_bps: 0, ..fees };
            let trades = [
                [fees, alone].map(|fees| swap_exact_in(reserves[0], reserves[1], amount, fees)),
                [fees, alone].map(|fees| swap_exact_out(reserves[1], reserves[0], amount, fees)),
            ];
            for [trade, whole] in trades {
                if let (Ok(trade), Ok(whole)) = (trade, whole) {
                    let reserve_in = trade.reserve_in + trade.protocol_fee;
                    prop_assert_eq!(Swap { reserve_in, protocol_fee: 0, ..trade }, whole);
                } else {
                    // Only what the protocol does not get can be too much for the reserve.
                    prop_assert!(trade == whole || whole == Err(MathError::Overflow));
                }
            }
        }

        #[test]
        fn has_a_price_impact_between_one_and_ten_thousand(
            (reserves, amount) in pool_and_amount(),
            fees in valid_fees(),
        ) {
            let trades = [
                (reserves, swap_exact_in(reserves[0], reserves[1], amount, fees)),
                ([reserves[1], reserves[0]], swap_exact_out(reserves[1], reserves[0], amount, fees)),
            ];
            for (reserves, trade) in trades {
                if let Ok(Swap { amount_in, amount_out, .. }) = trade {
                    let impact =
                        price_impact_bps(reserves[0], reserves[1], amount_in, amount_out, fees.trade_bps);
                    prop_assert!((1..=10_000).contains(&impact));
                }
            }
        }
    }
}

mod a_deposit {
    use super::*;

    proptest! {
        #![proptest_config(budget(REGRESSIONS))]

        #[test]
        fn takes_no_more_than_was_offered_and_some_of_each(
            reserves in [any_amount(), any_amount()],
            total in any_amount(),
            offered in [any_amount(), any_amount()],
        ) {
            if let Ok(added) = add_liquidity(reserves, total, offered) {
                for asset in [0, 1] {
                    prop_assert!((1..=offered[asset]).contains(&added.amounts[asset]));
                    prop_assert_eq!(added.reserves[asset] - reserves[asset], added.amounts[asset]);
                }
                prop_assert_eq!(added.total_shares - total, added.shares);
            }
        }

        #[test]
        fn that_is_withdrawn_at_once_never_profits(
            reserves in [of_any_length(126), of_any_length(126)],
            total in of_any_length(126),
            parts in [1u128..=10_000, 1u128..=10_000],
        ) {
            let offered = [0, 1].map(|asset| portion(reserves[asset], parts[asset], 10_000));
            if let Ok(added) = add_liquidity(reserves, total, offered) {
                let removed = remove_in_proportion(&added.reserves, added.total_shares, 0, added.shares);
                let paid = removed.map_or(pair([0, 0]), |removed| removed.amounts);
                prop_assert!(paid[0] <= added.amounts[0] && paid[1] <= added.amounts[1]);
            }
        }

        #[test]
        fn of_what_was_withdrawn_never_buys_more_shares(
            reserves in [of_any_length(126), of_any_length(126)],
            total in of_any_length(126),
            part in 1u128..=9_999,
        ) {
            let shares = portion(total, part, 10_000);
            if let Ok(removed) = remove_in_proportion(&reserves, total, 0, shares) {
                let added =
                    add_liquidity(both(&removed.reserves), removed.total_shares, both(&removed.amounts));
                prop_assert!(added.map_or(0, |added| added.shares) <= shares);
            }
        }

        #[test]
        fn that_begins_a_pool_is_never_worth_more_than_was_put_in(
            amounts in [any_amount(), any_amount()],
            locked in prop_oneof![Just(0), Just(1_000), any_amount()],
        ) {
            if let Ok(first) = first_shares(amounts, locked) {
                prop_assert_eq!(first.total - first.minted, locked);
                prop_assert!(product([first.total, first.total]) <= product(amounts));
                if let Ok(removed) = remove_in_proportion(&amounts, first.total, locked, first.minted) {
                    prop_assert!(removed.amounts[0] <= amounts[0]);
                    prop_assert!(removed.amounts[1] <= amounts[1]);
                }
            }
        }
    }
}

mod a_share {
    use super::*;

    #[derive(Clone, Debug)]
    enum Step {
        Sell { asset: usize, part: u128 },
        Buy { asset: usize, part: u128 },
        Add { parts: [u128; 2] },
        Remove { part: u128 },
    }

    fn any_step() -> impl Strategy<Value = Step> {
        let part = || prop_oneof![1u128..=20, 1u128..=9_999];
        prop_oneof![
            (0usize..2, part()).prop_map(|(asset, part)| Step::Sell { asset, part }),
            (0usize..2, part()).prop_map(|(asset, part)| Step::Buy { asset, part }),
            [part(), part()].prop_map(|parts| Step::Add { parts }),
            part().prop_map(|part| Step::Remove { part }),
        ]
    }

    /// The reserves and the shares after `step`, or as they were if it is refused.
    fn after(step: &Step, reserves: [u128; 2], total: u128, fees: Fees) -> ([u128; 2], u128) {
        let traded = |asset: usize, trade: Result<Swap, MathError>| {
            trade.map(|Swap { reserve_in, reserve_out, .. }| match asset {
                0 => ([reserve_in, reserve_out], total),
                _ => ([reserve_out, reserve_in], total),
            })
        };
        let outcome = match *step {
            Step::Sell { asset, part } => {
                let [reserve_in, reserve_out] = [reserves[asset], reserves[1 - asset]];
                let amount = portion(reserve_in, part, 10_000).max(part % 3);
                traded(asset, swap_exact_in(reserve_in, reserve_out, amount, fees))
            }
            Step::Buy { asset, part } => {
                let [reserve_in, reserve_out] = [reserves[asset], reserves[1 - asset]];
                let amount = portion(reserve_out, part, 10_000).max(part % 3);
                traded(asset, swap_exact_out(reserve_in, reserve_out, amount, fees))
            }
            Step::Add { parts } => {
                let offered = [0, 1].map(|asset| portion(reserves[asset], parts[asset], 10_000));
                add_liquidity(reserves, total, offered.map(|amount| amount.max(1)))
                    .map(|added| (both(&added.reserves), added.total_shares))
            }
            Step::Remove { part } => {
                remove_in_proportion(&reserves, total, 1, portion(total, part, 10_000).max(1))
                    .map(|removed| (both(&removed.reserves), removed.total_shares))
            }
        };
        outcome.unwrap_or((reserves, total))
    }

    proptest! {
        #![proptest_config(budget(REGRESSIONS))]

        /// `Ra · Rb / S²`, the square of what a share is worth, never falls: no order of steps, by
        /// whomever, takes anything from those who hold shares and do nothing.
        #[test]
        fn never_loses_value_over_any_run_of_steps(
            begun in [of_any_length(100), of_any_length(100)],
            steps in prop::collection::vec(any_step(), 1..24),
            fees in valid_fees(),
        ) {
            let Ok(first) = first_shares(begun, 1) else { return Ok(()) };
            let (mut reserves, mut total) = (begun, first.total);
            for step in &steps {
                let (then, shares) = after(step, reserves, total, fees);
                prop_assert!(
                    product(then) * product([total, total])
                        >= product(reserves) * product([shares, shares]),
                    "{step:?} from {reserves:?} and {total} shares"
                );
                (reserves, total) = (then, shares);
            }
        }
    }
}
