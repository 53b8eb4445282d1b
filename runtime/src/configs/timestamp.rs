//! Wall-clock time, and with it the slot a block claims.

use crate::{Babe, Runtime};
use polkadot_sdk::*;

use frame_support::traits::ConstU64;
use tidewater_primitives::constants::SLOT_MILLIS;

impl pallet_timestamp::Config for Runtime {
    type Moment = u64;
    type OnTimestampSet = Babe;
    // BABE takes twice this for the length of a slot.
    type MinimumPeriod = ConstU64<{ SLOT_MILLIS / 2 }>;
    type WeightInfo = pallet_timestamp::weights::SubstrateWeight<Runtime>;
}
