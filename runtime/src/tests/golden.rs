use crate::{Runtime, RuntimeCall, TxExtension};
use polkadot_sdk::*;

use frame_support::traits::GetCallMetadata;
use sp_runtime::traits::TransactionExtension;

/// The pallets in the order of their indices. A change here breaks every client: it belongs into
/// the changelog and needs a new `transaction_version`.
const PALLETS: &[(u8, &str)] = &[
    (0, "System"),
    (1, "Timestamp"),
    (5, "PriceOracle"),
    (10, "Babe"),
    (11, "Authorship"),
    (12, "Session"),
    (13, "Historical"),
    (14, "Offences"),
    (15, "Grandpa"),
    (16, "AuthorityDiscovery"),
    (30, "Balances"),
    (31, "TransactionPayment"),
    (32, "Assets"),
    (33, "AssetsHolder"),
    (34, "PoolAssets"),
    (35, "PoolAssetsHolder"),
    (36, "AssetTxPayment"),
    (50, "Utility"),
    (51, "Multisig"),
    (52, "Proxy"),
    (53, "Identity"),
    (60, "Preimage"),
    (61, "Scheduler"),
    (62, "Migrations"),
    (70, "ConvictionVoting"),
    (71, "Referenda"),
    (72, "Origins"),
    (73, "Whitelist"),
    (74, "TechnicalCommittee"),
    (75, "Treasury"),
    (76, "Spending"),
    (77, "TxPause"),
    (78, "Pause"),
    (80, "Amm"),
    (81, "StakingRewards"),
];

#[test]
fn the_pallets_keep_their_indices() {
    use frame_support::traits::PalletsInfoAccess;
    let mut pallets: Vec<_> = crate::AllPalletsWithSystem::infos()
        .into_iter()
        .map(|pallet| (pallet.index as u8, pallet.name))
        .collect();
    pallets.sort_unstable();
    assert_eq!(pallets, PALLETS);
}

#[test]
fn there_is_no_sudo() {
    assert!(!RuntimeCall::get_module_names().contains(&"Sudo"));
}

/// Clients know these extensions or encode them as nothing: see ADR 0012.
#[test]
fn the_transaction_extensions_stay_in_this_order() {
    let names: Vec<_> = TxExtension::metadata().into_iter().map(|ext| ext.identifier).collect();
    assert_eq!(
        names,
        [
            "AuthorizeCall",
            "CheckNonZeroSender",
            "CheckSpecVersion",
            "CheckTxVersion",
            "CheckGenesis",
            "CheckMortality",
            "CheckNonce",
            "CheckWeight",
            "ChargeAssetTxPayment",
            "CheckMetadataHash",
            "WeightReclaim",
        ]
    );
}

#[test]
fn metadata_comes_in_the_versions_that_clients_ask_for() {
    let versions = Runtime::metadata_versions();
    for version in [14, 15, 16] {
        assert!(versions.contains(&version), "no metadata of version {version}");
        assert!(Runtime::metadata_at_version(version).is_some());
    }
}
