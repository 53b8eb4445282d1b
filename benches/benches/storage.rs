//! How many entries of storage a trade reads and writes, ours against `pallet-asset-conversion`, on
//! one chain: `make bench` prints them. Nothing is timed.
//!
//! As in the SDK's weights, what every transaction touches anyway is left out: the trader's own
//! account and the block's events.

use frame_support::{storage::storage_prefix, weights::RuntimeDbWeight, StorageHasher, Twox128};
use sp_io::TestExternalities;
use sp_trie::recorder::Recorder;
use tidewater_benches::{
    chains::chain,
    runtime::{Both, NATIVE},
    trades::{our_swap, route, their_swap, TRADER},
};

/// Reads and writes of a call.
fn entries(chain: &mut TestExternalities, call: impl FnOnce()) -> (usize, usize) {
    let recorder = Recorder::default();
    chain.execute_with_recorder(recorder.clone(), call);
    let system = Twox128::hash(b"System");
    let accounts = storage_prefix(b"System", b"Account");
    let own = frame_system::Account::<Both>::hashed_key_for(TRADER);
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

fn main() {
    let weight: RuntimeDbWeight = frame_support::weights::constants::ParityDbWeight::get();
    println!("hops  exchange  reads  writes  sum  at the SDK's ParityDB constants");
    for hops in 1..=3u32 {
        let ours = entries(&mut chain(), || {
            our_swap(route(hops), NATIVE).expect("the trade is made");
        });
        let theirs = entries(&mut chain(), || {
            their_swap(hops).expect("the trade is made");
        });
        for (name, (reads, writes)) in [("ours", ours), ("theirs", theirs)] {
            let cost = weight.reads_writes(reads as u64, writes as u64).ref_time() / 1_000_000;
            println!("{hops:4}  {name:8}  {reads:5}  {writes:6}  {:3}  {cost} µs", reads + writes);
        }
    }
}
