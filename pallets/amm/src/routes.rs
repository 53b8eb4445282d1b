//! The search for the best route, for clients: nothing of it happens in a transaction.
//!
//! A breadth-first walk from the far end finds the pools within reach and how far each currency is
//! from there. Then, hop by hop, the best amount that can be had of each currency is kept, with the
//! way it was come by. So the work is bounded by pools times hops. What may be missed is a route that
//! comes by a currency at a worse amount, but by doing so saves a pool for later that the better way
//! there uses up.

use crate::{
    types::{Exact, Pool},
    Config, Error, Pallet, Pools, PoolsOf,
};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::traits::Get;
use sp_runtime::DispatchError;
use tidewater_primitives::{
    apis::amm::{Quote, Refusal},
    ids::{CurrencyId, Hop, PoolId},
    Balance, BlockNumber,
};

/// The pools within reach of a currency, and how many hops it is from each currency to it.
struct Map {
    now: BlockNumber,
    pools: BTreeMap<PoolId, Pool>,
    pools_of: BTreeMap<CurrencyId, Vec<PoolId>>,
    distance: BTreeMap<CurrencyId, u32>,
}

/// The best that can be had of a currency after some hops.
struct Reached {
    amount: Balance,
    hops: Vec<Hop>,
    seen: Vec<CurrencyId>,
}

impl<T: Config> Pallet<T> {
    /// The quote of the best route between two currencies, as of block `now`.
    pub fn best_route_in(
        asset_in: CurrencyId,
        asset_out: CurrencyId,
        exact: Exact,
        now: BlockNumber,
    ) -> Result<Quote, Refusal> {
        let hops = Self::find_route(&asset_in, &asset_out, exact, now).map_err(Self::refusal)?;
        Self::quote_in(asset_in, exact, &hops, None, now)
    }

    fn find_route(
        asset_in: &CurrencyId,
        asset_out: &CurrencyId,
        exact: Exact,
        now: BlockNumber,
    ) -> Result<Vec<Hop>, DispatchError> {
        if asset_in == asset_out {
            return Err(Error::<T>::IdenticalAssets.into());
        }
        // Exact amounts out are followed backwards: from what is received to what it costs.
        let (start, target, amount) = match exact {
            Exact::In(amount) => (asset_in, asset_out, amount),
            Exact::Out(amount) => (asset_out, asset_in, amount),
        };
        let map = Self::map_around(target, now);
        let mut best: Option<Reached> = None;
        let first = Reached { amount, hops: Vec::new(), seen: alloc::vec![start.clone()] };
        let mut frontier = BTreeMap::from([(start.clone(), first)]);
        for hops_left in (0..T::MaxHops::get()).rev() {
            frontier = Self::advance(&map, &frontier, exact, hops_left);
            if let Some(found) = frontier.remove(target) {
                if best.as_ref().is_none_or(|best| better(exact, found.amount, best.amount)) {
                    best = Some(found);
                }
            }
        }
        let mut hops = best.ok_or(Error::<T>::NoRoute)?.hops;
        if let Exact::Out(_) = exact {
            hops.reverse();
        }
        Ok(hops)
    }

    /// One more hop from each currency reached to each that is near enough to the end.
    fn advance(
        map: &Map,
        frontier: &BTreeMap<CurrencyId, Reached>,
        exact: Exact,
        hops_left: u32,
    ) -> BTreeMap<CurrencyId, Reached> {
        let mut next: BTreeMap<CurrencyId, Reached> = BTreeMap::new();
        for (asset, reached) in frontier {
            let pools = map.pools_of.get(asset).into_iter().flatten();
            let fresh = pools.filter(|id| reached.hops.iter().all(|hop| hop.pool_id != **id));
            for (pool_id, pool) in fresh.filter_map(|id| map.pools.get_key_value(id)) {
                let others = pool.assets.iter().filter(|other| {
                    !reached.seen.contains(other)
                        && map.distance.get(other).is_some_and(|far| *far <= hops_left)
                });
                for other in others {
                    let Some(amount) =
                        Self::try_hop(pool, [asset, other], reached.amount, exact, map.now)
                    else {
                        continue;
                    };
                    let beaten = next.get(other).is_none_or(|r| better(exact, amount, r.amount));
                    if beaten {
                        next.insert(
                            other.clone(),
                            reached.onwards(*pool_id, asset, other, amount, exact),
                        );
                    }
                }
            }
        }
        next
    }

