// A pool lives through the scenario of the test vectors: what the chain pays, what its events say
// and what its quotes promise is to the last unit what was computed without it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { account, bestBlock, money, plain, send, sendAll, vault } from './lib/chain.js';
import { api, ask } from './lib/dev.js';
import { story } from './lib/story.js';
import { quote, record, swapped } from './lib/trades.js';

const VECTORS = new URL('../math/tests/vectors/constant_product.json', import.meta.url);
const { locked_shares: LOCKED_SHARES, scenario } = JSON.parse(readFileSync(VECTORS, 'utf8'));
const KIND = 'ConstantProduct';
const MINTED = 100_000_000_000n;

/** Whoever trades must not author blocks: the author is paid the fees. */
const trader = account('Bob');
let asset;
let pool;
/** The pool's currencies, in its order. */
let currencies;

const next = story();
const create = (id) => api.tx.assets.create(id, trader.address, 1);

next('an asset gets the next id and no other', async () => {
  asset = (await api.query.assets.nextAssetId()).unwrap().toNumber();
  currencies = ['Native', { WithId: asset }];
  const outcomes = await sendAll(api, [create(asset + 1), create(asset), create(asset)], trader);
  assert.deepEqual(outcomes.map(({ error }) => error), ['assets.BadAssetId', null, 'assets.InUse']);
  assert.equal((await api.query.assets.nextAssetId()).unwrap().toNumber(), asset + 1);
});

next('anybody can create a pool for a new asset', async () => {
  pool = (await api.query.amm.nextPoolId()).toNumber();
  const before = await sides(await bestBlock(api));
  const [minted, created] = await sendAll(
    api,
    [
      api.tx.assets.mint(asset, trader.address, MINTED),
      // In the wrong order, which the chain puts right.
      api.tx.amm.createPool([...currencies].reverse(), KIND, scenario.fee_tier),
    ],
    trader,
  );
  assert.deepEqual([minted.error, created.error], [null, null]);
  assert.deepEqual(created.amm, [{
    name: 'amm.PoolCreated',
    data: { poolId: pool, creator: trader.address, assets: currencies, curve: KIND, feeTier: scenario.fee_tier },
  }]);
  const nothing = { reserves: ['0', '0'], shares: '0', flow: ['0', '0'] };
  checkRecord(await record(pool, created.block), {
    reserves: nothing.reserves,
    totalShares: '0',
    lockedShares: '0',
    block: { number: created.number, ...nothing },
  });

  // The creator pays a deposit for the pool and one for the vault's account of the asset, and two
  // units of the asset, each its minimum balance: one stays in the vault for good, one is held there.
  const deposits = api.consts.amm.poolDeposit.toBigInt() + api.consts.assets.assetAccountDeposit.toBigInt();
  const spent = deposits + minted.fee + created.fee;
  assert.deepEqual(await sides(created.block), {
    trader: { tide: before.trader.tide - spent, token: MINTED - 2n, shares: 0n },
    vault: { ...before.vault, token: 1n },
  });
  const [hold] = plain(await api.query.assetsHolder.holds(asset, vault(api)));
  assert.deepEqual(hold, { id: { Amm: 'Cushion' }, amount: '1' });
});

/** The bounds of a pool for which governance has set no others. */
const TERMS = {
  protocolFeeBps: 0,
  maxTradeBps: 3_333,
  maxFlowBps: 5_000,
  maxLiquidityBps: 2_000,
  maxDeviationBps: 200,
};

/** What a pool is, in every form of its record. */
const identity = () => ({
  assets: currencies,
  feeTier: scenario.fee_tier,
  status: 'Active',
  terms: TERMS,
  protocolFees: ['0', '0'],
});

/** Checks the whole stored record of the pool, but for its averages. */
function checkRecord({ history, ...stored }, expected) {
  assert.deepEqual(stored, { ...identity(), curve: KIND, ...expected });
  assert.equal(history.prices.length, stored.totalShares === '0' ? 0 : 1);
}

/** What the pool notes of the block in which `step` is the first that touches it. */
function noteOf(step, number) {
  // The first deposit is what its block begins with.
  const reserves = reservesBefore ?? step.reserves;
  const shares = sharesBefore ?? step.total_shares;
  const flow = step.op.startsWith('swap') ? [step.amount_in, `-${step.amount_out}`] : ['0', '0'];
  return { number, reserves, shares, flow: step.asset_in === 1 ? flow.reverse() : flow };
}

/** What a swap is to do, in the words of its event and of its quote. */
function hopOf(step) {
  const [into, from] = [step.asset_in, 1 - step.asset_in];
  return {
    poolId: pool,
    assetIn: currencies[into],
    amountIn: step.amount_in,
    assetOut: currencies[from],
    amountOut: step.amount_out,
    fee: step.fee,
    protocolFee: '0',
    reserveIn: step.reserves[into],
    reserveOut: step.reserves[from],
  };
}

/** The call of a step, with bounds that leave no unit to spare. */
function callOf(step) {
  const { op, shares, amount_in: paid, amount_out: received, asset_in: into } = step;
  const hops = [{ poolId: pool, assetOut: currencies[1 - into] }];
  switch (op) {
    case 'add_liquidity': return api.tx.amm.addLiquidity(pool, step.max_amounts, shares);
    case 'remove_liquidity': return api.tx.amm.removeLiquidity(pool, shares, step.amounts);
    case 'swap_exact_in': return api.tx.amm.swapExactIn(currencies[into], paid, hops, received);
    case 'swap_exact_out': return api.tx.amm.swapExactOut(currencies[into], paid, hops, received);
    default: throw new Error(`the vectors have an unknown step: ${op}`);
  }
}

