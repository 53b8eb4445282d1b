//! What the calls cost at worst, for `make weights`.
//!
//! Every call moves assets on all sides, closes the caller's accounts of what it pays and opens those of
//! what it receives. The pools it goes through have not been touched for a long time, in a state
//! deepened by [`FILLERS`] strangers and as many pools.

use crate::{
    types::{per_asset, terms, Assets, Exact, Holding, MAX_POOL_ASSETS},
    Call, Config, Holdings, NextPoolId, Pallet, PoolIds, Pools, PoolsOf, TermsChangedAt,
};
use alloc::vec::Vec;
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
use tidewater_primitives::{
    apis::amm::Terms,
    ids::{CurrencyId, Curve, FeeTier, Hop, PoolId, PoolStatus},
    Balance,
};

/// What the benchmarks need and the pallet cannot do by itself.
pub trait BenchmarkHelper {
    /// Creates an asset with this minimum balance that does not keep accounts alive.
    fn create_asset(min_balance: Balance) -> CurrencyId;
}

/// Strangers in the state, each with TIDE and an asset, and as many pools.
const FILLERS: u32 = 1_000;
/// The minimum balance of the assets.
const MIN_BALANCE: Balance = 1_000;
/// What a call moves.
const AMOUNT: Balance = 1_000_000_000_000;
/// What a pool holds of its first currency; of each further one it holds as much more.
const RESERVE: Balance = 1_000 * AMOUNT;
/// For how many blocks nobody has touched a pool.
const QUIET_BLOCKS: u32 = 1_000_000;

/// A route as a call names it.
type Route<T> = BoundedVec<Hop, <T as Config>::MaxHops>;

const STABLE: Curve = Curve::Stable { amplification: 100 };
const FEE_TIER: FeeTier = FeeTier::Bp30;

/// Gives `amount` to `who`, out of nothing.
fn fund<T: Config>(who: &T::AccountId, asset: &CurrencyId, amount: Balance) -> DispatchResult {
    // A dropped debt adds to the issuance.
    T::Currencies::deposit(asset.clone(), who, amount, Precision::Exact).map(drop)
}

/// Gives `who` the TIDE for deposits.
fn fund_tide<T: Config>(who: &T::AccountId) -> DispatchResult {
    let tide = NativeOrWithId::Native;
    let least = T::Currencies::minimum_balance(tide.clone());
    fund::<T>(who, &tide, 100 * (T::PoolDeposit::get() + least))
}

/// `count` assets that no pool holds.
fn new_assets<T: Config>(count: u32) -> Assets {
    per_asset((0..count).map(|_| T::BenchmarkHelper::create_asset(MIN_BALANCE)))
}

/// A caller with nothing but TIDE, among strangers.
fn setup<T: Config>() -> Result<T::AccountId, BenchmarkError> {
    let asset = T::BenchmarkHelper::create_asset(MIN_BALANCE);
    for index in 0..FILLERS {
        let stranger: T::AccountId = account("stranger", index, 0);
        fund_tide::<T>(&stranger)?;
        fund::<T>(&stranger, &asset, AMOUNT)?;
    }
    let pair = new_assets::<T>(2);
    let model = open_pool::<T>(&account("owner", 1, 0), &pair, STABLE)?;
    multiply::<T>(model, &pair[0], FILLERS)?;
    let caller = whitelisted_caller();
    fund_tide::<T>(&caller)?;
    Ok(caller)
}

/// Lets `who` open a pool and fill it, each currency with more than the one before.
fn open_pool<T: Config>(
    who: &T::AccountId,
    assets: &Assets,
    curve: Curve,
) -> Result<PoolId, BenchmarkError> {
    fund_tide::<T>(who)?;
    for (asset, times) in assets.iter().zip(2u32..) {
        fund::<T>(who, asset, Balance::from(times) * RESERVE)?;
    }
    let pool_id = Pallet::<T>::do_create_pool(who, assets.clone(), curve, FEE_TIER)?;
    let sorted = Pools::<T>::get(pool_id).expect("it was just created").assets;
    let amounts = sorted.iter().map(|asset| {
        let place = assets.iter().position(|held| held == asset).expect("the same assets");
        (place as Balance + 1) * RESERVE
    });
    Pallet::<T>::do_add_liquidity(who, pool_id, per_asset(amounts), 0)?;
    Ok(pool_id)
}

