//! Averages of closed blocks, and what a block began with.
//!
//! A pool is brought up to date when it is touched first in a block, before anything else happens to
//! it. The price at that moment is the one that was in force since the block it was touched in last;
//! it is what the averages and the sums take in. What happens within a block is therefore never in
//! a price that is read in the same block.

use crate::{
    curves::{computed, stored},
    types::{per_asset, BlockRecord, History, Pool, PriceRecord, WINDOWS},
    Config, Error, Pallet, Pools,
};
use alloc::vec::Vec;
use frame_support::{ensure, traits::Get, BoundedVec};
use sp_core::U256;
use sp_runtime::{traits::UniqueSaturatedInto, DispatchError};
use tidewater_math::{amm::ema, MathError};
use tidewater_primitives::{
    apis::amm::{AveragePrice, CumulativePrice},
    ids::{CurrencyId, PoolId, Window},
    BlockNumber,
};

impl<T: Config> Pallet<T> {
    /// The block that is being built.
    pub(crate) fn now() -> BlockNumber {
        frame_system::Pallet::<T>::block_number().unique_saturated_into()
    }

    /// The block after it. Who asks from outside asks the state that a block has left behind, and what
    /// is asked about will happen in the next one.
    pub(crate) fn next() -> BlockNumber {
        Self::now().saturating_add(1)
    }

    /// Brings `pool` up to date in block `now`, unless that block already has.
    pub(crate) fn touch(pool: &mut Pool, now: BlockNumber) {
        if pool.block.number == now {
            return;
        }
        pool.history = Self::history_at(pool, now);
        Self::open_block(pool, now);
    }

    /// Notes what the block begins with, unless it has been noted. Without the averages, which only
    /// who writes the pool has to bring up to date.
    pub(crate) fn open_block(pool: &mut Pool, now: BlockNumber) {
        if pool.block.number != now {
            pool.block = BlockRecord {
                number: now,
                reserves: pool.reserves.clone(),
                shares: pool.total_shares,
                flow: per_asset(pool.assets.iter().map(|_| 0)),
            };
        }
    }

    /// Begins the history of a pool with its first deposit, in this block.
    pub(crate) fn begin_history(pool: &mut Pool) -> Result<(), DispatchError> {
        let now = Self::now();
        let liquidity = pool.liquidity(now).map_err(Error::<T>::from)?;
        let prices = pool.spot_prices(now).map_err(Error::<T>::from)?;
        pool.history = History {
            since: now,
            prices: BoundedVec::truncate_from(
                prices
                    .into_iter()
                    .map(|price| PriceRecord {
                        averages: [price; WINDOWS],
                        cumulative: U256::zero(),
                    })
                    .collect(),
            ),
            liquidity: [liquidity; WINDOWS],
        };
        Ok(())
    }

    /// The history of `pool` with all blocks before `now` in it.
    ///
    /// A pool without a price, as when one of its assets was lost, keeps its averages. Its sums go on
    /// with the last one, so that a mean over such blocks is still one of prices, and it has no
    /// liquidity in them.
    fn history_at(pool: &Pool, now: BlockNumber) -> History {
        let mut history = pool.history.clone();
        let elapsed = now.saturating_sub(pool.block.number);
        if elapsed == 0 || history.prices.is_empty() {
            return history;
        }
        let weights = T::AverageWindows::get().map(|window| ema::weight_of_past(window, elapsed));
        let (Ok(prices), Ok(liquidity)) = (pool.spot_prices(now), pool.liquidity(now)) else {
            for record in history.prices.iter_mut() {
                let last = computed(record.averages[0]);
                let sum = ema::accumulate(computed(record.cumulative), last, elapsed);
                record.cumulative = stored(sum);
            }
            for (average, weight) in history.liquidity.iter_mut().zip(weights) {
                *average = ema::blend_amount(*average, 0, weight);
            }
            return history;
        };
        // While an amplification moves, so does the price of an untouched pool. The averages follow it;
        // but a sum that counted the price of now for all blocks since would change the past with
        // every block. It counts the price with which the pool was left.
        let left_with = pool.block.number;
        let moving = pool.amplification(now) != pool.amplification(left_with);
        let summed = if moving { pool.spot_prices(left_with) } else { Ok(prices.clone()) };
        for (record, price) in history.prices.iter_mut().zip(prices) {
            for (average, weight) in record.averages.iter_mut().zip(weights) {
                *average = stored(ema::blend_price(computed(*average), computed(price), weight));
            }
        }
        for (record, price) in history.prices.iter_mut().zip(summed.unwrap_or_default()) {
            let sum = ema::accumulate(computed(record.cumulative), computed(price), elapsed);
            record.cumulative = stored(sum);
        }
        for (average, weight) in history.liquidity.iter_mut().zip(weights) {
            *average = ema::blend_amount(*average, liquidity, weight);
        }
        history
    }

