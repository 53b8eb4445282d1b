//! The stable curve as a market: nobody gains by the order, the cut or the undoing of what they do.

mod reference;
mod stable_pools;

use num_bigint::BigInt;
use proptest::prelude::*;
use reference::stable::{bounds, share_kept_value};
use stable_pools::{
    any_amplification, any_part, any_pool, budget, pair, usual_fees, valid_fees, Owned, Part,
};
use tidewater_math::{
    amm::{
        stable::{
            add_liquidity, invariant, price_impact_bps, remove_liquidity_single, spot_prices,
            swap_exact_in, swap_exact_out, MIN_RESERVE,
        },
        Amounts, Fees,
    },
    rounding::{mul_div, Rounding},
    MathError,
};

const REGRESSIONS: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/proptest-regressions/stable_market.txt");

const FREE: Fees = Fees { trade_bps: 0, protocol_bps: 0 };

/// What a holder of `shares` is paid of each asset in a withdrawal in proportion.
fn proportional(reserves: &[u128], total: u128, shares: u128) -> Amounts {
    reserves.iter().map(|own| mul_div(shares, *own, total, Rounding::Down).unwrap()).collect()
}

fn amounts_of(pool: &Owned, parts: Vec<Option<Part>>) -> Vec<u128> {
    let parts = pool.reserves.iter().zip(parts);
    parts.map(|(reserve, part)| part.map_or(0, |part| part.of(*reserve))).collect()
}

fn any_parts() -> impl Strategy<Value = Vec<Option<Part>>> {
    prop::collection::vec(prop::option::of(any_part()), 5)
}

mod a_trade {
    use super::*;

