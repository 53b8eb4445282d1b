//! A runtime of this pallet, the treasury and what it pays in, and the only way into it.

use crate::{self as pallet_spending, Allowance};
use frame_support::{
    derive_impl,
    traits::{
        tokens::{
            fungible::{NativeFromLeft, NativeOrWithId, UnionOf},
            pay::PayAssetFromAccount,
            ConversionFromAssetBalance,
        },
        AsEnsureOriginWithArg, BuildGenesisConfig, ConstU128, ConstU32, ConstU64, EnsureOrigin,
    },
    PalletId,
};
use frame_system::{EnsureRoot, EnsureRootWithSuccess, EnsureSigned, RawOrigin};
use sp_runtime::{traits::IdentityLookup, Permill};
use std::collections::BTreeMap;
use tidewater_primitives::{ids::CurrencyId, Balance};

pub(crate) type AccountId = u64;

pub(crate) const ALICE: AccountId = 1;
pub(crate) const BOB: AccountId = 2;
/// Owns every asset.
pub(crate) const OWNER: AccountId = 9;
/// Stands for a track with a small cap.
pub(crate) const SMALL: AccountId = 101;
/// Stands for a track with a big one.
pub(crate) const BIG: AccountId = 102;

pub(crate) const TIDE: CurrencyId = NativeOrWithId::Native;
/// Worth two TIDE a unit.
pub(crate) const USD: CurrencyId = NativeOrWithId::WithId(1);
/// A hundred units are worth one TIDE.
pub(crate) const DUST: CurrencyId = NativeOrWithId::WithId(2);
/// Has no price.
pub(crate) const UNPRICED: CurrencyId = NativeOrWithId::WithId(3);

pub(crate) const SMALL_CAP: Balance = 1_000;
pub(crate) const BIG_CAP: Balance = 10_000;
pub(crate) const PERIOD: u64 = 10;
pub(crate) const MAX_SPENDS: u32 = 4;
/// For how long a payment can be claimed.
pub(crate) const PAYOUT_PERIOD: u64 = 50;
/// What the treasury has of everything.
pub(crate) const FORTUNE: Balance = 1_000_000;

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
    pub type Assets = pallet_assets;
    #[runtime::pallet_index(3)]
    pub type Utility = pallet_utility;
    #[runtime::pallet_index(4)]
    pub type Treasury = pallet_treasury;
    #[runtime::pallet_index(5)]
    pub type Spending = pallet_spending;
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
    type ExistentialDeposit = ConstU128<1>;
    type AccountStore = System;
}

#[derive_impl(pallet_assets::config_preludes::TestDefaultConfig)]
impl pallet_assets::Config for Test {
    type Balance = Balance;
    type Currency = Balances;
    type CreateOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
    type ForceOrigin = EnsureRoot<AccountId>;
    type AssetDeposit = ConstU128<1>;
    type AssetAccountDeposit = ConstU128<1>;
    type MetadataDepositBase = ConstU128<1>;
    type MetadataDepositPerByte = ConstU128<1>;
    type ApprovalDeposit = ConstU128<1>;
    type Freezer = ();
    type Holder = ();
}

impl pallet_utility::Config for Test {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type PalletsOrigin = OriginCaller;
    type WeightInfo = ();
}

/// Everything that can be paid in.
pub(crate) type Currencies = UnionOf<Balances, Assets, NativeFromLeft, CurrencyId, AccountId>;

frame_support::parameter_types! {
    pub const TreasuryId: PalletId = PalletId(*b"py/trsry");
    pub const NoBurn: Permill = Permill::zero();
    pub const Unlimited: Balance = Balance::MAX;
    pub TreasuryAccount: AccountId = Treasury::account_id();
    /// Of how many units of an asset how many units of TIDE are the price.
    pub static Prices: BTreeMap<u32, [Balance; 2]> = prices();
    pub static Caps: [Balance; 2] = [SMALL_CAP, BIG_CAP];
}

fn prices() -> BTreeMap<u32, [Balance; 2]> {
    [(1, [1, 2]), (2, [100, 1])].into()
}

/// Converts by the table, rounded down, as a careless runtime would.
pub struct Table;

impl ConversionFromAssetBalance<Balance, CurrencyId, Balance> for Table {
    type Error = ();

