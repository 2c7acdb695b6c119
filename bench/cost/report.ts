import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Measured } from './measured.ts';
import { dollarsFor, readPrices } from './prices.ts';

const PAGE = 'docs/performance.md';
const BEGIN = '<!-- written by npm run bench:cost -->';
const END = '<!-- until here: cost -->';

const SQS_REQUEST_USD = 0.4e-6; // only the designs that are compared here have a queue
const MEMORY_GB = 0.5;
/** How long an invocation takes, in s: that of a warm put, of a put and a publish, and of a batch. */
const PUT_S = 0.01;
const PUBLISH_S = 0.03;
const BATCH_S = 0.2;
const SCHEDULED_S = 0.15;
const MINUTES_A_MONTH = 30 * 24 * 60;

type Use = {
  requests: number;
  invocations: number;
  seconds: number;
  writes: number;
  reads: number;
  publishes: number;
  sqs: number;
};

const prices = readPrices();

const dollars = ({ requests, invocations, seconds, writes, reads, publishes, sqs }: Use): number =>
  dollarsFor(prices, 'httpApi', requests) +
  dollarsFor(prices, 'lambdaRequest', invocations) +
  dollarsFor(prices, 'lambdaDuration', seconds * MEMORY_GB) +
  dollarsFor(prices, 'dynamodbWrite', writes) +
  dollarsFor(prices, 'dynamodbRead', reads) +
  dollarsFor(prices, 'snsPublish', publishes) +
  sqs * SQS_REQUEST_USD;

const unitsOf = ({ reads, writes, publishes }: Measured['alone']) => ({ reads, writes, publishes });

const line = (name: string, use: Use, each = 1): string =>
  `| ${[
    name,
    (use.writes / each).toFixed(2),
    (use.reads / each).toFixed(2),
    use.publishes,
    (use.invocations / each).toFixed(2),
    ((use.seconds * MEMORY_GB) / each).toFixed(4),
    dollars(use) < 0.01 ? dollars(use).toFixed(6) : dollars(use).toFixed(2),
  ].join(' | ')} |`;

/** Writes the table into the documentation, and returns it. */
export const writeCost = (
  root: string,
  { restMinute, alone, storm }: Omit<Measured, 'measuredOn'>,
): string => {
  const none = { requests: 0, invocations: 0, seconds: 0, writes: 0, reads: 0, publishes: 0, sqs: 0 };
  const { notifications } = storm;
  const batches = Math.ceil(notifications / 100);
  const ours = {
    ...none,
    ...unitsOf(storm),
    requests: notifications,
    invocations: notifications + batches,
    seconds: notifications * PUT_S + batches * BATCH_S,
  };
  const inline = {
    ...none,
    requests: notifications,
    invocations: notifications,
    seconds: notifications * (PUT_S + PUBLISH_S),
    writes: notifications,
    publishes: notifications,
  };
  const tens = Math.ceil(notifications / 10);
  const queue = {
    ...none,
    requests: notifications,
    invocations: notifications + tens,
    seconds: notifications * PUT_S + tens * (10 * PUT_S + PUBLISH_S),
    writes: notifications,
    publishes: tens,
    sqs: notifications + 2 * tens,
  };
  const month = {
    ...none,
    invocations: 2 * MINUTES_A_MONTH,
    seconds: 2 * MINUTES_A_MONTH * SCHEDULED_S,
    reads: restMinute.reads * MINUTES_A_MONTH,
    writes: restMinute.writes * MINUTES_A_MONTH,
  };
  const single = {
    ...none,
    ...unitsOf(alone),
    requests: 1,
    invocations: 2,
    seconds: PUT_S + BATCH_S,
  };
  const table = [
    '| | write units | read units | publishes | invocations | GB-seconds | dollars |',
    '|---|--:|--:|--:|--:|--:|--:|',
    line('one notification alone', single),
    line(
      `a storm of ${notifications.toLocaleString('en')}, for each (dollars and publishes: all)`,
      ours,
      notifications,
    ),
    line('the same storm, inline', inline, notifications),
    line('the same storm, queue', queue, notifications),
    line('a month at rest', month),
  ].join('\n');
  const page = readFileSync(join(root, PAGE), 'utf8');
  const before = page.slice(0, page.indexOf(BEGIN) + BEGIN.length);
  writeFileSync(join(root, PAGE), `${before}\n\n${table}\n\n${page.slice(page.indexOf(END))}`);
  return table;
};
