//! A runtime of this pallet and the tokens it holds, and the only way into it.

use crate::{self as pallet_staking_rewards, GenesisProgramme, WeightInfo};
use core::cell::{Cell, RefCell};
use frame_support::{
    derive_impl,
    traits::{
        fungibles::{self, Mutate as _},
        tokens::{
            fungible::{NativeFromLeft, NativeOrWithId, UnionOf},
            Fortitude, Precision, Preservation,
        },
        AsEnsureOriginWithArg, BuildGenesisConfig, ConstU128, ConstU32,
    },
    weights::Weight,
    PalletId,
};
use frame_system::{EnsureNever, EnsureRoot, EnsureSigned};
use sp_core::U256;
use sp_runtime::{
    traits::{Convert, IdentityLookup},
    DispatchError, Either,
};
use tidewater_primitives::{
    apis::{amm::AveragePrice, staking_rewards::Tier},
    ids::{share_currency, CurrencyId, Hop, PoolId, Window, FIRST_SHARE_ID},
    seams::{average_prices::AveragePrices, swap::Swap, voting_power::TideInShares},
    Balance, BlockNumber,
};

/// Wide enough to tell the accounts of the pot and of the income apart.
pub(crate) type AccountId = u128;

/// Creates the programmes.
pub(crate) const ALICE: AccountId = 1;
pub(crate) const BOB: AccountId = 2;
pub(crate) const CAROL: AccountId = 3;
/// Owns every asset and may do what an asset's owner may.
pub(crate) const OWNER: AccountId = 9;
/// Gets what the protocol's programme has left over.
pub(crate) const TREASURY: AccountId = 88;
/// Gets the treasury's share of the income. It does not exist at genesis.
pub(crate) const COFFER: AccountId = 66;

pub(crate) const TIDE: CurrencyId = NativeOrWithId::Native;
/// Sufficient.
pub(crate) const USD: CurrencyId = NativeOrWithId::WithId(1);
/// Not sufficient, with a minimum balance of [`MIN_BTC`].
pub(crate) const BTC: CurrencyId = NativeOrWithId::WithId(2);
/// Not sufficient.
pub(crate) const ETH: CurrencyId = NativeOrWithId::WithId(3);
/// Shares of pool 0.
pub(crate) const LP: CurrencyId = NativeOrWithId::WithId(FIRST_SHARE_ID);

pub(crate) const EXISTENTIAL_DEPOSIT: Balance = 10;
pub(crate) const MIN_BTC: Balance = 50;
pub(crate) const ACCOUNT_DEPOSIT: Balance = 7;
pub(crate) const DEPOSIT: Balance = 1_000;
pub(crate) const PERIOD: u32 = 10;
pub(crate) const SMOOTHING: u32 = 70;
pub(crate) const MAX_LOCK: u32 = 1_800;
pub(crate) const MAX_MULTIPLIER: u32 = 30_000;
/// For how many blocks a pool must have had prices.
pub(crate) const MIN_HISTORY: BlockNumber = 20;
pub(crate) const MAX_LOSS_BPS: u32 = 200;
pub(crate) const MIN_SWEEP: Balance = 1_000;
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
    pub type AssetsHolder = pallet_assets_holder<Instance1>;
    #[runtime::pallet_index(5)]
    pub type PoolAssetsHolder = pallet_assets_holder<Instance2>;
    #[runtime::pallet_index(6)]
    pub type StakingRewards = pallet_staking_rewards;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = frame_system::mocking::MockBlock<Self>;
    type AccountId = AccountId;
    type Lookup = IdentityLookup<AccountId>;
    type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type Balance = Balance;
    type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
    type AccountStore = System;
    type ReserveIdentifier = [u8; 8];
    type FreezeIdentifier = u8;
    type MaxFreezes = ConstU32<4>;
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
    type Holder = PoolAssetsHolder;
}

impl pallet_assets_holder::Config<pallet_assets::Instance2> for Test {
    type RuntimeHoldReason = RuntimeHoldReason;
    type RuntimeEvent = RuntimeEvent;
}