/// Writes `count` more pools that hold `asset` as the pool `model` does, each with another partner.
fn multiply<T: Config>(model: PoolId, asset: &CurrencyId, count: u32) -> DispatchResult {
    let model = Pools::<T>::get(model).expect("the model exists");
    let position = model.position(asset).expect("the model holds it");
    let first = NextPoolId::<T>::get();
    for index in 0..count {
        let pool_id = first + index;
        let mut pool = model.clone();
        for (at, held) in pool.assets.iter_mut().enumerate() {
            if at != position {
                // Ids nobody has given out: only the records are there.
                *held = NativeOrWithId::WithId((1 << 30) + pool_id * MAX_POOL_ASSETS + at as u32);
            }
        }
        pool.assets.sort();
        PoolsOf::<T>::insert(asset, pool_id, ());
        PoolIds::<T>::insert(pool.key(), pool_id);
        Pools::<T>::insert(pool_id, pool);
    }
    NextPoolId::<T>::put(first + count);
    let reserve = model.reserve(position);
    fund::<T>(&Pallet::<T>::vault(), asset, Balance::from(count) * reserve)
}

/// Lets blocks pass in which nobody touches a pool.
fn pass<T: Config>() {
    let now = frame_system::Pallet::<T>::block_number();
    frame_system::Pallet::<T>::set_block_number(now + QUIET_BLOCKS.into());
}

fn owner<T: Config>() -> T::AccountId {
    account("owner", 0, 0)
}

/// [`setup`] and a stable pool of `count` assets that belongs to somebody else.
fn setup_pool<T: Config>(count: u32) -> Result<(T::AccountId, Assets, PoolId), BenchmarkError> {
    let caller = setup::<T>()?;
    let assets = new_assets::<T>(count);
    let pool_id = open_pool::<T>(&owner::<T>(), &assets, STABLE)?;
    let sorted = Pools::<T>::get(pool_id).expect("it was just created").assets;
    Ok((caller, sorted, pool_id))
}

/// [`setup`] and a route of `hops` pools from an asset, which the caller has none of.
fn setup_route<T: Config>(
    hops: u32,
    curve: Curve,
) -> Result<(T::AccountId, CurrencyId, Route<T>), BenchmarkError> {
    let caller = setup::<T>()?;
    let first = T::BenchmarkHelper::create_asset(MIN_BALANCE);
    let mut last = first.clone();
    let mut route = Vec::new();
    for _ in 0..hops {
        let next = T::BenchmarkHelper::create_asset(MIN_BALANCE);
        let others = match curve {
            Curve::ConstantProduct => 0,
            Curve::Stable { .. } => MAX_POOL_ASSETS - 2,
        };
        let pair = [last, next.clone()];
        let assets = per_asset(pair.into_iter().chain(new_assets::<T>(others)));
        let pool_id = open_pool::<T>(&owner::<T>(), &assets, curve)?;
        route.push(Hop { pool_id, asset_out: next.clone() });
        last = next;
    }
    pass::<T>();
    Ok((caller, first, BoundedVec::truncate_from(route)))
}

/// Lets `who` put `amount` of each asset into a pool, and a quiet time pass; gives the shares.
fn deposit_all<T: Config>(
    who: &T::AccountId,
    assets: &Assets,
    pool_id: PoolId,
    amount: Balance,
) -> Result<Balance, BenchmarkError> {
    for asset in assets {
        fund::<T>(who, asset, amount.max(MIN_BALANCE))?;
    }
    Pallet::<T>::do_add_liquidity(who, pool_id, per_asset(assets.iter().map(|_| amount)), 0)?;
    pass::<T>();
    Ok(T::Shares::total_balance(pool_id, who))
}

