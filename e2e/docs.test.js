// What the documentation says, run as it stands there: the blocks of a page one after the other, as
// somebody would paste them.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { account, plain } from './lib/chain.js';
import { api, node } from './lib/dev.js';

/** The JavaScript of a page, in its order. */
function scriptOf(page) {
  const text = readFileSync(fileURLToPath(new URL(page, import.meta.url)), 'utf8');
  return [...text.matchAll(/^```js\n(.*?)^```$/gms)].map(([, block]) => block);
}

/** Runs a script as Node's prompt would; gives its exit code and what it wrote. */
function run(script) {
  return new Promise((done) => {
    const options = {
      timeout: 240_000,
      cwd: fileURLToPath(new URL('.', import.meta.url)),
      env: { ...process.env, TIDEWATER_URL: node.url },
    };
    const child = execFile(process.execPath, ['--input-type=module'], options, (error, stdout, stderr) => {
      done({ code: error?.code ?? (error ? error.signal : 0), stdout, stderr });
    });
    child.stdin.end(script);
  });
}

test('a holder proposes, votes, delegates and overrides by what docs/governance.md says', async () => {
  const blocks = scriptOf('../docs/governance.md');
  assert.equal(blocks.length, 9);
  const { code, stdout, stderr } = await run(blocks.join('\n'));
  assert.equal(code, 0, stderr);
  assert.match(stdout, /method: 'TermsSet'/);
  assert.match(stdout, /Preparing/);
  // The referendum has set what it was about, and the votes are where the page says they are.
  assert.equal(plain(await api.query.amm.pools(0)).terms.protocolFeeBps, 250);
  assert.match(stdout, /^250$/m);
  assert.match(stdout, /Split: \{/);
  const tracks = plain(await api.call.governanceApi.delegations(account('Bob').address));
  assert.equal(tracks[0].following.to, account('Charlie').address);
});
