//! Accounts that several people sign for.

use crate::{constants::storage_deposit, Balances, Runtime, RuntimeCall, RuntimeEvent, System};
use polkadot_sdk::*;

use frame_support::traits::{ConstU128, ConstU32};

impl pallet_multisig::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type Currency = Balances;
    // One entry: the hash of the call, where it was begun, by whom.
    type DepositBase = ConstU128<{ storage_deposit(1, 88) }>;
    // Each approval is an account id more.
    type DepositFactor = ConstU128<{ storage_deposit(0, 32) }>;
    type MaxSignatories = ConstU32<100>;
    type WeightInfo = pallet_multisig::weights::SubstrateWeight<Runtime>;
    type BlockNumberProvider = System;
}
