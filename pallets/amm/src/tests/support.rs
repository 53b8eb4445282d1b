//! What the files on routes, bounds, averages, sequences and stable pools share.

pub(super) use crate::{
    mock::{
        AccountId, Amm, Assets, Balances, ExtBuilder, PoolAssets, RuntimeEvent, RuntimeOrigin,
        System, Test, ALICE, BOB, BTC, ETH, FORTUNE, LOCKED, OWNER, TIDE, USD,
    },
    types::{per_asset, terms, Exact},
    Error, Event, Pool, Pools,
};
pub(super) use frame_support::{
    assert_noop, assert_ok, traits::tokens::fungible::NativeOrWithId, traits::ConstU32, BoundedVec,
};
pub(super) use sp_core::U256;
pub(super) use sp_runtime::{DispatchError, DispatchResult};
pub(super) use tidewater_primitives::{
    apis::amm::{Headroom, HopOutcome, Quote, Refusal, Terms},
    ids::{CurrencyId, Curve, FeeTier, Hop, PoolId, PoolKind, PoolStatus, Window},
    Balance,
};

use frame_support::traits::fungibles::InspectHold;
use sp_runtime::StateVersion;
use tidewater_math::{
    amm::{constant_product, ema, stable, Swap},
    MathError,
};

/// A fifth currency and more, for long routes and wide pools.
pub(super) const FOURTH: CurrencyId = NativeOrWithId::WithId(4);
pub(super) const FIFTH: CurrencyId = NativeOrWithId::WithId(5);

/// No bound on a price, and the widest of the others.
pub(super) const WIDE: Terms = Terms {
    protocol_fee_bps: 0,
    max_trade_bps: 3_333,
    max_flow_bps: 10_000,
    max_liquidity_bps: 10_000,
    max_deviation_bps: 2_000,
};

/// A hop as a test writes it.
pub(super) type Leg = (PoolId, CurrencyId);

pub(super) fn by(who: AccountId) -> RuntimeOrigin {
    RuntimeOrigin::signed(who)
}

pub(super) fn governance() -> RuntimeOrigin {
    RuntimeOrigin::root()
}

pub(super) fn route(legs: &[Leg]) -> Vec<Hop> {
    legs.iter()
        .map(|(pool_id, asset_out)| Hop { pool_id: *pool_id, asset_out: asset_out.clone() })
        .collect()
}

fn bounded(legs: &[Leg]) -> BoundedVec<Hop, ConstU32<4>> {
    route(legs).try_into().expect("at most four hops")
}

/// Sells exactly `amount`.
pub(super) fn sell(
    who: AccountId,
    asset: CurrencyId,
    amount: Balance,
    legs: &[Leg],
    least: Balance,
) -> DispatchResult {
    Amm::swap_exact_in(by(who), asset, amount, bounded(legs), least)
        .map(|_| ())
        .map_err(|refused| refused.error)
}

/// Buys exactly `amount` with `asset`.
pub(super) fn buy(
    who: AccountId,
    asset: CurrencyId,
    most: Balance,
    legs: &[Leg],
    amount: Balance,
) -> DispatchResult {
    Amm::swap_exact_out(by(who), asset, most, bounded(legs), amount)
        .map(|_| ())
        .map_err(|refused| refused.error)
}

/// A quote for the block the test is in.
pub(super) fn quote_in(asset: CurrencyId, amount: Balance, legs: &[Leg]) -> Result<Quote, Refusal> {
    Amm::quote(asset, Exact::In(amount), &route(legs), None)
}

pub(super) fn quote_out(
    asset: CurrencyId,
    amount: Balance,
    legs: &[Leg],
) -> Result<Quote, Refusal> {
    Amm::quote(asset, Exact::Out(amount), &route(legs), None)
}

/// Creates a pool; the id is the next one.
pub(super) fn open(
    who: AccountId,
    assets: &[CurrencyId],
    curve: Curve,
    fee_tier: FeeTier,
) -> DispatchResult {
    Amm::create_pool(by(who), per_asset(assets.iter().cloned()), curve, fee_tier)
}

pub(super) fn deposit(
    who: AccountId,
    pool: PoolId,
    amounts: &[Balance],
    least: Balance,
) -> DispatchResult {
    Amm::add_liquidity(by(who), pool, per_asset(amounts.iter().copied()), least)
}

/// Redeems in proportion, for whatever it gives.
pub(super) fn redeem(who: AccountId, pool_id: PoolId, shares: Balance) -> DispatchResult {
    let least = Pools::<Test>::get(pool_id).map_or(2, |pool| pool.assets.len());
    Amm::remove_liquidity(by(who), pool_id, shares, per_asset(vec![0; least]))
}

pub(super) fn redeem_single(
    who: AccountId,
    pool: PoolId,
    shares: Balance,
    asset: CurrencyId,
) -> DispatchResult {
    Amm::remove_liquidity_single(by(who), pool, shares, asset, 0)
}

/// Gives a pool terms at once, however far from those that it has: what they do is looked at, not how it
/// came by them. For that, see `terms.rs`.
pub(super) fn set_terms(pool: PoolId, terms: Terms) {
    assert_ok!(Amm::put_terms(Some(pool), terms));
}

pub(super) fn set_status(pool: PoolId, status: PoolStatus) {
    assert_ok!(Amm::set_status(governance(), pool, status));
}

/// A new asset, number `id`, of which Alice and Bob have a fortune.
pub(super) fn issue(id: u32, decimals: u8) -> CurrencyId {
    pallet_assets::NextAssetId::<Test, pallet_assets::Instance1>::kill();
    assert_ok!(Assets::force_create(governance(), id, OWNER, true, 1));
    set_decimals(id, decimals);
    for who in [ALICE, BOB] {
        assert_ok!(Assets::mint(by(OWNER), id, who, FORTUNE));
    }
    NativeOrWithId::WithId(id)
}

