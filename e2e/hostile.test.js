// An asset whose own team turns on the exchange: it freezes it, burns what the vault has, wants it
// destroyed. What others have in the pool is paid, owed or shared, and they go on without the team.

import assert from 'node:assert/strict';
import { account, balances, bestBlock, money, newAsset, nextAsset, plain, send, sendAll, vault } from './lib/chain.js';
import { api } from './lib/dev.js';
import { story } from './lib/story.js';
import { checkTrade, quote, record } from './lib/trades.js';

const TIDE = 10n ** 12n;
/** What the pool begins with of TIDE and of the asset. */
const FILLED = [1_000n * TIDE + 7n, 1_000n * TIDE + 13n];

/** The asset's team, who also has the pool's shares. */
const team = account('Dave');
const trader = account('Eve');
/** Has nothing to do with either. */
const anybody = account('Ferdie');

const next = story();
const { addLiquidity, claimOwed, closePool, createPool, removeLiquidity, settleShortfall, swapExactIn } = api.tx.amm;
const { burn, freezeAsset, mint, startDestroy, thawAsset } = api.tx.assets;
let asset;
let pool;
let coin;

/** What somebody has of TIDE and of the asset. */
const purse = (block, who) => balances(api, block, who, ['Native', coin]);
/** What the vault owes the team of the asset, in the state after a block. */
async function owed(block, currency = coin) {
  const { call } = await api.at(block);
  return plain(await call.ammApi.owed(team.address, currency));
}
const errors = (outcomes) => outcomes.map(({ error }) => error);
const fees = (outcomes) => outcomes.reduce((all, { fee }) => all + fee, 0n);
/** The deposits for pools that the team has on hold. */
async function deposits(block) {
  const { query } = await api.at(block);
  const holds = plain(await query.balances.holds(team.address));
  return BigInt(holds.find(({ id }) => id.Amm === 'PoolDeposit')?.amount ?? 0);
}

next('an asset that is in a pool cannot be destroyed', async () => {
  asset = await nextAsset(api);
  coin = { WithId: asset };
  pool = plain(await api.query.amm.nextPoolId());
  const [made, destroyed] = await sendAll(api, [
    api.tx.utility.batchAll([
      ...newAsset(api, asset, team.address, { decimals: 12, supply: 10n * FILLED[1] }),
      mint(asset, trader.address, FILLED[1]),
      createPool(['Native', coin], 'ConstantProduct', 'Bp30'),
      addLiquidity(pool, FILLED, 0),
    ]),
    startDestroy(asset),
  ], team);
  assert.deepEqual(errors([made, destroyed]), [null, 'assets.ContainsHolds']);
});

/** A withdrawal of the team in a block of its own. */
let withdrawn;

next('while it is frozen, a withdrawal pays the rest and owes the asset', async () => {
  const start = await bestBlock(api);
  const { reserves, totalShares } = await record(pool, start);
  const [mine, vaults] = [await purse(start, team.address), await purse(start, vault(api))];
  const shares = BigInt(totalShares) / 10n;
  const amounts = reserves.map((reserve) => (BigInt(reserve) * shares) / BigInt(totalShares));
  const outcomes = await sendAll(api, [
    freezeAsset(asset),
    removeLiquidity(pool, shares, amounts),
    claimOwed(team.address, coin),
    swapExactIn('Native', TIDE, [{ poolId: pool, assetOut: coin }], 0),
    createPool([{ WithId: 1 }, coin], 'ConstantProduct', 'Bp30'),
  ], team);
  withdrawn = outcomes[1];
  assert.deepEqual(errors(outcomes), [null, null, 'assets.AssetNotLive', 'assets.AssetNotLive', 'amm.AssetFrozen']);
  const { data } = withdrawn.amm.at(-1);
  const left = reserves.map((reserve, at) => String(BigInt(reserve) - amounts[at]));
  assert.deepEqual(withdrawn.amm, [
    { name: 'amm.Owed', data: { who: team.address, asset: coin, amount: String(amounts[1]) } },
    {
      name: 'amm.LiquidityRemoved',
      data: {
        poolId: pool,
        who: team.address,
        amounts: amounts.map(String),
        owed: ['0', String(amounts[1])],
        shares: String(shares),
        reserves: left,
        totalShares: String(BigInt(totalShares) - shares),
      },
    },
  ]);
  assert.deepEqual((await record(pool, withdrawn.block)).reserves, data.reserves);
  const { block } = outcomes.at(-1);
  assert.deepEqual(await purse(block, team.address), [mine[0] + amounts[0] - fees(outcomes), mine[1]]);
  assert.deepEqual(await purse(block, vault(api)), [vaults[0] - amounts[0], vaults[1]]);
  assert.deepEqual([await owed(block), await owed(block, 'Native')], [String(amounts[1]), '0']);
  // A quote knows it too, even if nobody in particular asks.
  for (const who of [trader.address, null]) {
    const { Err } = await quote('in', 'Native', TIDE, [{ poolId: pool, assetOut: coin }], who, block);
    assert.equal(Err.error, 'assets.AssetNotLive');
  }
});

