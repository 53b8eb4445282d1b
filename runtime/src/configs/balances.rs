//! TIDE.

use crate::{
    constants::EXISTENTIAL_DEPOSIT, ConvictionVoting, Runtime, RuntimeEvent, RuntimeFreezeReason,
    RuntimeHoldReason, System,
};
use polkadot_sdk::*;

use frame_support::traits::{ConstU128, ConstU32, VariantCountOf};
use tidewater_primitives::Balance;

impl pallet_balances::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeHoldReason = RuntimeHoldReason;
    type RuntimeFreezeReason = RuntimeFreezeReason;
    type WeightInfo = pallet_balances::weights::SubstrateWeight<Runtime>;
    type Balance = Balance;
    type DustRemoval = ();
    type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
    type AccountStore = System;
    type ReserveIdentifier = [u8; 8];
    type FreezeIdentifier = RuntimeFreezeReason;
    // Locks are the old form of freezes; nothing here uses them.
    type MaxLocks = ConstU32<0>;
    type MaxReserves = ConstU32<50>;
    type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
    // Who is slashed below what he votes with is told to the votes.
    type DoneSlashHandler = ConvictionVoting;
}
