//! Accounts that act for others.

use crate::{
    constants::storage_deposit, filters::ProxyType, Balances, Runtime, RuntimeCall, RuntimeEvent,
    System,
};
use polkadot_sdk::*;

use frame_support::traits::{ConstU128, ConstU32};
use sp_runtime::traits::BlakeTwo256;

impl pallet_proxy::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type Currency = Balances;
    type ProxyType = ProxyType;
    type ProxyDepositBase = ConstU128<{ storage_deposit(1, 8) }>;
    // Account, kind and delay.
    type ProxyDepositFactor = ConstU128<{ storage_deposit(0, 37) }>;
    type MaxProxies = ConstU32<32>;
    type WeightInfo = pallet_proxy::weights::SubstrateWeight<Runtime>;
    type MaxPending = ConstU32<32>;
    type CallHasher = BlakeTwo256;
    type AnnouncementDepositBase = ConstU128<{ storage_deposit(1, 8) }>;
    // Account, hash of the call and block number.
    type AnnouncementDepositFactor = ConstU128<{ storage_deposit(0, 68) }>;
    type BlockNumberProvider = System;
}
