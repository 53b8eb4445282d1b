// What takes longer than `make test` has time for: validators that are silent, lie, restart or change their
// keys, prices that jump, and a node that is flooded with forged reports. It measures two things and
// prints them: how long a new price takes, and what a flood does to blocks.

import { ApiPromise, WsProvider } from '@polkadot/api';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { account, plain, send } from './lib/chain.js';
import { PEOPLE, feeds, nodes, numberOf } from './lib/local.js';
import { feedOf, isNear, price, priceNear, recordOf, statusBecomes, watch } from './lib/prices.js';
import { until } from './lib/node.js';

const PAIR = 'TIDE/USD';
const [alice] = nodes;
const everywhere = (act) => Promise.all(feeds.map(act));
const pin = (value) => everywhere((feed) => feed.pin('TIDE-USD', value));
let api;

/** How many forged reports are sent. */
const FORGED = 10_000;
/** How many changes of the price are timed. */
const CHANGES = 60;

before(async () => {
  await pin('0.5');
  api = await ApiPromise.create({ provider: new WsProvider(alice.url), throwOnConnect: true });
  await priceNear(alice, PAIR, '0.5', 90_000, 'fresh');
  await until('all validators are in the price', 60_000, async () => (await feedOf(alice, PAIR)).reporters === 4);
});
after(() => api.disconnect());

/** Every look at the feed must have a price near this one. */
const near = (expected) => ({ price: { Ok: found, Err: refusal } }) => {
  assert.ok(found, `there is a price: ${JSON.stringify(refusal)}`);
  assert.ok(isNear(found.value, price(expected)), `${found.value} is near ${expected}`);
};

const percentile = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)];

test('how many blocks a new price takes', { timeout: 900_000 }, async (context) => {
  const taken = [];
  const provider = new WsProvider(alice.url);
  await provider.isReady;
  const updates = [];
  await provider.subscribe('oracle_newPrices', 'oracle_subscribePrices', [], (error, update) => {
    if (!error) updates.push(update);
  });
  for (let change = 0; change < CHANGES; change += 1) {
    // By four percent, up and down: far beyond the deviation, and no jump.
    const value = change % 2 ? '0.5' : '0.52';
    // At any moment of a slot.
    await sleep(4_000 + Math.random() * 2_000);
    const [, from] = await Promise.all([pin(value), numberOf(alice)]);
    const arrived = () => updates.find(({ number, prices }) => number > from
      && prices.some(({ base, price: { Ok: found } }) => base === 'TIDE' && found && isNear(found.value, price(value))));
    await until(`the price is ${value}`, 60_000, arrived);
    taken.push(arrived().number - from);
  }
  await provider.disconnect();
  taken.sort((a, b) => a - b);
  const text = `a new price took ${percentile(taken, 0.5)} blocks (median), ${percentile(taken, 0.99)} (99th percentile) of ${CHANGES}: ${taken.join(' ')}`;
  context.diagnostic(text);
  console.log(text);
  await pin('0.5');
  await priceNear(alice, PAIR, '0.5', 60_000);
});

test('one is silent: there is a price all the same, and the silence is counted', { timeout: 180_000 }, async () => {
  await feeds[3].misbehave('all', 'silent');
  await statusBecomes(alice, PAIR, 'degraded', 120_000);
  await watch(alice, PAIR, 30_000, near('0.5'));
  // A session that has just begun asks for nothing yet.
  await until('the silence is counted', 90_000, async () => (await recordOf(alice, 'dave')).misses > 0);
});

test('one is silent and one lies: the quorum holds and the lie changes nothing', { timeout: 180_000 }, async () => {
  await feeds[2].misbehave('all', 'factor=10');
  await watch(alice, PAIR, 70_000, near('0.5'));
  await everywhere((feed) => feed.behave('all'));
  await statusBecomes(alice, PAIR, 'fresh', 120_000);
});

test('a jump is believed once a second round confirms it', { timeout: 120_000 }, async () => {
  await pin('0.8');
  let held = false;
  await until('the jump is held, then believed', 60_000, async () => {
    const { candidate, price: { Ok: found } } = await feedOf(alice, PAIR);
    held ||= candidate !== null && isNear(candidate.price.value, price('0.8'));
    return found && isNear(found.value, price('0.8'));
  });
  assert.ok(held, 'it was held before it was believed');
  await pin('0.5');
  await priceNear(alice, PAIR, '0.5', 60_000, 'fresh');
});

/** Waits for a new best block, and until the workers have asked their sources after it. */
async function afterRound() {
  const before = await numberOf(alice);
  const end = Date.now() + 30_000;
  while (Date.now() < end && (await numberOf(alice)) === before) await sleep(50);
  await sleep(800);
}

