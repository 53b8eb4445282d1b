//! Records of misbehaviour. Nothing is at stake yet, so they have no consequence.

use crate::{Runtime, RuntimeEvent};
use polkadot_sdk::*;

impl pallet_offences::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type IdentificationTuple = pallet_session::historical::IdentificationTuple<Self>;
    type OnOffenceHandler = ();
}
