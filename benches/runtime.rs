//! One runtime with both exchanges over the same tokens, and the same pools in each.

#![allow(missing_docs)]

use frame_support::{
    derive_impl, parameter_types,
    traits::{
        tokens::fungible::{NativeFromLeft, NativeOrWithId, UnionOf},
        AsEnsureOriginWithArg, ConstU128, ConstU32, ConstU64,
    },
    weights::Weight,
    PalletId,
};
use frame_system::{EnsureRoot, EnsureSigned};
use pallet_amm::{
    types::{per_asset, WINDOWS},
    GenesisPool,
};
use pallet_asset_conversion::{AccountIdConverter, Ascending};
use sp_runtime::{traits::Convert, BuildStorage, Permill};
use tidewater_primitives::ids::{CurrencyId, Curve, FeeTier, Hop};

pub type AccountId = u64;
pub type Balance = u128;

/// Who trades.
pub const TRADER: AccountId = 1;
/// Who provides the liquidity.
pub const PROVIDER: AccountId = 2;
/// TIDE.
pub const NATIVE: CurrencyId = NativeOrWithId::Native;
/// How much everybody has of everything.
pub const FORTUNE: Balance = 1_000_000_000_000_000_000_000;
/// How much of each currency is in each pool.
pub const RESERVE: Balance = 1_000_000_000_000_000_000;
/// What is traded.
pub const AMOUNT: Balance = 1_000_000_000_000;
/// How many assets there are, with ids from 1.
pub const ASSETS: u32 = 5;

