//! How validators find each other.

use crate::{constants::MAX_AUTHORITIES, Runtime};
use polkadot_sdk::*;

use frame_support::traits::ConstU32;

impl pallet_authority_discovery::Config for Runtime {
    type MaxAuthorities = ConstU32<MAX_AUTHORITIES>;
}
