// A pool lives through the scenario of the test vectors: what the chain pays, what its events say
// and what its quotes promise is to the last unit what was computed without it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { account, bestBlock, money, plain, send, sendAll, vault } from './lib/chain.js';
import { api, ask } from './lib/dev.js';

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

/** A test that builds on those before it. Once one has failed, the others have nothing to say. */
function next(name, body) {
  test(name, async (context) => {
    if (failed) return context.skip('an earlier one failed');
    failed = true;
    await body();
    failed = false;
    return undefined;
  });
}
let failed = false;

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
    data: { poolId: pool, creator: trader.address, assets: currencies, kind: KIND, feeTier: scenario.fee_tier },
  }]);
  const empty = { reserves: ['0', '0'], totalShares: '0', lockedShares: '0' };
  assert.deepEqual(await record(), { ...identity(), ...empty });

  // The creator pays a deposit for the pool and one for the vault's account of the asset, and one
  // unit of the asset, its minimum balance, stays in the vault for good.
  const deposits = api.consts.amm.poolDeposit.toBigInt() + api.consts.assets.assetAccountDeposit.toBigInt();
  const spent = deposits + minted.fee + created.fee;
  assert.deepEqual(await sides(created.block), {
    trader: { tide: before.trader.tide - spent, token: MINTED - 1n, shares: 0n },
    vault: { ...before.vault, token: 1n },
  });
});

/** What a pool is, in every form of its record. */
const identity = () => ({ assets: currencies, kind: KIND, feeTier: scenario.fee_tier });

/** The pool as it is stored. */
async function record() {
  const { key, ...amounts } = plain(await api.query.amm.pools(pool));
  return { ...key, ...amounts };
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

/** The event of a step. */
function eventOf(step, totalShares) {
  const who = trader.address;
  if (step.op.startsWith('swap')) {
    const hop = hopOf(step);
    const { assetIn, amountIn, assetOut, amountOut } = hop;
    return { name: 'amm.Swapped', data: { who, assetIn, amountIn, assetOut, amountOut, hops: [hop] } };
  }
  const { amounts, shares, reserves } = step;
  const name = step.op === 'add_liquidity' ? 'amm.LiquidityAdded' : 'amm.LiquidityRemoved';
  return { name, data: { poolId: pool, who, amounts, shares, reserves, totalShares } };
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
  const hop = hopOf(step);
  const quote = {
    amountIn: step.amount_in,
    amountOut: step.amount_out,
    priceImpactBps: step.price_impact_bps,
    hops: [hop],
  };
  const exactIn = step.op === 'swap_exact_in';
  const params = [hop.assetIn, exactIn ? hop.amountIn : hop.amountOut, [{ poolId: pool, assetOut: hop.assetOut }]];
  for (const who of [trader.address, null]) {
    const quoted = exactIn ? api.call.ammApi.quoteExactIn : api.call.ammApi.quoteExactOut;
    assert.deepEqual(plain(await quoted(...params, who)), { Ok: quote }, 'by the runtime API');
    const method = exactIn ? 'amm_quoteExactIn' : 'amm_quoteExactOut';
    assert.deepEqual(await ask(method, [...params, who]), quote, 'by JSON-RPC');
  }
}

/** Both sides' money after a block. */
const sides = async (block) => ({
  trader: await money(api, block, trader.address, { asset, pool }),
  vault: await money(api, block, vault(api), { asset, pool }),
});

let totalShares;

scenario.steps.forEach((step, index) => {
  next(`step ${index + 1}, ${step.op}, does exactly what the vectors say`, async () => {
    if (step.op.startsWith('swap')) await checkQuotes(step);
    const before = await sides(await bestBlock(api));
    const { block, amm, fee, error } = await send(api, callOf(step), trader);
    totalShares = step.total_shares ?? totalShares;

    assert.equal(error, null);
    assert.deepEqual(amm, [eventOf(step, totalShares)]);
    const { reserves } = step;
    assert.deepEqual(await record(), { ...identity(), reserves, totalShares, lockedShares: LOCKED_SHARES });

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
  });
});

next('the shares are an asset of their own, and all but the locked ones belong to the provider', async () => {
  const { shares } = await money(api, await bestBlock(api), trader.address, { asset, pool });
  assert.equal(shares, BigInt(totalShares) - BigInt(LOCKED_SHARES));
  const { supply, owner } = plain(await api.query.poolAssets.asset(pool));
  assert.deepEqual({ supply: BigInt(supply), owner }, { supply: shares, owner: vault(api) });
});

next('the pool is found and described alike by the runtime API and by JSON-RPC', async () => {
  const info = {
    poolId: pool,
    ...identity(),
    reserves: scenario.steps.at(-1).reserves,
    totalShares,
    lockedShares: LOCKED_SHARES,
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