    proptest! {
        #![proptest_config(budget(REGRESSIONS))]

        #[test]
        fn never_lowers_the_invariant(
            pool in any_pool(),
            choice in any::<[usize; 2]>(),
            part in any_part(),
            fees in valid_fees(),
        ) {
            let (index_in, index_out) = pair(&pool, choice);
            let sold = part.of(pool.reserves[index_in]);
            let bought = part.of(pool.reserves[index_out]);
            let trades = [
                swap_exact_in(&pool.pool(), index_in, index_out, sold, fees),
                swap_exact_out(&pool.pool(), index_in, index_out, bought, fees),
            ];
            for trade in trades.into_iter().flatten() {
                let after = pool.after(index_in, index_out, &trade);
                // The exact one: what was rounded up before is still reached.
                prop_assert!(bounds(&after.pool()).0 >= bounds(&pool.pool()).1);
                prop_assert!(share_kept_value((&pool.pool(), 1), (&after.pool(), 1)));
            }
        }

        #[test]
        fn moves_each_reserve_by_what_it_says(
            pool in any_pool(),
            choice in any::<[usize; 2]>(),
            part in any_part(),
            fees in valid_fees(),
        ) {
            let (index_in, index_out) = pair(&pool, choice);
            let amount = part.of(pool.reserves[index_in]);
            if let Ok(trade) = swap_exact_in(&pool.pool(), index_in, index_out, amount, fees) {
                prop_assert_eq!(trade.amount_in, amount);
                let kept = amount - trade.protocol_fee;
                prop_assert_eq!(trade.reserve_in - kept, pool.reserves[index_in]);
                prop_assert_eq!(trade.reserve_out + trade.amount_out, pool.reserves[index_out]);
                prop_assert!(trade.protocol_fee <= trade.fee && trade.fee <= amount);
                prop_assert!(trade.amount_out > 0 && trade.reserve_out >= MIN_RESERVE);
            }
        }

        /// What `swap_exact_out` charges buys at least what was asked when it is sold instead, and
        /// one unit less does not.
        #[test]
        fn bought_costs_the_least_that_buys_it(
            pool in any_pool(),
            choice in any::<[usize; 2]>(),
            part in any_part(),
            fees in valid_fees(),
        ) {
            let (index_in, index_out) = pair(&pool, choice);
            let amount = part.of(pool.reserves[index_out]);
            let pool = pool.pool();
            if let Ok(bought) = swap_exact_out(&pool, index_in, index_out, amount, fees) {
                let sold = |amount| swap_exact_in(&pool, index_in, index_out, amount, fees);
                match sold(bought.amount_in) {
                    Ok(sold) => prop_assert!(sold.amount_out >= amount),
                    // A coarse unit may buy so many of the fine ones that too few would be left, and
                    // a purchase pays out before it counts.
                    Err(error) => prop_assert!(matches!(
                        error,
                        MathError::ReserveTooSmall
                            | MathError::Overflow
                    )),
                }
                let less = sold(bought.amount_in - 1).map_or(0, |sold| sold.amount_out);
                prop_assert!(less < amount);
            }
        }

        #[test]
        fn there_and_back_never_profits(
            pool in any_pool(),
            choice in any::<[usize; 2]>(),
            part in any_part(),
            fees in valid_fees(),
            free in any::<bool>(),
        ) {
            let fees = if free { FREE } else { fees };
            let (index_in, index_out) = pair(&pool, choice);
            let amount = part.of(pool.reserves[index_in]);
            if let Ok(there) = swap_exact_in(&pool.pool(), index_in, index_out, amount, fees) {
                let after = pool.after(index_in, index_out, &there);
                let back =
                    swap_exact_in(&after.pool(), index_out, index_in, there.amount_out, fees);
                prop_assert!(back.map_or(0, |back| back.amount_out) <= amount);
                let back = swap_exact_out(&after.pool(), index_out, index_in, amount, fees);
                prop_assert!(back.map_or(u128::MAX, |back| back.amount_in) >= there.amount_out);
            }
        }

        #[test]
        fn round_the_whole_pool_never_profits(
            pool in any_pool(),
            part in any_part(),
            fees in usual_fees(),
        ) {
            let start = part.of(pool.reserves[0]);
            let (mut after, mut amount) = (pool.clone(), start);
            for index_in in 0..pool.assets() {
                let index_out = (index_in + 1) % pool.assets();
                let trade = swap_exact_in(&after.pool(), index_in, index_out, amount, fees);
                let Ok(trade) = trade else { return Ok(()) };
                after = after.after(index_in, index_out, &trade);
                amount = trade.amount_out;
            }
            prop_assert!(amount <= start);
        }

        #[test]
        fn of_more_pays_no_less_and_of_more_costs_no_less(
            pool in any_pool(),
            choice in any::<[usize; 2]>(),
            parts in [any_part(), any_part()],
            fees in valid_fees(),
        ) {
            let (index_in, index_out) = pair(&pool, choice);
            let ordered = |reserve| {
                let [one, other] = parts.map(|part| part.of(reserve));
                [one.min(other), one.max(other)]
            };
            let sales = ordered(pool.reserves[index_in])
                .map(|amount| swap_exact_in(&pool.pool(), index_in, index_out, amount, fees));
            if let [Ok(less), Ok(more)] = sales {
                prop_assert!(less.amount_out <= more.amount_out);
            }
            let purchases = ordered(pool.reserves[index_out])
                .map(|amount| swap_exact_out(&pool.pool(), index_in, index_out, amount, fees));
            if let [Ok(less), Ok(more)] = purchases {
                prop_assert!(less.amount_in <= more.amount_in);
            }
        }

        /// No trade beats the price before it: the impact is never zero by being an advantage.
        #[test]
        fn pays_no_more_than_the_price_before_it(
            pool in any_pool(),
            part in any_part(),
            fees in usual_fees(),
        ) {
            let amount = part.of(pool.reserves[1]);
            let view = pool.pool();
            let trade = swap_exact_in(&view, 1, 0, amount, fees);
            if let (Ok(trade), Ok(prices)) = (trade, spot_prices(&view)) {
                let sides = ((1, amount), (0, trade.amount_out));
                let impact = price_impact_bps(&view, sides.0, sides.1, fees.trade_bps).unwrap();
                prop_assert!(impact <= 10_000);
                let moved = BigInt::from(amount - trade.fee);
                let price: BigInt = prices[0].to_string().parse().unwrap();
                // The price is rounded down, and that of a whole invariant: by so much may it be off.
                let worth: BigInt = (moved * (price + 1u8)) >> 128;
                let slack = &worth * 8u8 / invariant(&view).unwrap() + 1u8;
                prop_assert!(worth + slack >= trade.amount_out.into());
            }
        }
    }
}

