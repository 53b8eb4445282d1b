// Starts the real binary for a test, on free ports and in a folder of its own, and ends it.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { accessSync, closeSync, constants, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Where the nodes' logs stay after a run. */
export const ARTIFACTS = fileURLToPath(new URL('../artifacts/', import.meta.url));
mkdirSync(ARTIFACTS, { recursive: true });
/** How long a node may take to answer after its start, and to end after it was told to. */
const PATIENCE = 120_000;

const running = new Set();

// Whatever ends this process, no node outlives it.
process.on('exit', () => running.forEach((node) => node.discard()));
for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]]) {
  process.on(signal, () => process.exit(code));
}

/** The path of the binary to test. */
export function binary() {
  const named = process.env.TIDEWATER_BIN;
  if (!named) {
    throw new Error('TIDEWATER_BIN is not set: it has to name the built binary, as in ' +
      'TIDEWATER_BIN=../target/release/tidewater npm test');
  }
  const path = resolve(named);
  try {
    accessSync(path, constants.X_OK);
  } catch (cause) {
    throw new Error(`TIDEWATER_BIN names ${path}, which cannot be run`, { cause });
  }
  return path;
}

/** Whether nothing listens on `port`. */
function isFree(port) {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(false));
    server.listen(port, '0.0.0.0', () => server.close(() => done(true)));
  });
}

const given = new Set();

/**
 * A port that was free a moment ago and that this process has not given away yet. It lies below
 * the ports that the system picks for outgoing connections: none of those can take it meanwhile.
 */
export async function freePort() {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (!given.has(port) && (await isFree(port))) {
      given.add(port);
      return port;
    }
  }
}

/** Asks `probe` again and again until it says yes. */
export async function until(what, milliseconds, probe) {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    if (await probe()) return;
    assert.ok(Date.now() < deadline, `not within ${milliseconds / 1000} s: ${what}`);
    await sleep(250);
  }
}

/** A running node. */
export class Node {
  /** Starts a node with `args` and waits until it answers. `name` names its log. */
  static async start(name, args) {
    const node = new Node();
    node.name = name;
    node.port = await freePort();
    node.rpcPort = await freePort();
    node.prometheusPort = await freePort();
    node.url = `ws://127.0.0.1:${node.rpcPort}`;
    node.args = [
      ...args,
      `--port=${node.port}`,
      `--rpc-port=${node.rpcPort}`,
      `--prometheus-port=${node.prometheusPort}`,
      '--no-mdns',
      '--no-telemetry',
    ];
    node.folder = mkdtempSync(join(tmpdir(), 'tidewater-e2e-'));
    node.logFile = join(ARTIFACTS, `${name}.log`);
    await node.#launch('w');
    return node;
  }

  /** Ends the node at once, as a power cut would, and starts it again on what it has on disk. */
  async restart() {
    this.child.kill('SIGKILL');
    await this.ended;
    await this.#launch('a');
  }

  async #launch(mode) {
    this.#run(mode);
    try {
      await until(`${this.name} answers`, PATIENCE, () => this.#answers());
    } catch (cause) {
      this.discard();
      throw new Error(`${this.name} did not start; ${this.tail()}`, { cause });
    }
  }

  #run(mode) {
    const log = openSync(this.logFile, mode);
    this.child = spawn(binary(), [...this.args, `--base-path=${this.folder}`], { stdio: ['ignore', log, log] });
    closeSync(log);
    running.add(this);
    this.ended = new Promise((done, fail) => {
      this.child.once('error', fail);
      this.child.once('exit', (code, signal) => done(signal ?? code));
    });
    // Whoever waits for the end hears of it; nobody has to.
    this.ended.catch(() => {});
  }

  async #answers() {
    if (this.hasEnded) throw new Error(`${this.name} ended by itself`);
    try {
      await this.rpc('system_name');
      return true;
    } catch (error) {
      // Nobody listens on the port yet. An answer that is an error is a failure.
      if (error instanceof TypeError) return false;
      throw error;
    }
  }

  /** Whether the process is gone. */
  get hasEnded() {
    return this.child.exitCode !== null || this.child.signalCode !== null || this.child.pid === undefined;
  }

  /** Everything the node has written. */
  get log() {
    return readFileSync(this.logFile, 'utf8');
  }

  /** The end of its log, for a failure's message. */
  tail() {
    return `the last lines of ${this.logFile}:\n${this.log.split('\n').slice(-40).join('\n')}`;
  }

  /** The answer to a JSON-RPC request. */
  async rpc(method, ...params) {
    const response = await fetch(`http://127.0.0.1:${this.rpcPort}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
      signal: AbortSignal.timeout(20_000),
    });
    const { result, error } = await response.json();
    if (error) throw new Error(`${method}: ${JSON.stringify(error)}`);
    return result;
  }

  /** Tells the node to end and expects of it what an operator expects: it was there, it ends
   * by itself and without an error, and it never panicked. */
  async stop() {
    try {
      assert.ok(!this.hasEnded, `${this.name} ended by itself; ${this.tail()}`);
      this.child.kill('SIGTERM');
      const code = await Promise.race([this.ended, sleep(PATIENCE, 'nothing', { ref: false })]);
      assert.equal(code, 0, `${this.name} did not end as told; ${this.tail()}`);
      // The SDK lets the runtime panic in its sandbox over bytes that are no transaction, and says so.
      const panics = /panicked at .*\n(?!.*Nothing bad happened)/;
      assert.ok(!panics.test(this.log), `${this.name} panicked; see ${this.logFile}`);
    } finally {
      this.discard();
    }
  }

  /** Ends the node at once and removes its folder. The log stays. */
  discard() {
    running.delete(this);
    this.child.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
