#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod actions;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod curves;
mod errors;
mod events;
mod history;
mod impls;
#[cfg(any(feature = "std", feature = "try-runtime"))]
pub mod invariants;
mod limits;
#[cfg(any(test, feature = "fuzz"))]
#[cfg_attr(not(test), allow(dead_code))]
mod mock;
mod routes;
#[cfg(test)]
mod tests;
pub mod types;
pub mod views;
pub mod weights;

/// Sequences of calls for the fuzzer, from the files of the tests. They use more of what they share.
#[cfg(all(feature = "fuzz", not(test)))]
#[path = "tests"]
pub mod fuzz {
    mod sequences;
    #[allow(dead_code, unused_imports)]
    mod support;

    pub use sequences::run_encoded;
}

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use types::{GenesisPool, Pool, PoolKey};
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

#[import_section(events::events)]
#[import_section(errors::errors)]
#[frame_support::pallet]
pub mod pallet {
    use super::{
        types::{terms, Amounts, Assets, Debt, Exact, GenesisPool, Holding, Losses, Pool, PoolKey},
        weights::WeightInfo,
    };
    use alloc::vec::Vec;
    use frame_support::{
        pallet_prelude::*,
        traits::{
            fungibles,
            tokens::{fungible::NativeOrWithId, Preservation},
            AccountTouch,
        },
        PalletId,
    };
    use frame_system::pallet_prelude::*;
    use sp_runtime::{
        traits::{AccountIdConversion, Convert},
        DispatchResult,
    };
    use tidewater_primitives::{
        apis::amm::{AveragePrice, CumulativePrice, HopOutcome, PoolInfo, Quote, Refusal, Terms},
        ids::{CurrencyId, Curve, FeeTier, Hop, PoolId, PoolKind, PoolStatus, Window},
        Balance, BlockNumber,
    };

    /// The version of what is stored.
    const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

    #[pallet::config]
    pub trait Config: frame_system::Config {
        /// Everything that can be pooled: TIDE and all assets.
        type Currencies: fungibles::Balanced<Self::AccountId, AssetId = CurrencyId, Balance = Balance>
            + AccountTouch<CurrencyId, Self::AccountId, Balance = Balance>;
        /// The assets that represent liquidity. Nobody but this pallet may create one.
        type Shares: fungibles::Create<Self::AccountId, AssetId = PoolId, Balance = Balance>
            + fungibles::Destroy<Self::AccountId>
            + fungibles::Mutate<Self::AccountId>;
        /// How many decimals a currency has.
        type Decimals: Convert<CurrencyId, u8>;
        /// Who sets bounds, states and amplifications, and where the protocol's fees go.
        type GovernanceOrigin: EnsureOrigin<Self::RuntimeOrigin>;
        /// Holds the deposits of pools' creators, and what makes an asset indestructible.
        type Holds: fungibles::MutateHold<
            Self::AccountId,
            AssetId = CurrencyId,
            Balance = Balance,
            Reason = Self::RuntimeHoldReason,
        >;
        /// The overarching hold reason.
        type RuntimeHoldReason: From<HoldReason>;
        /// Where the vault's account comes from.
        #[pallet::constant]
        type PalletId: Get<PalletId>;
        /// What a pool's creator has held for the room the pool takes, in TIDE.
        #[pallet::constant]
        type PoolDeposit: Get<Balance>;
        /// Shares of the first deposit that belong to nobody, so that one share is never worth so
        /// much that a later deposit rounds down to nothing.
        #[pallet::constant]
        type LockedShares: Get<Balance>;
        /// How many hops a trade can name.
        #[pallet::constant]
        type MaxHops: Get<u32>;
        /// In how many pools an asset can be: a call settles the shortfall of all of them.
        #[pallet::constant]
        type MaxPoolsPerAsset: Get<u32>;
        /// How many pools the search for a route looks at.
        #[pallet::constant]
        type MaxPoolsSearched: Get<u32>;
        /// The windows of the averages, in blocks: ten minutes, an hour, a day.
        #[pallet::constant]
        type AverageWindows: Get<[BlockNumber; 3]>;
        /// The least blocks in which an amplification doubles or halves.
        #[pallet::constant]
        type MinRampBlocks: Get<BlockNumber>;
        /// The least blocks between two changes of the same pool's bounds, or of those of new pools.
        #[pallet::constant]
        type MinChangeBlocks: Get<BlockNumber>;
        /// Where the protocol's fees go until governance has named another account.
        type DefaultFeeSink: Get<Self::AccountId>;
        /// What the calls cost.
        type WeightInfo: WeightInfo;
        /// Makes assets for the benchmarks.
        #[cfg(feature = "runtime-benchmarks")]
        type BenchmarkHelper: crate::BenchmarkHelper;
    }

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// The pools. The reserves in here are the ledger: no balance is ever read for a price.
    #[pallet::storage]
    pub type Pools<T: Config> = StorageMap<_, Twox64Concat, PoolId, Pool>;

