// Stable pools: the one a development chain is born with, pools that begin where the vectors of the
// curve do, and the life of a pool of three assets with different decimals.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  account, balances, bestBlock, incomeAccount, money, newAsset, nextAsset, plain, send, sendAll, sharesOf, vault,
} from './lib/chain.js';
import { api } from './lib/dev.js';
import { story } from './lib/story.js';
import { checkTrade, quote, record, tradeOf } from './lib/trades.js';

/** The pool of tUSD (6 decimals) and tDAI (12) that a development chain is born with. */
const POOL = 2;
const DOLLAR = { WithId: 1 };
const DAI = { WithId: 4 };

const TIERS = { 1: 'Bp1', 5: 'Bp5', 30: 'Bp30', 100: 'Bp100' };
const BASIS_POINTS = 10_000n;

const bob = account('Bob');
const eve = account('Eve');
const { addLiquidity, collectProtocolFees, createPool, removeLiquidity, removeLiquiditySingle } = api.tx.amm;

const stable = (amplification) => ({ Stable: { amplification } });
/** `amounts` added to `list`, or with the other sign taken from it, place by place. */
const plus = (list, amounts, sign = 1n) => list.map((entry, at) => BigInt(entry) + sign * BigInt(amounts[at]));
const strings = (list) => list.map(String);

test('both assets of the first stable pool are traded as quoted, whichever amount is given', async () => {
  const trades = [
    ['in', DOLLAR, 3_345_678_901n, DAI],
    ['out', DAI, 4_654_321_098n, DOLLAR],
  ];
  for (const [exact, assetIn, amount, assetOut] of trades) {
    const { quote: { hops: [hop], priceImpactBps } } =
      await checkTrade(bob, exact, assetIn, amount, [{ poolId: POOL, assetOut }]);
    // A dollar for a dollar, less one basis point and what the pool is out of proportion.
    const [paid, received] = [[hop.amountIn, assetIn], [hop.amountOut, assetOut]]
      .map(([units, asset]) => BigInt(units) * (asset === DOLLAR ? 1_000_000n : 1n));
    assert.ok(received * 10_000n > paid * 9_990n && received * 10_000n < paid * 10_010n, `${received} for ${paid}`);
    assert.ok(priceImpactBps >= 1 && priceImpactBps <= 5, `${priceImpactBps}`);
    // The fee is a basis point rounded up, the protocol's part a tenth of that rounded down.
    assert.equal(BigInt(hop.fee), (BigInt(hop.amountIn) + BASIS_POINTS - 1n) / BASIS_POINTS);
    assert.equal(BigInt(hop.protocolFee), BigInt(hop.fee) / 10n);
  }
});

test('anybody has the protocol paid its part of the fees, once', async () => {
  const before = await bestBlock(api);
  const { protocolFees, reserves, ...others } = await record(POOL, before);
  assert.ok(protocolFees.every((due) => BigInt(due) > 0n), `${protocolFees}`);
  const sides = (block) => Promise.all([incomeAccount(api), vault(api)]
    .map((side) => balances(api, block, side, [DOLLAR, DAI])));
  const [sinks, vaults] = await sides(before);

  const [collected, again] = await sendAll(api, [collectProtocolFees(POOL), collectProtocolFees(POOL)], eve);
  assert.deepEqual([collected.error, again.error], [null, 'amm.NothingToCollect']);
  assert.deepEqual(collected.amm, [{
    name: 'amm.ProtocolFeesCollected',
    data: { poolId: POOL, sink: incomeAccount(api), amounts: protocolFees },
  }]);
  assert.deepEqual(await sides(again.block), [plus(sinks, protocolFees), plus(vaults, protocolFees, -1n)]);
  // It comes from beside the reserves, and nothing else of the pool changes.
  assert.deepEqual(await record(POOL, again.block), { ...others, reserves, protocolFees: ['0', '0'] });
});