/// Takes `amount` from `who`, for nothing.
fn take<T: Config>(who: &T::AccountId, asset: &CurrencyId, amount: Balance) -> DispatchResult {
    let (expendable, polite) = (Preservation::Expendable, Fortitude::Polite);
    T::Currencies::withdraw(asset.clone(), who, amount, Precision::Exact, expendable, polite)
        .map(drop)
}

fn balance<T: Config>(who: &T::AccountId, asset: &CurrencyId) -> Balance {
    T::Currencies::total_balance(asset.clone(), who)
}

fn governance<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
    T::GovernanceOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)
}

/// Sells all the caller has for something it has never had, told by what is sold.
fn sell<T: Config>(hops: u32, curve: Curve) -> Result<(T::AccountId, Call<T>), BenchmarkError> {
    let (caller, asset_in, hops) = setup_route::<T>(hops, curve)?;
    fund::<T>(&caller, &asset_in, AMOUNT)?;
    let call = Call::swap_exact_in { asset_in, amount_in: AMOUNT, hops, min_amount_out: 1 };
    Ok((caller, call))
}

/// As [`sell`], told by what is bought.
fn buy<T: Config>(hops: u32, curve: Curve) -> Result<(T::AccountId, Call<T>), BenchmarkError> {
    let (caller, asset_in, hops) = setup_route::<T>(hops, curve)?;
    let quote = Pallet::<T>::quote(asset_in.clone(), Exact::Out(AMOUNT), &hops, None)
        .map_err(|refusal| BenchmarkError::from(refusal.error))?;
    fund::<T>(&caller, &asset_in, quote.amount_in)?;
    let max_amount_in = quote.amount_in;
    let call = Call::swap_exact_out { asset_in, max_amount_in, hops, amount_out: AMOUNT };
    Ok((caller, call))
}

/// Checks that a trade emptied the caller's account of what it sold and opened the other.
fn assert_traded<T: Config>(caller: &T::AccountId, call: &Call<T>) {
    let (Call::swap_exact_in { asset_in, hops, .. } | Call::swap_exact_out { asset_in, hops, .. }) =
        call
    else {
        panic!("not a trade");
    };
    let asset_out = &hops.last().expect("at least one hop").asset_out;
    assert_eq!(balance::<T>(caller, asset_in), 0);
    assert!(balance::<T>(caller, asset_out) > 0);
}

#[benchmarks]
mod benchmarks {
    use super::*;

    impl_benchmark_test_suite!(Pallet, crate::mock::benchmark_ext(), crate::mock::Test);
    use frame_support::traits::UnfilteredDispatchable;

    #[benchmark]
    fn create_pool(a: Linear<2, MAX_POOL_ASSETS>) -> Result<(), BenchmarkError> {
        let caller = setup::<T>()?;
        let assets = new_assets::<T>(a);
        for asset in &assets {
            fund::<T>(&caller, asset, 2 * MIN_BALANCE)?;
        }
        let pool_id = NextPoolId::<T>::get();

        #[extrinsic_call]
        _(RawOrigin::Signed(caller.clone()), assets.clone(), STABLE, FEE_TIER);

        assert_eq!(NextPoolId::<T>::get(), pool_id + 1);
        assert!(assets.iter().all(|asset| balance::<T>(&caller, asset) == 0));
        Ok(())
    }

    #[benchmark]
    fn add_liquidity(a: Linear<2, MAX_POOL_ASSETS>) -> Result<(), BenchmarkError> {
        let (caller, assets, pool_id) = setup_pool::<T>(a)?;
        for asset in &assets {
            fund::<T>(&caller, asset, AMOUNT)?;
        }
        pass::<T>();

        #[extrinsic_call]
        _(RawOrigin::Signed(caller.clone()), pool_id, per_asset(assets.iter().map(|_| AMOUNT)), 1);

        assert!(assets.iter().all(|asset| balance::<T>(&caller, asset) == 0));
        assert!(T::Shares::total_balance(pool_id, &caller) > 0);
        Ok(())
    }

