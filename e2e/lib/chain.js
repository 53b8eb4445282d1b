// What the tests do with a chain: send, and read in one notation.
//
// That notation is the one of the JSON-RPC methods and of the test vectors: amounts are decimal
// strings, smaller numbers are numbers, variants are their name or `{ Name: content }`.

import { Keyring } from '@polkadot/api';
import { stringToU8a, u8aConcat } from '@polkadot/util';
import { until } from './node.js';

/** How long a transaction may take to get into a block. */
const PATIENCE = 60_000;
/** As a currency, the shares of a pool have this number and the pool's id added up. */
const FIRST_SHARE = 2 ** 31;

/** The development account with this name. Being connected has loaded the cryptography. */
export function account(name) {
  return new Keyring({ type: 'sr25519' }).addFromUri(`//${name}`);
}

/** An account without a key that follows from the eight letters of an id. */
function keyless(api, id) {
  const bytes = u8aConcat(stringToU8a('modl'), id, new Uint8Array(20));
  return api.createType('AccountId32', bytes).toString();
}

/** The account that holds what is in all pools. */
export const vault = (api) => keyless(api, api.consts.amm.palletId.toU8a());

/** The account that holds what is in all streams of rewards. */
export const rewardsPot = (api) => api.consts.stakingRewards.potAccount.toString();

/** The account that receives the protocol's part of the fees, for those who stake TIDE. */
export const incomeAccount = (api) => api.consts.stakingRewards.incomeAccount.toString();

/** The treasury's account. */
export const treasury = (api) => api.consts.treasury.potAccount.toString();

/** What the treasury gets of a transaction's fee; the block's author has the rest. */
export const treasuryShare = (fee) => fee / 5n;

/** A decoded value as plain data. */
export function plain(value) {
  if (typeof value.isSome === 'boolean') return value.isSome ? plain(value.unwrap()) : null;
  if (Array.isArray(value)) return [...value].map(plain);
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, field]) => [key, plain(field)]));
  if (value.defKeys) return value.isNone ? value.type : { [value.type]: plain(value.inner) };
  if (typeof value.isTrue === 'boolean') return value.isTrue;
  if (value.toBigInt) {
    const number = value.unwrap ? value.unwrap() : value;
    return number.encodedLength > 4 ? number.toString() : number.toNumber();
  }
  return value.toString();
}

/** An event as `{ name, data }`. */
export function named({ section, method, data }) {
  const fields = (data.names ?? [...data.keys()]).map((name, at) => [name, plain(data[at])]);
  return { name: `${section}.${method}`, data: Object.fromEntries(fields) };
}

/** The name of an error, from the metadata where it comes from a pallet. */
export function errorName(api, error) {
  if (error.isModule) {
    const { section, name } = api.registry.findMetaError(error.asModule);
    return `${section}.${name}`;
  }
  return error.isBasic || error.isNone ? error.type : `${error.type}.${error.value.toString()}`;
}

/** What became of a transaction: the block, the events, the fee, and the error's name if it failed. */
function outcome(api, { status, blockNumber, events, dispatchError, txHash }) {
  const all = events.map(({ event }) => named(event));
  const paid = all.filter(({ name }) => name === 'transactionPayment.TransactionFeePaid');
  return {
    block: status.asInBlock.toHex(),
    number: blockNumber.toNumber(),
    hash: txHash.toHex(),
    events: all,
    amm: all.filter(({ name }) => name.startsWith('amm.')),
    fee: paid.reduce((sum, { data }) => sum + BigInt(data.actualFee), 0n),
    error: dispatchError ? errorName(api, dispatchError) : null,
  };
}

/** Signs and sends `tx`; resolves once it is in a block. `seen`, if given, collects its statuses. */
export function send(api, tx, signer, { seen = [], ...options } = {}) {
  const call = `${tx.method.section}.${tx.method.method}`;
  return new Promise((resolve, reject) => {
    const tooLate = () => reject(new Error(`${call} is in no block after ${PATIENCE / 1000} s: ${seen}`));
    const timer = setTimeout(tooLate, PATIENCE);
    const end = (how, value) => {
      clearTimeout(timer);
      how(value);
    };
    tx.signAndSend(signer, { nonce: -1, ...options }, (result) => {
      seen.push(result.status.type);
      try {
        if (result.status.isInBlock) end(resolve, outcome(api, result));
      } catch (unreadable) {
        end(reject, unreadable);
      }
      if (result.isError) end(reject, new Error(`${call} ended as ${result.status.type}`));
    }).catch((error) => end(reject, error));
  });
}

/** Sends all of `txs` at once, one after the other in nonce, and waits for them together. */
export async function sendAll(api, txs, signer) {
  const first = (await api.rpc.system.accountNextIndex(signer.address)).toNumber();
  return Promise.all(txs.map((tx, at) => send(api, tx, signer, { nonce: first + at })));
}

/** What `who` owns of TIDE, of an asset and of a pool's shares, after the block with this hash. */
export async function money(api, block, who, { asset, pool }) {
  const { query } = await api.at(block);
  const [tide, token, shares] = await Promise.all([
    query.system.account(who),
    query.assets.account(asset, who),
    query.poolAssets.account(pool, who),
  ]);
  const balance = (held) => (held.isSome ? held.unwrap().balance.toBigInt() : 0n);
  return { tide: tide.data.free.toBigInt(), token: balance(token), shares: balance(shares) };
}

/** What `who` owns of each of `currencies`, after the block with this hash. */
export async function balances(api, block, who, currencies) {
  const { query } = await api.at(block);
  return Promise.all(currencies.map(async (currency) => {
    if (currency === 'Native') return (await query.system.account(who)).data.free.toBigInt();
    const id = currency.WithId;
    const isShare = id >= FIRST_SHARE;
    const held = await (isShare ? query.poolAssets.account(id - FIRST_SHARE, who) : query.assets.account(id, who));
    return held.isSome ? held.unwrap().balance.toBigInt() : 0n;
  }));
}

/** The currency of a pool's shares. */
export const sharesOf = (pool) => ({ WithId: FIRST_SHARE + pool });

/** The id of the next asset. */
export const nextAsset = async (api) => (await api.query.assets.nextAssetId()).unwrap().toNumber();

/** The calls with which `owner` makes an asset, describes it, and has `supply` of it. */
export function newAsset(api, id, owner, { decimals, supply, minBalance = 1 }) {
  const { create, mint, setMetadata } = api.tx.assets;
  return [
    create(id, owner, minBalance),
    setMetadata(id, `Asset ${id}`, `A${id}`, decimals),
    mint(id, owner, supply),
  ];
}

/** Waits for the block after the one with this number; gives its hash. */
export async function blockAfter(api, number) {
  await until(`block ${number + 1}`, PATIENCE, async () => (await height(api)) > number);
  return (await api.rpc.chain.getBlockHash(number + 1)).toHex();
}

/** The number of the best block. */
export async function height(api) {
  return (await api.rpc.chain.getHeader()).number.toNumber();
}

/** The hash of the best block. */
export async function bestBlock(api) {
  return (await api.rpc.chain.getBlockHash()).toHex();
}
