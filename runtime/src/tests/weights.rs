use crate::{configs::RuntimeBlockWeights, constants::MAX_BLOCK_WEIGHT, Runtime};
use polkadot_sdk::*;

use frame_support::{
    dispatch::DispatchClass,
    weights::{constants::ParityDbWeight, Weight},
};
use pallet_amm::WeightInfo;

type Amm = <Runtime as pallet_amm::Config>::WeightInfo;

fn calls() -> [(&'static str, Weight); 5] {
    [
        ("create_pool", Amm::create_pool()),
        ("add_liquidity", Amm::add_liquidity()),
        ("remove_liquidity", Amm::remove_liquidity()),
        ("swap_exact_in", Amm::swap_exact_in()),
        ("swap_exact_out", Amm::swap_exact_out()),
    ]
}

#[test]
fn every_call_of_ours_fits_a_block_many_times() {
    let normal = RuntimeBlockWeights::get().get(DispatchClass::Normal).max_extrinsic;
    let normal = normal.expect("there is a limit");
    for (name, weight) in calls() {
        assert!(weight.saturating_mul(100).all_lte(normal), "{name} is too heavy: {weight:?}");
    }
}

#[test]
fn every_call_of_ours_costs_at_least_its_pool_and_two_legs() {
    let least = ParityDbWeight::get().reads_writes(9, 7);
    for (name, weight) in calls() {
        assert!(weight.all_gte(least), "{name} is too light: {weight:?}");
    }
}

#[test]
fn a_block_takes_two_thirds_of_a_second() {
    assert_eq!(MAX_BLOCK_WEIGHT.ref_time() / 1_000_000_000, 666);
    assert_eq!(RuntimeBlockWeights::get().max_block, MAX_BLOCK_WEIGHT);
}

#[test]
fn migrations_and_the_scheduler_leave_room_for_the_block_itself() {
    let max = RuntimeBlockWeights::get().max_block;
    let migrations = <Runtime as pallet_migrations::Config>::MaxServiceWeight::get();
    let scheduler = <Runtime as pallet_scheduler::Config>::MaximumWeight::get();
    assert!(migrations.all_lt(max) && scheduler.all_lt(max));
}
