// All that the exchange does beyond its first kind of pool, and the staking rewards, on one chain. Each of
// these files can be run by itself as well.

import './stable.test.js';
import './routes.test.js';
import './fees.test.js';
import './hostile.test.js';
import './rewards.test.js';
import './income.test.js';
