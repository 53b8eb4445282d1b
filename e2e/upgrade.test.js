// Holders vote a new version of the runtime through, and the chain goes on with it: the same state, a
// migration that has run, and clients that are told.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ApiPromise, WsProvider } from '@polkadot/api';
import { hexToU8a } from '@polkadot/util';
import { account, height, named, plain, send } from './lib/chain.js';
import { api, node } from './lib/dev.js';
import { binary, until } from './lib/node.js';
import { story } from './lib/story.js';

/** The next version, which is built beside the node: `integration-tests/next-version/`. */
const BUILT = join(dirname(binary()), 'wbuild/tidewater-next-version/tidewater_next_version.compact.compressed.wasm');
const code = `0x${readFileSync(process.env.TIDEWATER_NEXT_VERSION ?? BUILT).toString('hex')}`;
/** What its migration makes of every pool's part for the protocol, at least. */
const LEAST_BPS = 500;
const TIDE = 10n ** 12n;
const [alice, bob, charlie, dave] = ['Alice', 'Bob', 'Charlie', 'Dave'].map(account);

const version = async () => (await api.rpc.state.getRuntimeVersion()).specVersion.toNumber();
const pools = async () => Object.fromEntries(
  (await api.query.amm.pools.entries()).map(([key, pool]) => [key.args[0].toString(), plain(pool)]),
);
const succeeds = async (tx, who) => assert.equal((await send(api, tx, who)).error, null);
const reached = (number) => until(`block ${number}`, 120_000, async () => (await height(api)) >= number);

let index;
let before;

const chapter = story();

chapter('an upgrade is previewed, proposed and voted for', async () => {
  assert.equal(await version(), 1);
  const authorize = api.tx.system.authorizeUpgrade(api.registry.hash(hexToU8a(code)));
  const root = { system: 'Root' };
  const draft = plain(await api.call.governanceApi.previewCall(root, authorize.method.toHex()));
  assert.ok(draft.Ok.outcome.Dispatched, JSON.stringify(draft));
  index = (await api.query.referenda.referendumCount()).toNumber();
  await succeeds(api.tx.referenda.submit(root, { Inline: authorize.method.toHex() }, { After: 0 }), alice);
  await succeeds(api.tx.referenda.placeDecisionDeposit(index), alice);
  const vote = { Standard: { vote: { aye: true, conviction: 'Locked1x' }, balance: 900_000n * TIDE } };
  await Promise.all([bob, charlie, dave].map((who) => succeeds(api.tx.convictionVoting.vote(index, vote), who)));
});

chapter('an upgrade is refused before it is authorized', async () => {
  const early = await send(api, api.tx.system.applyAuthorizedUpgrade(code), bob).catch((error) => ({ error }));
  assert.notEqual(early.error, null);
});

chapter('an upgrade is authorized when it was foretold', async () => {
  const { outlook } = plain(await api.call.governanceApi.referendum(index));
  // Each step that falls on the first block of a session comes one later.
  const { enactedAt } = outlook.Approved;
  await reached(enactedAt + 2);
  const numbers = [enactedAt, enactedAt + 1, enactedAt + 2];
  const blocks = await Promise.all(numbers.map((number) => api.rpc.chain.getBlockHash(number)));
  const events = await Promise.all(blocks.map(async (block) => (await api.at(block)).query.system.events()));
  const names = events.flat().map(({ event }) => named(event).name);
  assert.ok(names.includes('system.UpgradeAuthorized'), `${names}`);
  assert.equal(await version(), 1);
});

chapter('an upgrade is applied by anybody, with the right code and no other', async () => {
  before = await pools();
  const wrong = `${code.slice(0, -2)}${code.endsWith('00') ? '01' : '00'}`;
  const refused = await send(api, api.tx.system.applyAuthorizedUpgrade(wrong), bob).catch((error) => ({ error }));
  assert.notEqual(refused.error, null);
  // The events of that block are of the old version and its state is of the new one, which the client may
  // mix up: the version tells whether it has worked.
  const signed = await api.tx.system.applyAuthorizedUpgrade(code).signAsync(bob, { nonce: -1 });
  await api.rpc.author.submitExtrinsic(signed);
  await until('the next version', 30_000, async () => (await version()) === 2);
});

chapter('an upgrade has run its migration, which has changed what it says and nothing else', async () => {
  const last = async () => plain(await api.query.system.lastRuntimeUpgrade()).specVersion;
  await until('the upgrade', 30_000, async () => (await last()) === 2);
  await until('the end of the migration', 60_000, async () => (await api.query.migrations.cursor()).isNone);
  const expected = structuredClone(before);
  for (const { terms } of Object.values(expected)) terms.protocolFeeBps = Math.max(terms.protocolFeeBps, LEAST_BPS);
  assert.notDeepEqual(expected, before);
  assert.deepEqual(await pools(), expected);
});

chapter('an upgrade leaves a chain that makes and finalises blocks, and whose transactions are signed for it', async () => {
  const then = await height(api);
  await reached(then + 3);
  await until('finality', 60_000, async () => {
    const head = await node.rpc('chain_getFinalizedHead');
    return parseInt((await node.rpc('chain_getHeader', head)).number, 16) > then;
  });
  await until('the client to follow', 30_000, () => api.runtimeVersion.specVersion.toNumber() === 2);
  const late = await ApiPromise.create({ provider: new WsProvider(node.url), throwOnConnect: true });
  assert.equal(late.runtimeVersion.specVersion.toNumber(), 2);
  const hops = [{ poolId: 0, assetOut: { WithId: 1 } }];
  for (const tx of [
    late.tx.balances.transferKeepAlive(dave.address, TIDE),
    late.tx.amm.swapExactIn('Native', 100n * TIDE, hops, 0),
  ]) assert.equal((await send(late, tx, bob)).error, null);
  await late.disconnect();
});
