//! A runtime of this pallet and the tokens it trades, and the only way into it.

use crate::{self as pallet_amm, GenesisPool, WeightInfo};
use frame_support::{
    derive_impl,
    traits::{
        fungibles::metadata::Inspect,
        tokens::fungible::{NativeFromLeft, NativeOrWithId, UnionOf},
        AsEnsureOriginWithArg, BuildGenesisConfig, ConstU128, ConstU32, ConstU64,
    },
    weights::Weight,
    PalletId,
};
use frame_system::{EnsureNever, EnsureRoot, EnsureSigned};
use sp_runtime::traits::Convert;
use tidewater_primitives::{
    apis::amm::Terms,
    ids::{CurrencyId, Curve, FeeTier},
    Balance,
};

pub(crate) type AccountId = u64;

pub(crate) const ALICE: AccountId = 1;
pub(crate) const BOB: AccountId = 2;
/// Owns every asset and may do what an asset's owner may.
pub(crate) const OWNER: AccountId = 9;

pub(crate) const TIDE: CurrencyId = NativeOrWithId::Native;
/// Sufficient.
pub(crate) const USD: CurrencyId = NativeOrWithId::WithId(1);
/// Not sufficient, with a minimum balance of [`MIN_BTC`].
pub(crate) const BTC: CurrencyId = NativeOrWithId::WithId(2);
/// Not sufficient.
pub(crate) const ETH: CurrencyId = NativeOrWithId::WithId(3);

pub(crate) const EXISTENTIAL_DEPOSIT: Balance = 10;
pub(crate) const MIN_BTC: Balance = 50;
pub(crate) const ACCOUNT_DEPOSIT: Balance = 7;
pub(crate) const POOL_DEPOSIT: Balance = 1_000;
pub(crate) const LOCKED: Balance = 1_000;
pub(crate) const MAX_POOLS_PER_ASSET: u32 = 8;
pub(crate) const MIN_RAMP_BLOCKS: u32 = 100;
pub(crate) const MIN_CHANGE_BLOCKS: u32 = 50;
/// Few, so that they run out. Whoever fills the pools of the benchmarks holds more assets than that.
const MAX_CONSUMERS: u32 = if cfg!(feature = "runtime-benchmarks") { 128 } else { 16 };
/// Where the protocol's fees go unless governance says otherwise.
pub(crate) const FEE_SINK: AccountId = 77;
/// What each of the people starts with, of everything.
pub(crate) const FORTUNE: Balance = 1_000_000_000_000;

#[frame_support::runtime]
mod runtime {
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
    pub struct Test;

    #[runtime::pallet_index(0)]
    pub type System = frame_system;
    #[runtime::pallet_index(1)]
    pub type Balances = pallet_balances;
    #[runtime::pallet_index(2)]
    pub type Assets = pallet_assets<Instance1>;
    #[runtime::pallet_index(3)]
    pub type PoolAssets = pallet_assets<Instance2>;
    #[runtime::pallet_index(4)]
    pub type Amm = pallet_amm;
    #[runtime::pallet_index(5)]
    pub type AssetsHolder = pallet_assets_holder<Instance1>;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = frame_system::mocking::MockBlock<Self>;
    type AccountData = pallet_balances::AccountData<Balance>;
    type MaxConsumers = ConstU32<MAX_CONSUMERS>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type Balance = Balance;
    type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
    type AccountStore = System;
    type ReserveIdentifier = [u8; 8];
}

#[derive_impl(pallet_assets::config_preludes::TestDefaultConfig)]
impl pallet_assets::Config<pallet_assets::Instance1> for Test {
    type Balance = Balance;
    type Currency = Balances;
    type CreateOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
    type ForceOrigin = EnsureRoot<AccountId>;
    type AssetDeposit = ConstU128<1>;
    type AssetAccountDeposit = ConstU128<ACCOUNT_DEPOSIT>;
    type MetadataDepositBase = ConstU128<1>;
    type MetadataDepositPerByte = ConstU128<1>;
    type ApprovalDeposit = ConstU128<1>;
    type Freezer = ();
    type Holder = AssetsHolder;
}