/// Splits asset ids: assets below 2^31 (left), pool shares from there on (right).
pub struct SharesAbove;

impl Convert<u32, Either<u32, u32>> for SharesAbove {
    fn convert(id: u32) -> Either<u32, u32> {
        match id.checked_sub(FIRST_SHARE_ID) {
            None => Either::Left(id),
            Some(pool) => Either::Right(pool),
        }
    }
}

type Tokens = fungibles::UnionOf<Assets, PoolAssets, SharesAbove, u32, AccountId>;
type TokenHolds = fungibles::UnionOf<AssetsHolder, PoolAssetsHolder, SharesAbove, u32, AccountId>;
/// Everything that moves.
pub(crate) type Currencies = UnionOf<Balances, Tokens, NativeFromLeft, CurrencyId, AccountId>;
/// Everything that can be held.
pub(crate) type Holds = UnionOf<Balances, TokenHolds, NativeFromLeft, CurrencyId, AccountId>;

thread_local! {
    /// What the exchange of the tests pays for 100 units; it refuses if there is nothing.
    pub(crate) static PRICE: RefCell<Option<Balance>> = const { RefCell::new(None) };
    /// What every pool of the tests has held on average.
    pub(crate) static LIQUIDITY: Cell<Balance> = const { Cell::new(Balance::MAX) };
    /// The average prices of the tests.
    pub(crate) static AVERAGES: RefCell<Vec<Average>> = const { RefCell::new(vec![]) };
}

/// What a pool has traded at.
#[derive(Clone)]
pub(crate) struct Average {
    pub(crate) pool_id: PoolId,
    pub(crate) base: CurrencyId,
    pub(crate) quote: CurrencyId,
    /// What 100 units of the base were worth.
    pub(crate) price: Balance,
    /// The block from which on there have been prices.
    pub(crate) since: BlockNumber,
}

/// Average prices as the tests set them, over an hour.
pub struct Averages;

impl AveragePrices for Averages {
    fn average_price(
        pool_id: PoolId,
        base: &CurrencyId,
        quote: &CurrencyId,
        window: Window,
    ) -> Result<AveragePrice, DispatchError> {
        assert_eq!(window, Window::Hour, "the configured window is asked for");
        let now = System::block_number() as BlockNumber;
        let asked = |known: &&Average| (known.pool_id, &known.base) == (pool_id, base);
        let known = AVERAGES.with_borrow(|all| all.iter().find(asked).cloned());
        let known = known.filter(|known| known.quote == *quote && known.since < now);
        let known = known.ok_or(DispatchError::Other("the pool has no such price"))?;
        Ok(AveragePrice {
            price: (U256::from(known.price) << 128) / 100,
            liquidity: LIQUIDITY.get(),
            as_of: now - 1,
            history: now - known.since,
        })
    }
}

/// An exchange that takes what is put in and makes what it pays.
pub struct Exchange;

impl Swap<AccountId> for Exchange {
    fn swap_exact_in(
        who: &AccountId,
        asset_in: CurrencyId,
        amount_in: Balance,
        hops: &[Hop],
        min_amount_out: Balance,
    ) -> Result<Balance, DispatchError> {
        let price = PRICE.with_borrow(|price| *price).ok_or(DispatchError::Unavailable)?;
        let out = amount_in * price / 100;
        if out < min_amount_out {
            return Err(DispatchError::Other("the exchange pays less"));
        }
        let (exact, polite) = (Precision::Exact, Fortitude::Polite);
        let expendable = Preservation::Expendable;
        Currencies::burn_from(asset_in, who, amount_in, expendable, exact, polite)?;
        let last = hops.last().expect("a route is not empty");
        Currencies::mint_into(last.asset_out.clone(), who, out)
    }
}

/// A share of pool 0 has half a unit of TIDE in it.
pub struct HalfTide;

impl TideInShares for HalfTide {
    fn tide_in(currency: &CurrencyId, shares: Balance) -> Balance {
        if share_currency(0).as_ref() == Some(currency) {
            shares / 2
        } else {
            0
        }
    }
}

