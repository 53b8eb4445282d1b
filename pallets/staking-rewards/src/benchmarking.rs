//! What the calls cost at worst, for `make weights`.
//!
//! Assets are staked and paid that do not keep accounts alive; whoever is paid has no account of them,
//! and whoever pays closes one. The streams have not been touched for a long time, in a state deepened
//! by [`FILLERS`] strangers, each with a stake.

use crate::{
    types::{NewStream, Tiers},
    Call, Config, IncomeStream, NextProgrammeId, Pallet, Positions, Programmes, Streams,
    SweepRoutes,
};
use alloc::{vec, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{
    traits::{
        fungibles::{Balanced, Inspect},
        tokens::{fungible::NativeOrWithId, Fortitude, Precision, Preservation},
        EnsureOrigin, Get,
    },
    BoundedVec,
};
use frame_system::RawOrigin;
use sp_runtime::DispatchResult;
use tidewater_math::rewards::{GRAINS, MULTIPLIER_ONE};
use tidewater_primitives::{
    apis::staking_rewards::{
        ProgrammeId, ProgrammeStatus, StreamIndex, Tier, MAX_STREAMS, MAX_TIERS,
    },
    ids::{CurrencyId, Hop},
    seams::swap::Swap,
    Balance, BlockNumber,
};

/// What the benchmarks need and the pallet cannot do by itself.
pub trait BenchmarkHelper {
    /// Creates an asset with this minimum balance that does not keep accounts alive.
    fn create_asset(min_balance: Balance) -> CurrencyId;
    /// Opens so many pools in which `from` can be traded, one after the other, for what the last of the
    /// hops pays out.
    fn open_route(from: &CurrencyId, hops: u32) -> Vec<Hop>;
    /// Creates an asset that does not keep accounts alive and opens so many pools, at least one, in which
    /// it can be traded, one after the other, at last for TIDE.
    ///
    /// In each pool a unit of the one currency is worth about a unit of the other, and there is so much
    /// of both that `amount` of the asset, traded through all of them, loses less than `MaxSweepLossBps`,
    /// fees included. They have got their liquidity in this block: the benchmark then lets
    /// `MinSweepHistory` blocks pass, after which each of them must give an average price over
    /// `SweepWindow` with a history as long as that.
    fn open_route_to_tide(hops: u32, amount: Balance) -> (CurrencyId, Vec<Hop>);
}

/// Strangers in the state.
const FILLERS: u32 = 1_000;
/// The minimum balance of the assets.
const MIN_BALANCE: Balance = 1_000;
/// What is staked.
const AMOUNT: Balance = 1_000_000_000_000;
/// What a stream pays in a block.
const UNITS: Balance = 1_000_000_000;
/// For how many periods a stream pays.
const PERIODS: BlockNumber = 100;

/// Gives `amount` to `who`, out of nothing.
fn fund<T: Config>(who: &T::AccountId, currency: &CurrencyId, amount: Balance) -> DispatchResult {
    // A dropped debt adds to the issuance.
    T::Currencies::deposit(currency.clone(), who, amount, Precision::Exact).map(drop)
}

/// Gives `who` the TIDE for deposits.
fn fund_tide<T: Config>(who: &T::AccountId) -> DispatchResult {
    let tide = NativeOrWithId::Native;
    let least = T::Currencies::minimum_balance(tide.clone());
    fund::<T>(who, &tide, 100 * (T::ProgrammeDeposit::get() + least))
}

/// As many lock tiers as there can be.
fn tiers<T: Config>() -> Tiers {
    let tier = |blocks| Tier { blocks, multiplier_bps: MULTIPLIER_ONE };
    let locks = (0..MAX_TIERS).map(|at| tier(at.min(T::MaxLockBlocks::get())));
    BoundedVec::truncate_from(locks.collect())
}

fn owner<T: Config>() -> T::AccountId {
    account("owner", 0, 0)
}

fn balance<T: Config>(who: &T::AccountId, currency: &CurrencyId) -> Balance {
    T::Currencies::balance(currency.clone(), who)
}

fn governance<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
    T::GovernanceOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)
}

