//! Weights of the exchange, COUNTED BY HAND, not benchmarked.
//!
//! Each is the worst case: every storage item that the call can read or write, once, at the SDK's
//! ParityDB constants (8 and 50 µs), plus [`COMPUTATION`] for decoding and arithmetic.

use core::marker::PhantomData;
use polkadot_sdk::frame_support::{traits::Get, weights::Weight};

/// The worst case of a call, in storage items.
struct Items {
    reads: u64,
    writes: u64,
}

/// Picoseconds for everything but storage: an allowance, not a measurement.
const COMPUTATION: u64 = 100_000_000;

/// A payment to the vault: the asset, the accounts of both sides, the payer's holds; if the payer's
/// account ends, also its list of holds and its system account.
const COLLECT: Items = Items { reads: 6, writes: 6 };
/// A payment out of the vault: the asset, the accounts of both sides, the vault's holds, and the
/// system account of a payee who is new to the asset.
const PAY_OUT: Items = Items { reads: 5, writes: 4 };
/// Shares minted or burnt: the share asset, the account, its holds, its system account; if the
/// account ends, also its list of holds.
const SHARES: Items = Items { reads: 5, writes: 5 };
/// Pools: read once, written once.
const POOL: Items = Items { reads: 1, writes: 1 };

/// The hand-counted weights, at the database weights of `T`.
pub struct HandCounted<T>(PhantomData<T>);

impl<T: polkadot_sdk::frame_system::Config> HandCounted<T> {
    fn weigh(parts: &[&Items]) -> Weight {
        let reads = parts.iter().map(|part| part.reads).sum();
        let writes = parts.iter().map(|part| part.writes).sum();
        Weight::from_parts(COMPUTATION, 0)
            .saturating_add(T::DbWeight::get().reads_writes(reads, writes))
    }
}

impl<T: polkadot_sdk::frame_system::Config> pallet_amm::WeightInfo for HandCounted<T> {
    fn create_pool() -> Weight {
        // The pool's key and its record, its deposit and the next id; the share asset, which is
        // checked and created; the creator's hold.
        let pool = Items { reads: 6, writes: 7 };
        // For each currency: the cushion, the vault's account opened against a reserved deposit,
        // one minimum balance paid in.
        let account = Items { reads: 4, writes: 4 };
        Self::weigh(&[&pool, &account, &COLLECT, &account, &COLLECT])
    }

    fn add_liquidity() -> Weight {
        Self::weigh(&[&POOL, &COLLECT, &COLLECT, &SHARES])
    }

    fn remove_liquidity() -> Weight {
        Self::weigh(&[&POOL, &PAY_OUT, &PAY_OUT, &SHARES])
    }

    fn swap_exact_in() -> Weight {
        Self::weigh(&[&POOL, &PAY_OUT, &COLLECT])
    }

    fn swap_exact_out() -> Weight {
        Self::weigh(&[&POOL, &PAY_OUT, &COLLECT])
    }
}