frame_support::parameter_types! {
    pub const RewardsPalletId: PalletId = PalletId(*b"tide/rwd");
    pub const SweepWindow: Window = Window::Hour;
    /// What part of the income the treasury gets; none if a test does not say so.
    pub static IncomeShareBps: u32 = 0;
    pub static IncomeShareTo: AccountId = COFFER;
}

impl crate::Config for Test {
    type Currencies = Currencies;
    type Holds = Holds;
    type RuntimeHoldReason = RuntimeHoldReason;
    type Swap = Exchange;
    type AveragePrices = Averages;
    type TideInShares = HalfTide;
    type GovernanceOrigin = EnsureRoot<AccountId>;
    type PalletId = RewardsPalletId;
    type ProgrammeDeposit = ConstU128<DEPOSIT>;
    type MaxLockBlocks = ConstU32<MAX_LOCK>;
    type MaxMultiplierBps = ConstU32<MAX_MULTIPLIER>;
    type PeriodBlocks = ConstU32<PERIOD>;
    type MaxPeriodBps = ConstU32<2_000>;
    type MaxRaiseBps = ConstU32<20_000>;
    type SmoothingBlocks = ConstU32<SMOOTHING>;
    type MaxHops = ConstU32<4>;
    type SweepWindow = SweepWindow;
    type MinSweepHistory = ConstU32<MIN_HISTORY>;
    type MaxSweepLossBps = ConstU32<MAX_LOSS_BPS>;
    type MaxSweepShareBps = ConstU32<1_000>;
    type MinSweep = ConstU128<MIN_SWEEP>;
    type IncomeShareBps = IncomeShareBps;
    type IncomeShareTo = IncomeShareTo;
    type WeightInfo = Counted;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = AssetMaker;
}

/// Makes assets for the benchmarks, and a market in which one unit is worth as much as any other.
#[cfg(feature = "runtime-benchmarks")]
pub struct AssetMaker;

#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper for AssetMaker {
    fn create_asset(min_balance: Balance) -> CurrencyId {
        let id = pallet_assets::Asset::<Test, pallet_assets::Instance1>::iter_keys().max();
        let id = id.expect("there are some") + 1;
        Assets::force_create(RuntimeOrigin::root(), id, OWNER, false, min_balance)
            .expect("the id is free");
        NativeOrWithId::WithId(id)
    }

    fn open_route(_: &CurrencyId, hops: u32) -> Vec<Hop> {
        PRICE.set(Some(100));
        let hop = |pool_id| Hop { pool_id, asset_out: Self::create_asset(1) };
        (0..hops).map(hop).collect()
    }

    fn open_route_to_tide(hops: u32, _: Balance) -> (CurrencyId, Vec<Hop>) {
        // The state begins anew with each benchmark; what the thread remembers does not.
        AVERAGES.set(vec![]);
        let from = Self::create_asset(1);
        let mut route = Self::open_route(&from, hops);
        route.last_mut().expect("a route is not empty").asset_out = TIDE;
        let mut base = from.clone();
        for Hop { pool_id, asset_out } in &route {
            let (quote, since) = (asset_out.clone(), System::block_number() as BlockNumber);
            let average = Average { pool_id: *pool_id, base, quote, price: 100, since };
            AVERAGES.with_borrow_mut(|all| all.push(average));
            base = asset_out.clone();
        }
        (from, route)
    }
}

/// Where the benchmarks are run as tests: they go back to what is in the backend.
#[cfg(feature = "runtime-benchmarks")]
pub(crate) fn benchmark_ext() -> sp_io::TestExternalities {
    use sp_runtime::BuildStorage;
    IncomeShareBps::set(2_500);
    ExtBuilder::default().genesis().build_storage().expect("genesis can be stored").into()
}

/// Weights that tell the calls apart.
pub struct Counted;

/// The weight of the call of this number, for so many streams or hops.
pub(crate) const fn weight(call: u64, count: u32) -> Weight {
    Weight::from_parts(1_000 * call + count as u64, 0)
}

