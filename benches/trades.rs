//! The trades that are measured, and what both exchanges need for them.

use crate::runtime::{AccountId, Amm, AssetConversion, Balance, RuntimeOrigin, NATIVE};
use alloc::{boxed::Box, vec::Vec};
use frame_support::{traits::tokens::fungible::NativeOrWithId, BoundedVec};
use sp_runtime::DispatchResult;
use tidewater_primitives::ids::{CurrencyId, Hop};

/// Who trades.
pub const TRADER: AccountId = 1;
/// Who provides the liquidity.
pub const PROVIDER: AccountId = 2;
/// How much everybody has of everything.
pub const FORTUNE: Balance = 1_000_000_000_000_000_000_000;
/// How much of each currency is in each pool.
pub const RESERVE: Balance = 1_000_000_000_000_000_000;
/// What is traded.
pub const AMOUNT: Balance = 1_000_000_000_000;
/// How many assets there are, with ids from 1.
pub const ASSETS: u32 = 5;

/// An asset.
pub fn asset(id: u32) -> CurrencyId {
    NativeOrWithId::WithId(id)
}

/// TIDE and the assets: the path of a trade of `hops` hops.
pub fn path(hops: u32) -> Vec<CurrencyId> {
    (0..=hops).map(|at| if at == 0 { NATIVE } else { asset(at) }).collect()
}

/// The same path through our pools, which are numbered along it.
pub fn route(hops: u32) -> Vec<Hop> {
    (0..hops).map(|at| Hop { pool_id: at, asset_out: asset(at + 1) }).collect()
}

/// Opens and fills a pool of theirs.
pub(crate) fn fill_theirs(pair: &[CurrencyId]) {
    let [first, second] = pair else { unreachable!("windows of two") };
    let origin = RuntimeOrigin::signed(PROVIDER);
    let (one, other) = (Box::new(first.clone()), Box::new(second.clone()));
    AssetConversion::create_pool(origin.clone(), one.clone(), other.clone()).expect("a pool");
    AssetConversion::add_liquidity(origin, one, other, RESERVE, RESERVE, 0, 0, PROVIDER)
        .expect("liquidity");
}

/// A sale through our exchange.
pub fn our_swap(hops: Vec<Hop>, asset_in: CurrencyId) -> DispatchResult {
    let hops = BoundedVec::truncate_from(hops);
    Amm::swap_exact_in(RuntimeOrigin::signed(TRADER), asset_in, AMOUNT, hops, 1)
        .map(drop)
        .map_err(|error| error.error)
}

/// A sale of TIDE over so many hops through theirs.
pub fn their_swap(hops: u32) -> DispatchResult {
    let path = path(hops).into_iter().map(Box::new).collect();
    let origin = RuntimeOrigin::signed(TRADER);
    AssetConversion::swap_exact_tokens_for_tokens(origin, path, AMOUNT, 1, TRADER, false)
}