impl pallet_assets_holder::Config<pallet_assets::Instance1> for Test {
    type RuntimeHoldReason = RuntimeHoldReason;
    type RuntimeEvent = RuntimeEvent;
}

#[derive_impl(pallet_assets::config_preludes::TestDefaultConfig)]
impl pallet_assets::Config<pallet_assets::Instance2> for Test {
    type Balance = Balance;
    type Currency = Balances;
    type CreateOrigin = AsEnsureOriginWithArg<EnsureNever<AccountId>>;
    type ForceOrigin = EnsureNever<AccountId>;
    type AssetDeposit = ConstU128<0>;
    type AssetAccountDeposit = ConstU128<ACCOUNT_DEPOSIT>;
    type MetadataDepositBase = ConstU128<0>;
    type MetadataDepositPerByte = ConstU128<0>;
    type ApprovalDeposit = ConstU128<1>;
    type Freezer = ();
    type Holder = ();
}

frame_support::parameter_types! {
    pub const AmmPalletId: PalletId = PalletId(*b"tide/amm");
    pub const Windows: [u32; 3] = [5, 30, 720];
    /// A test of the search may lower it.
    pub static MaxPoolsSearched: u32 = 100;
}

/// As many decimals as the metadata says; TIDE has 12.
pub struct DecimalsOf;

impl Convert<CurrencyId, u8> for DecimalsOf {
    fn convert(asset: CurrencyId) -> u8 {
        match asset {
            NativeOrWithId::Native => 12,
            NativeOrWithId::WithId(id) => Assets::decimals(id),
        }
    }
}

impl crate::Config for Test {
    type Currencies = UnionOf<Balances, Assets, NativeFromLeft, CurrencyId, AccountId>;
    type Shares = PoolAssets;
    type Holds = UnionOf<Balances, AssetsHolder, NativeFromLeft, CurrencyId, AccountId>;
    type Decimals = DecimalsOf;
    type GovernanceOrigin = EnsureRoot<AccountId>;
    type RuntimeHoldReason = RuntimeHoldReason;
    type PalletId = AmmPalletId;
    type PoolDeposit = ConstU128<POOL_DEPOSIT>;
    type LockedShares = ConstU128<LOCKED>;
    type MaxHops = ConstU32<4>;
    type MaxPoolsPerAsset = ConstU32<MAX_POOLS_PER_ASSET>;
    type MaxPoolsSearched = MaxPoolsSearched;
    type AverageWindows = Windows;
    type MinRampBlocks = ConstU32<MIN_RAMP_BLOCKS>;
    type MinChangeBlocks = ConstU32<MIN_CHANGE_BLOCKS>;
    type DefaultFeeSink = ConstU64<FEE_SINK>;
    type WeightInfo = Counted;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = AssetMaker;
}

/// Makes assets for the benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub struct AssetMaker;

#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper for AssetMaker {
    fn create_asset(min_balance: Balance) -> CurrencyId {
        let id = pallet_assets::Asset::<Test, pallet_assets::Instance1>::iter_keys().max();
        let id = id.map_or(1, |id| id + 1);
        Assets::force_create(RuntimeOrigin::root(), id, OWNER, false, min_balance)
            .expect("the id is free");
        NativeOrWithId::WithId(id)
    }
}

/// Where the benchmarks are run as tests: they go back to what is in the backend.
#[cfg(feature = "runtime-benchmarks")]
pub(crate) fn benchmark_ext() -> sp_io::TestExternalities {
    use sp_runtime::BuildStorage;
    RuntimeGenesisConfig::default().build_storage().expect("genesis can be stored").into()
}

/// Weights that tell the calls apart.
pub struct Counted;

