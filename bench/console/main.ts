import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { type ConsolePart, consoleBenchCommand } from '../../cli/commands/for-benches.ts';
import { run } from '../../cli/commands/run.ts';
import { callDynamodb } from '../../local/dynamodb/api.ts';
import { startEngine } from '../../local/dynamodb/engine.ts';
import { createTables } from '../../local/dynamodb/tables.ts';
import { readTemplate } from '../../local/template/template.ts';
import { incidentOf, notificationsOf, putAll } from '../../tests/browser/world.ts';
import { clientOf } from '../../tests/integration/client.ts';
import { countingEngine } from '../../tests/integration/console/counting.ts';
import { signedInCookie } from '../../tests/integration/console/signed-in.ts';
import { startTestStack } from '../../tests/integration/stack.ts';
import { quantile } from '../quantile.ts';
import { writeSection } from '../section.ts';
import { homeTable, measureHome } from './home.ts';

/** How many incidents are open when home is measured. */
const OPEN = [6, 200, 5_000];
const INCIDENTS = 10_000;
const LOAD_MS = 5 * 60_000;
const ROUNDS = 200;
const WRITERS = 8;
const PREFIX = 'flavours-error-webhook-local';
const ENDPOINTS = 200;
const MINUTES = 200 * 24 * 60;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

type Options = { notifications: number; requests: number; part?: ConsolePart[] | undefined };

const main = async ({ notifications, requests, part }: Options): Promise<void> => {
  if (!part || part.includes('home')) {
    const text = homeTable(await measureHome(OPEN, requests));
    writeSection('npm run bench:console', 'pages', text);
    say(text);
  }
  if (!part || part.includes('pages')) await measurePages(notifications);
};

/** How long pages take and how large they are, with many incidents and notifications stored. */
const measurePages = async (notifications: number): Promise<void> => {
  const dir = mkdtempSync(join(tmpdir(), 'bench-console-'));
  const engine = await startEngine(join(dir, 'tables.sqlite'));
  const counting = await countingEngine(engine.endpoint);
  // The embedded engine's writes to a table with a stream slow down over time, so the stream is switched on after
  // loading.
  const { tables } = readTemplate(join(__dirname, '../../serverless.yml'));
  await createTables(
    engine.endpoint,
    tables.map(({ StreamSpecification: _, ...table }) => table),
    PREFIX,
  );
  const client = clientOf(engine.endpoint);

  const incidents = Array.from({ length: INCIDENTS }, (_, index) => {
    const since = ((index + 1) * MINUTES) / INCIDENTS;
    return incidentOf({
      endpoint: `https://m${index % ENDPOINTS}.example/hooks/${index % 3 === 0 ? 'orders' : 'menu'}`,
      number: INCIDENTS - Math.floor(index / ENDPOINTS),
      since,
      last: since - 5,
      count: 100,
      ...(index >= 40 && { resolved: since - 20, resolution: 'person' as const }),
      message: 'Service Unavailable',
    });
  });
  const startedAt = performance.now();
  await putAll(client, 'incidents', incidents);
  say(
    `incidents: ${INCIDENTS} (40 open, ${ENDPOINTS} endpoints) in ${Math.round(performance.now() - startedAt)} ms`,
  );

  let loaded = 0;
  const waiting = [...incidents];
  const endsAt = performance.now() + LOAD_MS;
  const writer = async (): Promise<void> => {
    for (
      let one = waiting.shift();
      one && loaded < notifications && performance.now() < endsAt;
      one = waiting.shift()
    ) {
      const batch = notificationsOf(one, Math.ceil(notifications / INCIDENTS), {
        message: 'Service Unavailable',
      });
      await putAll(client, 'notifications', batch);
      loaded += batch.length;
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
  say(`notifications: ${loaded} of ${notifications}, the most that loaded in ${LOAD_MS / 60_000} min or all`);

  await callDynamodb(
    engine.endpoint,
    'DynamoDB_20120810.UpdateTable',
    {
      TableName: `${PREFIX}-notifications`,
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    },
    z.unknown(),
  );
  const stack = await startTestStack({
    stream: false,
    dynamodbEndpoint: counting.url,
    dataDir: join(dir, 'data'),
  });
  const cookie = await signedInCookie(stack);
  const [first] = incidents;
  const paths = {
    home: '/console',
    incident: `/console/incidents/${first?.incidentId}`,
    history: '/console/history',
    endpoint: `/console/endpoints/${first?.endpointKey}`,
    sources: '/console/sources',
  };
  for (const [name, path] of Object.entries(paths)) {
    const times: number[] = [];
    let bytes = 0;
    for (let round = 0; round < ROUNDS; round++) {
      counting.asked.length = 0;
      const begin = performance.now();
      const answer = await fetch(`${stack.url}${path}`, { headers: { cookie } });
      bytes = (await answer.arrayBuffer()).byteLength;
      times.push(performance.now() - begin);
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
    }
    const warm = times.slice(5);
    say(
      `${name}: p50 ${quantile(warm, 0.5).toFixed(1)} ms, p99 ${quantile(warm, 0.99).toFixed(1)} ms, ${(bytes / 1000).toFixed(1)} KB; asks ${counting.asked.sort().join(', ')}`,
    );
  }
  client.destroy();
  await stack.stop();
  counting.stop();
  await engine.stop();
  rmSync(dir, { recursive: true });
};

run(consoleBenchCommand(), main).then(() => process.exit());
