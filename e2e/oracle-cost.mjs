// What the off-chain worker costs a validator: five sources, each with a price of each of twenty feeds, asked
// after every block. Compares the processor's time of a node with that of one whose worker does not run.
//
//   TIDEWATER_BIN=… node oracle-cost.mjs [seconds]

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Feed } from './lib/feed.js';
import { ARTIFACTS, Node, until } from './lib/node.js';
import { metric } from './lib/prices.js';

const SECONDS = Number(process.argv[2] ?? 120);
const [SOURCES, FEEDS] = [5, 20];
/** Clock ticks in a second, as Linux counts a process's time. */
const TICKS = 100;

/** Five sources of a list, each with one of its own readings twenty times. */
function enlarge(list) {
  const sources = list.split('[[sources]]\n').slice(1).filter((source) => source.includes('"BTC/USD"'));
  const large = sources.slice(0, SOURCES).map((source) => {
    const [head] = source.split('readings = [');
    const reading = `${source.match(/\{ feed = "BTC\/USD".*\}/)[0].replace(/via = "\w+", /, '')},`;
    const readings = Array.from({ length: FEEDS }, (_, at) => reading.replace('BTC/USD', at ? `X${at}/USD` : 'BTC/USD'));
    return `[[sources]]\n${head}readings = [\n${readings.join('\n')}\n]\n`;
  });
  if (large.length < SOURCES) throw new Error('the list has too few sources');
  return large.join('\n');
}

/** How many seconds of a processor a process has had. */
function processorTime({ child: { pid } }) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** The part of a core that a node takes. */
async function load(node) {
  const before = processorTime(node);
  await sleep(SECONDS * 1_000);
  return (processorTime(node) - before) / SECONDS;
}

const percent = (part) => `${(part * 100).toFixed(1)} %`;

const feed = await Feed.start('cost');
const sources = join(ARTIFACTS, 'cost-large.toml');
writeFileSync(sources, enlarge(readFileSync(feed.sources, 'utf8')));
const quiet = await Node.start('cost-quiet', ['--dev', '--offchain-worker=never', `--oracle-sources=${sources}`]);
const busy = await Node.start('cost-busy', ['--dev', `--oracle-sources=${sources}`]);
await until('the feeds have prices', 60_000, async () => (await metric(busy, 'tidewater_oracle_sources_agreeing', { feed: 'X19/USD' })) === SOURCES);
const [without, withWorker] = await Promise.all([load(quiet), load(busy)]);
console.log(`${FEEDS} feeds of ${SOURCES} sources each, asked after every block: ${percent(withWorker)} of a core with the worker, `
  + `${percent(without)} without it, so ${percent(withWorker - without)} for it`);
await Promise.all([quiet.stop(), busy.stop()]);
feed.stop();