impl WeightInfo for Counted {
    fn create_pool(a: u32) -> Weight {
        Weight::from_parts(1000 + u64::from(a), 0)
    }
    fn add_liquidity(a: u32) -> Weight {
        Weight::from_parts(2000 + u64::from(a), 0)
    }
    fn remove_liquidity(a: u32) -> Weight {
        Weight::from_parts(3000 + u64::from(a), 0)
    }
    fn remove_liquidity_owed(a: u32) -> Weight {
        Weight::from_parts(3100 - u64::from(a), 0)
    }
    fn remove_liquidity_single() -> Weight {
        Weight::from_parts(4000, 0)
    }
    fn swap_exact_in(h: u32) -> Weight {
        Weight::from_parts(5000 + u64::from(h), 0)
    }
    fn swap_exact_in_stable(h: u32) -> Weight {
        Weight::from_parts(6000 + u64::from(h), 0)
    }
    fn swap_exact_out(h: u32) -> Weight {
        Weight::from_parts(7000 + u64::from(h), 0)
    }
    fn swap_exact_out_stable(h: u32) -> Weight {
        Weight::from_parts(8000 + u64::from(h), 0)
    }
    fn settle_shortfall(p: u32) -> Weight {
        Weight::from_parts(9000 + u64::from(p), 0)
    }
    fn claim_owed() -> Weight {
        Weight::from_parts(10000, 0)
    }
    fn collect_protocol_fees() -> Weight {
        Weight::from_parts(11000, 0)
    }
    fn close_pool() -> Weight {
        Weight::from_parts(12000, 0)
    }
    fn ramp_amplification() -> Weight {
        Weight::from_parts(13000, 0)
    }
    fn set_status() -> Weight {
        Weight::from_parts(14000, 0)
    }
    fn set_terms() -> Weight {
        Weight::from_parts(15000, 0)
    }
    fn set_fee_sink() -> Weight {
        Weight::from_parts(16000, 0)
    }
    fn set_fee_pool() -> Weight {
        Weight::from_parts(17000, 0)
    }
}

/// Builds a chain of two rich people and three assets, runs a test on it and then the invariants.
#[derive(Default)]
pub(crate) struct ExtBuilder {
    pools: Vec<GenesisPool<AccountId>>,
    terms: Option<Terms>,
}

impl ExtBuilder {
    /// Opens a pool at genesis, filled by Alice.
    pub(crate) fn pool(
        mut self,
        assets: [CurrencyId; 2],
        fee_tier: FeeTier,
        amounts: [Balance; 2],
    ) -> Self {
        self.pools.push(GenesisPool {
            creator: ALICE,
            assets: assets.to_vec(),
            curve: Curve::ConstantProduct,
            fee_tier,
            amounts: amounts.to_vec(),
            terms: None,
        });
        self
    }

    /// Opens a stable pool at genesis, filled by Alice.
    pub(crate) fn stable_pool(
        mut self,
        assets: &[CurrencyId],
        amplification: u16,
        amounts: &[Balance],
    ) -> Self {
        self.pools.push(GenesisPool {
            creator: ALICE,
            assets: assets.to_vec(),
            curve: Curve::Stable { amplification },
            fee_tier: FeeTier::Bp5,
            amounts: amounts.to_vec(),
            terms: None,
        });
        self
    }

    /// The bounds of all pools.
    pub(crate) fn terms(mut self, terms: Terms) -> Self {
        self.terms = Some(terms);
        self
    }

    pub(crate) fn build_and_execute(self, test: impl FnOnce()) {
        let people = [ALICE, BOB, OWNER];
        let genesis = RuntimeGenesisConfig {
            balances: pallet_balances::GenesisConfig {
                balances: people.map(|who| (who, FORTUNE)).to_vec(),
                ..Default::default()
            },
            assets: pallet_assets::GenesisConfig {
                assets: vec![(1, OWNER, true, 1), (2, OWNER, false, MIN_BTC), (3, OWNER, false, 1)],
                accounts: people
                    .into_iter()
                    .flat_map(|who| [1, 2, 3].map(|id| (id, who, FORTUNE)))
                    .collect(),
                next_asset_id: Some(4),
                ..Default::default()
            },
            amm: pallet_amm::GenesisConfig {
                pools: self.pools,
                default_terms: self.terms,
                ..Default::default()
            },
            ..Default::default()
        };
        // Built inside, the state is a map of what has changed and not a trie: many times faster.
        sp_io::TestExternalities::default().execute_with(|| {
            genesis.build();
            System::set_block_number(1);
            test();
            Amm::check_invariants().expect("every invariant holds after the test");
        });
    }
}
