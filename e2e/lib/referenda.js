// What the tests of governance do with referenda and motions: propose, and look up what became of them.

import assert from 'node:assert/strict';
import { stringToU8a, u8aConcat } from '@polkadot/util';
import { blockAfter, errorName, height, named, send, sendAll } from './chain.js';
import { api } from './dev.js';

/** More than any call of these tests weighs. */
const ENOUGH = { refTime: 20_000_000_000, proofSize: 1_000_000 };
/** What the proposal of a referendum can have without a preimage. */
const INLINE = 128;

/** Waits for the block with this number; gives its hash. */
export const reached = (number) => blockAfter(api, number - 1);

/** The events of blocks, read once. */
const read = new Map();

/** The events of the block with this number, each with its phase, decoded and as plain data. */
export async function eventsOf(number) {
  if (!read.has(number)) {
    const { query } = await api.at(await reached(number));
    const records = await query.system.events();
    read.set(number, records.map(({ phase, event }) => ({ phase: phase.type, event, ...named(event) })));
  }
  return read.get(number);
}

/** The blocks from `first` to `last` in which there is an event of this name that fits, by number. */
export async function blocksWith(name, fits, first, last) {
  const found = [];
  for (let number = first; number <= last; number += 1) {
    const events = await eventsOf(number);
    if (events.some((event) => event.name === name && fits(event.data))) found.push(number);
  }
  return found;
}

/** The name under which the scheduler keeps what a referendum enacts. */
function taskOf(index) {
  const word = 'enactment';
  const name = u8aConcat(
    stringToU8a('assembly'),
    api.createType('Compact<u32>', word.length).toU8a(),
    stringToU8a(word),
    api.createType('u32', index).toU8a(),
  );
  return api.registry.hash(name).toHex();
}

/** With what result a referendum was enacted in a block: an error's name, or null; undefined if it was not. */
export async function enactedWith(index, number) {
  const events = await eventsOf(number);
  const task = taskOf(index);
  const [found, ...more] = events.filter(({ name, data }) => name === 'scheduler.Dispatched' && data.id === task);
  assert.deepEqual(more, []);
  if (!found) return undefined;
  const { result } = found.event.data;
  return result.isErr ? errorName(api, result.asErr) : null;
}

/** The call of a referendum as it is submitted, by its hash if it is to be looked up or is too long. */
export function proposalOf({ method }, isLookup) {
  const bytes = method.toU8a();
  return isLookup || bytes.length > INLINE
    ? { Lookup: { hash: method.hash.toHex(), len: bytes.length } }
    : { Inline: method.toHex() };
}

/** What becomes of a referendum as things stand after a block, by default the best one. */
export async function standing(index, at) {
  const { call } = at ? await api.at(at) : api;
  return (await call.governanceApi.referendum(index)).unwrap();
}

/** What a call would do: weight, result by name, and events; or the limit it is above; or why it is not told. */
export function previewed(answer) {
  if (answer.isErr) return answer.asErr.type;
  const { weight: { refTime }, outcome } = answer.asOk;
  const weight = refTime.toBigInt();
  if (outcome.isNeverEnacted) return { weight, limit: outcome.asNeverEnacted.limit.refTime.toBigInt() };
  const { result, events, eventCount } = outcome.asDispatched;
  assert.equal(eventCount.toNumber(), events.length);
  return { weight, error: result.isErr ? errorName(api, result.asErr) : null, events: events.map(named) };
}

/** Lets the committee propose calls and vote for them; the last of `members` only closes. Gives the closings. */
export async function motions(calls, members) {
  const { close, propose, vote } = api.tx.technicalCommittee;
  const [first, second, last] = members;
  const lengthOf = ({ method }) => method.toU8a().length;
  const proposed = await sendAll(api, calls.map((call) => propose(2, call, lengthOf(call))), first);
  const opened = proposed.map(({ events, error }) => {
    assert.equal(error, null);
    const { data } = events.find(({ name }) => name === 'technicalCommittee.Proposed');
    return [data.proposalHash, data.proposalIndex];
  });
  // Signing changes a transaction, so each member needs one.
  const ayes = () => opened.map((motion) => vote(...motion, true));
  const voted = (await Promise.all([first, second].map((member) => sendAll(api, ayes(), member)))).flat();
  // A first vote is free.
  assert.deepEqual(voted.map(({ error, fee }) => [error, fee]), voted.map(() => [null, 0n]));
  return sendAll(api, opened.map((motion, at) => close(...motion, ENOUGH, lengthOf(calls[at]))), last);
}

/** With what result a motion was executed, from the events of its closing: an error's name, or null. */
export async function executedWith({ number, events, error }) {
  assert.equal(error, null);
  const { data } = events.find(({ name }) => name === 'technicalCommittee.Executed');
  const found = (await eventsOf(number)).find((event) =>
    event.name === 'technicalCommittee.Executed' && event.data.proposalHash === data.proposalHash);
  const { result } = found.event.data;
  return result.isErr ? errorName(api, result.asErr) : null;
}

/** Sends so that it can be in the block with this number: as soon as the one before is there. */
export async function sendInto(number, tx, signer) {
  await reached(number - 1);
  return send(api, tx, signer);
}

/** Waits until the block with this number is there, and tells which one is the best. */
export async function upTo(number) {
  await reached(number);
  return height(api);
}
