//! Trading.

use crate::{
    limits::Bounds,
    types::{Amounts, Exact, Pool},
    Config, Error, Event, Pallet, Pools, WeightInfo,
};
use alloc::vec::Vec;
use frame_support::{
    dispatch::DispatchResultWithPostInfo,
    ensure,
    traits::{tokens::Preservation, Get},
    weights::Weight,
    BoundedVec,
};
use sp_runtime::{DispatchError, DispatchResult};
use tidewater_math::amm::Swap;
use tidewater_primitives::{
    apis::amm::{Headroom, HopOutcome},
    ids::{CurrencyId, Hop, PoolId, PoolKind},
    Balance, BlockNumber,
};

/// One pool of a route, between two of its positions.
#[derive(Clone)]
pub(crate) struct Step {
    /// The pool's id.
    pub pool_id: PoolId,
    /// The pool, up to date.
    pub pool: Pool,
    /// What is put into it.
    pub asset_in: CurrencyId,
    /// What is taken out of it.
    pub asset_out: CurrencyId,
    /// Where the two stand in the pool's lists.
    pub positions: [usize; 2],
}

/// A step that has been worked out and has moved nothing yet.
pub(crate) struct Planned {
    /// The pool as it will be.
    pub pool: Pool,
    /// What the step does.
    pub outcome: HopOutcome,
    /// What the pool had left for trades before.
    pub headroom: Headroom,
}

/// A trade that has been worked out and has moved nothing yet. It has at least one step.
pub(crate) struct Plan {
    /// The steps in the order of the route.
    pub steps: Vec<Planned>,
    /// What is paid.
    pub paid: (CurrencyId, Balance),
    /// What is received.
    pub received: (CurrencyId, Balance),
}

impl<T: Config> Pallet<T> {
    /// `limit` bounds the side of the trade that `exact` leaves open.
    pub(crate) fn do_swap(
        who: &T::AccountId,
        asset_in: CurrencyId,
        hops: &[Hop],
        exact: Exact,
        limit: Balance,
    ) -> DispatchResultWithPostInfo {
        let preservation = Self::preservation(&asset_in);
        let plan = Self::plan(asset_in, exact, hops, Self::now())?;
        Self::ensure_limit(&plan, exact, Some(limit))?;
        let weight = Self::weight_of(&plan, exact);
        Self::execute(plan, who, who, preservation)?;
        Ok(Some(weight).into())
    }

    /// The amount that `exact` leaves open, if it is within the limit.
    pub(crate) fn ensure_limit(
        plan: &Plan,
        exact: Exact,
        limit: Option<Balance>,
    ) -> Result<Balance, DispatchError> {
        match exact {
            Exact::In(_) => {
                let enough = limit.is_none_or(|least| plan.received.1 >= least);
                ensure!(enough, Error::<T>::AmountOutBelowMinimum);
                Ok(plan.received.1)
            }
            Exact::Out(_) => {
                let cheap = limit.is_none_or(|most| plan.paid.1 <= most);
                ensure!(cheap, Error::<T>::AmountInAboveMaximum);
                Ok(plan.paid.1)
            }
        }
    }

    /// Does what was planned: both legs, the pools, the event.
    pub(crate) fn execute(
        plan: Plan,
        payer: &T::AccountId,
        payee: &T::AccountId,
        preservation: Preservation,
    ) -> DispatchResult {
        Self::settle(&plan, payer, payee, preservation)?;
        let Plan { steps, paid, received } = plan;
        let hops = Self::write_steps(steps);
        Self::deposit_event(Event::Swapped {
            who: payer.clone(),
            asset_in: paid.0,
            amount_in: paid.1,
            asset_out: received.0,
            amount_out: received.1,
            hops,
        });
        Ok(())
    }

    /// What a trade costs that turns out to meet no stable pool, or that meets one.
    fn weight_of(plan: &Plan, exact: Exact) -> Weight {
        let stable = plan.steps.iter().any(|step| step.pool.kind() == PoolKind::Stable);
        let hops = plan.steps.len() as u32;
        match (exact, stable) {
            (Exact::In(_), false) => T::WeightInfo::swap_exact_in(hops),
            (Exact::In(_), true) => T::WeightInfo::swap_exact_in_stable(hops),
            (Exact::Out(_), false) => T::WeightInfo::swap_exact_out(hops),
            (Exact::Out(_), true) => T::WeightInfo::swap_exact_out_stable(hops),
        }
    }

    /// Works out a trade in the present state as of block `now`, without regard to who makes it. All
    /// amounts of the route are known before anything moves.
    pub(crate) fn plan(
        asset_in: CurrencyId,
        exact: Exact,
        hops: &[Hop],
        now: BlockNumber,
    ) -> Result<Plan, DispatchError> {
        let route = Self::open_route(asset_in, hops, now)?;
        Self::plan_route(route, exact, now)
    }

    /// The same, for a route whose pools have been read.
    pub(crate) fn plan_route(
        route: Vec<Step>,
        exact: Exact,
        now: BlockNumber,
    ) -> Result<Plan, DispatchError> {
        Self::ensure_route_covered(&route)?;
        let (first, last) = route.first().zip(route.last()).ok_or(Error::<T>::EmptyRoute)?;
        let (asset_in, asset_out) = (first.asset_in.clone(), last.asset_out.clone());
        let mut steps = Vec::with_capacity(route.len());
        let (amount_in, amount_out) = match exact {
            Exact::In(paid) => {
                let mut amount = paid;
                for step in route {
                    let planned = Self::plan_step(step, Exact::In(amount), now)?;
                    amount = planned.outcome.amount_out;
                    steps.push(planned);
                }
                (paid, amount)
            }
            Exact::Out(received) => {
                let mut amount = received;
                for step in route.into_iter().rev() {
                    let planned = Self::plan_step(step, Exact::Out(amount), now)?;
                    amount = planned.outcome.amount_in;
                    steps.push(planned);
                }
                steps.reverse();
                (amount, received)
            }
        };
        Ok(Plan { steps, paid: (asset_in, amount_in), received: (asset_out, amount_out) })
    }

