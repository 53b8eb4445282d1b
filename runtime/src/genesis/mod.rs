//! The presets a chain can be born from, and what they share.
//!
//! `dev` and `local` belong to the FAST periods and exist only in a build that has them: a preset
//! cannot change a constant.

#[cfg(feature = "fast")]
mod development;

use polkadot_sdk::*;

use crate::constants::{PERIODS, TREASURY};
use alloc::{string::ToString, vec::Vec};
use frame_support::traits::tokens::fungible::NativeOrWithId;
use pallet_staking_rewards::GenesisProgramme;
use sp_genesis_builder::PresetId;
use sp_runtime::traits::AccountIdConversion;
use tidewater_primitives::{apis::staking_rewards::Tier, constants::TIDE, AccountId};

/// The presets of this build.
pub fn names() -> Vec<PresetId> {
    #[cfg(feature = "fast")]
    let names = alloc::vec![PresetId::from(development::DEV), PresetId::from(development::LOCAL)];
    #[cfg(not(feature = "fast"))]
    let names = Vec::new();
    names
}

/// The JSON patch of a preset, or `None` if this build has no such preset.
pub fn preset(id: &PresetId) -> Option<Vec<u8>> {
    #[cfg(feature = "fast")]
    let patch = development::preset(id.as_ref());
    #[cfg(not(feature = "fast"))]
    let patch: Option<serde_json::Value> = {
        let _ = id;
        None
    };
    patch.map(|patch| patch.to_string().into_bytes())
}

/// The programme that every chain is born with: who stakes TIDE shares the exchange's income. A lock
/// weighs more, but at most double: who stays free is not driven out.
pub fn protocol_programme() -> GenesisProgramme<AccountId> {
    let [short, middle, long] = PERIODS.lock_blocks;
    let tiers = [(0, 10_000), (short, 12_500), (middle, 16_000), (long, 20_000)];
    GenesisProgramme {
        staked: NativeOrWithId::Native,
        min_stake: TIDE,
        // Who comes first, with next to nothing, does not take a day's income alone.
        min_total: 1_000 * TIDE,
        tiers: tiers.map(|(blocks, multiplier_bps)| Tier { blocks, multiplier_bps }).to_vec(),
        refund_to: TREASURY.into_account_truncating(),
    }
}
