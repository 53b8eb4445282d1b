//! What the measuring library calls in the wasm of this runtime. No chain runs on it.

use crate::{
    runtime::{
        AllPalletsWithSystem, Amm, AssetConversion, Assets, Block, Both, SameTrades, System,
    },
    same_trades,
};
use alloc::{borrow::Cow, string::String, vec::Vec};
use frame_benchmarking::{BenchmarkBatch, BenchmarkConfig, BenchmarkList};
use frame_support::traits::{
    tokens::fungible::NativeOrWithId, StorageInfo, StorageInfoTrait, WhitelistedStorageKeys,
};
use sp_runtime::{traits::Block as BlockT, ExtrinsicInclusionMode};
use sp_version::RuntimeVersion;
use tidewater_primitives::{ids::CurrencyId, Balance};

frame_benchmarking::define_benchmarks!(
    [pallet_amm, Amm]
    [pallet_asset_conversion, AssetConversion]
    [same_trades, SameTrades]
);

#[sp_version::runtime_version]
const VERSION: RuntimeVersion = RuntimeVersion {
    spec_name: Cow::Borrowed("tidewater-benches"),
    impl_name: Cow::Borrowed("tidewater-benches"),
    authoring_version: 1,
    spec_version: 1,
    impl_version: 1,
    apis: RUNTIME_API_VERSIONS,
    transaction_version: 1,
    system_version: 1,
};

/// Makes the assets that are traded.
pub struct AssetMaker;

impl pallet_amm::BenchmarkHelper for AssetMaker {
    fn create_asset(min_balance: Balance) -> CurrencyId {
        let id = (1..)
            .find(|id| !pallet_assets::Asset::<Both, pallet_assets::Instance1>::contains_key(id));
        let id = id.expect("there are more ids than assets");
        let root = frame_system::RawOrigin::Root.into();
        Assets::force_create(root, id, 0, false, min_balance).expect("the id is free");
        NativeOrWithId::WithId(id)
    }
}

impl pallet_asset_conversion::BenchmarkHelper<CurrencyId> for AssetMaker {
    /// Assets only, as in the benchmarks of ours.
    fn create_pair(seed1: u32, seed2: u32) -> (CurrencyId, CurrencyId) {
        (NativeOrWithId::WithId(seed1 + 1), NativeOrWithId::WithId(seed2 + 1))
    }
}

sp_api::impl_runtime_apis! {
    impl sp_api::Core<Block> for Both {
        fn version() -> RuntimeVersion {
            VERSION
        }
        fn execute_block(_: <Block as BlockT>::LazyBlock) {}
        fn initialize_block(header: &<Block as BlockT>::Header) -> ExtrinsicInclusionMode {
            System::initialize(&header.number, &header.parent_hash, &header.digest);
            ExtrinsicInclusionMode::AllExtrinsics
        }
    }

    impl frame_benchmarking::Benchmark<Block> for Both {
        fn benchmark_metadata(extra: bool) -> (Vec<BenchmarkList>, Vec<StorageInfo>) {
            let mut list = Vec::new();
            list_benchmarks!(list, extra);
            (list, AllPalletsWithSystem::storage_info())
        }
        fn dispatch_benchmark(config: BenchmarkConfig) -> Result<Vec<BenchmarkBatch>, String> {
            let whitelist = AllPalletsWithSystem::whitelisted_storage_keys();
            let mut batches = Vec::new();
            let params = (&config, &whitelist);
            add_benchmarks!(params, batches);
            Ok(batches)
        }
    }
}
