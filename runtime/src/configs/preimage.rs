//! Calls kept under their hash.

use crate::{constants::storage_deposit, Balances, Runtime, RuntimeEvent, RuntimeHoldReason};
use polkadot_sdk::*;

use frame_support::{
    parameter_types,
    traits::{fungible::HoldConsideration, ConstU128, LinearStoragePrice},
};
use frame_system::EnsureRoot;
use tidewater_primitives::{AccountId, Balance};

parameter_types! {
    pub const PreimageHoldReason: RuntimeHoldReason =
        RuntimeHoldReason::Preimage(pallet_preimage::HoldReason::Preimage);
}

impl pallet_preimage::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type WeightInfo = pallet_preimage::weights::SubstrateWeight<Runtime>;
    type Currency = Balances;
    type ManagerOrigin = EnsureRoot<AccountId>;
    type Consideration = HoldConsideration<
        AccountId,
        Balances,
        PreimageHoldReason,
        LinearStoragePrice<
            ConstU128<{ storage_deposit(2, 64) }>,
            ConstU128<{ storage_deposit(0, 1) }>,
            Balance,
        >,
    >;
}
