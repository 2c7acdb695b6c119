import { lost, type Result } from './result.ts';

const MB = 1024 * 1024;

const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
const fine = (value: number): string => value.toFixed(2);
const callsOf = ({ calls }: Result): number => Object.values(calls).reduce((sum, count) => sum + count, 0);
const writesOf = ({ calls }: Result): number =>
  ['PutItem', 'UpdateItem', 'TransactWriteItems'].reduce((sum, name) => sum + (calls[name] ?? 0), 0);

const COLUMNS: readonly (readonly [string, (result: Result) => string])[] = [
  ['notifications', ({ notifications }) => whole(notifications)],
  ['endpoints', ({ endpoints }) => whole(endpoints)],
  ['answered 503', ({ notifications, answered200 }) => whole(notifications - answered200)],
  ['lost', (result) => whole(lost(result))],
  ['ms each', ({ wallMs, notifications }) => fine(wallMs / notifications)],
  ['until grouped', ({ groupedMs, notifications }) => fine(groupedMs / notifications)],
  ['CPU ms each', ({ cpuMs, notifications }) => fine(cpuMs / notifications)],
  ['engine CPU ms each', ({ engineCpuMs, notifications }) => fine(engineCpuMs / notifications)],
  ['DynamoDB calls each', (result) => fine(callsOf(result) / result.notifications)],
  ['writes each', (result) => fine(writesOf(result) / result.notifications)],
  ['transactions', ({ calls }) => whole(calls['TransactWriteItems'] ?? 0)],
  ['publishes', ({ publishes }) => whole(publishes)],
  ['most in a second', ({ mostPublishesInASecond }) => whole(mostPublishesInASecond)],
  ['peak RSS, MB', ({ peakBytes }) => whole(peakBytes / MB)],
];

const distinct = (values: readonly string[]): string => [...new Set(values)].toSorted().join(', ');

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '--:'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** Largest against second largest: growth that is linear or better leaves each of these near 1. */
export const growth = (results: readonly Result[]): string[][] =>
  [...new Set(results.map(({ endpoints }) => endpoints))].flatMap((endpoints) => {
    const [large, small] = results
      .filter((result) => result.endpoints === endpoints)
      .toSorted((one, other) => other.notifications - one.notifications);
    if (!large || !small) return [];
    const each = (of: (result: Result) => number): string =>
      fine(of(large) / large.notifications / (of(small) / small.notifications));
    return [
      [
        whole(endpoints),
        `${whole(large.notifications)} : ${whole(small.notifications)}`,
        each(({ wallMs }) => wallMs),
        each(({ groupedMs }) => groupedMs),
        each(({ cpuMs }) => cpuMs),
        each(({ engineCpuMs }) => engineCpuMs),
        each(callsOf),
        fine(large.engineCpuMs / callsOf(large) / (small.engineCpuMs / callsOf(small))),
        fine(large.peakBytes / small.peakBytes),
      ],
    ];
  });

/** The result as `docs/storm.md`. */
export const page = (results: readonly Result[]): string => `# Storms

Written by \`npm run bench:storm\` (Node ${distinct(results.map(({ node }) => node))}, ${distinct(results.map(({ measuredOn }) => measuredOn))}; one storm after the other, each in a process of its own).
Posts go straight to the handler of \`receive\`, without HTTP; the stream, \`dispatch\`, \`sweep\` each minute, the local SNS
and the embedded engine are those of \`npm start\`. A storm is over when every notification is grouped and nothing is due
for any incident; people get less than ten messages a second, so that the last of many endpoints wait. Memory is that of
the process that holds all functions, the event source, SNS and inbox, without the engine; its heap is limited to the
512 MB of one function. Times depend on the machine: only the ratios matter.

${table(
  COLUMNS.map(([name]) => name),
  results.map((result) => COLUMNS.map(([, cell]) => cell(result))),
)}

"Lost" counts what was answered with 200 and is not in the table or not grouped, and incidents whose count is not the
number of their notifications. Flavours has to post again what was answered with 503.

![Time and memory by the size of the storm](images/storm.svg)

## Growth

How much more the larger storm takes for each notification: 1.00 is as much. *Until grouped* leaves out the wait for the publisher.
The engine is SQLite in one process, in DynamoDB's place; *CPU each* is what our functions take without it, *engine CPU a call* what its
own tables grow to cost.

${table(
  [
    'endpoints',
    'sizes',
    'time each',
    'until grouped',
    'CPU each',
    'engine CPU each',
    'calls each',
    'engine CPU a call',
    'peak RSS',
  ],
  growth(results),
)}
`;
