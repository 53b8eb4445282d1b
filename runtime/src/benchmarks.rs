//! What `make weights` measures: the list of pallets, and how the runtime runs one benchmark of them.

use crate::{AllPalletsWithSystem, Amm, Assets, Runtime};
use polkadot_sdk::*;

use alloc::{string::String, vec::Vec};
use frame_benchmarking::{account, BenchmarkBatch, BenchmarkConfig, BenchmarkList};
use frame_support::{
    instances::Instance1,
    traits::{
        tokens::fungible::NativeOrWithId, StorageInfo, StorageInfoTrait, WhitelistedStorageKeys,
    },
};
use tidewater_primitives::{ids::CurrencyId, AccountId, Balance};

// Each of them has a file in `weights/`.
frame_benchmarking::define_benchmarks!([pallet_amm, Amm]);

/// The benchmarks there are, and the storage they may touch.
pub(crate) fn list(extra: bool) -> (Vec<BenchmarkList>, Vec<StorageInfo>) {
    let mut list = Vec::new();
    list_benchmarks!(list, extra);
    (list, AllPalletsWithSystem::storage_info())
}

/// Runs one benchmark.
pub(crate) fn run(config: BenchmarkConfig) -> Result<Vec<BenchmarkBatch>, String> {
    // What every block reads anyway is part of its own weight.
    let whitelist = AllPalletsWithSystem::whitelisted_storage_keys();
    let mut batches = Vec::new();
    let params = (&config, &whitelist);
    add_benchmarks!(params, batches);
    Ok(batches)
}

/// Creates the assets that benchmarks trade.
pub struct AssetMaker;

impl pallet_amm::BenchmarkHelper for AssetMaker {
    fn create_asset(min_balance: Balance) -> CurrencyId {
        let id = pallet_assets::NextAssetId::<Runtime, Instance1>::get().unwrap_or(1);
        let owner: AccountId = account("asset owner", 0, 0);
        let root = frame_system::RawOrigin::Root.into();
        Assets::force_create(root, id.into(), owner.into(), false, min_balance)
            .expect("the chain's next id is free");
        NativeOrWithId::WithId(id)
    }
}
