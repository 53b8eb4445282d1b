//! Sessions and the keys of validators.

use crate::{
    constants::storage_deposit,
    validators::{GenesisValidators, NoStake},
    Babe, Balances, Runtime, RuntimeEvent, SessionKeys,
};
use polkadot_sdk::*;

use frame_support::traits::ConstU128;
use pallet_session::disabling::UpToLimitWithReEnablingDisablingStrategy;
use sp_runtime::traits::{ConvertInto, OpaqueKeys};
use tidewater_primitives::AccountId;

impl pallet_session::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type ValidatorId = AccountId;
    type ValidatorIdOf = ConvertInto;
    type ShouldEndSession = Babe;
    type NextSessionRotation = Babe;
    type SessionManager = pallet_session::historical::NoteHistoricalRoot<Self, GenesisValidators>;
    type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
    type Keys = SessionKeys;
    type DisablingStrategy = UpToLimitWithReEnablingDisablingStrategy;
    type WeightInfo = pallet_session::weights::SubstrateWeight<Runtime>;
    type Currency = Balances;
    // The keys and, for each of the four, who owns it.
    type KeyDeposit = ConstU128<{ storage_deposit(5, 400) }>;
}

impl pallet_session::historical::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type FullIdentification = ();
    type FullIdentificationOf = NoStake;
}
