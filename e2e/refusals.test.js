// What the chain and the node refuse, how they say so, and that nothing has moved then.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { account, bestBlock, height, money, plain, send, sendAll } from './lib/chain.js';
import { api, ask } from './lib/dev.js';
import { until } from './lib/node.js';
import { quote } from './lib/trades.js';

/** The pool of TIDE and tUSD that a development chain is born with. */
const POOL = 0;
const DOLLAR = 1;
const TIDE = 10n ** 12n;
const HOPS = [{ poolId: POOL, assetOut: { WithId: DOLLAR } }];

const bob = account('Bob');

const bobs = async (block) => money(api, block, bob.address, { asset: DOLLAR, pool: POOL });
const pool = async () => plain(await api.query.amm.pools(POOL));
const quoteOf = async (amount) => plain(await api.call.ammApi.quoteExactIn('Native', amount, HOPS, bob.address)).Ok;

/** Sends `txs` as Bob and checks that each fails with this error and moves nothing but its fee. */
async function checkFailure(error, ...txs) {
  const [before, pooled] = [await bobs(await bestBlock(api)), await pool()];
  const outcomes = await sendAll(api, txs, bob);
  for (const outcome of outcomes) {
    assert.equal(outcome.error, error);
    assert.deepEqual(outcome.amm, []);
    assert.ok(outcome.fee > 0n, 'no fee was paid');
    assert.deepEqual(outcome.events.at(-1).name, 'system.ExtrinsicFailed');
  }
  const fees = outcomes.reduce((all, { fee }) => all + fee, 0n);
  assert.deepEqual(await bobs(outcomes.at(-1).block), { ...before, tide: before.tide - fees });
  assert.deepEqual(await pool(), pooled);
}

test('a swap that would pay less than its bound fails by name and moves nothing but the fee', async () => {
  const { amountOut } = await quoteOf(TIDE);
  const tx = api.tx.amm.swapExactIn('Native', TIDE, HOPS, BigInt(amountOut) + 1n);
  await checkFailure('amm.AmountOutBelowMinimum', tx);
});

test('a batch whose second call fails takes back the first', async () => {
  const { amountOut } = await quoteOf(TIDE);
  const swap = api.tx.amm.swapExactIn('Native', TIDE, HOPS, amountOut);
  // The first swap has moved the price, so the second cannot have the same amount.
  await checkFailure('amm.AmountOutBelowMinimum', api.tx.utility.batchAll([swap, swap]));
});

test('nobody but the exchange creates shares', async () => {
  await checkFailure('BadOrigin', api.tx.poolAssets.create(77, bob.address, 1));
});

test('nobody governs the exchange alone', async () => {
  await checkFailure('BadOrigin', api.tx.amm.setStatus(POOL, 'WithdrawOnly'));
});

test('the calls that could stop the chain are closed', async () => {
  const { session: { purgeKeys }, utility: { batchAll } } = api.tx;
  await checkFailure('system.CallFiltered', purgeKeys(), batchAll([purgeKeys()]));
});

/** Signs a remark so that it lives from the block `from` on, and sends it. */
async function sendLiving(from, period, blockHash) {
  const era = api.createType('ExtrinsicEra', { current: from, period });
  return send(api, api.tx.system.remark('0x00'), bob, { era, blockHash });
}

test('a transaction whose life is over is refused by the pool', async () => {
  await until('block 9', 60_000, async () => (await height(api)) > 8);
  const born = (await height(api)) - 8;
  const hash = await api.rpc.chain.getBlockHash(born);
  // It lived for eight blocks. Eras repeat: for the chain it now begins with the ninth, whose hash
  // is not the one that was signed.
  await assert.rejects(sendLiving(born, 8, hash), { code: 1010, data: 'Transaction has a bad signature' });
});

test('a transaction whose life has not begun is refused by the pool', async () => {
  assert.ok((await height(api)) < 2_000, 'the chain is too old for this test');
  const hash = await api.rpc.chain.getBlockHash();
  await assert.rejects(sendLiving(2_047, 2_048, hash), { code: 1010, data: 'Transaction has an ancient birth block' });
});

test('a transaction with a used nonce is refused by the pool', async () => {
  assert.ok((await api.rpc.system.accountNextIndex(bob.address)).toNumber() > 0, 'Bob has sent nothing yet');
  const again = send(api, api.tx.system.remark('0x01'), bob, { nonce: 0 });
  await assert.rejects(again, { code: 1010, data: 'Transaction is outdated' });
});