/** What a swap is to promise: all that there is to know about it beforehand. */
function promiseOf(step) {
  // The flow of the block before is over, and a block's flow may be half of a reserve.
  const [intoReserve, fromReserve] = [step.asset_in, 1 - step.asset_in].map((at) => BigInt(reservesBefore[at]));
  const third = (reserve) => ((reserve * 3_333n) / 10_000n).toString();
  return {
    amountIn: step.amount_in,
    amountOut: step.amount_out,
    priceImpactBps: step.price_impact_bps,
    hops: [hopOf(step)],
    headroom: [{ poolId: pool, amountIn: third(intoReserve), amountOut: third(fromReserve) }],
  };
}

/** The event of a step. */
function eventOf(step, totalShares) {
  const who = trader.address;
  if (step.op.startsWith('swap')) return swapped(who, promiseOf(step));
  const { amounts, shares, reserves } = step;
  const [data, nothing] = [{ poolId: pool, who, amounts, shares, reserves, totalShares }, ['0', '0']];
  return step.op === 'add_liquidity'
    ? { name: 'amm.LiquidityAdded', data: { ...data, fees: nothing } }
    : { name: 'amm.LiquidityRemoved', data: { ...data, owed: nothing } };
}

/** What a step moves from the trader to the vault: TIDE, the asset and, to nowhere, shares. */
function movedBy(step) {
  if (step.op === 'add_liquidity') return [...step.amounts.map(BigInt), -BigInt(step.shares)];
  if (step.op === 'remove_liquidity') return [...step.amounts.map((amount) => -BigInt(amount)), BigInt(step.shares)];
  const legs = [BigInt(step.amount_in), -BigInt(step.amount_out)];
  return [...(step.asset_in === 0 ? legs : legs.reverse()), 0n];
}

/** Checks that both ways of asking for a quote promise what the step is to do. */
async function checkQuotes(step) {
  const exact = step.op === 'swap_exact_in' ? 'in' : 'out';
  const { amountIn, amountOut, hops: [{ assetIn, assetOut }] } = promiseOf(step);
  const params = [assetIn, exact === 'in' ? amountIn : amountOut, [{ poolId: pool, assetOut }]];
  for (const who of [trader.address, null]) {
    assert.deepEqual(await quote(exact, ...params, who), { Ok: promiseOf(step) });
  }
}

/** Both sides' money after a block. */
const sides = async (block) => ({
  trader: await money(api, block, trader.address, { asset, pool }),
  vault: await money(api, block, vault(api), { asset, pool }),
});

let reservesBefore;
let sharesBefore;

scenario.steps.forEach((step, index) => {
  next(`step ${index + 1}, ${step.op}, does exactly what the vectors say`, async () => {
    if (step.op.startsWith('swap')) await checkQuotes(step);
    const before = await sides(await bestBlock(api));
    const { block, number, amm, fee, error } = await send(api, callOf(step), trader);
    const { reserves, total_shares: totalShares = sharesBefore } = step;

    assert.equal(error, null);
    assert.deepEqual(amm, [eventOf(step, totalShares)]);
    const note = noteOf(step, number);
    checkRecord(await record(pool, block), { reserves, totalShares, lockedShares: LOCKED_SHARES, block: note });

    const [tide, token, shares] = movedBy(step);
    assert.deepEqual(await sides(block), {
      trader: {
        tide: before.trader.tide - tide - fee,
        token: before.trader.token - token,
        shares: before.trader.shares - shares,
      },
      vault: { tide: before.vault.tide + tide, token: before.vault.token + token, shares: 0n },
    });
    assert.ok(fee > 0n, 'no fee was paid');
    [reservesBefore, sharesBefore] = [reserves, totalShares];
  });
});

next('the shares are an asset of their own, and all but the locked ones belong to the provider', async () => {
  const { shares } = await money(api, await bestBlock(api), trader.address, { asset, pool });
  assert.equal(shares, BigInt(sharesBefore) - BigInt(LOCKED_SHARES));
  const { supply, owner } = plain(await api.query.poolAssets.asset(pool));
  assert.deepEqual({ supply: BigInt(supply), owner }, { supply: shares, owner: vault(api) });
});

next('the pool is found and described alike by the runtime API and by JSON-RPC', async () => {
  const info = {
    poolId: pool,
    kind: KIND,
    ...identity(),
    reserves: reservesBefore,
    totalShares: sharesBefore,
    lockedShares: LOCKED_SHARES,
    amplification: null,
    shareCurrency: { WithId: 2 ** 31 + pool },
  };
  const { ammApi } = api.call;
  const key = [[...currencies].reverse(), KIND, scenario.fee_tier];
  const byApi = [await ammApi.pool(pool), await ammApi.poolId(...key), await ammApi.pools(pool, 10)].map(plain);
  assert.deepEqual(byApi, [info, pool, [info]]);
  const byRpc = [await ask('amm_pool', [pool]), await ask('amm_poolId', key), await ask('amm_pools', [pool, 10])];
  assert.deepEqual(byRpc, byApi);
  assert.deepEqual([plain(await ammApi.pool(pool + 1)), await ask('amm_pool', [pool + 1])], [null, null]);
});