test('a spike of one round is not believed', { timeout: 120_000 }, async () => {
  await afterRound();
  await pin('0.9');
  // Every validator has seen it once when this ends.
  await afterRound();
  await pin('0.5');
  let held = false;
  await watch(alice, PAIR, 20_000, (info) => {
    near('0.5')(info);
    held ||= info.candidate !== null && isNear(info.candidate.price.value, price('0.9'));
  });
  assert.ok(held, 'the spike was seen, and waited for a second round');
  await statusBecomes(alice, PAIR, 'fresh', 60_000);
  assert.equal((await feedOf(alice, PAIR)).candidate, null);
});

test('a validator that was killed reports again after its start', { timeout: 180_000 }, async () => {
  const bob = nodes[1];
  await bob.restart();
  const session = (await api.query.priceOracle.currentSession()).index.toNumber();
  await until('a new session', 90_000, async () =>
    (await api.query.priceOracle.currentSession()).index.toNumber() > session);
  const { address } = account('Bob');
  await until('it reports in the new session', 60_000, async () =>
    (await alice.rpc('oracle_reporters')).find(({ account: who }) => who === address).record.reports > 0);
  await watch(alice, PAIR, 6_000, near('0.5'));
});

test('a validator that changes its keys reports with the new ones two sessions later', { timeout: 300_000 }, async () => {
  const charlie = nodes[2];
  const owner = account('Charlie');
  const { keys, proof } = await charlie.rpc('author_rotateKeysWithOwner', api.createType('AccountId32', owner.address).toHex());
  const before = plain(await api.query.priceOracle.validators());
  const { error } = await send(api, api.tx.session.setKeys(keys, proof), owner);
  assert.equal(error, null);
  await until('the new key is in the set', 180_000, async () => {
    const now = plain(await api.query.priceOracle.validators());
    return now.filter((key, at) => key !== before[at]).length === 1;
  });
  const at = plain(await api.query.priceOracle.validators()).findIndex((key, place) => key !== before[place]);
  const reports = async () => (await alice.rpc('oracle_reporters'))[at].record.reports;
  await until('it reports with the new key', 60_000, async () => (await reports()) > 0);
  await statusBecomes(alice, PAIR, 'fresh', 60_000);
});

/** The times of the blocks in a range, in milliseconds. */
async function times(from, to) {
  const all = [];
  for (let number = from; number <= to; number += 1) {
    const at = await api.at(await api.rpc.chain.getBlockHash(number));
    all.push((await at.query.timestamp.now()).toNumber());
  }
  return all;
}

/** How many slots passed from one block to the next, on average, in thousandths. */
const slotsPerBlock = (moments) => Math.round((moments.at(-1) - moments[0]) / 2 / (moments.length - 1));

test('a flood of forged reports delays nothing', { timeout: 300_000 }, async (context) => {
  const quietFrom = await numberOf(alice);
  await sleep(40_000);
  const floodFrom = await numberOf(alice);
  const provider = new WsProvider(alice.url);
  await provider.isReady;
  const session = (await api.query.priceOracle.currentSession()).index.toNumber();
  let [refused, taken] = [0, 0];
  const forge = (number) => {
    const observations = [0, 1, 2, 3, 4, 5].map((feed) => ({ feed, value: 50_000_000 + number, at: Date.now(), sources: 3 }));
    const report = { session, window: floodWindow, validator: number % PEOPLE.length, observations };
    return api.tx.priceOracle.report(report, `0x${randomBytes(64).toString('hex')}`).toHex();
  };
  let floodWindow = floodFrom + 1;
  const began = Date.now();
  for (let sent = 0; sent < FORGED; sent += 250) {
    floodWindow = (await numberOf(alice)) + 1;
    const batch = Array.from({ length: 250 }, (_, at) => forge(sent + at));
    await Promise.all(batch.map((hex) => provider.send('author_submitExtrinsic', [hex]).then(() => { taken += 1; }, () => { refused += 1; })));
  }
  const seconds = (Date.now() - began) / 1_000;
  const floodTo = Math.max(await numberOf(alice), floodFrom + 2);
  await until('the last block of the flood', 20_000, async () => (await numberOf(alice)) >= floodTo);
  await provider.disconnect();
  assert.deepEqual({ refused, taken }, { refused: FORGED, taken: 0 });
  const [quiet, flood] = [slotsPerBlock(await times(quietFrom, floodFrom)), slotsPerBlock(await times(floodFrom, floodTo))];
  const text = `${FORGED} forged reports were refused in ${seconds.toFixed(1)} s; slots a block: ${quiet / 1_000} before, ${flood / 1_000} meanwhile`;
  context.diagnostic(text);
  console.log(text);
  near('0.5')(await feedOf(alice, PAIR));
});
