//! Calls that the committee has looked at.

use crate::{
    constants::PERIODS,
    governance::{committee::WhitelistOrigin, origins::EnsureTrack, tracks::WHITELISTED_CALLER},
    Preimage, Runtime, RuntimeCall, RuntimeEvent, System,
};
use polkadot_sdk::*;

use frame_support::traits::ConstU32;

impl pallet_whitelist::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type WhitelistOrigin = WhitelistOrigin;
    type DispatchWhitelistedOrigin = EnsureTrack<WHITELISTED_CALLER>;
    type Preimages = Preimage;
    type DeferredDispatchExpiration = ConstU32<{ PERIODS.governance.deferred_blocks }>;
    type BlockNumberProvider = System;
    type WeightInfo = pallet_whitelist::weights::SubstrateWeight<Runtime>;
}