/// Lets blocks pass in which nobody does anything.
fn pass<T: Config>(blocks: BlockNumber) {
    let now = frame_system::Pallet::<T>::block_number();
    frame_system::Pallet::<T>::set_block_number(now + blocks.into());
}

/// What a stream of `currency` is to be, with what the owner needs to open it and nothing more.
fn new_stream<T: Config>(currency: CurrencyId) -> Result<NewStream, BenchmarkError> {
    let blocks = PERIODS * T::PeriodBlocks::get();
    let amount = UNITS * Balance::from(blocks);
    fund::<T>(&owner::<T>(), &currency, amount + 2 * MIN_BALANCE)?;
    let end = Pallet::<T>::now() + blocks;
    Ok(NewStream { currency, rate: UNITS * GRAINS, start: None, end, amount })
}

/// A programme of the owner's for a new asset, in which strangers stake.
fn setup<T: Config>() -> Result<(ProgrammeId, CurrencyId), BenchmarkError> {
    let (owner, staked) = (owner::<T>(), T::BenchmarkHelper::create_asset(MIN_BALANCE));
    fund_tide::<T>(&owner)?;
    let (some, id) = (staked.clone(), NextProgrammeId::<T>::get());
    Pallet::<T>::do_create_programme(Some(&owner), some, 1, 1, tiers::<T>())?;
    for index in 0..FILLERS {
        let stranger: T::AccountId = account("stranger", index, 0);
        fund_tide::<T>(&stranger)?;
        fund::<T>(&stranger, &staked, AMOUNT + MIN_BALANCE)?;
        Pallet::<T>::do_stake(&stranger, id, 0, AMOUNT)?;
    }
    Ok((id, staked))
}

/// Opens `count` streams, each of an asset of its own.
fn open_streams<T: Config>(id: ProgrammeId, count: u32) -> Result<Vec<CurrencyId>, BenchmarkError> {
    let mut currencies = vec![];
    for _ in 0..count {
        let currency = T::BenchmarkHelper::create_asset(MIN_BALANCE);
        Pallet::<T>::do_open_stream(&owner::<T>(), id, new_stream::<T>(currency.clone())?)?;
        currencies.push(currency);
    }
    Ok(currencies)
}

/// Ends a stream now and gives nothing back.
fn stop<T: Config>(id: ProgrammeId, at: StreamIndex) {
    Streams::<T>::mutate(id, at, |stream| {
        stream.as_mut().expect("the stream exists").stop(Pallet::<T>::now());
    });
}

/// [`setup`], a running stream of TIDE in it that is the income stream, and its programme.
fn setup_income<T: Config>() -> Result<ProgrammeId, BenchmarkError> {
    let (id, _) = setup::<T>()?;
    let new = new_stream::<T>(NativeOrWithId::Native)?;
    Pallet::<T>::do_open_stream(&owner::<T>(), id, new)?;
    Pallet::<T>::do_set_income_stream(id, 0)?;
    Ok(id)
}

/// The treasury's account, without any TIDE.
fn empty_treasury<T: Config>() -> Result<T::AccountId, BenchmarkError> {
    let (who, tide) = (T::IncomeShareTo::get(), NativeOrWithId::Native);
    let (expendable, force) = (Preservation::Expendable, Fortitude::Force);
    let all = T::Currencies::reducible_balance(tide.clone(), &who, expendable, force);
    // A dropped credit is burnt.
    T::Currencies::withdraw(tide, &who, all, Precision::Exact, expendable, force).map(drop)?;
    Ok(who)
}

/// A caller with TIDE and `amount` of a currency that can be staked.
fn caller<T: Config>(
    currency: &CurrencyId,
    amount: Balance,
) -> Result<T::AccountId, BenchmarkError> {
    let caller = whitelisted_caller();
    fund_tide::<T>(&caller)?;
    fund::<T>(&caller, currency, amount + MIN_BALANCE)?;
    Ok(caller)
}

