//! The stable curve: equal to its exact twin, refusals included.

mod reference;
mod stable_pools;
mod strategies;

use num_bigint::BigInt;
use proptest::prelude::*;
use reference::stable as twin;
use stable_pools::{any_part, any_pool, budget, pair, usual_fees, valid_fees, Owned};
use strategies::any_amount;
use tidewater_math::{
    amm::{
        stable::{
            add_liquidity, amplification_at, check_parameters, first_shares, invariant,
            price_impact_bps, remove_liquidity_single, spot_prices, swap_exact_in, swap_exact_out,
            Pool,
        },
        Fees,
    },
    MathError,
};

const REGRESSIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/proptest-regressions/stable.txt");

const FREE: Fees = Fees { trade_bps: 0, protocol_bps: 0 };

/// Anything at all, most of it refused.
fn any_input() -> impl Strategy<Value = Owned> {
    let decimals = prop_oneof![4 => Just(6u8), 1 => 0u8..=40];
    let amplification = prop_oneof![6 => Just(10_000u32), 1 => any::<u32>()];
    (1usize..=6).prop_flat_map(move |assets| {
        (
            prop::collection::vec(any_amount(), assets),
            prop::collection::vec(decimals.clone(), assets),
            amplification.clone(),
        )
            .prop_map(|(reserves, decimals, amplification)| Owned {
                reserves,
                decimals,
                amplification,
            })
    })
}

mod equals_the_twin {
    use super::*;

    proptest! {
        #![proptest_config(budget(REGRESSIONS))]

        #[test]
        fn when_the_invariant_of_a_pool_is_asked(pool in any_pool()) {
            prop_assert_eq!(invariant(&pool.pool()), twin::invariant(&pool.pool()));
        }

        #[test]
        fn when_any_pool_is_used_at_all(
            pool in any_input(),
            [amount, total] in [any_amount(), any_amount()],
            (index_in, index_out) in (0usize..6, 0usize..6),
            fees in prop_oneof![4 => valid_fees(), 1 => Just(Fees { trade_bps: 0, protocol_bps: 10_001 })],
        ) {
            let pool = pool.pool();
            prop_assert_eq!(invariant(&pool), twin::invariant(&pool));
            prop_assert_eq!(
                swap_exact_in(&pool, index_in, index_out, amount, fees),
                twin::swap_exact_in(&pool, index_in, index_out, amount, fees)
            );
            prop_assert_eq!(
                swap_exact_out(&pool, index_in, index_out, amount, fees),
                twin::swap_exact_out(&pool, index_in, index_out, amount, fees)
            );
            prop_assert_eq!(
                first_shares(pool.reserves, pool.decimals, pool.amplification, amount),
                twin::first_shares(pool.reserves, pool.decimals, pool.amplification, amount)
            );
            let mut amounts = pool.reserves.to_vec();
            amounts.rotate_left(1);
            prop_assert_eq!(
                add_liquidity(&pool, total, &amounts, fees),
                twin::add_liquidity(&pool, total, &amounts, fees)
            );
            prop_assert_eq!(
                remove_liquidity_single(&pool, total, 1_000, amount, index_in, fees),
                twin::remove_liquidity_single(&pool, total, 1_000, amount, index_in, fees)
            );
        }

        #[test]
        fn when_an_asset_is_sold(
            pool in any_pool(),
            choice in any::<[usize; 2]>(),
            part in any_part(),
            fees in valid_fees(),
        ) {
            let (index_in, index_out) = pair(&pool, choice);
            let amount = part.of(pool.reserves[index_in]);
            let pool = pool.pool();
            prop_assert_eq!(
                swap_exact_in(&pool, index_in, index_out, amount, fees),
                twin::swap_exact_in(&pool, index_in, index_out, amount, fees)
            );
        }

        #[test]
        fn when_an_asset_is_bought(
            pool in any_pool(),
            choice in any::<[usize; 2]>(),
            part in any_part(),
            fees in valid_fees(),
        ) {
            let (index_in, index_out) = pair(&pool, choice);
            let amount = part.of(pool.reserves[index_out]);
            let pool = pool.pool();
            prop_assert_eq!(
                swap_exact_out(&pool, index_in, index_out, amount, fees),
                twin::swap_exact_out(&pool, index_in, index_out, amount, fees)
            );
        }

        #[test]
        fn when_prices_are_asked(
            pool in any_pool(),
            choice in any::<[usize; 2]>(),
            part in any_part(),
            fees in usual_fees(),
        ) {
            let (index_in, index_out) = pair(&pool, choice);
            let amount = part.of(pool.reserves[index_in]);
            let pool = pool.pool();
            let prices = spot_prices(&pool).map(|prices| {
                prices.iter().map(|price| price.to_string().parse().unwrap()).collect::<Vec<BigInt>>()
            });
            prop_assert_eq!(prices, twin::spot_prices(&pool));
            let out = swap_exact_in(&pool, index_in, index_out, amount, fees)
                .map_or(amount, |trade| trade.amount_out);
            let sides = ((index_in, amount), (index_out, out));
            prop_assert_eq!(
                price_impact_bps(&pool, sides.0, sides.1, fees.trade_bps),
                twin::price_impact_bps(&pool, sides.0, sides.1, fees.trade_bps)
            );
        }

        #[test]
        fn when_assets_are_added(
            pool in any_pool(),
            parts in prop::collection::vec(prop::option::of(any_part()), 5),
            shares in any_part(),
            fees in prop_oneof![usual_fees(), valid_fees()],
        ) {
            let amounts: Vec<u128> = pool
                .reserves
                .iter()
                .zip(parts)
                .map(|(reserve, part)| part.map_or(0, |part| part.of(*reserve)))
                .collect();
            let pool = pool.pool();
            let total = shares.of(invariant(&pool).unwrap());
            prop_assert_eq!(
                add_liquidity(&pool, total, &amounts, fees),
                twin::add_liquidity(&pool, total, &amounts, fees)
            );
        }

        #[test]
        fn when_shares_are_withdrawn_in_one_asset(
            pool in any_pool(),
            index in any::<usize>(),
            total in any_part(),
            part in any_part(),
            fees in valid_fees(),
        ) {
            let index = index % pool.assets();
            let pool = pool.pool();
            let total = total.of(invariant(&pool).unwrap());
            let shares = part.of(total);
            prop_assert_eq!(
                remove_liquidity_single(&pool, total, 0, shares, index, fees),
                twin::remove_liquidity_single(&pool, total, 0, shares, index, fees)
            );
        }
    }
}

