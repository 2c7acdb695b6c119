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
  ['CPU ms each', ({ cpuMs, notifications }) => fine(cpuMs / notifications)],
  ['DynamoDB calls each', (result) => fine(callsOf(result) / result.notifications)],
  ['writes each', (result) => fine(writesOf(result) / result.notifications)],
  ['transactions', ({ calls }) => whole(calls['TransactWriteItems'] ?? 0)],
  ['publishes', ({ publishes }) => whole(publishes)],
  ['most in a second', ({ mostPublishesInASecond }) => whole(mostPublishesInASecond)],
  ['peak RSS, MB', ({ peakBytes }) => whole(peakBytes / MB)],
];

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '--:'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** Largest against second largest: growth that is linear or better leaves each of these near 1. */
const growth = (results: readonly Result[]): string[][] =>
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
        each(({ cpuMs }) => cpuMs),
        each(callsOf),
        fine(large.peakBytes / small.peakBytes),
      ],
    ];
  });

/** The result as `docs/storm.md`. */
export const page = (results: readonly Result[], node: string): string => `# Storms

Written by \`npm run bench:storm\` (Node ${node}, one run, one storm after the other, each in a process of its own).
Posts go straight to the handler of \`receive\`, without HTTP; the stream, \`dispatch\`, \`sweep\` each minute, the local SNS
and the embedded engine are those of \`npm start\`. A storm is over when every notification is grouped and nothing is due
for any incident. Memory is that of the process that holds all functions, the event source, SNS and inbox, without the
engine; its heap is limited to the 512 MB of one function. Times depend on the machine: only the ratios matter.

${table(
  COLUMNS.map(([name]) => name),
  results.map((result) => COLUMNS.map(([, cell]) => cell(result))),
)}

"Lost" counts what was answered with 200 and is not in the table or not grouped, and incidents whose count is not the
number of their notifications. Flavours has to post again what was answered with 503.

![Time and memory by the size of the storm](images/storm.svg)

## Growth

${table(['endpoints', 'sizes', 'time each', 'CPU each', 'calls each', 'peak RSS'], growth(results))}
`;
