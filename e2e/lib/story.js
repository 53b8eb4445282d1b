// Tests that build on each other.

import { test } from 'node:test';

/** Gives a `test` for the chapters of a story: once one has failed, the later ones have nothing to
 * say and are skipped. */
export function story() {
  let failed = false;
  return (name, body) => test(name, async (context) => {
    if (failed) return context.skip('an earlier one failed');
    failed = true;
    await body();
    failed = false;
    return undefined;
  });
}
