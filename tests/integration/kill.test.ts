import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { afterEach, expect, test } from '@jest/globals';
import * as z from 'zod';
import { temporaryFolder } from '../temporary.ts';
import { clientOf } from './client.ts';
import { documented, post, until } from './flavours.ts';

const ROOT = join(__dirname, '../..');
const started: ChildProcess[] = [];

/** `npm start` as a process of its own, so that it can be killed. */
const start = async (dataDir: string) => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'local/main.ts'], {
    cwd: ROOT,
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir, SWEEP_S: '2', LOG_LEVEL: 'SILENT' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  started.push(child);
  const urls = new Map<string, string>();
  for await (const line of createInterface({ input: child.stdout })) {
    const [, name = '', value = ''] = /^([^:]+): (http.*)$/.exec(line) ?? [];
    urls.set(name, value);
    if (line.startsWith('Ready')) break;
  }
  const url = (name: string): string => urls.get(name) ?? `no ${name}`;
  return { child, webhook: url('Webhook URL'), inbox: url('Inbox'), dynamodb: url('DynamoDB') };
};

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

const scan = async (endpoint: string, table: string) => {
  const client = clientOf(endpoint);
  const { Items = [] } = await client.send(
    new ScanCommand({ TableName: `flavours-error-webhook-local-${table}`, ConsistentRead: true }),
  );
  client.destroy();
  return Items.map((item) => unmarshall(item));
};

test('killed in the middle of a storm and started again, it has lost nothing and counts right', async () => {
  const dataDir = temporaryFolder('kill');
  const before = await start(dataDir);
  const answered: string[] = [];
  let unanswered = 0;
  const storm = Array.from({ length: 20 }, async (_, worker) => {
    while (unanswered < 20) {
      try {
        const response = await post(before.webhook, documented(`/hooks/orders/${worker % 5}`));
        answered.push(z.object({ id: z.ulid() }).parse(await response.json()).id);
      } catch {
        unanswered += 1; // it was killed: nothing was promised
      }
    }
  });
  await until('the storm is in full swing', () => answered.length > 150);
  before.child.kill('SIGKILL');
  await once(before.child, 'exit');
  await Promise.all(storm);
  expect(unanswered).toBeGreaterThanOrEqual(20);

  const after = await start(dataDir);
  await until(
    'everything is grouped',
    async () => (await scan(after.dynamodb, 'notifications')).every((item) => item['incidentId']),
    300,
  );
  const notifications = await scan(after.dynamodb, 'notifications');
  const kept = new Set(notifications.map((item) => item['id']));
  expect(answered.filter((id) => !kept.has(id))).toEqual([]);
  const incidents = z
    .array(z.looseObject({ incidentId: z.string(), count: z.int() }))
    .parse(await scan(after.dynamodb, 'incidents'));
  for (const { incidentId, count } of incidents) {
    expect({ incidentId, count }).toEqual({
      incidentId,
      count: notifications.filter((item) => item['incidentId'] === incidentId).length,
    });
  }
  expect(incidents).toHaveLength(5);
  await until(
    'every incident is told, though the one who may publish was killed',
    async () => {
      const text = await (await fetch(`${after.inbox}.json`)).text();
      return incidents.every(({ incidentId }) => text.includes(incidentId));
    },
    300,
  );
});
