//! A runtime of this pallet alone, with a clock and a set of validators, and the only way into it.

use crate::{self as pallet_price_oracle, sr25519, WeightInfo};
use frame_support::{
    derive_impl,
    traits::{ConstU32, OneSessionHandler, UnixTime},
    weights::Weight,
};
use frame_system::{
    mocking::MockUncheckedExtrinsic,
    offchain::{CreateBare, CreateTransactionBase},
    EnsureRoot,
};
use sp_application_crypto::Pair;
use sp_io::TestExternalities;
use sp_runtime::{traits::Convert, BuildStorage};
use std::{cell::RefCell, collections::BTreeMap, time::Duration};
use tidewater_primitives::{
    apis::price_oracle::{Feed, FeedTerms, Symbol},
    ids::CurrencyId,
    price::Moment,
};

pub(crate) type AccountId = u64;
pub(crate) type Extrinsic = MockUncheckedExtrinsic<Test>;

/// When the first block was made.
pub(crate) const START: Moment = 1_800_000_000_000;
/// How long a block takes.
pub(crate) const SLOT: Moment = 2_000;
pub(crate) const MAX_VALIDATORS: u32 = 10;
pub(crate) const OUTLIER_LIMIT: u32 = 3;
pub(crate) const MUTE_BLOCKS: u32 = 20;
pub(crate) const MIN_CHANGE_BLOCKS: u32 = 15;

/// Terms that leave room for everything a test does not look at.
pub(crate) const TERMS: FeedTerms = FeedTerms {
    heartbeat: 30,
    deviation_bps: 50,
    max_age: 60,
    min_sources: 3,
    quorum_bps: 6_667,
    max_jump_bps: 1_000,
    max_spread_bps: 200,
    grace: 20,
};

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
    pub type PriceOracle = pallet_price_oracle;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = frame_system::mocking::MockBlock<Self>;
}

impl<C> CreateTransactionBase<C> for Test
where
    RuntimeCall: From<C>,
{
    type Extrinsic = Extrinsic;
    type RuntimeCall = RuntimeCall;
}

impl<C> CreateBare<C> for Test
where
    RuntimeCall: From<C>,
{
    fn create_bare(call: RuntimeCall) -> Extrinsic {
        Extrinsic::new_bare(call)
    }
}

frame_support::parameter_types! {
    /// The chain's time.
    pub static Now: Moment = START;
    /// A test of windows may change it.
    pub static WindowBlocks: u32 = 1;
}

pub struct Clock;

impl UnixTime for Clock {
    fn now() -> Duration {
        Duration::from_millis(Now::get())
    }
}

std::thread_local! {
    static WEIGHTS: RefCell<BTreeMap<AccountId, u64>> = const { RefCell::new(BTreeMap::new()) };
}

/// One each, but for those to whom a test gives another weight.
pub struct Weights;

impl Weights {
    pub(crate) fn set(who: AccountId, weight: u64) {
        WEIGHTS.with_borrow_mut(|weights| weights.insert(who, weight));
    }

    fn reset() {
        WEIGHTS.with_borrow_mut(BTreeMap::clear);
    }
}

impl Convert<AccountId, u64> for Weights {
    fn convert(who: AccountId) -> u64 {
        WEIGHTS.with_borrow(|weights| weights.get(&who).copied().unwrap_or(1))
    }
}

impl crate::Config for Test {
    type AuthorityId = sr25519::AuthorityId;
    type ValidatorWeights = Weights;
    type UnixTime = Clock;
    type GovernanceOrigin = EnsureRoot<AccountId>;
    type MaxValidators = ConstU32<MAX_VALIDATORS>;
    type WindowBlocks = WindowBlocks;
    type OutlierLimit = ConstU32<OUTLIER_LIMIT>;
    type MuteBlocks = ConstU32<MUTE_BLOCKS>;
    type MinChangeBlocks = ConstU32<MIN_CHANGE_BLOCKS>;
    type WeightInfo = Counted;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = Clock;
}

#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper for Clock {
    fn set_time(now: Moment) {
        Now::set(now);
    }
}

