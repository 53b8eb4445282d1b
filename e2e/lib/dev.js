// The development chain that all tests of one process share: it takes longer to start than most
// tests take to run. Whoever imports this has it, and it is ended after the last test.

import { ApiPromise, WsProvider } from '@polkadot/api';
import { after } from 'node:test';
import { basename } from 'node:path';
import { Feed } from './feed.js';
import { Node } from './node.js';

const name = basename(process.argv[1], '.test.js');

/** Where the node gets prices. */
export const feed = await Feed.start(name);

/** The node. */
export const node = await Node.start(name, ['--dev', `--oracle-sources=${feed.sources}`]);

const provider = new WsProvider(node.url);

/** Polkadot.js on it, told no more than any wallet is: the address of the node. */
export const api = await ApiPromise.create({ provider, throwOnConnect: true });

/** Sends a JSON-RPC request that Polkadot.js has no function for. */
export const ask = (method, params) => provider.send(method, params);

after(async () => {
  await api.disconnect();
  await node.stop();
  feed.stop();
});
