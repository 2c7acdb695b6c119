import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Stack } from '../../../local/stack/stack.ts';
import { evening } from '../../browser/evening.ts';
import { minutesAgo, putAll } from '../../browser/world.ts';
import { probed } from '../../unit/messages/fixtures.ts';
import { clientOf } from '../client.ts';
import { startTestStack } from '../stack.ts';
import { apiTokenOf } from './api-token.ts';
import { signedInCookie } from './signed-in.ts';

let stack: Stack;
let token: string;
let cookie: string;
const { incidents, notifications, entries, others, orders, menu } = evening();

const textOf = async (path: string): Promise<string> => {
  const answer = await fetch(new URL(path, stack.url), {
    headers: path.startsWith('/api') ? { authorization: `Bearer ${token}` } : { cookie },
  });
  expect({ path, status: answer.status }).toEqual({ path, status: 200 });
  return answer.text();
};

beforeAll(async () => {
  stack = await startTestStack({ stream: false });
  const client = clientOf(stack.dynamodbEndpoint);
  await putAll(
    client,
    'incidents',
    incidents.map((one) =>
      one.incidentId === orders.incidentId ? { ...one, probe: probed(503, { at: minutesAgo(1) }) } : one,
    ),
  );
  await putAll(client, 'notifications', notifications);
  await putAll(client, 'timeline', entries);
  await putAll(client, 'endpoints', others);
  client.destroy();
  token = await apiTokenOf(stack, 'read');
  cookie = await signedInCookie(stack);
});
afterAll(() => stack?.stop());

const MOMENT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/g;

test('the API, its exports and the pages have the same clock: the one of the team', async () => {
  const id = orders.incidentId;
  const paths = [
    '/incidents?limit=100',
    '/incidents.csv',
    '/incidents.ndjson',
    `/incidents/${id}`,
    `/incidents/${id}/timeline`,
    `/incidents/${id}/notifications`,
    `/incidents/${id}/notifications.csv`,
    `/incidents/${id}/notifications.ndjson`,
    '/endpoints',
    `/endpoints/${orders.endpointKey}`,
    `/endpoints/${menu.endpointKey}`,
    '/sources',
    '/tokens',
  ];
  for (const path of paths) {
    const moments = (await textOf(`/api/v1${path}`)).match(MOMENT) ?? [];
    expect({ path, some: moments.length > 0 }).toEqual({ path, some: true });
    expect({ path, others: moments.filter((moment) => !moment.endsWith('+03:00')) }).toEqual({
      path,
      others: [],
    });
  }
  const page = await textOf(`/console/incidents/${id}`);
  const clock = /T(\d\d:\d\d):/.exec(JSON.parse(await textOf(`/api/v1/incidents/${id}`)).openedAt)?.[1];
  expect(page.replace(/<[^>]+>/g, '')).toContain(clock);
});
