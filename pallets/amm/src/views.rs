//! What can be asked without a transaction. The same code works out the quote and the trade.

use crate::{
    actions::Plan,
    types::{Exact, Pool},
    Config, Pallet, Pools,
};
use alloc::{string::String, vec::Vec};
use frame_support::{
    storage::{with_transaction, TransactionOutcome},
    traits::{
        fungibles::Balanced,
        tokens::{Fortitude, Precision, Preservation},
    },
};
use sp_runtime::{DispatchError, DispatchResult};
use tidewater_math::amm::constant_product::price_impact_bps;
use tidewater_primitives::{
    apis::amm::{HopOutcome, PoolInfo, Quote, Refusal},
    ids::{share_currency, CurrencyId, Hop, PoolId},
};

/// The most pools one page lists.
pub const MAX_PAGE: u32 = 100;

impl<T: Config> Pallet<T> {
    /// What a trade would do now, or the error it would end in.
    ///
    /// With `who`, the legs are moved for real and then undone, so that every reason a token may
    /// have to refuse is found: balance, holds, freezes, the state of the asset, the account's
    /// survival. Without, only the vault's side of the legs is tried.
    pub fn quote(
        asset_in: CurrencyId,
        exact: Exact,
        hops: &[Hop],
        who: Option<&T::AccountId>,
    ) -> Result<Quote, Refusal> {
        Self::try_quote(asset_in, exact, hops, who)
            .map_err(|error| Refusal { error, reason: name_of(error) })
    }

    fn try_quote(
        asset_in: CurrencyId,
        exact: Exact,
        hops: &[Hop],
        who: Option<&T::AccountId>,
    ) -> Result<Quote, DispatchError> {
        let Plan { pool, outcome } = Self::plan(asset_in, exact, hops)?;
        Self::undone(|| match who {
            Some(who) => Self::settle(who, &outcome),
            None => Self::settle_vault(&outcome),
        })?;
        Ok(Quote {
            amount_in: outcome.amount_in,
            amount_out: outcome.amount_out,
            price_impact_bps: impact(&pool, &outcome),
            hops: alloc::vec![outcome],
        })
    }

    /// Moves the vault's side of both legs, as if from and to nowhere.
    fn settle_vault(outcome: &HopOutcome) -> DispatchResult {
        let vault = Self::vault();
        let _paid = T::Currencies::withdraw(
            outcome.asset_out.clone(),
            &vault,
            outcome.amount_out,
            Precision::Exact,
            Preservation::Preserve,
            Fortitude::Polite,
        )?;
        let _received = T::Currencies::deposit(
            outcome.asset_in.clone(),
            &vault,
            outcome.amount_in,
            Precision::Exact,
        )?;
        Ok(())
    }

    /// Does `what`, keeps its result and undoes everything else.
    fn undone(what: impl FnOnce() -> DispatchResult) -> DispatchResult {
        with_transaction(|| TransactionOutcome::Rollback(what()))
    }

    /// The pool with this id.
    pub fn pool_info(pool_id: PoolId) -> Option<PoolInfo> {
        Pools::<T>::get(pool_id).and_then(|pool| describe(pool_id, pool))
    }

    /// Pools by ascending id from `start`, at most `limit` and never more than [`MAX_PAGE`].
    pub fn pool_page(start: PoolId, limit: u32) -> Vec<PoolInfo> {
        let end = start.saturating_add(limit.min(MAX_PAGE));
        (start..end).map_while(Self::pool_info).collect()
    }
}

/// The price impact of a trade that left `pool` behind. The reserves before it fitted, as the trade's
/// own arithmetic was checked, so nothing saturates here.
fn impact(pool: &Pool, outcome: &HopOutcome) -> u32 {
    price_impact_bps(
        outcome.reserve_in.saturating_sub(outcome.amount_in),
        outcome.reserve_out.saturating_add(outcome.amount_out),
        outcome.amount_in,
        outcome.amount_out,
        pool.key.fee_tier.basis_points(),
    )
}

fn describe(pool_id: PoolId, pool: Pool) -> Option<PoolInfo> {
    Some(PoolInfo {
        pool_id,
        kind: pool.key.kind,
        fee_tier: pool.key.fee_tier,
        assets: pool.key.assets.into_inner(),
        reserves: pool.reserves.into_inner(),
        total_shares: pool.total_shares,
        locked_shares: pool.locked_shares,
        share_currency: share_currency(pool_id)?,
    })
}

/// The name of an error, as the metadata has it where it comes from a pallet.
fn name_of(error: DispatchError) -> String {
    match error {
        DispatchError::Module(module) => module.message.unwrap_or("unknown pallet error").into(),
        other => <&'static str>::from(other).into(),
    }
}
