// Four validators and their sources: honest, one lying, too many silent, one source out of its mind.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { PEOPLE, feeds, nodes } from './lib/local.js';
import { isNear, feedOf, metric, price, priceNear, recordOf, statusBecomes, watch } from './lib/prices.js';
import { until } from './lib/node.js';

const PAIR = 'TIDE/USD';
const [alice] = nodes;
const everywhere = (act) => Promise.all(feeds.map(act));

/** Every look at the feed must have a price near this one. */
const near = (expected) => ({ price: { Ok: found, Err: refusal } }) => {
  assert.ok(found, `there is a price: ${JSON.stringify(refusal)}`);
  assert.ok(isNear(found.value, price(expected)), `${found.value} is near ${expected}`);
};

before(() => everywhere((feed) => feed.pin('TIDE-USD', '0.5')));

test('all are honest: every feed has a price, fresh and of all validators', { timeout: 90_000 }, async () => {
  const info = await priceNear(alice, PAIR, '0.5', 60_000, 'fresh');
  assert.ok(isNear(info.price.Ok.confidence, 0n, 0n) || BigInt(info.price.Ok.confidence) < price('0.005'));
  for (const pair of ['BTC/USD', 'ETH/USD', 'DAI/USD', 'USDC/USD', 'USDT/USD']) {
    await statusBecomes(alice, pair, 'fresh', 20_000);
  }
  await until('all validators are in the price', 20_000, async () => (await feedOf(alice, PAIR)).reporters === 4);
  const reporters = await alice.rpc('oracle_reporters');
  assert.equal(reporters.length, PEOPLE.length);
  assert.ok(reporters.every(({ record }) => record.reports > 0), JSON.stringify(reporters));
});

test('the price follows its sources', { timeout: 60_000 }, async () => {
  await everywhere((feed) => feed.pin('TIDE-USD', '0.52'));
  await priceNear(alice, PAIR, '0.52', 30_000, 'fresh');
});

test('one validator lies by a factor of ten: the price does not move, and the lies are counted', { timeout: 90_000 }, async () => {
  const liar = feeds[3];
  await liar.misbehave('all', 'factor=10');
  // A heartbeat and more: all have reported again.
  await watch(alice, PAIR, 26_000, near('0.52'));
  const counted = await Promise.all(PEOPLE.map((person) => recordOf(alice, person)));
  const lies = counted.map(({ outliers }) => outliers);
  assert.ok(lies[3] > 0, JSON.stringify(counted));
  assert.deepEqual(lies.slice(0, 3), [0, 0, 0], JSON.stringify(counted));
  await liar.behave('all');
});

test('one source does everything a source can do wrong: nobody minds', { timeout: 150_000 }, async () => {
  await everywhere((feed) => feed.misbehave('kraken', 'in-turn'));
  const before = await metric(alice, 'tidewater_oracle_fetches_total', { source: 'kraken' });
  await watch(alice, PAIR, 34_000, near('0.52'));
  // Until then the liar of before is muted, and those who are left are few.
  await statusBecomes(alice, PAIR, 'fresh', 90_000);
  const after = await metric(alice, 'tidewater_oracle_fetches_total', { source: 'kraken' });
  assert.ok(after >= before + 12, `it was asked ${after - before} times`);
  const refused = (reason) => metric(alice, 'tidewater_oracle_refusals_total', { reason, source: 'kraken' });
  for (const reason of ['timeout', 'http_status', 'not_json', 'too_long', 'not_a_price']) {
    assert.ok(await refused(reason) > 0, `${reason} was counted`);
  }
  await everywhere((feed) => feed.behave('kraken'));
});

test('no quorum: the price grows old and is refused, and comes back after the grace', { timeout: 180_000 }, async () => {
  const silent = feeds.slice(2);
  await Promise.all(silent.map((feed) => feed.misbehave('all', 'http-500')));
  const { price: refused } = await statusBecomes(alice, PAIR, 'stale', 90_000);
  assert.ok(refused.Err.stale, JSON.stringify(refused));
  await assert.rejects(alice.rpc('oracle_price', 0), /"message":"Stale"/);

  await Promise.all(silent.map((feed) => feed.behave('all')));
  await until('the feed recovers', 30_000, async () => (await feedOf(alice, PAIR)).price.Err?.recovering);
  const { price: { Err: { recovering } } } = await feedOf(alice, PAIR);
  const back = await statusBecomes(alice, PAIR, 'fresh', 60_000);
  assert.ok(back.since - recovering.since >= back.feed.terms.grace * 1_000, 'the grace has passed');
  near('0.52')(back);
});
