#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod actions;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(any(feature = "std", feature = "try-runtime"))]
pub mod invariants;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
pub mod types;
pub mod views;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use types::{GenesisPool, Pool, PoolKey};
pub use weights::WeightInfo;

#[frame_support::pallet]
pub mod pallet {
    use super::{
        types::{Amounts, Assets, Exact, GenesisPool, Pool, PoolKey},
        weights::WeightInfo,
    };
    use alloc::vec::Vec;
    use frame_support::{
        pallet_prelude::*,
        traits::{
            fungible, fungibles,
            tokens::{fungible::NativeOrWithId, Preservation},
            AccountTouch,
        },
        PalletId,
    };
    use frame_system::pallet_prelude::*;
    use sp_runtime::traits::AccountIdConversion;
    use tidewater_math::MathError;
    use tidewater_primitives::{
        apis::amm::{HopOutcome, PoolInfo, Quote, Refusal},
        ids::{CurrencyId, FeeTier, Hop, PoolId, PoolKind},
        Balance,
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
            + fungibles::Mutate<Self::AccountId>;
        /// Holds the deposit of a pool's creator.
        type Deposits: fungible::MutateHold<
            Self::AccountId,
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

    /// The minimum balance that keeps the vault's account of a currency alive.
    ///
    /// It was paid by the creator of the first pool with that currency and is outside every pool.
    #[pallet::storage]
    pub type Cushions<T: Config> = StorageMap<_, Blake2_128Concat, CurrencyId, Balance>;

    /// Why this pallet holds TIDE.
    #[pallet::composite_enum]
    pub enum HoldReason {
        /// The deposit for a pool's storage.
        #[codec(index = 0)]
        PoolDeposit,
    }

    #[pallet::event]
    #[pallet::generate_deposit(pub(crate) fn deposit_event)]
    pub enum Event<T: Config> {
        /// A pool was created; it has no liquidity yet.
        PoolCreated {
            /// The new pool.
            pool_id: PoolId,
            /// Who created it and paid the deposit.
            creator: T::AccountId,
            /// Its currencies, in the order of all its lists.
            assets: Assets,
            /// Its curve.
            kind: PoolKind,
            /// Its fee.
            fee_tier: FeeTier,
        },
        /// Liquidity was added.
        LiquidityAdded {
            /// The pool.
            pool_id: PoolId,
            /// Who paid and received the shares.
            who: T::AccountId,
            /// What was paid of each currency.
            amounts: Amounts,
            /// The shares received.
            shares: Balance,
            /// The reserves afterwards.
            reserves: Amounts,
            /// All shares afterwards, the locked ones included.
            total_shares: Balance,
        },
        /// Liquidity was removed.
        LiquidityRemoved {
            /// The pool.
            pool_id: PoolId,
            /// Who gave up the shares and was paid.
            who: T::AccountId,
            /// What was paid out of each currency.
            amounts: Amounts,
            /// The shares given up.
            shares: Balance,
            /// The reserves afterwards.
            reserves: Amounts,
            /// All shares afterwards, the locked ones included.
            total_shares: Balance,
        },
        /// A trade was made.
        Swapped {
            /// The trader.
            who: T::AccountId,
            /// The currency paid.
            asset_in: CurrencyId,
            /// How much was paid, fees included.
            amount_in: Balance,
            /// The currency received.
            asset_out: CurrencyId,
            /// How much was received.
            amount_out: Balance,
            /// The steps: fee and reserves afterwards of each pool.
            hops: BoundedVec<HopOutcome, T::MaxHops>,
        },
    }

    #[pallet::error]
    pub enum Error<T> {
        /// A pool's currencies must differ.
        IdenticalAssets,
        /// A pool of this kind holds exactly two currencies.
        WrongAssetCount,
        /// The shares of a pool cannot be pooled themselves.
        SharesNotPoolable,
        /// There is no such asset, or it is being destroyed.
        UnknownAsset,
        /// The asset is frozen.
        AssetFrozen,
        /// There is already a pool of these currencies, this kind and this fee.
        PoolExists,
        /// There is no pool with this id.
        PoolNotFound,
        /// No pool id is left.
        TooManyPools,
        /// A trade needs at least one hop.
        EmptyRoute,
        /// A trade goes through one pool only.
        RouteTooLong,
        /// The pool does not hold this currency.
        AssetNotInPool,
        /// One amount is needed for each currency of the pool.
        WrongAmountCount,
        /// The amount must not be zero.
        ZeroAmount,
        /// The pool has no liquidity.
        PoolEmpty,
        /// The pool does not hold as much as was asked of it.
        InsufficientReserve,
        /// So little was put in that nothing would come out.
        ZeroOutput,
        /// So little was added that it would give no share.
        ZeroShares,
        /// The first deposit must be worth more than the shares that are locked for ever.
        BelowLockedShares,
        /// More shares were given than can be redeemed.
        InsufficientShares,
        /// Fewer shares would be received than the given minimum.
        SharesBelowMinimum,
        /// Less of a currency would be received than its given minimum.
        AmountBelowMinimum,
        /// Less would be received than the given minimum.
        AmountOutBelowMinimum,
        /// More would have to be paid than the given maximum.
        AmountInAboveMaximum,
        /// An amount does not fit into 128 bits.
        Overflow,
        /// A formula met a divisor of zero. No pool with liquidity leads there.
        DivisionByZero,
        /// A fee of 100 % or more. No fee tier has it.
        FeeOutOfRange,
        /// The trade would have taken value from the pool. It is refused whatever the cause.
        InvariantFell,
        /// A token moved less than it was told to. It is refused whatever the cause.
        TransferIncomplete,
    }

    impl<T> From<MathError> for Error<T> {
        fn from(error: MathError) -> Self {
            match error {
                MathError::ZeroAmount => Self::ZeroAmount,
                MathError::EmptyPool => Self::PoolEmpty,
                MathError::FeeOutOfRange => Self::FeeOutOfRange,
                MathError::InsufficientReserve => Self::InsufficientReserve,
                MathError::ZeroOutput => Self::ZeroOutput,
                MathError::ZeroShares => Self::ZeroShares,
                MathError::BelowLockedShares => Self::BelowLockedShares,
                MathError::InsufficientShares => Self::InsufficientShares,
                MathError::Overflow => Self::Overflow,
                MathError::DivisionByZero => Self::DivisionByZero,
                MathError::InvariantFell => Self::InvariantFell,
            }
        }
    }

    /// Gives the vault its account, and opens the pools that a chain is born with.
    #[pallet::genesis_config]
    #[derive(frame_support::DefaultNoBound)]
    pub struct GenesisConfig<T: Config> {
        /// Pools to create and fill, in this order. Their creators pay as in a transaction.
        pub pools: Vec<GenesisPool<T::AccountId>>,
    }

    #[pallet::genesis_build]
    impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
        fn build(&self) {
            Pallet::<T>::open_vault().expect("the vault can hold the existential deposit");
            for pool in &self.pools {
                Pallet::<T>::open_genesis_pool(pool).expect("genesis pools can be paid for");
            }
        }
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn integrity_test() {
            assert!(T::MaxHops::get() > 0, "a trade needs room for a hop");
            assert!(T::LockedShares::get() > 0, "the first depositor must not own every share");
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::check_invariants()
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Creates a pool of two currencies, without liquidity.
        ///
        /// Origin: signed.
        ///
        /// What moves: the pool deposit is held on the caller. If no pool held the currency before,
        /// the caller also pays for the vault's account of it: the account deposit of the asset
        /// (reserved) and one minimum balance, which goes to the vault for good.
        ///
        /// Parameters: `assets`, the currencies in any order (the pool keeps them sorted, TIDE
        /// first, then by id); `kind`, the curve; `fee_tier`, the fee.
        ///
        /// Errors: [`Error::WrongAssetCount`], [`Error::IdenticalAssets`],
        /// [`Error::SharesNotPoolable`], [`Error::UnknownAsset`], [`Error::AssetFrozen`],
        /// [`Error::PoolExists`], [`Error::TooManyPools`], and those of the tokens when the caller
        /// cannot pay.
        ///
        /// Events: [`Event::PoolCreated`].
        #[pallet::call_index(0)]
        #[pallet::weight(T::WeightInfo::create_pool())]
        pub fn create_pool(
            origin: OriginFor<T>,
            assets: Assets,
            kind: PoolKind,
            fee_tier: FeeTier,
        ) -> DispatchResult {
            let creator = ensure_signed(origin)?;
            Self::do_create_pool(&creator, assets, kind, fee_tier).map(|_| ())
        }

        /// Adds liquidity in the proportion the pool has; the first deposit sets the proportion.
        ///
        /// Origin: signed.
        ///
        /// What moves: at most `max_amounts` from the caller to the pool (for the first deposit
        /// exactly these), shares to the caller. TIDE leaves the caller's account alive.
        ///
        /// Parameters: `max_amounts`, one for each currency, in the pool's order; `min_shares`, the
        /// fewest shares the caller accepts.
        ///
        /// Errors: [`Error::PoolNotFound`], [`Error::WrongAmountCount`], [`Error::ZeroAmount`],
        /// [`Error::BelowLockedShares`], [`Error::ZeroShares`], [`Error::Overflow`],
        /// [`Error::SharesBelowMinimum`], and those of the tokens when the caller cannot pay or
        /// cannot hold shares.
        ///
        /// Events: [`Event::LiquidityAdded`].
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::add_liquidity())]
        pub fn add_liquidity(
            origin: OriginFor<T>,
            #[pallet::compact] pool_id: PoolId,
            max_amounts: Amounts,
            #[pallet::compact] min_shares: Balance,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_add_liquidity(&who, pool_id, max_amounts, min_shares)
        }