    /// The pool of a set of currencies, a kind and a fee: there is at most one.
    #[pallet::storage]
    pub type PoolIds<T: Config> = StorageMap<_, Blake2_128Concat, PoolKey, PoolId>;

    /// The id of the next pool.
    #[pallet::storage]
    pub type NextPoolId<T: Config> = StorageValue<_, PoolId, ValueQuery>;

    /// Who paid a pool's deposit, and how much.
    #[pallet::storage]
    pub type PoolDeposits<T: Config> = StorageMap<_, Twox64Concat, PoolId, (T::AccountId, Balance)>;

    /// What the vault keeps of each currency that is pooled or owed, beside all ledgers.
    #[pallet::storage]
    pub type Holdings<T: Config> = StorageMap<_, Blake2_128Concat, CurrencyId, Holding>;

    /// The pools that hold a currency.
    #[pallet::storage]
    pub type PoolsOf<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, CurrencyId, Twox64Concat, PoolId, ()>;

    /// What could not be paid to an account, as of the losses when it was last changed.
    #[pallet::storage]
    pub type Debts<T: Config> = StorageDoubleMap<
        _,
        Blake2_128Concat,
        T::AccountId,
        Blake2_128Concat,
        CurrencyId,
        Debt,
        ValueQuery,
    >;

    /// The sum of all debts in a currency, never less than they are worth.
    #[pallet::storage]
    pub type DebtTotals<T: Config> =
        StorageMap<_, Blake2_128Concat, CurrencyId, Balance, ValueQuery>;

    /// What the debts in a currency have lost when shortfalls were shared.
    #[pallet::storage]
    pub type LossesOf<T: Config> = StorageMap<_, Blake2_128Concat, CurrencyId, Losses, ValueQuery>;

    /// The bounds that new pools get.
    #[pallet::storage]
    pub type DefaultTerms<T: Config> = StorageValue<_, Terms, ValueQuery, TermsToBegin>;

    /// The bounds until governance has set others.
    #[pallet::type_value]
    pub fn TermsToBegin() -> Terms {
        terms::DEFAULT
    }

    /// The block in which governance last changed the bounds of a pool or, under `None`, those of new
    /// pools. Only `set_terms` reads it.
    #[pallet::storage]
    pub type TermsChangedAt<T: Config> = StorageMap<_, Twox64Concat, Option<PoolId>, BlockNumber>;

    /// Where the protocol's fees go, if governance has named an account.
    #[pallet::storage]
    pub type FeeSink<T: Config> = StorageValue<_, T::AccountId>;

    /// In which pool transaction fees paid in an asset are exchanged for TIDE.
    #[pallet::storage]
    pub type FeePools<T: Config> = StorageMap<_, Blake2_128Concat, CurrencyId, PoolId>;

    /// Why this pallet holds something.
    #[pallet::composite_enum]
    pub enum HoldReason {
        /// The deposit for a pool's storage.
        #[codec(index = 0)]
        PoolDeposit,
        /// The vault's: it keeps a pooled asset from being destroyed by its team.
        #[codec(index = 1)]
        Cushion,
    }

    /// Gives the vault its account, and opens the pools that a chain is born with.
    #[pallet::genesis_config]
    #[derive(frame_support::DefaultNoBound)]
    pub struct GenesisConfig<T: Config> {
        /// Pools to create and fill, in this order. Their creators pay as in a transaction.
        pub pools: Vec<GenesisPool<T::AccountId>>,
        /// The bounds of new pools, those above included; the default ones if there are none.
        pub default_terms: Option<Terms>,
        /// Where the protocol's fees go, if not to the default account.
        pub fee_sink: Option<T::AccountId>,
        /// In which of the pools, by its place in the list, transaction fees in an asset are
        /// exchanged.
        pub fee_pools: Vec<(CurrencyId, PoolId)>,
    }

