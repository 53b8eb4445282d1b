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
#[cfg(test)]
mod tests;
pub mod types;
pub mod views;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use types::{GenesisProgramme, NewStream, Position, Programme, Stream};
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

#[import_section(events::events)]
#[import_section(errors::errors)]
#[frame_support::pallet]
pub mod pallet {
    use super::{
        types::{GenesisProgramme, NewStream, Position, Pot, Programme, Stream, Tiers},
        weights::WeightInfo,
    };
    use alloc::vec::Vec;
    use frame_support::{
        dispatch::Pays,
        pallet_prelude::*,
        traits::{fungibles, AccountTouch},
        PalletId,
    };
    use frame_system::pallet_prelude::*;
    use sp_runtime::{traits::AccountIdConversion, DispatchResult};
    use tidewater_math::rewards::MULTIPLIER_ONE;
    use tidewater_primitives::{
        apis::staking_rewards::{
            PositionInfo, ProgrammeId, ProgrammeInfo, StreamIndex, TierIndex, MAX_STREAMS,
        },
        ids::{CurrencyId, Hop, Window},
        seams::{average_prices::AveragePrices, swap::Swap, voting_power::TideInShares},
        Balance, BlockNumber,
    };

    /// The version of what is stored.
    const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

    #[pallet::config]
    pub trait Config: frame_system::Config {
        /// Everything that can be staked or paid as a reward: TIDE, assets and pool shares.
        type Currencies: fungibles::Balanced<Self::AccountId, AssetId = CurrencyId, Balance = Balance>
            + AccountTouch<CurrencyId, Self::AccountId, Balance = Balance>;
        /// Holds what is staked, the deposits of programmes' creators, and what makes a reward's asset
        /// indestructible.
        type Holds: fungibles::MutateHold<
            Self::AccountId,
            AssetId = CurrencyId,
            Balance = Balance,
            Reason = Self::RuntimeHoldReason,
        >;
        /// The overarching hold reason.
        type RuntimeHoldReason: From<HoldReason>;
        /// Exchanges a reward for what is staked, and the protocol's income for TIDE.
        type Swap: Swap<Self::AccountId>;
        /// What the pools of the exchange have traded at: the measure of what income must bring in.
        type AveragePrices: AveragePrices;
        /// How much TIDE lies in staked pool shares.
        type TideInShares: TideInShares;
        /// Who lists programmes, lifts locks, and may decide about any programme.
        type GovernanceOrigin: EnsureOrigin<Self::RuntimeOrigin>;
        /// Where the accounts of the pot and of the income come from.
        #[pallet::constant]
        type PalletId: Get<PalletId>;
        /// What a programme's creator has held for the room it takes, in TIDE.
        #[pallet::constant]
        type ProgrammeDeposit: Get<Balance>;
        /// The longest lock.
        #[pallet::constant]
        type MaxLockBlocks: Get<BlockNumber>;
        /// The greatest multiplier, in basis points.
        #[pallet::constant]
        type MaxMultiplierBps: Get<u32>;
        /// The period in which a stream's emission is bounded and its rate is raised at most once.
        #[pallet::constant]
        type PeriodBlocks: Get<BlockNumber>;
        /// The most a stream emits in a period, in basis points of what was put into it and not given
        /// back.
        #[pallet::constant]
        type MaxPeriodBps: Get<u32>;
        /// The most a rate is raised to, in basis points of what it was.
        #[pallet::constant]
        type MaxRaiseBps: Get<u32>;
        /// Over how many blocks the income of other pallets is spread.
        #[pallet::constant]
        type SmoothingBlocks: Get<BlockNumber>;
        /// How many hops a route can have on which a reward is compounded or income is swept.
        #[pallet::constant]
        type MaxHops: Get<u32>;
        /// Over which span the prices are averaged that a sweep is measured by.
        #[pallet::constant]
        type SweepWindow: Get<Window>;
        /// For how many blocks each pool of a route must have had prices before its average counts. An
        /// average of fewer is whatever somebody has chosen who has just filled the pool.
        #[pallet::constant]
        type MinSweepHistory: Get<BlockNumber>;
        /// The most a sweep loses against the average prices, in basis points, trade fees included.
        #[pallet::constant]
        type MaxSweepLossBps: Get<u32>;
        /// The most that is swept through a pool at a time, in basis points of the liquidity it has had on
        /// average over that span.
        #[pallet::constant]
        type MaxSweepShareBps: Get<u32>;
        /// The least TIDE a sweep brings in, the treasury's share included. Each payment spreads anew what
        /// is left of the income stream: for next to nothing anybody could keep it thin.
        #[pallet::constant]
        type MinSweep: Get<Balance>;
        /// The part of the TIDE a sweep brings in that goes to the treasury, in basis points, at most
        /// 10,000; the rest is streamed.
        #[pallet::constant]
        type IncomeShareBps: Get<u32>;
        /// The treasury's account. While it cannot take its share, as one that does not exist cannot take
        /// less than the existential deposit, the share is streamed with the rest.
        #[pallet::constant]
        type IncomeShareTo: Get<Self::AccountId>;
        /// What the calls cost.
        type WeightInfo: WeightInfo;
        /// Makes assets for the benchmarks.
        #[cfg(feature = "runtime-benchmarks")]
        type BenchmarkHelper: crate::BenchmarkHelper;
    }

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// The programmes.
    #[pallet::storage]
    pub type Programmes<T: Config> =
        StorageMap<_, Twox64Concat, ProgrammeId, Programme<T::AccountId>>;

