//! Trading.

use crate::{
    types::{Exact, Pool},
    Config, Error, Event, Pallet, Pools,
};
use frame_support::{ensure, BoundedVec};
use sp_runtime::{DispatchError, DispatchResult};
use tidewater_math::amm::constant_product;
use tidewater_primitives::{
    apis::amm::HopOutcome,
    ids::{CurrencyId, Hop},
    Balance,
};

/// A trade that has been worked out and moved nothing yet.
pub(crate) struct Plan {
    /// The pool as it will be.
    pub pool: Pool,
    /// What the trade does.
    pub outcome: HopOutcome,
}

impl<T: Config> Pallet<T> {
    /// `limit` bounds the side of the trade that `exact` leaves open.
    pub(crate) fn do_swap(
        who: &T::AccountId,
        asset_in: CurrencyId,
        hops: &[Hop],
        exact: Exact,
        limit: Balance,
    ) -> DispatchResult {
        let Plan { pool, outcome } = Self::plan(asset_in, exact, hops)?;
        match exact {
            Exact::In(_) => {
                ensure!(outcome.amount_out >= limit, Error::<T>::AmountOutBelowMinimum)
            }
            Exact::Out(_) => ensure!(outcome.amount_in <= limit, Error::<T>::AmountInAboveMaximum),
        }
        Self::settle(who, &outcome)?;

        Pools::<T>::insert(outcome.pool_id, pool);
        Self::deposit_event(Event::Swapped {
            who: who.clone(),
            asset_in: outcome.asset_in.clone(),
            amount_in: outcome.amount_in,
            asset_out: outcome.asset_out.clone(),
            amount_out: outcome.amount_out,
            hops: BoundedVec::truncate_from(alloc::vec![outcome]),
        });
        Ok(())
    }

    /// Works out a trade in the present state, without regard to who makes it.
    pub(crate) fn plan(
        asset_in: CurrencyId,
        exact: Exact,
        hops: &[Hop],
    ) -> Result<Plan, DispatchError> {
        let (hop, rest) = hops.split_first().ok_or(Error::<T>::EmptyRoute)?;
        ensure!(rest.is_empty(), Error::<T>::RouteTooLong);
        let Hop { pool_id, asset_out } = hop.clone();
        ensure!(asset_in != asset_out, Error::<T>::IdenticalAssets);
        let mut pool = Pools::<T>::get(pool_id).ok_or(Error::<T>::PoolNotFound)?;
        let reserve_in = pool.reserve(&asset_in).ok_or(Error::<T>::AssetNotInPool)?;
        let reserve_out = pool.reserve(&asset_out).ok_or(Error::<T>::AssetNotInPool)?;

        let fee = pool.key.fee_tier.basis_points();
        let swap = match exact {
            Exact::In(amount) => {
                constant_product::swap_exact_in(reserve_in, reserve_out, amount, fee)
            }
            Exact::Out(amount) => {
                constant_product::swap_exact_out(reserve_in, reserve_out, amount, fee)
            }
        }
        .map_err(Error::<T>::from)?;
        pool.set_reserve(&asset_in, swap.reserve_in).ok_or(Error::<T>::AssetNotInPool)?;
        pool.set_reserve(&asset_out, swap.reserve_out).ok_or(Error::<T>::AssetNotInPool)?;
        let outcome = HopOutcome {
            pool_id,
            asset_in,
            amount_in: swap.amount_in,
            asset_out,
            amount_out: swap.amount_out,
            fee: swap.fee,
            reserve_in: swap.reserve_in,
            reserve_out: swap.reserve_out,
        };
        Ok(Plan { pool, outcome })
    }

    /// Moves the two legs of a trade.
    ///
    /// The trader is paid first: an account that lives by the asset it sells is then never closed
    /// and opened again on the way, which would reset its nonce. If the trader cannot pay, the
    /// call's storage layer takes the payment back.
    pub(crate) fn settle(who: &T::AccountId, outcome: &HopOutcome) -> DispatchResult {
        Self::pay_out(&outcome.asset_out, who, outcome.amount_out)?;
        Self::collect(&outcome.asset_in, who, outcome.amount_in)
    }
}
