//! What the calls cost at worst, for `make weights`.
//!
//! Every call moves assets on all sides, closes the caller's accounts of what it pays and opens those of
//! what it receives, in a state deepened by [`FILLERS`] strangers with pools of their own.

use crate::{
    types::{amounts, assets, Exact},
    Call, Config, NextPoolId, Pallet,
};
use frame_benchmarking::v2::*;
use frame_support::{
    traits::{
        fungibles::{Balanced, Inspect},
        tokens::{fungible::NativeOrWithId, Precision},
        Get,
    },
    BoundedVec,
};
use frame_system::RawOrigin;
use sp_runtime::DispatchResult;
use tidewater_primitives::{
    ids::{CurrencyId, FeeTier, Hop, PoolId, PoolKind},
    Balance,
};

/// What the benchmarks need and the pallet cannot do by itself.
pub trait BenchmarkHelper {
    /// Creates an asset with this minimum balance that does not keep accounts alive.
    fn create_asset(min_balance: Balance) -> CurrencyId;
}

/// Strangers in the state, each with TIDE, the benchmark's currencies and a pool of an asset of its own.
const FILLERS: u32 = 1_000;
/// The minimum balance of the assets.
const MIN_BALANCE: Balance = 1_000;
/// What a call moves.
const AMOUNT: Balance = 1_000_000_000_000;
/// What the benchmark's pool holds of each currency.
const RESERVE: Balance = 1_000 * AMOUNT;

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

/// Two currencies that no pool holds, in an account of every stranger, and a rich caller without them.
fn setup<T: Config>() -> Result<(T::AccountId, [CurrencyId; 2]), BenchmarkError> {
    let pair = [(); 2].map(|_| T::BenchmarkHelper::create_asset(MIN_BALANCE));
    for index in 0..FILLERS {
        let stranger: T::AccountId = account("stranger", index, 0);
        let own = T::BenchmarkHelper::create_asset(MIN_BALANCE);
        fund_tide::<T>(&stranger)?;
        for asset in pair.iter().chain([&own]) {
            fund::<T>(&stranger, asset, AMOUNT)?;
        }
        open_pool::<T>(&stranger, [NativeOrWithId::Native, own], AMOUNT / 2)?;
    }
    let caller = whitelisted_caller();
    fund_tide::<T>(&caller)?;
    Ok((caller, pair))
}

/// Lets `who` open a pool and put `reserve` of each currency in.
fn open_pool<T: Config>(
    who: &T::AccountId,
    pair: [CurrencyId; 2],
    reserve: Balance,
) -> Result<PoolId, BenchmarkError> {
    let (kind, fee_tier) = (PoolKind::ConstantProduct, FeeTier::Bp30);
    let pool_id = Pallet::<T>::do_create_pool(who, assets(pair), kind, fee_tier)?;
    Pallet::<T>::do_add_liquidity(who, pool_id, amounts([reserve; 2]), 0)?;
    Ok(pool_id)
}

/// [`setup`] and a pool of the two currencies that belongs to somebody else.
fn setup_pool<T: Config>() -> Result<(T::AccountId, [CurrencyId; 2], PoolId), BenchmarkError> {
    let (caller, pair) = setup::<T>()?;
    let owner: T::AccountId = account("owner", 0, 0);
    fund_tide::<T>(&owner)?;
    for asset in &pair {
        fund::<T>(&owner, asset, 2 * RESERVE)?;
    }
    let pool_id = open_pool::<T>(&owner, pair.clone(), RESERVE)?;
    Ok((caller, pair, pool_id))
}

fn balance<T: Config>(who: &T::AccountId, asset: &CurrencyId) -> Balance {
    T::Currencies::total_balance(asset.clone(), who)
}

#[benchmarks]
mod benchmarks {
    use super::*;

    /// Nobody has pooled either currency, and the caller's last unit goes to the vault.
    #[benchmark]
    fn create_pool() -> Result<(), BenchmarkError> {
        let (caller, pair) = setup::<T>()?;
        for asset in &pair {
            fund::<T>(&caller, asset, MIN_BALANCE)?;
        }
        let pool_id = NextPoolId::<T>::get();

        #[extrinsic_call]
        _(
            RawOrigin::Signed(caller.clone()),
            assets(pair.clone()),
            PoolKind::ConstantProduct,
            FeeTier::Bp30,
        );

        assert_eq!(NextPoolId::<T>::get(), pool_id + 1);
        assert_eq!(pair.map(|asset| balance::<T>(&caller, &asset)), [0; 2]);
        Ok(())
    }

    /// The caller puts in all it has and receives its first shares.
    #[benchmark]
    fn add_liquidity() -> Result<(), BenchmarkError> {
        let (caller, pair, pool_id) = setup_pool::<T>()?;
        for asset in &pair {
            fund::<T>(&caller, asset, AMOUNT)?;
        }

        #[extrinsic_call]
        _(RawOrigin::Signed(caller.clone()), pool_id, amounts([AMOUNT; 2]), 1);

        assert_eq!(pair.map(|asset| balance::<T>(&caller, &asset)), [0; 2]);
        assert!(T::Shares::total_balance(pool_id, &caller) > 0);
        Ok(())
    }

    /// The caller gives up its last share and has none of the currencies yet.
    #[benchmark]
    fn remove_liquidity() -> Result<(), BenchmarkError> {
        let (caller, pair, pool_id) = setup_pool::<T>()?;
        for asset in &pair {
            fund::<T>(&caller, asset, AMOUNT)?;
        }
        Pallet::<T>::do_add_liquidity(&caller, pool_id, amounts([AMOUNT; 2]), 0)?;
        let shares = T::Shares::total_balance(pool_id, &caller);

        #[extrinsic_call]
        _(RawOrigin::Signed(caller.clone()), pool_id, shares, amounts([1; 2]));

        assert_eq!(T::Shares::total_balance(pool_id, &caller), 0);
        assert!(pair.iter().all(|asset| balance::<T>(&caller, asset) > 0));
        Ok(())
    }

    /// The caller sells all it has for something it has never had.
    #[benchmark]
    fn swap_exact_in() -> Result<(), BenchmarkError> {
        let (caller, [sold, bought], pool_id) = setup_pool::<T>()?;
        fund::<T>(&caller, &sold, AMOUNT)?;
        let hops =
            BoundedVec::truncate_from(alloc::vec![Hop { pool_id, asset_out: bought.clone() }]);

        #[extrinsic_call]
        _(RawOrigin::Signed(caller.clone()), sold.clone(), AMOUNT, hops, 1);

        assert_eq!(balance::<T>(&caller, &sold), 0);
        assert!(balance::<T>(&caller, &bought) > 0);
        Ok(())
    }

    /// As [`swap_exact_in`], told by what is bought.
    #[benchmark]
    fn swap_exact_out() -> Result<(), BenchmarkError> {
        let (caller, [sold, bought], pool_id) = setup_pool::<T>()?;
        let hops = alloc::vec![Hop { pool_id, asset_out: bought.clone() }];
        let quote = Pallet::<T>::quote(sold.clone(), Exact::Out(AMOUNT), &hops, None)
            .map_err(|refusal| BenchmarkError::from(refusal.error))?;
        fund::<T>(&caller, &sold, quote.amount_in)?;
        let hops = BoundedVec::truncate_from(hops);

        #[extrinsic_call]
        _(RawOrigin::Signed(caller.clone()), sold.clone(), quote.amount_in, hops, AMOUNT);

        assert_eq!(balance::<T>(&caller, &sold), 0);
        assert_eq!(balance::<T>(&caller, &bought), AMOUNT);
        Ok(())
    }
}
