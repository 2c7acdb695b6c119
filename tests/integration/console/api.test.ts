import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type * as z from 'zod';
import { consolePaths } from '../../../lib/domain/api/openapi-console.ts';
import {
  ApiActionResult,
  ApiEndpoint,
  ApiEndpoints,
  ApiIncident,
  ApiIncidents,
  ApiNotifications,
  ApiProblem,
  ApiSources,
  ApiTestAlert,
  ApiTimeline,
  ApiTokens,
} from '../../../lib/domain/api/schemas.ts';
import { lastWeek } from '../../../lib/domain/reports/send-time.ts';
import type { Stack } from '../../../local/stack/stack.ts';
import { evening } from '../../browser/evening.ts';
import { incidentOf, putAll } from '../../browser/world.ts';
import { clientOf } from '../client.ts';
import { startTestStack } from '../stack.ts';
import { apiTokenOf } from './api-token.ts';

const DAY_MS = 24 * 60 * 60_000;

let stack: Stack;
let reader: string;
let actor: string;
const { incidents, notifications, entries, others, orders, menu, over } = evening();
const many = Array.from({ length: 130 }, (_, index) =>
  incidentOf({ endpoint: `https://h${index}.example/menu`, since: 300 + index, count: index + 100 }),
);

const tokenFor = (scope: 'read' | 'act', ms = DAY_MS) => apiTokenOf(stack, scope, { ms });
const call = (path: string, token: string | undefined, init: RequestInit = {}) =>
  fetch(`${stack.url}/api/v1${path}`, {
    ...init,
    headers: { ...(token && { authorization: `Bearer ${token}` }), ...init.headers },
  });
const read = async <Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema>> => {
  const answer = await call(path, reader);
  expect({ path, status: answer.status }).toEqual({ path, status: 200 });
  return schema.parse(await answer.json());
};
const post = (path: string, token: string | undefined, body: unknown) =>
  call(path, token, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

beforeAll(async () => {
  stack = await startTestStack({ stream: false });
  const client = clientOf(stack.dynamodbEndpoint);
  await putAll(client, 'incidents', [...incidents, ...many]);
  await putAll(client, 'notifications', notifications);
  await putAll(client, 'timeline', entries);
  await putAll(client, 'endpoints', others);
  client.destroy();
  reader = await tokenFor('read');
  actor = await tokenFor('act');
});
afterAll(() => stack?.stop());

test('every path of the document answers who may look, in the shape it promises, and nobody else', async () => {
  const testAlert = await post('/test-alerts', actor, { actor: 'robot' });
  expect(testAlert.status).toBe(202);
  const { id } = ApiTestAlert.parse(await testAlert.json());
  const expired = await tokenFor('act', -1000);
  const spare = (await tokenFor('read')).split('_')[2] ?? '';
  for (const [path, operations] of Object.entries(consolePaths)) {
    if (path.includes('/calendar/')) continue; // its token is in its address: calendar.test.ts
    const address = path
      .replace('/api/v1', '')
      .replace('{incidentId}', orders.incidentId)
      .replace('{endpointKey}', orders.endpointKey)
      .replace('{tokenId}', spare)
      .replace('{week}', lastWeek({ weeklyReport: 'monday 09:00', timeZone: 'Asia/Riyadh' }, Date.now()).name)
      .replace('{id}', id);
    const method = 'get' in operations ? 'GET' : 'post' in operations ? 'POST' : 'DELETE';
    for (const token of [undefined, 'few_read_test_9999999999_x', expired, `${reader}x`]) {
      const refused = await call(address, token, { method });
      expect({ path, status: refused.status }).toEqual({ path, status: 401 });
      ApiProblem.parse(await refused.json());
    }
    expect((await call(address, reader, { method })).status).toBe(method === 'GET' ? 200 : 403);
  }
  await read(`/incidents/${orders.incidentId}`, ApiIncident);
  await read(`/incidents/${over.incidentId}/timeline`, ApiTimeline);
  await read(`/incidents/${orders.incidentId}/notifications?limit=5&source=riyadh`, ApiNotifications);
  await read(`/endpoints/${orders.endpointKey}`, ApiEndpoint);
  await read('/sources', ApiSources);
  const { items } = await read('/endpoints', ApiEndpoints);
  expect(items.map(({ isAnswering }) => isAnswering).sort()).toEqual([false, false, true]);
  await read(`/test-alerts/${id}`, ApiTestAlert);
  const tokens = await read('/tokens', ApiTokens);
  expect(tokens.items.map(({ name }) => name)).toEqual(Array.from({ length: 4 }, () => 'test'));
});

test('what is not there is a problem, and so is a query that is not as described', async () => {
  for (const [path, status] of [
    ['/nothing', 404],
    ['/incidents/none-1', 404],
    ['/incidents?sort=name', 400],
    ['/incidents?month=2026-13', 400],
    ['/incidents?month=2026-11&sort=count', 400],
    ['/incidents?after=x', 400],
    ['/incidents?limit=1000', 400],
    ['/incidents?colour=red', 400],
  ] as const) {
    const answer = await call(path, reader);
    expect({ path, status: answer.status }).toEqual({ path, status });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    ApiProblem.parse(await answer.json());
  }
});

describe('lists', () => {
  const pagesOf = async (query: string) => {
    const ids: string[] = [];
    let after: string | undefined;
    do {
      const page = await read(`/incidents?${query}${after ? `&after=${after}` : ''}`, ApiIncidents);
      ids.push(...page.items.map(({ incidentId }) => incidentId));
      after = page.next;
    } while (after);
    return ids;
  };
  const open = [...many, ...incidents.filter(({ state }) => state !== 'resolved')];

  test.each([
    ['-openedAt', 'limit=40'],
    ['openedAt', 'limit=7'],
  ])('have each incident once, page by page, sorted by %s', async (sort, limit) => {
    const ids = await pagesOf(`${limit}&sort=${sort}`);
    const byTime = open
      .toSorted((a, b) => (a.openedAt < b.openedAt ? -1 : 1))
      .map(({ incidentId }) => incidentId);
    expect(ids).toEqual(sort === 'openedAt' ? byTime : byTime.toReversed());
  });

  test('are sorted by count, and filtered', async () => {
    const ids = await pagesOf('sort=-count&limit=60');
    const counts = open.toSorted((a, b) => b.count - a.count).map(({ incidentId }) => incidentId);
    expect(ids).toEqual(counts);
    expect(await pagesOf('source=jeddah')).toEqual([orders.incidentId]);
    expect((await pagesOf('severity=critical')).sort()).toEqual([orders.incidentId]);
  });
});

test('an action by token: once; then it says that nothing changed', async () => {
  const path = `/incidents/${menu.incidentId}/actions`;
  expect((await post(path, actor, { kind: 'resolve' })).status).toBe(400);
  expect((await post(path, actor, '{')).status).toBe(400);
  const first = ApiActionResult.parse(
    await (await post(path, actor, { kind: 'resolve', actor: 'robot' })).json(),
  );
  expect(first).toMatchObject({
    outcome: 'done',
    incident: { state: 'resolved', resolvedBy: 'test (API), says robot' },
  });
  const second = ApiActionResult.parse(
    await (await post(path, actor, { kind: 'resolve', actor: 'robot' })).json(),
  );
  expect(second.outcome).toBe('already');
});