/// [`setup`], `streams`, and a caller who staked a while ago.
fn setup_staked<T: Config>(
    streams: u32,
) -> Result<(T::AccountId, ProgrammeId, CurrencyId, Vec<CurrencyId>), BenchmarkError> {
    let (id, staked) = setup::<T>()?;
    let currencies = open_streams::<T>(id, streams)?;
    let caller = caller::<T>(&staked, AMOUNT)?;
    Pallet::<T>::do_stake(&caller, id, 0, AMOUNT)?;
    pass::<T>(T::PeriodBlocks::get());
    Ok((caller, id, staked, currencies))
}

#[benchmarks]
mod benchmarks {
    use super::*;

    impl_benchmark_test_suite!(Pallet, crate::mock::benchmark_ext(), crate::mock::Test);

    #[benchmark]
    fn create_programme() -> Result<(), BenchmarkError> {
        let (before, staked) = setup::<T>()?;
        let caller = caller::<T>(&staked, AMOUNT)?;

        #[extrinsic_call]
        _(RawOrigin::Signed(caller), staked, 1, 1, tiers::<T>());

        assert_eq!(NextProgrammeId::<T>::get(), before + 2);
        Ok(())
    }

    #[benchmark]
    fn open_stream() -> Result<(), BenchmarkError> {
        let (id, _) = setup::<T>()?;
        let currency = T::BenchmarkHelper::create_asset(MIN_BALANCE);
        let new = new_stream::<T>(currency.clone())?;

        #[extrinsic_call]
        _(RawOrigin::Signed(owner::<T>()), id, new);

        assert!(Streams::<T>::contains_key(id, 0));
        assert_eq!(balance::<T>(&owner::<T>(), &currency), 0);
        Ok(())
    }

    #[benchmark]
    fn fund() -> Result<(), BenchmarkError> {
        let (id, _) = setup::<T>()?;
        let currency = open_streams::<T>(id, 1)?.remove(0);
        let caller = caller::<T>(&currency, AMOUNT)?;
        pass::<T>(T::PeriodBlocks::get());

        #[extrinsic_call]
        _(RawOrigin::Signed(caller.clone()), id, 0, AMOUNT + MIN_BALANCE);

        assert_eq!(balance::<T>(&caller, &currency), 0);
        Ok(())
    }

    #[benchmark]
    fn set_stream() -> Result<(), BenchmarkError> {
        let (_, id, _, _) = setup_staked::<T>(1)?;
        let end = Pallet::<T>::now() + 10 * T::PeriodBlocks::get();

        #[extrinsic_call]
        _(RawOrigin::Signed(owner::<T>()), id, 0, UNITS * GRAINS + 1, end);

        assert_eq!(Streams::<T>::get(id, 0).map(|stream| stream.end), Some(end));
        Ok(())
    }

    #[benchmark]
    fn extend() -> Result<(), BenchmarkError> {
        let (_, id, _, currencies) = setup_staked::<T>(1)?;
        let end = Streams::<T>::get(id, 0).map_or(0, |stream| stream.end) + 1;
        super::fund::<T>(&owner::<T>(), &currencies[0], UNITS)?;

        #[extrinsic_call]
        _(RawOrigin::Signed(owner::<T>()), id, 0, end, UNITS);

        assert_eq!(Streams::<T>::get(id, 0).map(|stream| stream.end), Some(end));
        Ok(())
    }

    #[benchmark]
    fn stake(s: Linear<0, MAX_STREAMS>) -> Result<(), BenchmarkError> {
        let (id, staked) = setup::<T>()?;
        open_streams::<T>(id, s)?;
        let caller = caller::<T>(&staked, AMOUNT)?;
        pass::<T>(T::PeriodBlocks::get());

        #[extrinsic_call]
        _(RawOrigin::Signed(caller.clone()), id, MAX_TIERS as u8 - 1, AMOUNT);

        assert_eq!(Positions::<T>::get(&caller, id).map(|p| p.total()), Some(AMOUNT));
        Ok(())
    }