pub(super) fn set_decimals(id: u32, decimals: u8) {
    let name = b"x".to_vec();
    assert_ok!(Assets::force_set_metadata(governance(), id, name.clone(), name, decimals, false));
}

/// The asset's team takes some of it from the vault.
pub(super) fn take_from_vault(id: u32, amount: Balance) {
    let before = Assets::balance(id, Amm::vault());
    assert_ok!(Assets::burn(by(OWNER), id, Amm::vault(), amount));
    assert_eq!(Assets::balance(id, Amm::vault()), before - amount);
}

/// Ends the block.
pub(super) fn next_block() {
    advance(1);
}

pub(super) fn advance(blocks: u32) {
    System::set_block_number(System::block_number() + u64::from(blocks));
}

pub(super) fn pool(id: PoolId) -> Pool {
    Pools::<Test>::get(id).expect("the pool exists")
}

pub(super) fn reserves(id: PoolId) -> Vec<Balance> {
    pool(id).reserves.into_inner()
}

/// What somebody can spend of a currency, down to the last unit.
pub(super) fn balance(asset: &CurrencyId, who: AccountId) -> Balance {
    match asset {
        NativeOrWithId::Native => Balances::free_balance(who),
        NativeOrWithId::WithId(id) => Assets::balance(*id, who),
    }
}

/// What somebody has of a currency, what is held or reserved included.
pub(super) fn wealth(asset: &CurrencyId, who: AccountId) -> Balance {
    match asset {
        NativeOrWithId::Native => Balances::free_balance(who) + Balances::reserved_balance(who),
        NativeOrWithId::WithId(id) => {
            let held = <Test as crate::Config>::Holds::total_balance_on_hold(asset.clone(), &who);
            Assets::balance(*id, who) + held
        }
    }
}

pub(super) fn shares(pool: PoolId, who: AccountId) -> Balance {
    PoolAssets::balance(pool, who)
}

/// The hash of everything that is stored.
pub(super) fn root() -> Vec<u8> {
    sp_io::storage::root(StateVersion::V1)
}

pub(super) fn last_event() -> Event<Test> {
    our_events().pop().expect("there is an event of ours")
}

pub(super) fn our_events() -> Vec<Event<Test>> {
    let ours = |record: frame_system::EventRecord<RuntimeEvent, _>| match record.event {
        RuntimeEvent::Amm(event) => Some(event),
        _ => None,
    };
    System::events().into_iter().filter_map(ours).collect()
}

/// The name under which a refusal shows this error.
pub(super) fn error(error: Error<Test>) -> DispatchError {
    error.into()
}

/// What the mathematics says of one step, asked without the pallet.
pub(super) fn computed_step(
    pool: &Pool,
    from: &CurrencyId,
    to: &CurrencyId,
    exact: Exact,
) -> Result<Swap, MathError> {
    let (at, to) = (pool.position(from).expect("held"), pool.position(to).expect("held"));
    let (reserve_in, reserve_out) = (pool.reserve(at), pool.reserve(to));
    let now = System::block_number() as u32;
    match (&pool.curve, exact) {
        (crate::types::CurveState::ConstantProduct, Exact::In(amount)) => {
            constant_product::swap_exact_in(reserve_in, reserve_out, amount, pool.fees())
        }
        (crate::types::CurveState::ConstantProduct, Exact::Out(amount)) => {
            constant_product::swap_exact_out(reserve_in, reserve_out, amount, pool.fees())
        }
        (crate::types::CurveState::Stable { decimals, .. }, exact) => {
            let stable = stable::Pool {
                reserves: &pool.reserves,
                decimals,
                amplification: pool.amplification(now).expect("stable"),
            };
            match exact {
                Exact::In(amount) => stable::swap_exact_in(&stable, at, to, amount, pool.fees()),
                Exact::Out(amount) => stable::swap_exact_out(&stable, at, to, amount, pool.fees()),
            }
        }
    }
}

/// The steps of a route one after the other, each by the mathematics alone.
pub(super) fn computed_route(asset_in: &CurrencyId, exact: Exact, legs: &[Leg]) -> Vec<Swap> {
    let mut from = asset_in.clone();
    let mut steps = Vec::new();
    for (id, to) in legs {
        steps.push((pool(*id), from.clone(), to.clone()));
        from = to.clone();
    }
    let mut swaps = Vec::new();
    match exact {
        Exact::In(mut amount) => {
            for (pool, from, to) in &steps {
                let swap = computed_step(pool, from, to, Exact::In(amount)).expect("it trades");
                amount = swap.amount_out;
                swaps.push(swap);
            }
        }
        Exact::Out(mut amount) => {
            for (pool, from, to) in steps.iter().rev() {
                let swap = computed_step(pool, from, to, Exact::Out(amount)).expect("it trades");
                amount = swap.amount_in;
                swaps.push(swap);
            }
            swaps.reverse();
        }
    }
    swaps
}

/// The price of the second of two currencies in the first one, as these reserves have it.
pub(super) fn price_of([first, second]: [Balance; 2]) -> U256 {
    U256(ema::price(first, second).expect("the pool is filled").into_limbs())
}

/// The average price of `base` in `quote`.
pub(super) fn average(
    pool: PoolId,
    base: &CurrencyId,
    quote: &CurrencyId,
    window: Window,
) -> Result<U256, DispatchError> {
    Amm::average_price(pool, base.clone(), quote.clone(), window)
        .map(|average| average.price)
        .map_err(|refusal| refusal.error)
}