test('what is no stable pool is refused by name', async () => {
  const refusals = [
    [createPool([DOLLAR, { WithId: 2 }], stable(1), 'Bp5'), 'amm.AmplificationOutOfRange'],
    [createPool([DOLLAR, { WithId: 2 }], stable(10_001), 'Bp5'), 'amm.AmplificationOutOfRange'],
    [createPool([DOLLAR, DAI, DOLLAR], stable(100), 'Bp5'), 'amm.IdenticalAssets'],
    [createPool([DOLLAR], stable(100), 'Bp5'), 'amm.WrongAssetCount'],
    [createPool([DOLLAR, DAI, { WithId: 3 }], 'ConstantProduct', 'Bp5'), 'amm.WrongAssetCount'],
    [createPool([DOLLAR, sharesOf(0)], stable(100), 'Bp5'), 'amm.SharesNotPoolable'],
    [createPool([DOLLAR, { WithId: 999_999 }], stable(100), 'Bp5'), 'amm.UnknownAsset'],
    // Another amplification does not make it another pool.
    [createPool([DAI, DOLLAR], stable(300), 'Bp1'), 'amm.PoolExists'],
    [removeLiquiditySingle(0, 1, 'Native', 0), 'amm.WrongPoolKind'],
    [addLiquidity(POOL, [1], 0), 'amm.WrongAmountCount'],
    [addLiquidity(POOL, [0, 0], 0), 'amm.ZeroAmount'],
  ];
  const before = await bestBlock(api);
  const mine = await money(api, before, bob.address, { asset: 1, pool: POOL });
  const next = plain(await api.query.amm.nextPoolId());
  const outcomes = await sendAll(api, refusals.map(([tx]) => tx), bob);
  assert.deepEqual(outcomes.map(({ error }) => error), refusals.map(([, error]) => error));
  assert.equal(plain(await api.query.amm.nextPoolId()), next);
  const fees = outcomes.reduce((all, { fee }) => all + fee, 0n);
  const after = await money(api, outcomes.at(-1).block, bob.address, { asset: 1, pool: POOL });
  assert.deepEqual(after, { ...mine, tide: mine.tide - fees });
});

/** The vectors, by pool: those of a fee that our pools can have, and of a whole amplification. */
const VECTORS = JSON.parse(readFileSync(new URL('../math/tests/vectors/stable.json', import.meta.url), 'utf8'));
const MARKETS = VECTORS.pools
  .map((market, at) => ({ ...market, at, cases: VECTORS.cases.filter(({ pool }) => pool === at) }))
  .filter(({ trade_bps: fee, amplification }) => TIERS[fee] && amplification % 100 === 0);

const vectors = story();
/** The pools made for the vectors: one for all trades of a market, one for each other operation. */
const deployed = [];

vectors('pools can be made with the reserves of the vectors', async () => {
  let [asset, pool] = [await nextAsset(api), plain(await api.query.amm.nextPoolId())];
  const batches = MARKETS.map(({ at, reserves, decimals, amplification, trade_bps: fee, cases }) => {
    const others = cases.filter(({ op }) => op === 'add_liquidity' || op === 'remove_liquidity_single');
    return [null, ...others].flatMap((only) => {
      const assets = reserves.map((_, place) => ({ WithId: asset + place }));
      const curve = stable(amplification / 100);
      deployed.push({ at, pool, assets, only });
      const calls = [
        // Twice for the pool, and the rest to trade with and to add.
        ...reserves.flatMap((reserve, place) => newAsset(api, asset + place, eve.address, {
          decimals: decimals[place],
          supply: BigInt(reserve) * 4n,
        })),
        createPool(assets, curve, TIERS[fee]),
        addLiquidity(pool, reserves, 0),
      ];
      asset += reserves.length;
      pool += 1;
      return calls;
    });
  });
  const outcomes = await sendAll(api, batches.map((calls) => api.tx.utility.batchAll(calls)), eve);
  assert.deepEqual(outcomes.map(({ error }) => error), MARKETS.map(() => null));
  const added = outcomes.flatMap(({ amm }) => amm).filter(({ name }) => name === 'amm.LiquidityAdded');
  for (const [index, { at, pool: poolId }] of deployed.entries()) {
    const { reserves, cases: [{ result: { invariant } }] } = MARKETS.find((market) => market.at === at);
    assert.deepEqual(added[index].data, {
      poolId,
      who: eve.address,
      amounts: reserves,
      fees: reserves.map(() => '0'),
      // The first shares are as many as the invariant.
      shares: String(BigInt(invariant) - 1_000n),
      reserves,
      totalShares: invariant,
    });
  }
});

