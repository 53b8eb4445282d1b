//! The runtime in one process: the only way to a chain's state is [`on_chain`], which checks every
//! invariant of our pallets when the scenario is over.

pub mod blocks;
pub mod referenda;

use polkadot_sdk::{sp_io::TestExternalities, sp_keyring::Sr25519Keyring, sp_runtime};

use serde_json::Value;
use sp_runtime::BuildStorage;
use tidewater_primitives::AccountId;
use tidewater_runtime::{
    genesis, Amm, ConvictionVoting, Pause, PriceOracle, RuntimeGenesisConfig, RuntimeOrigin,
    Spending, StakingRewards, System,
};

/// Runs a scenario on the state of a preset, then checks all invariants.
pub fn on_chain(preset: &str, scenario: impl FnOnce()) {
    chain(preset).execute_with(|| {
        System::set_block_number(1);
        scenario();
        Amm::check_invariants().expect("every invariant of the exchange holds");
        PriceOracle::check_invariants().expect("every invariant of the oracle holds");
        ConvictionVoting::check_invariants().expect("every invariant of the votes holds");
        Pause::check_invariants().expect("every invariant of the pauses holds");
        Spending::check_invariants().expect("every invariant of the spending holds");
        StakingRewards::check_invariants().expect("every invariant of the rewards holds");
    });
}

/// The state of a preset as the genesis builder makes it.
///
/// # Panics
///
/// If there is no such preset in this build.
pub fn chain(preset: &str) -> TestExternalities {
    let patch = genesis::preset(&preset.into()).expect("the preset exists with the feature `fast`");
    let mut config =
        serde_json::to_value(RuntimeGenesisConfig::default()).expect("the default is JSON");
    merge(&mut config, serde_json::from_slice(&patch).expect("a preset is JSON"));
    let config: RuntimeGenesisConfig =
        serde_json::from_value(config).expect("the preset fits the configuration");
    config.build_storage().expect("the preset builds").into()
}

/// Lays a patch over a configuration.
fn merge(target: &mut Value, patch: Value) {
    match (target, patch) {
        (Value::Object(target), Value::Object(patch)) => {
            for (key, value) in patch {
                merge(target.entry(key).or_insert(Value::Null), value);
            }
        }
        (target, patch) => *target = patch,
    }
}

/// The account of a person of the development chains.
pub fn account(person: Sr25519Keyring) -> AccountId {
    person.to_account_id()
}

/// A call signed by a person.
pub fn signed(person: Sr25519Keyring) -> RuntimeOrigin {
    RuntimeOrigin::signed(account(person))
}