    #[benchmark]
    fn unstake(s: Linear<0, MAX_STREAMS>) -> Result<(), BenchmarkError> {
        let (caller, id, staked, _) = setup_staked::<T>(s)?;

        #[extrinsic_call]
        _(RawOrigin::Signed(caller.clone()), id, 0, AMOUNT);

        assert_eq!(balance::<T>(&caller, &staked), AMOUNT + MIN_BALANCE);
        Ok(())
    }

    #[benchmark]
    fn claim() -> Result<(), BenchmarkError> {
        let (caller, id, _, currencies) = setup_staked::<T>(MAX_STREAMS)?;

        #[extrinsic_call]
        _(RawOrigin::Signed(caller.clone()), id, MAX_STREAMS as StreamIndex - 1);

        assert!(balance::<T>(&caller, &currencies[MAX_STREAMS as usize - 1]) > 0);
        Ok(())
    }

    /// The first stream pays in what is staked.
    #[benchmark]
    fn compound(s: Linear<1, MAX_STREAMS>) -> Result<(), BenchmarkError> {
        let (id, staked) = setup::<T>()?;
        Pallet::<T>::do_open_stream(&owner::<T>(), id, new_stream::<T>(staked.clone())?)?;
        open_streams::<T>(id, s - 1)?;
        let caller = caller::<T>(&staked, AMOUNT)?;
        Pallet::<T>::do_stake(&caller, id, 0, AMOUNT)?;
        pass::<T>(T::PeriodBlocks::get());

        #[extrinsic_call]
        _(RawOrigin::Signed(caller.clone()), id, 0, 1, BoundedVec::default(), 1);

        assert!(Positions::<T>::get(&caller, id).is_some_and(|p| p.total() > AMOUNT));
        Ok(())
    }

    /// Only the trade.
    #[benchmark]
    fn compound_swap(h: Linear<1, { T::MaxHops::get() }>) -> Result<(), BenchmarkError> {
        let from = T::BenchmarkHelper::create_asset(MIN_BALANCE);
        let hops = T::BenchmarkHelper::open_route(&from, h);
        let caller = caller::<T>(&from, AMOUNT)?;
        let amount = AMOUNT + MIN_BALANCE;

        #[block]
        {
            T::Swap::swap_exact_in(&caller, from.clone(), amount, &hops, 1)?;
        }

        let to = &hops.last().expect("at least one hop").asset_out;
        assert!(balance::<T>(&caller, to) > 0);
        Ok(())
    }

    #[benchmark]
    fn close(s: Linear<0, MAX_STREAMS>) -> Result<(), BenchmarkError> {
        let (_, id, _, currencies) = setup_staked::<T>(s)?;

        #[extrinsic_call]
        _(RawOrigin::Signed(owner::<T>()), id);

        let refunded = |currency| balance::<T>(&owner::<T>(), currency) > 0;
        assert!(currencies.iter().all(refunded));
        Ok(())
    }

    #[benchmark]
    fn refund() -> Result<(), BenchmarkError> {
        let (id, _) = setup::<T>()?;
        let currency = open_streams::<T>(id, 1)?.remove(0);
        stop::<T>(id, 0);

        #[extrinsic_call]
        _(RawOrigin::Signed(owner::<T>()), id, 0);

        assert!(balance::<T>(&owner::<T>(), &currency) > 0);
        Ok(())
    }

    /// A programme that was closed without giving anything back.
    #[benchmark]
    fn remove_programme(s: Linear<0, MAX_STREAMS>) -> Result<(), BenchmarkError> {
        let (other, staked) = setup::<T>()?;
        let (id, now) = (other + 1, Pallet::<T>::now());
        let owner = owner::<T>();
        Pallet::<T>::do_create_programme(Some(&owner), staked.clone(), 1, 1, tiers::<T>())?;
        let currencies = open_streams::<T>(id, s)?;
        for at in 0..s as StreamIndex {
            stop::<T>(id, at);
        }
        IncomeStream::<T>::put((id, 0));
        Programmes::<T>::mutate_extant(id, |programme| {
            programme.status = ProgrammeStatus::Closed { at: now };
        });
        let caller = caller::<T>(&staked, AMOUNT)?;

        #[extrinsic_call]
        _(RawOrigin::Signed(caller), id);

        assert!(!Programmes::<T>::contains_key(id) && !IncomeStream::<T>::exists());
        assert!(currencies.iter().all(|currency| balance::<T>(&owner, currency) > 0));
        Ok(())
    }