        /// Redeems shares for their part of each reserve, both rounded down.
        ///
        /// Origin: signed.
        ///
        /// What moves: `shares` of the caller are burnt, each currency goes to the caller.
        ///
        /// Parameters: `min_amounts`, the least the caller accepts of each currency, in the pool's
        /// order.
        ///
        /// Errors: [`Error::PoolNotFound`], [`Error::WrongAmountCount`], [`Error::ZeroAmount`],
        /// [`Error::InsufficientShares`], [`Error::AmountBelowMinimum`], and those of the tokens when a
        /// currency cannot be paid out.
        ///
        /// Events: [`Event::LiquidityRemoved`].
        #[pallet::call_index(3)]
        #[pallet::weight(T::WeightInfo::remove_liquidity())]
        pub fn remove_liquidity(
            origin: OriginFor<T>,
            #[pallet::compact] pool_id: PoolId,
            #[pallet::compact] shares: Balance,
            min_amounts: Amounts,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_remove_liquidity(&who, pool_id, shares, min_amounts)
        }

        /// Puts in exactly `amount_in` and takes out what it buys, rounded down.
        ///
        /// Origin: signed.
        ///
        /// What moves: `amount_in` from the caller to the pool, the output to the caller. TIDE
        /// leaves the caller's account alive; of an asset, a rest below its minimum balance goes to
        /// the vault with the payment.
        ///
        /// Parameters: `hops`, the pools to go through and what each pays out (one hop);
        /// `min_amount_out`, the least the caller accepts.
        ///
        /// Errors: [`Error::EmptyRoute`], [`Error::RouteTooLong`], [`Error::PoolNotFound`],
        /// [`Error::AssetNotInPool`], [`Error::IdenticalAssets`], [`Error::ZeroAmount`],
        /// [`Error::PoolEmpty`], [`Error::ZeroOutput`], [`Error::Overflow`],
        /// [`Error::AmountOutBelowMinimum`], and those of the tokens.
        ///
        /// Events: [`Event::Swapped`].
        #[pallet::call_index(5)]
        #[pallet::weight(T::WeightInfo::swap_exact_in())]
        pub fn swap_exact_in(
            origin: OriginFor<T>,
            asset_in: CurrencyId,
            #[pallet::compact] amount_in: Balance,
            hops: BoundedVec<Hop, T::MaxHops>,
            #[pallet::compact] min_amount_out: Balance,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_swap(&who, asset_in, &hops, Exact::In(amount_in), min_amount_out)
        }