fn pool<'a>(reserves: &'a [u128], decimals: &'a [u8]) -> Pool<'a> {
    Pool { reserves, decimals, amplification: 10_000 }
}

#[test]
fn the_invariant_of_a_balanced_pool_is_its_sum() {
    assert_eq!(invariant(&pool(&[5_000; 3], &[6; 3])), Ok(15_000));
    // 2 000 of 6 decimals are as many of 9 as 2 000 000.
    assert_eq!(invariant(&pool(&[2_000, 2_000_000], &[6, 9])), Ok(4_000_000));
}

#[test]
fn the_greatest_pools_are_exact_in_775_bits() {
    let most = u128::MAX / 5;
    let greatest = [most, most, most, most, most];
    assert_eq!(invariant(&pool(&greatest, &[0; 5])), Ok(most * 5));
    let lopsided = [u128::MAX - 4_000, 1_000, 1_000, 1_000, 1_000];
    for amplification in [200, 1_000_000] {
        let pool = Pool { amplification, ..pool(&lopsided, &[0; 5]) };
        assert_eq!(invariant(&pool), twin::invariant(&pool));
        assert!(invariant(&pool).is_ok());
        assert_eq!(
            swap_exact_out(&pool, 0, 1, 1, FREE),
            twin::swap_exact_out(&pool, 0, 1, 1, FREE)
        );
    }
}

#[test]
fn a_known_sale_is_nearly_one_for_one() {
    // A million of each; 1 000 of the first asset less 0.04 % buy 999.6 of the second, less the curve's.
    let (reserves, decimals) = ([1_000_000_000_000, 1_000_000_000_000_000_000], [6, 12]);
    let fees = Fees { trade_bps: 4, protocol_bps: 5_000 };
    let trade = swap_exact_in(&pool(&reserves, &decimals), 0, 1, 1_000_000_000, fees).unwrap();
    assert_eq!((trade.fee, trade.protocol_fee), (400_000, 200_000));
    assert_eq!(trade.amount_out, 999_590_107_017_329);
    assert_eq!(trade.reserve_in, 1_000_999_800_000);
}

