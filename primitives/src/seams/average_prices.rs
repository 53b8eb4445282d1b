//! Prices that nobody can move within a block.

use crate::{
    apis::amm::AveragePrice,
    ids::{CurrencyId, PoolId, Window},
};
use sp_runtime::DispatchError;

/// Average prices of pools, over closed blocks only: what happens in a block is never in a price
/// that is read in it.
pub trait AveragePrices {
    /// The average price of `base` in `quote` in the given pool.
    ///
    /// The answer says how long its history is: a pool that is younger than the window has an
    /// average of its whole life, which whoever opened the pool has chosen.
    ///
    /// # Errors
    /// If there is no such pool, it does not hold both currencies, it has no liquidity, or it got
    /// its first in this very block.
    fn average_price(
        pool_id: PoolId,
        base: &CurrencyId,
        quote: &CurrencyId,
        window: Window,
    ) -> Result<AveragePrice, DispatchError>;
}

/// No prices: every question is refused.
impl AveragePrices for () {
    fn average_price(
        _: PoolId,
        _: &CurrencyId,
        _: &CurrencyId,
        _: Window,
    ) -> Result<AveragePrice, DispatchError> {
        Err(DispatchError::Unavailable)
    }
}
