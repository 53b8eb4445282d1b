use crate::{
    configs::RuntimeBlockWeights,
    constants::{MAX_BLOCK_WEIGHT, MAX_HOPS, MAX_POOLS_PER_ASSET},
    weights::paritydb::ParityDbWeight,
    Runtime,
};
use polkadot_sdk::*;

use frame_support::{
    dispatch::DispatchClass,
    weights::{constants, Weight},
};
use pallet_amm::{types::MAX_POOL_ASSETS, WeightInfo};

type Amm = <Runtime as pallet_amm::Config>::WeightInfo;

/// What people call, at its largest.
fn calls() -> [(&'static str, Weight); 9] {
    [
        ("create_pool", Amm::create_pool(MAX_POOL_ASSETS)),
        ("add_liquidity", Amm::add_liquidity(MAX_POOL_ASSETS)),
        ("remove_liquidity", Amm::remove_liquidity(MAX_POOL_ASSETS)),
        ("remove_liquidity, owed", Amm::remove_liquidity_owed(MAX_POOL_ASSETS)),
        ("remove_liquidity_single", Amm::remove_liquidity_single()),
        ("swap_exact_in", Amm::swap_exact_in_stable(MAX_HOPS)),
        ("swap_exact_out", Amm::swap_exact_out_stable(MAX_HOPS)),
        ("claim_owed", Amm::claim_owed()),
        ("collect_protocol_fees", Amm::collect_protocol_fees()),
    ]
}

/// A machine may be faster than a validator's, and its database smaller.
#[test]
fn storage_never_costs_less_than_the_sdk_says() {
    let (ours, least) =
        (<Runtime as frame_system::Config>::DbWeight::get(), constants::ParityDbWeight::get());
    assert_eq!((least.read, least.write), (8_000_000, 50_000_000));
    assert!(ours.read >= least.read && ours.write >= least.write);
}

#[test]
fn sharing_the_largest_loss_fits_a_block() {
    let normal = RuntimeBlockWeights::get().get(DispatchClass::Normal).max_extrinsic;
    let weight = Amm::settle_shortfall(MAX_POOLS_PER_ASSET);
    assert!(weight.all_lte(normal.expect("there is a limit")), "too heavy: {weight:?}");
}

#[test]
fn every_call_of_ours_fits_a_block_many_times() {
    let normal = RuntimeBlockWeights::get().get(DispatchClass::Normal).max_extrinsic;
    let normal = normal.expect("there is a limit");
    for (name, weight) in calls() {
        assert!(weight.saturating_mul(40).all_lte(normal), "{name} is too heavy: {weight:?}");
    }
}

#[test]
fn every_call_of_ours_costs_at_least_its_pool_and_two_legs() {
    let least = ParityDbWeight::get().reads_writes(6, 5);
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
