// What tests ask of prices, of a node's RPC: it works while Polkadot.js would have to be connected anew.

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from './node.js';

/** A price's decimals. */
const ONE = 10n ** 18n;

/** A decimal such as `0.55` as a price. */
export function price(text) {
  const [whole, part = ''] = String(text).split('.');
  return BigInt(whole) * ONE + BigInt(part.padEnd(18, '0'));
}

/** Whether a price is within so many basis points of what it should be. */
export function isNear(value, expected, bps = 100n) {
  const far = BigInt(value) > expected ? BigInt(value) - expected : expected - BigInt(value);
  return far * 10_000n <= expected * bps;
}

/** Everything about a feed such as `TIDE/USD`. */
export async function feedOf(node, pair) {
  const feeds = await node.rpc('oracle_feeds');
  const found = feeds.find(({ feed }) => `${feed.base}/${feed.quote}` === pair);
  assert.ok(found, `there is a feed ${pair}`);
  return found;
}

/** Waits until a feed has a price near `expected`; gives everything about the feed. */
export async function priceNear(node, pair, expected, milliseconds, status) {
  let info;
  await until(`${pair} is near ${expected}${status ? ` and ${status}` : ''}`, milliseconds, async () => {
    info = await feedOf(node, pair);
    const { Ok: found } = info.price;
    return found && isNear(found.value, price(expected)) && (!status || info.status === status);
  }).catch((error) => {
    throw new Error(`${error.message}; it is ${JSON.stringify(info)}`);
  });
  return info;
}

/** Waits until a feed has a status; gives everything about the feed. */
export async function statusBecomes(node, pair, status, milliseconds) {
  let info;
  await until(`${pair} is ${status}`, milliseconds, async () => {
    info = await feedOf(node, pair);
    return info.status === status;
  }).catch((error) => {
    throw new Error(`${error.message}; it is ${JSON.stringify(info)}`);
  });
  return info;
}

/** Looks at a feed every half a second for a while; `check` sees each look. */
export async function watch(node, pair, milliseconds, check) {
  const end = Date.now() + milliseconds;
  while (Date.now() < end) {
    check(await feedOf(node, pair));
    await sleep(500);
  }
}

/** The accounts of the validators, for tests without Polkadot.js. */
export const ADDRESSES = {
  alice: '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY',
  bob: '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty',
  charlie: '5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y',
  dave: '5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy',
};

/** What is counted of a validator such as `dave`, in this session and the one before. */
export async function recordOf(node, person) {
  const address = ADDRESSES[person];
  const [now, before] = await Promise.all([node.rpc('oracle_reporters'), node.rpc('oracle_previousRecords')]);
  const { record } = now.find((reporter) => reporter.account === address);
  const [, last] = before.find(([who]) => who === address) ?? [address, { reports: 0, misses: 0, outliers: 0 }];
  return Object.fromEntries(Object.keys(last).map((key) => [key, record[key] + last[key]]));
}

/** The value of a metric of a node with these labels, others apart; null if there is none. */
export async function metric(node, name, labels = {}) {
  const response = await fetch(`http://127.0.0.1:${node.prometheusPort}/metrics`);
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  const line = (await response.text()).split('\n').find((text) =>
    (text.startsWith(`${name}{`) || text.startsWith(`${name} `)) && wanted.every((label) => text.includes(label)));
  return line ? Number(line.split(' ').at(-1)) : null;
}