mod the_amplification {
    use super::*;

    proptest! {
        #![proptest_config(budget(REGRESSIONS))]

        /// What a ramp can give away: the invariant grows with the amplification, but no faster than
        /// its root of degree `n + 1`, whatever the reserves are.
        #[test]
        fn moves_the_invariant_its_own_way_and_by_a_root_at_most(
            pool in any_pool(),
            other in any_amplification(),
        ) {
            let low = Owned { amplification: pool.amplification.min(other), ..pool.clone() };
            let high = Owned { amplification: pool.amplification.max(other), ..pool };
            let [below, above] = [&low, &high].map(|pool| invariant(&pool.pool()).unwrap());
            prop_assert!(below <= above);
            // Both were rounded down.
            let degree = low.assets() as u32 + 1;
            let most = (BigInt::from(below) + 1u8).pow(degree) * high.amplification;
            prop_assert!(BigInt::from(above).pow(degree) * low.amplification < most);
        }
    }
}

mod liquidity {
    use super::*;

    proptest! {
        #![proptest_config(budget(REGRESSIONS))]

        #[test]
        fn never_takes_value_from_a_share(
            pool in any_pool(),
            parts in any_parts(),
            shares in any_part(),
            index in any::<usize>(),
            fees in valid_fees(),
        ) {
            let view = pool.pool();
            let total = invariant(&view).unwrap();
            if let Ok(added) = add_liquidity(&view, total, &amounts_of(&pool, parts), fees) {
                let after = pool.with(added.reserves.to_vec());
                prop_assert!(share_kept_value((&view, total), (&after.pool(), added.total_shares)));
                for asset in 0..pool.assets() {
                    prop_assert_eq!(
                        added.reserves[asset] + added.protocol_fees[asset],
                        pool.reserves[asset] + added.amounts[asset]
                    );
                    prop_assert!(added.protocol_fees[asset] <= added.fees[asset]);
                }
            }
            let index = index % pool.assets();
            let removed = remove_liquidity_single(&view, total, 0, shares.of(total), index, fees);
            if let Ok(removed) = removed {
                let mut after = pool.clone();
                after.reserves[index] = removed.reserve;
                prop_assert!(share_kept_value((&view, total), (&after.pool(), removed.total_shares)));
                prop_assert_eq!(
                    removed.reserve + removed.amount + removed.protocol_fee,
                    pool.reserves[index]
                );
            }
        }

        #[test]
        fn of_one_asset_added_and_withdrawn_again_never_profits(
            pool in any_pool(),
            total in any_part(),
            part in any_part(),
            index in any::<usize>(),
            fees in valid_fees(),
            free in any::<bool>(),
        ) {
            let fees = if free { FREE } else { fees };
            let index = index % pool.assets();
            let total = total.of(invariant(&pool.pool()).unwrap());
            let mut amounts = vec![0; pool.assets()];
            amounts[index] = part.of(pool.reserves[index]);
            if let Ok(added) = add_liquidity(&pool.pool(), total, &amounts, fees) {
                let after = pool.with(added.reserves.to_vec());
                let (total, shares) = (added.total_shares, added.shares);
                let removed =
                    remove_liquidity_single(&after.pool(), total, 0, shares, index, fees);
                prop_assert!(removed.map_or(0, |removed| removed.amount) <= amounts[index]);
            }
        }

        /// Up to one unit of the asset put in: a trade's fee is rounded up to a whole one.
        #[test]
        fn of_one_asset_added_and_another_withdrawn_never_beats_a_trade(
            pool in any_pool(),
            choice in any::<[usize; 2]>(),
            total in any_part(),
            part in any_part(),
            fees in valid_fees(),
            free in any::<bool>(),
        ) {
            let fees = if free { FREE } else { fees };
            let (index_in, index_out) = pair(&pool, choice);
            let total = total.of(invariant(&pool.pool()).unwrap());
            let mut amounts = vec![0; pool.assets()];
            amounts[index_in] = part.of(pool.reserves[index_in]);
            let moved = mul_div(
                amounts[index_in],
                (10_000 - fees.trade_bps).into(),
                10_000,
                Rounding::Up,
            );
            let trade = swap_exact_in(&pool.pool(), index_in, index_out, moved.unwrap(), FREE);
            let added = add_liquidity(&pool.pool(), total, &amounts, fees);
            if let (Ok(trade), Ok(added)) = (trade, added) {
                let after = pool.with(added.reserves.to_vec());
                let (total, shares) = (added.total_shares, added.shares);
                let removed =
                    remove_liquidity_single(&after.pool(), total, 0, shares, index_out, fees);
                let paid = removed.map_or(0, |removed| removed.amount);
                prop_assert!(paid <= trade.amount_out, "{paid} > {}", trade.amount_out);
            }
        }

        #[test]
        fn added_in_proportion_and_withdrawn_in_proportion_never_profits(
            pool in any_pool(),
            total in any_part(),
            times in 1u128..=5,
            fees in usual_fees(),
        ) {
            let total = total.of(invariant(&pool.pool()).unwrap());
            let amounts: Vec<u128> = pool.reserves.iter().map(|own| own.saturating_mul(times)).collect();
            if let Ok(added) = add_liquidity(&pool.pool(), total, &amounts, fees) {
                let paid = proportional(&added.reserves, added.total_shares, added.shares);
                for asset in 0..pool.assets() {
                    prop_assert!(paid[asset] <= amounts[asset]);
                }
            }
        }

        #[test]
        fn withdrawn_in_proportion_and_added_again_never_buys_more_shares(
            pool in any_pool(),
            total in any_part(),
            part in 1u128..=9_999,
            fees in usual_fees(),
        ) {
            let total = total.of(invariant(&pool.pool()).unwrap());
            let shares = Part::Of(part, 10_000).of(total);
            let paid = proportional(&pool.reserves, total, shares);
            let left: Vec<u128> = pool.reserves.iter().zip(&paid).map(|(own, paid)| own - paid).collect();
            if left.contains(&0) || shares == total {
                return Ok(());
            }
            let left = pool.with(left);
            let added = add_liquidity(&left.pool(), total - shares, &paid, fees);
            prop_assert!(added.map_or(0, |added| added.shares) <= shares);
        }

        #[test]
        fn of_more_gives_no_less(
            pool in any_pool(),
            parts in [any_part(), any_part()],
            index in any::<usize>(),
            fees in valid_fees(),
        ) {
            let index = index % pool.assets();
            let total = invariant(&pool.pool()).unwrap();
            let removed = parts.map(|part| {
                let shares = part.of(total);
                (shares, remove_liquidity_single(&pool.pool(), total, 0, shares, index, fees))
            });
            if let [(one, Ok(one_paid)), (other, Ok(other_paid))] = removed {
                prop_assert!(one > other || one_paid.amount <= other_paid.amount);
                prop_assert!(one < other || one_paid.amount >= other_paid.amount);
            }
            let added = parts.map(|part| {
                let mut amounts = vec![0; pool.assets()];
                amounts[index] = part.of(pool.reserves[index]);
                (amounts[index], add_liquidity(&pool.pool(), total, &amounts, FREE))
            });
            if let [(one, Ok(one_given)), (other, Ok(other_given))] = added {
                prop_assert!(one > other || one_given.shares <= other_given.shares);
                prop_assert!(one < other || one_given.shares >= other_given.shares);
            }
        }
    }
}
