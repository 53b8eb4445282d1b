//! A quote of the constant-product pool: ours against that of `pallet-asset-conversion` with its
//! 256-bit type, on the same numbers in the same run. `make bench` runs it.

use criterion::{criterion_group, criterion_main, BenchmarkId, Criterion};
use std::hint::black_box;
use tidewater_benches::runtime::AssetConversion;
use tidewater_math::amm::{constant_product, Fees};

/// Their quote, which uses only the number types of its runtime.
fn theirs(amount_in: u128, reserve_in: u128, reserve_out: u128) -> u128 {
    let fee = sp_runtime::Permill::from_parts(3_000);
    AssetConversion::get_amount_out(fee, &amount_in, &reserve_in, &reserve_out).unwrap_or_default()
}

const FEES: Fees = Fees { trade_bps: 30, protocol_bps: 0 };

fn ours(amount_in: u128, reserve_in: u128, reserve_out: u128) -> u128 {
    constant_product::swap_exact_in(reserve_in, reserve_out, amount_in, FEES)
        .map(|swap| swap.amount_out)
        .unwrap_or_default()
}

/// Amount in and both reserves, by what they stand for.
const CASES: [(&str, [u128; 3]); 3] = [
    ("12 against 6 decimals", [100_000_000_000_000, 200_000_000_000_000_000, 100_000_000_000]),
    (
        "18 against 12 decimals",
        [1_000_000_000_000_000_000, 400_000_000_000_000_000_000, 1_000_000_000_000_000_000],
    ),
    (
        "18 against 18 decimals, ten million each",
        [
            1_000_000_000_000_000_000_000,
            10_000_000_000_000_000_000_000_000,
            10_000_000_000_000_000_000_000_000,
        ],
    ),
];

fn quotes(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("quote");
    for (name, [amount, reserve_in, reserve_out]) in CASES {
        assert_eq!(
            ours(amount, reserve_in, reserve_out),
            theirs(amount, reserve_in, reserve_out),
            "both must compute the same"
        );
        group.bench_function(BenchmarkId::new("tidewater-math", name), |bencher| {
            bencher.iter(|| ours(black_box(amount), black_box(reserve_in), black_box(reserve_out)))
        });
        group.bench_function(BenchmarkId::new("pallet-asset-conversion", name), |bencher| {
            bencher
                .iter(|| theirs(black_box(amount), black_box(reserve_in), black_box(reserve_out)))
        });
    }
    group.finish();
}

criterion_group!(benches, quotes);
criterion_main!(benches);
