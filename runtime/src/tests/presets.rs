use crate::genesis;
use polkadot_sdk::*;

use frame_support::traits::Get;
use sp_genesis_builder::PresetId;
use tidewater_primitives::constants::{SS58_PREFIX, TOKEN_DECIMALS, TOKEN_SYMBOL};

#[test]
fn the_development_presets_exist_only_with_the_fast_periods() {
    let names = genesis::names();
    let expected: &[&str] = if cfg!(feature = "fast") { &["dev", "local"] } else { &[] };
    assert_eq!(names, expected.iter().map(|name| PresetId::from(*name)).collect::<Vec<_>>());
    for name in names {
        assert!(genesis::preset(&name).is_some(), "{name} is listed but missing");
    }
    assert_eq!(genesis::preset(&PresetId::from("nowhere")), None);
}

/// The metadata hash covers these; a wallet refuses to sign if they differ from the chain's.
#[test]
fn the_build_script_names_the_token_as_the_chain_does() {
    let call = format!("enable_metadata_hash(\"{TOKEN_SYMBOL}\", {TOKEN_DECIMALS})");
    assert!(include_str!("../../build.rs").contains(&call));
    let prefix: u16 = <crate::Runtime as frame_system::Config>::SS58Prefix::get();
    assert_eq!(prefix, SS58_PREFIX);
}
