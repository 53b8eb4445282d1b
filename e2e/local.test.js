// All that needs four validators, on one network. Each of these files can be run by itself as well. The
// last one leaves a validator dead.

import './network.test.js';
import './oracle.test.js';
import './loss.test.js';
