//! Block production.

use crate::{
    constants::{MAX_AUTHORITIES, PERIODS},
    Historical, Offences, Runtime, Session,
};
use polkadot_sdk::*;

use frame_support::{
    parameter_types,
    traits::{ConstU32, ConstU64, KeyOwnerProofSystem},
};
use sp_consensus_babe::AuthorityId;
use sp_core::crypto::KeyTypeId;
use tidewater_primitives::constants::SLOT_MILLIS;

parameter_types! {
    pub const EpochDuration: u64 = PERIODS.epoch_slots as u64;
    /// Blocks for which misbehaviour can be reported, of BABE and of GRANDPA.
    pub const ReportLongevity: u64 =
        PERIODS.history_sessions as u64 * PERIODS.epoch_slots as u64;
}

impl pallet_babe::Config for Runtime {
    type EpochDuration = EpochDuration;
    type ExpectedBlockTime = ConstU64<SLOT_MILLIS>;
    type EpochChangeTrigger = pallet_babe::ExternalTrigger;
    type DisabledValidators = Session;
    type WeightInfo = ();
    type MaxAuthorities = ConstU32<MAX_AUTHORITIES>;
    type MaxNominators = ConstU32<0>;
    type KeyOwnerProof = <Historical as KeyOwnerProofSystem<(KeyTypeId, AuthorityId)>>::Proof;
    type EquivocationReportSystem =
        pallet_babe::EquivocationReportSystem<Self, Offences, Historical, ReportLongevity>;
}