#[frame_support::runtime]
mod frame {
    #[runtime::runtime]
    #[runtime::derive(
        RuntimeCall,
        RuntimeEvent,
        RuntimeError,
        RuntimeOrigin,
        RuntimeHoldReason,
        RuntimeFreezeReason,
        RuntimeTask,
        RuntimeViewFunction
    )]
    pub struct Both;

    #[runtime::pallet_index(0)]
    pub type System = frame_system;
    #[runtime::pallet_index(1)]
    pub type Balances = pallet_balances;
    #[runtime::pallet_index(2)]
    pub type Assets = pallet_assets<Instance1>;
    #[runtime::pallet_index(3)]
    pub type AssetsHolder = pallet_assets_holder<Instance1>;
    #[runtime::pallet_index(4)]
    pub type OurShares = pallet_assets<Instance2>;
    #[runtime::pallet_index(5)]
    pub type TheirShares = pallet_assets<Instance3>;
    #[runtime::pallet_index(6)]
    pub type Amm = pallet_amm;
    #[runtime::pallet_index(7)]
    pub type AssetConversion = pallet_asset_conversion;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Both {
    type Block = frame_system::mocking::MockBlock<Self>;
    type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Both {
    type Balance = Balance;
    type ExistentialDeposit = ConstU128<1>;
    type AccountStore = System;
    type ReserveIdentifier = [u8; 8];
}

macro_rules! assets {
    ($instance:ident, $holder:ty) => {
        #[derive_impl(pallet_assets::config_preludes::TestDefaultConfig)]
        impl pallet_assets::Config<pallet_assets::$instance> for Both {
            type Balance = Balance;
            type Currency = Balances;
            type CreateOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
            type ForceOrigin = EnsureRoot<AccountId>;
            type AssetDeposit = ConstU128<0>;
            type AssetAccountDeposit = ConstU128<1>;
            type MetadataDepositBase = ConstU128<0>;
            type MetadataDepositPerByte = ConstU128<0>;
            type ApprovalDeposit = ConstU128<1>;
            type Freezer = ();
            type Holder = $holder;
        }
    };
}

assets!(Instance1, AssetsHolder);
assets!(Instance2, ());
assets!(Instance3, ());

impl pallet_assets_holder::Config<pallet_assets::Instance1> for Both {
    type RuntimeHoldReason = RuntimeHoldReason;
    type RuntimeEvent = RuntimeEvent;
}

type Currencies = UnionOf<Balances, Assets, NativeFromLeft, CurrencyId, AccountId>;

parameter_types! {
    pub const OurPallet: PalletId = PalletId(*b"tide/amm");
    pub const TheirPallet: PalletId = PalletId(*b"py/ascon");
    pub const Native: CurrencyId = NATIVE;
    pub const Fee: Permill = Permill::from_parts(3_000);
    pub const NoFee: Permill = Permill::zero();
    pub const Windows: [u32; WINDOWS] = [300, 1_800, 43_200];
}

/// Twelve decimals for everything.
pub struct Twelve;

impl Convert<CurrencyId, u8> for Twelve {
    fn convert(_: CurrencyId) -> u8 {
        12
    }
}

/// The weights do not matter here.
pub struct NoWeights;

macro_rules! no_weights {
    ($($name:ident($($count:ident)?)),* $(,)?) => {
        impl pallet_amm::WeightInfo for NoWeights {
            $(fn $name($($count: u32)?) -> Weight { $(let _ = $count;)? Weight::zero() })*
        }
    };
}

no_weights!(
    create_pool(a),
    add_liquidity(a),
    remove_liquidity(a),
    remove_liquidity_single(),
    swap_exact_in(h),
    swap_exact_in_stable(h),
    swap_exact_out(h),
    swap_exact_out_stable(h),
    settle_shortfall(p),
    claim_owed(),
    collect_protocol_fees(),
    close_pool(),
    ramp_amplification(),
    set_status(),
    set_terms(),
    set_fee_sink(),
    set_fee_pool(),
);

impl pallet_amm::Config for Both {
    type Currencies = Currencies;
    type Shares = OurShares;
    type Decimals = Twelve;
    type Holds = UnionOf<Balances, AssetsHolder, NativeFromLeft, CurrencyId, AccountId>;
    type GovernanceOrigin = EnsureRoot<AccountId>;
    type RuntimeHoldReason = RuntimeHoldReason;
    type PalletId = OurPallet;
    type PoolDeposit = ConstU128<1>;
    type LockedShares = ConstU128<1_000>;
    type MaxHops = ConstU32<4>;
    type MaxPoolsPerAsset = ConstU32<{ u32::MAX }>;
    type MaxPoolsSearched = ConstU32<2_000>;
    type AverageWindows = Windows;
    type MinRampBlocks = ConstU32<100>;
    type DefaultFeeSink = ConstU64<9>;
    type WeightInfo = NoWeights;
}

impl pallet_asset_conversion::Config for Both {
    type RuntimeEvent = RuntimeEvent;
    type Balance = Balance;
    type HigherPrecisionBalance = sp_core::U256;
    type AssetKind = CurrencyId;
    type Assets = Currencies;
    type PoolId = (CurrencyId, CurrencyId);
    type PoolLocator =
        Ascending<AccountId, CurrencyId, AccountIdConverter<TheirPallet, (CurrencyId, CurrencyId)>>;
    type PoolAssetId = u32;
    type PoolAssets = TheirShares;
    type LPFee = Fee;
    type AdminOrigin = EnsureRoot<AccountId>;
    type MaxSwapFee = Fee;
    type PoolSetupFee = ConstU128<1>;
    type PoolSetupFeeAsset = Native;
    type PoolSetupFeeTarget = ();
    type LiquidityWithdrawalFee = NoFee;
    type MintMinLiquidity = ConstU128<100>;
    type MaxSwapPathLength = ConstU32<5>;
    type PalletId = TheirPallet;
    type WeightInfo = ();
}

/// An asset.
pub fn asset(id: u32) -> CurrencyId {
    NativeOrWithId::WithId(id)
}

/// TIDE and the assets: the path of a trade of `hops` hops.
pub fn path(hops: u32) -> Vec<CurrencyId> {
    (0..=hops).map(|at| if at == 0 { NATIVE } else { asset(at) }).collect()
}

/// The same path through our pools, which are numbered along it.
pub fn route(hops: u32) -> Vec<Hop> {
    (0..hops).map(|at| Hop { pool_id: at, asset_out: asset(at + 1) }).collect()
}

fn pool(assets: Vec<CurrencyId>, curve: Curve) -> GenesisPool<AccountId> {
    let amounts = vec![RESERVE; assets.len()];
    GenesisPool { creator: PROVIDER, assets, curve, fee_tier: FeeTier::Bp30, amounts, terms: None }
}

/// A chain on which both exchanges have pools between TIDE and the first asset, the first and the
/// second, and so on. Ours has stable ones too: of two assets (pool 4) and of three (pool 5).
pub fn chain() -> sp_io::TestExternalities {
    let people = [TRADER, PROVIDER];
    let line = path(ASSETS - 1);
    let mut pools: Vec<_> =
        line.windows(2).map(|pair| pool(pair.to_vec(), Curve::ConstantProduct)).collect();
    let stable = Curve::Stable { amplification: 100 };
    pools.push(pool(vec![asset(1), asset(2)], stable));
    pools.push(pool(vec![asset(1), asset(2), asset(3)], stable));
    let storage = RuntimeGenesisConfig {
        balances: pallet_balances::GenesisConfig {
            balances: people.map(|who| (who, FORTUNE)).to_vec(),
            ..Default::default()
        },
        assets: pallet_assets::GenesisConfig {
            assets: (1..=ASSETS).map(|id| (id, PROVIDER, true, 1)).collect(),
            accounts: people
                .into_iter()
                .flat_map(|who| (1..=ASSETS).map(move |id| (id, who, FORTUNE)))
                .collect(),
            ..Default::default()
        },
        amm: pallet_amm::GenesisConfig { pools, ..Default::default() },
        ..Default::default()
    }
    .build_storage()
    .expect("the genesis is valid");
    let mut chain = sp_io::TestExternalities::new(storage);
    chain.execute_with(|| {
        System::set_block_number(1);
        for pair in line.windows(2) {
            fill_theirs(pair);
        }
        System::set_block_number(2);
        System::reset_events();
    });
    chain.commit_all().expect("the genesis is written");
    chain
}

fn fill_theirs(pair: &[CurrencyId]) {
    let [first, second] = pair else { unreachable!("windows of two") };
    let origin = RuntimeOrigin::signed(PROVIDER);
    let (one, other) = (Box::new(first.clone()), Box::new(second.clone()));
    AssetConversion::create_pool(origin.clone(), one.clone(), other.clone()).expect("a pool");
    AssetConversion::add_liquidity(origin, one, other, RESERVE, RESERVE, 0, 0, PROVIDER)
        .expect("liquidity");
}

/// Writes more pools, of assets nobody asks for, so that the storage is as deep as on a busy chain.
pub fn crowd(chain: &mut sp_io::TestExternalities, pools: u32) {
    chain.execute_with(|| {
        let model = pallet_amm::Pools::<Both>::get(0).expect("the first pool");
        for id in 0..pools {
            let mut pool = model.clone();
            pool.assets = per_asset([asset(1_000 + id), asset(100_000 + id)]);
            let pool_id = 1_000 + id;
            for held in &pool.assets {
                pallet_amm::PoolsOf::<Both>::insert(held, pool_id, ());
            }
            pallet_amm::PoolIds::<Both>::insert(pool.key(), pool_id);
            pallet_amm::Pools::<Both>::insert(pool_id, pool);
        }
    });
    chain.commit_all().expect("the crowd is written");
}

/// Connects so many more pools with TIDE and the second asset: all of them are ways from one to the
/// other, and the search has to look at each.
pub fn connect(chain: &mut sp_io::TestExternalities, pools: u32) {
    chain.execute_with(|| {
        let model = pallet_amm::Pools::<Both>::get(0).expect("the first pool");
        for id in 0..pools {
            let between = asset(1_000 + id / 2);
            let end = if id % 2 == 0 { NATIVE } else { asset(2) };
            let mut pool = model.clone();
            let mut assets = [between, end];
            assets.sort();
            pool.assets = per_asset(assets);
            let pool_id = 1_000 + id;
            for held in &pool.assets {
                pallet_amm::PoolsOf::<Both>::insert(held, pool_id, ());
            }
            pallet_amm::PoolIds::<Both>::insert(pool.key(), pool_id);
            pallet_amm::Pools::<Both>::insert(pool_id, pool);
        }
    });
    chain.commit_all().expect("the pools are written");
}