    #[benchmark]
    fn set_listed() -> Result<(), BenchmarkError> {
        let (id, _) = setup::<T>()?;
        let origin = governance::<T>()?;

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, id, true);

        assert!(Programmes::<T>::get(id).is_some_and(|programme| programme.listed));
        Ok(())
    }

    #[benchmark]
    fn force_unlock() -> Result<(), BenchmarkError> {
        let (id, _) = setup::<T>()?;
        let origin = governance::<T>()?;

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, id);

        assert!(Programmes::<T>::get(id).is_some_and(|programme| programme.locks_lifted));
        Ok(())
    }

    /// All that the income account has of an asset that does not keep it alive; TIDE over no hops. The
    /// stream runs, and has not been touched for a long time; the treasury's account is opened by its
    /// share, unless something else keeps it alive.
    #[benchmark]
    fn sweep(h: Linear<0, { T::MaxHops::get() }>) -> Result<(), BenchmarkError> {
        let id = setup_income::<T>()?;
        let amount = AMOUNT + 2 * T::MinSweep::get();
        let asset = match h {
            0 => NativeOrWithId::Native,
            hops => {
                let (asset, route) = T::BenchmarkHelper::open_route_to_tide(hops, amount);
                let route = BoundedVec::truncate_from(route);
                Pallet::<T>::do_set_sweep_route(asset.clone(), route)?;
                asset
            }
        };
        super::fund::<T>(&Pallet::<T>::income_account(), &asset, amount)?;
        let treasury = empty_treasury::<T>()?;
        let caller = caller::<T>(&NativeOrWithId::Native, AMOUNT)?;
        pass::<T>(T::MinSweepHistory::get());
        let funded = || Streams::<T>::get(id, 0).map_or(0, |stream| stream.funded);
        let before = funded();

        #[extrinsic_call]
        _(RawOrigin::Signed(caller), asset.clone(), amount);

        let stays = match h {
            0 => T::Currencies::minimum_balance(asset.clone()),
            _ => 0,
        };
        assert_eq!(balance::<T>(&Pallet::<T>::income_account(), &asset), stays);
        let shared = balance::<T>(&treasury, &NativeOrWithId::Native);
        assert_eq!(shared > 0, T::IncomeShareBps::get() > 0);
        assert!(funded() + shared >= before + T::MinSweep::get());
        Ok(())
    }

    #[benchmark]
    fn set_sweep_route(h: Linear<0, { T::MaxHops::get() }>) -> Result<(), BenchmarkError> {
        let (_, asset) = setup::<T>()?;
        let origin = governance::<T>()?;
        let hop = |pool_id| Hop { pool_id, asset_out: NativeOrWithId::Native };
        let route = |hops: u32| BoundedVec::truncate_from((0..hops).map(hop).collect());
        Pallet::<T>::do_set_sweep_route(asset.clone(), route(T::MaxHops::get()))?;

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, asset.clone(), route(h));

        assert_eq!(SweepRoutes::<T>::get(asset).map_or(0, |hops| hops.len() as u32), h);
        Ok(())
    }

    #[benchmark]
    fn set_income_stream() -> Result<(), BenchmarkError> {
        let id = setup_income::<T>()?;
        let new = new_stream::<T>(NativeOrWithId::Native)?;
        Pallet::<T>::do_open_stream(&owner::<T>(), id, new)?;
        let origin = governance::<T>()?;

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, id, 1);

        assert_eq!(IncomeStream::<T>::get(), Some((id, 1)));
        Ok(())
    }
}
