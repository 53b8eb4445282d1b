// Trades through several pools of both kinds, the search for the best route, what one trade and one
// block may move, and the prices that pools remember.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { account, balances, bestBlock, blockAfter, errorName, plain, send, sendAll } from './lib/chain.js';
import { api } from './lib/dev.js';
import { story } from './lib/story.js';
import { bestRoute, checkTrade, quote, record, swapped, tradeOf } from './lib/trades.js';

/** The pools that a development chain is born with: TIDE and tUSD, tUSD and tETH, tUSD and tDAI (stable). */
const [TIDE_DOLLAR, DOLLAR_ETHER, DOLLAR_DAI] = [0, 1, 2];
const [DOLLAR, ETHER, DAI] = [1, 3, 4].map((id) => ({ WithId: id }));
const TIDE = 10n ** 12n;
const [ONE_ETHER, ONE_DAI] = [10n ** 18n, 10n ** 12n];
const NOBODYS_POOL = 4_294_967_295;
/** One, as prices are written. */
const ONE = 2n ** 128n;

const charlie = account('Charlie');
const { addLiquidity, createPool, swapExactIn } = api.tx.amm;
const hop = (poolId, assetOut) => ({ poolId, assetOut });
const steps = ({ hops }) => hops.map(({ poolId, assetOut }) => hop(poolId, assetOut));

/** The one pool made here: tETH and tDAI, in which ether costs 2,000 and not 2,500 dollars. */
const POOLED = [5n * ONE_ETHER / 2n, 5_000n * ONE_DAI];
let pool;

/** The assets that a transaction's events name as moved in or out of an account. */
function touched({ events }) {
  const moves = events.filter(({ name }) => /^assets\.(Withdrawn|Deposited|Issued|Burned|Transferred)$/.test(name));
  return [...new Set(moves.map(({ data }) => data.assetId))];
}

test('a route through two pools of different kinds moves its two ends and nothing between', async () => {
  const route = [hop(TIDE_DOLLAR, DOLLAR), hop(DOLLAR_DAI, DAI)];
  for (const [exact, amount] of [['in', 1_234n * TIDE + 1n], ['out', 432n * ONE_DAI + 1n]]) {
    const { quote: { hops }, outcome } = await checkTrade(charlie, exact, 'Native', amount, route);
    // What the first pool pays out is what is put into the second.
    assert.deepEqual(hops.map(({ poolId }) => poolId), [TIDE_DOLLAR, DOLLAR_DAI]);
    assert.equal(hops[0].amountOut, hops[1].amountIn);
    assert.deepEqual(touched(outcome), [DAI.WithId]);
  }
});

test('a route can end in TIDE', async () => {
  const route = [hop(DOLLAR_ETHER, DOLLAR), hop(TIDE_DOLLAR, 'Native')];
  const { outcome } = await checkTrade(charlie, 'in', ETHER, ONE_ETHER / 7n, route);
  assert.deepEqual(touched(outcome), [ETHER.WithId]);
});

/** From here on, about the pool made here. */
const next = story();

/** An answer of the runtime API about prices, in the state after a block. */
async function price(method, at, ...params) {
  const { call } = await api.at(at);
  const answered = await call.ammApi[method](...params);
  return answered.isOk ? plain(answered.asOk) : errorName(api, answered.asErr.error);
}
const average = (at, base, quoted, span = 'TenMinutes') => price('averagePrice', at, pool, base, quoted, span);
const cumulative = (at, asset) => price('cumulativePrice', at, pool, asset);
/** The price of the pool's second currency in its first one, as its reserves stand. */
const spot = ([first, second]) => (BigInt(first) * ONE) / BigInt(second);

let created;

next('a pool has no price before the end of the block of its first deposit', async () => {
  pool = plain(await api.query.amm.nextPoolId());
  created = await send(api, api.tx.utility.batchAll([
    createPool([ETHER, DAI], 'ConstantProduct', 'Bp30'),
    addLiquidity(pool, POOLED, 0),
  ]), charlie);
  assert.equal(created.error, null);
  assert.equal(await average(created.block, DAI, ETHER), 'amm.NoHistory');
  assert.equal(await cumulative(created.block, DAI), 'amm.NoHistory');
  assert.equal(await price('averagePrice', created.block, NOBODYS_POOL, DAI, ETHER, 'Day'), 'amm.PoolNotFound');
});

