//! What can be asked without a transaction. The same code works out the quote and the trade.

use crate::{
    actions::{Plan, Planned, Step},
    limits::Bounds,
    types::{Exact, Pool},
    Config, Pallet, Pools,
};
use alloc::{string::String, vec::Vec};
use frame_support::traits::{
    fungibles::Balanced,
    tokens::{Precision, Preservation},
};
use sp_runtime::{DispatchError, DispatchResult};
use tidewater_math::amm::BASIS_POINTS;
use tidewater_primitives::{
    apis::amm::{Headroom, PoolInfo, Quote, Refusal},
    ids::{share_currency, CurrencyId, Hop, PoolId},
    BlockNumber,
};

/// The most pools one page lists.
pub const MAX_PAGE: u32 = 100;

impl<T: Config> Pallet<T> {
    /// What a trade would do in this block, or the error it would end in.
    pub fn quote(
        asset_in: CurrencyId,
        exact: Exact,
        hops: &[Hop],
        who: Option<&T::AccountId>,
    ) -> Result<Quote, Refusal> {
        Self::quote_in(asset_in, exact, hops, who, Self::now())
    }

    /// What a trade would do in the present state as of block `now`, or the error it would end in.
    ///
    /// With `who`, the legs are moved for real and then undone, so that every reason a token may
    /// have to refuse is found: balance, holds, freezes, the state of the asset, the account's
    /// survival. Without, only the vault's side of the legs is tried.
    pub fn quote_in(
        asset_in: CurrencyId,
        exact: Exact,
        hops: &[Hop],
        who: Option<&T::AccountId>,
        now: BlockNumber,
    ) -> Result<Quote, Refusal> {
        Self::try_quote(asset_in.clone(), exact, hops, who, now).map_err(|error| Refusal {
            headroom: Self::headroom(asset_in, hops, now),
            ..Self::refusal(error)
        })
    }

    fn try_quote(
        asset_in: CurrencyId,
        exact: Exact,
        hops: &[Hop],
        who: Option<&T::AccountId>,
        now: BlockNumber,
    ) -> Result<Quote, DispatchError> {
        let preservation = Self::preservation(&asset_in);
        let route = Self::open_route(asset_in, hops, now)?;
        let plan = Self::plan_route(route.clone(), exact, now)?;
        Self::undone(|| match who {
            Some(who) => Self::settle(&plan, who, who, preservation),
            None => Self::settle_vault(&plan),
        })?;
        let mut quote = Quote {
            amount_in: plan.paid.1,
            amount_out: plan.received.1,
            price_impact_bps: impact_of(&route, &plan, now),
            hops: Vec::with_capacity(plan.steps.len()),
            headroom: Vec::with_capacity(plan.steps.len()),
        };
        for Planned { outcome, headroom, .. } in plan.steps {
            quote.hops.push(outcome);
            quote.headroom.push(headroom);
        }
        Ok(quote)
    }

    /// Moves the vault's side of both legs, as if from and to nowhere.
    pub(crate) fn settle_vault(plan: &Plan) -> DispatchResult {
        let ((asset_in, amount_in), (asset_out, amount_out)) = (&plan.paid, &plan.received);
        let vault = Self::vault();
        let _paid = Self::withdraw(asset_out, &vault, *amount_out, Preservation::Preserve)?;
        let exactly = Precision::Exact;
        let _received = T::Currencies::deposit(asset_in.clone(), &vault, *amount_in, exactly)?;
        Ok(())
    }

    /// What each pool of a route has left for trades; empty if the route leads nowhere.
    pub(crate) fn headroom(asset_in: CurrencyId, hops: &[Hop], now: BlockNumber) -> Vec<Headroom> {
        let steps = Self::open_route(asset_in, hops, now).unwrap_or_default();
        let bounds = |pool: &Pool, positions| Bounds::of(pool, positions);
        steps.iter().map(|step| bounds(&step.pool, step.positions).headroom(step.pool_id)).collect()
    }

    /// The pool with this id.
    pub fn pool_info(pool_id: PoolId) -> Option<PoolInfo> {
        Pools::<T>::get(pool_id).and_then(|pool| describe(pool_id, pool, Self::next()))
    }

    /// Pools by ascending id from `start`, at most `limit` and never more than [`MAX_PAGE`]. Closed
    /// pools are passed over, so that a page is shorter by them.
    pub fn pool_page(start: PoolId, limit: u32) -> Vec<PoolInfo> {
        let end = start.saturating_add(limit.min(MAX_PAGE));
        (start..end).filter_map(Self::pool_info).collect()
    }

    /// An error as an answer.
    pub(crate) fn refusal(error: DispatchError) -> Refusal {
        Refusal { error, reason: name_of(error), headroom: Vec::new() }
    }
}

/// How much worse a trade is than the prices before it, fees apart, rounded up: what is left of each
/// step's price, multiplied. `route` has the pools before the trade.
fn impact_of(route: &[Step], plan: &Plan, now: BlockNumber) -> u32 {
    let kept = route.iter().zip(&plan.steps).fold(BASIS_POINTS, |kept, (before, planned)| {
        let amounts = [planned.outcome.amount_in, planned.outcome.amount_out];
        let impact = before.pool.price_impact_bps(before.positions, amounts, now);
        kept.saturating_mul(BASIS_POINTS.saturating_sub(impact)) / BASIS_POINTS
    });
    BASIS_POINTS.saturating_sub(kept)
}

fn describe(pool_id: PoolId, pool: Pool, now: u32) -> Option<PoolInfo> {
    Some(PoolInfo {
        pool_id,
        kind: pool.kind(),
        fee_tier: pool.fee_tier,
        amplification: pool.amplification(now),
        assets: pool.assets.into_inner(),
        reserves: pool.reserves.into_inner(),
        total_shares: pool.total_shares,
        locked_shares: pool.locked_shares,
        share_currency: share_currency(pool_id)?,
        status: pool.status,
        protocol_fees: pool.protocol_fees.into_inner(),
        terms: pool.terms,
    })
}

/// The name of an error, as the metadata has it where it comes from a pallet.
fn name_of(error: DispatchError) -> String {
    match error {
        DispatchError::Module(module) => module.message.unwrap_or("unknown pallet error").into(),
        other => <&'static str>::from(other).into(),
    }
}
