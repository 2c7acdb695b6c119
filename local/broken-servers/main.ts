import { parseArgs } from 'node:util';
import { probe } from '../../lib/adapters/probe/probe.ts';
import { causeOfProbe, type Probe } from '../../lib/domain/probing/probe.ts';
import { labProbeOptions, labServer, labServers } from './catalog.ts';
import { toldOf } from './expected-alert.ts';
import type { LabServer } from './server.ts';

const SIDE_BY_SIDE = 8; // the slow ones take 3 s each
const COLUMNS = ['server', 'cause', 'area', 'ms', 'seen', 'first step'] as const;

type Row = Record<(typeof COLUMNS)[number], string> & { isRight: boolean };

const seen = ({ outcome, answer }: Probe): string => {
  const status = answer
    ? [`HTTP ${answer.status}${answer.headStatus ? ` (HEAD ${answer.headStatus})` : ''}`]
    : [];
  const trouble =
    outcome.kind === 'refused'
      ? [`not probed: ${outcome.why}`]
      : outcome.kind === 'answered'
        ? []
        : [`${outcome.stage}: ${outcome.code}`];
  return [...status, ...trouble].join(', ');
};

const rowOf = async ({ name, cause: expected, start }: LabServer): Promise<Row> => {
  const running = await start();
  try {
    const looked = await probe(running.url, labProbeOptions(running));
    const cause = causeOfProbe(looked);
    const told = toldOf(running.url, looked);
    return {
      server: name,
      cause: cause === expected ? (cause ?? '–') : `${cause ?? '–'}, not ${expected ?? '–'}`,
      area: told.area,
      ms: String(looked.ms),
      seen: seen(looked),
      'first step': told.firstStep,
      isRight: cause === expected,
    };
  } finally {
    await running.stop();
  }
};

const print = (rows: readonly Row[]): void => {
  const widths = COLUMNS.map((column) => Math.max(column.length, ...rows.map((row) => row[column].length)));
  const line = (cells: readonly string[]) =>
    `${cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd()}\n`;
  process.stdout.write(line(COLUMNS));
  for (const row of rows) process.stdout.write(line(COLUMNS.map((column) => row[column])));
  const wrong = rows.filter(({ isRight }) => !isRight).length;
  const slowest = Math.max(...rows.map(({ ms }) => Number(ms)));
  process.stdout.write(`${rows.length} servers, ${wrong} with a wrong cause, the slowest in ${slowest} ms\n`);
  if (wrong > 0) process.exitCode = 1;
};

const main = async (): Promise<void> => {
  const { positionals } = parseArgs({ allowPositionals: true, options: {} });
  const left = positionals.length > 0 ? positionals.map(labServer) : [...labServers];
  const order = left.map(({ name }) => name);
  const rows: Row[] = [];
  const work = async (): Promise<void> => {
    for (let server = left.shift(); server; server = left.shift()) rows.push(await rowOf(server));
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  print(rows.sort((one, other) => order.indexOf(one.server) - order.indexOf(other.server)));
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
