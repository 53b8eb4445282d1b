//! How long the quote of a stable pool takes: run with `--release -- --ignored --nocapture`.

use std::{hint::black_box, time::Instant};

use tidewater_math::{
    amm::{
        stable::{
            add_liquidity, invariant, remove_liquidity_single, swap_exact_in, swap_exact_out, Pool,
        },
        Fees,
    },
    MathError,
};

const FEES: Fees = Fees { trade_bps: 4, protocol_bps: 5_000 };

/// Nanoseconds per call: the least of several rounds, as the machine may be busy with other things.
fn nanoseconds<T>(call: impl Fn(u128) -> Result<T, MathError>) -> u128 {
    const CALLS: u128 = 2_000;
    let round = || {
        let start = Instant::now();
        for number in 0..CALLS {
            let _ = black_box(call(black_box(number))).unwrap();
        }
        start.elapsed().as_nanos() / CALLS
    };
    (0..20).map(|_| round()).min().unwrap()
}

fn report(name: &str, reserves: &[u128], decimals: &[u8]) {
    let pool = Pool { reserves, decimals, amplification: 10_000 };
    let [one, other] = [10u128.pow(decimals[0].into()), 10u128.pow(decimals[1].into())];
    let total = invariant(&pool).unwrap();
    let mut amounts = vec![0; reserves.len()];
    amounts[0] = 1_234 * one;
    let times = [
        nanoseconds(|number| invariant(&Pool { amplification: 9_999 + number as u32, ..pool })),
        nanoseconds(|number| swap_exact_in(&pool, 0, 1, 1_234 * one + number, FEES)),
        nanoseconds(|number| swap_exact_out(&pool, 0, 1, 1_234 * other + number, FEES)),
        nanoseconds(|number| add_liquidity(&pool, total + number, &amounts, FEES)),
        nanoseconds(|number| {
            remove_liquidity_single(&pool, total, 0, total / 1_000 + number, 1, FEES)
        }),
    ];
    let [invariant, sale, purchase, deposit, withdrawal] = times;
    println!(
        "{name}: invariant {invariant} ns, sale {sale} ns, purchase {purchase} ns, \
         deposit {deposit} ns, withdrawal {withdrawal} ns"
    );
    if !cfg!(debug_assertions) {
        assert!(sale < 3_000 && purchase < 3_000, "a quote is too slow");
    }
}

#[test]
#[ignore = "measures time"]
fn a_quote_takes_less_than_three_microseconds() {
    let million = |decimals: u32| 10u128.pow(6 + decimals);
    report("2 × 18", &[31 * million(18), 28 * million(18)], &[18; 2]);
    report("3 × 18", &[31 * million(18), 28 * million(18), 35 * million(18)], &[18; 3]);
    report("3 × 18, lopsided", &[3 * million(18), 28 * million(18), 95 * million(18)], &[18; 3]);
    report("3 × 6", &[31 * million(6), 28 * million(6), 35 * million(6)], &[6; 3]);
    report("6, 18, 12", &[31 * million(6), 28 * million(18), 35 * million(12)], &[6, 18, 12]);
    report("5 × 18", &[31 * million(18); 5], &[18; 5]);
}
