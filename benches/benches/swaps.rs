//! Calls of our exchange against those of `pallet-asset-conversion`: one runtime, the same tokens,
//! pools of the same size, the same amounts. `make bench` runs it.
//!
//! Each call is dispatched on the state of a written block and then rolled back.

use criterion::{criterion_group, criterion_main, BenchmarkId, Criterion};
use tidewater_benches::{
    chains::{chain, connect, crowd, undone},
    runtime::{Amm, AssetConversion, RuntimeOrigin, System, NATIVE},
    trades::{asset, our_swap, route, their_swap, AMOUNT, ASSETS, PROVIDER, TRADER},
};
use tidewater_primitives::{ids::Hop, Balance};

fn trader() -> RuntimeOrigin {
    RuntimeOrigin::signed(TRADER)
}

fn swaps(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("swap");
    for hops in 1..=3 {
        chain().execute_with(|| {
            group.bench_function(BenchmarkId::new("ours", hops), |bencher| {
                bencher.iter(|| undone(|| our_swap(route(hops), NATIVE)))
            });
            group.bench_function(BenchmarkId::new("theirs", hops), |bencher| {
                bencher.iter(|| undone(|| their_swap(hops)))
            });
        });
    }
    // Most swaps are not the first of their block in their pool: the averages are up to date.
    chain().execute_with(|| {
        our_swap(route(1), NATIVE).expect("the first of the block");
        group.bench_function(BenchmarkId::new("ours, not the first of the block", 1), |bencher| {
            bencher.iter(|| undone(|| our_swap(route(1), NATIVE)))
        });
    });
    group.finish();
}

fn kinds(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("kind");
    for (name, pool_id) in [("constant product", 1), ("stable, 2", 4), ("stable, 3", 5)] {
        chain().execute_with(|| {
            let hop = || vec![Hop { pool_id, asset_out: asset(2) }];
            group.bench_function(BenchmarkId::new("swap", name), |bencher| {
                bencher.iter(|| undone(|| our_swap(hop(), asset(1))))
            });
        });
    }
    group.finish();
}

fn liquidity(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("liquidity");
    let provider = || RuntimeOrigin::signed(PROVIDER);
    chain().execute_with(|| {
        group.bench_function("add/ours", |bencher| {
            bencher.iter(|| {
                undone(|| {
                    let amounts = vec![AMOUNT; 2].try_into().expect("two");
                    Amm::add_liquidity(trader(), 0, amounts, 1)
                })
            })
        });
        group.bench_function("add/theirs", |bencher| {
            bencher.iter(|| {
                undone(|| {
                    let (one, other) = (Box::new(NATIVE), Box::new(asset(1)));
                    AssetConversion::add_liquidity(
                        trader(),
                        one,
                        other,
                        AMOUNT,
                        AMOUNT,
                        1,
                        1,
                        TRADER,
                    )
                })
            })
        });
        group.bench_function("remove/ours", |bencher| {
            bencher.iter(|| {
                undone(|| {
                    let least = vec![1 as Balance; 2].try_into().expect("two");
                    Amm::remove_liquidity(provider(), 0, AMOUNT, least)
                })
            })
        });
        group.bench_function("remove/theirs", |bencher| {
            bencher.iter(|| {
                undone(|| {
                    let (one, other) = (Box::new(NATIVE), Box::new(asset(1)));
                    AssetConversion::remove_liquidity(
                        provider(),
                        one,
                        other,
                        AMOUNT,
                        1,
                        1,
                        PROVIDER,
                    )
                })
            })
        });
    });
    group.finish();
}

fn many_pools(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("pools");
    for pools in [10, 10_000] {
        let mut chain = chain();
        crowd(&mut chain, pools);
        chain.execute_with(|| {
            group.bench_function(BenchmarkId::new("swap", pools), |bencher| {
                bencher.iter(|| undone(|| our_swap(route(1), NATIVE)))
            });
        });
    }
    group.finish();
}

fn search(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("best route");
    group.sample_size(20);
    for pools in [10, 1_000] {
        let mut chain = chain();
        connect(&mut chain, pools);
        chain.execute_with(|| {
            System::set_block_number(3);
            group.bench_function(BenchmarkId::new("exact in", pools), |bencher| {
                bencher.iter(|| {
                    Amm::best_route_exact_in(NATIVE, asset(ASSETS - 1), AMOUNT).expect("a route")
                })
            });
        });
    }
    group.finish();
}

criterion_group!(benches, swaps, kinds, liquidity, many_pools, search);
criterion_main!(benches);
