// Starts the price server for a test, and makes it tell what a test wants it to tell.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { ARTIFACTS, binary } from './node.js';

/** How long the server may take to start. */
const PATIENCE = 30_000;

const running = new Set();
process.on('exit', () => running.forEach((feed) => feed.stop()));

/** A running price server. */
export class Feed {
  /** Starts a server and writes the list of its sources. `name` names its log and the list. */
  static async start(name, flags = []) {
    const feed = new Feed();
    const log = openSync(join(ARTIFACTS, `${name}-feed.log`), 'w');
    feed.child = spawn(binary(), ['price-feed', '--port=0', ...flags], { stdio: ['ignore', 'pipe', log] });
    closeSync(log);
    running.add(feed);
    const lines = createInterface({ input: feed.child.stdout });
    const first = new Promise((resolve, reject) => {
      lines.once('line', resolve);
      lines.once('close', () => reject(new Error(`the price server ${name} ended; see its log`)));
    });
    const line = await Promise.race([first, sleep(PATIENCE, '', { ref: false })]);
    const port = line.match(/^listening on 127\.0\.0\.1:(\d+)$/)?.[1];
    assert.ok(port, `the price server ${name} did not start: ${line}`);
    feed.url = `http://127.0.0.1:${port}`;
    // The file for a node's flag.
    feed.sources = join(ARTIFACTS, `${name}-sources.toml`);
    writeFileSync(feed.sources, execFileSync(binary(), ['price-feed', `--port=${port}`, '--print-sources']));
    return feed;
  }

  async #control(method, path) {
    const response = await fetch(`${this.url}/control/${path}`, { method, signal: AbortSignal.timeout(5_000) });
    const answer = await response.json();
    assert.equal(response.status, 200, `${method} ${path}: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** Holds the price of a pair such as `TIDE-USD`. */
  pin(pair, value) {
    return this.#control('PUT', `price/${pair}?value=${value}`);
  }

  /** Makes a source, or `all`, misbehave. */
  misbehave(source, kind) {
    return this.#control('PUT', `misbehave/${source}/${kind}`);
  }

  /** Makes a source, or `all`, behave again. */
  behave(source) {
    return this.#control('DELETE', `misbehave/${source}`);
  }

  /** Prices, misbehaviours, and how often each source was asked. */
  status() {
    return this.#control('GET', 'status');
  }

  /** Ends the server. */
  stop() {
    running.delete(this);
    this.child.kill('SIGKILL');
  }
}
