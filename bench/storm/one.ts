import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { tableNames, tablePrefix } from '../../lib/adapters/config/table-names.ts';
import { listPending } from '../../lib/adapters/dynamodb/list-pending.ts';
import { type OpenListCursor, readOpenPage } from '../../lib/adapters/dynamodb/open-list.ts';
import type { Store } from '../../lib/adapters/dynamodb/store.ts';
import { type Stack, startStack } from '../../local/stack/stack.ts';
import { countCalls } from './calls.ts';
import { startedCpuMs } from './descendants.ts';
import { ledgerOf, localClient } from './ledger.ts';
import type { Result } from './result.ts';

/*
 * One storm in a process of its own, so that its peak of memory is its own: node --import tsx one.ts N ENDPOINTS.
 * `receive` is called without HTTP in between; stream, dispatch, sweep, SNS and engine are as in `npm start`.
 */
const WIDTH = 32;
const SWEEP_S = 60;
const PROGRESS_MS = 10_000;
const LIMIT_MS = 45 * 60_000;
/** The engine's file would otherwise measure the disk. */
const IN_MEMORY = '/dev/shm';

const Handler = z.object({ handler: z.custom<(event: unknown) => Promise<{ statusCode?: number }>>() });

const main = async (): Promise<void> => {
  const [notifications, endpoints] = z
    .tuple([z.coerce.number().int(), z.coerce.number().int()])
    .parse(process.argv.slice(2));
  process.env['LOG_LEVEL'] = 'SILENT';
  process.env['METRICS'] = 'off';
  const dataDir = mkdtempSync(join(existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir(), 'storm-'));
  const stack = await startStack({
    port: 0,
    dataDir,
    stream: true,
    sweepS: SWEEP_S,
    oncallFile: oncallWithoutCap(dataDir),
    environment: {},
    log: (line) => process.stderr.write(`${line}\n`),
  });
  try {
    const result = await measured(stack, notifications, endpoints);
    process.stdout.write(`${JSON.stringify(result)}\n`);
  } finally {
    await stack.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
};

/** The storm is about alerts for many endpoints, so none of them may be grouped into a flood. */
const oncallWithoutCap = (folder: string): string => {
  const file = join(folder, 'oncall.yml');
  const example = readFileSync(join(__dirname, '../../oncall.yml'), 'utf8');
  writeFileSync(file, `${example}\nmaxOpenIncidentsPerSource: 10000\n`);
  return file;
};

const measured = async (stack: Stack, notifications: number, endpoints: number): Promise<Result> => {
  const calls = countCalls();
  const startedAt = performance.now();
  const soFar = (): number => performance.now() - startedAt;
  const cpuBefore = process.cpuUsage();
  const engineBefore = startedCpuMs();
  const name = `${notifications.toLocaleString('en')} on ${endpoints.toLocaleString('en')}`;
  let answered = 0;
  let phase = 'answered';
  const progress = setInterval(() => {
    process.stderr.write(
      `${name}: ${Math.round(soFar() / 1000)} s, ${answered} answered, until all is ${phase}\n`,
    );
  }, PROGRESS_MS);
  const answered200 = await post(stack, notifications, endpoints, () => answered++);
  const answeredMs = soFar();
  phase = 'grouped';
  // Not the functions' client, which has a time limit of its own.
  const store = { client: localClient(stack.dynamodbEndpoint), tables: tableNames(tablePrefix('local')) };
  const endsAt = performance.now() + LIMIT_MS;
  await allGrouped(store, endsAt);
  const groupedMs = soFar();
  phase = 'alerted';
  await allAlerted(stack, store, endsAt);
  const wallMs = soFar();
  clearInterval(progress);
  const { user, system } = process.cpuUsage(cpuBefore);
  const engineCpuMs = startedCpuMs() - engineBefore;
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  calls.stop();
  const times = stack.sns.publishes.map(({ at }) => at);
  return {
    notifications,
    endpoints,
    answered200,
    measuredOn: new Date().toISOString().slice(0, 10),
    node: process.version,
    answeredMs,
    groupedMs,
    wallMs,
    cpuMs: (user + system) / 1000,
    engineCpuMs,
    peakBytes,
    calls: calls.byOperation(),
    publishes: times.length,
    mostPublishesInASecond: Math.max(
      0,
      ...times.map((from) => times.filter((at) => at >= from && at < from + 1000).length),
    ),
    ledger: await ledgerOf(stack.dynamodbEndpoint),
  };
};

/** Posts all, `WIDTH` at a time; returns how many were answered with 200. */
const post = async (
  stack: Stack,
  notifications: number,
  endpoints: number,
  onAnswer: () => void,
): Promise<number> => {
  const { handler } = Handler.parse(await import('../../handlers/receive.ts'));
  const [, , source = '', token = ''] = new URL(stack.webhookUrl).pathname.split('/');
  let next = 0;
  let answered200 = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < notifications; index = next++) {
      const endpoint = `https://api.shop.example/hooks/orders/${index % endpoints}`;
      const { statusCode } = await handler({
        requestContext: { http: { method: 'POST' } },
        pathParameters: { source, token },
        body: JSON.stringify({ code: 503, endpoint, message: 'Service Unavailable' }),
        isBase64Encoded: false,
      });
      if (statusCode === 200) answered200 += 1;
      onAnswer();
      if (index % 100 === 0) stack.pump.ring();
    }
  };
  await Promise.all(Array.from({ length: WIDTH }, worker));
  return answered200;
};

const allGrouped = async (store: Store, endsAt: number): Promise<void> => {
  while ((await listPending(store, 1)).length > 0) {
    if (performance.now() > endsAt) throw new Error('not all is grouped');
    await sleep(250);
  }
};

/** The sweep does what the stream left. */
const allAlerted = async (stack: Stack, store: Store, endsAt: number): Promise<void> => {
  while (!(await isAllSent(store))) {
    if (performance.now() > endsAt) throw new Error('not all is alerted');
    await stack.sweep();
  }
};

const isAllSent = async (store: Store): Promise<boolean> => {
  let after: OpenListCursor | undefined;
  do {
    const { incidents, invalidItems, next } = await readOpenPage(store, after);
    if (invalidItems.length > 0) throw invalidItems[0];
    if (incidents.some(({ lastSent }) => !lastSent?.email)) return false;
    after = next;
  } while (after);
  return true;
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
