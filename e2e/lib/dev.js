// The development chain that the tests of one process share. Whoever imports this gets it started
// before the first test and ended after the last.

import { after, before } from 'node:test';
import { connect } from './chain.js';
import { Node } from './node.js';

/** The node, and the connection that Polkadot.js has to it. */
export const dev = {};

before(async () => {
  dev.node = await Node.start('dev', ['--dev']);
  dev.api = await connect(dev.node.url);
});

after(async () => {
  await dev.api?.disconnect();
  await dev.node?.stop();
});