#[test]
fn the_prices_of_a_balanced_pool_are_those_of_its_units() {
    let (reserves, decimals) = ([1_000_000, 1_000_000_000, 10_000], [6, 9, 4]);
    let prices = spot_prices(&pool(&reserves, &decimals)).unwrap();
    let one = BigInt::from(1) << 128;
    let prices: Vec<BigInt> =
        prices.iter().map(|price| price.to_string().parse().unwrap()).collect();
    assert_eq!(prices, [&one / 1_000, one * 100]);
}

#[test]
fn the_price_impact_of_a_small_trade_in_balance_is_a_point_at_most() {
    let reserves = [10u128.pow(24), 10u128.pow(24)];
    let pool = pool(&reserves, &[18, 18]);
    let impact = |amount| {
        let out = swap_exact_in(&pool, 0, 1, amount, FREE).unwrap().amount_out;
        price_impact_bps(&pool, (0, amount), (1, out), 0)
    };
    assert_eq!(impact(10u128.pow(21)), Ok(1));
    assert_eq!(impact(9 * 10u128.pow(23)), Ok(338));
}

#[test]
fn a_proportional_deposit_pays_a_unit_of_each_asset_at_most() {
    let reserves = [3_000_000_000, 5_000_000_000, 4_000_000_001];
    let pool = pool(&reserves, &[6; 3]);
    let total = invariant(&pool).unwrap();
    let fees = Fees { trade_bps: 30, protocol_bps: 5_000 };
    let added = add_liquidity(&pool, total, &reserves, fees).unwrap();
    assert!(added.fees.iter().all(|fee| *fee <= 1), "{:?}", added.fees);
    assert!(added.shares >= total - 4 && added.shares <= total, "{}", added.shares);
}

#[test]
fn the_fee_of_a_one_sided_deposit_is_about_half_a_trades() {
    let reserves = [10u128.pow(24); 3];
    let pool = pool(&reserves, &[18; 3]);
    let total = invariant(&pool).unwrap();
    let fees = Fees { trade_bps: 100, protocol_bps: 0 };
    let added = add_liquidity(&pool, total, &[10u128.pow(20), 0, 0], fees).unwrap();
    let paid: u128 = added.fees.iter().sum();
    assert!((498..=501).contains(&(paid / 10u128.pow(15))), "{paid}");
}

/// Found by a property: seven units pay three of them where 2.0006 are due, so that going in by one
/// asset and out by the other, which pays in the fine units, was cheaper than the trade.
#[test]
fn the_fee_of_a_few_coarse_units_is_rounded_up_to_a_whole_one() {
    let pool = Pool { amplification: 200, ..pool(&[1_450, 137_438_000], &[6, 12]) };
    let fees = Fees { trade_bps: 2_858, protocol_bps: 0 };
    assert_eq!(swap_exact_in(&pool, 0, 1, 7, fees).map(|trade| trade.fee), Ok(3));
    let total = invariant(&pool).unwrap();
    let added = add_liquidity(&pool, total, &[7, 0], fees).unwrap();
    let after = Pool { reserves: &added.reserves, ..pool };
    let removed =
        remove_liquidity_single(&after, added.total_shares, 0, added.shares, 1, fees).unwrap();
    // More than for the four units that the fee leaves, but not more than for one unit more.
    let trade = |moved| swap_exact_in(&pool, 0, 1, moved, FREE).unwrap().amount_out;
    assert!(removed.amount > trade(4) && removed.amount <= trade(5));
}

#[test]
fn a_pool_below_the_least_reserve_can_only_be_filled() {
    let pool = pool(&[999, 5_000], &[6, 6]);
    assert_eq!(swap_exact_in(&pool, 0, 1, 100, FREE), Err(MathError::ReserveTooSmall));
    assert_eq!(swap_exact_out(&pool, 0, 1, 100, FREE), Err(MathError::ReserveTooSmall));
    let remove = remove_liquidity_single(&pool, 5_000, 0, 10, 1, FREE);
    assert_eq!(remove, Err(MathError::ReserveTooSmall));
    assert_eq!(add_liquidity(&pool, 5_000, &[0, 1], FREE), Err(MathError::ReserveTooSmall));
    assert!(add_liquidity(&pool, 5_000, &[10, 0], FREE).is_ok());
}