    /// The caller gives up its last share for assets it does not have.
    #[benchmark]
    fn remove_liquidity(a: Linear<2, MAX_POOL_ASSETS>) -> Result<(), BenchmarkError> {
        let (caller, assets, pool_id) = setup_pool::<T>(a)?;
        let shares = deposit_all::<T>(&caller, &assets, pool_id, AMOUNT)?;

        #[extrinsic_call]
        _(RawOrigin::Signed(caller.clone()), pool_id, shares, per_asset(assets.iter().map(|_| 0)));

        assert_eq!(T::Shares::total_balance(pool_id, &caller), 0);
        assert!(assets.iter().all(|asset| balance::<T>(&caller, asset) > 0));
        Ok(())
    }

    /// The same, for less of each asset than opens an account.
    #[benchmark]
    fn remove_liquidity_owed(a: Linear<2, MAX_POOL_ASSETS>) -> Result<(), BenchmarkError> {
        let (caller, assets, pool_id) = setup_pool::<T>(a)?;
        let shares = deposit_all::<T>(&caller, &assets, pool_id, MIN_BALANCE / 10)?;
        for asset in &assets {
            let rest = balance::<T>(&caller, asset);
            take::<T>(&caller, asset, rest)?;
        }

        #[extrinsic_call]
        remove_liquidity(
            RawOrigin::Signed(caller.clone()),
            pool_id,
            shares,
            per_asset(assets.iter().map(|_| 0)),
        );

        assert_eq!(T::Shares::total_balance(pool_id, &caller), 0);
        assert!(assets.iter().all(|asset| Pallet::<T>::owed_to(&caller, asset) > 0));
        Ok(())
    }

    /// The caller gives up its last share for an asset it does not have.
    #[benchmark]
    fn remove_liquidity_single() -> Result<(), BenchmarkError> {
        let (caller, assets, pool_id) = setup_pool::<T>(MAX_POOL_ASSETS)?;
        let shares = deposit_all::<T>(&caller, &assets, pool_id, AMOUNT)?;
        let asset = assets[1].clone();

        #[extrinsic_call]
        _(RawOrigin::Signed(caller.clone()), pool_id, shares, asset.clone(), 1);

        assert_eq!(T::Shares::total_balance(pool_id, &caller), 0);
        assert!(balance::<T>(&caller, &asset) > 0);
        Ok(())
    }

    #[benchmark]
    fn swap_exact_in(h: Linear<1, { T::MaxHops::get() }>) -> Result<(), BenchmarkError> {
        let (caller, call) = sell::<T>(h, Curve::ConstantProduct)?;
        let origin = RawOrigin::Signed(caller.clone());

        #[block]
        {
            call.clone().dispatch_bypass_filter(origin.into()).map_err(|e| e.error)?;
        }

        assert_traded::<T>(&caller, &call);
        Ok(())
    }

    #[benchmark]
    fn swap_exact_in_stable(h: Linear<1, { T::MaxHops::get() }>) -> Result<(), BenchmarkError> {
        let (caller, call) = sell::<T>(h, STABLE)?;
        let origin = RawOrigin::Signed(caller.clone());

        #[block]
        {
            call.clone().dispatch_bypass_filter(origin.into()).map_err(|e| e.error)?;
        }

        assert_traded::<T>(&caller, &call);
        Ok(())
    }

    #[benchmark]
    fn swap_exact_out(h: Linear<1, { T::MaxHops::get() }>) -> Result<(), BenchmarkError> {
        let (caller, call) = buy::<T>(h, Curve::ConstantProduct)?;
        let origin = RawOrigin::Signed(caller.clone());

        #[block]
        {
            call.clone().dispatch_bypass_filter(origin.into()).map_err(|e| e.error)?;
        }

        assert_traded::<T>(&caller, &call);
        Ok(())
    }

