// Four validators go on when one of them dies: the one through which they have met.

import { test } from 'node:test';
import { checkAgreement, finalised, nodes, numberOf } from './lib/local.js';

test('finality goes on without the validator through which they met', { timeout: 90_000 }, async () => {
  const [dead, ...others] = nodes.splice(0, 1).concat(nodes);
  dead.discard();
  await dead.ended;
  const heads = await Promise.all(others.map(finalised));
  // Votes of before may still finalise a few blocks; these ones need votes of after.
  const best = await Promise.all(others.map((node) => numberOf(node)));
  await checkAgreement(Math.max(...heads, ...best) + 3, 60_000, others);
});
