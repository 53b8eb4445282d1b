// The node itself, the example, the first kind of pool and governance, on one chain. Each of these files can
// be run by itself as well. The example comes before what trades in the first pool: it is told what a fresh
// chain answers. Governance comes last: for a while it stops feeds, pools and calls that the others use.

import './chain.test.js';
import './swap.test.js';
import './exchange.test.js';
import './refusals.test.js';
import './prices.test.js';
import './governance.test.js';
