//! What the tests share.

pub(super) use crate::{
    mock::{
        AccountId, Assets, Average, Balances, Currencies, ExtBuilder, Holds, IncomeShareBps,
        IncomeShareTo, PoolAssets, RuntimeEvent, RuntimeHoldReason, RuntimeOrigin, StakingRewards,
        System, Test, ACCOUNT_DEPOSIT, ALICE, AVERAGES, BOB, BTC, CAROL, COFFER, DEPOSIT, ETH,
        EXISTENTIAL_DEPOSIT, FORTUNE, LIQUIDITY, LP, MAX_LOCK, MAX_MULTIPLIER, MIN_BTC,
        MIN_HISTORY, MIN_SWEEP, OWNER, PERIOD, PRICE, SMOOTHING, TIDE, TREASURY, USD,
    },
    types::{NewStream, Position, Programme, Stream, Tiers},
    Error, Event, HoldReason, IncomeStream, NextProgrammeId, Positions, Pots, Programmes, Streams,
    SweepRoutes,
};
pub(super) use frame_support::{
    assert_noop, assert_ok,
    traits::{
        fungibles::{Inspect, InspectHold},
        tokens::fungible::NativeOrWithId,
        ConstU32,
    },
    BoundedVec,
};
pub(super) use sp_core::U256;
pub(super) use sp_runtime::{DispatchError, DispatchResult};
pub(super) use tidewater_math::rewards::GRAINS;
pub(super) use tidewater_primitives::{
    apis::staking_rewards::{ProgrammeId, ProgrammeStatus, StreamIndex, Tier, TierIndex},
    ids::{CurrencyId, Hop, PoolId},
    Balance, BlockNumber,
};

use frame_support::dispatch::DispatchResultWithPostInfo;

/// No lock.
pub(super) const FREE: Tier = Tier { blocks: 0, multiplier_bps: 10_000 };
/// A lock of thirty blocks that doubles the weight.
pub(super) const LOCKED: Tier = Tier { blocks: 30, multiplier_bps: 20_000 };

pub(super) fn by(who: AccountId) -> RuntimeOrigin {
    RuntimeOrigin::signed(who)
}

pub(super) fn root() -> RuntimeOrigin {
    RuntimeOrigin::root()
}

/// The result without the weight.
pub(super) fn plain(result: DispatchResultWithPostInfo) -> DispatchResult {
    result.map(|_| ()).map_err(|failed| failed.error)
}

pub(super) fn tiers(list: &[Tier]) -> Tiers {
    list.to_vec().try_into().expect("few enough")
}

pub(super) fn create(staked: CurrencyId, list: &[Tier]) -> DispatchResult {
    StakingRewards::create_programme(by(ALICE), staked, 1, 1, tiers(list))
}

/// A stream of Alice's from now on: so many whole units in each of `blocks`, all paid in.
pub(super) fn open(
    id: ProgrammeId,
    currency: CurrencyId,
    units: Balance,
    blocks: u32,
) -> DispatchResult {
    let end = now() + blocks;
    let amount = units * Balance::from(blocks);
    let rate = units * GRAINS;
    StakingRewards::open_stream(
        by(ALICE),
        id,
        NewStream { currency, rate, start: None, end, amount },
    )
}

pub(super) fn stake(
    who: AccountId,
    id: ProgrammeId,
    tier: TierIndex,
    amount: Balance,
) -> DispatchResult {
    plain(StakingRewards::stake(by(who), id, tier, amount))
}

pub(super) fn unstake(
    who: AccountId,
    id: ProgrammeId,
    tier: TierIndex,
    amount: Balance,
) -> DispatchResult {
    plain(StakingRewards::unstake(by(who), id, tier, amount))
}

pub(super) fn claim(who: AccountId, id: ProgrammeId, stream: StreamIndex) -> DispatchResult {
    StakingRewards::claim(by(who), id, stream)
}

