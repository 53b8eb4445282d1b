#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod actions;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod errors;
mod events;
mod impls;
#[cfg(any(feature = "std", feature = "try-runtime"))]
pub mod invariants;
#[cfg(test)]
mod mock;
pub mod offchain;
#[cfg(test)]
mod tests;
pub mod types;
pub mod views;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use types::{Observation, OneEach, Report};
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

/// The validators' key for prices: sr25519, of the type `orcl`.
pub mod sr25519 {
    use sp_application_crypto::KeyTypeId;

    /// The type of the key in a node's keystore.
    pub const KEY_TYPE: KeyTypeId = KeyTypeId(*b"orcl");

    mod app {
        use sp_application_crypto::{app_crypto, sr25519};
        app_crypto!(sr25519, super::KEY_TYPE);
    }

    sp_application_crypto::with_pair! {
        /// A validator's key pair for prices.
        pub type AuthorityPair = app::Pair;
    }

    /// A validator's key for prices.
    pub type AuthorityId = app::Public;

    /// A validator's signature on a report.
    pub type AuthoritySignature = app::Signature;
}

#[import_section(events::events)]
#[import_section(errors::errors)]
#[frame_support::pallet]
pub mod pallet {
    use super::{
        types::{
            Archive, FeedBook, FeedState, Member, Report, Reported, Score, Session, MAX_FEEDS,
        },
        weights::WeightInfo,
    };
    use alloc::vec::Vec;
    #[allow(deprecated)]
    use frame_support::pallet_prelude::{ValidateUnsigned, *};
    use frame_support::traits::UnixTime;
    use frame_system::{offchain::CreateBare, pallet_prelude::*};
    use sp_application_crypto::RuntimeAppPublic;
    use sp_runtime::{traits::Convert, DispatchResult, SaturatedConversion};
    use tidewater_primitives::{
        apis::price_oracle::{
            Candidate, Feed, FeedId, FeedInfo, FeedPrice, FeedStatus, FeedTerms, Record, Reporter,
            ValidatorIndex,
        },
        ids::CurrencyId,
        price::{Moment, NoPrice, Price},
        BlockNumber,
    };

    /// The version of what is stored.
    const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

    /// The signature that comes with a report.
    pub type SignatureOf<T> = <<T as Config>::AuthorityId as RuntimeAppPublic>::Signature;

    #[pallet::config]
    pub trait Config: frame_system::Config + CreateBare<Call<Self>> {
        /// The validators' keys for prices.
        type AuthorityId: sp_runtime::traits::Member
            + Parameter
            + RuntimeAppPublic
            + Ord
            + MaybeSerializeDeserialize
            + MaxEncodedLen;
        /// How much a validator counts, as of the start of a session.
        type ValidatorWeights: Convert<Self::AccountId, u64>;
        /// The chain's time. At the start of a block it is still that of the parent.
        type UnixTime: UnixTime;
        /// Who registers feeds, changes, stops and removes them.
        type GovernanceOrigin: EnsureOrigin<Self::RuntimeOrigin>;
        /// How many validators can report.
        #[pallet::constant]
        type MaxValidators: Get<u32>;
        /// How many blocks a window has. A validator reports once in each at most.
        #[pallet::constant]
        type WindowBlocks: Get<BlockNumber>;
        /// After how many reports in a row that are too far from the prices a validator is muted.
        #[pallet::constant]
        type OutlierLimit: Get<u32>;
        /// For how many blocks a validator is muted.
        #[pallet::constant]
        type MuteBlocks: Get<BlockNumber>;
        /// The least blocks between two changes of the same feed's terms.
        #[pallet::constant]
        type MinChangeBlocks: Get<BlockNumber>;
        /// What the calls cost.
        type WeightInfo: WeightInfo;
        /// Sets the clock for the benchmarks.
        #[cfg(feature = "runtime-benchmarks")]
        type BenchmarkHelper: crate::BenchmarkHelper;
    }

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// The feeds, at most 32.
    #[pallet::storage]
    pub type Feeds<T: Config> = StorageValue<_, FeedBook, ValueQuery>;