/** Whether a trade is more than one may be. */
const isLarge = ({ reserves }, { asset_in: into, asset_out: from, result }) => {
  const third = (at) => (BigInt(reserves[at]) * 3_333n) / BASIS_POINTS;
  return BigInt(result.amount_in) > third(into) || BigInt(result.amount_out) > third(from);
};

/** A trade of the vectors in the words of a quote. The vectors' pools have given a part of the fee to
 * the protocol, ours keep all of it. */
function promised({ pool, assets }, { asset_in: into, asset_out: from, result }) {
  const { amount_in: amountIn, amount_out: amountOut, fee, protocol_fee: part, reserves } = result;
  const [assetIn, assetOut] = [assets[into], assets[from]];
  const reserveIn = String(BigInt(reserves[into]) + BigInt(part));
  const reserveOut = reserves[from];
  const hop = { poolId: pool, assetIn, amountIn, assetOut, amountOut, fee, protocolFee: '0', reserveIn, reserveOut };
  return { amountIn, amountOut, priceImpactBps: result.price_impact_bps, hops: [hop] };
}

vectors('every trade of the vectors is quoted to the last unit, or refused by name', async () => {
  const counts = { traded: 0, refused: 0, large: 0 };
  for (const { at, ...market } of deployed.filter(({ only }) => !only)) {
    const { reserves, cases } = MARKETS.find((vector) => vector.at === at);
    for (const trade of cases.filter(({ op }) => op.startsWith('swap'))) {
      const [assetIn, assetOut] = [market.assets[trade.asset_in], market.assets[trade.asset_out]];
      const exact = trade.op === 'swap_exact_in' ? 'in' : 'out';
      const { Ok, Err } = await quote(exact, assetIn, trade.amount, [{ poolId: market.pool, assetOut }]);
      const refusal = trade.result.error ?? (isLarge({ reserves }, trade) ? 'TradeTooLarge' : undefined);
      assert.equal(Err?.reason, refusal);
      if (Ok) {
        const { headroom: _, ...quoted } = Ok;
        assert.deepEqual(quoted, promised(market, trade));
      }
      counts[refusal ? (trade.result.error ? 'refused' : 'large') : 'traded'] += 1;
    }
  }
  assert.ok(counts.traded >= 8 && counts.refused >= 5 && counts.large >= 4, JSON.stringify(counts));
});

