//! Weights of the exchange, COUNTED BY HAND, not benchmarked.
//!
//! Each is the worst case: every storage item that the call can read or write, once, at the SDK's
//! ParityDB constants (8 and 50 µs), plus [`COMPUTATION`] for decoding and arithmetic.

use core::marker::PhantomData;
use pallet_amm::types::MAX_POOL_ASSETS;
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

    /// Two legs, and for each hop a pool and the vault's balance of what it pays out.
    fn swap(hops: u32) -> Weight {
        let hop = Items { reads: 2, writes: 1 };
        Self::weigh(&[&PAY_OUT, &COLLECT])
            .saturating_add(Self::weigh(&[&hop]).saturating_mul(hops.into()))
    }
}

impl<T: polkadot_sdk::frame_system::Config> pallet_amm::WeightInfo for HandCounted<T> {
    fn create_pool(a: u32) -> Weight {
        // The pool's key and its record, its deposit, the next id, the bounds; the share asset,
        // which is checked and created; the creator's hold.
        let pool = Items { reads: 7, writes: 7 };
        // For each currency: what is kept of it, its decimals and the pool's entry; the vault's
        // account opened against a reserved deposit; two minimum balances paid in, one of them held.
        let account = Items { reads: 9, writes: 8 };
        Self::weigh(&[&pool])
            .saturating_add(Self::weigh(&[&account, &COLLECT, &COLLECT]).saturating_mul(a.into()))
    }

    fn add_liquidity(a: u32) -> Weight {
        Self::weigh(&[&POOL, &SHARES])
            .saturating_add(Self::weigh(&[&COLLECT]).saturating_mul(a.into()))
    }

    fn remove_liquidity(a: u32) -> Weight {
        // A debt in place of a payment, after the payment was tried.
        let debt = Items { reads: 3, writes: 2 };
        Self::weigh(&[&POOL, &SHARES])
            .saturating_add(Self::weigh(&[&PAY_OUT, &debt]).saturating_mul(a.into()))
    }

    fn remove_liquidity_single() -> Weight {
        Self::weigh(&[&POOL, &SHARES, &PAY_OUT])
    }

    fn swap_exact_in(h: u32) -> Weight {
        Self::swap(h)
    }

    fn swap_exact_in_stable(h: u32) -> Weight {
        Self::swap(h)
    }

    fn swap_exact_out(h: u32) -> Weight {
        Self::swap(h)
    }

    fn swap_exact_out_stable(h: u32) -> Weight {
        Self::swap(h)
    }

    fn settle_shortfall(p: u32) -> Weight {
        let asset = Items { reads: 5, writes: 2 };
        let pool = Items { reads: 2, writes: 1 };
        Self::weigh(&[&asset]).saturating_add(Self::weigh(&[&pool]).saturating_mul(p.into()))
    }

    fn claim_owed() -> Weight {
        Self::weigh(&[&PAY_OUT, &Items { reads: 4, writes: 4 }])
    }

    fn collect_protocol_fees() -> Weight {
        let each = Self::weigh(&[&PAY_OUT]).saturating_mul(MAX_POOL_ASSETS.into());
        Self::weigh(&[&POOL]).saturating_add(each)
    }

    fn close_pool() -> Weight {
        let pool = Items { reads: 8, writes: 7 };
        let asset = Items { reads: 10, writes: 10 };
        let each = Self::weigh(&[&PAY_OUT, &PAY_OUT, &asset]);
        Self::weigh(&[&pool]).saturating_add(each.saturating_mul(MAX_POOL_ASSETS.into()))
    }

    fn ramp_amplification() -> Weight {
        Self::weigh(&[&POOL])
    }

    fn set_status() -> Weight {
        Self::weigh(&[&POOL])
    }

    fn set_terms() -> Weight {
        Self::weigh(&[&POOL])
    }

    fn set_fee_sink() -> Weight {
        Self::weigh(&[&POOL])
    }

    fn set_fee_pool() -> Weight {
        Self::weigh(&[&POOL, &POOL])
    }
}
