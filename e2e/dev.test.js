// The node itself, the example and the first kind of pool, on one chain. Each of these files can be run
// by itself as well. The example comes before what trades in the first pool: it is told what a fresh
// chain answers.

import './chain.test.js';
import './swap.test.js';
import './exchange.test.js';
import './refusals.test.js';
import './prices.test.js';