next('the average of a pool that nobody trades with is its price', async () => {
  const later = await blockAfter(api, created.number + 1);
  const expected = {
    liquidity: String(BigInt((await record(pool, later)).totalShares)),
    asOf: created.number + 1,
    history: 2,
  };
  const dai = spot(POOLED);
  for (const span of ['TenMinutes', 'Hour', 'Day']) {
    assert.deepEqual(await average(later, DAI, ETHER, span), { price: String(dai), ...expected });
    // The other way round it is one over that, rounded down.
    assert.deepEqual(await average(later, ETHER, DAI, span), { price: String((ONE * ONE) / dai), ...expected });
    assert.deepEqual(await average(later, DAI, DAI, span), { price: String(ONE), ...expected });
  }
  // The price was in force at the end of two blocks.
  assert.deepEqual(await cumulative(later, DAI), { sum: String(2n * dai), asOf: created.number + 1 });
  assert.equal(await cumulative(later, ETHER), 'amm.AssetNotInPool');
  assert.equal(await average(later, DOLLAR, ETHER), 'amm.AssetNotInPool');
});

next('a route through three pools of both kinds moves its two ends and nothing between', async () => {
  const route = [hop(TIDE_DOLLAR, DOLLAR), hop(DOLLAR_DAI, DAI), hop(pool, ETHER)];
  const { quote: { hops }, outcome } = await checkTrade(charlie, 'in', 'Native', 100n * TIDE, route);
  assert.deepEqual(hops.slice(1).map(({ amountIn }) => amountIn), hops.slice(0, -1).map(({ amountOut }) => amountOut));
  assert.deepEqual(touched(outcome), [ETHER.WithId]);
  const back = [hop(pool, DAI), hop(DOLLAR_DAI, DOLLAR), hop(TIDE_DOLLAR, 'Native')];
  await checkTrade(charlie, 'out', ETHER, 90n * TIDE, back);
});

next('the best route is found, is quoted like any other and can be traded', async () => {
  const cheap = [hop(TIDE_DOLLAR, DOLLAR), hop(DOLLAR_DAI, DAI), hop(pool, ETHER)];
  const short = [hop(TIDE_DOLLAR, DOLLAR), hop(DOLLAR_ETHER, ETHER)];
  for (const [exact, amount] of [['in', 200n * TIDE], ['out', ONE_ETHER / 50n]]) {
    const at = await bestBlock(api);
    const { Ok: best } = await bestRoute(exact, 'Native', ETHER, amount, at);
    assert.deepEqual(steps(best), cheap);
    assert.deepEqual({ Ok: best }, await quote(exact, 'Native', amount, cheap, null, at));
    // The shorter one is worse.
    const { Ok: other } = await quote(exact, 'Native', amount, short, null, at);
    assert.ok(exact === 'in'
      ? BigInt(other.amountOut) < BigInt(best.amountOut)
      : BigInt(other.amountIn) > BigInt(best.amountIn));

    const { error, amm } = await send(api, tradeOf(exact, best), charlie);
    assert.equal(error, null);
    assert.deepEqual(amm, [swapped(charlie.address, best)]);
  }
});

next('the best route for a larger amount is another one, and for too large a one there is none', async () => {
  // The pool made here is too small for it: the other one is left.
  const { Ok: best } = await bestRoute('in', DOLLAR, ETHER, 4_000n * 10n ** 6n);
  assert.deepEqual(steps(best), [hop(DOLLAR_ETHER, ETHER)]);
  const none = { Err: { error: 'amm.NoRoute', reason: 'NoRoute', headroom: [] } };
  assert.deepEqual(await bestRoute('in', DOLLAR, ETHER, 10n ** 12n), none);
  assert.deepEqual(await bestRoute('in', 'Native', { WithId: 2 }, TIDE), none);
  const same = { Err: { error: 'amm.IdenticalAssets', reason: 'IdenticalAssets', headroom: [] } };
  assert.deepEqual(await bestRoute('out', DOLLAR, DOLLAR, 1), same);
});

