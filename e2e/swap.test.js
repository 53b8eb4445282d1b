// The example of the README, run as a newcomer would run it.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { account, named, plain } from './lib/chain.js';
import { api, node } from './lib/dev.js';
import { freePort } from './lib/node.js';

const EXAMPLE = fileURLToPath(new URL('./swap.mjs', import.meta.url));

/** Runs the example; gives its exit code and what it wrote. */
function run(args, env = {}) {
  return new Promise((done) => {
    const options = { timeout: 60_000, env: { ...process.env, ...env } };
    execFile(process.execPath, [EXAMPLE, ...args], options, (error, stdout, stderr) => {
      done({ code: error?.code ?? (error ? error.signal : 0), stdout, stderr });
    });
  });
}

/** What happened in the exchange in the block with this hash. */
async function eventsOf(block) {
  const { query } = await api.at(block);
  const events = (await query.system.events()).map(({ event }) => named(event));
  return events.filter(({ name }) => name.startsWith('amm.'));
}

test('the example swaps on a fresh development chain and says what happened', async () => {
  const { code, stdout, stderr } = await run([node.url]);
  assert.equal(code, 0, stderr);
  const block = stdout.match(/^Block: {3}(0x[0-9a-f]{64})$/m)?.[1];
  assert.equal(stdout, [
    'Quote:   100 TIDE buys 49.825162 tUSD, price impact 0.05 %',
    `Block:   ${block}`,
    'Swapped: 100 TIDE for 49.825162 tUSD, of which the pool kept a fee of 0.3 TIDE',
    '',
  ].join('\n'));

  const hop = {
    poolId: 0,
    assetIn: 'Native',
    amountIn: '100000000000000',
    assetOut: { WithId: 1 },
    amountOut: '49825162',
    fee: '300000000000',
    protocolFee: '0',
    reserveIn: '200100000000000000',
    reserveOut: '99950174838',
  };
  const { assetIn, amountIn, assetOut, amountOut } = hop;
  const who = account('Alice').address;
  assert.deepEqual(await eventsOf(block), [
    { name: 'amm.Swapped', data: { who, assetIn, amountIn, assetOut, amountOut, hops: [hop] } },
  ]);
  assert.deepEqual(plain(await api.query.amm.pools(0)).reserves, [hop.reserveIn, hop.reserveOut]);
});

test('the address can come from the environment, and a second swap pays less', async () => {
  const { code, stdout, stderr } = await run([], { TIDEWATER_URL: node.url });
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^Swapped: 100 TIDE for 49\.775\d+ tUSD,/m);
});

test('without a node the example fails at once instead of waiting', async () => {
  const { code, stdout } = await run([`ws://127.0.0.1:${await freePort()}`]);
  assert.deepEqual({ code, stdout }, { code: 1, stdout: '' });
});
