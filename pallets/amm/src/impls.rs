//! What this pallet offers to others: trades, average prices and what shares stand for to ours, exchange
//! to the SDK's.
//!
//! The SDK's traits name currencies, not pools. Between TIDE and an asset they trade in the pool that
//! governance has named for the asset; between two assets by way of TIDE. The bounds of those pools
//! hold for them as for everybody.

use crate::{
    actions::Plan, curves::computed, types::Exact, Config, Error, Event, FeePools, Pallet, Pools,
};
use alloc::vec::Vec;
use frame_support::{
    ensure,
    storage::with_storage_layer,
    traits::{
        fungibles::{Balanced, Credit},
        tokens::{fungible::NativeOrWithId, Preservation},
        Get,
    },
};
use pallet_asset_conversion::{QuotePrice, Swap, SwapCredit};
use sp_runtime::DispatchError;
use tidewater_math::{
    amm::{ema, Fees},
    rounding::{mul_div, Rounding},
};
use tidewater_primitives::{
    apis::amm::AveragePrice,
    ids::{pool_of_share, CurrencyId, Hop, PoolId, PoolKind, Window},
    seams::{average_prices::AveragePrices, swap, voting_power::TideInShares},
    Balance,
};

/// What a trade of a credit gave, and what is left of the credit; or the whole credit and why not.
type Exchanged<T> = Result<(CreditOf<T>, CreditOf<T>), (CreditOf<T>, DispatchError)>;

type CreditOf<T> = Credit<<T as frame_system::Config>::AccountId, <T as Config>::Currencies>;

impl<T: Config> AveragePrices for Pallet<T> {
    fn average_price(
        pool_id: PoolId,
        base: &CurrencyId,
        quote: &CurrencyId,
        window: Window,
    ) -> Result<AveragePrice, DispatchError> {
        Self::average_of(pool_id, base, quote, window)
    }
}

impl<T: Config> swap::Swap<T::AccountId> for Pallet<T> {
    /// The same trade as the call's.
    fn swap_exact_in(
        who: &T::AccountId,
        asset_in: CurrencyId,
        amount_in: Balance,
        hops: &[Hop],
        min_amount_out: Balance,
    ) -> Result<Balance, DispatchError> {
        let exact = Exact::In(amount_in);
        let preservation = Self::preservation(&asset_in);
        let plan = Self::plan(asset_in, exact, hops, Self::now())?;
        let received = Self::ensure_limit(&plan, exact, Some(min_amount_out))?;
        with_storage_layer(|| Self::execute(plan, who, who, preservation))?;
        Ok(received)
    }
}

impl<T: Config> TideInShares for Pallet<T> {
    /// Of constant-product pools alone: how much of a stable pool's reserves is TIDE hangs on trades
    /// that cost next to nothing.
    ///
    /// Nobody gains by trading just before somebody asks. The reserve of TIDE counts up to what the
    /// other reserve is worth at the hour's average price: whoever puts TIDE in takes the other out, and
    /// so the lesser of the two is never more than what is in the pool at that price.
    fn tide_in(currency: &CurrencyId, shares: Balance) -> Balance {
        pool_of_share(currency).and_then(|pool| Self::settled_tide(pool, shares)).unwrap_or(0)
    }
}

impl<T: Config> Pallet<T> {
    /// The TIDE in `shares` of a pool that has a settled price, rounded down.
    fn settled_tide(pool_id: PoolId, shares: Balance) -> Option<Balance> {
        let pool = Pools::<T>::get(pool_id)?;
        let (tide, other) = match (pool.kind(), pool.assets.as_slice(), pool.reserves.as_slice()) {
            // TIDE is sorted before all others.
            (PoolKind::ConstantProduct, [NativeOrWithId::Native, _], [tide, other]) => {
                (*tide, *other)
            }
            _ => return None,
        };
        let [base, quote] = [pool.assets.get(1)?, pool.assets.first()?];
        let price = Self::average_of(pool_id, base, quote, Window::Hour).ok()?.price;
        let settled = ema::worth(other, computed(price), Rounding::Down).ok()?.min(tide);
        mul_div(settled, shares, pool.total_shares, Rounding::Down).ok()
    }