/** The call of a case that moves something, and what has to become of it: an event, or an error. */
function moveOf({ at, pool, assets, only }) {
  const { reserves, cases } = MARKETS.find((market) => market.at === at);
  const [{ result: { invariant } }] = cases;
  const common = { poolId: pool, who: eve.address };
  if (!only) {
    // Of the trades, which are all quoted, the first that can be made is.
    const trade = cases.find((c) => c.op.startsWith('swap') && !c.result.error && !isLarge({ reserves }, c));
    const { hops: [hop], ...ends } = promised({ pool, assets }, trade);
    const { assetIn, amountIn, assetOut, amountOut } = hop;
    const exact = trade.op === 'swap_exact_in' ? 'in' : 'out';
    const data = { who: eve.address, assetIn, amountIn, assetOut, amountOut, hops: [hop] };
    return { tx: tradeOf(exact, { ...ends, hops: [hop] }), event: { name: 'amm.Swapped', data } };
  }
  // The vectors may know fewer shares than the invariant: then theirs stand for more.
  const { total_shares: total, result } = only;
  const isSame = total === invariant;
  const scaled = (shares) => (BigInt(shares) * BigInt(invariant)) / BigInt(total);
  if (only.op === 'remove_liquidity_single') {
    const [place, shares] = [only.asset_out, scaled(only.shares)];
    const tx = removeLiquiditySingle(pool, shares, assets[place], result.amount ?? 0);
    if (result.error) return { tx, error: `amm.${result.error}` };
    const after = result.reserves.with(place, String(BigInt(result.reserves[place]) + BigInt(result.protocol_fee)));
    const data = {
      ...common,
      asset: assets[place],
      amount: result.amount,
      fee: result.fee,
      shares: String(shares),
      reserves: after,
      totalShares: String(BigInt(invariant) - shares),
    };
    return { tx, event: { name: 'amm.LiquidityRemovedSingle', data }, isSame };
  }
  const grows = BigInt(result.shares) * BASIS_POINTS > BigInt(total) * 2_000n;
  const tx = addLiquidity(pool, only.amounts, isSame && !grows ? result.shares : 0);
  if (grows) return { tx, error: 'amm.LiquidityLimitReached' };
  const data = {
    ...common,
    amounts: only.amounts,
    fees: result.fees,
    shares: result.shares,
    reserves: strings(plus(result.reserves, result.protocol_fees)),
    totalShares: result.total_shares,
  };
  return { tx, event: { name: 'amm.LiquidityAdded', data }, isSame, least: scaled(result.shares) };
}

vectors('trades, deposits and withdrawals in one asset are those of the vectors', async () => {
  const moves = deployed.map(moveOf);
  const outcomes = await sendAll(api, moves.map(({ tx }) => tx), eve);
  assert.deepEqual(outcomes.map(({ error }) => error), moves.map(({ error = null }) => error));
  const counts = {};
  for (const [index, { event, isSame = true, least, error }] of moves.entries()) {
    const [happened] = outcomes[index].amm;
    if (isSame) {
      assert.deepEqual(happened, event);
      const { reserves } = await record(deployed[index].pool, outcomes[index].block);
      if (event?.data.reserves) assert.deepEqual(reserves, event.data.reserves);
    } else if (event.name === 'amm.LiquidityAdded') {
      // All amounts are the same; the shares are as exact as the vectors', which have fewer digits.
      const { shares, totalShares, ...amounts } = happened.data;
      assert.deepEqual({ ...event.data, ...amounts }, event.data);
      const step = BigInt(totalShares) / BigInt(event.data.totalShares) + 1n;
      assert.ok(BigInt(shares) >= least - 1n && BigInt(shares) <= least + step, `${shares} for ${least}`);
    } else {
      const distance = BigInt(happened.data.amount) - BigInt(event.data.amount);
      assert.ok(distance >= -1n && distance <= 1n, `${happened.data.amount} for ${event.data.amount}`);
    }
    const what = error ?? event.name;
    counts[what] = (counts[what] ?? 0) + 1;
  }
  assert.ok(counts['amm.LiquidityAdded'] >= 3 && counts['amm.LiquidityRemovedSingle'] >= 3, JSON.stringify(counts));
  assert.ok(counts['amm.LiquidityLimitReached'] >= 1 && counts['amm.ReserveTooSmall'] >= 1, JSON.stringify(counts));
});

