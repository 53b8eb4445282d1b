//! Every pool gives at least a twentieth of its fees to the protocol. With it upgrades are rehearsed: only
//! the version `next-version` runs it.

use crate::Runtime;
use polkadot_sdk::*;

use alloc::vec::Vec;
use frame_support::{
    migrations::{MigrationId, SteppedMigration, SteppedMigrationError},
    weights::{Weight, WeightMeter},
};
use pallet_amm::{types::Pool, NextPoolId, Pools};
#[cfg(feature = "try-runtime")]
use sp_runtime::TryRuntimeError;
use tidewater_primitives::ids::PoolId;

/// The least part of the fees, in basis points.
pub const LEAST_BPS: u16 = 500;

/// Goes through all pools by their ids. A pool of which less was taken gives [`LEAST_BPS`] from then on.
pub struct ProtocolFees;

/// What one pool takes: it is read and written, and the next id is read.
fn weight_of_one() -> Weight {
    <Runtime as frame_system::Config>::DbWeight::get().reads_writes(2, 1)
}

impl SteppedMigration for ProtocolFees {
    type Cursor = PoolId;
    type Identifier = MigrationId<10>;

    fn id() -> Self::Identifier {
        MigrationId { pallet_id: *b"pallet-amm", version_from: 0, version_to: 1 }
    }

    fn step(
        cursor: Option<PoolId>,
        meter: &mut WeightMeter,
    ) -> Result<Option<PoolId>, SteppedMigrationError> {
        let mut id = cursor.unwrap_or(0);
        let required = weight_of_one();
        if !meter.can_consume(required) {
            return Err(SteppedMigrationError::InsufficientWeight { required });
        }
        while id < NextPoolId::<Runtime>::get() {
            if meter.try_consume(required).is_err() {
                return Ok(Some(id));
            }
            Pools::<Runtime>::mutate_extant(id, |pool| {
                pool.terms.protocol_fee_bps = pool.terms.protocol_fee_bps.max(LEAST_BPS);
            });
            id = id.saturating_add(1);
        }
        Ok(None)
    }

    #[cfg(feature = "try-runtime")]
    fn pre_upgrade() -> Result<Vec<u8>, TryRuntimeError> {
        Ok(codec::Encode::encode(&before()))
    }

    #[cfg(feature = "try-runtime")]
    fn post_upgrade(state: Vec<u8>) -> Result<(), TryRuntimeError> {
        let before = codec::Decode::decode(&mut &state[..])
            .map_err(|_| TryRuntimeError::Other("what was before cannot be read"))?;
        check(before).map_err(TryRuntimeError::Other)
    }
}

/// What [`check`] has to know of the state before the migration: all pools.
pub fn before() -> Vec<(PoolId, Pool)> {
    let mut pools: Vec<_> = Pools::<Runtime>::iter().collect();
    pools.sort_by_key(|(id, _)| *id);
    pools
}

/// Checks the state after the migration: the same pools, and nothing but that part has changed.
///
/// # Errors
///
/// What is wrong.
pub fn check(mut before: Vec<(PoolId, Pool)>) -> Result<(), &'static str> {
    for (_, pool) in &mut before {
        pool.terms.protocol_fee_bps = pool.terms.protocol_fee_bps.max(LEAST_BPS);
    }
    if before == self::before() {
        Ok(())
    } else {
        Err("a pool is gone, new, or changed in something else")
    }
}