    /// The first currency of a path and the hops through the pools named by governance.
    fn named_route(path: &[CurrencyId]) -> Result<(CurrencyId, Vec<Hop>), DispatchError> {
        let (first, rest) = path.split_first().ok_or(Error::<T>::EmptyRoute)?;
        let hops = path.iter().zip(rest).map(|(from, to)| {
            let asset = match (from, to) {
                (NativeOrWithId::Native, asset) | (asset, NativeOrWithId::Native) => asset,
                _ => return Err(Error::<T>::NoFeePool),
            };
            let pool_id = FeePools::<T>::get(asset).ok_or(Error::<T>::NoFeePool)?;
            Ok(Hop { pool_id, asset_out: to.clone() })
        });
        Ok((first.clone(), hops.collect::<Result<_, _>>()?))
    }

    fn plan_path(path: &[CurrencyId], exact: Exact) -> Result<Plan, DispatchError> {
        let (asset_in, hops) = Self::named_route(path)?;
        Self::plan(asset_in, exact, &hops, Self::now())
    }

    /// The amount that `exact` leaves open, if the vault can move its side of the trade.
    fn quote_path(path: &[CurrencyId], exact: Exact, include_fee: bool) -> Option<Balance> {
        if !include_fee {
            return Self::quote_without_fee(path, exact);
        }
        let plan = Self::plan_path(path, exact).ok()?;
        Self::undone(|| Self::settle_vault(&plan)).ok()?;
        Some(match exact {
            Exact::In(_) => plan.received.1,
            Exact::Out(_) => plan.paid.1,
        })
    }

    /// What a single hop would give if its pool charged nothing.
    fn quote_without_fee(path: &[CurrencyId], exact: Exact) -> Option<Balance> {
        let (asset_in, hops) = Self::named_route(path).ok()?;
        let [hop] = hops.as_slice() else { return None };
        let pool = Pools::<T>::get(hop.pool_id)?;
        let positions = [pool.position(&asset_in)?, pool.position(&hop.asset_out)?];
        let free = Fees { trade_bps: 0, protocol_bps: 0 };
        let swap = pool.price_swap(positions, exact, free, Self::now()).ok()?;
        Some(match exact {
            Exact::In(_) => swap.amount_out,
            Exact::Out(_) => swap.amount_in,
        })
    }

    /// Trades for an account: what is paid comes from `sender`, what is received goes to `send_to`.
    fn swap_path(
        sender: &T::AccountId,
        path: &[CurrencyId],
        exact: Exact,
        limit: Option<Balance>,
        send_to: &T::AccountId,
        keep_alive: bool,
    ) -> Result<Balance, DispatchError> {
        let plan = Self::plan_path(path, exact)?;
        let open = Self::ensure_limit(&plan, exact, limit)?;
        let preservation = match keep_alive {
            true => Preservation::Preserve,
            false => Self::preservation(&plan.paid.0),
        };
        with_storage_layer(|| Self::execute(plan, sender, send_to, preservation))?;
        Ok(open)
    }

    /// Trades a credit; gives what was received and what is left of the credit.
    ///
    /// The vault pays before it is paid, so that whatever fails, the whole credit can be handed back
    /// and nothing has to be undone but a payment the vault made to itself.
    fn swap_credit(
        path: &[CurrencyId],
        credit_in: CreditOf<T>,
        exact: Exact,
        limit: Option<Balance>,
    ) -> Exchanged<T> {
        let plan = match Self::plan_credit(path, &credit_in, exact, limit) {
            Ok(plan) => plan,
            Err(error) => return Err((credit_in, error)),
        };
        let (vault, (asset_out, amount_out)) = (Self::vault(), plan.received.clone());
        let paid = Self::withdraw(&asset_out, &vault, amount_out, Preservation::Preserve);
        let credit_out = match paid {
            Ok(credit_out) => credit_out,
            Err(error) => return Err((credit_in, error)),
        };
        let (payment, change) = credit_in.split(plan.paid.1);
        if let Err(payment) = T::Currencies::resolve(&vault, payment) {
            // It held as much a moment ago, so it can hold it again.
            let _ = T::Currencies::resolve(&vault, credit_out);
            let whole = payment.merge(change).unwrap_or_else(|(payment, _)| payment);
            return Err((whole, Error::<T>::TransferIncomplete.into()));
        }
        let (asset_in, amount_in) = plan.paid;
        let hops = Self::write_steps(plan.steps);
        Self::deposit_event(Event::CreditSwapped {
            asset_in,
            amount_in,
            asset_out,
            amount_out,
            hops,
        });
        Ok((credit_out, change))
    }