vectors('the liquidity that a pool remembers is the invariant of the vectors', async () => {
  for (const { at, pool, assets } of deployed.filter(({ only }) => !only)) {
    const [{ result: { invariant } }] = MARKETS.find((market) => market.at === at).cases;
    const { Ok } = plain(await api.call.ammApi.averagePrice(pool, assets[1], assets[0], 'TenMinutes'));
    // Of the block of the first deposit; the trade since is only just in it.
    const { history: { liquidity } } = await record(pool, await bestBlock(api));
    assert.deepEqual(liquidity, [invariant, invariant, invariant]);
    const change = BigInt(Ok.liquidity) - BigInt(invariant);
    assert.ok(change >= 0n && change * 1_000n < BigInt(invariant), `${Ok.liquidity}`);
  }
});

/** One pool of assets of 6, 8 and 18 decimals, worth the same. */
const life = story();
const UNITS = [10n ** 6n, 10n ** 8n, 10n ** 18n];
const DECIMALS = [6, 8, 18];
const MILLION = UNITS.map((unit) => 1_000_000n * unit);
let assets;
let pool;

/** What Bob and the vault have of the three assets and of the shares. */
const both = (block) => Promise.all([bob.address, vault(api)]
  .map((side) => balances(api, block, side, [...assets, sharesOf(pool)])));

/** Sends what moves liquidity and checks that `amounts` (in is positive) moved and are in the record,
 * and that Bob has the shares; gives the event's data. */
async function checkLiquidity(tx, name, amountsOf) {
  const start = await bestBlock(api);
  const [mine, vaults] = await both(start);
  const { reserves, totalShares } = await record(pool, start);
  const { error, amm, block } = await send(api, tx, bob);
  assert.equal(error, null);
  assert.deepEqual(amm.map((event) => event.name), [name]);
  const [{ data }] = amm;
  assert.deepEqual([data.poolId, data.who], [pool, bob.address]);
  const moved = amountsOf(data).map(BigInt);
  const isFirst = totalShares === '0';
  const shares = BigInt(data.totalShares) - BigInt(totalShares);
  // The locked shares belong to nobody.
  const received = isFirst ? shares - 1_000n : shares;
  assert.equal(BigInt(data.shares), received > 0n ? received : -received);
  assert.deepEqual(await both(block), [
    plus(mine, [...moved.map((amount) => -amount), received]),
    plus(vaults, [...moved, 0n]),
  ]);
  const stored = await record(pool, block);
  assert.deepEqual(stored.reserves, strings(plus(reserves, moved)));
  assert.deepEqual([stored.reserves, stored.totalShares], [data.reserves, data.totalShares]);
  assert.deepEqual(stored.protocolFees, ['0', '0', '0']);
  return { data, received };
}

const added = ({ amounts }) => amounts;
/** The worth of amounts in units of 18 decimals. */
const worth = (amounts) => amounts.reduce((all, amount, at) => all + BigInt(amount) * (UNITS[2] / UNITS[at]), 0n);

life('a pool of three assets knows their decimals', async () => {
  const first = await nextAsset(api);
  assets = DECIMALS.map((_, at) => ({ WithId: first + at }));
  pool = plain(await api.query.amm.nextPoolId());
  const { error, amm, block } = await send(api, api.tx.utility.batchAll([
    ...DECIMALS.flatMap((decimals, at) =>
      newAsset(api, first + at, bob.address, { decimals, supply: 10n * MILLION[at] })),
    // In the wrong order, which the chain puts right.
    createPool([...assets].reverse(), stable(100), 'Bp5'),
  ]), bob);
  assert.equal(error, null);
  assert.deepEqual(amm, [{
    name: 'amm.PoolCreated',
    data: { poolId: pool, creator: bob.address, assets, curve: stable(100), feeTier: 'Bp5' },
  }]);
  const { curve } = await record(pool, block);
  const ramp = { from: 10_000, to: 10_000, start: 0, end: 0 };
  // A list of bytes: 6, 8 and 18.
  assert.deepEqual(curve, { Stable: { decimals: '0x060812', ramp } });
  const info = plain(await api.call.ammApi.pool(pool));
  assert.deepEqual([info.kind, info.amplification, info.shareCurrency], ['Stable', 10_000, sharesOf(pool)]);
  assert.equal(plain(await api.call.ammApi.poolId([...assets].reverse(), 'Stable', 'Bp5')), pool);
});

