import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { tableNames, tablePrefix } from '../../lib/adapters/config/table-names.ts';
import { chunksOf } from '../../lib/adapters/dynamodb/store.ts';
import { startEngine } from '../../local/dynamodb/engine.ts';
import { type Stack, startStack } from '../../local/stack/stack.ts';
import { median } from '../quantile.ts';
import { localClient } from '../storm/ledger.ts';
import type { Duration } from './duration.ts';
import type { Durations } from './measured.ts';

/*
 * How long the real handlers take, one invocation after the other and nothing else in the process, so that its processor time
 * is theirs. It is forked by durations.ts, and sends what it has measured.
 */
const ROOT = join(__dirname, '../..');
const IN_MEMORY = '/dev/shm';
/** AWS promises single-digit milliseconds: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Introduction.html */
const DYNAMODB_MS = 5;
const PUTS = 100;
const [size, endpoints] = z
  .tuple([z.coerce.number().int(), z.coerce.number().int()])
  .parse(process.argv.slice(2));
const ROUNDS = 8;
const UNCOUNTED = 2;
const AT_ONCE = 32;
const TIME_LIMIT_MS = 30_000;

type Handler = (event: unknown, context: unknown) => Promise<unknown>;
const Module = z.object({
  handler: z.custom<Handler>((value) => typeof value === 'function'),
});
const Answered = z.object({ statusCode: z.literal(200) });

const timed = async (task: () => Promise<unknown>): Promise<Duration> => {
  const cpu = process.cpuUsage();
  const began = performance.now();
  await task();
  const wallMs = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  return { cpuMs: (user + system) / 1000, wallMs };
};

const repeated = async (times: number, take: () => Promise<Duration>): Promise<Duration> => {
  const taken: Duration[] = [];
  for (let index = 0; index < times; index++) taken.push(await take());
  const warm = taken.slice(UNCOUNTED);
  return { cpuMs: median(warm.map(({ cpuMs }) => cpuMs)), wallMs: median(warm.map(({ wallMs }) => wallMs)) };
};

const context = () => {
  const endsAt = Date.now() + TIME_LIMIT_MS;
  return { getRemainingTimeInMillis: () => endsAt - Date.now() };
};

const measure = async (stack: Stack, engine: string): Promise<Durations> => {
  const [receive, dispatch, sweep, check] = [
    Module.parse(await import('../../handlers/receive.ts')).handler,
    Module.parse(await import('../../handlers/dispatch.ts')).handler,
    Module.parse(await import('../../handlers/sweep.ts')).handler,
    Module.parse(await import('../../handlers/check.ts')).handler,
  ];
  const [, , source = '', token = ''] = new URL(stack.webhookUrl).pathname.split('/');
  const post = async (endpoint: string): Promise<void> => {
    Answered.parse(
      await receive(
        {
          requestContext: { http: { method: 'POST' } },
          pathParameters: { source, token },
          body: JSON.stringify({ code: 503, endpoint, message: 'Service Unavailable' }),
          isBase64Encoded: false,
        },
        context(),
      ),
    );
  };
  const client = localClient(engine);
  /** What the stream would hand over: all that is not grouped yet. */
  const pending = async (): Promise<unknown> => {
    const { Items = [] } = await client.send(
      new ScanCommand({
        TableName: tableNames(tablePrefix('local')).notifications,
        FilterExpression: 'attribute_exists(#pending)',
        ExpressionAttributeNames: { '#pending': 'pending' },
        ConsistentRead: true,
      }),
    );
    return {
      Records: Items.map((NewImage, index) => ({
        eventName: 'INSERT',
        dynamodb: { SequenceNumber: String(index + 1), NewImage },
      })),
    };
  };
  const batch = async (urls: readonly string[]): Promise<Duration> => {
    for (const chunk of chunksOf(urls, AT_ONCE)) await Promise.all(chunk.map(post));
    const event = await pending();
    return timed(() => dispatch(event, context()));
  };
  try {
    let number = 0;
    const storm = Array.from(
      { length: size },
      (_, index) => `https://m${index % endpoints}.example/hooks/orders`,
    );
    return {
      sweep: await repeated(ROUNDS, () => timed(() => sweep({}, context()))),
      check: await repeated(ROUNDS, () => timed(() => check({}, context()))),
      aloneBatch: await repeated(ROUNDS, () => batch([`https://alone-${number++}.example/hooks/orders`])),
      stormBatch: await repeated(ROUNDS, () => batch(storm)),
      put: await repeated(PUTS, () => timed(() => post('https://m1.example/hooks/orders'))),
    };
  } finally {
    client.destroy();
  }
};

const main = async (): Promise<void> => {
  const dataDir = mkdtempSync(join(existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir(), 'durations-'));
  const engine = await startEngine(join(dataDir, 'tables.sqlite'));
  const door = fork(join(__dirname, 'slow-door.ts'), [engine.endpoint, String(DYNAMODB_MS)]);
  const [url] = z.tuple([z.url(), z.unknown()]).parse(await once(door, 'message'));
  const stack = await startStack({
    port: 0,
    dataDir,
    dynamodbEndpoint: url,
    stream: false,
    sweepS: 3600,
    oncallFile: join(ROOT, 'oncall.yml'),
    environment: {},
    log: () => undefined,
  });
  try {
    process.send?.(await measure(stack, engine.endpoint));
  } finally {
    await stack.stop();
    door.disconnect();
    await engine.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
};

main().then(
  () => process.disconnect(),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  },
);
