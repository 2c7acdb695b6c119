import { writeSection } from '../section.ts';
import { billedSeconds, MEMORY_MB } from './duration.ts';
import type { Measured } from './measured.ts';
import { dollarsFor, readPrices } from './prices.ts';

const SQS_REQUEST_USD = 0.4e-6; // only the designs that are compared here have a queue
/** How long a publish takes in the designs that make it for each notification, in s. */
const PUBLISH_S = 0.03;
const MINUTES_A_MONTH = 30 * 24 * 60;

type Use = {
  requests: number;
  invocations: number;
  gbSeconds: number;
  writes: number;
  reads: number;
  publishes: number;
  sqs: number;
};

const prices = readPrices();

const dollars = ({ requests, invocations, gbSeconds, writes, reads, publishes, sqs }: Use): number =>
  dollarsFor(prices, 'httpApi', requests) +
  dollarsFor(prices, 'lambdaRequest', invocations) +
  dollarsFor(prices, 'lambdaDuration', gbSeconds) +
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
    (use.gbSeconds / each).toFixed(4),
    dollars(use) < 0.01 ? dollars(use).toFixed(6) : dollars(use).toFixed(2),
  ].join(' | ')} |`;

/** Writes the table into the documentation, and returns it. */
export const writeCost = ({ restMinute, alone, storm, durations }: Measured): string => {
  const gbSeconds = (name: keyof Measured['durations'], handler: keyof typeof MEMORY_MB): number =>
    (billedSeconds(durations[name], MEMORY_MB[handler]) * MEMORY_MB[handler]) / 1024;
  const put = gbSeconds('put', 'receive');
  const publish = (PUBLISH_S * MEMORY_MB.receive) / 1024;
  const none = { requests: 0, invocations: 0, gbSeconds: 0, writes: 0, reads: 0, publishes: 0, sqs: 0 };
  const { notifications, batches } = storm;
  const ours = {
    ...none,
    ...unitsOf(storm),
    requests: notifications,
    invocations: notifications + batches,
    gbSeconds: notifications * put + batches * gbSeconds('stormBatch', 'dispatch'),
  };
  const inline = {
    ...none,
    requests: notifications,
    invocations: notifications,
    gbSeconds: notifications * (put + publish),
    writes: notifications,
    publishes: notifications,
  };
  const tens = Math.ceil(notifications / 10);
  const queue = {
    ...none,
    requests: notifications,
    invocations: notifications + tens,
    gbSeconds: notifications * put + tens * (10 * put + publish),
    writes: notifications,
    publishes: tens,
    sqs: notifications + 2 * tens,
  };
  const month = {
    ...none,
    invocations: 2 * MINUTES_A_MONTH,
    gbSeconds: MINUTES_A_MONTH * (gbSeconds('sweep', 'sweep') + gbSeconds('check', 'check')),
    reads: restMinute.reads * MINUTES_A_MONTH,
    writes: restMinute.writes * MINUTES_A_MONTH,
  };
  const single = {
    ...none,
    ...unitsOf(alone),
    requests: 1,
    invocations: 2,
    gbSeconds: put + gbSeconds('aloneBatch', 'dispatch'),
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
  writeSection('npm run bench:cost', 'cost', table);
  return table;
};
