// Four validators on one machine: they find each other, agree, and go on when one of them dies.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ARTIFACTS, Node, binary, until } from './lib/node.js';

const PEOPLE = ['alice', 'bob', 'charlie', 'dave'];
/** The network key of a validator; its place in the list makes it different from the others'. */
const networkKey = (person) => (PEOPLE.indexOf(person) + 1).toString(16).padStart(64, '0');
/** The peer id of the network key 1. */
const ALICES_PEER_ID = '12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp';

/** The chain as operators get it. A raw specification spares each node from building the genesis. */
const chainSpec = join(ARTIFACTS, 'local.raw.json');
let nodes = [];

after(async () => {
  const ends = await Promise.allSettled(nodes.map((node) => node.stop()));
  const failed = ends.find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
});

async function startValidator(person, flags = []) {
  const args = [`--chain=${chainSpec}`, `--${person}`, `--node-key=${networkKey(person)}`, ...flags];
  const node = await Node.start(`network-${person}`, args);
  nodes.push(node);
  return node;
}

const numberOf = async (node, hash) => parseInt((await node.rpc('chain_getHeader', hash)).number, 16);
const finalised = async (node) => numberOf(node, await node.rpc('chain_getFinalizedHead'));

/** Waits until all of `nodes` have finalised `number` and checks that it is one and the same block. */
async function checkAgreement(number, milliseconds) {
  await until(`every validator has finalised block ${number}`, milliseconds, async () => {
    const heads = await Promise.all(nodes.map(finalised));
    return heads.every((head) => head >= number);
  });
  const hashes = await Promise.all(nodes.map((node) => node.rpc('chain_getBlockHash', number)));
  assert.match(hashes[0], /^0x[0-9a-f]{64}$/);
  assert.deepEqual(hashes, hashes.map(() => hashes[0]));
}

test('four validators find each other through one of them', { timeout: 300_000 }, async () => {
  execFileSync(binary(), ['export-chain-spec', '--chain=local', '--raw', `--output=${chainSpec}`]);
  const alice = await startValidator('alice');
  assert.equal(await alice.rpc('system_localPeerId'), ALICES_PEER_ID);
  const bootnode = `/ip4/127.0.0.1/tcp/${alice.port}/p2p/${ALICES_PEER_ID}`;
  await Promise.all(PEOPLE.slice(1).map((person) => startValidator(person, [`--bootnodes=${bootnode}`])));

  const ids = await Promise.all(nodes.map((node) => node.rpc('system_localPeerId')));
  assert.equal(new Set(ids).size, PEOPLE.length);
  await until('every validator is connected to the three others', 60_000, async () => {
    const peers = await Promise.all(nodes.map((node) => node.rpc('system_peers')));
    const complete = peers.every((list, at) => {
      const seen = list.map(({ peerId }) => peerId).sort();
      return JSON.stringify(seen) === JSON.stringify(ids.filter((id) => id !== ids[at]).sort());
    });
    return complete;
  });
});

test('they agree on finalised blocks', { timeout: 90_000 }, async () => {
  await checkAgreement(5, 60_000);
  const heads = await Promise.all(nodes.map(finalised));
  await checkAgreement(Math.max(...heads) + 2, 30_000);
});

test('finality goes on without the validator through which they met', { timeout: 90_000 }, async () => {
  const dead = nodes.shift();
  dead.discard();
  await dead.ended;
  const heads = await Promise.all(nodes.map(finalised));
  // Votes of before may still finalise a few blocks; these ones need votes of after.
  const best = await Promise.all(nodes.map((node) => numberOf(node)));
  await checkAgreement(Math.max(...heads, ...best) + 3, 60_000);
});
