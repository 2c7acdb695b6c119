import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { type CostPart, costBenchCommand } from '../../cli/commands/for-benches.ts';
import { run } from '../../cli/commands/run.ts';
import { startEngine } from '../../local/dynamodb/engine.ts';
import { bodyOf } from '../../local/gateway/http-server.ts';
import { HANDLERS } from '../../local/lambda/load-functions.ts';
import { startStack } from '../../local/stack/stack.ts';
import { takeStdout } from '../../local/support/output.ts';
import type { Billed } from './billed.ts';
import { measureDurations } from './durations.ts';
import { type Measured, readMeasured, writeMeasured } from './measured.ts';
import { writeCost } from './report.ts';

const LIMIT_BYTES = 16 * 1024 * 1024;
const AT_ONCE = 32;
const ENDPOINTS = 100;
/** The engine waits for the disk at each write, which others may be using. */
const IN_MEMORY = '/dev/shm';
/** Before a post that was answered 503 is posted again. */
const PAUSE_MS = 2_000;
const ROOT = join(__dirname, '../..');
const MOST_TRIES = 30;

const Module = z.object({
  handler: z.custom<(event: unknown, context: unknown) => Promise<unknown>>(
    (value) => typeof value === 'function',
  ),
});

type Counted = Pick<Measured, 'restMinute' | 'alone' | 'storm'>;

const Units = z.object({ CapacityUnits: z.number() });
const Consumed = z.looseObject({
  ConsumedCapacity: z.union([Units, z.array(Units)]).optional(),
});

const WRITES = /^(?:Put|Update|Delete|BatchWrite|TransactWrite)/;

/** An engine behind a door at which each request asks what it is billed, and each answer says it. */
const billingEngine = async (endpoint: string) => {
  const billed: Billed = { reads: 0, writes: 0, calls: 0 };
  const server = createServer(async (request, response) => {
    const body = (await bodyOf(request, LIMIT_BYTES))?.toString() ?? '';
    const operation = String(request.headers['x-amz-target'] ?? '').replace(/^.*\./, '');
    const isOfStream = /Stream|Shard|Records/.test(operation) || /Table/.test(operation);
    const asked =
      body !== '' && !isOfStream
        ? { ...z.looseObject({}).parse(JSON.parse(body)), ReturnConsumedCapacity: 'TOTAL' }
        : undefined;
    const headers = Object.fromEntries(
      Object.entries(request.headers)
        .filter(([name]) => !['host', 'connection', 'content-length'].includes(name))
        .map(([name, value]) => [name, String(value)]),
    );
    const answer = await fetch(endpoint, {
      method: request.method ?? 'POST',
      headers,
      ...(body !== '' && { body: asked ? JSON.stringify(asked) : body }),
    });
    const text = await answer.text();
    if (asked && answer.ok) {
      const { ConsumedCapacity = [] } = Consumed.parse(JSON.parse(text));
      const units = [ConsumedCapacity].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
      billed[WRITES.test(operation) ? 'writes' : 'reads'] += units;
      billed.calls += 1;
    }
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = z.object({ port: z.int() }).parse(server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    /** What was billed since it was asked last. */
    since: (): Billed => {
      const before = { ...billed };
      Object.assign(billed, { reads: 0, writes: 0, calls: 0 });
      return before;
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

/** What has been logged since it was asked last: what functions write to standard output is their log. */
const loggedBytes = () => {
  let bytes = 0;
  const say = takeStdout((text) => {
    bytes += Buffer.byteLength(text);
  });
  const since = (): number => {
    const before = bytes;
    bytes = 0;
    return before;
  };
  return { say, since };
};

/** Counts what one notification, a storm, and a minute in which nothing happens are billed. */
const countUse = async (notifications: number, log: ReturnType<typeof loggedBytes>): Promise<Counted> => {
  const dataDir = mkdtempSync(join(existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir(), 'cost-'));
  const engine = await startEngine(join(dataDir, 'tables.sqlite'));
  const billing = await billingEngine(engine.endpoint);
  let batches = 0;
  const stack = await startStack({
    handlers: {
      dispatch: async () => {
        const { handler } = Module.parse(await HANDLERS.dispatch());
        return {
          handler: (event: unknown, context: unknown) => {
            batches += 1;
            return handler(event, context);
          },
        };
      },
    },
    port: 0,
    dataDir,
    dynamodbEndpoint: billing.url,
    stream: true,
    sweepS: 3600, // it is run below
    oncallFile: join(ROOT, 'oncall.yml'),
    environment: {},
    log: (line) => process.stderr.write(`${line}\n`),
  });
  /** What was used since it was asked last. */
  const used = (billed: Billed): Measured['alone'] => {
    const delivered = stack.sns.deliveries().length - before.delivered;
    const newest = stack.sns.deliveries().slice(0, delivered);
    const publishes = stack.sns.publishes.length - before.publishes;
    before.delivered += delivered;
    before.publishes += publishes;
    const of = (protocol: string) => newest.filter((one) => one.protocol === protocol).length;
    return {
      reads: billed.reads,
      writes: billed.writes,
      publishes,
      emails: of('email'),
      sms: of('sms'),
      logBytes: log.since(),
    };
  };
  const before = { delivered: 0, publishes: 0 };
  const post = async (index: number): Promise<void> => {
    const endpoint = `https://m${index % ENDPOINTS}.example/hooks/orders`;
    const body = JSON.stringify({ code: 503, endpoint, message: 'Service Unavailable' });
    // A busy machine may answer 503 for a while; what was kept all the same only makes the storm a little larger.
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const answer = await fetch(stack.webhookUrl, { method: 'POST', body });
      if (answer.status === 200) return;
      if (answer.status !== 503) throw new Error(`answered ${answer.status}`);
      await sleep(PAUSE_MS);
    }
    throw new Error('answered nothing but 503');
  };
  /** Until nothing more is written: a sweep that writes nothing. */
  const settle = async (): Promise<Billed> => {
    const all: Billed = { reads: 0, writes: 0, calls: 0 };
    for (;;) {
      await stack.sweep();
      const { reads, writes, calls } = billing.since();
      Object.assign(all, { reads: all.reads + reads, writes: all.writes + writes, calls: all.calls + calls });
      if (writes === 0) return all;
    }
  };
  try {
    await settle();
    await stack.check();
    billing.since();
    log.since();
    await stack.sweep();
    await stack.check();
    const restMinute = used(billing.since());
    await post(0);
    const alone = used(await settle());
    batches = 0;
    for (let begun = 0; begun < notifications; begun += AT_ONCE)
      await Promise.all(
        Array.from({ length: Math.min(AT_ONCE, notifications - begun) }, (_, index) => post(begun + index)),
      );
    const storm = { ...used(await settle()), notifications, endpoints: ENDPOINTS, batches };
    return { restMinute, alone, storm };
  } finally {
    await stack.stop();
    billing.stop();
    await engine.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
};

type Options = { notifications: number; part?: CostPart | undefined };

const main = async ({ notifications, part }: Options): Promise<void> => {
  const log = loggedBytes();
  const before = part === undefined ? undefined : readMeasured();
  const counted = part === 'durations' && before ? before : await countUse(notifications, log);
  const { restMinute, alone, storm } = counted;
  const durations =
    part === 'use' && before
      ? before.durations
      : await measureDurations(Math.round(storm.notifications / storm.batches), storm.endpoints);
  const measured = { measuredOn: new Date().toISOString().slice(0, 10), restMinute, alone, storm, durations };
  writeMeasured(measured);
  log.say(writeCost(measured));
  log.say('The table of a month follows: npm run cost');
};

run(costBenchCommand(), main);
