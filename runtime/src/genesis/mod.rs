//! The presets a chain can be born from, and what they share.
//!
//! `dev` and `local` belong to the FAST periods and exist only in a build that has them: a preset
//! cannot change a constant.

#[cfg(feature = "fast")]
mod development;

use polkadot_sdk::*;

use alloc::{string::ToString, vec::Vec};
use sp_genesis_builder::PresetId;

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
