// Asking for quotes and holding trades to them.

import assert from 'node:assert/strict';
import { balances, bestBlock, errorName, plain, send, vault } from './chain.js';
import { api, ask } from './dev.js';

/** What the JSON-RPC methods answer with if the trade would fail. */
const REFUSED = 20_001;

/** How a route is asked for and traded, by the side of the trade that is given. */
const WAYS = {
  in: { quote: 'quoteExactIn', best: 'bestRouteExactIn' },
  out: { quote: 'quoteExactOut', best: 'bestRouteExactOut' },
};

/**
 * What the runtime API answers to `method` in the state of the block `at`: `{ Ok }`, or `{ Err }` with
 * the error's name. JSON-RPC has to answer the same.
 */
async function answer(method, params, at) {
  const { call } = await api.at(at);
  const answered = await call.ammApi[method](...params);
  const asked = ask(`amm_${method}`, [...params, at]);
  if (answered.isOk) {
    const { Ok } = plain(answered);
    assert.deepEqual(await asked, Ok, `${method} by JSON-RPC`);
    return { Ok };
  }
  const { error, reason, headroom } = answered.asErr;
  const Err = { error: errorName(api, error), reason: reason.toString(), headroom: plain(headroom) };
  await assert.rejects(asked, ({ code, message, data }) => {
    assert.equal(code, REFUSED);
    assert.ok(message.startsWith(`${REFUSED}: ${Err.reason}`), message);
    const named = errorName(api, api.createType('SpRuntimeDispatchError', data.error));
    assert.deepEqual({ ...data, error: named }, Err, `${method} by JSON-RPC`);
    return true;
  });
  return { Err };
}

/** The quote for a route, `exact` 'in' or 'out', in both ways of asking. */
export async function quote(exact, assetIn, amount, hops, who = null, at = undefined) {
  return answer(WAYS[exact].quote, [assetIn, String(amount), hops, who], at ?? (await bestBlock(api)));
}

/** The quote of the best route, in both ways of asking. */
export async function bestRoute(exact, assetIn, assetOut, amount, at = undefined) {
  return answer(WAYS[exact].best, [assetIn, assetOut, String(amount)], at ?? (await bestBlock(api)));
}

/** The call that makes a quoted trade, with bounds that leave no unit to spare. */
export function tradeOf(exact, { amountIn, amountOut, hops }) {
  const route = hops.map(({ poolId, assetOut }) => ({ poolId, assetOut }));
  const [{ assetIn }] = hops;
  return exact === 'in'
    ? api.tx.amm.swapExactIn(assetIn, amountIn, route, amountOut)
    : api.tx.amm.swapExactOut(assetIn, amountIn, route, amountOut);
}

/** The event of a quoted trade. */
export function swapped(who, { amountIn, amountOut, hops }) {
  const { assetIn } = hops[0];
  const { assetOut } = hops.at(-1);
  return { name: 'amm.Swapped', data: { who, assetIn, amountIn, assetOut, amountOut, hops } };
}

/** The stored record of a pool after a block. */
export async function record(pool, at) {
  const { query } = await api.at(at);
  return plain(await query.amm.pools(pool));
}

/** Adds up by currency what a trade moves from the trader to the vault: its two ends, nothing else. */
function legs(currencies, { amountIn, amountOut }) {
  return currencies.map((_, at) => {
    if (at === 0) return BigInt(amountIn);
    return at === currencies.length - 1 ? -BigInt(amountOut) : 0n;
  });
}

/**
 * Quotes a trade of `signer`, makes it, and checks to the last unit that what the event says, what
 * moved and what the pools hold afterwards is what was quoted. Gives the quote and the outcome.
 */
export async function checkTrade(signer, exact, assetIn, amount, hops) {
  const who = signer.address;
  const start = await bestBlock(api);
  const { Ok: promised, Err } = await quote(exact, assetIn, amount, hops, who, start);
  assert.equal(Err, undefined);
  const currencies = [assetIn, ...hops.map(({ assetOut }) => assetOut)];
  const sides = async (block) => Promise.all([who, vault(api)].map((side) => balances(api, block, side, currencies)));
  const [before, pools] = [await sides(start), await Promise.all(hops.map(({ poolId }) => record(poolId, start)))];

  const outcome = await send(api, tradeOf(exact, promised), signer);
  assert.equal(outcome.error, null);
  assert.deepEqual(outcome.amm, [swapped(who, promised)]);
  const moved = legs(currencies, promised);
  const [mine, vaults] = before;
  assert.deepEqual(await sides(outcome.block), [
    mine.map((held, at) => held - moved[at] - (currencies[at] === 'Native' ? outcome.fee : 0n)),
    vaults.map((held, at) => held + moved[at]),
  ]);
  await Promise.all(promised.hops.map(async (hop, at) => {
    const { assets, reserves, protocolFees } = await record(hop.poolId, outcome.block);
    const position = (asset) => assets.findIndex((held) => JSON.stringify(held) === JSON.stringify(asset));
    const [into, from] = [position(hop.assetIn), position(hop.assetOut)];
    assert.deepEqual([reserves[into], reserves[from]], [hop.reserveIn, hop.reserveOut]);
    const due = pools[at].protocolFees.map(BigInt);
    due[into] += BigInt(hop.protocolFee);
    assert.deepEqual(protocolFees, due.map(String));
  }));
  return { quote: promised, outcome };
}
