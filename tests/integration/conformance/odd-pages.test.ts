import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import { type Store, toItem } from '../../../lib/adapters/dynamodb/store.ts';
import { ApiReport } from '../../../lib/domain/api/report-json.ts';
import {
  ApiEndpoint,
  ApiEndpoints,
  ApiIncidents,
  ApiNotifications,
  ApiTimeline,
} from '../../../lib/domain/api/schemas.ts';
import { endpointKey } from '../../../lib/domain/endpoints/endpoint.ts';
import { weekAt } from '../../../lib/domain/reports/week.ts';
import type { Stack } from '../../../local/stack/stack.ts';
import { apiTokenOf } from '../console/api-token.ts';
import { signedInCookie } from '../console/signed-in.ts';
import { documented, post, until } from '../flavours.ts';
import { incidents, startTestStack, storeOf } from '../stack.ts';

/* What another version may have left in the tables must not hide what stands beside it, on any page. */
let stack: Stack;
let store: Store;
let cookie: string;
const { endpoint } = documented();
const key = endpointKey(endpoint);
const id = `${key}-1`;
const { name: week } = weekAt(Date.now(), { firstDay: 'monday', timeZone: 'Asia/Riyadh' });
beforeAll(async () => {
  stack = await startTestStack();
  store = storeOf(stack);
  await post(stack.webhookUrl, documented());
  await until(
    'it is grouped and sent',
    async () => (await incidents(stack))[0]?.lastSent?.email !== undefined,
  );
  cookie = await signedInCookie(stack);
});
afterAll(async () => {
  store?.client.destroy();
  await stack?.stop();
});

const SHAPES = [
  ['/incidents', ApiIncidents],
  ['/endpoints', ApiEndpoints],
  [`/endpoints/${key}`, ApiEndpoint],
  [`/reports/${week}`, ApiReport],
  [`/incidents/${id}/timeline`, ApiTimeline],
  [`/incidents/${id}/notifications`, ApiNotifications],
] as const;

const now = new Date().toISOString();
const odd: [what: string, table: keyof Store['tables'], item: Record<string, unknown>][] = [
  [
    'a day whose counts are text',
    'endpoints',
    { endpointKey: key, item: 'day#2020-01-01', notifications: 'three' },
  ],
  [
    'a day of this week whose counts are text',
    'endpoints',
    { endpointKey: 'odd', item: `day#${now.slice(0, 10)}`, up: 'many', down: -1 },
  ],
  [
    'a day of tomorrow’s kind',
    'endpoints',
    { endpointKey: key, item: 'day#2020-01-02#hour', notifications: 1 },
  ],
  ['a silence without its end', 'endpoints', { endpointKey: key, item: 'silence', actor: 'Sara' }],
  [
    'a watched endpoint of another form',
    'endpoints',
    { endpointKey: 'odd', item: 'state', monitored: 'on', nextProbeAt: now, history: 7 },
  ],
  [
    'an incident without a sample',
    'incidents',
    { endpointKey: key, number: 7, incidentId: `${key}-7`, listName: 'open', openedAt: now },
  ],
  [
    'a line of the time-line of no kind',
    'timeline',
    { incidentId: id, at: '2020-01-01T00:00:00.000Z', kind: 'sung' },
  ],
  ['a line of this week’s time-line of no kind', 'timeline', { incidentId: id, at: now, kind: 'sung' }],
  [
    'a notification with a code of text',
    'notifications',
    { endpointKey: key, id: ulid(), incidentId: id, source: 'main', receivedAt: now, endpoint, code: 'five' },
  ],
  [
    'a notification with an endpoint that is none',
    'notifications',
    { endpointKey: key, id: ulid(), incidentId: id, source: 'main', receivedAt: now, endpoint: 'x', code: 5 },
  ],
  ['an API token of another form', 'control', { name: 'api-token#x', id: 'x', scope: 'everything' }],
  ['a reported week of another form', 'control', { name: 'weekly-report', week: 48 }],
  [
    'counts of subscribers of another form',
    'control',
    { name: 'missing-subscribers', alerts: 'some', countedAt: 5 },
  ],
  ['counts of sign-in mails of another form', 'control', { name: 'sign-in-mails', count: 'many' }],
];

test.each(odd)('%s hides nothing', async (_what, table, item) => {
  await store.client.send(new PutItemCommand({ TableName: store.tables[table], Item: toItem(item) }));
  const authorization = `Bearer ${await apiTokenOf(stack, 'read')}`;
  const asked = [
    '/console',
    '/console/history',
    '/console/endpoints',
    `/console/endpoints/${key}`,
    `/console/incidents/${id}`,
    '/console/sources',
    '/console/access',
    '/console/reports',
    `/console/reports/${week}`,
    `/api/v1/reports/${week}`,
    '/api/v1/incidents',
    '/api/v1/tokens',
    '/api/v1/incidents.csv',
    '/api/v1/endpoints',
    `/api/v1/endpoints/${key}`,
    `/api/v1/incidents/${id}/timeline`,
    `/api/v1/incidents/${id}/notifications`,
    `/api/v1/incidents/${id}/notifications.ndjson`,
  ];
  const answers = await Promise.all(
    asked.map(async (path) => {
      const headers = path.startsWith('/api/') ? { authorization } : { cookie };
      const answer = await fetch(`${stack.url}${path}`, { headers, redirect: 'manual' });
      return { path, status: answer.status, text: await answer.text() };
    }),
  );
  expect(
    answers.filter(({ status }) => status !== 200).map(({ path, status }) => `${status} ${path}`),
  ).toEqual([]);
  for (const [path, Shape] of SHAPES)
    Shape.parse(JSON.parse(answers.find((one) => one.path === `/api/v1${path}`)?.text ?? ''));
  expect(answers.find(({ path }) => path === '/api/v1/incidents')?.text).toContain(`"${id}"`);
});
