//! One face for all curves: which formula of `tidewater-math` a pool computes with.

use crate::types::{per_asset, Amounts, CurveState, Exact, Pool};
use alloc::vec::Vec;
use sp_core::U256;
use tidewater_math::{
    amm::{constant_product, ema, shares, stable, Added, Fees, Removed, RemovedSingle, Swap},
    rounding::sqrt_of_product,
    MathError,
};
use tidewater_primitives::{Balance, BlockNumber};

impl Pool {
    /// The amplification in block `now`, in hundredths; `None` for a curve without one.
    pub fn amplification(&self, now: BlockNumber) -> Option<u32> {
        match &self.curve {
            CurveState::ConstantProduct => None,
            CurveState::Stable { ramp, .. } => Some(ramp.at(now)),
        }
    }

    /// What a trade between two positions does, for these fees, in block `now`.
    pub fn price_swap(
        &self,
        [input, output]: [usize; 2],
        exact: Exact,
        fees: Fees,
        now: BlockNumber,
    ) -> Result<Swap, MathError> {
        if let Some(pool) = self.as_stable(now) {
            return match exact {
                Exact::In(amount) => stable::swap_exact_in(&pool, input, output, amount, fees),
                Exact::Out(amount) => stable::swap_exact_out(&pool, input, output, amount, fees),
            };
        }
        let (from, to) = (self.reserve(input), self.reserve(output));
        match exact {
            Exact::In(amount) => constant_product::swap_exact_in(from, to, amount, fees),
            Exact::Out(amount) => constant_product::swap_exact_out(from, to, amount, fees),
        }
    }

    /// What a deposit gives. `amounts` has one entry for each currency. The first deposit is taken
    /// whole; later ones are taken in proportion by a constant-product pool, whole by a stable one.
    pub fn price_addition(
        &self,
        amounts: &[Balance],
        locked: Balance,
        now: BlockNumber,
    ) -> Result<Added, MathError> {
        if self.total_shares == 0 {
            return self.price_first_deposit(amounts, locked, now);
        }
        match self.as_stable(now) {
            Some(pool) => stable::add_liquidity(&pool, self.total_shares, amounts, self.fees()),
            None => {
                let [reserves, amounts] = [pair(&self.reserves)?, pair(amounts)?];
                constant_product::add_liquidity(reserves, self.total_shares, amounts)
            }
        }
    }

    fn price_first_deposit(
        &self,
        amounts: &[Balance],
        locked: Balance,
        now: BlockNumber,
    ) -> Result<Added, MathError> {
        let first = match self.as_stable(now) {
            Some(pool) => stable::first_shares(amounts, pool.decimals, pool.amplification, locked)?,
            None => constant_product::first_shares(pair(amounts)?, locked)?,
        };
        let taken: tidewater_math::amm::Amounts = amounts.iter().copied().collect();
        let nothing: tidewater_math::amm::Amounts = amounts.iter().map(|_| 0).collect();
        Ok(Added {
            amounts: taken.clone(),
            fees: nothing.clone(),
            protocol_fees: nothing,
            shares: first.minted,
            reserves: taken,
            total_shares: first.total,
        })
    }

    /// What redeeming `shares` in proportion pays.
    pub fn price_removal(&self, redeemed: Balance) -> Result<Removed, MathError> {
        shares::remove_in_proportion(
            &self.reserves,
            self.total_shares,
            self.locked_shares,
            redeemed,
        )
    }

    /// What redeeming `shares` in the one currency at `output` pays; `None` if the curve cannot.
    pub fn price_removal_single(
        &self,
        redeemed: Balance,
        output: usize,
        now: BlockNumber,
    ) -> Option<Result<RemovedSingle, MathError>> {
        let pool = self.as_stable(now)?;
        let (total, locked) = (self.total_shares, self.locked_shares);
        Some(stable::remove_liquidity_single(&pool, total, locked, redeemed, output, self.fees()))
    }

    /// The price of each currency but the first, in the first one, as the reserves now stand.
    pub fn spot_prices(&self, now: BlockNumber) -> Result<Vec<U256>, MathError> {
        let prices: Vec<_> = match self.as_stable(now) {
            Some(pool) => stable::spot_prices(&pool)?.into_iter().collect(),
            None => {
                let [first, second] = pair(&self.reserves)?;
                // Nothing can be bought from a pool that has lost its first currency.
                if first == 0 {
                    return Err(MathError::EmptyPool);
                }
                alloc::vec![ema::price(first, second)?]
            }
        };
        Ok(prices.into_iter().map(stored).collect())
    }

    /// The pool's liquidity as one number: the root of the product of the reserves, or the
    /// StableSwap invariant.
    pub fn liquidity(&self, now: BlockNumber) -> Result<Balance, MathError> {
        match self.as_stable(now) {
            Some(pool) => stable::invariant(&pool),
            None => {
                let [first, second] = pair(&self.reserves)?;
                Ok(sqrt_of_product(first, second))
            }
        }
    }

    /// How much worse a trade was than the price before it, fees apart, in basis points. `self` is
    /// the pool before the trade.
    ///
    /// Without a price before the trade, there is nothing to compare it with: zero.
    pub fn price_impact_bps(
        &self,
        [input, output]: [usize; 2],
        [paid, received]: [Balance; 2],
        now: BlockNumber,
    ) -> u32 {
        let fee_bps = self.fees().trade_bps;
        match self.as_stable(now) {
            Some(pool) => {
                stable::price_impact_bps(&pool, (input, paid), (output, received), fee_bps)
                    .unwrap_or_default()
            }
            None => constant_product::price_impact_bps(
                self.reserve(input),
                self.reserve(output),
                paid,
                received,
                fee_bps,
            ),
        }
    }

    fn as_stable(&self, now: BlockNumber) -> Option<stable::Pool<'_>> {
        match &self.curve {
            CurveState::ConstantProduct => None,
            CurveState::Stable { decimals, ramp } => Some(stable::Pool {
                reserves: &self.reserves,
                decimals,
                amplification: ramp.at(now),
            }),
        }
    }
}

/// A number of `tidewater-math` as it is stored.
pub(crate) fn stored(number: tidewater_math::U256) -> U256 {
    U256(number.into_limbs())
}

/// A stored number as `tidewater-math` takes it.
pub(crate) fn computed(number: U256) -> tidewater_math::U256 {
    tidewater_math::U256::from_limbs(number.0)
}

/// The list of a pool that `tidewater-math` has worked out.
pub(crate) fn listed(amounts: &[Balance]) -> Amounts {
    per_asset(amounts.iter().copied())
}

fn pair(amounts: &[Balance]) -> Result<[Balance; 2], MathError> {
    amounts.try_into().map_err(|_| MathError::EmptyPool)
}
