import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ApiReport } from '../../../lib/domain/api/report-json.ts';
import { ApiProblem } from '../../../lib/domain/api/schemas.ts';
import { weekAt, weekBefore } from '../../../lib/domain/reports/week.ts';
import type { Stack } from '../../../local/stack/stack.ts';
import { storedWeek } from '../../browser/week.ts';
import { putAll } from '../../browser/world.ts';
import { clientOf } from '../client.ts';
import { oncallFileOf, startTestStack } from '../stack.ts';
import { apiTokenOf } from './api-token.ts';
import { signedInCookie } from './signed-in.ts';

const ONCALL = `
timeZone: Asia/Riyadh
weeklyReport: sunday 09:00
people:
  sara: { email: sara@restaurant.test, sms: "+966500000001" }
  omar: { name: Omar A., email: omar@restaurant.test, sms: "+966500000002" }
levels:
  - rotation: { people: [sara, omar], every: week, on: sunday, at: "09:00", from: 2026-01-04 }
  - afterMinutes: 15
    subscribers: [{ sms: "+966500000003" }]
alarms: [{ email: operations@restaurant.test }]
endpoints: [{ url: "https://api.shop.example/hooks/orders?token=s3cret", name: Orders }]
`;
const RULE = { firstDay: 'sunday', timeZone: 'Asia/Riyadh' } as const;
const week = weekBefore(weekAt(Date.now(), RULE), 2, RULE);

let stack: Stack;
let cookie: string;
let authorization: string;
beforeAll(async () => {
  stack = await startTestStack({ stream: false, oncallFile: oncallFileOf(ONCALL) });
  const client = clientOf(stack.dynamodbEndpoint);
  const { incidents, entries, endpoints } = storedWeek(week);
  await putAll(client, 'incidents', incidents);
  await putAll(
    client,
    'timeline',
    entries.map((entry) => ({ ...entry, people: ['omar'] })),
  );
  await putAll(client, 'endpoints', endpoints);
  client.destroy();
  cookie = await signedInCookie(stack);
  authorization = `Bearer ${await apiTokenOf(stack, 'read')}`;
});
afterAll(() => stack?.stop());

const api = (name: string, headers: Record<string, string> = { authorization }) =>
  fetch(`${stack.url}/api/v1/reports/${name}`, { headers });
const page = (path: string) => fetch(`${stack.url}/console/reports${path}`, { headers: { cookie } });

test('a program reads what the page shows, by the clock of the team', async () => {
  const report = ApiReport.parse(await (await api(week.name)).json());
  expect(report).toMatchObject({
    week: week.name,
    timeZone: 'Asia/Riyadh',
    isOver: true,
    incidents: { opened: 4, goingOn: 0, openAtEnd: 0, neverAcknowledged: 2 },
    minutesDown: 672,
    lostAtLeast: 42,
    toAcknowledge: { incidents: 2, median: 51 },
    monitored: { count: 2, isWhole: true },
    alerts: { emails: 5, sms: 5, smsAtNight: 5, night: 'night' },
    woken: [
      { person: 'omar', name: 'Omar A.', sms: 5, atNight: 5 },
      { level: 2, sms: 1, atNight: 1 },
    ],
    limits: { isWhole: true, timelines: { read: 4, of: 4 }, endpoints: { read: 2, of: 2 } },
  });
  expect(report.from).toMatch(/T00:00:00.000\+03:00$/);
  expect(report.duties).toHaveLength(2);
  expect(report.duties.map(({ from, to }) => [from, to])).toEqual([
    [report.from, expect.stringMatching(/T09:00:00.000\+03:00$/)],
    [expect.stringMatching(/T09:00:00.000\+03:00$/), report.to],
  ]);
  expect(report.endpoints[0]).toMatchObject({
    incidents: 3,
    probes: { up: 1960, down: 8 },
    availability: 1960 / 1968,
  });
  expect(report.endpoints[1]).not.toHaveProperty('availability');
  expect(report.improvements.map(({ kind }) => kind)).toEqual([
    'most-woken',
    'woken-for-warnings',
    'acknowledged-late',
    'never-acknowledged',
    'unverified-end',
    'certificate',
    'flapping',
  ]);
  const shown = await (await page(`/${week.name}`)).text();
  for (const words of [
    'at least 42',
    '11 h 12 min',
    'Omar A.: 5 SMS, 5 of them at night',
    'On duty',
    '99.59 %',
  ])
    expect(shown).toContain(words);
});

test('the running week has a report so far; weeks to come, long past or misspelt have none', async () => {
  const running = weekAt(Date.now(), RULE);
  expect(ApiReport.parse(await (await api(running.name)).json())).toMatchObject({ isOver: false });
  expect(await (await page(`/${running.name}`)).text()).toContain(', so far');
  for (const name of [weekBefore(running, -1, RULE).name, '2024-W10', '2026-W54', '2026-48', 'x']) {
    const answer = await api(name);
    expect({ name, status: answer.status }).toEqual({ name, status: 404 });
    expect(ApiProblem.parse(await answer.json()).detail).toContain('such as 2026-W48');
    expect((await page(`/${name}`)).status).toBe(404);
  }
  expect((await api(running.name, {})).status).toBe(401);
});

test('the list has each week that is kept, and is for those who are signed in', async () => {
  const list = await (await page('')).text();
  expect(list.match(/href="\/console\/reports\/20\d\d-W\d\d"/g)?.length).toBeGreaterThanOrEqual(57);
  expect(list).toContain('sunday 09:00 (Asia/Riyadh)');
  const stranger = await fetch(`${stack.url}/console/reports`, { redirect: 'manual' });
  expect(stranger.status).not.toBe(200);
});