life('the first deposit is worth its sum, as it is in proportion', async () => {
  const { data } = await checkLiquidity(addLiquidity(pool, MILLION, 0), 'amm.LiquidityAdded', added);
  assert.equal(data.totalShares, String(worth(MILLION)));
  assert.deepEqual([data.amounts, data.fees], [strings(MILLION), ['0', '0', '0']]);
});

life('an unbalanced deposit is taken whole and charged in shares', async () => {
  const amounts = strings([100_000n * UNITS[0], 50_000n * UNITS[1], 0n]);
  const { data, received } = await checkLiquidity(addLiquidity(pool, amounts, 0), 'amm.LiquidityAdded', added);
  assert.deepEqual(data.amounts, amounts);
  // What is put in where it is short of the proportion (the last) and long of it (the first) is charged.
  assert.ok(BigInt(data.fees[0]) > 0n && BigInt(data.fees[2]) > 0n, `${data.fees}`);
  // Each is about 50,000 from the proportion; three eighths of five basis points of that are 9.375.
  const each = [9_375n * UNITS[0], 9_375n * UNITS[2]].map((amount) => amount / 1_000n);
  const near = (fee, about) => fee * 1_000n > about * 999n && fee * 1_000n < about * 1_001n;
  assert.ok(near(BigInt(data.fees[0]), each[0]) && near(BigInt(data.fees[2]), each[1]), `${data.fees}`);
  const lost = worth(amounts) - received;
  assert.ok(lost > worth(data.fees) && lost < 200n * UNITS[2], `${lost}`);
});

life('a deposit in one asset is taken whole', async () => {
  const amounts = strings([0n, 0n, 120_000n * UNITS[2]]);
  const { data, received } = await checkLiquidity(addLiquidity(pool, amounts, 0), 'amm.LiquidityAdded', added);
  assert.deepEqual(data.amounts, amounts);
  const lost = worth(amounts) - received;
  assert.ok(lost > 0n && lost < 200n * UNITS[2], `${lost}`);
});

life('it is traded as quoted between any two of them', async () => {
  await checkTrade(bob, 'in', assets[0], 123_456_789_012n, [{ poolId: pool, assetOut: assets[2] }]);
  await checkTrade(bob, 'out', assets[2], 7_654_321_012_345n, [{ poolId: pool, assetOut: assets[1] }]);
});

life('shares can be redeemed in one asset, for a fee on it', async () => {
  const shares = 200_000n * UNITS[2];
  const { data } = await checkLiquidity(
    removeLiquiditySingle(pool, shares, assets[1], 199_000n * UNITS[1]),
    'amm.LiquidityRemovedSingle',
    ({ amount }) => [0n, -BigInt(amount), 0n],
  );
  assert.deepEqual([data.asset, data.shares], [assets[1], String(shares)]);
  const [amount, fee] = [BigInt(data.amount), BigInt(data.fee)];
  assert.equal(fee, ((amount + fee) * 5n + BASIS_POINTS - 1n) / BASIS_POINTS);
});

life('shares can be redeemed in proportion, for nothing', async () => {
  const shares = 1_000_000n * UNITS[2] + 1n;
  const { reserves, totalShares } = await record(pool, await bestBlock(api));
  const part = reserves.map((reserve) => (BigInt(reserve) * shares) / BigInt(totalShares));
  const { data } = await checkLiquidity(
    removeLiquidity(pool, shares, part),
    'amm.LiquidityRemoved',
    ({ amounts }) => amounts.map((amount) => -BigInt(amount)),
  );
  assert.deepEqual(data.amounts, strings(part));
  assert.deepEqual(data.owed, ['0', '0', '0']);
});
