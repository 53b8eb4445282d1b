//! Calls of our voting against those of `pallet-conviction-voting`: one runtime, the same referenda, the
//! same people with the same votes. `make bench` runs it.
//!
//! Each call is dispatched on the state of a written block and then rolled back, ours and theirs in turn.

use core::{hint::black_box, time::Duration};
use criterion::{criterion_group, criterion_main, BenchmarkId, Criterion};
use frame_support::{
    dispatch::DispatchResult,
    traits::{fungible::MutateFreeze, LockableCurrency, WithdrawReasons},
};
use pallet_governance::{AccountVote, Conviction, Event, Overrides, Vote};
use tidewater_benches::{
    chains::undone,
    voting::{
        actions::{dispatch, Action, Whose, STAKE},
        chain::{Plan, World},
        runtime::{
            AccountId, Balance, Balances, Both, RuntimeFreezeReason, System, MAX_VOTES, TRACK,
        },
    },
};

/// How many follow the delegate where it does not matter.
const CROWD: u32 = 10;

type Group<'a> = criterion::BenchmarkGroup<'a, criterion::measurement::WallTime>;

fn measure(group: &mut Group, name: &str, of: impl ToString, call: impl Fn() -> DispatchResult) {
    let id = BenchmarkId::new(name, of.to_string());
    group.bench_function(id, |bencher| bencher.iter(|| undone(&call)));
}

fn measure_action(group: &mut Group, world: &mut World, action: Action) {
    for whose in Whose::BOTH {
        let (call, who) = world.call(action, whose);
        world.run(whose, || {
            measure(group, action.name(), whose.name(), || dispatch(call.clone(), who.clone()));
        });
    }
}

/// Ours against theirs.
fn peers(criterion: &mut Criterion) {
    for votes in [1, MAX_VOTES] {
        for touched in [false, true] {
            let polls = if touched { "polls touched before" } else { "untouched polls" };
            let mut group = criterion.benchmark_group(format!("{votes} votes, {polls}"));
            let mut world = World::new(Plan { votes, crowd: CROWD, touched });
            for action in Action::ALL {
                measure_action(&mut group, &mut world, action);
            }
            group.finish();
        }
    }
}

/// What either asks of TIDE: a freeze, as ours does it, and a lock, as theirs does.
fn bare_locks(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("bare lock");
    let mut world = World::new(Plan { votes: 1, crowd: CROWD, touched: false });
    for (name, action, amount) in [
        ("first", Action::VoteNew, STAKE),
        ("more", Action::VoteAgain, 2 * STAKE),
        ("the same", Action::VoteAgain, STAKE),
    ] {
        let who = action.who();
        for whose in Whose::BOTH {
            world.run(whose, || {
                measure(&mut group, name, whose.name(), || match whose {
                    Whose::Ours => Balances::set_freeze(&frozen(), &who, amount),
                    Whose::Theirs => {
                        lock(amount, &who);
                        Ok(())
                    }
                });
            });
        }
    }
    group.finish();
}

fn frozen() -> RuntimeFreezeReason {
    pallet_governance::FreezeReason::Voting.into()
}

fn lock(amount: Balance, who: &AccountId) {
    let reasons = WithdrawReasons::except(WithdrawReasons::RESERVE);
    Balances::extend_lock(*b"pyconvot", who, amount, reasons);
}

/// What ours does beside that and theirs does not.
fn parts(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("part of ours");
    let mut world = World::new(Plan { votes: 1, crowd: CROWD, touched: false });
    let who = Action::Undelegate.who();
    world.run(Whose::Ours, || {
        measure(&mut group, "what is told of a vote cleared away", "ours", || {
            let vote = Vote { aye: true, conviction: Conviction::Locked1x };
            let vote = AccountVote::Standard { vote, balance: STAKE };
            System::deposit_event(Event::<Both>::VoteCleared {
                who: who.clone(),
                vote,
                poll_index: 0,
            });
            Ok(())
        });
        measure(&mut group, "are there overrides", "ours", || {
            black_box(Overrides::<Both>::get(&who, TRACK));
            Ok(())
        });
        measure(&mut group, "nothing", "ours", || Ok(()));
    });
    group.finish();
}

/// The vote of a delegate does not depend on how many follow it.
fn delegators(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("delegators");
    for crowd in [10, 100_000] {
        let mut world = World::new(Plan { votes: 1, crowd, touched: false });
        let action = Action::DelegateVotes;
        for whose in Whose::BOTH {
            let (call, who) = world.call(action, whose);
            world.run(whose, || {
                let of = format!("{}, {crowd}", whose.name());
                measure(&mut group, action.name(), of, || dispatch(call.clone(), who.clone()));
            });
        }
    }
    group.finish();
}

/// There are many, and each takes microseconds.
fn short() -> Criterion {
    Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
}

criterion_group! {
    name = benches;
    config = short();
    targets = peers, bare_locks, parts, delegators
}
criterion_main!(benches);