    fn plan_credit(
        path: &[CurrencyId],
        credit: &CreditOf<T>,
        exact: Exact,
        limit: Option<Balance>,
    ) -> Result<Plan, DispatchError> {
        ensure!(path.first() == Some(&credit.asset()), Error::<T>::AssetNotInPool);
        let plan = Self::plan_path(path, exact)?;
        Self::ensure_limit(&plan, exact, limit)?;
        ensure!(plan.paid.1 <= credit.peek(), Error::<T>::AmountInAboveMaximum);
        Ok(plan)
    }
}

impl<T: Config> Swap<T::AccountId> for Pallet<T> {
    type Balance = Balance;
    type AssetKind = CurrencyId;

    fn max_path_len() -> u32 {
        T::MaxHops::get().saturating_add(1)
    }

    fn swap_exact_tokens_for_tokens(
        sender: T::AccountId,
        path: Vec<CurrencyId>,
        amount_in: Balance,
        amount_out_min: Option<Balance>,
        send_to: T::AccountId,
        keep_alive: bool,
    ) -> Result<Balance, DispatchError> {
        let exact = Exact::In(amount_in);
        Self::swap_path(&sender, &path, exact, amount_out_min, &send_to, keep_alive)
    }

    fn swap_tokens_for_exact_tokens(
        sender: T::AccountId,
        path: Vec<CurrencyId>,
        amount_out: Balance,
        amount_in_max: Option<Balance>,
        send_to: T::AccountId,
        keep_alive: bool,
    ) -> Result<Balance, DispatchError> {
        let exact = Exact::Out(amount_out);
        Self::swap_path(&sender, &path, exact, amount_in_max, &send_to, keep_alive)
    }
}

impl<T: Config> SwapCredit<T::AccountId> for Pallet<T> {
    type Balance = Balance;
    type AssetKind = CurrencyId;
    type Credit = CreditOf<T>;

    fn max_path_len() -> u32 {
        T::MaxHops::get().saturating_add(1)
    }

    fn swap_exact_tokens_for_tokens(
        path: Vec<CurrencyId>,
        credit_in: CreditOf<T>,
        amount_out_min: Option<Balance>,
    ) -> Result<CreditOf<T>, (CreditOf<T>, DispatchError)> {
        let exact = Exact::In(credit_in.peek());
        Self::swap_credit(&path, credit_in, exact, amount_out_min).map(|(received, _)| received)
    }

    fn swap_tokens_for_exact_tokens(
        path: Vec<CurrencyId>,
        credit_in: CreditOf<T>,
        amount_out: Balance,
    ) -> Result<(CreditOf<T>, CreditOf<T>), (CreditOf<T>, DispatchError)> {
        Self::swap_credit(&path, credit_in, Exact::Out(amount_out), None)
    }
}

impl<T: Config> QuotePrice for Pallet<T> {
    type Balance = Balance;
    type AssetKind = CurrencyId;

    fn quote_price_tokens_for_exact_tokens(
        asset1: CurrencyId,
        asset2: CurrencyId,
        amount: Balance,
        include_fee: bool,
    ) -> Option<Balance> {
        Self::quote_path(&[asset1, asset2], Exact::Out(amount), include_fee)
    }

    fn quote_price_exact_tokens_for_tokens(
        asset1: CurrencyId,
        asset2: CurrencyId,
        amount: Balance,
        include_fee: bool,
    ) -> Option<Balance> {
        Self::quote_path(&[asset1, asset2], Exact::In(amount), include_fee)
    }
}
