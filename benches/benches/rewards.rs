//! Calls of our staking rewards against those of `pallet-asset-rewards`: one runtime, the same tokens, the
//! same people with the same stakes, the same rewards. `make bench` runs it.
//!
//! Each call is dispatched on the state of a written block, a thousand blocks later, and then rolled back.

use core::time::Duration;
use criterion::{criterion_group, criterion_main, BenchmarkId, Criterion};
use frame_support::{
    dispatch::DispatchResult,
    traits::{
        fungibles::{Balanced, Mutate, MutateFreeze, MutateHold},
        tokens::{Fortitude, Precision, Preservation},
    },
};
use sp_runtime::DispatchError;
use tidewater_benches::{
    chains::undone,
    rewards::{
        actions::{dispatch, Action, STAKE},
        chain::World,
        runtime::{
            AssetRewards, Currencies, Freezes, Holds, RuntimeCall, RuntimeFreezeReason,
            RuntimeHoldReason, StakingRewards,
        },
    },
};

/// How many stakers there are where it does not matter.
const STAKERS: u32 = 1_000;

type Group<'a> = criterion::BenchmarkGroup<'a, criterion::measurement::WallTime>;

fn measure(group: &mut Group, name: &str, of: impl ToString, call: impl Fn() -> DispatchResult) {
    let id = BenchmarkId::new(name, of.to_string());
    group.bench_function(id, |bencher| bencher.iter(|| undone(&call)));
}

fn measure_call(group: &mut Group, action: Action, of: impl ToString, call: RuntimeCall) {
    measure(group, action.name(), of, || dispatch(call.clone(), action.who()));
}

/// Ours against theirs, and how much of it is the token's own work.
fn peers(criterion: &mut Criterion) {
    for (name, world) in
        [("asset", World::of_assets(1, STAKERS)), ("tide", World::of_tide(STAKERS))]
    {
        let mut group = criterion.benchmark_group(name);
        world.run(|| {
            for action in Action::ALL {
                measure_call(&mut group, action, "ours", action.ours());
                measure_call(&mut group, action, "theirs", action.theirs());
            }
            bare_payment(&mut group, &world);
            bare_stake(&mut group, &world);
            bare_unstake(&mut group, &world);
        });
        group.finish();
    }
}

/// What either asks of the token to pay a reward.
fn bare_payment(group: &mut Group, world: &World) {
    let (who, currency) = (Action::Claim.who(), || world.rewards[0].clone());
    let (ours, theirs) = (StakingRewards::pot_account(), AssetRewards::pool_account_id(&0));
    measure(group, "bare payment", "ours", || {
        let (exact, polite) = (Precision::Exact, Fortitude::Polite);
        let keep = Preservation::Preserve;
        let credit = Currencies::withdraw(currency(), &ours, STAKE, exact, keep, polite)?;
        Currencies::resolve(&who, credit).map_err(|_| DispatchError::Unavailable)
    });
    measure(group, "bare payment", "theirs", || {
        let expendable = Preservation::Expendable;
        Currencies::transfer(currency(), &theirs, &who, STAKE, expendable).map(drop)
    });
}

/// A hold, as ours does it, and a freeze, as theirs does.
fn bare_stake(group: &mut Group, world: &World) {
    let (who, staked) = (Action::StakeMore.who(), || world.staked.clone());
    measure(group, "bare stake more", "ours", || Holds::hold(staked(), &held(), &who, STAKE));
    measure(group, "bare stake more", "theirs", || {
        Freezes::increase_frozen(staked(), &frozen(), &who, STAKE)
    });
}

/// A release, as ours does it, and a part of a freeze lifted, as theirs does.
fn bare_unstake(group: &mut Group, world: &World) {
    let (who, staked) = (Action::UnstakePart.who(), || world.staked.clone());
    measure(group, "bare unstake half", "ours", || {
        Holds::release(staked(), &held(), &who, STAKE / 2, Precision::Exact).map(drop)
    });
    measure(group, "bare unstake half", "theirs", || {
        Freezes::decrease_frozen(staked(), &frozen(), &who, STAKE / 2)
    });
}

fn held() -> RuntimeHoldReason {
    pallet_staking_rewards::HoldReason::Staked.into()
}

fn frozen() -> RuntimeFreezeReason {
    pallet_asset_rewards::FreezeReason::Staked.into()
}

fn streams(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("streams");
    for streams in [1, 4] {
        World::of_assets(streams, STAKERS).run(|| {
            for action in [Action::Claim, Action::StakeMore, Action::UnstakePart] {
                measure_call(&mut group, action, streams, action.ours());
            }
        });
    }
    group.finish();
}

fn stakers(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("stakers");
    for stakers in [10, 100_000] {
        let claim = Action::Claim;
        World::of_assets(1, stakers).run(|| {
            measure_call(&mut group, claim, format!("ours, {stakers}"), claim.ours());
            measure_call(&mut group, claim, format!("theirs, {stakers}"), claim.theirs());
        });
    }
    group.finish();
}

/// There are many, and each takes microseconds.
fn short() -> Criterion {
    Criterion::default()
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(3))
}

criterion_group! {
    name = benches;
    config = short();
    targets = peers, streams, stakers
}
criterion_main!(benches);
