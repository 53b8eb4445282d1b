//! A quote of a stable pool. `make bench` runs it.

use criterion::{criterion_group, criterion_main, BenchmarkId, Criterion};
use std::hint::black_box;
use tidewater_math::amm::{
    stable::{swap_exact_in, swap_exact_out, Pool},
    Fees,
};

const FEES: Fees = Fees { trade_bps: 1, protocol_bps: 1_000 };

/// Ten million each, in 6, 12 and 18 decimals, a little out of balance.
const RESERVES: [u128; 5] = [
    9_000_000 * 10u128.pow(6),
    11_000_000 * 10u128.pow(12),
    10_000_000 * 10u128.pow(18),
    10_500_000 * 10u128.pow(6),
    9_700_000 * 10u128.pow(18),
];
const DECIMALS: [u8; 5] = [6, 12, 18, 6, 18];

fn quotes(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("stable quote");
    for assets in [2, 3, 5] {
        let pool = Pool {
            reserves: &RESERVES[..assets],
            decimals: &DECIMALS[..assets],
            amplification: 20_000,
        };
        group.bench_function(BenchmarkId::new("exact in", assets), |bencher| {
            bencher.iter(|| swap_exact_in(black_box(&pool), 0, 1, 1_000 * 10u128.pow(6), FEES))
        });
        group.bench_function(BenchmarkId::new("exact out", assets), |bencher| {
            bencher.iter(|| swap_exact_out(black_box(&pool), 0, 1, 1_000 * 10u128.pow(12), FEES))
        });
    }
    group.finish();
}

criterion_group!(benches, quotes);
criterion_main!(benches);
