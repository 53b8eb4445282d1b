//! What `make weights` measures: the list of pallets, and how the runtime runs one benchmark of them.

use crate::{
    constants::{MAX_HOPS, PERIODS},
    governance::committee::{FullName, PAUSABLE},
    AllPalletsWithSystem, Amm, AssetTxPayment, Assets, Balances, ConvictionVoting, Pause,
    PriceOracle, Runtime, RuntimeOrigin, Spending, StakingRewards, System,
};
use polkadot_sdk::*;

use alloc::{string::String, vec::Vec};
use codec::Compact;
use frame_benchmarking::{account, BenchmarkBatch, BenchmarkConfig, BenchmarkList};
use frame_support::{
    instances::Instance1,
    traits::{
        fungible::Mutate, tokens::fungible::NativeOrWithId, StorageInfo, StorageInfoTrait,
        WhitelistedStorageKeys,
    },
    BoundedVec,
};
use pallet_amm::types::per_asset;
use tidewater_primitives::{
    constants::TOKEN_DECIMALS,
    ids::{AssetId, CurrencyId, Curve, FeeTier, Hop, PoolId},
    price::Moment,
    AccountId, Balance,
};

// Each of them has a file in `weights/`.
frame_benchmarking::define_benchmarks!(
    [pallet_amm, Amm]
    [pallet_assets, Assets]
    [pallet_governance, ConvictionVoting]
    [pallet_pause, Pause]
    [pallet_price_oracle, PriceOracle]
    [pallet_spending, Spending]
    [pallet_staking_rewards, StakingRewards]
    [pallet_asset_conversion_tx_payment, AssetTxPayment]
);

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
        let root = frame_system::RawOrigin::Root.into();
        Assets::force_create(root, id.into(), owner().into(), false, min_balance)
            .expect("the chain's next id is free");
        NativeOrWithId::WithId(id)
    }
}

impl pallet_staking_rewards::BenchmarkHelper for AssetMaker {
    fn create_asset(min_balance: Balance) -> CurrencyId {
        <Self as pallet_amm::BenchmarkHelper>::create_asset(min_balance)
    }

    fn open_route(from: &CurrencyId, hops: u32) -> Vec<Hop> {
        let new = |_| <Self as pallet_amm::BenchmarkHelper>::create_asset(1_000);
        open_pools(from, (0..hops).map(new))
    }

    fn open_route_to_tide(hops: u32, _: Balance) -> (CurrencyId, Vec<Hop>) {
        let first = like_tide();
        let between = (1..hops).map(|_| like_tide());
        let route = open_pools(&first, between.chain([NativeOrWithId::Native]));
        (first, route)
    }
}

/// Creates an asset with as many decimals as TIDE, so that the stable curve takes units of both for the
/// same.
fn like_tide() -> CurrencyId {
    let asset = <AssetMaker as pallet_amm::BenchmarkHelper>::create_asset(1_000);
    if let NativeOrWithId::WithId(id) = asset {
        let (root, name) = (RuntimeOrigin::root(), b"x".to_vec());
        Assets::force_set_metadata(root, id.into(), name.clone(), name, TOKEN_DECIMALS, false)
            .expect("the asset is there");
    }
    asset
}

/// Opens a pool from `from` to the first of `to`, from there to the next, and so on.
fn open_pools(from: &CurrencyId, to: impl Iterator<Item = CurrencyId>) -> Vec<Hop> {
    let mut last = from.clone();
    to.map(|asset_out| {
        let pool_id = open_pool(&last, &asset_out);
        last = asset_out.clone();
        Hop { pool_id, asset_out }
    })
    .collect()
}

impl pallet_assets::BenchmarkHelper<Compact<AssetId>, ()> for AssetMaker {
    /// The chain gives ids out in order; with no order, every id is free. The SDK's benchmarks take
    /// their asset for the only one: those of the preset go.
    fn create_asset_id_parameter(id: u32) -> Compact<AssetId> {
        pallet_assets::NextAssetId::<Runtime, Instance1>::kill();
        let ids = pallet_assets::Asset::<Runtime, Instance1>::iter_keys();
        for preset in ids.filter(|id| *id < FREE_ID).collect::<Vec<_>>() {
            pallet_assets::Asset::<Runtime, Instance1>::remove(preset);
        }
        Compact(FREE_ID + id)
    }

