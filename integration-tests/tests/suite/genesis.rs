//! What a chain is born with.

use frame_support::traits::{fungibles::metadata::Inspect, KeyOwnerProofSystem};
use polkadot_sdk::{frame_support::instances::Instance1, sp_consensus_babe};
use tidewater_integration_tests::on_chain;
use tidewater_primitives::{
    constants::TIDE,
    ids::{FeeTier, PoolKind},
};
use tidewater_runtime::{Amm, Assets, Babe, Grandpa, Historical, Runtime, Session};

#[test]
fn dev_has_one_validator_and_local_four() {
    for (preset, validators) in [("dev", 1), ("local", 4)] {
        on_chain(preset, || {
            assert_eq!(Session::validators().len(), validators);
            assert_eq!(Babe::authorities().len(), validators);
            assert_eq!(Grandpa::grandpa_authorities().len(), validators);
        });
    }
}

#[test]
fn a_key_of_the_first_session_can_be_proven_so_that_misbehaviour_can_be_reported() {
    on_chain("local", || {
        for (key, _) in Babe::authorities() {
            assert!(Historical::prove((sp_consensus_babe::KEY_TYPE, key)).is_some());
        }
    });
}

#[test]
fn three_pools_are_open() {
    on_chain("dev", || {
        let pools = Amm::pool_page(0, 10);
        assert_eq!(pools.len(), 3);
        assert_eq!(pools[0].fee_tier, FeeTier::Bp30);
        assert_eq!(pools[0].reserves, [200_000 * TIDE, 100_000_000_000]);
        assert_eq!(pools[1].fee_tier, FeeTier::Bp5);
        assert_eq!(pools[1].reserves, [25_000_000_000, 10_000_000_000_000_000_000]);
        assert_eq!((pools[2].kind, pools[2].amplification), (PoolKind::Stable, Some(20_000)));
        assert_eq!(pools[2].reserves, [100_000_000_000, 100_000_000_000_000_000]);
        assert_eq!(pools[2].terms.protocol_fee_bps, 1_000);
    });
}

#[test]
fn the_assets_have_metadata_and_the_chain_counts_on_from_them() {
    on_chain("dev", || {
        for (id, symbol, decimals) in
            [(1, "tUSD", 6), (2, "tBTC", 8), (3, "tETH", 18), (4, "tDAI", 12)]
        {
            assert_eq!(Assets::symbol(id), symbol.as_bytes());
            assert_eq!(Assets::decimals(id), decimals);
        }
        assert_eq!(pallet_assets::NextAssetId::<Runtime, Instance1>::get(), Some(5));
    });
}