test('a transaction with a later nonce waits for those before it', async () => {
  const nonce = (await api.rpc.system.accountNextIndex(bob.address)).toNumber();
  const seen = [];
  const later = send(api, api.tx.system.remark('0x02'), bob, { nonce: nonce + 1, seen });
  await until('the pool knows the later one', 20_000, () => seen.length > 0);
  assert.deepEqual(seen, ['Future']);
  const sooner = send(api, api.tx.system.remark('0x03'), bob, { nonce });
  assert.deepEqual((await Promise.all([sooner, later])).map(({ error }) => error), [null, null]);
});

test('a quote for an impossible trade names the reason', async () => {
  const { reserves } = await pool();
  // The most that one trade may move is a third of each reserve; a route that leads nowhere has no room.
  const third = (reserve) => ((BigInt(reserve) * 3_333n) / 10_000n).toString();
  const room = [{ poolId: POOL, amountIn: third(reserves[0]), amountOut: third(reserves[1]) }];
  const elsewhere = [{ ...HOPS[0], poolId: 4_294_967_295 }];
  const poor = account('nobody').address;
  const cases = [
    ['InsufficientReserve', 'amm.InsufficientReserve', 'out', reserves[1], HOPS, room],
    ['TradeTooLarge', 'amm.TradeTooLarge', 'in', BigInt(room[0].amountIn) + 1n, HOPS, room],
    ['ZeroAmount', 'amm.ZeroAmount', 'in', '0', HOPS, room],
    ['PoolNotFound', 'amm.PoolNotFound', 'in', '1', elsewhere, []],
    ['EmptyRoute', 'amm.EmptyRoute', 'in', '1', [], []],
    ['RouteTooLong', 'amm.RouteTooLong', 'in', '1', Array(5).fill(HOPS[0]), []],
    ['ZeroOutput', 'amm.ZeroOutput', 'in', '1', HOPS, room],
  ];
  for (const [reason, error, exact, amount, hops, headroom] of cases) {
    const answer = await quote(exact, 'Native', amount, hops, bob.address);
    assert.deepEqual(answer, { Err: { error, reason, headroom } });
  }
  // More than somebody has: only the token knows, and only if it is asked about them.
  const [error, reason] = ['Token.FundsUnavailable', 'Funds are unavailable'];
  assert.deepEqual(await quote('in', 'Native', TIDE, HOPS, poor), { Err: { error, reason, headroom: room } });
  assert.ok((await quote('in', 'Native', TIDE, HOPS)).Ok);
});

test('malformed parameters are an error, and the node lives on', async () => {
  const malformed = [
    ['amm_quoteExactIn', []],
    ['amm_quoteExactIn', ['Native', 5, HOPS]],
    ['amm_quoteExactIn', ['Native', '-5', HOPS]],
    ['amm_quoteExactIn', ['Native', '340282366920938463463374607431768211456', HOPS]],
    ['amm_quoteExactIn', ['Gold', '5', HOPS]],
    ['amm_quoteExactIn', ['Native', '5', [{ poolId: POOL }]]],
    ['amm_quoteExactIn', ['Native', '5', HOPS, 'not an address']],
    ['amm_quoteExactOut', ['Native', '5', HOPS, null, '0x12']],
    ['amm_pool', [-1]],
    ['amm_pool', ['0']],
    ['amm_poolId', [['Native'], 'Linear', 'Bp30']],
    ['amm_bestRouteExactIn', ['Native', { WithId: DOLLAR }, 5]],
    ['amm_bestRouteExactOut', ['Native', '5']],
    ['amm_pools', [0]],
  ];
  for (const [method, params] of malformed) {
    await assert.rejects(ask(method, params), { code: -32_602 }, JSON.stringify([method, params]));
  }
  await assert.rejects(ask('amm_unheardOf', []), { code: -32_601 });
  const unknown = `0x${'12'.repeat(32)}`;
  await assert.rejects(ask('amm_pool', [POOL, unknown]), { code: 20_002, data: unknown });
  // More hops than any call can take, in a request of a quarter of a megabyte.
  const many = Array(5_000).fill(HOPS[0]);
  await assert.rejects(ask('amm_quoteExactIn', ['Native', '5', many]), { code: 20_001 });

  const head = await height(api);
  await until('a new block', 60_000, async () => (await height(api)) > head);
  assert.equal((await ask('amm_pool', [POOL])).poolId, POOL);
});

test('what is not a transaction is refused, and the node lives on', async () => {
  await assert.rejects(ask('author_submitExtrinsic', ['0x00']), { code: 1002 });
  const signed = await api.tx.system.remark('0x04').signAsync(bob, { nonce: -1 });
  const forged = signed.toU8a();
  forged[forged.length - 1] ^= 1;
  const asked = ask('author_submitExtrinsic', [`0x${Buffer.from(forged).toString('hex')}`]);
  await assert.rejects(asked, { code: 1010, data: 'Transaction has a bad signature' });
  assert.equal((await send(api, api.tx.system.remark('0x05'), bob)).error, null);
});
