//! What one block may do to a pool.

use crate::{
    types::{terms, Pool},
    Config, Error, Pallet,
};
use frame_support::ensure;
use sp_runtime::{DispatchError, DispatchResult};
use tidewater_math::{
    amm::{Balance, BASIS_POINTS},
    rounding::{mul_div, Rounding},
};
use tidewater_primitives::{apis::amm::Headroom, ids::PoolId};

/// How much a trade may still move through a pool, by each of the two bounds.
pub(crate) struct Bounds {
    /// The most put in and taken out by one trade.
    trade: [Balance; 2],
    /// The most put in and taken out by what is left of the block's flow.
    flow: [Balance; 2],
}

impl Bounds {
    /// The bounds for a trade between two positions of a pool that is up to date.
    pub(crate) fn of(pool: &Pool, [input, output]: [usize; 2]) -> Self {
        let (terms, block) = (&pool.terms, &pool.block);
        let start = |position: usize| block.reserves.get(position).copied().unwrap_or_default();
        let flow = |position: usize| block.flow.get(position).copied().unwrap_or_default();
        let most = |position| part(start(position), terms.max_flow_bps);
        Self {
            trade: [input, output].map(|at| part(pool.reserve(at), terms.max_trade_bps)),
            flow: [
                left(most(input), flow(input)),
                left(most(output), flow(output).saturating_neg()),
            ],
        }
    }

    /// The stricter of both bounds, for each side.
    pub(crate) fn headroom(&self, pool_id: PoolId) -> Headroom {
        let ([trade_in, trade_out], [flow_in, flow_out]) = (self.trade, self.flow);
        Headroom { pool_id, amount_in: trade_in.min(flow_in), amount_out: trade_out.min(flow_out) }
    }

    /// Checks a trade of these two amounts.
    pub(crate) fn check<T: Config>(&self, amounts: [Balance; 2]) -> DispatchResult {
        let within = |most: [Balance; 2]| amounts.iter().zip(&most).all(|(a, most)| a <= most);
        ensure!(within(self.trade), Error::<T>::TradeTooLarge);
        ensure!(within(self.flow), Error::<T>::FlowLimitReached);
        Ok(())
    }
}

impl<T: Config> Pallet<T> {
    /// Counts a trade into the block's flow.
    pub(crate) fn note_flow(
        pool: &mut Pool,
        [input, output]: [usize; 2],
        [amount_in, amount_out]: [Balance; 2],
    ) -> DispatchResult {
        let signed = |amount: Balance| i128::try_from(amount).map_err(|_| Error::<T>::Overflow);
        let (amount_in, amount_out) = (signed(amount_in)?, signed(amount_out)?);
        let flow = pool.block.flow.get_mut(input).ok_or(Error::<T>::AssetNotInPool)?;
        *flow = flow.checked_add(amount_in).ok_or(Error::<T>::Overflow)?;
        let flow = pool.block.flow.get_mut(output).ok_or(Error::<T>::AssetNotInPool)?;
        *flow = flow.checked_sub(amount_out).ok_or(Error::<T>::Overflow)?;
        Ok(())
    }

    /// Checks that the shares have not grown more in this block than they may.
    pub(crate) fn ensure_growth(pool: &Pool) -> DispatchResult {
        let room = part(pool.block.shares, pool.terms.max_liquidity_bps);
        let grown = pool.total_shares.saturating_sub(pool.block.shares);
        ensure!(grown <= room, Error::<T>::LiquidityLimitReached);
        Ok(())
    }

    /// Checks that the shares have not fallen more in this block than withdrawals in one currency
    /// may make them.
    pub(crate) fn ensure_shrinkage(pool: &Pool) -> DispatchResult {
        let room = part(pool.block.shares, pool.terms.max_liquidity_bps);
        let fallen = pool.block.shares.saturating_sub(pool.total_shares);
        ensure!(fallen <= room, Error::<T>::LiquidityLimitReached);
        Ok(())
    }

    /// Checks that the pool trades at all.
    pub(crate) fn ensure_tradable(pool: &Pool) -> Result<(), DispatchError> {
        ensure!(terms::tradable(pool.status), Error::<T>::TradingClosed);
        Ok(())
    }
}

/// `floor(amount · bps / 10 000)`: at most `amount`, as no bound is above 10 000.
fn part(amount: Balance, bps: u16) -> Balance {
    mul_div(amount, bps.into(), BASIS_POINTS.into(), Rounding::Down).unwrap_or_default()
}

/// What `most` leaves once `moved` has been moved; what was moved the other way adds to it.
fn left(most: Balance, moved: i128) -> Balance {
    if moved >= 0 {
        most.saturating_sub(moved.unsigned_abs())
    } else {
        most.saturating_add(moved.unsigned_abs())
    }
}
