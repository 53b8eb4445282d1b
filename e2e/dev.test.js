// Everything about one node on one chain. Each of these files can be run by itself as well.

import './chain.test.js';
import './swap.test.js';
import './exchange.test.js';
import './refusals.test.js';