    /// Reads the pools of a route, each brought up to date. No pool and no currency comes twice.
    pub(crate) fn open_route(
        asset_in: CurrencyId,
        hops: &[Hop],
        now: BlockNumber,
    ) -> Result<Vec<Step>, DispatchError> {
        ensure!(!hops.is_empty(), Error::<T>::EmptyRoute);
        ensure!(hops.len() <= T::MaxHops::get() as usize, Error::<T>::RouteTooLong);
        let mut steps: Vec<Step> = Vec::with_capacity(hops.len());
        let mut asset_in = asset_in;
        for Hop { pool_id, asset_out } in hops.iter().cloned() {
            ensure!(asset_in != asset_out, Error::<T>::IdenticalAssets);
            ensure!(steps.iter().all(|step| step.pool_id != pool_id), Error::<T>::RepeatedPool);
            let seen = steps.iter().any(|step| step.asset_in == asset_out);
            ensure!(!seen, Error::<T>::CyclicRoute);
            let mut pool = Pools::<T>::get(pool_id).ok_or(Error::<T>::PoolNotFound)?;
            let positions = [
                pool.position(&asset_in).ok_or(Error::<T>::AssetNotInPool)?,
                pool.position(&asset_out).ok_or(Error::<T>::AssetNotInPool)?,
            ];
            Self::touch(&mut pool, now);
            let next = asset_out.clone();
            steps.push(Step { pool_id, pool, asset_in, asset_out, positions });
            asset_in = next;
        }
        Ok(steps)
    }

    /// Checks that the vault has what the pools of a route say they hold of what passes through them,
    /// also of what is only passed on: the pools part with it all the same. The cushion counts as well:
    /// to look it up would cost an entry of storage more for each currency.
    fn ensure_route_covered(route: &[Step]) -> DispatchResult {
        for step in route {
            for (asset, position) in [&step.asset_in, &step.asset_out].iter().zip(step.positions) {
                let covered = Self::is_there(asset, step.pool.reserve(position));
                ensure!(covered, Error::<T>::AssetInShortfall);
            }
        }
        Ok(())
    }

    /// Works out one step and books it into its copy of the pool.
    pub(crate) fn plan_step(
        step: Step,
        exact: Exact,
        now: BlockNumber,
    ) -> Result<Planned, DispatchError> {
        let Step { pool_id, mut pool, asset_in, asset_out, positions } = step;
        let (swap, bounds) = Self::price_step(&pool, positions, exact, now)?;
        let [input, output] = positions;

        Self::note_flow(&mut pool, positions, [swap.amount_in, swap.amount_out])?;
        set(&mut pool.reserves, input, swap.reserve_in).ok_or(Error::<T>::AssetNotInPool)?;
        set(&mut pool.reserves, output, swap.reserve_out).ok_or(Error::<T>::AssetNotInPool)?;
        let due = pool.protocol_fees.get_mut(input).ok_or(Error::<T>::AssetNotInPool)?;
        *due = due.checked_add(swap.protocol_fee).ok_or(Error::<T>::Overflow)?;
        let outcome = HopOutcome {
            pool_id,
            asset_in,
            amount_in: swap.amount_in,
            asset_out,
            amount_out: swap.amount_out,
            fee: swap.fee,
            protocol_fee: swap.protocol_fee,
            reserve_in: swap.reserve_in,
            reserve_out: swap.reserve_out,
        };
        Ok(Planned { pool, outcome, headroom: bounds.headroom(pool_id) })
    }

    /// What one step does, within the bounds of its pool.
    pub(crate) fn price_step(
        pool: &Pool,
        positions: [usize; 2],
        exact: Exact,
        now: BlockNumber,
    ) -> Result<(Swap, Bounds), DispatchError> {
        Self::ensure_tradable(pool)?;
        let swap = pool.price_swap(positions, exact, pool.fees(), now).map_err(Error::<T>::from)?;
        let bounds = Bounds::of(pool, positions);
        bounds.check::<T>([swap.amount_in, swap.amount_out])?;
        Ok((swap, bounds))
    }

    /// Moves the two legs of a trade, however many pools it goes through: what passes from one pool
    /// to the next stays in the vault.
    ///
    /// The trader is paid first: an account that lives by the asset it sells is then never closed
    /// and opened again on the way, which would reset its nonce. If the trader cannot pay, the
    /// storage layer takes the payment back.
    pub(crate) fn settle(
        plan: &Plan,
        payer: &T::AccountId,
        payee: &T::AccountId,
        preservation: Preservation,
    ) -> DispatchResult {
        let ((asset_in, amount_in), (asset_out, amount_out)) = (&plan.paid, &plan.received);
        Self::pay_out(asset_out, payee, *amount_out)?;
        Self::collect_preserving(asset_in, payer, *amount_in, preservation)
    }

    /// Writes the pools of a trade and says what each step did.
    pub(crate) fn write_steps(steps: Vec<Planned>) -> BoundedVec<HopOutcome, T::MaxHops> {
        let outcomes = steps.into_iter().map(|Planned { pool, outcome, .. }| {
            Pools::<T>::insert(outcome.pool_id, pool);
            outcome
        });
        BoundedVec::truncate_from(outcomes.collect())
    }
}

fn set(reserves: &mut Amounts, position: usize, reserve: Balance) -> Option<()> {
    *reserves.get_mut(position)? = reserve;
    Some(())
}
