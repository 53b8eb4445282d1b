// Four validators on one machine, each with a price server of its own, that all tests of one process share.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after } from 'node:test';
import { Feed } from './feed.js';
import { ARTIFACTS, Node, binary, until } from './node.js';

export const PEOPLE = ['alice', 'bob', 'charlie', 'dave'];
/** The network key of a validator; its place in the list makes it different from the others'. */
const networkKey = (person) => (PEOPLE.indexOf(person) + 1).toString(16).padStart(64, '0');
/** The peer id of the network key 1. */
export const ALICES_PEER_ID = '12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp';

/** The chain as operators get it. A raw specification spares each node from building the genesis. */
const chainSpec = join(ARTIFACTS, 'local.raw.json');
execFileSync(binary(), ['export-chain-spec', '--chain=local', '--raw', `--output=${chainSpec}`]);

/** The validators that run, in the order of [`PEOPLE`]. */
export const nodes = [];
/** The price servers, in the same order. They agree, unless a test makes them differ. */
export const feeds = await Promise.all(PEOPLE.map((person) => Feed.start(`local-${person}`)));

after(async () => {
  const ends = await Promise.allSettled(nodes.map((node) => node.stop()));
  feeds.forEach((feed) => feed.stop());
  const failed = ends.find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
});

/** What a validator is started with. */
export function flagsOf(person, flags = []) {
  const { sources } = feeds[PEOPLE.indexOf(person)];
  return [`--chain=${chainSpec}`, `--${person}`, `--node-key=${networkKey(person)}`, `--oracle-sources=${sources}`, ...flags];
}

async function startValidator(person, flags) {
  const node = await Node.start(`local-${person}`, flagsOf(person, flags));
  nodes[PEOPLE.indexOf(person)] = node;
  return node;
}

const alice = await startValidator('alice');
/** How the others find the first one. */
export const bootnode = `--bootnodes=/ip4/127.0.0.1/tcp/${alice.port}/p2p/${ALICES_PEER_ID}`;
await Promise.all(PEOPLE.slice(1).map((person) => startValidator(person, [bootnode])));

export const numberOf = async (node, hash) => parseInt((await node.rpc('chain_getHeader', hash)).number, 16);
export const finalised = async (node) => numberOf(node, await node.rpc('chain_getFinalizedHead'));

/** Waits until all of `among` have finalised `number` and checks that it is one and the same block. */
export async function checkAgreement(number, milliseconds, among = nodes) {
  await until(`every validator has finalised block ${number}`, milliseconds, async () => {
    const heads = await Promise.all(among.map(finalised));
    return heads.every((head) => head >= number);
  });
  const hashes = await Promise.all(among.map((node) => node.rpc('chain_getBlockHash', number)));
  assert.match(hashes[0], /^0x[0-9a-f]{64}$/);
  assert.deepEqual(hashes, hashes.map(() => hashes[0]));
}