    /// The other side of a hop whose side in `asset` is `amount`, if the pool makes it.
    fn try_hop(
        pool: &Pool,
        [asset, other]: [&CurrencyId; 2],
        amount: Balance,
        exact: Exact,
        now: BlockNumber,
    ) -> Option<Balance> {
        let (here, there) = (pool.position(asset)?, pool.position(other)?);
        // A trade refuses a currency that its team has taken from the vault: so does the search.
        let covered = |asset, position| Self::is_there(asset, pool.reserve(position));
        if !covered(asset, here) || !covered(other, there) {
            return None;
        }
        match exact {
            Exact::In(_) => {
                let step = Self::price_step(pool, [here, there], Exact::In(amount), now);
                Some(step.ok()?.0.amount_out)
            }
            Exact::Out(_) => {
                let step = Self::price_step(pool, [there, here], Exact::Out(amount), now);
                Some(step.ok()?.0.amount_in)
            }
        }
    }

    /// The pools from which `target` is within reach, nearest first, at most `MaxPoolsSearched`.
    fn map_around(target: &CurrencyId, now: BlockNumber) -> Map {
        let mut map = Map {
            now,
            pools: BTreeMap::new(),
            pools_of: BTreeMap::new(),
            distance: BTreeMap::from([(target.clone(), 0)]),
        };
        let mut edge = alloc::vec![target.clone()];
        for hops in 1..=T::MaxHops::get() {
            let mut further = Vec::new();
            for asset in edge {
                for pool_id in PoolsOf::<T>::iter_key_prefix(&asset) {
                    if map.pools.len() as u32 >= T::MaxPoolsSearched::get() {
                        return map;
                    }
                    if !map.pools.contains_key(&pool_id) {
                        further.extend(Self::chart(&mut map, pool_id, hops));
                    }
                }
            }
            edge = further;
        }
        map
    }

    /// Puts a pool on the map; gives the currencies that are on it for the first time.
    fn chart(map: &mut Map, pool_id: PoolId, hops: u32) -> Vec<CurrencyId> {
        let Some(mut pool) = Pools::<T>::get(pool_id) else { return Vec::new() };
        Self::open_block(&mut pool, map.now);
        let mut new = Vec::new();
        for asset in &pool.assets {
            map.pools_of.entry(asset.clone()).or_default().push(pool_id);
            if !map.distance.contains_key(asset) {
                map.distance.insert(asset.clone(), hops);
                new.push(asset.clone());
            }
        }
        map.pools.insert(pool_id, pool);
        new
    }
}

impl Reached {
    /// The same way, one hop longer.
    fn onwards(
        &self,
        pool_id: PoolId,
        asset: &CurrencyId,
        other: &CurrencyId,
        amount: Balance,
        exact: Exact,
    ) -> Self {
        // Followed backwards, a hop pays out the currency that was reached before.
        let asset_out = match exact {
            Exact::In(_) => other.clone(),
            Exact::Out(_) => asset.clone(),
        };
        let (mut hops, mut seen) = (self.hops.clone(), self.seen.clone());
        hops.push(Hop { pool_id, asset_out });
        seen.push(other.clone());
        Self { amount, hops, seen }
    }
}

/// More is better to receive, less is better to pay.
fn better(exact: Exact, amount: Balance, than: Balance) -> bool {
    match exact {
        Exact::In(_) => amount > than,
        Exact::Out(_) => amount < than,
    }
}
