//! The switch of calls. Nobody reaches it but by `pause.rs`.

use crate::{
    governance::committee::{MaxNameLen, NeverPaused},
    Runtime, RuntimeCall, RuntimeEvent,
};
use polkadot_sdk::*;

use frame_support::traits::NeverEnsureOrigin;

impl pallet_tx_pause::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type PauseOrigin = NeverEnsureOrigin<()>;
    type UnpauseOrigin = NeverEnsureOrigin<()>;
    type WhitelistedCalls = NeverPaused;
    type MaxNameLen = MaxNameLen;
    type WeightInfo = pallet_tx_pause::weights::SubstrateWeight<Runtime>;
}