    #[benchmark]
    fn swap_exact_out_stable(h: Linear<1, { T::MaxHops::get() }>) -> Result<(), BenchmarkError> {
        let (caller, call) = buy::<T>(h, STABLE)?;
        let origin = RawOrigin::Signed(caller.clone());

        #[block]
        {
            call.clone().dispatch_bypass_filter(origin.into()).map_err(|e| e.error)?;
        }

        assert_traded::<T>(&caller, &call);
        Ok(())
    }

    /// Half of the asset is gone, which is in `p` pools of five.
    #[benchmark]
    fn settle_shortfall(
        p: Linear<1, { T::MaxPoolsPerAsset::get() }>,
    ) -> Result<(), BenchmarkError> {
        let (caller, assets, pool_id) = setup_pool::<T>(MAX_POOL_ASSETS)?;
        let asset = assets[1].clone();
        multiply::<T>(pool_id, &asset, p - 1)?;
        let vault = Pallet::<T>::vault();
        take::<T>(&vault, &asset, balance::<T>(&vault, &asset) / 2)?;
        let before = Pools::<T>::get(pool_id).expect("the pool exists").reserve(1);
        pass::<T>();

        #[extrinsic_call]
        _(RawOrigin::Signed(caller), asset);

        assert!(Pools::<T>::get(pool_id).expect("the pool exists").reserve(1) < before);
        Ok(())
    }

    /// The last debt of an asset that is in no pool any more, to an account new to it.
    #[benchmark]
    fn claim_owed() -> Result<(), BenchmarkError> {
        let (caller, assets, _) = setup_pool::<T>(2)?;
        let asset = assets[1].clone();
        let creditor: T::AccountId = account("creditor", 0, 0);
        fund_tide::<T>(&creditor)?;
        Pallet::<T>::owe(&asset, &creditor, AMOUNT);
        fund::<T>(&Pallet::<T>::vault(), &asset, AMOUNT)?;
        Holdings::<T>::insert(&asset, Holding { cushion: MIN_BALANCE, pools: 0, short: false });

        #[extrinsic_call]
        _(RawOrigin::Signed(caller), creditor.clone(), asset.clone());

        assert_eq!(balance::<T>(&creditor, &asset), AMOUNT);
        Ok(())
    }

    /// Fees of five assets that the sink does not have.
    #[benchmark]
    fn collect_protocol_fees() -> Result<(), BenchmarkError> {
        let (caller, assets, pool_id) = setup_pool::<T>(MAX_POOL_ASSETS)?;
        let sink: T::AccountId = account("sink", 0, 0);
        fund_tide::<T>(&sink)?;
        Pallet::<T>::do_set_fee_sink(sink.clone())?;
        Pools::<T>::mutate_extant(pool_id, |pool| {
            pool.protocol_fees = per_asset(pool.assets.iter().map(|_| AMOUNT));
        });
        for asset in &assets {
            fund::<T>(&Pallet::<T>::vault(), asset, AMOUNT)?;
        }

        #[extrinsic_call]
        _(RawOrigin::Signed(caller), pool_id);

        assert!(assets.iter().all(|asset| balance::<T>(&sink, asset) == AMOUNT));
        Ok(())
    }

