import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { startEngine } from '../../local/dynamodb/engine.ts';
import { startStack } from '../../local/stack/stack.ts';
import { incidentOf, minutesAgo, putAll } from '../../tests/browser/world.ts';
import { bundle } from '../../tests/integration/bundles/bundle.ts';
import { clientOf } from '../../tests/integration/client.ts';
import { signedInCookie } from '../../tests/integration/console/signed-in.ts';
import { monitorItem } from '../monitor-item.ts';
import { median, quantile } from '../quantile.ts';
import { table } from '../section.ts';

const ROOT = join(__dirname, '../..');
/** The engine's file would otherwise measure the disk. */
const IN_MEMORY = '/dev/shm';
const UNCOUNTED = 60;
/** How many requests are measured each of which follows an act, so that it counts all that is open. */
const ANEW = 20;
const PATH = '/console';
/** On nothing that there is: it changes nothing but what is kept of a count. */
const ACT = 'incident=nobody-1&kind=acknowledge&actor=Bench';

const Handler = z.object({
  handler: z.custom<(event: unknown, context: unknown) => Promise<unknown>>(
    (value) => typeof value === 'function',
  ),
});
const Page = z.object({
  statusCode: z.literal(200),
  body: z.string(),
  isBase64Encoded: z.boolean().default(false),
});

const Acted = z.object({ statusCode: z.literal(303) });

/** How home is with so many open incidents. Times in ms. */
export type HomeFigures = {
  open: number;
  bytes: number;
  wireBytes: number;
  ms: number[];
  cpuMs: number;
  /** What a request takes that counts all that is open, whether or not the one before did. */
  anewMs: number[];
};

const requestOf = (cookie: string, encoding: string, act?: string) => ({
  version: '2.0',
  routeKey: 'ANY /console',
  rawPath: act === undefined ? PATH : `${PATH}/act`,
  rawQueryString: '',
  cookies: [cookie],
  headers: {
    host: 'console.example',
    'accept-encoding': encoding,
    ...(act !== undefined && {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
    }),
  },
  requestContext: {
    http: { method: act === undefined ? 'GET' : 'POST', path: PATH, sourceIp: '192.0.2.1' },
    stage: '$default',
  },
  ...(act !== undefined && { body: act }),
  isBase64Encoded: false,
});

/** Incidents of endpoints from one number to another, all open and all monitored. */
const world = (from: number, to: number) => {
  const endpoints = Array.from(
    { length: to - from },
    (_, index) => `https://m${from + index}.example/hooks/orders`,
  );
  const before = minutesAgo(60);
  return {
    incidents: endpoints.map((endpoint, index) =>
      incidentOf({
        endpoint,
        since: 10 + ((from + index) % 2_000),
        last: 5,
        count: 3 + (index % 90),
        message: 'Service Unavailable',
      }),
    ),
    monitors: endpoints.map((endpoint) =>
      monitorItem(endpoint, { probedAt: before, lane: 'trouble', source: 'main' }),
    ),
  };
};

type Console = { ask: (encoding: string) => Promise<Buffer>; act: () => Promise<unknown> };

const figuresOf = async (open: number, requests: number, { ask, act }: Console): Promise<HomeFigures> => {
  const plain = await ask('identity');
  if (!plain.toString().includes(`(${open}) `)) throw new Error(`home does not say that ${open} are open`);
  const compressed = await ask('br');
  for (let index = 0; index < UNCOUNTED; index++) await ask('br');
  const ms: number[] = [];
  const cpu = process.cpuUsage();
  for (let index = 0; index < requests; index++) {
    const began = performance.now();
    await ask('br');
    ms.push(performance.now() - began);
  }
  const { user, system } = process.cpuUsage(cpu);
  const anewMs: number[] = [];
  for (let index = 0; index < ANEW; index++) {
    await act();
    const began = performance.now();
    await ask('br');
    anewMs.push(performance.now() - began);
  }
  return {
    open,
    bytes: plain.length,
    wireBytes: compressed.length,
    ms,
    cpuMs: (user + system) / 1000 / requests,
    anewMs,
  };
};

/**
 * Asks the console's handler for home `requests` times with each number of open incidents, which rise, without HTTP in
 * between. The engine is a process of its own, so the processor time is the handler's.
 */
export const measureHome = async (numbers: readonly number[], requests: number): Promise<HomeFigures[]> => {
  const dir = mkdtempSync(join(existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir(), 'bench-home-'));
  const engine = await startEngine(join(dir, 'tables.sqlite'));
  process.env['LOG_LEVEL'] = 'ERROR';
  const stack = await startStack({
    port: 0,
    dataDir: join(dir, 'data'),
    dynamodbEndpoint: engine.endpoint,
    stream: false,
    sweepS: 3600,
    oncallFile: join(ROOT, 'oncall.yml'),
    environment: {},
    log: () => undefined,
  });
  const client = clientOf(engine.endpoint);
  try {
    const cookie = await signedInCookie(stack);
    const { handler } = Handler.parse(
      await bundle(
        'console',
        `export { handler } from ${JSON.stringify(join(ROOT, 'handlers/console.ts'))};`,
      ),
    );
    const clock = { getRemainingTimeInMillis: () => 10_000 };
    const ask = async (encoding: string): Promise<Buffer> => {
      const page = Page.parse(await handler(requestOf(cookie, encoding), clock));
      return Buffer.from(page.body, page.isBase64Encoded ? 'base64' : 'utf8');
    };
    const act = async () => Acted.parse(await handler(requestOf(cookie, 'identity', ACT), clock));
    const all: HomeFigures[] = [];
    let stored = 0;
    for (const open of numbers) {
      const { incidents, monitors } = world(stored, open);
      await putAll(client, 'incidents', incidents);
      await putAll(client, 'endpoints', monitors);
      stored = open;
      all.push(await figuresOf(open, requests, { ask, act }));
    }
    return all;
  } finally {
    client.destroy();
    await stack.stop();
    await engine.stop();
    rmSync(dir, { recursive: true, force: true });
  }
};

export const homeTable = (figures: readonly HomeFigures[]): string =>
  table(
    [
      'open incidents',
      'home, bytes',
      'on the wire, Brotli',
      'warm p50 ms',
      'p95',
      'CPU ms each',
      'counting anew, ms',
    ],
    figures.map(({ open, bytes, wireBytes, ms, cpuMs, anewMs }) => [
      open.toLocaleString('en'),
      bytes.toLocaleString('en'),
      wireBytes.toLocaleString('en'),
      median(ms).toFixed(1),
      quantile(ms, 0.95).toFixed(1),
      cpuMs.toFixed(1),
      median(anewMs).toFixed(1),
    ]),
  );