#[test]
fn no_trade_and_no_withdrawal_goes_below_the_least_reserve() {
    let pool = pool(&[1_000_000, 1_010], &[6, 6]);
    assert_eq!(swap_exact_in(&pool, 0, 1, 500_000, FREE), Err(MathError::ReserveTooSmall));
    assert_eq!(swap_exact_out(&pool, 0, 1, 11, FREE), Err(MathError::ReserveTooSmall));
    assert!(swap_exact_out(&pool, 0, 1, 10, FREE).is_ok());
    assert_eq!(swap_exact_out(&pool, 0, 1, 1_010, FREE), Err(MathError::InsufficientReserve));
    let total = invariant(&pool).unwrap();
    let remove = |shares| remove_liquidity_single(&pool, total, 0, shares, 1, FREE);
    assert_eq!(remove(total), Err(MathError::ReserveTooSmall));
    let first = first_shares(&[999, 1_000], &[6, 6], 10_000, 0);
    assert_eq!(first, Err(MathError::ReserveTooSmall));
}

#[test]
fn parameters_out_of_range_are_refused_by_name() {
    use MathError::*;
    assert_eq!(check_parameters(&[6], 10_000), Err(AssetCountOutOfRange));
    assert_eq!(check_parameters(&[6; 6], 10_000), Err(AssetCountOutOfRange));
    assert_eq!(check_parameters(&[6; 2], 199), Err(AmplificationOutOfRange));
    assert_eq!(check_parameters(&[6; 2], 1_000_001), Err(AmplificationOutOfRange));
    assert_eq!(check_parameters(&[0, 25], 200), Err(DecimalsOutOfRange));
    assert_eq!(check_parameters(&[39, 39], 200), Err(DecimalsOutOfRange));
    assert_eq!(check_parameters(&[14, 38, 38, 38, 38], 1_000_000), Ok(()));
    let grown = pool(&[u128::MAX / 2, u128::MAX / 2 + 2], &[6; 2]);
    assert_eq!(invariant(&grown), Err(Overflow));
    assert_eq!(invariant(&pool(&[1_000_000_000_000_000, 1_000], &[0, 24])), Err(Overflow));
    assert_eq!(invariant(&pool(&[0, 5_000], &[6; 2])), Err(EmptyPool));
    assert_eq!(invariant(&pool(&[5_000, 5_000], &[6; 3])), Err(AssetCountOutOfRange));
}

#[test]
fn refusals_of_trades_are_reported_in_the_documented_order() {
    use MathError::*;
    let pool = pool(&[5_000, 5_000], &[6; 2]);
    let dear = Fees { trade_bps: 10_000, protocol_bps: 0 };
    let greedy = Fees { trade_bps: 0, protocol_bps: 10_001 };
    assert_eq!(swap_exact_in(&pool, 2, 2, 0, dear), Err(FeeOutOfRange));
    assert_eq!(swap_exact_in(&pool, 2, 2, 0, greedy), Err(FeeOutOfRange));
    assert_eq!(swap_exact_in(&pool, 0, 2, 0, FREE), Err(UnknownAsset));
    assert_eq!(swap_exact_in(&pool, 0, 0, 0, FREE), Err(SameAsset));
    assert_eq!(swap_exact_in(&pool, 0, 1, 0, FREE), Err(ZeroAmount));
    assert_eq!(swap_exact_in(&pool, 0, 1, u128::MAX, FREE), Err(Overflow));
    assert_eq!(swap_exact_in(&pool, 0, 1, 1, FREE), Err(ZeroOutput));
}

#[test]
fn the_amplification_moves_on_a_line_and_keeps_to_where_it_came_from() {
    let at = |now| amplification_at(1_000, 2_000, 100, 400, now);
    assert_eq!(
        [0, 100, 101, 250, 399, 400, u64::MAX].map(at),
        [1_000, 1_000, 1_003, 1_500, 1_996, 2_000, 2_000]
    );
    let down = |now| amplification_at(2_000, 1_000, 100, 400, now);
    assert_eq!([0, 101, 250, 399, 400].map(down), [2_000, 1_997, 1_500, 1_004, 1_000]);
    assert_eq!(amplification_at(5, 7, 10, 10, 9), 5);
    assert_eq!(amplification_at(5, 7, 10, 10, 10), 7);
    assert_eq!(amplification_at(5, 7, 20, 10, 15), 7);
    assert_eq!(amplification_at(0, u32::MAX, 0, u64::MAX, u64::MAX - 1), u32::MAX - 1);
}
