// Four validators on one machine: they find each other and agree.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ALICES_PEER_ID, PEOPLE, checkAgreement, finalised, nodes } from './lib/local.js';
import { until } from './lib/node.js';

test('four validators find each other through one of them', { timeout: 90_000 }, async () => {
  const ids = await Promise.all(nodes.map((node) => node.rpc('system_localPeerId')));
  assert.equal(ids[0], ALICES_PEER_ID);
  assert.equal(new Set(ids).size, PEOPLE.length);
  await until('every validator is connected to the three others', 60_000, async () => {
    const peers = await Promise.all(nodes.map((node) => node.rpc('system_peers')));
    return peers.every((list, at) => {
      const seen = list.map(({ peerId }) => peerId).sort();
      return JSON.stringify(seen) === JSON.stringify(ids.filter((id) => id !== ids[at]).sort());
    });
  });
});

test('they agree on finalised blocks', { timeout: 90_000 }, async () => {
  await checkAgreement(5, 60_000);
  const heads = await Promise.all(nodes.map(finalised));
  await checkAgreement(Math.max(...heads) + 2, 30_000);
});
