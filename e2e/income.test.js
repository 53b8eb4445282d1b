// What the exchange earns for the protocol, and how it reaches those who stake TIDE.

import assert from 'node:assert/strict';
import {
  account, balances, bestBlock, blockAfter, incomeAccount, money, plain, send, sendAll,
} from './lib/chain.js';
import { api } from './lib/dev.js';
import { story } from './lib/story.js';

/** The programme that every chain is born with, and its stream. */
const PROTOCOL = 0;
const STREAM = 0;
const TIDE = 'Native';
const DOLLAR = { WithId: 1 };
const BITCOIN = { WithId: 2 };
const DAI = { WithId: 4 };
const EVERYTHING = 2n ** 128n - 1n;
/** The pool of tUSD and tDAI, the only one that gives the protocol a part of its fees. */
const POOL = 2;
/** Rates are in billionths of units. */
const GRAINS = 10n ** 9n;

const chapter = story();
const [dave, eve] = ['Dave', 'Eve'].map(account);
const { amm, assets, stakingRewards } = api.tx;

const income = async (block, asset) => (await balances(api, block, incomeAccount(api), [asset]))[0];
const stream = async (block) => plain(await (await api.at(block)).query.stakingRewards.streams(PROTOCOL, STREAM));
const only = (events, name) => {
  const found = events.filter((event) => event.name === name);
  assert.equal(found.length, 1, `${name} in ${JSON.stringify(events)}`);
  return found[0].data;
};
let staked;

chapter('the fees of the protocol go to the account that anybody can sweep', async () => {
  const trade = amm.swapExactIn(DOLLAR, 20_000_000_000n, [{ poolId: POOL, assetOut: DAI }], 0);
  // The gift makes it worth sweeping: a gift is income like any other.
  const gift = assets.transfer(1, incomeAccount(api), 100_000_000n);
  const start = await income(await bestBlock(api), DOLLAR);
  const [traded, collected, given] = await sendAll(api, [trade, amm.collectProtocolFees(POOL), gift], eve);
  assert.deepEqual([traded.error, collected.error, given.error], [null, null, null]);
  const { sink, amounts } = only(collected.amm, 'amm.ProtocolFeesCollected');
  assert.equal(sink, incomeAccount(api));
  assert.equal(await income(given.block, DOLLAR), start + BigInt(amounts[0]) + 100_000_000n);
});

chapter('whoever stakes TIDE has it reserved, and votes with it', async () => {
  const before = await bestBlock(api);
  const held = async (block) => (await (await api.at(block)).query.system.account(dave.address)).data;
  const { free, reserved } = await held(before);
  const amount = 2_000n * 10n ** 12n;
  const { error, block, number, fee } = await send(api, stakingRewards.stake(PROTOCOL, 0, amount), dave);
  assert.equal(error, null);
  const after = await held(block);
  assert.equal(after.free.toBigInt(), free.toBigInt() - amount - fee);
  assert.equal(after.reserved.toBigInt(), reserved.toBigInt() + amount);
  staked = { number };
});

chapter('anybody sweeps one asset into TIDE for nothing, by the route that governance has named', async () => {
  // Before that a pool's average price is whatever its first depositor chose.
  await blockAfter(api, api.consts.stakingRewards.minSweepHistory.toNumber());
  const before = await bestBlock(api);
  const [due, { funded }] = [await income(before, DOLLAR), await stream(before)];
  const mine = await money(api, before, eve.address, { asset: 1, pool: 0 });
  const { error, events, block, fee } = await send(api, stakingRewards.sweep(DOLLAR, EVERYTHING), eve);
  assert.equal(error, null);
  const { amountIn, amountOut, who: trader } = only(events, 'amm.Swapped');
  assert.deepEqual([BigInt(amountIn), trader], [due, incomeAccount(api)]);
  const { incomeShareBps, incomeShareTo } = api.consts.stakingRewards;
  // It is far more than opens the treasury's account.
  const shared = (BigInt(amountOut) * incomeShareBps.toBigInt()) / 10_000n;
  const { shared: told, ...swept } = only(events, 'stakingRewards.Swept');
  assert.equal(BigInt(told), shared);
  assert.deepEqual(swept, { who: eve.address, asset: DOLLAR, amount: amountIn, received: amountOut });
  assert.equal(await income(block, DOLLAR), 0n);
  const after = await stream(block);
  assert.equal(BigInt(after.funded), BigInt(funded) + BigInt(amountOut) - shared);
  // Its balance may change for other reasons in the same block.
  const paid = events.filter(({ name, data }) => name === 'balances.Deposit' && data.who === incomeShareTo.toString());
  assert.equal(paid.some(({ data }) => BigInt(data.amount) === shared), shared > 0n, JSON.stringify(events));
  assert.equal(fee, 0n);
  assert.deepEqual(await money(api, block, eve.address, { asset: 1, pool: 0 }), mine);
});

chapter('it is paid out evenly, not at once', async () => {
  const smoothing = api.consts.stakingRewards.smoothingBlocks.toBigInt();
  const { rate, end, last, funded, emitted } = await stream(await bestBlock(api));
  assert.equal(BigInt(end) - BigInt(last), smoothing);
  assert.equal(BigInt(rate), (BigInt(funded) * GRAINS - BigInt(emitted)) / smoothing);

  await blockAfter(api, last + 4);
  const hash = await bestBlock(api);
  const { call } = await api.at(hash);
  const told = plain(await call.stakingRewardsApi.position(dave.address, PROTOCOL));
  const { totalPower } = plain(await call.stakingRewardsApi.programme(PROTOCOL));
  assert.ok(staked.number <= last, 'the stake is older than the income');
  const { error, events, number, block, fee } = await send(api, stakingRewards.claim(PROTOCOL, STREAM), dave);
  assert.equal(error, null);
  const { amount } = only(events, 'stakingRewards.Claimed');
  const share = (BigInt(rate) * BigInt(number - last) * BigInt(told.power)) / BigInt(totalPower) / GRAINS;
  assert.ok(BigInt(amount) <= share && BigInt(amount) + 1n >= share, `${amount} of ${share}`);
  const [before] = await balances(api, hash, dave.address, [TIDE]);
  assert.deepEqual(await balances(api, block, dave.address, [TIDE]), [before + BigInt(amount) - fee]);
});

chapter('what cannot be swept is refused by name, and costs its fee', async () => {
  const hops = [{ poolId: 0, assetOut: TIDE }];
  const refusals = [
    [stakingRewards.sweep(DOLLAR, EVERYTHING), 'stakingRewards.NothingToSweep'],
    [stakingRewards.sweep(DOLLAR, 0), 'stakingRewards.ZeroAmount'],
    [stakingRewards.sweep(BITCOIN, EVERYTHING), 'stakingRewards.NoSweepRoute'],
    [stakingRewards.setSweepRoute(BITCOIN, hops), 'BadOrigin'],
    [stakingRewards.setIncomeStream(PROTOCOL, STREAM), 'BadOrigin'],
  ];
  const outcomes = await sendAll(api, refusals.map(([tx]) => tx), eve);
  assert.deepEqual(outcomes.map(({ error }) => error), refusals.map(([, error]) => error));
  assert.ok(outcomes.every(({ fee }) => fee > 0n));
});