/// Where the benchmarks are run as tests: with a keystore for their validators.
#[cfg(feature = "runtime-benchmarks")]
pub(crate) fn benchmark_ext() -> TestExternalities {
    use sp_keystore::{testing::MemoryKeystore, KeystoreExt};
    let mut ext = TestExternalities::default();
    ext.register_extension(KeystoreExt::new(MemoryKeystore::new()));
    ext
}

/// Weights that tell the calls apart.
pub struct Counted;

impl WeightInfo for Counted {
    fn report(o: u32) -> Weight {
        Weight::from_parts(1_000 + u64::from(o), 0)
    }
    fn validate_report(o: u32) -> Weight {
        Weight::from_parts(20_000 + u64::from(o), 0)
    }
    fn aggregate(v: u32, f: u32) -> Weight {
        Weight::from_parts(300_000 + 100 * u64::from(v) + u64::from(f), 0)
    }
    fn idle() -> Weight {
        Weight::from_parts(7, 0)
    }
    fn register_feed() -> Weight {
        Weight::from_parts(4_000_000, 0)
    }
    fn update_feed() -> Weight {
        Weight::from_parts(5_000_000, 0)
    }
    fn halt_feed() -> Weight {
        Weight::from_parts(6_000_000, 0)
    }
    fn resume_feed() -> Weight {
        Weight::from_parts(7_000_000, 0)
    }
    fn remove_feed() -> Weight {
        Weight::from_parts(8_000_000, 0)
    }
}

/// The key pair of a validator.
pub(crate) fn pair(who: AccountId) -> sr25519::AuthorityPair {
    sr25519::AuthorityPair::from_seed(&seed(who))
}

pub(crate) fn seed(who: AccountId) -> [u8; 32] {
    let mut seed = [7u8; 32];
    seed[..8].copy_from_slice(&who.to_le_bytes());
    seed
}

pub(crate) fn key(who: AccountId) -> sr25519::AuthorityId {
    pair(who).public()
}

/// What the session pallet hands over.
pub(crate) fn with_keys(accounts: &[AccountId]) -> Vec<(&AccountId, sr25519::AuthorityId)> {
    accounts.iter().map(|who| (who, key(*who))).collect()
}

/// A feed of `base` in USD with eight decimals.
pub(crate) fn feed(base: &str, currency: Option<CurrencyId>, terms: FeedTerms) -> Feed {
    let symbol = |name| Symbol::try_from(name).expect("it is short");
    Feed { base: symbol(base), quote: symbol("USD"), currency, decimals: 8, terms, halted: false }
}

type Register = dyn FnOnce(&mut TestExternalities);

/// Builds a chain of some validators and feeds, runs a test on it and then the invariants.
pub(crate) struct ExtBuilder {
    feeds: Vec<Feed>,
    validators: Vec<AccountId>,
    extensions: Vec<Box<Register>>,
}

impl Default for ExtBuilder {
    /// Four validators, no feed.
    fn default() -> Self {
        let validators = vec![11, 12, 13, 14];
        Self { feeds: Vec::new(), validators, extensions: Vec::new() }
    }
}

impl ExtBuilder {
    pub(crate) fn feed(mut self, feed: Feed) -> Self {
        self.feeds.push(feed);
        self
    }

    pub(crate) fn validators(mut self, validators: &[AccountId]) -> Self {
        self.validators = validators.to_vec();
        self
    }

    /// What the node gives to the off-chain worker.
    pub(crate) fn with(mut self, register: impl FnOnce(&mut TestExternalities) + 'static) -> Self {
        self.extensions.push(Box::new(register));
        self
    }

    pub(crate) fn build_and_execute(self, test: impl FnOnce()) {
        Now::set(START);
        WindowBlocks::set(1);
        let storage = RuntimeGenesisConfig {
            price_oracle: pallet_price_oracle::GenesisConfig {
                feeds: self.feeds,
                ..Default::default()
            },
            ..Default::default()
        }
        .build_storage()
        .expect("the genesis is valid");
        let mut ext = TestExternalities::new(storage);
        for register in self.extensions {
            register(&mut ext);
        }
        ext.execute_with(|| {
            let set = with_keys(&self.validators);
            PriceOracle::on_genesis_session(set.into_iter());
            System::set_block_number(1);
            test();
            PriceOracle::check_invariants().expect("every invariant holds after the test");
        });
        Weights::reset();
    }
}