    /// The id of the next feed. None is given out twice: a late report is never for another feed.
    #[pallet::storage]
    pub type NextFeedId<T: Config> = StorageValue<_, FeedId, ValueQuery>;

    /// The feed with the price of a currency of this chain.
    #[pallet::storage]
    pub type FeedOf<T: Config> = StorageMap<_, Blake2_128Concat, CurrencyId, FeedId>;

    /// What has become of each feed.
    #[pallet::storage]
    pub type Prices<T: Config> = StorageMap<_, Twox64Concat, FeedId, FeedState>;

    /// The block in which governance last changed the terms of a feed. Only `update_feed` reads it.
    #[pallet::storage]
    pub type TermsChangedAt<T: Config> = StorageMap<_, Twox64Concat, FeedId, BlockNumber>;

    /// The keys of the validators of the running session, in their order.
    #[pallet::storage]
    pub type Validators<T: Config> =
        StorageValue<_, BoundedVec<T::AuthorityId, T::MaxValidators>, ValueQuery>;

    /// The accounts of the same validators and how much each counts.
    #[pallet::storage]
    pub type Members<T: Config> =
        StorageValue<_, BoundedVec<Member<T::AccountId>, T::MaxValidators>, ValueQuery>;

    /// What is counted of the same validators.
    #[pallet::storage]
    pub type Scores<T: Config> = StorageValue<_, BoundedVec<Score, T::MaxValidators>, ValueQuery>;

    /// The running session.
    #[pallet::storage]
    pub type CurrentSession<T: Config> = StorageValue<_, Session, ValueQuery>;

    /// What the validators did in the session before.
    #[pallet::storage]
    pub type PreviousRecords<T: Config> =
        StorageValue<_, Archive<T::AccountId, T::MaxValidators>, ValueQuery>;

    /// What each validator has reported in the running session.
    #[pallet::storage]
    pub type Reports<T: Config> = StorageMap<_, Twox64Concat, ValidatorIndex, Reported>;

    /// Whether something has come that the next block has to look at.
    #[pallet::storage]
    pub type Touched<T: Config> = StorageValue<_, bool, ValueQuery>;

    /// The first moment at which a feed may change without a report.
    #[pallet::storage]
    pub type NextChange<T: Config> = StorageValue<_, Moment>;

    /// The feeds that a chain is born with.
    #[pallet::genesis_config]
    #[derive(frame_support::DefaultNoBound)]
    pub struct GenesisConfig<T: Config> {
        /// To register, in this order.
        pub feeds: Vec<Feed>,
        #[serde(skip)]
        /// Nothing; it names the runtime.
        pub _config: core::marker::PhantomData<T>,
    }

    #[pallet::genesis_build]
    impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
        fn build(&self) {
            for feed in self.feeds.clone() {
                // There is no time yet.
                Pallet::<T>::do_register_feed(feed, 0).expect("genesis feeds are in range");
            }
        }
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn on_initialize(block: BlockNumberFor<T>) -> Weight {
            Self::do_aggregate(block.saturated_into())
        }

        fn offchain_worker(block: BlockNumberFor<T>) {
            Self::run_worker(block.saturated_into());
        }

