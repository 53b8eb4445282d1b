// Transaction fees: in TIDE, as every wallet pays them, and in an asset.

import { ApiPromise, WsProvider } from '@polkadot/api';
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { account, balances, bestBlock, plain, send, treasury, treasuryShare } from './lib/chain.js';
import { api, node } from './lib/dev.js';
import { story } from './lib/story.js';
import { record } from './lib/trades.js';

/** The asset in which fees can be paid, and the pool that governance has named for it. */
const DOLLAR = { WithId: 1 };
const FEE_POOL = 0;
/** An asset that no pool is named for. */
const BITCOIN = { WithId: 2 };
const TIDE = 10n ** 12n;
/** What a transaction costs, at most. */
const CHEAP = TIDE / 10n;
/** How the node refuses a transaction whose fee cannot be paid. */
const UNPAID = { code: 1010, data: 'Inability to pay some fees (e.g. account balance too low)' };

/** What a wallet has to be told of the chain to offer fees in an asset, and the option it then has. */
const TYPES = { TAssetConversion: 'Option<NativeOrId>', NativeOrId: { _enum: { Native: 'Null', WithId: 'u32' } } };
const payingIn = (assetId) => ({ assetId });

const dave = account('Dave');
/** The author of all blocks. */
const alice = account('Alice').address;

/** Connects once more, with the types. */
const taught = await ApiPromise.create({ provider: new WsProvider(node.url), types: TYPES, throwOnConnect: true });
after(() => taught.disconnect());

/** An account that has nothing yet. */
const fresh = (name) => account(`${name}/${Date.now()}`);

/** Its TIDE and its dollars. */
const purse = (block, who) => balances(api, block, who, ['Native', DOLLAR]);

/** The events of a transaction that have to do with its fee. */
const named = ({ events }, name) => events.filter((event) => event.name === name).map(({ data }) => data);
const paidIn = {
  tide: (outcome) => named(outcome, 'transactionPayment.TransactionFeePaid'),
  asset: (outcome) => named(outcome, 'assetTxPayment.AssetTxFeePaid'),
};

/**
 * Sends `tx` of an account that pays in dollars, and checks that it has paid nothing else for it: what
 * its events say is what has moved, the pool has exchanged it, and the author and the treasury have the
 * TIDE. `gainsOf` tells what the transaction itself brings the account, of TIDE and of dollars. Gives the
 * outcome and the exchanges.
 */
async function checkPaidInDollars(tx, signer, gainsOf = () => [0n, 0n]) {
  const start = await bestBlock(api);
  const holders = [signer.address, alice, treasury(api)];
  const [before, authors, common] = await Promise.all(holders.map((who) => purse(start, who)));
  const outcome = await send(taught, tx, signer, payingIn(DOLLAR));
  assert.equal(outcome.error, null);
  assert.deepEqual(paidIn.tide(outcome), []);
  const [{ actualFee, ...paid }, ...more] = paidIn.asset(outcome);
  assert.deepEqual([paid, more], [{ who: signer.address, tip: '0', assetId: DOLLAR }, []]);
  assert.ok(BigInt(actualFee) > 0n);
  const [tide, dollars] = gainsOf(outcome);
  const expected = [before[0] + tide, before[1] + dollars - BigInt(actualFee)];
  assert.deepEqual(await purse(outcome.block, signer.address), expected);

  const [sold, ...refunds] = named(outcome, 'amm.CreditSwapped');
  assert.deepEqual([sold.assetIn, sold.assetOut], [DOLLAR, 'Native']);
  for (const { assetIn, assetOut } of refunds) assert.deepEqual([assetIn, assetOut], ['Native', DOLLAR]);
  for (const { hops } of [sold, ...refunds]) assert.deepEqual(hops.map(({ poolId }) => poolId), [FEE_POOL]);
  const total = (swaps, side) => swaps.reduce((all, swap) => all + BigInt(swap[side]), 0n);
  assert.equal(BigInt(actualFee), BigInt(sold.amountIn) - total(refunds, 'amountOut'));
  // These two have all TIDE that the dollars have bought and that was not exchanged back.
  const fee = BigInt(sold.amountOut) - total(refunds, 'amountIn');
  assert.ok(fee > 0n && fee < CHEAP, `${fee}`);
  const share = treasuryShare(fee);
  assert.deepEqual(await purse(outcome.block, alice), [authors[0] + fee - share, authors[1]]);
  assert.deepEqual(await purse(outcome.block, treasury(api)), [common[0] + share, common[1]]);
  // The last exchange is what the pool holds now: nothing else has traded in it.
  const { reserves } = await record(FEE_POOL, outcome.block);
  const [{ hops: [{ reserveIn, reserveOut }] }] = named(outcome, 'amm.CreditSwapped').slice(-1);
  if (named(outcome, 'amm.Swapped').length === 0) {
    assert.deepEqual(reserves, refunds.length ? [reserveIn, reserveOut] : [reserveOut, reserveIn]);
  }
  return { outcome, sold, refunds };
}

