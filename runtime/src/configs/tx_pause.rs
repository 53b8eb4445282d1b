//! The switch of calls. Nobody reaches it but by `pause.rs`.

use crate::{governance::committee::MaxNameLen, Runtime, RuntimeCall, RuntimeEvent};
use polkadot_sdk::*;

use frame_support::traits::NeverEnsureOrigin;

impl pallet_tx_pause::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type PauseOrigin = NeverEnsureOrigin<()>;
    type UnpauseOrigin = NeverEnsureOrigin<()>;
    #[cfg(not(feature = "runtime-benchmarks"))]
    type WhitelistedCalls = crate::governance::committee::NeverPaused;
    // The benchmarks fill the list with calls that do not exist.
    #[cfg(feature = "runtime-benchmarks")]
    type WhitelistedCalls = frame_support::traits::Nothing;
    type MaxNameLen = MaxNameLen;
    type WeightInfo = pallet_tx_pause::weights::SubstrateWeight<Runtime>;
}
