//! Who made a block.

use crate::{Babe, Runtime};
use polkadot_sdk::*;

impl pallet_authorship::Config for Runtime {
    type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Self, Babe>;
    type EventHandler = ();
}