    /// The history of a pool up to the last closed block.
    fn closed_history(pool_id: PoolId) -> Result<(Pool, History), DispatchError> {
        let pool = Pools::<T>::get(pool_id).ok_or(Error::<T>::PoolNotFound)?;
        ensure!(pool.total_shares > 0, Error::<T>::PoolEmpty);
        let now = Self::now();
        ensure!(now > pool.history.since, Error::<T>::NoHistory);
        // A pool that has lost a currency has no price, however old.
        pool.spot_prices(now).map_err(Error::<T>::from)?;
        let history = Self::history_at(&pool, now);
        Ok((pool, history))
    }

    pub(crate) fn average_of(
        pool_id: PoolId,
        base: &CurrencyId,
        quote: &CurrencyId,
        window: Window,
    ) -> Result<AveragePrice, DispatchError> {
        let (pool, history) = Self::closed_history(pool_id)?;
        let span = match window {
            Window::TenMinutes => 0,
            Window::Hour => 1,
            Window::Day => 2,
        };
        let of = |asset: &CurrencyId| -> Result<U256, DispatchError> {
            let position = pool.position(asset).ok_or(Error::<T>::AssetNotInPool)?;
            Ok(price_at(&history, position, span))
        };
        let price = ema::price_ratio(computed(of(base)?), computed(of(quote)?))
            .map_err(Error::<T>::from)?;
        let now = Self::now();
        Ok(AveragePrice {
            price: stored(price),
            liquidity: history.liquidity.get(span).copied().unwrap_or_default(),
            as_of: now.saturating_sub(1),
            history: now.saturating_sub(history.since),
        })
    }

    pub(crate) fn cumulative_of(
        pool_id: PoolId,
        asset: &CurrencyId,
    ) -> Result<CumulativePrice, DispatchError> {
        let (pool, history) = Self::closed_history(pool_id)?;
        let record = pool
            .position(asset)
            .and_then(|position| position.checked_sub(1))
            .and_then(|index| history.prices.get(index))
            .ok_or(Error::<T>::AssetNotInPool)?;
        Ok(CumulativePrice { sum: record.cumulative, as_of: Self::now().saturating_sub(1) })
    }

    /// Checks that no price of `pool` is further from its ten-minute average than its terms allow.
    ///
    /// A stable pool that has been left with less than the least reserves has no price. It does not
    /// trade either, so nobody can have moved it, and nobody has a share of it: it can be filled again.
    pub(crate) fn ensure_price_settled(pool: &Pool) -> Result<(), DispatchError> {
        let prices = match pool.spot_prices(Self::now()) {
            Err(MathError::ReserveTooSmall) if pool.total_shares == pool.locked_shares => {
                return Ok(())
            }
            prices => prices.map_err(Error::<T>::from)?,
        };
        let averages: Vec<U256> = pool.history.prices.iter().map(|r| r.averages[0]).collect();
        let bound = pool.terms.max_deviation_bps.into();
        let settled = prices.into_iter().zip(averages).all(|(price, average)| {
            !ema::deviation_exceeds(computed(price), computed(average), bound)
        });
        ensure!(settled, Error::<T>::PriceDeviates);
        Ok(())
    }
}

/// The average price of the currency at `position` in the pool's first one.
fn price_at(history: &History, position: usize, span: usize) -> U256 {
    let one = U256([0, 0, 1, 0]);
    position.checked_sub(1).map_or(one, |index| {
        let record = history.prices.get(index);
        record.and_then(|record| record.averages.get(span)).copied().unwrap_or_default()
    })
}
