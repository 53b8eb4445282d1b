//! One runtime with both pallets over the same tokens.
//!
//! An asset can be held and frozen at once, so each pallet also pays for a look at what the other one has
//! in the account: one entry in every call, but none where ours releases a hold. The chain has no freezes
//! of assets.

#![allow(missing_docs)]

use frame_support::{
    derive_impl, parameter_types,
    traits::{
        tokens::fungible::{NativeFromLeft, NativeOrWithId, UnionOf},
        AsEnsureOriginWithArg, ConstU128, ConstU32, VariantCountOf,
    },
    weights::Weight,
    PalletId,
};
use frame_system::{EnsureRoot, EnsureSigned};
use sp_runtime::{traits::IdentityLookup, AccountId32};
use tidewater_primitives::ids::{CurrencyId, Window};

/// As on the chain: theirs needs room for the accounts of its pools.
pub type AccountId = AccountId32;
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
    pub type AssetsFreezer = pallet_assets_freezer<Instance1>;
    #[runtime::pallet_index(5)]
    pub type StakingRewards = pallet_staking_rewards;
    #[runtime::pallet_index(6)]
    pub type AssetRewards = pallet_asset_rewards;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Both {
    type Block = frame_system::mocking::MockBlockU32<Self>;
    type AccountId = AccountId;
    type Lookup = IdentityLookup<AccountId>;
    type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Both {
    type Balance = Balance;
    type ExistentialDeposit = ConstU128<1>;
    type AccountStore = System;
    type ReserveIdentifier = [u8; 8];
    type FreezeIdentifier = RuntimeFreezeReason;
    type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
}

#[derive_impl(pallet_assets::config_preludes::TestDefaultConfig)]
impl pallet_assets::Config<pallet_assets::Instance1> for Both {
    type Balance = Balance;
    type Currency = Balances;
    type CreateOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
    type ForceOrigin = EnsureRoot<AccountId>;
    type AssetDeposit = ConstU128<0>;
    type AssetAccountDeposit = ConstU128<1>;
    type MetadataDepositBase = ConstU128<0>;
    type MetadataDepositPerByte = ConstU128<0>;
    type ApprovalDeposit = ConstU128<1>;
    type Freezer = AssetsFreezer;
    type Holder = AssetsHolder;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = ();
}

impl pallet_assets_holder::Config<pallet_assets::Instance1> for Both {
    type RuntimeHoldReason = RuntimeHoldReason;
    type RuntimeEvent = RuntimeEvent;
}

impl pallet_assets_freezer::Config<pallet_assets::Instance1> for Both {
    type RuntimeFreezeReason = RuntimeFreezeReason;
    type RuntimeEvent = RuntimeEvent;
}

/// Everything that can be staked or paid.
pub type Currencies = UnionOf<Balances, Assets, NativeFromLeft, CurrencyId, AccountId>;
/// How ours keeps a stake.
pub type Holds = UnionOf<Balances, AssetsHolder, NativeFromLeft, CurrencyId, AccountId>;
/// How theirs does.
pub type Freezes = UnionOf<Balances, AssetsFreezer, NativeFromLeft, CurrencyId, AccountId>;

parameter_types! {
    pub const OurPallet: PalletId = PalletId(*b"tide/rwd");
    pub const TheirPallet: PalletId = PalletId(*b"py/astrd");
    pub const Hour: Window = Window::Hour;
    pub const Nobody: AccountId = AccountId::new([u8::MAX; 32]);
}

/// The weights do not matter here.
pub struct NoWeights;

macro_rules! no_weights {
    ($($name:ident($($count:ident)?)),* $(,)?) => {
        impl pallet_staking_rewards::WeightInfo for NoWeights {
            $(fn $name($($count: u32)?) -> Weight { $(let _ = $count;)? Weight::zero() })*
        }
    };
}

no_weights!(
    create_programme(),
    open_stream(),
    fund(),
    set_stream(),
    extend(),
    stake(s),
    unstake(s),
    claim(),
    compound(s),
    compound_swap(h),
    close(s),
    refund(),
    remove_programme(s),
    set_listed(),
    force_unlock(),
    sweep(h),
    set_sweep_route(h),
    set_income_stream(),
);

impl pallet_staking_rewards::Config for Both {
    type Currencies = Currencies;
    type Holds = Holds;
    type RuntimeHoldReason = RuntimeHoldReason;
    type Swap = ();
    type AveragePrices = ();
    type TideInShares = ();
    type GovernanceOrigin = EnsureRoot<AccountId>;
    type PalletId = OurPallet;
    type ProgrammeDeposit = ConstU128<1>;
    type MaxLockBlocks = ConstU32<1_000>;
    type MaxMultiplierBps = ConstU32<30_000>;
    type PeriodBlocks = ConstU32<1_000>;
    type MaxPeriodBps = ConstU32<2_000>;
    type MaxRaiseBps = ConstU32<20_000>;
    type SmoothingBlocks = ConstU32<10_000>;
    type MaxHops = ConstU32<4>;
    type SweepWindow = Hour;
    type MinSweepHistory = ConstU32<1_800>;
    type MaxSweepLossBps = ConstU32<200>;
    type MaxSweepShareBps = ConstU32<1_000>;
    type MinSweep = ConstU128<1>;
    type IncomeShareBps = ConstU32<0>;
    type IncomeShareTo = Nobody;
    type WeightInfo = NoWeights;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = NoBenchmarks;
}

impl pallet_asset_rewards::Config for Both {
    type RuntimeEvent = RuntimeEvent;
    type PalletId = TheirPallet;
    type AssetId = CurrencyId;
    type Balance = Balance;
    type CreatePoolOrigin = EnsureSigned<AccountId>;
    type Assets = Currencies;
    type AssetsFreezer = Freezes;
    type RuntimeFreezeReason = RuntimeFreezeReason;
    type Consideration = ();
    type WeightInfo = ();
    type BlockNumberProvider = System;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = NoBenchmarks;
}

/// The pallets' own benchmarks do not run here: with the feature this only has to compile.
#[cfg(feature = "runtime-benchmarks")]
pub struct NoBenchmarks;

#[cfg(feature = "runtime-benchmarks")]
impl pallet_staking_rewards::BenchmarkHelper for NoBenchmarks {
    fn create_asset(_: Balance) -> CurrencyId {
        NATIVE
    }
    fn open_route(_: &CurrencyId, _: u32) -> Vec<tidewater_primitives::ids::Hop> {
        vec![]
    }
    fn open_route_to_tide(_: u32, _: Balance) -> (CurrencyId, Vec<tidewater_primitives::ids::Hop>) {
        (NATIVE, vec![])
    }
}

#[cfg(feature = "runtime-benchmarks")]
impl pallet_asset_rewards::benchmarking::BenchmarkHelper<CurrencyId> for NoBenchmarks {
    fn staked_asset() -> CurrencyId {
        NATIVE
    }
    fn reward_asset() -> CurrencyId {
        NATIVE
    }
}
