//! One runtime with both exchanges over the same tokens.

#![allow(missing_docs)]

use alloc::vec::Vec;
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
use pallet_amm::types::WINDOWS;
use pallet_asset_conversion::{AccountIdConverter, Ascending};
use sp_runtime::{traits::Convert, Permill};
use tidewater_primitives::ids::CurrencyId;

/// Nobody ever signs a transaction of it.
type Extrinsic = sp_runtime::generic::UncheckedExtrinsic<AccountId, RuntimeCall, (), ()>;
/// As the SDK's mock runtimes have it, which wasm has not.
pub type Block = sp_runtime::generic::Block<
    sp_runtime::generic::Header<u64, sp_runtime::traits::BlakeTwo256>,
    Extrinsic,
>;
pub type AccountId = u64;
pub type Balance = u128;

/// TIDE.
pub const NATIVE: CurrencyId = NativeOrWithId::Native;

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
    #[runtime::pallet_index(8)]
    pub type SameTrades = crate::same_trades;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Both {
    type Block = Block;
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
            #[cfg(feature = "runtime-benchmarks")]
            type BenchmarkHelper = ();
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
    remove_liquidity_owed(a),
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
    type MinChangeBlocks = ConstU32<100>;
    type DefaultFeeSink = ConstU64<9>;
    type WeightInfo = NoWeights;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = crate::wasm::AssetMaker;
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
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = crate::wasm::AssetMaker;
}
