import { labCommand } from '../../cli/commands/for-developers.ts';
import { EXIT, run } from '../../cli/commands/run.ts';
import { probe } from '../../lib/adapters/probe/probe.ts';
import { causeOfProbe, type Probe, provesFailure, provesServer } from '../../lib/domain/probing/probe.ts';
import { brokenServers, labProbeOptions, labServer, labServers, pickyServers } from './catalog.ts';
import { sentOf } from './expected-alert.ts';
import type { LabServer } from './server.ts';

const CONCURRENCY = 8; // the slow ones take 3 s each
const COLUMNS = ['server', 'cause', 'proves', 'area', 'ms', 'seen', 'first step'] as const;

type Row = Record<(typeof COLUMNS)[number], string> & { isRight: boolean };

const seen = ({ outcome, answer }: Probe): string => {
  switch (outcome.kind) {
    case 'refused':
      return `not probed: ${outcome.why}`;
    case 'answered':
      return [`HTTP ${answer?.status ?? '?'}`, ...(answer?.incomplete ? [answer.incomplete] : [])].join(', ');
    default:
      return `${outcome.stage}: ${outcome.code}`;
  }
};

/** What the probe alone proves: that deliveries fail, that a server answers, or nothing. */
const proof = (probed: Probe): string =>
  provesFailure(probed) ? 'failure' : provesServer(probed) ? 'server' : 'nothing';

const rowOf = async (server: LabServer): Promise<Row> => {
  const { name, cause: expected, start } = server;
  const running = await start();
  try {
    const probed = await probe(running.url, labProbeOptions(running));
    const cause = causeOfProbe(probed);
    const alert = sentOf(running.url, probed);
    const isRight = cause === expected && (!pickyServers.includes(server) || provesServer(probed));
    return {
      server: name,
      cause: isRight ? (cause ?? '–') : `${cause ?? '–'}, not ${expected ?? '–'}`,
      proves: proof(probed),
      area: cause ? alert.area : '–',
      ms: String(probed.ms),
      seen: seen(probed),
      'first step': cause ? alert.firstStep : '–',
      isRight,
    };
  } finally {
    await running.stop();
  }
};

/** Prints a table; returns how many servers were misjudged. */
const print = (title: string, rows: readonly Row[]): number => {
  const widths = COLUMNS.map((column) => Math.max(column.length, ...rows.map((row) => row[column].length)));
  const line = (cells: readonly string[]) =>
    `${cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd()}\n`;
  const wrong = rows.filter(({ isRight }) => !isRight).length;
  const slowest = Math.max(...rows.map(({ ms }) => Number(ms)));
  process.stdout.write(line(COLUMNS));
  for (const row of rows) process.stdout.write(line(COLUMNS.map((column) => row[column])));
  process.stdout.write(
    `${rows.length} ${title}, ${wrong} of them misjudged, the slowest in ${slowest} ms\n\n`,
  );
  return wrong;
};

const rowsOf = async (servers: readonly LabServer[]): Promise<Row[]> => {
  const rows = new Map<LabServer, Row>();
  const left = [...servers];
  const run = async (): Promise<void> => {
    for (let server = left.shift(); server; server = left.shift()) rows.set(server, await rowOf(server));
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, run));
  return servers.flatMap((server) => rows.get(server) ?? []);
};

const main = async (_: object, names: readonly string[]): Promise<number> => {
  const named = names.map(labServer);
  const isMeant = (server: LabServer): boolean => named.length === 0 || named.includes(server);
  const tables = [
    ['broken servers', brokenServers],
    ['picky servers, which browsers or cURL take as they are', pickyServers],
  ] as const;
  let wrong = 0;
  for (const [title, servers] of tables) {
    const meant = servers.filter(isMeant);
    if (meant.length > 0) wrong += print(title, await rowsOf(meant));
  }
  return wrong > 0 ? EXIT.failed : EXIT.done;
};

run(labCommand(labServers.map(({ name }) => name)), main).then(() => {
  if (process.exitCode === EXIT.failed) process.exit(); // servers that still run would keep the process alive
});