        /// Takes out exactly `amount_out` and puts in what it costs, rounded up.
        ///
        /// Origin: signed.
        ///
        /// What moves: the cost from the caller to the pool, `amount_out` to the caller. TIDE
        /// leaves the caller's account alive; of an asset, a rest below its minimum balance goes to
        /// the vault with the payment.
        ///
        /// Parameters: `hops`, the pools to go through and what each pays out (one hop);
        /// `max_amount_in`, the most the caller accepts to pay.
        ///
        /// Errors: [`Error::EmptyRoute`], [`Error::RouteTooLong`], [`Error::PoolNotFound`],
        /// [`Error::AssetNotInPool`], [`Error::IdenticalAssets`], [`Error::ZeroAmount`],
        /// [`Error::PoolEmpty`], [`Error::InsufficientReserve`], [`Error::Overflow`],
        /// [`Error::AmountInAboveMaximum`], and those of the tokens.
        ///
        /// Events: [`Event::Swapped`].
        #[pallet::call_index(6)]
        #[pallet::weight(T::WeightInfo::swap_exact_out())]
        pub fn swap_exact_out(
            origin: OriginFor<T>,
            asset_in: CurrencyId,
            #[pallet::compact] max_amount_in: Balance,
            hops: BoundedVec<Hop, T::MaxHops>,
            #[pallet::compact] amount_out: Balance,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_swap(&who, asset_in, &hops, Exact::Out(amount_out), max_amount_in)
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
            Self::quote(asset_in, Exact::In(amount_in), &hops, who.as_ref())
        }

        /// What taking out exactly `amount_out` would cost; see `AmmApi::quote_exact_out`.
        pub fn quote_exact_out(
            asset_in: CurrencyId,
            amount_out: Balance,
            hops: Vec<Hop>,
            who: Option<T::AccountId>,
        ) -> Result<Quote, Refusal> {
            Self::quote(asset_in, Exact::Out(amount_out), &hops, who.as_ref())
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
    }

    impl<T: Config> Pallet<T> {
        /// The account that holds what is in all pools. Nobody has its key.
        pub fn vault() -> T::AccountId {
            T::PalletId::get().into_account_truncating()
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
