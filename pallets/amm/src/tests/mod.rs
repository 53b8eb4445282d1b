//! What the pallet does, one file per verb.

mod add_liquidity;
mod best_route;
mod close_pool;
mod create_pool;
mod debts;
mod golden;
mod governance;
mod history;
mod hostile_assets;
mod impls;
mod invariants;
mod limits;
mod protocol_fees;
mod quotes;
mod regressions;
mod remove_liquidity;
mod routes;
mod seams;
mod sequences;
mod stable;
mod support;
mod swap;
mod terms;

use crate::{
    mock::{
        AccountId, Amm, Assets, Balances, ExtBuilder, PoolAssets, RuntimeEvent, RuntimeOrigin,
        System, Test, TIDE, USD,
    },
    types::{per_asset, Amounts, Assets as AssetList},
    Event, Pool, Pools,
};
use frame_support::{
    dispatch::DispatchResultWithPostInfo,
    traits::{tokens::fungible::NativeOrWithId, ConstU32},
    BoundedVec,
};
use sp_runtime::{DispatchResult, StateVersion};
use tidewater_primitives::{
    apis::amm::HopOutcome,
    ids::{CurrencyId, Curve, FeeTier, Hop, PoolId, PoolKind},
    Balance,
};

/// One pool of a million TIDE-units and four million USD-units, filled by Alice.
fn with_pool() -> ExtBuilder {
    ExtBuilder::default().pool([TIDE, USD], FeeTier::Bp30, [1_000_000, 4_000_000])
}

fn signed(who: AccountId) -> RuntimeOrigin {
    RuntimeOrigin::signed(who)
}

fn hops(pool_id: PoolId, asset_out: CurrencyId) -> BoundedVec<Hop, ConstU32<4>> {
    BoundedVec::truncate_from(vec![Hop { pool_id, asset_out }])
}

/// The result without the weight.
fn plain(result: DispatchResultWithPostInfo) -> DispatchResult {
    result.map(|_| ()).map_err(|failed| failed.error)
}

fn assets(currencies: impl IntoIterator<Item = CurrencyId>) -> AssetList {
    per_asset(currencies)
}

fn amounts(amounts: impl IntoIterator<Item = Balance>) -> Amounts {
    per_asset(amounts)
}

fn create(who: AccountId, pair: [CurrencyId; 2]) -> DispatchResult {
    Amm::create_pool(signed(who), assets(pair), Curve::ConstantProduct, FeeTier::Bp30)
}

fn add(who: AccountId, pool: PoolId, max: [Balance; 2], min_shares: Balance) -> DispatchResult {
    Amm::add_liquidity(signed(who), pool, amounts(max), min_shares)
}

fn remove(who: AccountId, pool: PoolId, shares: Balance, min: [Balance; 2]) -> DispatchResult {
    Amm::remove_liquidity(signed(who), pool, shares, amounts(min))
}

fn swap_in(
    who: AccountId,
    asset_in: CurrencyId,
    amount_in: Balance,
    asset_out: CurrencyId,
    min_amount_out: Balance,
) -> DispatchResult {
    let route = hops(0, asset_out);
    plain(Amm::swap_exact_in(signed(who), asset_in, amount_in, route, min_amount_out))
}

fn swap_out(
    who: AccountId,
    asset_in: CurrencyId,
    max_amount_in: Balance,
    asset_out: CurrencyId,
    amount_out: Balance,
) -> DispatchResult {
    let route = hops(0, asset_out);
    plain(Amm::swap_exact_out(signed(who), asset_in, max_amount_in, route, amount_out))
}

fn balance(asset: &CurrencyId, who: AccountId) -> Balance {
    match asset {
        NativeOrWithId::Native => Balances::free_balance(who),
        NativeOrWithId::WithId(id) => Assets::balance(*id, who),
    }
}

fn shares(pool: PoolId, who: AccountId) -> Balance {
    PoolAssets::balance(pool, who)
}

/// The hash of everything that is stored.
fn root() -> Vec<u8> {
    sp_io::storage::root(StateVersion::V1)
}

/// The event of a trade of one hop.
fn swapped(who: AccountId, hop: HopOutcome) -> Event<Test> {
    Event::Swapped {
        who,
        asset_in: hop.asset_in.clone(),
        amount_in: hop.amount_in,
        asset_out: hop.asset_out.clone(),
        amount_out: hop.amount_out,
        hops: BoundedVec::truncate_from(vec![hop]),
    }
}

fn pool(id: PoolId) -> Pool {
    Pools::<Test>::get(id).expect("the pool exists")
}

fn list(pair: [Balance; 2]) -> Amounts {
    amounts(pair)
}

fn last_event() -> Event<Test> {
    match System::events().pop().expect("there is an event").event {
        RuntimeEvent::Amm(event) => event,
        other => panic!("the last event is not ours: {other:?}"),
    }
}

/// What is held in the vault so that the asset cannot be destroyed.
fn cushion_held(asset: &CurrencyId) -> Balance {
    use frame_support::traits::fungibles::InspectHold;
    let reason = crate::mock::RuntimeHoldReason::from(crate::HoldReason::Cushion);
    <Test as crate::Config>::Holds::balance_on_hold(asset.clone(), &reason, &Amm::vault())
}

/// Goes to a block in which nothing has happened yet.
fn next_block() {
    System::set_block_number(System::block_number() + 1);
}

fn settle(asset: CurrencyId) -> DispatchResult {
    plain(Amm::settle_shortfall(signed(crate::mock::BOB), asset))
}

/// Takes from the vault, as an asset's admin may.
fn burn_from_vault(asset: u32, amount: Balance) {
    let owner = signed(crate::mock::OWNER);
    Assets::burn(owner, asset, Amm::vault(), amount).expect("the admin can burn");
}
