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
use pallet_amm::{types::MAX_POOL_ASSETS, WeightInfo as _};
use pallet_staking_rewards::WeightInfo as _;
use tidewater_primitives::apis::staking_rewards::MAX_STREAMS;

type Amm = <Runtime as pallet_amm::Config>::WeightInfo;
type Rewards = <Runtime as pallet_staking_rewards::Config>::WeightInfo;

/// What people call of the exchange, at its largest.
fn trades() -> [(&'static str, Weight); 9] {
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

/// What people call of the staking rewards, at its largest.
fn rewards() -> [(&'static str, Weight); 13] {
    let compound = Rewards::compound(MAX_STREAMS).saturating_add(Rewards::compound_swap(MAX_HOPS));
    [
        ("create_programme", Rewards::create_programme()),
        ("open_stream", Rewards::open_stream()),
        ("fund", Rewards::fund()),
        ("set_stream", Rewards::set_stream()),
        ("extend", Rewards::extend()),
        ("stake", Rewards::stake(MAX_STREAMS)),
        ("unstake", Rewards::unstake(MAX_STREAMS)),
        ("claim", Rewards::claim()),
        ("compound", compound),
        ("close", Rewards::close(MAX_STREAMS)),
        ("refund", Rewards::refund()),
        ("remove_programme", Rewards::remove_programme(MAX_STREAMS)),
        ("sweep", Rewards::sweep(MAX_HOPS)),
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
    for (name, weight) in trades().into_iter().chain(rewards()) {
        assert!(weight.saturating_mul(40).all_lte(normal), "{name} is too heavy: {weight:?}");
    }
}

#[test]
fn every_call_of_ours_costs_at_least_its_pool_and_two_legs() {
    let least = ParityDbWeight::get().reads_writes(6, 5);
    for (name, weight) in trades() {
        assert!(weight.all_gte(least), "{name} is too light: {weight:?}");
    }
}

/// A programme is read by all; but for the creation of one, a stream is written or a stake held.
#[test]
fn every_call_of_the_rewards_costs_at_least_its_programme_and_a_stream() {
    let least = ParityDbWeight::get().reads_writes(2, 1);
    for (name, weight) in rewards() {
        assert!(weight.all_gte(least), "{name} is too light: {weight:?}");
    }
}

/// Each stream is brought up to date: a refund of weight must not forget any.
#[test]
fn every_stream_of_a_programme_counts() {
    let stream = ParityDbWeight::get().reads_writes(1, 1);
    for streams in 0..MAX_STREAMS {
        for weigh in [Rewards::stake, Rewards::unstake, Rewards::compound, Rewards::close] {
            let grown = weigh(streams).saturating_add(stream);
            assert!(weigh(streams + 1).all_gte(grown), "with {streams} streams");
        }
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
