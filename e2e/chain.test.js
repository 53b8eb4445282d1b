// What a client finds out about the chain before it does anything.

import { findUnknownExtensions } from '@polkadot/types/extrinsic/signedExtensions';
import { u8aToHex } from '@polkadot/util';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { account, height, plain, send, sendAll } from './lib/chain.js';
import { api, node } from './lib/dev.js';
import { until } from './lib/node.js';

const SLOT = 2_000;

/** The transaction extensions, and what wallets make of each. An empty one adds nothing to a
 * transaction nor to what is signed, so a wallet that has never heard of it signs correctly. */
const EXTENSIONS = [
  ['AuthorizeCall', 'empty'],
  ['CheckNonZeroSender', 'known'],
  ['CheckSpecVersion', 'known'],
  ['CheckTxVersion', 'known'],
  ['CheckGenesis', 'known'],
  ['CheckMortality', 'known'],
  ['CheckNonce', 'known'],
  ['CheckWeight', 'known'],
  ['ChargeAssetTxPayment', 'known'],
  ['CheckMetadataHash', 'known'],
  ['WeightReclaim', 'known'],
];

test('the chain tells wallets its name, its token and its address format', async () => {
  const properties = await node.rpc('system_properties');
  assert.deepEqual(properties, { isEthereum: false, ss58Format: 42, tokenDecimals: 12, tokenSymbol: 'TIDE' });
  assert.equal(api.consts.system.ss58Prefix.toNumber(), properties.ss58Format);
  assert.equal(api.registry.chainSS58, properties.ss58Format);
  assert.deepEqual([api.registry.chainTokens, api.registry.chainDecimals], [['TIDE'], [12]]);
  assert.equal(await node.rpc('system_chain'), 'Tidewater Development');
  assert.equal(api.runtimeVersion.specName.toString(), 'tidewater');
});

test('the metadata comes in the versions that clients read', async () => {
  assert.deepEqual(plain(await api.call.metadata.metadataVersions()), [14, 15, 16]);
  for (const version of [14, 15, 16]) {
    const metadata = await api.call.metadata.metadataAtVersion(version);
    // After the magic number "meta" comes the version.
    assert.deepEqual([...metadata.unwrap().subarray(0, 5)], [...Buffer.from('meta'), version]);
  }
});

test('every transaction extension is known to wallets or empty', async () => {
  const { transactionExtensions } = api.registry.metadata.extrinsic;
  const isEmpty = (type) => api.registry.createType(api.registry.createLookupType(type)).encodedLength === 0;
  const unknown = findUnknownExtensions(api.registry.signedExtensions);
  const found = transactionExtensions.map(({ identifier, type, implicit }) => {
    const name = identifier.toString();
    if (!unknown.includes(name)) return [name, 'known'];
    return [name, isEmpty(type) && isEmpty(implicit) ? 'empty' : 'must be taught to wallets'];
  });
  assert.deepEqual([...found], EXTENSIONS);
});

test('blocks are produced and finalised all the time', async () => {
  const finalised = async () => {
    const head = await api.rpc.chain.getFinalizedHead();
    return (await api.rpc.chain.getHeader(head)).number.toNumber();
  };
  const best = () => height(api);
  await until('a block is finalised', 30 * SLOT, async () => (await finalised()) > 0);
  const [firstFinalised, firstBest] = [await finalised(), await best()];
  const slots = 10;
  await sleep(slots * SLOT);
  const [produced, done] = [(await best()) - firstBest, (await finalised()) - firstFinalised];
  // A busy machine may lose slots, but there cannot be more blocks than slots.
  assert.ok(produced >= slots / 2 && produced <= slots + 2, `${produced} blocks in ${slots} slots`);
  assert.ok(done >= slots / 2 && done <= slots + 4, `${done} finalised in ${slots} slots`);
});

test('each block belongs to a slot of its own', async () => {
  const head = await height(api);
  const slots = [];
  for (let number = Math.max(1, head - 4); number <= head; number += 1) {
    const { query } = await api.at(await api.rpc.chain.getBlockHash(number));
    const [slot, now] = [await query.babe.currentSlot(), await query.timestamp.now()];
    assert.equal(Math.floor(now.toNumber() / SLOT), slot.toNumber());
    slots.push(slot.toNumber());
  }
  assert.deepEqual(slots, [...new Set(slots)].sort((a, b) => a - b));
});

test('the node hands out a chain specification from which light clients start', async () => {
  const spec = await node.rpc('sync_state_genSyncSpec', true);
  assert.equal(spec.id, 'tidewater_dev');
  assert.deepEqual(Object.keys(spec.lightSyncState).sort(), [
    'babeEpochChanges',
    'babeFinalizedBlockWeight',
    'finalizedBlockHeader',
    'grandpaAuthoritySet',
  ]);
});

test('the node serves its own methods and those that tools look for', async () => {
  const { methods } = await node.rpc('rpc_methods');
  const ours = methods.filter((method) => method.startsWith('amm_')).sort();
  assert.deepEqual(ours, [
    'amm_bestRouteExactIn',
    'amm_bestRouteExactOut',
    'amm_pool',
    'amm_poolId',
    'amm_pools',
    'amm_quoteExactIn',
    'amm_quoteExactOut',
  ]);
  const wanted = [
    'author_rotateKeysWithOwner',
    'babe_epochAuthorship',
    'chainHead_v1_follow',
    'chainSpec_v1_chainName',
    'grandpa_roundState',
    'payment_queryInfo',
    'state_getMetadata',
    'sync_state_genSyncSpec',
    'system_accountNextIndex',
    'transactionWatch_v1_submitAndWatch',
  ];
  assert.deepEqual(wanted.filter((method) => !methods.includes(method)), []);
});

test('new session keys are accepted with the proof of whose they are, and not without', async () => {
  const owner = account('Eve');
  const { keys, proof } = await node.rpc('author_rotateKeysWithOwner', u8aToHex(owner.publicKey));
  assert.equal(await node.rpc('author_hasSessionKeys', keys), true);
  const { setKeys } = api.tx.session;
  const [others, [refused, accepted]] = await Promise.all([
    send(api, setKeys(keys, proof), account('Ferdie')),
    sendAll(api, [setKeys(keys, '0x'), setKeys(keys, proof)], owner),
  ]);
  const errors = [refused, others, accepted].map(({ error }) => error);
  assert.deepEqual(errors, ['session.InvalidProof', 'session.InvalidProof', null]);
  const stored = await api.query.session.nextKeys(owner.address);
  assert.deepEqual(Object.keys(plain(stored)), ['babe', 'grandpa', 'authorityDiscovery', 'oracle']);
  assert.equal(stored.unwrap().toHex(), keys);
});

test('the runtime describes the exchange, and Polkadot.js offers it without being taught', () => {
  assert.deepEqual(Object.keys(api.call.ammApi).sort(), [
    'averagePrice',
    'bestRouteExactIn',
    'bestRouteExactOut',
    'cumulativePrice',
    'owed',
    'pool',
    'poolId',
    'pools',
    'quoteExactIn',
    'quoteExactOut',
  ]);
  assert.deepEqual(Object.keys(api.tx.amm).sort(), [
    'addLiquidity',
    'claimOwed',
    'closePool',
    'collectProtocolFees',
    'createPool',
    'rampAmplification',
    'removeLiquidity',
    'removeLiquiditySingle',
    'setFeePool',
    'setFeeSink',
    'setStatus',
    'setTerms',
    'settleShortfall',
    'swapExactIn',
    'swapExactOut',
  ]);
});