    /// The id of the next programme.
    #[pallet::storage]
    pub type NextProgrammeId<T: Config> = StorageValue<_, ProgrammeId, ValueQuery>;

    /// The streams of each programme. What they say they have is the ledger: no balance is ever read to
    /// find out what a stream can pay.
    #[pallet::storage]
    pub type Streams<T: Config> = StorageDoubleMap<
        _,
        Twox64Concat,
        ProgrammeId,
        Twox64Concat,
        StreamIndex,
        Stream<T::AccountId>,
    >;

    /// What each account has in each programme.
    #[pallet::storage]
    pub type Positions<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Twox64Concat, ProgrammeId, Position>;

    /// What the pot needs of each currency beside the streams.
    #[pallet::storage]
    pub type Pots<T: Config> = StorageMap<_, Blake2_128Concat, CurrencyId, Pot>;

    /// The stream that the protocol's income goes into. There is none before governance or genesis has
    /// named one, nor after its programme was removed.
    #[pallet::storage]
    pub type IncomeStream<T: Config> = StorageValue<_, (ProgrammeId, StreamIndex)>;

    /// The route on which income in a currency becomes TIDE. Governance names it: a route named by
    /// whoever sweeps could go through a pool of their own making, and its average would be their own
    /// price.
    #[pallet::storage]
    pub type SweepRoutes<T: Config> =
        StorageMap<_, Blake2_128Concat, CurrencyId, BoundedVec<Hop, T::MaxHops>>;

    /// Why something is held.
    #[pallet::composite_enum]
    pub enum HoldReason {
        /// It is staked: one hold for each account and currency, the sum of all its stakes.
        #[codec(index = 0)]
        Staked,
        /// For the room a programme takes.
        #[codec(index = 1)]
        ProgrammeDeposit,
        /// In the pot, so that an asset in which rewards are paid cannot be destroyed.
        #[codec(index = 2)]
        Cushion,
    }

    /// The programmes of the protocol, and what becomes of its income.
    #[pallet::genesis_config]
    #[derive(frame_support::DefaultNoBound)]
    pub struct GenesisConfig<T: Config> {
        /// Programmes to create, in this order. The stream of the first one is the income stream.
        pub programmes: Vec<GenesisProgramme<T::AccountId>>,
        /// The route to TIDE for each currency in which there will be income.
        pub sweep_routes: Vec<(CurrencyId, Vec<Hop>)>,
    }