    fn from_asset_balance(amount: Balance, kind: CurrencyId) -> Result<Balance, ()> {
        let NativeOrWithId::WithId(id) = kind else { return Ok(amount) };
        let [units, price] = *Prices::get().get(&id).ok_or(())?;
        amount.checked_mul(price).map(|product| product / units).ok_or(())
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn ensure_successful(_: CurrencyId) {}
}

impl pallet_treasury::Config for Test {
    type Currency = Balances;
    type RejectOrigin = EnsureRoot<AccountId>;
    type RuntimeEvent = RuntimeEvent;
    type SpendPeriod = ConstU64<100>;
    type Burn = NoBurn;
    type PalletId = TreasuryId;
    type BurnDestination = ();
    type WeightInfo = ();
    type SpendFunds = ();
    type MaxApprovals = ConstU32<0>;
    type SpendOrigin = EnsureRootWithSuccess<AccountId, Unlimited>;
    type AssetKind = CurrencyId;
    type Beneficiary = AccountId;
    type BeneficiaryLookup = IdentityLookup<AccountId>;
    type Paymaster = PayAssetFromAccount<Currencies, TreasuryAccount>;
    type BalanceConverter = Table;
    type PayoutPeriod = ConstU64<PAYOUT_PERIOD>;
    type BlockNumberProvider = System;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = Arguments;
}

/// What the benchmarks pay.
#[cfg(feature = "runtime-benchmarks")]
pub struct Arguments;

#[cfg(feature = "runtime-benchmarks")]
impl pallet_treasury::ArgumentsFactory<CurrencyId, AccountId> for Arguments {
    fn create_asset_kind(_: u32) -> CurrencyId {
        DUST
    }
    fn create_beneficiary(seed: [u8; 32]) -> AccountId {
        seed[0].into()
    }
}

/// The two tracks. In a runtime their origins come from `pallet-referenda`; here accounts stand for them.
pub struct Tracks;

impl EnsureOrigin<RuntimeOrigin> for Tracks {
    type Success = Allowance;

    fn try_origin(origin: RuntimeOrigin) -> Result<Allowance, RuntimeOrigin> {
        let [small, big] = Caps::get();
        match origin.clone().into() {
            Ok(RawOrigin::Signed(SMALL)) => Ok(Allowance { spender: 1, cap: small }),
            Ok(RawOrigin::Signed(BIG)) => Ok(Allowance { spender: 2, cap: big }),
            _ => Err(origin),
        }
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn try_successful_origin() -> Result<RuntimeOrigin, ()> {
        Ok(RuntimeOrigin::signed(SMALL))
    }
}

impl crate::Config for Test {
    type Spender = Tracks;
    type PeriodBlocks = ConstU64<PERIOD>;
    type MaxSpends = ConstU32<MAX_SPENDS>;
    type WeightInfo = ();
}

fn genesis() -> RuntimeGenesisConfig {
    let treasury = Treasury::account_id();
    RuntimeGenesisConfig {
        balances: pallet_balances::GenesisConfig {
            balances: vec![(ALICE, FORTUNE), (BOB, FORTUNE), (treasury, FORTUNE)],
            ..Default::default()
        },
        assets: pallet_assets::GenesisConfig {
            assets: [1, 2, 3].map(|id| (id, OWNER, true, 1)).to_vec(),
            accounts: [1, 2, 3].map(|id| (id, treasury, FORTUNE)).to_vec(),
            ..Default::default()
        },
        ..Default::default()
    }
}

/// Where the benchmarks are run as tests: they go back to what is in the backend.
#[cfg(feature = "runtime-benchmarks")]
pub(crate) fn benchmark_ext() -> sp_io::TestExternalities {
    use sp_runtime::BuildStorage;
    genesis().build_storage().expect("genesis can be stored").into()
}

/// Builds a chain with a rich treasury, runs a test on it and then the invariants.
pub(crate) fn build_and_execute(test: impl FnOnce()) {
    Prices::set(prices());
    Caps::set([SMALL_CAP, BIG_CAP]);
    // Built inside, the state is a map of what has changed and not a trie: many times faster.
    sp_io::TestExternalities::default().execute_with(|| {
        genesis().build();
        System::set_block_number(1);
        test();
        Spending::check_invariants().expect("every invariant holds after the test");
    });
}