    fn create_reserve_id_parameter(_: u32) {}
}

/// Names a call that can be paused.
pub struct PausableNames;

impl pallet_pause::BenchmarkHelper<FullName> for PausableNames {
    fn pausable() -> FullName {
        let longest = PAUSABLE.into_iter().max_by_key(|(pallet, call)| pallet.len() + call.len());
        let (pallet, call) = longest.expect("there is one");
        let bounded = |name: &str| name.as_bytes().to_vec().try_into().expect("it is short");
        (bounded(pallet), bounded(call))
    }
}

/// Gives accounts TIDE to vote with.
pub struct Voters;

impl pallet_governance::BenchmarkHelper<AccountId> for Voters {
    fn set_balance(who: &AccountId, amount: Balance) {
        <Balances as Mutate<AccountId>>::set_balance(who, amount);
    }
}

impl pallet_treasury::ArgumentsFactory<CurrencyId, AccountId> for AssetMaker {
    /// One whose worth is told by the longest route there can be, whose pools have had prices for long
    /// enough.
    fn create_asset_kind(_: u32) -> CurrencyId {
        let longest = MAX_HOPS;
        let (asset, hops) =
            <Self as pallet_staking_rewards::BenchmarkHelper>::open_route_to_tide(longest, 0);
        let hops = BoundedVec::truncate_from(hops);
        StakingRewards::set_sweep_route(RuntimeOrigin::root(), asset.clone(), hops)
            .expect("it ends in TIDE");
        System::set_block_number(System::block_number() + PERIODS.sweep_history_blocks);
        asset
    }

    fn create_beneficiary(seed: [u8; 32]) -> AccountId {
        seed.into()
    }
}

/// Sets the clock.
pub struct Clock;

impl pallet_price_oracle::BenchmarkHelper for Clock {
    fn set_time(now: Moment) {
        pallet_timestamp::Now::<Runtime>::put(now);
    }
}

/// From here on the presets have no assets.
const FREE_ID: AssetId = 1_000_000;
/// What a payer has, and what the pool holds of both sides.
const MUCH: Balance = 1_000_000_000_000_000_000;

impl pallet_asset_conversion_tx_payment::BenchmarkHelperTrait<AccountId, CurrencyId, CurrencyId>
    for AssetMaker
{
    fn create_asset_id_parameter(_: u32) -> (CurrencyId, CurrencyId) {
        let asset = <Self as pallet_amm::BenchmarkHelper>::create_asset(1_000);
        (asset.clone(), asset)
    }

    fn setup_balances_and_pool(asset: CurrencyId, payer: AccountId) {
        for currency in [NativeOrWithId::Native, asset.clone()] {
            mint(&currency, &payer);
        }
        let pool_id = open_pool(&NativeOrWithId::Native, &asset);
        Amm::set_fee_pool(RuntimeOrigin::root(), asset, Some(pool_id)).expect("it holds both");
    }
}

/// Who owns the assets, and provides the liquidity.
fn owner() -> AccountId {
    account("asset owner", 0, 0)
}

/// Gives `who` much of a currency.
pub(crate) fn mint(currency: &CurrencyId, who: &AccountId) {
    match currency {
        NativeOrWithId::Native => {
            let _ = <Balances as Mutate<AccountId>>::mint_into(who, 2 * MUCH);
        }
        NativeOrWithId::WithId(id) => {
            let owner = RuntimeOrigin::signed(owner());
            Assets::mint(owner, (*id).into(), who.clone().into(), 2 * MUCH)
                .expect("it is the owner's");
        }
    }
}

/// Opens a pool of two currencies with much liquidity.
fn open_pool(a: &CurrencyId, b: &CurrencyId) -> PoolId {
    for currency in [&NativeOrWithId::Native, a, b] {
        mint(currency, &owner());
    }
    let provider = RuntimeOrigin::signed(owner());
    let pool_id = pallet_amm::NextPoolId::<Runtime>::get();
    let assets = per_asset([a.clone(), b.clone()]);
    // The dearest curve.
    let curve = Curve::Stable { amplification: 100 };
    Amm::create_pool(provider.clone(), assets, curve, FeeTier::Bp30).expect("a pool");
    Amm::add_liquidity(provider, pool_id, per_asset([MUCH; 2]), 0).expect("liquidity");
    pool_id
}