        fn integrity_test() {
            assert!(T::MaxValidators::get() > 0, "somebody must be able to report");
            assert!(T::WindowBlocks::get() > 0, "a window has a block");
            assert!(T::OutlierLimit::get() > 0, "nobody is muted for nothing");
            assert!(T::MuteBlocks::get() > 0, "who is muted is so for a while");
            assert!(T::MinChangeBlocks::get() > 0, "a step that can be repeated at once is none");
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::check_invariants()
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Takes what a validator saw.
        ///
        /// Origin: none. The signature is that of the validator on
        /// [`Pallet::signing_payload`]; it is checked before the call is dispatched, in the pool and
        /// in the block.
        ///
        /// What moves: nothing, and there is no fee. What the report has of a feed takes the place of
        /// what the validator last reported of it; the next block looks at it. An observation that
        /// is too old, from the future, of too few sources or of a feed that does not run is left
        /// out.
        ///
        /// Errors: [`Error::ReportMalformed`], [`Error::WindowPassed`], [`Error::WindowAhead`],
        /// [`Error::SessionPassed`], [`Error::SessionAhead`], [`Error::NotValidator`],
        /// [`Error::AlreadyReported`], [`Error::NothingWanted`], [`Error::AllStale`],
        /// [`Error::AllAhead`].
        ///
        /// Events: none; see [`Event::PriceUpdated`].
        #[pallet::call_index(0)]
        #[pallet::weight((
            T::WeightInfo::validate_report(report.observations.len() as u32)
                .saturating_add(T::WeightInfo::report(report.observations.len() as u32)),
            DispatchClass::Operational,
            Pays::No,
        ))]
        pub fn report(
            origin: OriginFor<T>,
            report: Report,
            signature: SignatureOf<T>,
        ) -> DispatchResult {
            ensure_none(origin)?;
            // It was checked on the way here: see `validate_unsigned`.
            drop(signature);
            Self::do_report(report)
        }

        /// Registers a feed. It is stale until the validators have reported it twice.
        ///
        /// Origin: governance.
        ///
        /// What moves: nothing.
        ///
        /// Parameters: `feed`, with its terms in range, not halted. Its pair, its currency and its
        /// decimals stay as they are.
        ///
        /// Errors: [`Error::BornHalted`], [`Error::SymbolUnreadable`], [`Error::IdenticalSymbols`],
        /// [`Error::DecimalsOutOfRange`], those of `update_feed` on the range of terms, [`Error::FeedExists`],
        /// [`Error::CurrencyTaken`], [`Error::QuoteDiffers`], [`Error::TooManyFeeds`].
        ///
        /// Events: [`Event::FeedRegistered`].
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::register_feed())]
        pub fn register_feed(origin: OriginFor<T>, feed: Feed) -> DispatchResult {
            T::GovernanceOrigin::ensure_origin(origin)?;
            Self::do_register_feed(feed, Self::now())
        }

        /// Changes what is asked of a feed, each term no further than a step from what it is: see
        /// [`bounds`](crate::types::bounds). The last price is judged by it at once.
        ///
        /// Origin: governance.
        ///
        /// What moves: nothing.
        ///
        /// Parameters: `terms`, all of them, also those that stay. The next change has to wait for
        /// [`Config::MinChangeBlocks`]; stopping the feed (`halt_feed`) never has to.
        ///
        /// Errors: [`Error::FeedNotFound`], [`Error::HeartbeatOutOfRange`],
        /// [`Error::MaxAgeOutOfRange`], [`Error::DeviationOutOfRange`],
        /// [`Error::SourcesOutOfRange`], [`Error::QuorumOutOfRange`], [`Error::JumpOutOfRange`],
        /// [`Error::SpreadOutOfRange`], [`Error::GraceOutOfRange`], [`Error::StepTooLarge`],
        /// [`Error::ChangedTooSoon`].
        ///
        /// Events: [`Event::FeedUpdated`].
        #[pallet::call_index(2)]
        #[pallet::weight(T::WeightInfo::update_feed())]
        pub fn update_feed(
            origin: OriginFor<T>,
            #[pallet::compact] feed_id: FeedId,
            terms: FeedTerms,
        ) -> DispatchResult {
            T::GovernanceOrigin::ensure_origin(origin)?;
            Self::do_update_feed(feed_id, terms)
        }

        /// Stops a feed: from now on it has no price, and what is reported of it is left out.
        ///
        /// Origin: governance.
        ///
        /// What moves: nothing.
        ///
        /// Errors: [`Error::FeedNotFound`], [`Error::AlreadyHalted`].
        ///
        /// Events: [`Event::FeedHalted`], [`Event::FeedStatusChanged`].
        #[pallet::call_index(3)]
        #[pallet::weight(T::WeightInfo::halt_feed())]
        pub fn halt_feed(
            origin: OriginFor<T>,
            #[pallet::compact] feed_id: FeedId,
        ) -> DispatchResult {
            T::GovernanceOrigin::ensure_origin(origin)?;
            Self::do_halt_feed(feed_id)
        }

        /// Lets a feed run again. The last price from before is not relied on: as after any outage
        /// two rounds and the grace have to pass.
        ///
        /// Origin: governance.
        ///
        /// What moves: nothing.
        ///
        /// Errors: [`Error::FeedNotFound`], [`Error::NotHalted`].
        ///
        /// Events: [`Event::FeedResumed`], [`Event::FeedStatusChanged`].
        #[pallet::call_index(4)]
        #[pallet::weight(T::WeightInfo::resume_feed())]
        pub fn resume_feed(
            origin: OriginFor<T>,
            #[pallet::compact] feed_id: FeedId,
        ) -> DispatchResult {
            T::GovernanceOrigin::ensure_origin(origin)?;
            Self::do_resume_feed(feed_id)
        }

        /// Removes a feed and its price. Its id is never given out again.
        ///
        /// Origin: governance.
        ///
        /// What moves: nothing.
        ///
        /// Errors: [`Error::FeedNotFound`].
        ///
        /// Events: [`Event::FeedRemoved`].
        #[pallet::call_index(5)]
        #[pallet::weight(T::WeightInfo::remove_feed())]
        pub fn remove_feed(
            origin: OriginFor<T>,
            #[pallet::compact] feed_id: FeedId,
        ) -> DispatchResult {
            T::GovernanceOrigin::ensure_origin(origin)?;
            Self::do_remove_feed(feed_id)
        }
    }

    /// Reports carry their own proof. Ordinary clients cannot read the extrinsics of `authorize`.
    #[allow(deprecated)]
    #[pallet::validate_unsigned]
    impl<T: Config> ValidateUnsigned for Pallet<T> {
        type Call = Call<T>;

        /// Whether the pool takes it; in a block the same is asked again, for a report may have been
        /// taken since.
        fn validate_unsigned(_: TransactionSource, call: &Self::Call) -> TransactionValidity {
            match call {
                Call::report { report, signature } => Self::validate_report(report, signature),
                _ => InvalidTransaction::Call.into(),
            }
        }

        fn pre_dispatch(call: &Self::Call) -> Result<(), TransactionValidityError> {
            Self::validate_unsigned(TransactionSource::InBlock, call).map(|_| ())
        }
    }

    #[pallet::extra_constants]
    impl<T: Config> Pallet<T> {
        /// How many feeds there can be, and observations in a report.
        fn max_feeds() -> u32 {
            MAX_FEEDS
        }
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// The price of a feed, or why there is none.
        pub fn price(feed: FeedId) -> Result<Price, NoPrice> {
            Self::price_at(feed, Self::now())
        }

        /// The price of a currency of this chain, or why there is none.
        pub fn price_of(currency: CurrencyId) -> Result<Price, NoPrice> {
            Self::price_of_at(&currency, Self::now())
        }

        /// The prices of all feeds, by ascending id.
        pub fn prices() -> Vec<FeedPrice> {
            Self::prices_at(Self::now())
        }

        /// Everything about a feed.
        pub fn feed(feed: FeedId) -> Option<FeedInfo> {
            Self::feed_at(feed, Self::now())
        }

        /// Everything about all feeds, by ascending id.
        pub fn feeds() -> Vec<FeedInfo> {
            Self::feeds_at(Self::now())
        }

        /// The validators of the running session and what they have done in it, in their order.
        pub fn reporters() -> Vec<Reporter<T::AccountId>> {
            Self::list_reporters()
        }

        /// What the validators did in the session before.
        pub fn previous_records() -> Vec<(T::AccountId, Record)> {
            PreviousRecords::<T>::get().records.into_inner()
        }
    }

    impl<T: Config> Pallet<T> {
        /// The chain's time: in a block its own, before it that of the parent.
        pub fn now() -> Moment {
            Moment::try_from(T::UnixTime::now().as_millis()).unwrap_or(Moment::MAX)
        }

        /// The block that is being made.
        pub(crate) fn block() -> BlockNumber {
            frame_system::Pallet::<T>::block_number().saturated_into()
        }

        /// The window of a block.
        pub fn window_of(block: BlockNumber) -> BlockNumber {
            block.checked_div(T::WindowBlocks::get()).unwrap_or(block)
        }
    }
}