next('once it is thawed, anybody has what is owed paid', async () => {
  const amount = await owed(withdrawn.block);
  const thawed = await send(api, thawAsset(asset), team);
  assert.equal(thawed.error, null);
  const [mine, vaults] = [await purse(thawed.block, team.address), await purse(thawed.block, vault(api))];
  const [claimed, again, others] = await sendAll(
    api,
    [claimOwed(team.address, coin), claimOwed(team.address, coin), closePool(pool)],
    anybody,
  );
  // Others have the debt paid, but cannot close the pool.
  assert.deepEqual(errors([claimed, again, others]), [null, 'amm.NothingOwed', 'amm.NotPoolCreator']);
  assert.deepEqual(claimed.amm, [{ name: 'amm.OwedClaimed', data: { who: team.address, asset: coin, amount } }]);
  assert.deepEqual(await purse(again.block, team.address), [mine[0], mine[1] + BigInt(amount)]);
  assert.deepEqual(await purse(again.block, vault(api)), [vaults[0], vaults[1] - BigInt(amount)]);
  assert.equal(await owed(again.block), '0');
});

next('when the team burns what the vault has, the pool stops until the loss is shared', async () => {
  const start = await bestBlock(api);
  const before = await record(pool, start);
  const [, vaults] = await purse(start, vault(api));
  const burnt = 123_456_789_012_345n;
  const taken = await send(api, burn(asset, vault(api), burnt), team);
  assert.equal(taken.error, null);
  assert.deepEqual((await purse(taken.block, vault(api)))[1], vaults - burnt);

  // The ledger says what it said; the trade is refused, whoever asks and whichever way it goes.
  assert.deepEqual((await record(pool, taken.block)).reserves, before.reserves);
  const ways = [['Native', coin], [coin, 'Native']];
  for (const [assetIn, assetOut] of ways) {
    const { Err } = await quote('in', assetIn, TIDE, [{ poolId: pool, assetOut }], trader.address, taken.block);
    assert.equal(Err.error, 'amm.AssetInShortfall');
  }
  const swaps = ways.map(([assetIn, assetOut]) => swapExactIn(assetIn, TIDE, [{ poolId: pool, assetOut }], 0));
  const refused = await sendAll(api, [...swaps, addLiquidity(pool, [TIDE, TIDE], 0)], trader);
  assert.deepEqual(errors(refused), Array(3).fill('amm.AssetInShortfall'));

  // What is left is the cushion, which is nobody's, and what the ledger can be cut to.
  const [settled, again] = await sendAll(api, [settleShortfall(coin), settleShortfall(coin)], anybody);
  assert.deepEqual(errors([settled, again]), [null, 'amm.NoShortfall']);
  const total = BigInt(before.reserves[1]);
  const covered = vaults - burnt - 1n;
  assert.deepEqual(settled.amm, [{
    name: 'amm.ShortfallSettled',
    data: { asset: coin, total: String(total), covered: String(covered), pools: 1 },
  }]);
  const after = await record(pool, again.block);
  assert.deepEqual(after.reserves, [before.reserves[0], String(covered)]);
  assert.equal(after.totalShares, before.totalShares);
  assert.deepEqual(await purse(again.block, vault(api)), await purse(taken.block, vault(api)));

  for (const [assetIn, assetOut] of ways) await checkTrade(trader, 'in', assetIn, TIDE, [{ poolId: pool, assetOut }]);
});

next('an empty pool is closed by its creator, who has the deposit and the remains returned', async () => {
  const start = await bestBlock(api);
  const { reserves, totalShares, lockedShares } = await record(pool, start);
  const { shares } = await money(api, start, team.address, { asset, pool });
  assert.equal(shares, BigInt(totalShares) - BigInt(lockedShares));
  const [mine, held] = [await purse(start, team.address), await deposits(start)];

  const outcomes = await sendAll(api, [
    closePool(pool),
    removeLiquidity(pool, shares, [0, 0]),
    closePool(pool),
    closePool(pool),
  ], team);
  assert.deepEqual(errors(outcomes), ['amm.PoolNotEmpty', null, null, 'amm.PoolNotFound']);
  const closed = outcomes[2];
  assert.deepEqual(closed.amm, [{ name: 'amm.PoolClosed', data: { poolId: pool } }]);

  const deposit = api.consts.amm.poolDeposit.toBigInt();
  const { block } = outcomes.at(-1);
  assert.equal(await deposits(block), held - deposit);
  const [tide, coins] = reserves.map(BigInt);
  assert.deepEqual(await purse(block, team.address), [mine[0] + deposit + tide - fees(outcomes), mine[1] + coins]);
  // The cushion stays, and what was held so that the asset could not be destroyed is free.
  assert.equal((await purse(block, vault(api)))[1], 2n);
  assert.deepEqual(plain(await api.query.assetsHolder.holds(asset, vault(api))), []);
  assert.deepEqual([await record(pool, block), plain(await api.call.ammApi.pool(pool))], [null, null]);
  assert.deepEqual(plain(await api.query.poolAssets.asset(pool)), null);
});

next('an asset that is in no pool any more can be destroyed', async () => {
  const { error } = await send(api, startDestroy(asset), team);
  assert.equal(error, null);
});
