//! Creating a pool.

use crate::{
    types::{per_asset, Assets, CurveState, Holding, Pool, PoolKey, Ramp},
    Config, DefaultTerms, Error, Event, HoldReason, Holdings, NextPoolId, Pallet, PoolDeposits,
    PoolIds, Pools, PoolsOf,
};
use frame_support::{
    ensure,
    traits::{
        fungibles::{Create, Inspect, InspectHold, MutateHold},
        tokens::{fungible::NativeOrWithId, DepositConsequence, Provenance, WithdrawConsequence},
        AccountTouch, Get,
    },
};
use sp_runtime::{traits::Convert, DispatchError, DispatchResult};
use tidewater_math::amm::stable;
use tidewater_primitives::ids::{
    pool_of_share, share_currency, CurrencyId, Curve, FeeTier, PoolId,
};

/// The share asset's smallest balance: one unit, so that no share is ever swept as dust.
const SHARE_MIN_BALANCE: u128 = 1;

impl<T: Config> Pallet<T> {
    pub(crate) fn do_create_pool(
        creator: &T::AccountId,
        assets: Assets,
        curve: Curve,
        fee_tier: FeeTier,
    ) -> Result<PoolId, DispatchError> {
        let key = PoolKey::new(assets, curve.kind(), fee_tier);
        Self::ensure_poolable(&key.assets)?;
        ensure!(!PoolIds::<T>::contains_key(&key), Error::<T>::PoolExists);
        let state = Self::new_curve(&key.assets, curve)?;
        let pool_id = NextPoolId::<T>::get();
        ensure!(share_currency(pool_id).is_some(), Error::<T>::TooManyPools);
        let next_id = pool_id.checked_add(1).ok_or(Error::<T>::TooManyPools)?;

        for asset in &key.assets {
            Self::open_account(creator, asset)?;
        }
        let deposit = T::PoolDeposit::get();
        let reason = HoldReason::PoolDeposit.into();
        T::Holds::hold(NativeOrWithId::Native, &reason, creator, deposit)?;
        T::Shares::create(pool_id, Self::vault(), false, SHARE_MIN_BALANCE)?;

        for asset in &key.assets {
            PoolsOf::<T>::insert(asset, pool_id, ());
        }
        let mut pool = Pool::empty(key.assets.clone(), state, fee_tier, DefaultTerms::<T>::get());
        Self::touch(&mut pool, Self::now());
        NextPoolId::<T>::put(next_id);
        PoolDeposits::<T>::insert(pool_id, (creator.clone(), deposit));
        PoolIds::<T>::insert(&key, pool_id);
        Pools::<T>::insert(pool_id, pool);
        let (creator, assets) = (creator.clone(), key.assets);
        Self::deposit_event(Event::PoolCreated { pool_id, creator, assets, curve, fee_tier });
        Ok(pool_id)
    }

    /// Checks sorted `assets`: all different, existing, live, and no shares.
    fn ensure_poolable(assets: &Assets) -> DispatchResult {
        let mut previous = None;
        for asset in assets {
            ensure!(previous != Some(asset), Error::<T>::IdenticalAssets);
            ensure!(pool_of_share(asset).is_none(), Error::<T>::SharesNotPoolable);
            Self::ensure_live(asset)?;
            previous = Some(asset);
        }
        Ok(())
    }

    /// The curve of a new pool, if it can have these many assets of these decimals.
    fn new_curve(assets: &Assets, curve: Curve) -> Result<CurveState, Error<T>> {
        match curve {
            Curve::ConstantProduct => {
                ensure!(assets.len() == 2, Error::<T>::WrongAssetCount);
                Ok(CurveState::ConstantProduct)
            }
            Curve::Stable { amplification } => {
                let decimals = per_asset(assets.iter().map(|a| T::Decimals::convert(a.clone())));
                let ramp = Ramp::constant(amplification);
                stable::check_parameters(&decimals, ramp.to)?;
                Ok(CurveState::Stable { decimals, ramp })
            }
        }
    }

    /// Checks that `asset` exists and is neither frozen nor being destroyed.
    fn ensure_live(asset: &CurrencyId) -> DispatchResult {
        // Taking nothing is refused for the asset's own state only, never for the account's.
        match T::Currencies::can_withdraw(asset.clone(), &Self::vault(), 0) {
            WithdrawConsequence::UnknownAsset => Err(Error::<T>::UnknownAsset.into()),
            WithdrawConsequence::Frozen => Err(Error::<T>::AssetFrozen.into()),
            _ => Ok(()),
        }
    }

    /// Counts one more pool with `asset`. The first one gives the vault an account of it, paid by
    /// `creator`, and makes it indestructible.
    fn open_account(creator: &T::AccountId, asset: &CurrencyId) -> DispatchResult {
        let mut holding = match Holdings::<T>::get(asset) {
            Some(holding) => holding,
            None => {
                Self::touch_account(creator, asset)?;
                let cushion = T::Currencies::minimum_balance(asset.clone());
                Self::collect(asset, creator, cushion)?;
                Holding { cushion, pools: 0, short: false }
            }
        };
        // Nobody can take TIDE from the vault, so nothing of it has ever to be settled.
        if *asset != NativeOrWithId::Native {
            ensure!(holding.pools < T::MaxPoolsPerAsset::get(), Error::<T>::TooManyPoolsOfAsset);
            Self::pin(creator, asset)?;
        }
        holding.pools = holding.pools.checked_add(1).ok_or(Error::<T>::TooManyPools)?;
        Holdings::<T>::insert(asset, holding);
        Ok(())
    }

    /// Opens the vault's account of `asset`.
    ///
    /// With somebody else's deposit the account needs no consumer reference of the vault, of which
    /// there are few. Who donated before the first pool has already paid for the account, and so has
    /// who opened it without putting anything in: anybody may, for any account. Only an account that
    /// is not there yet refuses to be given nothing.
    fn touch_account(creator: &T::AccountId, asset: &CurrencyId) -> DispatchResult {
        let nothing =
            T::Currencies::can_deposit(asset.clone(), &Self::vault(), 0, Provenance::Extant);
        if nothing == DepositConsequence::BelowMinimum {
            T::Currencies::touch(asset.clone(), &Self::vault(), creator)?;
        }
        Ok(())
    }

    /// Holds one more minimum balance in the vault: an asset of which something is held cannot be
    /// destroyed by its team.
    fn pin(creator: &T::AccountId, asset: &CurrencyId) -> DispatchResult {
        let (vault, reason) = (Self::vault(), HoldReason::Cushion.into());
        let held = T::Holds::balance_on_hold(asset.clone(), &reason, &vault);
        if held > 0 {
            return Ok(());
        }
        let amount = T::Currencies::minimum_balance(asset.clone());
        Self::collect(asset, creator, amount)?;
        T::Holds::hold(asset.clone(), &reason, &vault, amount)
    }
}