    #[pallet::genesis_build]
    impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
        fn build(&self) {
            Pallet::<T>::open_pot_account().expect("the pot can hold the existential deposit");
            Pallet::<T>::open_income_account().expect("and so can the income account");
            for programme in &self.programmes {
                Pallet::<T>::open_genesis_programme(programme)
                    .expect("genesis programmes are sound");
            }
            Pallet::<T>::name_genesis_income(&self.programmes, &self.sweep_routes)
                .expect("genesis routes lead to TIDE");
        }
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn integrity_test() {
            assert!(T::MaxMultiplierBps::get() >= MULTIPLIER_ONE, "a lock never weighs less");
            assert!(T::MaxRaiseBps::get() > MULTIPLIER_ONE, "a rate can be raised");
            assert!(T::PeriodBlocks::get() > 0, "a period is not empty");
            assert!(T::SmoothingBlocks::get() > 0, "income is spread over some blocks");
            let spread = u64::from(T::MaxPeriodBps::get()) * u64::from(T::SmoothingBlocks::get());
            let period = u64::from(T::PeriodBlocks::get()) * u64::from(MULTIPLIER_ONE);
            assert!(period <= spread, "spread income stays within the bound of a period");
            assert!(T::MaxSweepLossBps::get() < MULTIPLIER_ONE, "a sweep does not lose everything");
            assert!(T::MinSweep::get() > 0, "a sweep brings something in");
            assert!(T::IncomeShareBps::get() <= MULTIPLIER_ONE, "no more is shared than comes in");
            let own = [Pallet::<T>::pot_account(), Pallet::<T>::income_account()];
            assert!(!own.contains(&T::IncomeShareTo::get()), "what is shared leaves the pallet");
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::check_invariants()
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Creates a programme, without streams.
        ///
        /// Origin: signed.
        ///
        /// What moves: the programme deposit is held on the caller; it is released when the programme
        /// is removed.
        ///
        /// Parameters: `staked`, what can be staked: TIDE, an asset or the shares of a pool;
        /// `min_stake`, the least that is staked in a tier; `min_total`, the least that has to be staked
        /// for anything to be emitted; `tiers`, from the shortest lock to the longest, `{0, 10000}` for
        /// none.
        ///
        /// Errors: [`Error::UnknownCurrency`], [`Error::ZeroMinimum`], [`Error::NoTiers`],
        /// [`Error::TierOutOfRange`], [`Error::TiersNotSorted`], [`Error::TooManyProgrammes`], and
        /// those of the token when the caller cannot pay the deposit.
        ///
        /// Events: [`Event::ProgrammeCreated`].
        #[pallet::call_index(0)]
        #[pallet::weight(T::WeightInfo::create_programme())]
        pub fn create_programme(
            origin: OriginFor<T>,
            staked: CurrencyId,
            #[pallet::compact] min_stake: Balance,
            #[pallet::compact] min_total: Balance,
            tiers: Tiers,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_create_programme(Some(&who), staked, min_stake, min_total, tiers).map(|_| ())
        }

        /// Opens a stream of rewards, which must be funded to its end.
        ///
        /// Origin: signed, by the programme's creator.
        ///
        /// What moves: the amount from the caller to the pot. If no stream pays in the currency, the
        /// caller also pays for the pot's account of it: the account deposit of the asset (reserved)
        /// unless there is one, and two minimum balances, which go to the pot for good. What is not
        /// emitted comes back to the caller.
        ///
        /// Parameters: `new`: the currency; the rate in 10^-9 units a block, for all stakers together;
        /// the block after which it begins, now if there is none; the last block it pays for; the
        /// amount.
        ///
        /// Errors: [`Error::ProgrammeNotFound`], [`Error::NotCreator`], [`Error::ProgrammeClosed`],
        /// [`Error::TooManyStreams`], [`Error::UnknownCurrency`], [`Error::StartInPast`],
        /// [`Error::ZeroRate`], [`Error::EndInPast`], [`Error::StartNotBeforeEnd`],
        /// [`Error::RateAboveCap`], [`Error::Underfunded`], and those of the tokens when the caller
        /// cannot pay.
        ///
        /// Events: [`Event::StreamOpened`].
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::open_stream())]
        pub fn open_stream(
            origin: OriginFor<T>,
            #[pallet::compact] programme_id: ProgrammeId,
            new: NewStream,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_open_stream(&who, programme_id, new)
        }

        /// Puts more into a stream. It is a gift: it only pays more or longer when whoever decides about
        /// the stream says so, and what is left over goes to the one who opened it.
        ///
        /// Origin: signed, by anybody.
        ///
        /// What moves: the amount from the caller to the pot.
        ///
        /// Errors: [`Error::ProgrammeNotFound`], [`Error::StreamNotFound`],
        /// [`Error::ProgrammeClosed`], [`Error::StreamEnded`], [`Error::ZeroAmount`],
        /// [`Error::Overflow`], and those of the tokens when the caller cannot pay.
        ///
        /// Events: [`Event::StreamFunded`].
        #[pallet::call_index(2)]
        #[pallet::weight(T::WeightInfo::fund())]
        pub fn fund(
            origin: OriginFor<T>,
            #[pallet::compact] programme_id: ProgrammeId,
            stream: StreamIndex,
            #[pallet::compact] amount: Balance,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_fund(&who, programme_id, stream, amount)
        }

        /// Sets what a stream pays from the next block on, and until when. One that has ended begins
        /// anew.
        ///
        /// Origin: signed by the programme's creator, or governance.
        ///
        /// What moves: nothing; what was put in must last.
        ///
        /// Parameters: `rate`, in 10^-9 units a block: any lower one, a higher one within bounds and
        /// once a period; `end`, the last block it pays for.
        ///
        /// Errors: [`Error::ProgrammeNotFound`], [`Error::NotCreator`], [`Error::ProgrammeClosed`],
        /// [`Error::StreamNotFound`], [`Error::RateRaisedTooFast`], [`Error::ZeroRate`],
        /// [`Error::EndInPast`], [`Error::StartNotBeforeEnd`], [`Error::RateAboveCap`],
        /// [`Error::Underfunded`].
        ///
        /// Events: [`Event::StreamSet`].
        #[pallet::call_index(3)]
        #[pallet::weight(T::WeightInfo::set_stream())]
        pub fn set_stream(
            origin: OriginFor<T>,
            #[pallet::compact] programme_id: ProgrammeId,
            stream: StreamIndex,
            #[pallet::compact] rate: Balance,
            end: BlockNumber,
        ) -> DispatchResult {
            let who = Self::signed_or_governance(origin)?;
            Self::do_set_stream(who.as_ref(), programme_id, stream, rate, end)
        }

        /// Lets a stream pay longer at the same rate.
        ///
        /// Origin: signed, by the programme's creator.
        ///
        /// What moves: `amount`, which may be zero, from the caller to the pot.
        ///
        /// Parameters: `end`, the new last block it pays for.
        ///
        /// Errors: those of `set_stream` but for [`Error::RateRaisedTooFast`],
        /// [`Error::EndNotLater`], and those of the tokens when the caller cannot pay.
        ///
        /// Events: [`Event::StreamFunded`] if something was paid, [`Event::StreamSet`].
        #[pallet::call_index(4)]
        #[pallet::weight(T::WeightInfo::extend())]
        pub fn extend(
            origin: OriginFor<T>,
            #[pallet::compact] programme_id: ProgrammeId,
            stream: StreamIndex,
            end: BlockNumber,
            #[pallet::compact] amount: Balance,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_extend(&who, programme_id, stream, end, amount)
        }

        /// Stakes. All of the stake in the tier is then locked for as long as the tier says.
        ///
        /// Origin: signed.
        ///
        /// What moves: nothing; the amount is held in the caller's account. Its minimum balance stays
        /// free.
        ///
        /// Errors: [`Error::ZeroAmount`], [`Error::ProgrammeNotFound`], [`Error::TierNotFound`],
        /// [`Error::ProgrammeClosed`], [`Error::LocksLifted`], [`Error::StakeBelowMinimum`],
        /// [`Error::StakeTooLarge`], [`Error::Overflow`], [`Error::AssetFrozen`],
        /// [`Error::StakeAboveBalance`], [`Error::MinimumBalanceStays`].
        ///
        /// Events: [`Event::Staked`].
        #[pallet::call_index(5)]
        #[pallet::weight(T::WeightInfo::stake(MAX_STREAMS))]
        pub fn stake(
            origin: OriginFor<T>,
            #[pallet::compact] programme_id: ProgrammeId,
            tier: TierIndex,
            #[pallet::compact] amount: Balance,
        ) -> DispatchResultWithPostInfo {
            let who = ensure_signed(origin)?;
            let streams = Self::do_stake(&who, programme_id, tier, amount)?;
            Ok(Some(T::WeightInfo::stake(streams.into())).into())
        }

        /// Unstakes, in every state of the programme. It pays no rewards; what was earned stays there to
        /// be claimed.
        ///
        /// Origin: signed.
        ///
        /// What moves: nothing; the amount is no longer held.
        ///
        /// Errors: [`Error::ZeroAmount`], [`Error::ProgrammeNotFound`], [`Error::NotEnoughStaked`],
        /// [`Error::StillLocked`], [`Error::RemainderBelowMinimum`]. Never for TIDE and pool shares, but
        /// where an asset's team keeps its token from releasing a hold, as long as it does:
        /// [`Error::AssetFrozen`], [`Error::AccountBlocked`], [`Error::SupplyAtLimit`].
        ///
        /// Events: [`Event::Unstaked`].
        #[pallet::call_index(6)]
        #[pallet::weight(T::WeightInfo::unstake(MAX_STREAMS))]
        pub fn unstake(
            origin: OriginFor<T>,
            #[pallet::compact] programme_id: ProgrammeId,
            tier: TierIndex,
            #[pallet::compact] amount: Balance,
        ) -> DispatchResultWithPostInfo {
            let who = ensure_signed(origin)?;
            let streams = Self::do_unstake(&who, programme_id, tier, amount)?;
            Ok(Some(T::WeightInfo::unstake(streams.into())).into())
        }

        /// Pays what the caller has earned of a stream, in every state of the programme.
        ///
        /// Origin: signed.
        ///
        /// What moves: all whole units earned and not yet paid, from the pot to the caller.
        ///
        /// Errors: [`Error::ProgrammeNotFound`], [`Error::StreamNotFound`],
        /// [`Error::NothingToClaim`], and those of the tokens while the account cannot be paid: then
        /// nothing is lost.
        ///
        /// Events: [`Event::Claimed`].
        #[pallet::call_index(7)]
        #[pallet::weight(T::WeightInfo::claim())]
        pub fn claim(
            origin: OriginFor<T>,
            #[pallet::compact] programme_id: ProgrammeId,
            stream: StreamIndex,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_claim(&who, programme_id, stream)
        }

        /// Pays what another account has earned of a stream to that account.
        ///
        /// Origin: signed, by anybody.
        ///
        /// What moves: all whole units earned and not yet paid, from the pot to `who`.
        ///
        /// Errors: those of `claim`.
        ///
        /// Events: [`Event::Claimed`].
        #[pallet::call_index(8)]
        #[pallet::weight(T::WeightInfo::claim())]
        pub fn claim_for(
            origin: OriginFor<T>,
            #[pallet::compact] programme_id: ProgrammeId,
            stream: StreamIndex,
            who: T::AccountId,
        ) -> DispatchResult {
            ensure_signed(origin)?;
            Self::do_claim(&who, programme_id, stream)
        }

        /// Pays what the caller has earned of a stream, exchanges it for what is staked unless it is that,
        /// and stakes it.
        ///
        /// Origin: signed.
        ///
        /// What moves: the reward from the pot to the caller, through the exchange if need be; what comes
        /// of it is held.
        ///
        /// Parameters: `hops`, the pools to go through and what each pays out, none if the reward is what
        /// is staked; `min_amount`, the least the caller accepts to be staked.
        ///
        /// Errors: those of `claim` and of `stake`, [`Error::WrongRoute`],
        /// [`Error::AmountBelowMinimum`], and those of the exchange.
        ///
        /// Events: [`Event::Claimed`], [`Event::Staked`].
        #[pallet::call_index(9)]
        #[pallet::weight(Pallet::<T>::weight_of_compound(MAX_STREAMS, hops.len() as u32))]
        pub fn compound(
            origin: OriginFor<T>,
            #[pallet::compact] programme_id: ProgrammeId,
            stream: StreamIndex,
            tier: TierIndex,
            hops: BoundedVec<Hop, T::MaxHops>,
            #[pallet::compact] min_amount: Balance,
        ) -> DispatchResultWithPostInfo {
            let who = ensure_signed(origin)?;
            let streams = Self::do_compound(&who, programme_id, stream, tier, &hops, min_amount)?;
            Ok(Some(Self::weight_of_compound(streams.into(), hops.len() as u32)).into())
        }

        /// Closes a programme: it takes no more stakes, its streams end in this block, its locks lapse.
        ///
        /// Origin: signed by the programme's creator, or governance.
        ///
        /// What moves: of each stream, what is not emitted from the pot to the one who opened it. What
        /// cannot be paid stays in the pot until `refund`.
        ///
        /// Errors: [`Error::ProgrammeNotFound`], [`Error::NotCreator`], [`Error::ProgrammeClosed`].
        ///
        /// Events: [`Event::Refunded`] for each stream with something left,
        /// [`Event::ProgrammeClosed`].
        #[pallet::call_index(10)]
        #[pallet::weight(T::WeightInfo::close(MAX_STREAMS))]
        pub fn close(
            origin: OriginFor<T>,
            #[pallet::compact] programme_id: ProgrammeId,
        ) -> DispatchResultWithPostInfo {
            let who = Self::signed_or_governance(origin)?;
            let streams = Self::do_close(who.as_ref(), programme_id)?;
            Ok(Some(T::WeightInfo::close(streams.into())).into())
        }

        /// Gives back what an ended stream has not emitted, the dust of rounding included once nobody
        /// stakes any more.
        ///
        /// Origin: signed by the one who opened the stream, or governance; by anybody once the programme
        /// is closed.
        ///
        /// What moves: all that is left over, from the pot to the one who opened the stream.
        ///
        /// Errors: [`Error::ProgrammeNotFound`], [`Error::StreamNotFound`],
        /// [`Error::NotRefundAccount`], [`Error::StreamRunning`], [`Error::NothingToRefund`], and those of the tokens.
        ///
        /// Events: [`Event::Refunded`].
        #[pallet::call_index(11)]
        #[pallet::weight(T::WeightInfo::refund())]
        pub fn refund(
            origin: OriginFor<T>,
            #[pallet::compact] programme_id: ProgrammeId,
            stream: StreamIndex,
        ) -> DispatchResult {
            let who = Self::signed_or_governance(origin)?;
            Self::do_refund(who.as_ref(), programme_id, stream)
        }

        /// Removes a closed programme that nobody has anything in.
        ///
        /// Origin: signed, by anybody.
        ///
        /// What moves: what is left of each stream to the one who opened it; the deposit is released.
        ///
        /// Errors: [`Error::ProgrammeNotFound`], [`Error::ProgrammeOpen`], [`Error::StillStaked`],
        /// [`Error::RewardsUnclaimed`], and those of the tokens.
        ///
        /// Events: [`Event::Refunded`] for each stream with something left,
        /// [`Event::ProgrammeRemoved`].
        #[pallet::call_index(12)]
        #[pallet::weight(T::WeightInfo::remove_programme(MAX_STREAMS))]
        pub fn remove_programme(
            origin: OriginFor<T>,
            #[pallet::compact] programme_id: ProgrammeId,
        ) -> DispatchResultWithPostInfo {
            ensure_signed(origin)?;
            let streams = Self::do_remove_programme(programme_id)?;
            Ok(Some(T::WeightInfo::remove_programme(streams.into())).into())
        }

        /// Says whether governance recommends to list a programme. It changes nothing else.
        ///
        /// Origin: governance.
        ///
        /// What moves: nothing.
        ///
        /// Errors: [`Error::ProgrammeNotFound`].
        ///
        /// Events: [`Event::ListedSet`].
        #[pallet::call_index(13)]
        #[pallet::weight(T::WeightInfo::set_listed())]
        pub fn set_listed(
            origin: OriginFor<T>,
            #[pallet::compact] programme_id: ProgrammeId,
            listed: bool,
        ) -> DispatchResult {
            T::GovernanceOrigin::ensure_origin(origin)?;
            Self::do_set_listed(programme_id, listed)
        }

        /// Lifts all locks of a programme for good, in an emergency. Nobody can stake with a lock there
        /// any more.
        ///
        /// Origin: governance.
        ///
        /// What moves: nothing.
        ///
        /// Errors: [`Error::ProgrammeNotFound`].
        ///
        /// Events: [`Event::LocksLifted`].
        #[pallet::call_index(14)]
        #[pallet::weight(T::WeightInfo::force_unlock())]
        pub fn force_unlock(
            origin: OriginFor<T>,
            #[pallet::compact] programme_id: ProgrammeId,
        ) -> DispatchResult {
            T::GovernanceOrigin::ensure_origin(origin)?;
            Self::do_force_unlock(programme_id)
        }

        /// Turns what lies in the income account in one currency into TIDE, pays the treasury its share of
        /// that, and puts the rest into the income stream, which spreads it. The caller pays no fee if it
        /// works.
        ///
        /// Origin: signed, by anybody.
        ///
        /// What moves: `asset` out of the income account, through the exchange on the route that
        /// governance has named unless it is TIDE; of the TIDE `IncomeShareBps`, rounded down, to
        /// `IncomeShareTo`, and the rest to the pot. What that account cannot take goes to the pot, too.
        ///
        /// Parameters: `max_amount`, the most to take, for there may be more than the pools of the route
        /// can trade at once.
        ///
        /// Errors: [`Error::NoIncomeStream`], [`Error::NoSweepRoute`], [`Error::ZeroAmount`],
        /// [`Error::NothingToSweep`], [`Error::NoPriceYet`], [`Error::PoolTooThin`],
        /// [`Error::SweepTooSmall`],
        /// [`Error::ProgrammeClosed`], [`Error::Overflow`], and those of the exchange, also where the
        /// trade would lose more than `MaxSweepLossBps` against the average prices.
        ///
        /// Events: [`Event::StreamFunded`] and [`Event::StreamSet`] unless the treasury's share is all of
        /// it, [`Event::Swept`].
        #[pallet::call_index(15)]
        #[pallet::weight(T::WeightInfo::sweep(T::MaxHops::get()))]
        pub fn sweep(
            origin: OriginFor<T>,
            asset: CurrencyId,
            #[pallet::compact] max_amount: Balance,
        ) -> DispatchResultWithPostInfo {
            let who = ensure_signed(origin)?;
            let hops = Self::do_sweep(&who, asset, max_amount)?;
            Ok((Some(T::WeightInfo::sweep(hops)), Pays::No).into())
        }

        /// Names the route on which income in a currency becomes TIDE, instead of the one before.
        ///
        /// Origin: governance.
        ///
        /// What moves: nothing.
        ///
        /// Parameters: `hops`, the pools to go through and what each pays out, at last TIDE; none to take
        /// the route away. Whoever can move the average price of one of these pools can take the income.
        ///
        /// Errors: [`Error::WrongRoute`].
        ///
        /// Events: [`Event::SweepRouteSet`].
        #[pallet::call_index(16)]
        #[pallet::weight(T::WeightInfo::set_sweep_route(hops.len() as u32))]
        pub fn set_sweep_route(
            origin: OriginFor<T>,
            asset: CurrencyId,
            hops: BoundedVec<Hop, T::MaxHops>,
        ) -> DispatchResult {
            T::GovernanceOrigin::ensure_origin(origin)?;
            Self::do_set_sweep_route(asset, hops)
        }

        /// Names the stream that the protocol's income goes into from now on.
        ///
        /// Origin: governance.
        ///
        /// What moves: nothing.
        ///
        /// Parameters: a stream of TIDE in an open programme. What it does not emit goes to the one who
        /// opened it, so it had better be one of the protocol's own.
        ///
        /// Errors: [`Error::ProgrammeNotFound`], [`Error::ProgrammeClosed`],
        /// [`Error::StreamNotFound`], [`Error::NotTide`].
        ///
        /// Events: [`Event::IncomeStreamSet`].
        #[pallet::call_index(17)]
        #[pallet::weight(T::WeightInfo::set_income_stream())]
        pub fn set_income_stream(
            origin: OriginFor<T>,
            #[pallet::compact] programme_id: ProgrammeId,
            stream: StreamIndex,
        ) -> DispatchResult {
            T::GovernanceOrigin::ensure_origin(origin)?;
            Self::do_set_income_stream(programme_id, stream)
        }
    }

    #[pallet::extra_constants]
    impl<T: Config> Pallet<T> {
        /// The account that holds what is in all streams. Nobody has its key.
        #[pallet::constant_name(PotAccount)]
        pub fn pot_account() -> T::AccountId {
            T::PalletId::get().into_account_truncating()
        }

        /// The account into which the protocol's income is paid, from where anybody can sweep it into the
        /// income stream. Nobody has its key, and nobody has a claim on what lies there.
        #[pallet::constant_name(IncomeAccount)]
        pub fn income_account() -> T::AccountId {
            T::PalletId::get().into_sub_account_truncating(b"income")
        }
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// The programme with this id.
        pub fn programme(programme_id: ProgrammeId) -> Option<ProgrammeInfo<T::AccountId>> {
            Self::programme_info(programme_id)
        }

        /// Programmes by ascending id from `start`, at most `limit` and never more than 100.
        pub fn programmes(start: ProgrammeId, limit: u32) -> Vec<ProgrammeInfo<T::AccountId>> {
            Self::programme_page(start, limit)
        }

        /// What `who` has in a programme.
        pub fn position(who: T::AccountId, programme_id: ProgrammeId) -> Option<PositionInfo> {
            Self::position_info(&who, programme_id)
        }

        /// Everything `who` has staked or can claim, at most 100 programmes in no order.
        pub fn positions(who: T::AccountId) -> Vec<PositionInfo> {
            Self::positions_of(&who)
        }

        /// The most of `currency` that `who` can stake: the minimum balance stays free.
        pub fn max_stakeable(who: T::AccountId, currency: CurrencyId) -> Balance {
            Self::free_to_stake(&currency, &who)
        }
    }

    impl<T: Config> Pallet<T> {
        /// Who signed, or nobody for governance.
        fn signed_or_governance(
            origin: OriginFor<T>,
        ) -> Result<Option<T::AccountId>, DispatchError> {
            match T::GovernanceOrigin::try_origin(origin) {
                Ok(_) => Ok(None),
                Err(origin) => Ok(Some(ensure_signed(origin)?)),
            }
        }

        /// The weight of compounding in a programme with `streams`, through `hops`.
        fn weight_of_compound(streams: u32, hops: u32) -> Weight {
            let trade = match hops {
                0 => Weight::zero(),
                hops => T::WeightInfo::compound_swap(hops),
            };
            T::WeightInfo::compound(streams).saturating_add(trade)
        }
    }
}
