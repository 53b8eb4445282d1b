//! Sweeping the protocol's income into the income stream, but for the treasury's share.

use crate::{types::computed, Config, Error, Event, IncomeStream, Pallet, SweepRoutes};
use alloc::vec::Vec;
use frame_support::{
    ensure,
    storage::with_storage_layer,
    traits::{
        fungibles::Inspect,
        tokens::{fungible::NativeOrWithId, Fortitude, Preservation},
        Get,
    },
};
use sp_runtime::DispatchError;
use tidewater_math::{
    amm::ema::{least_along, worth},
    rewards::MULTIPLIER_ONE,
    rounding::{compare_products, mul_div, Rounding},
    U256,
};
use tidewater_primitives::{
    apis::amm::AveragePrice,
    ids::{CurrencyId, Hop},
    seams::average_prices::AveragePrices,
    Balance,
};

impl<T: Config> Pallet<T> {
    /// Says how many hops it took. The caller undoes everything if it fails.
    pub(crate) fn do_sweep(
        who: &T::AccountId,
        asset: CurrencyId,
        max_amount: Balance,
    ) -> Result<u32, DispatchError> {
        let (id, at) = IncomeStream::<T>::get().ok_or(Error::<T>::NoIncomeStream)?;
        let hops = Self::sweep_route(&asset)?;
        ensure!(max_amount > 0, Error::<T>::ZeroAmount);
        let amount = Self::sweepable(&asset, max_amount);
        ensure!(amount > 0, Error::<T>::NothingToSweep);
        let least = Self::least_of_sweep(&asset, amount, &hops)?;

        let (income, tide) = (Self::income_account(), NativeOrWithId::Native);
        let received = Self::exchange(&income, &asset, &tide, amount, &hops, least)?;
        ensure!(received >= T::MinSweep::get(), Error::<T>::SweepTooSmall);
        let shared = Self::share(&income, received)?;
        let streamed = received.checked_sub(shared).ok_or(Error::<T>::Overflow)?;
        if streamed > 0 {
            Self::stream_in(&income, id, at, streamed)?;
        }
        Self::deposit_event(Event::Swept { who: who.clone(), asset, amount, received, shared });
        Ok(hops.len() as u32)
    }

    /// Pays the treasury its share of the TIDE that has come in, rounded down to the gain of the stakers,
    /// and says how much that was.
    ///
    /// It is nothing where the account cannot take it, as one that does not exist cannot take less than
    /// the existential deposit: nobody's income waits for that account.
    fn share(income: &T::AccountId, received: Balance) -> Result<Balance, DispatchError> {
        let (part, whole) = (T::IncomeShareBps::get().into(), MULTIPLIER_ONE.into());
        let shared =
            mul_div(received, part, whole, Rounding::Down).map_err(|_| Error::<T>::Overflow)?;
        if shared == 0 {
            return Ok(0);
        }
        let (tide, to) = (NativeOrWithId::Native, T::IncomeShareTo::get());
        let paid = with_storage_layer(|| Self::pay(&tide, income, &to, shared));
        Ok(if paid.is_ok() { shared } else { 0 })
    }

    /// The route that governance has named; TIDE takes none.
    fn sweep_route(asset: &CurrencyId) -> Result<Vec<Hop>, DispatchError> {
        if *asset == NativeOrWithId::Native {
            return Ok(Vec::new());
        }
        let hops = SweepRoutes::<T>::get(asset).ok_or(Error::<T>::NoSweepRoute)?;
        Ok(hops.into_inner())
    }

    /// How much of `asset` to take, at most `max_amount`. TIDE keeps the account alive. Of an asset all
    /// can go; if some stays it is not less than the minimum balance, which would be lost to the trade.
    fn sweepable(asset: &CurrencyId, max_amount: Balance) -> Balance {
        let preservation = match asset {
            NativeOrWithId::Native => Preservation::Preserve,
            NativeOrWithId::WithId(_) => Preservation::Expendable,
        };
        let (income, polite) = (Self::income_account(), Fortitude::Polite);
        let all = T::Currencies::reducible_balance(asset.clone(), &income, preservation, polite);
        if max_amount >= all || preservation == Preservation::Preserve {
            return all.min(max_amount);
        }
        let stays = T::Currencies::minimum_balance(asset.clone());
        max_amount.min(all.saturating_sub(stays))
    }

    /// What an amount is worth in TIDE at the average prices of the route that governance has named for the
    /// asset, rounded up at each pool. TIDE is worth itself.
    ///
    /// # Errors
    ///
    /// As a sweep of it: `NoSweepRoute`, `NoPriceYet` and the exchange's own of a pool without an average,
    /// `PoolTooThin` for more than the pools can price, `Overflow`.
    pub fn worth_in_tide(asset: &CurrencyId, amount: Balance) -> Result<Balance, DispatchError> {
        let hops = Self::sweep_route(asset)?;
        Self::worth_if_deep(amount, &Self::averages_along(asset, &hops)?)
    }

    /// The least TIDE that `amount` must bring in: no more than the allowed loss below what it is worth at
    /// the average prices of the route's pools, each of which must be old and deep enough.
    fn least_of_sweep(
        asset: &CurrencyId,
        amount: Balance,
        hops: &[Hop],
    ) -> Result<Balance, DispatchError> {
        let averages = Self::averages_along(asset, hops)?;
        Self::worth_if_deep(amount, &averages)?;
        let prices: Vec<U256> = averages.iter().map(|average| computed(average.price)).collect();
        let least = least_along(amount, &prices, T::MaxSweepLossBps::get());
        least.map_err(|_| Error::<T>::Overflow.into())
    }

    /// The averages of a route's pools, each of which must be old enough.
    fn averages_along(
        asset: &CurrencyId,
        hops: &[Hop],
    ) -> Result<Vec<AveragePrice>, DispatchError> {
        let mut base = asset;
        let mut averages: Vec<AveragePrice> = Vec::new();
        for Hop { pool_id, asset_out } in hops {
            let average =
                T::AveragePrices::average_price(*pool_id, base, asset_out, T::SweepWindow::get())?;
            ensure!(average.history >= T::MinSweepHistory::get(), Error::<T>::NoPriceYet);
            averages.push(average);
            base = asset_out;
        }
        Ok(averages)
    }

    /// What the amount is worth at the end of a route, rounded up at each pool, if it is small beside what
    /// each of them has held on average: in a pool that its providers have left, a false price costs nothing
    /// to hold up.
    ///
    /// A pool's liquidity is the root of its reserves' product, so it is compared with the root of what goes
    /// in times what it is worth. In a stable pool liquidity is counted in the finest of its units, and the
    /// bound is wider by what the others lack.
    fn worth_if_deep(amount: Balance, averages: &[AveragePrice]) -> Result<Balance, DispatchError> {
        let mut paid = amount;
        for AveragePrice { price, liquidity, .. } in averages {
            let whole = MULTIPLIER_ONE.into();
            let most =
                mul_div(*liquidity, T::MaxSweepShareBps::get().into(), whole, Rounding::Down)
                    .map_err(|_| Error::<T>::Overflow)?;
            let received = worth(paid, computed(*price), Rounding::Up);
            let received = received.map_err(|_| Error::<T>::Overflow)?;
            let deep = compare_products([paid, received], [most, most]).is_le();
            ensure!(deep, Error::<T>::PoolTooThin);
            paid = received;
        }
        Ok(paid)
    }
}
