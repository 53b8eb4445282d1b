// What holders decide by what the documentation says, and then a new version of the chain, on a chain of its
// own: after it the tests' node is another one. Each of these files can be run by itself as well.

import './docs.test.js';
import './upgrade.test.js';
