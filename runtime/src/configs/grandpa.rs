//! Finality.

use super::babe::ReportLongevity;
use crate::{
    constants::{MAX_AUTHORITIES, PERIODS},
    Historical, Offences, Runtime, RuntimeEvent,
};
use polkadot_sdk::*;

use frame_support::traits::{ConstU32, ConstU64, KeyOwnerProofSystem};
use sp_consensus_grandpa::AuthorityId;
use sp_core::crypto::KeyTypeId;

impl pallet_grandpa::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type WeightInfo = ();
    type MaxAuthorities = ConstU32<MAX_AUTHORITIES>;
    type MaxNominators = ConstU32<0>;
    // A set lasts a session or longer, so this many cover all that can still be reported.
    type MaxSetIdSessionEntries = ConstU64<{ PERIODS.history_sessions as u64 }>;
    type KeyOwnerProof = <Historical as KeyOwnerProofSystem<(KeyTypeId, AuthorityId)>>::Proof;
    type EquivocationReportSystem =
        pallet_grandpa::EquivocationReportSystem<Self, Offences, Historical, ReportLongevity>;
}