impl WeightInfo for Counted {
    fn create_programme() -> Weight {
        weight(1, 0)
    }
    fn open_stream() -> Weight {
        weight(2, 0)
    }
    fn fund() -> Weight {
        weight(3, 0)
    }
    fn set_stream() -> Weight {
        weight(4, 0)
    }
    fn extend() -> Weight {
        weight(5, 0)
    }
    fn stake(s: u32) -> Weight {
        weight(6, s)
    }
    fn unstake(s: u32) -> Weight {
        weight(7, s)
    }
    fn claim() -> Weight {
        weight(8, 0)
    }
    fn compound(s: u32) -> Weight {
        weight(9, s)
    }
    fn compound_swap(h: u32) -> Weight {
        weight(10, h)
    }
    fn close(s: u32) -> Weight {
        weight(11, s)
    }
    fn refund() -> Weight {
        weight(12, 0)
    }
    fn remove_programme(s: u32) -> Weight {
        weight(13, s)
    }
    fn set_listed() -> Weight {
        weight(14, 0)
    }
    fn force_unlock() -> Weight {
        weight(15, 0)
    }
    fn sweep(h: u32) -> Weight {
        weight(16, h)
    }
    fn set_sweep_route(h: u32) -> Weight {
        weight(17, h)
    }
    fn set_income_stream() -> Weight {
        weight(18, 0)
    }
}

/// Builds a chain of three rich people, three assets and the shares of a pool, runs a test on it and
/// then the invariants.
#[derive(Default)]
pub(crate) struct ExtBuilder {
    programmes: Vec<GenesisProgramme<AccountId>>,
    sweep_routes: Vec<(CurrencyId, Vec<Hop>)>,
}

impl ExtBuilder {
    /// Adds a programme of the protocol.
    pub(crate) fn programme(mut self, staked: CurrencyId, tiers: &[Tier]) -> Self {
        self.programmes.push(GenesisProgramme {
            staked,
            min_stake: 1,
            min_total: 1,
            tiers: tiers.to_vec(),
            refund_to: TREASURY,
        });
        self
    }

    /// Names a route for income.
    pub(crate) fn sweep_route(mut self, asset: CurrencyId, hops: &[Hop]) -> Self {
        self.sweep_routes.push((asset, hops.to_vec()));
        self
    }

    fn genesis(self) -> RuntimeGenesisConfig {
        let people = [ALICE, BOB, CAROL, OWNER];
        let accounts = |ids: &[u32]| {
            let each = |who| ids.iter().map(move |id| (*id, who, FORTUNE)).collect::<Vec<_>>();
            people.into_iter().flat_map(each).collect()
        };
        RuntimeGenesisConfig {
            balances: pallet_balances::GenesisConfig {
                balances: people.map(|who| (who, FORTUNE)).to_vec(),
                ..Default::default()
            },
            assets: pallet_assets::GenesisConfig {
                assets: vec![(1, OWNER, true, 1), (2, OWNER, false, MIN_BTC), (3, OWNER, false, 1)],
                accounts: accounts(&[1, 2, 3]),
                next_asset_id: Some(4),
                ..Default::default()
            },
            pool_assets: pallet_assets::GenesisConfig {
                assets: vec![(0, OWNER, false, 1)],
                accounts: accounts(&[0]),
                ..Default::default()
            },
            staking_rewards: pallet_staking_rewards::GenesisConfig {
                programmes: self.programmes,
                sweep_routes: self.sweep_routes,
            },
            ..Default::default()
        }
    }

    pub(crate) fn build_and_execute(self, test: impl FnOnce()) {
        let genesis = self.genesis();
        PRICE.set(None);
        AVERAGES.set(vec![]);
        LIQUIDITY.set(Balance::MAX);
        IncomeShareBps::set(0);
        IncomeShareTo::set(COFFER);
        // Built inside, the state is a map of what has changed and not a trie: many times faster.
        sp_io::TestExternalities::default().execute_with(|| {
            genesis.build();
            System::set_block_number(1);
            test();
            StakingRewards::check_invariants().expect("every invariant holds after the test");
        });
    }
}