    #[pallet::genesis_build]
    impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
        fn build(&self) {
            Pallet::<T>::open_vault().expect("the vault can hold the existential deposit");
            if let Some(terms) = self.default_terms {
                Pallet::<T>::put_terms(None, terms).expect("genesis terms are in range");
            }
            FeeSink::<T>::set(self.fee_sink.clone());
            for pool in &self.pools {
                Pallet::<T>::open_genesis_pool(pool).expect("genesis pools can be paid for");
            }
            for (asset, pool_id) in self.fee_pools.clone() {
                Pallet::<T>::do_set_fee_pool(asset, Some(pool_id)).expect("fee pools hold both");
            }
        }
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn integrity_test() {
            assert!(T::MaxHops::get() > 0, "a trade needs room for a hop");
            assert!(T::LockedShares::get() > 0, "the first depositor must not own every share");
            assert!(T::MaxPoolsPerAsset::get() > 0, "an asset must fit into a pool");
            assert!(T::MinRampBlocks::get() > 0, "a ramp takes time");
            assert!(T::MinChangeBlocks::get() > 0, "a step that can be repeated at once is none");
            let [short, middle, long] = T::AverageWindows::get();
            assert!(0 < short && short < middle && middle < long, "windows are sorted");
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::check_invariants()
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Creates a pool, without liquidity.
        ///
        /// Origin: signed.
        ///
        /// What moves: the pool deposit is held on the caller; it is returned when the pool is
        /// closed. If no pool holds a currency, the caller also pays for the vault's account of it: the
        /// account deposit of the asset (reserved) unless there is one, and two minimum balances, which
        /// go to the vault for good.
        ///
        /// Parameters: `assets`, the currencies in any order (the pool keeps them sorted, TIDE
        /// first, then by id); `curve`, with its amplification if it has one; `fee_tier`, the fee.
        ///
        /// Errors: [`Error::WrongAssetCount`], [`Error::IdenticalAssets`],
        /// [`Error::SharesNotPoolable`], [`Error::UnknownAsset`], [`Error::AssetFrozen`],
        /// [`Error::PoolExists`], [`Error::AmplificationOutOfRange`],
        /// [`Error::DecimalsOutOfRange`], [`Error::TooManyPools`],
        /// [`Error::TooManyPoolsOfAsset`], and those of the tokens when the caller cannot pay.
        ///
        /// Events: [`Event::PoolCreated`].
        #[pallet::call_index(0)]
        #[pallet::weight(T::WeightInfo::create_pool(assets.len() as u32))]
        pub fn create_pool(
            origin: OriginFor<T>,
            assets: Assets,
            curve: Curve,
            fee_tier: FeeTier,
        ) -> DispatchResult {
            let creator = ensure_signed(origin)?;
            Self::do_create_pool(&creator, assets, curve, fee_tier).map(|_| ())
        }

        /// Adds liquidity. The first deposit sets the proportion and is taken whole.
        ///
        /// Origin: signed.
        ///
        /// What moves: `amounts` from the caller to the pool, shares to the caller. A
        /// constant-product pool takes as much of them as fits its proportion; a stable pool takes
        /// all of them, zeros allowed, and charges for what is out of proportion. TIDE leaves the
        /// caller's account alive.
        ///
        /// Parameters: `amounts`, one for each currency, in the pool's order; `min_shares`, the
        /// fewest shares the caller accepts.
        ///
        /// Errors: [`Error::PoolNotFound`], [`Error::WrongAmountCount`],
        /// [`Error::LiquidityClosed`], [`Error::ZeroAmount`], [`Error::BelowLockedShares`],
        /// [`Error::ReserveTooSmall`], [`Error::ZeroShares`], [`Error::Overflow`],
        /// [`Error::PriceDeviates`], [`Error::LiquidityLimitReached`],
        /// [`Error::SharesBelowMinimum`], [`Error::AssetInShortfall`], and those of the tokens when
        /// the caller cannot pay or cannot hold shares.
        ///
        /// Events: [`Event::LiquidityAdded`].
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::add_liquidity(amounts.len() as u32))]
        pub fn add_liquidity(
            origin: OriginFor<T>,
            #[pallet::compact] pool_id: PoolId,
            amounts: Amounts,
            #[pallet::compact] min_shares: Balance,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_add_liquidity(&who, pool_id, amounts, min_shares)
        }

        /// Redeems shares for their part of each reserve, rounded down. Possible in every state of
        /// the pool and of its assets.
        ///
        /// Origin: signed.
        ///
        /// What moves: `shares` of the caller are burnt, each currency goes to the caller. What
        /// cannot be paid (the asset is frozen, say) stays in the vault and is owed: see
        /// `claim_owed`.
        ///
        /// Parameters: `min_amounts`, the least the caller accepts of each currency, in the pool's
        /// order, paid or owed.
        ///
        /// Errors: [`Error::PoolNotFound`], [`Error::WrongAmountCount`], [`Error::ZeroAmount`],
        /// [`Error::InsufficientShares`], [`Error::ZeroOutput`], [`Error::AmountBelowMinimum`], and
        /// those of the tokens when the caller does not have the shares.
        ///
        /// Events: [`Event::Owed`] for each currency that cannot be paid,
        /// [`Event::LiquidityRemoved`].
        #[pallet::call_index(3)]
        #[pallet::weight({
            let assets = min_amounts.len() as u32;
            T::WeightInfo::remove_liquidity(assets).max(T::WeightInfo::remove_liquidity_owed(assets))
        })]
        pub fn remove_liquidity(
            origin: OriginFor<T>,
            #[pallet::compact] pool_id: PoolId,
            #[pallet::compact] shares: Balance,
            min_amounts: Amounts,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_remove_liquidity(&who, pool_id, shares, min_amounts)
        }

        /// Redeems shares of a stable pool in one currency, for a fee on what is out of proportion.
        ///
        /// Origin: signed.
        ///
        /// What moves: `shares` of the caller are burnt, `asset` goes to the caller, rounded down.
        ///
        /// Parameters: `min_amount`, the least the caller accepts.
        ///
        /// Errors: [`Error::PoolNotFound`], [`Error::AssetNotInPool`], [`Error::TradingClosed`],
        /// [`Error::WrongPoolKind`], [`Error::ZeroAmount`], [`Error::InsufficientShares`],
        /// [`Error::ReserveTooSmall`], [`Error::ZeroOutput`], [`Error::PriceDeviates`],
        /// [`Error::LiquidityLimitReached`], [`Error::AmountBelowMinimum`],
        /// [`Error::AssetInShortfall`], and those of the tokens.
        ///
        /// Events: [`Event::LiquidityRemovedSingle`].
        #[pallet::call_index(4)]
        #[pallet::weight(T::WeightInfo::remove_liquidity_single())]
        pub fn remove_liquidity_single(
            origin: OriginFor<T>,
            #[pallet::compact] pool_id: PoolId,
            #[pallet::compact] shares: Balance,
            asset: CurrencyId,
            #[pallet::compact] min_amount: Balance,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_remove_liquidity_single(&who, pool_id, shares, asset, min_amount)
        }

        /// Puts in exactly `amount_in` and takes out what it buys, rounded down in each pool.
        ///
        /// Origin: signed.
        ///
        /// What moves: `amount_in` from the caller to the vault, the output to the caller, however
        /// many pools are between. TIDE leaves the caller's account alive; of an asset, a rest below
        /// its minimum balance goes to the vault with the payment.
        ///
        /// Parameters: `hops`, the pools to go through and what each pays out; `min_amount_out`, the
        /// least the caller accepts.
        ///
        /// Errors: [`Error::EmptyRoute`], [`Error::RouteTooLong`], [`Error::RepeatedPool`],
        /// [`Error::CyclicRoute`], [`Error::PoolNotFound`], [`Error::AssetNotInPool`],
        /// [`Error::IdenticalAssets`], [`Error::TradingClosed`], [`Error::ZeroAmount`],
        /// [`Error::PoolEmpty`], [`Error::ReserveTooSmall`], [`Error::ZeroOutput`],
        /// [`Error::TradeTooLarge`], [`Error::FlowLimitReached`], [`Error::Overflow`],
        /// [`Error::AmountOutBelowMinimum`], [`Error::AssetInShortfall`], and those of the tokens.
        ///
        /// Events: [`Event::Swapped`].
        #[pallet::call_index(5)]
        #[pallet::weight(T::WeightInfo::swap_exact_in_stable(hops.len() as u32))]
        pub fn swap_exact_in(
            origin: OriginFor<T>,
            asset_in: CurrencyId,
            #[pallet::compact] amount_in: Balance,
            hops: BoundedVec<Hop, T::MaxHops>,
            #[pallet::compact] min_amount_out: Balance,
        ) -> DispatchResultWithPostInfo {
            let who = ensure_signed(origin)?;
            Self::do_swap(&who, asset_in, &hops, Exact::In(amount_in), min_amount_out)
        }

        /// Takes out exactly `amount_out` and puts in what it costs, rounded up in each pool.
        ///
        /// Origin: signed.
        ///
        /// What moves: the cost from the caller to the vault, `amount_out` to the caller, however
        /// many pools are between. TIDE leaves the caller's account alive; of an asset, a rest below
        /// its minimum balance goes to the vault with the payment.
        ///
        /// Parameters: `hops`, the pools to go through and what each pays out; `max_amount_in`, the
        /// most the caller accepts to pay.
        ///
        /// Errors: those of `swap_exact_in`, with [`Error::AmountInAboveMaximum`] for
        /// [`Error::AmountOutBelowMinimum`], and [`Error::InsufficientReserve`].
        ///
        /// Events: [`Event::Swapped`].
        #[pallet::call_index(6)]
        #[pallet::weight(T::WeightInfo::swap_exact_out_stable(hops.len() as u32))]
        pub fn swap_exact_out(
            origin: OriginFor<T>,
            asset_in: CurrencyId,
            #[pallet::compact] max_amount_in: Balance,
            hops: BoundedVec<Hop, T::MaxHops>,
            #[pallet::compact] amount_out: Balance,
        ) -> DispatchResultWithPostInfo {
            let who = ensure_signed(origin)?;
            Self::do_swap(&who, asset_in, &hops, Exact::Out(amount_out), max_amount_in)
        }

        /// Shares the shortfall of an asset among all that the vault owes: every pool that holds it,
        /// every debt, the protocol's fees, each in proportion and rounded down. What its team has
        /// given back before counts as there: then only the stop that the loss has caused is lifted.
        ///
        /// Origin: signed, by anybody.
        ///
        /// What moves: nothing; the ledgers are cut to what the vault has.
        ///
        /// Errors: [`Error::NoShortfall`].
        ///
        /// Events: [`Event::ShortfallSettled`].
        #[pallet::call_index(7)]
        #[pallet::weight(T::WeightInfo::settle_shortfall(T::MaxPoolsPerAsset::get()))]
        pub fn settle_shortfall(
            origin: OriginFor<T>,
            asset: CurrencyId,
        ) -> DispatchResultWithPostInfo {
            ensure_signed(origin)?;
            let pools = Self::do_settle_shortfall(&asset)?;
            Ok(Some(T::WeightInfo::settle_shortfall(pools)).into())
        }

        /// Pays out what an account is owed of a currency.
        ///
        /// Origin: signed, by anybody; the money goes to `who`.
        ///
        /// What moves: the whole debt, less its part of all losses since, from the vault to `who`.
        ///
        /// Errors: [`Error::NothingOwed`], [`Error::AssetInShortfall`], and those of the tokens
        /// while it still cannot be paid.
        ///
        /// Events: [`Event::OwedClaimed`].
        #[pallet::call_index(8)]
        #[pallet::weight(T::WeightInfo::claim_owed())]
        pub fn claim_owed(
            origin: OriginFor<T>,
            who: T::AccountId,
            asset: CurrencyId,
        ) -> DispatchResult {
            ensure_signed(origin)?;
            Self::do_claim_owed(&who, &asset)
        }

        /// Pays the protocol's part of a pool's fees to the sink.
        ///
        /// Origin: signed, by anybody.
        ///
        /// What moves: each currency's due from the vault to the sink; one that cannot be paid now
        /// stays due.
        ///
        /// Errors: [`Error::PoolNotFound`], [`Error::NothingToCollect`].
        ///
        /// Events: [`Event::ProtocolFeesCollected`].
        #[pallet::call_index(9)]
        #[pallet::weight(T::WeightInfo::collect_protocol_fees())]
        pub fn collect_protocol_fees(
            origin: OriginFor<T>,
            #[pallet::compact] pool_id: PoolId,
        ) -> DispatchResult {
            ensure_signed(origin)?;
            Self::do_collect_protocol_fees(pool_id)
        }

        /// Closes a pool in which nobody has shares any more.
        ///
        /// Origin: signed by its creator, or governance.
        ///
        /// What moves: the deposit is released and what the locked shares stood for is paid to the
        /// creator, the protocol's fees to the sink; what cannot be paid is owed.
        ///
        /// Errors: [`Error::PoolNotFound`], [`Error::NotPoolCreator`], [`Error::PoolNotEmpty`].
        ///
        /// Events: [`Event::Owed`] for what cannot be paid, [`Event::PoolClosed`].
        #[pallet::call_index(10)]
        #[pallet::weight(T::WeightInfo::close_pool())]
        pub fn close_pool(
            origin: OriginFor<T>,
            #[pallet::compact] pool_id: PoolId,
        ) -> DispatchResult {
            let who = match T::GovernanceOrigin::try_origin(origin) {
                Ok(_) => None,
                Err(origin) => Some(ensure_signed(origin)?),
            };
            Self::do_close_pool(who.as_ref(), pool_id)
        }

        /// Moves the amplification of a stable pool in a straight line, from now on.
        ///
        /// Origin: governance.
        ///
        /// What moves: nothing.
        ///
        /// Parameters: `amplification`, 2 to 10,000, at most twice and at least half of what it is
        /// now; `blocks`, how long it takes, at least `MinRampBlocks`. A ramp under way ends where
        /// it is.
        ///
        /// Errors: [`Error::PoolNotFound`], [`Error::WrongPoolKind`],
        /// [`Error::AmplificationOutOfRange`], [`Error::RampTooFast`].
        ///
        /// Events: [`Event::AmplificationRamping`].
        #[pallet::call_index(11)]
        #[pallet::weight(T::WeightInfo::ramp_amplification())]
        pub fn ramp_amplification(
            origin: OriginFor<T>,
            #[pallet::compact] pool_id: PoolId,
            amplification: u16,
            blocks: BlockNumber,
        ) -> DispatchResult {
            T::GovernanceOrigin::ensure_origin(origin)?;
            Self::do_ramp_amplification(pool_id, amplification, blocks)
        }

        /// Sets what a pool lets people do.
        ///
        /// Origin: governance.
        ///
        /// What moves: nothing.
        ///
        /// Errors: [`Error::PoolNotFound`].
        ///
        /// Events: [`Event::StatusSet`].
        #[pallet::call_index(12)]
        #[pallet::weight(T::WeightInfo::set_status())]
        pub fn set_status(
            origin: OriginFor<T>,
            #[pallet::compact] pool_id: PoolId,
            status: PoolStatus,
        ) -> DispatchResult {
            T::GovernanceOrigin::ensure_origin(origin)?;
            Self::do_set_status(pool_id, status)
        }

        /// Sets the bounds of a pool or, without one, of all pools that are created from now on. Each goes
        /// no further than a step from what it is: see [`terms`](crate::types::terms).
        ///
        /// Origin: governance.
        ///
        /// What moves: nothing.
        ///
        /// Parameters: `terms`, all of them, also those that stay. The next change of the same ones has to
        /// wait for [`Config::MinChangeBlocks`]; stopping the pool (`set_status`) never has to.
        ///
        /// Errors: [`Error::TermsOutOfRange`], [`Error::PoolNotFound`], [`Error::StepTooLarge`],
        /// [`Error::ChangedTooSoon`].
        ///
        /// Events: [`Event::TermsSet`].
        #[pallet::call_index(13)]
        #[pallet::weight(T::WeightInfo::set_terms())]
        pub fn set_terms(
            origin: OriginFor<T>,
            pool_id: Option<PoolId>,
            terms: Terms,
        ) -> DispatchResult {
            T::GovernanceOrigin::ensure_origin(origin)?;
            Self::do_set_terms(pool_id, terms)
        }

        /// Names the account that receives the protocol's fees.
        ///
        /// Origin: governance.
        ///
        /// What moves: nothing.
        ///
        /// Events: [`Event::FeeSinkSet`].
        #[pallet::call_index(14)]
        #[pallet::weight(T::WeightInfo::set_fee_sink())]
        pub fn set_fee_sink(origin: OriginFor<T>, sink: T::AccountId) -> DispatchResult {
            T::GovernanceOrigin::ensure_origin(origin)?;
            Self::do_set_fee_sink(sink)
        }

        /// Names the pool in which transaction fees paid in an asset are exchanged for TIDE; without
        /// one, fees can no longer be paid in it.
        ///
        /// Origin: governance.
        ///
        /// What moves: nothing.
        ///
        /// Errors: [`Error::IdenticalAssets`] for TIDE itself, [`Error::PoolNotFound`],
        /// [`Error::AssetNotInPool`].
        ///
        /// Events: [`Event::FeePoolSet`].
        #[pallet::call_index(15)]
        #[pallet::weight(T::WeightInfo::set_fee_pool())]
        pub fn set_fee_pool(
            origin: OriginFor<T>,
            asset: CurrencyId,
            pool_id: Option<PoolId>,
        ) -> DispatchResult {
            T::GovernanceOrigin::ensure_origin(origin)?;
            Self::do_set_fee_pool(asset, pool_id)
        }
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// What putting in exactly `amount_in` would pay; see `AmmApi::quote_exact_in`.
        pub fn quote_exact_in(
            asset_in: CurrencyId,
            amount_in: Balance,
            hops: Vec<Hop>,
            who: Option<T::AccountId>,
        ) -> Result<Quote, Refusal> {
            Self::quote_in(asset_in, Exact::In(amount_in), &hops, who.as_ref(), Self::next())
        }

        /// What taking out exactly `amount_out` would cost; see `AmmApi::quote_exact_out`.
        pub fn quote_exact_out(
            asset_in: CurrencyId,
            amount_out: Balance,
            hops: Vec<Hop>,
            who: Option<T::AccountId>,
        ) -> Result<Quote, Refusal> {
            Self::quote_in(asset_in, Exact::Out(amount_out), &hops, who.as_ref(), Self::next())
        }

        /// The pool with this id.
        pub fn pool(pool_id: PoolId) -> Option<PoolInfo> {
            Self::pool_info(pool_id)
        }

        /// The id of the pool of these currencies (in any order), kind and fee.
        pub fn pool_id(
            assets: Vec<CurrencyId>,
            kind: PoolKind,
            fee_tier: FeeTier,
        ) -> Option<PoolId> {
            let assets = Assets::try_from(assets).ok()?;
            PoolIds::<T>::get(PoolKey::new(assets, kind, fee_tier))
        }

        /// Pools by ascending id from `start`, at most `limit` and never more than 100.
        pub fn pools(start: PoolId, limit: u32) -> Vec<PoolInfo> {
            Self::pool_page(start, limit)
        }

        /// The route that pays most for exactly `amount_in`; see `AmmApi::best_route_exact_in`.
        pub fn best_route_exact_in(
            asset_in: CurrencyId,
            asset_out: CurrencyId,
            amount_in: Balance,
        ) -> Result<Quote, Refusal> {
            Self::best_route_in(asset_in, asset_out, Exact::In(amount_in), Self::next())
        }

        /// The route that costs least for exactly `amount_out`; see
        /// `AmmApi::best_route_exact_out`.
        pub fn best_route_exact_out(
            asset_in: CurrencyId,
            asset_out: CurrencyId,
            amount_out: Balance,
        ) -> Result<Quote, Refusal> {
            Self::best_route_in(asset_in, asset_out, Exact::Out(amount_out), Self::next())
        }

        /// The average price of `base` in `quote` over closed blocks.
        pub fn average_price(
            pool_id: PoolId,
            base: CurrencyId,
            quote: CurrencyId,
            window: Window,
        ) -> Result<AveragePrice, Refusal> {
            Self::average_of(pool_id, &base, &quote, window).map_err(Self::refusal)
        }

        /// The cumulative price of `asset` in the pool's first currency.
        pub fn cumulative_price(
            pool_id: PoolId,
            asset: CurrencyId,
        ) -> Result<CumulativePrice, Refusal> {
            Self::cumulative_of(pool_id, &asset).map_err(Self::refusal)
        }

        /// What the vault owes to `who` of `asset`.
        pub fn owed(who: T::AccountId, asset: CurrencyId) -> Balance {
            Self::owed_to(&who, &asset)
        }
    }

    impl<T: Config> Pallet<T> {
        /// The account that holds what is in all pools. Nobody has its key.
        pub fn vault() -> T::AccountId {
            T::PalletId::get().into_account_truncating()
        }

        /// Where the protocol's fees go.
        pub fn fee_sink() -> T::AccountId {
            FeeSink::<T>::get().unwrap_or_else(T::DefaultFeeSink::get)
        }

        /// How a payment may affect the payer's account: TIDE never closes it, an asset may.
        pub(crate) fn preservation(asset: &CurrencyId) -> Preservation {
            match asset {
                NativeOrWithId::Native => Preservation::Preserve,
                NativeOrWithId::WithId(_) => Preservation::Expendable,
            }
        }
    }
}
