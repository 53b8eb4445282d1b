//! How many entries of storage a trade reads and writes, ours against `pallet-asset-conversion`, and a
//! call of the staking rewards, ours against `pallet-asset-rewards`, and of the voting, ours against
//! `pallet-conviction-voting`: `make bench` prints them. Nothing is timed.
//!
//! As in the SDK's weights, what every transaction touches anyway is left out: the caller's own
//! account and the block's events.

use frame_support::{storage::storage_prefix, weights::RuntimeDbWeight, StorageHasher, Twox128};
use sp_io::TestExternalities;
use sp_trie::recorder::Recorder;
use tidewater_benches::{
    chains::chain,
    rewards::{
        actions::{dispatch, Action},
        chain::{begin, World},
        runtime::{Both as BothRewards, RuntimeCall},
    },
    runtime::{Both, NATIVE},
    trades::{our_swap, route, their_swap, TRADER},
    voting::{
        actions::{dispatch as dispatch_vote, Action as VotingAction, Whose},
        chain::{Plan, World as VotingWorld},
        runtime::Both as BothVotings,
    },
};

/// Reads and writes of a call.
fn entries<T: frame_system::Config>(
    chain: &mut TestExternalities,
    who: T::AccountId,
    call: impl FnOnce(),
) -> (usize, usize) {
    let recorder = Recorder::default();
    chain.execute_with_recorder(recorder.clone(), call);
    let system = Twox128::hash(b"System");
    let accounts = storage_prefix(b"System", b"Account");
    let own = frame_system::Account::<T>::hashed_key_for(who);
    let counts = |key: &[u8]| {
        let bookkeeping = key.starts_with(&system) && !key.starts_with(&accounts);
        !bookkeeping && key != own.as_slice() && !key.starts_with(b":")
    };
    let keys = recorder.recorded_keys();
    let reads = keys.values().flat_map(|keys| keys.keys()).filter(|key| counts(key)).count();
    let changes = chain.overlayed_changes().changes().map(|(key, _)| key.clone());
    let writes = changes.filter(|key| counts(key)).count();
    (reads, writes)
}

fn print(what: &str, whose: &str, (reads, writes): (usize, usize)) {
    let weight: RuntimeDbWeight = frame_support::weights::constants::ParityDbWeight::get();
    let cost = weight.reads_writes(reads as u64, writes as u64).ref_time() / 1_000_000;
    println!("{what:24}  {whose:6}  {reads:5}  {writes:6}  {:3}  {cost} µs", reads + writes);
}

fn trades() {
    for hops in 1..=3u32 {
        let ours = entries::<Both>(&mut chain(), TRADER, || {
            our_swap(route(hops), NATIVE).expect("the trade is made");
        });
        let theirs = entries::<Both>(&mut chain(), TRADER, || {
            their_swap(hops).expect("the trade is made");
        });
        print(&format!("{hops} hops"), "ours", ours);
        print(&format!("{hops} hops"), "theirs", theirs);
    }
}

fn rewards(name: &str, world: &World) {
    let count = |action: Action, call: RuntimeCall| {
        entries::<BothRewards>(&mut world.chain(), action.who(), || {
            begin();
            dispatch(call, action.who()).expect("the call succeeds");
        })
    };
    for action in Action::ALL {
        let what = format!("{}, {name}", action.name());
        print(&what, "ours", count(action, action.ours()));
        print(&what, "theirs", count(action, action.theirs()));
    }
}

fn votes(name: &str, plan: Plan) {
    for action in VotingAction::ALL {
        for whose in Whose::BOTH {
            // A chain of its own for each: what is left in the state that was not written would count.
            let mut world = VotingWorld::new(plan);
            let (call, who) = world.call(action, whose);
            let counted = entries::<BothVotings>(world.chain(whose), who.clone(), || {
                dispatch_vote(call, who).expect("the call succeeds");
            });
            print(&format!("{}, {name}", action.name()), whose.name(), counted);
        }
    }
}

fn main() {
    println!(
        "what                      whose   reads  writes  sum  at the SDK's ParityDB constants"
    );
    trades();
    rewards("assets", &World::of_assets(1, 10));
    rewards("TIDE", &World::of_tide(10));
    rewards("4 streams", &World::of_assets(4, 10));
    votes("1 vote", Plan { votes: 1, crowd: 10, touched: false });
    votes("polls touched", Plan { votes: 1, crowd: 10, touched: true });
}
