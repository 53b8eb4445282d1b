// Prices as clients see them, and what clients make of blocks with reports in them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { account, named, plain, send } from './lib/chain.js';
import { api, feed, node } from './lib/dev.js';
import { until } from './lib/node.js';
import { feedOf, isNear, metric, price, priceNear } from './lib/prices.js';

const PAIR = 'TIDE/USD';
const isReport = ({ method }) => `${method.section}.${method.method}` === 'priceOracle.report';

/** The hash of a block with a report in it. */
async function blockWithReport() {
  let found;
  await until('a block has a report', 60_000, async () => {
    const hash = await api.rpc.chain.getBlockHash();
    const { block } = await api.rpc.chain.getBlock(hash);
    found = block.extrinsics.some(isReport) ? hash : undefined;
    return found;
  });
  return found;
}

test('a chain of one has live prices of all feeds', { timeout: 90_000 }, async () => {
  await feed.pin('TIDE-USD', '0.5');
  await priceNear(node, PAIR, '0.5', 60_000, 'fresh');
  const prices = plain(await api.call.priceOracleApi.prices());
  assert.deepEqual(prices.map(({ base, quote }) => `${base}/${quote}`).length, 6);
  const { value, at, confidence } = (await api.call.priceOracleApi.price(0)).asOk;
  assert.ok(isNear(value.toBigInt(), price('0.5')), value.toString());
  assert.ok(Math.abs(at.toNumber() - Date.now()) < 60_000, 'the time is that of the sources');
  // One validator is as sure as can be.
  assert.equal(confidence.toBigInt(), 0n);
  assert.equal((await api.call.priceOracleApi.price(99)).asErr.type, 'UnknownFeed');
});

test('the same answer comes by the API, by storage and by JSON-RPC', { timeout: 60_000 }, async () => {
  let at;
  await until('a price is final', 30_000, async () => {
    at = await api.rpc.chain.getFinalizedHead();
    return (await (await api.at(at)).call.priceOracleApi.price(0)).isOk;
  });
  const there = await api.at(at);
  const [byApi, byStorage, byRpc] = await Promise.all([
    there.call.priceOracleApi.price(0),
    there.query.priceOracle.prices(0),
    node.rpc('oracle_price', 0, at.toHex()),
  ]);
  const { value, at: moment } = byApi.asOk;
  const { last } = byStorage.unwrap();
  assert.equal(last.unwrap().value.toString(), value.toString());
  assert.deepEqual([byRpc.value, byRpc.at], [value.toString(), moment.toNumber()]);
  const book = await there.query.priceOracle.feeds();
  assert.equal([...book.keys()].length, 6);
  const byCurrency = await there.call.priceOracleApi.priceOf('Native');
  assert.equal(byCurrency.asOk.value.toString(), value.toString());
});

test('a new price is pushed to who has subscribed', { timeout: 60_000 }, async () => {
  const updates = [];
  const provider = api._rpcCore.provider;
  const id = await provider.subscribe('oracle_newPrices', 'oracle_subscribePrices', [], (error, update) => {
    if (!error) updates.push(update);
  });
  await until('all prices come at first', 10_000, () => updates.length > 0);
  assert.equal(updates[0].prices.length, 6);
  await feed.pin('TIDE-USD', '0.51');
  await until('the new one comes', 30_000, () => updates.some(({ prices }) =>
    prices.some(({ base, price: { Ok: found } }) => base === 'TIDE' && found && isNear(found.value, price('0.51'), 50n))));
  await provider.unsubscribe('oracle_newPrices', 'oracle_unsubscribePrices', id);
});

test('Prometheus sees the chain, the sources and the reports', { timeout: 60_000 }, async () => {
  const label = { feed: PAIR };
  await until('the price is shown', 20_000, async () => Math.abs(await metric(node, 'tidewater_oracle_price', label) - 0.51) < 0.01);
  assert.ok(await metric(node, 'tidewater_oracle_price_age_seconds', label) < 60);
  assert.ok(await metric(node, 'tidewater_oracle_sources_agreeing', label) >= 3);
  assert.ok(await metric(node, 'tidewater_oracle_reports_total', label) > 0);
  assert.ok(await metric(node, 'tidewater_oracle_fetches_total', { source: 'kraken' }) > 0);
  assert.equal(await metric(node, 'tidewater_oracle_feed_status', { feed: 'TIDE/USD', status: 'fresh' }), 1);
});

test('clients read blocks with reports in them', { timeout: 90_000 }, async () => {
  const hash = await blockWithReport();
  const { block } = await api.rpc.chain.getBlock(hash);
  const at = block.extrinsics.findIndex(isReport);
  const report = block.extrinsics[at];
  assert.equal(report.isSigned, false);
  // What throws, or is wrong, on the newer kind of transaction.
  assert.ok(report.signer);
  assert.equal(report.hash.toHex(), api.registry.hash(report.toU8a()).toHex());
  assert.equal(plain(report.method.args[0]).validator, 0);

  const derived = await api.derive.chain.getBlock(hash);
  assert.equal(derived.extrinsics.length, block.extrinsics.length);
  assert.equal(derived.extrinsics[at].dispatchError, undefined);
  const success = derived.extrinsics[at].events.map(named).find(({ name }) => name === 'system.ExtrinsicSuccess');
  assert.ok(success, 'the report succeeded');
  assert.equal(derived.extrinsics[at].dispatchInfo.class.type, 'Operational');
  assert.equal(derived.extrinsics[at].dispatchInfo.paysFee.type, 'No');
});

test('subscriptions go on and transactions are watched while reports come', { timeout: 90_000 }, async () => {
  const seen = [];
  const unsubscribe = await api.derive.chain.subscribeNewBlocks((block) => seen.push(block));
  const { derive } = await send(api, api.tx.system.remark('0x01'), account('Ferdie')).then((result) => ({ derive: result }));
  assert.equal(derive.error, null);
  const info = await api.derive.tx.events(derive.block);
  assert.ok(info.events.length > 0);
  await until('blocks with reports were seen', 60_000, () =>
    seen.some(({ block }) => block.extrinsics.some(isReport)));
  unsubscribe();
});

test('only the validator can report, and only for itself', async () => {
  const forged = {
    session: (await api.query.priceOracle.currentSession()).index,
    window: (await api.rpc.chain.getHeader()).number.toNumber() + 1,
    validator: 0,
    observations: [{ feed: 0, value: 1, at: Date.now(), sources: 3 }],
  };
  const transaction = api.tx.priceOracle.report(forged, `0x${'11'.repeat(64)}`);
  await assert.rejects(transaction.send(), /bad signature/i);
  const { error } = await send(api, transaction, account('Alice'));
  assert.equal(error, 'BadOrigin');
  assert.ok(isNear((await feedOf(node, PAIR)).price.Ok.value, price('0.51')));
});

test('governance alone changes feeds', async () => {
  const { error } = await send(api, api.tx.priceOracle.haltFeed(0), account('Alice'));
  assert.equal(error, 'BadOrigin');
});