    /// The rests go to a creator and a sink that do not have the assets, which are in no other pool. Its
    /// terms were changed once.
    #[benchmark]
    fn close_pool() -> Result<(), BenchmarkError> {
        let (_, assets, pool_id) = setup_pool::<T>(MAX_POOL_ASSETS)?;
        let (owner, sink) = (owner::<T>(), account("sink", 0, 0));
        fund_tide::<T>(&sink)?;
        Pallet::<T>::do_set_fee_sink(sink.clone())?;
        let shares = T::Shares::total_balance(pool_id, &owner);
        let nothing = per_asset(assets.iter().map(|_| 0));
        Pallet::<T>::do_remove_liquidity(&owner, pool_id, shares, nothing)?;
        for asset in &assets {
            take::<T>(&owner, asset, balance::<T>(&owner, asset))?;
            fund::<T>(&Pallet::<T>::vault(), asset, 2 * AMOUNT)?;
            crate::FeePools::<T>::insert(asset, pool_id);
        }
        Pools::<T>::mutate_extant(pool_id, |pool| {
            pool.reserves = per_asset(pool.assets.iter().map(|_| AMOUNT));
            pool.protocol_fees = pool.reserves.clone();
        });
        TermsChangedAt::<T>::insert(Some(pool_id), Pallet::<T>::now());

        #[extrinsic_call]
        _(RawOrigin::Signed(owner.clone()), pool_id);

        assert!(!Pools::<T>::contains_key(pool_id));
        assert!(!TermsChangedAt::<T>::contains_key(Some(pool_id)));
        for asset in &assets {
            assert!([&owner, &sink].iter().all(|who| balance::<T>(who, asset) == AMOUNT));
            assert!(!Holdings::<T>::contains_key(asset));
        }
        Ok(())
    }

    #[benchmark]
    fn ramp_amplification() -> Result<(), BenchmarkError> {
        let (_, _, pool_id) = setup_pool::<T>(MAX_POOL_ASSETS)?;
        let (origin, blocks) = (governance::<T>()?, T::MinRampBlocks::get());
        pass::<T>();

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, pool_id, 200, blocks);

        let pool = Pools::<T>::get(pool_id).expect("the pool exists");
        assert_eq!(pool.amplification(u32::MAX), Some(20_000));
        Ok(())
    }

    #[benchmark]
    fn set_status() -> Result<(), BenchmarkError> {
        let (_, _, pool_id) = setup_pool::<T>(MAX_POOL_ASSETS)?;
        let origin = governance::<T>()?;

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, pool_id, PoolStatus::WithdrawOnly);

        let pool = Pools::<T>::get(pool_id).expect("the pool exists");
        assert_eq!(pool.status, PoolStatus::WithdrawOnly);
        Ok(())
    }

    /// Not for the first time.
    #[benchmark]
    fn set_terms() -> Result<(), BenchmarkError> {
        let (_, _, pool_id) = setup_pool::<T>(MAX_POOL_ASSETS)?;
        let origin = governance::<T>()?;
        let with_fee = |protocol_fee_bps| Terms { protocol_fee_bps, ..terms::DEFAULT };
        Pallet::<T>::put_terms(Some(pool_id), with_fee(0))?;
        Pallet::<T>::do_set_terms(Some(pool_id), with_fee(500))?;
        pass::<T>();

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, Some(pool_id), with_fee(1_000));

        assert_eq!(Pools::<T>::get(pool_id).expect("the pool exists").terms, with_fee(1_000));
        Ok(())
    }

    #[benchmark]
    fn set_fee_sink() -> Result<(), BenchmarkError> {
        let (origin, sink) = (governance::<T>()?, account::<T::AccountId>("sink", 0, 0));

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, sink.clone());

        assert_eq!(Pallet::<T>::fee_sink(), sink);
        Ok(())
    }

    #[benchmark]
    fn set_fee_pool() -> Result<(), BenchmarkError> {
        setup::<T>()?;
        let others = new_assets::<T>(MAX_POOL_ASSETS - 1);
        let asset = others[0].clone();
        let assets = per_asset([NativeOrWithId::Native].into_iter().chain(others));
        fund::<T>(&owner::<T>(), &NativeOrWithId::Native, 10 * RESERVE)?;
        let pool_id = open_pool::<T>(&owner::<T>(), &assets, STABLE)?;
        let origin = governance::<T>()?;

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, asset.clone(), Some(pool_id));

        assert_eq!(crate::FeePools::<T>::get(asset), Some(pool_id));
        Ok(())
    }
}
