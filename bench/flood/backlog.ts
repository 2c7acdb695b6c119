import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { tableNames, tablePrefix } from '../../lib/adapters/config/table-names.ts';
import type { Incident } from '../../lib/domain/incidents/incident.ts';
import type { Stack } from '../../local/stack/stack.ts';
import { openIncident, putIncidents } from '../../tests/integration/open-incidents.ts';
import { type Invocation, startSweeps } from './process.ts';

/** One in this many is large. */
const FAT_EACH = 10;
const FAT_BYTES = 100_000;
const PUT_AT_ONCE = 1000;
const MOST_INVOCATIONS = 60;
const NAMED = 'https://shop.example/hooks/orders';

export type Backlog = {
  incidents: number;
  invocations: Invocation[];
  firstPublishS: number;
  isWorstFirst: boolean;
  named: number;
  sms: number;
  mostInASecond: number;
  tookS: number;
};

/**
 * Puts open incidents straight into the table, small and large ones, and lets the real sweep alert about them all.
 */
export const backlog = async (stack: Stack, incidents: number, folder: string): Promise<Backlog> => {
  const worst = await fill(stack, incidents);
  const sweeps = await startSweeps(folder);
  const invocations: Invocation[] = [];
  const named = new Set<string>();
  const startedAt = Date.now();
  try {
    while (named.size < incidents && invocations.length < MOST_INVOCATIONS) {
      invocations.push(await sweeps.run());
      for (const { protocol, body } of stack.sns.deliveries())
        if (protocol === 'email') for (const id of body.match(/\b[0-9a-z]{12}-1\b/g) ?? []) named.add(id);
      process.stderr.write(`${invocations.length}: ${named.size} of ${incidents} are named\n`);
    }
  } finally {
    sweeps.stop();
  }
  const { publishes } = stack.sns;
  const times = publishes.map(({ at }) => at);
  const emails = stack.sns.deliveries().filter(({ protocol }) => protocol === 'email');
  return {
    incidents,
    invocations,
    firstPublishS: ((times[0] ?? Number.NaN) - (invocations[0]?.startedAt ?? 0)) / 1000,
    isWorstFirst: emails.at(-1)?.body.includes(worst.incidentId) ?? false,
    named: named.size,
    sms: stack.sns.deliveries().filter(({ protocol }) => protocol === 'sms').length,
    mostInASecond: Math.max(
      0,
      ...times.map((from) => times.filter((at) => at >= from && at < from + 1000).length),
    ),
    tookS: (Date.now() - startedAt) / 1000,
  };
};

const fill = async (stack: Stack, incidents: number): Promise<Incident> => {
  const client = new DynamoDBClient({
    endpoint: stack.dynamodbEndpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const store = { client, tables: tableNames(tablePrefix('local')) };
  const now = Date.now();
  const of = (index: number): Incident => {
    const over =
      index % FAT_EACH === 0
        ? { sample: { at: new Date(now).toISOString(), code: 503, message: 'x'.repeat(FAT_BYTES) } }
        : {};
    return openIncident(`https://many.example/menu/${index}`, new Date(now - 60_000 - index), over);
  };
  // The one that matters is the oldest: the list, newest first, reaches it last.
  const worst = openIncident(NAMED, new Date(now - 24 * 60 * 60_000));
  await putIncidents(store, [worst]);
  for (let from = 1; from < incidents; from += PUT_AT_ONCE)
    await putIncidents(
      store,
      Array.from({ length: Math.min(PUT_AT_ONCE, incidents - from) }, (_, index) => of(from + index)),
    );
  client.destroy();
  return worst;
};