next('a route that cannot be gone is refused by the same name in a quote and in a trade', async () => {
  const around = [hop(TIDE_DOLLAR, DOLLAR), hop(DOLLAR_DAI, DAI), hop(pool, ETHER), hop(DOLLAR_ETHER, DOLLAR)];
  const wrong = [
    ['EmptyRoute', []],
    ['RepeatedPool', [hop(TIDE_DOLLAR, DOLLAR), hop(TIDE_DOLLAR, 'Native')]],
    ['CyclicRoute', around],
    ['PoolNotFound', [hop(TIDE_DOLLAR, DOLLAR), hop(NOBODYS_POOL, DAI)]],
    ['AssetNotInPool', [hop(TIDE_DOLLAR, DAI)]],
    ['IdenticalAssets', [hop(TIDE_DOLLAR, 'Native')]],
  ];
  for (const [reason, hops] of wrong) {
    for (const exact of ['in', 'out']) {
      const { Err } = await quote(exact, 'Native', TIDE, hops, charlie.address);
      assert.deepEqual(Err, { error: `amm.${reason}`, reason, headroom: [] });
    }
  }
  const before = await balances(api, await bestBlock(api), charlie.address, ['Native', DOLLAR, ETHER, DAI]);
  const outcomes = await sendAll(api, wrong.map(([, hops]) => swapExactIn('Native', TIDE, hops, 0)), charlie);
  assert.deepEqual(outcomes.map(({ error }) => error), wrong.map(([reason]) => `amm.${reason}`));
  const fees = outcomes.reduce((all, { fee }) => all + fee, 0n);
  const after = await balances(api, outcomes.at(-1).block, charlie.address, ['Native', DOLLAR, ETHER, DAI]);
  assert.deepEqual(after, [before[0] - fees, ...before.slice(1)]);
});

let large;

next('a trade may move a third of a reserve to the last unit, and a block half of it', async () => {
  const at = await blockAfter(api, (await record(pool, await bestBlock(api))).block.number);
  const { reserves } = await record(pool, at);
  const [amountIn, amountOut] = reserves.map((reserve) => (BigInt(reserve) * 3_333n) / 10_000n);
  const headroom = [{ poolId: pool, amountIn: String(amountIn), amountOut: String(amountOut) }];
  const route = [hop(pool, DAI)];
  const Err = { error: 'amm.TradeTooLarge', reason: 'TradeTooLarge', headroom };
  assert.deepEqual(await quote('in', ETHER, amountIn + 1n, route, charlie.address, at), { Err });
  const { Ok } = await quote('in', ETHER, amountIn, route, charlie.address, at);
  assert.deepEqual(Ok.headroom, headroom);

  const sell = (amount) => swapExactIn(ETHER, amount, route, 0);
  // One transaction, so that all is in one block; it goes on after what fails.
  large = await send(api, api.tx.utility.forceBatch([
    sell(amountIn + 1n),
    tradeOf('in', Ok),
    // Another fifth of the reserve at the beginning of the block is more than half of it in all.
    sell((BigInt(reserves[0]) * 2n) / 10n),
    // Nor does liquidity come while the price is far from what it was.
    addLiquidity(pool, [ONE_ETHER / 10n, 1_000n * ONE_DAI], 0),
    sell(BigInt(reserves[0]) / 10n),
  ]), charlie);
  const items = large.events.filter(({ name }) => /^utility\.Item(Completed|Failed)$/.test(name));
  const failure = ({ error }) => (error ? errorName(api, api.createType('SpRuntimeDispatchError', error)) : null);
  assert.deepEqual(
    items.map(({ data }) => failure(data)),
    ['amm.TradeTooLarge', null, 'amm.FlowLimitReached', 'amm.PriceDeviates', null],
  );
  assert.deepEqual([large.amm[0], large.amm.length], [swapped(charlie.address, Ok), 2]);
});

next('a trade is in no average of its own block, and in the next one with the weight of a block', async () => {
  const blocks = [await blockAfter(api, large.number - 2), large.block, await blockAfter(api, large.number)];
  const records = await Promise.all(blocks.map((at) => record(pool, at)));
  const [settled, moved] = records.map(({ reserves }) => spot(reserves));
  assert.ok(moved > settled * 2n, 'the price has hardly moved');

  const averages = await Promise.all(blocks.map((at) => average(at, DAI, ETHER)));
  assert.deepEqual(averages.map(({ asOf }) => asOf), [large.number - 2, large.number - 1, large.number]);
  const [before, during, after] = averages.map(({ price: parts }) => BigInt(parts));
  // With a window of 300 blocks, the past counts for 299/301, here rounded to 127 bits. What is left of
  // the distance is rounded down.
  const remnant = (distance) => (distance * ((299n * 2n ** 127n) / 301n)) / 2n ** 127n;
  const blend = (past, present) => present + (past > present ? remnant(past - present) : -remnant(present - past));
  assert.equal(after, blend(during, moved));
  // In its own block it is not in it. Several blocks at once are rounded otherwise than one by one.
  const difference = during - blend(before, settled);
  assert.ok((difference < 0n ? -difference : difference) < during >> 100n, `${difference}`);

  const sums = (await Promise.all(blocks.map((at) => cumulative(at, DAI)))).map(({ sum }) => BigInt(sum));
  assert.deepEqual([sums[1] - sums[0], sums[2] - sums[1]], [settled, moved]);
});