pub(super) fn close(who: AccountId, id: ProgrammeId) -> DispatchResult {
    plain(StakingRewards::close(by(who), id))
}

pub(super) fn compound(
    who: AccountId,
    id: ProgrammeId,
    stream: StreamIndex,
    tier: TierIndex,
    route: &[CurrencyId],
    least: Balance,
) -> DispatchResult {
    let hops = route.iter().map(|asset_out| Hop { pool_id: 0, asset_out: asset_out.clone() });
    let hops: Vec<Hop> = hops.collect();
    let hops = hops.try_into().expect("few enough");
    plain(StakingRewards::compound(by(who), id, stream, tier, hops, least))
}

pub(super) fn sweep(who: AccountId, asset: CurrencyId, max_amount: Balance) -> DispatchResult {
    plain(StakingRewards::sweep(by(who), asset, max_amount))
}

pub(super) fn hop(pool_id: PoolId, asset_out: CurrencyId) -> Hop {
    Hop { pool_id, asset_out }
}

pub(super) fn set_route(asset: CurrencyId, hops: &[Hop]) -> DispatchResult {
    let hops = hops.to_vec().try_into().expect("few enough");
    StakingRewards::set_sweep_route(root(), asset, hops)
}

/// From this block on, 100 units of `base` are worth `price` of `quote` in a pool.
pub(super) fn set_average(pool_id: PoolId, base: CurrencyId, quote: CurrencyId, price: Balance) {
    let average = Average { pool_id, base, quote, price, since: now() };
    AVERAGES.with_borrow_mut(|all| {
        all.retain(|known| (known.pool_id, &known.base) != (pool_id, &average.base));
        all.push(average);
    });
}

/// What is free in an account.
pub(super) fn balance(currency: &CurrencyId, who: AccountId) -> Balance {
    Currencies::balance(currency.clone(), &who)
}

/// What is staked in an account, as its token says.
pub(super) fn held(currency: &CurrencyId, who: AccountId) -> Balance {
    let reason = RuntimeHoldReason::from(HoldReason::Staked);
    Holds::balance_on_hold(currency.clone(), &reason, &who)
}

pub(super) fn pot(currency: &CurrencyId) -> Balance {
    balance(currency, StakingRewards::pot_account())
}

/// What lies in the income account.
pub(super) fn income(currency: &CurrencyId) -> Balance {
    balance(currency, StakingRewards::income_account())
}

pub(super) fn programme(id: ProgrammeId) -> Programme<AccountId> {
    Programmes::<Test>::get(id).expect("the programme exists")
}

pub(super) fn stream(id: ProgrammeId, at: StreamIndex) -> Stream<AccountId> {
    Streams::<Test>::get(id, at).expect("the stream exists")
}

/// What a claim in this block would pay.
pub(super) fn claimable(who: AccountId, id: ProgrammeId, at: StreamIndex) -> Balance {
    let before = now();
    System::set_block_number(u64::from(before) - 1);
    let info = StakingRewards::position(who, id);
    System::set_block_number(before.into());
    info.map_or(0, |info| info.claimable[usize::from(at)])
}

pub(super) fn now() -> BlockNumber {
    System::block_number() as BlockNumber
}

/// Lets blocks pass in which nobody does anything.
pub(super) fn pass(blocks: u32) {
    System::set_block_number(System::block_number() + u64::from(blocks));
}

pub(super) fn last_event() -> Event<Test> {
    match System::events().pop().expect("there is an event").event {
        RuntimeEvent::StakingRewards(event) => event,
        other => panic!("the last event is not ours: {other:?}"),
    }
}

/// A programme of Alice's for `staked`, with and without a lock, and one stream of USD that pays 100
/// units in each of 100 blocks.
pub(super) fn with_programme(staked: CurrencyId, test: impl FnOnce()) {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(create(staked, &[FREE, LOCKED]));
        assert_ok!(open(0, USD, 100, 100));
        test();
    });
}