test('a wallet that has heard of nothing pays in TIDE', async () => {
  const before = await purse(await bestBlock(api), dave.address);
  const outcome = await send(api, api.tx.system.remark('0x10'), dave);
  assert.deepEqual(paidIn.tide(outcome), [{ who: dave.address, actualFee: String(outcome.fee), tip: '0' }]);
  assert.deepEqual([paidIn.asset(outcome), outcome.amm], [[], []]);
  assert.ok(outcome.fee > 0n && outcome.fee < CHEAP, `${outcome.fee}`);
  assert.deepEqual(await purse(outcome.block, dave.address), [before[0] - outcome.fee, before[1]]);
});

test('a wallet that knows of fees in assets can name TIDE, or nothing', async () => {
  await Promise.all([[dave, payingIn('Native')], [account('Ferdie'), {}]].map(async ([signer, options]) => {
    const before = await purse(await bestBlock(api), signer.address);
    const outcome = await send(taught, taught.tx.system.remark('0x11'), signer, options);
    const [{ actualFee }, ...more] = [...paidIn.tide(outcome), ...paidIn.asset(outcome)];
    assert.deepEqual([outcome.error, outcome.amm, more], [null, [], []]);
    assert.ok(BigInt(actualFee) > 0n && BigInt(actualFee) < CHEAP, actualFee);
    assert.deepEqual(await purse(outcome.block, signer.address), [before[0] - BigInt(actualFee), before[1]]);
  }));
});

/** From here on, about an account that has nothing but dollars. */
const next = story();
const poor = fresh('poor');

next('an account that has nothing but dollars cannot pay in TIDE', async () => {
  const poorest = fresh('poorest');
  const { transfer } = api.tx.assets;
  const least = plain(await api.query.assets.asset(DOLLAR.WithId)).minBalance;
  const funded = await send(api, api.tx.utility.batchAll([
    transfer(DOLLAR.WithId, poor.address, 100_000_000),
    transfer(DOLLAR.WithId, poorest.address, least),
  ]), dave);
  assert.equal(funded.error, null);
  assert.deepEqual(await purse(funded.block, poor.address), [0n, 100_000_000n]);
  await assert.rejects(send(api, api.tx.system.remark('0x12'), poor), UNPAID);
  // Nor in dollars if its last ones went with the fee.
  await assert.rejects(send(taught, taught.tx.system.remark('0x13'), poorest, payingIn(DOLLAR)), UNPAID);
  assert.deepEqual(await purse(await bestBlock(api), poorest.address), [0n, BigInt(least)]);
});

next('it can pay in dollars', async () => {
  const { refunds } = await checkPaidInDollars(taught.tx.system.remark('0x14'), poor);
  assert.deepEqual(refunds, []);
  const gift = 5_000_000n;
  const before = await purse(await bestBlock(api), dave.address);
  const { transfer } = taught.tx.assets;
  const { outcome } = await checkPaidInDollars(transfer(DOLLAR.WithId, dave.address, gift), poor, () => [0n, -gift]);
  assert.deepEqual(await purse(outcome.block, dave.address), [before[0], before[1] + gift]);
});

next('what was charged for work that was not done is given back in dollars', async () => {
  // The batch ends at its first call, which nobody may make.
  const { system, poolAssets, utility } = taught.tx;
  const calls = [poolAssets.create(77, poor.address, 1), ...Array(200).fill(system.remarkWithEvent('0x15'))];
  const { outcome, sold, refunds } = await checkPaidInDollars(utility.batch(calls), poor);
  assert.deepEqual(named(outcome, 'utility.BatchInterrupted').map(({ index }) => index), [0]);
  assert.equal(refunds.length, 1);
  assert.ok(BigInt(refunds[0].amountOut) > 0n && BigInt(refunds[0].amountOut) < BigInt(sold.amountIn));
});

next('it can buy TIDE, and pay in TIDE from then on', async () => {
  const hops = [{ poolId: FEE_POOL, assetOut: 'Native' }];
  const buy = taught.tx.amm.swapExactOut(DOLLAR, 2_000_000, hops, TIDE);
  const bought = (outcome) => named(outcome, 'amm.Swapped')[0];
  await checkPaidInDollars(buy, poor, (outcome) => [TIDE, -BigInt(bought(outcome).amountIn)]);
  const { fee, error, block } = await send(api, api.tx.system.remark('0x16'), poor);
  assert.equal(error, null);
  assert.equal((await purse(block, poor.address))[0], TIDE - fee);
});

test('an asset without a pool of TIDE pays no fees, and nothing moves', async () => {
  const before = await balances(api, await bestBlock(api), dave.address, ['Native', DOLLAR, BITCOIN]);
  const nonceOf = async () => plain((await api.query.system.account(dave.address)).nonce);
  const nonce = await nonceOf();
  for (const assetId of [BITCOIN, { WithId: 4 }, { WithId: 999_999 }, { WithId: 2 ** 31 }]) {
    await assert.rejects(
      send(taught, taught.tx.system.remark('0x17'), dave, payingIn(assetId)),
      UNPAID,
    );
  }
  const after = await balances(api, await bestBlock(api), dave.address, ['Native', DOLLAR, BITCOIN]);
  assert.deepEqual(after, before);
  assert.equal(await nonceOf(), nonce);
});
