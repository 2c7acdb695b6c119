import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chunksOf, type Store, toItem } from '../../lib/adapters/dynamodb/store.ts';
import { type Incident, incidentIdOf, OPEN_LIST } from '../../lib/domain/incidents/incident.ts';
import type { TimelineEntry } from '../../lib/domain/incidents/timeline.ts';
import { weekNamed } from '../../lib/domain/reports/week.ts';
import { weeklyReport } from '../../lib/domain/reports/weekly-report.ts';
import { MOST, readWeek } from '../../lib/use-cases/reports/read-week.ts';
import { oncall } from '../unit/examples.ts';
import { type Command, indexOf, intercepted } from './intercepted.ts';
import { startWorld, type World } from './world.ts';

const week = weekNamed('2026-W48', { firstDay: 'monday', timeZone: 'UTC' });
if (!week) throw new Error('there is no such week');
const ORDERS = 'https://api.shop.example/hooks/orders';
const MENU = 'https://api.shop.example/hooks/menu';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.stop());

let number = 0;
const incident = (
  openedAt: string,
  resolvedAt: string | undefined,
  over: Partial<Incident> = {},
): Incident => {
  number += 1;
  const key = { endpointKey: 'abcdefghjkmn', number };
  return {
    ...key,
    incidentId: incidentIdOf(key),
    endpoint: ORDERS,
    state: resolvedAt === undefined ? 'open' : 'resolved',
    count: 2,
    openedAt,
    lastAt: openedAt,
    ...(resolvedAt !== undefined && { resolvedAt, resolution: 'probes' as const }),
    cause: 'unavailable',
    codes: { 503: 2 },
    sources: { main: 2 },
    sample: { at: openedAt },
    version: 1,
    listName: resolvedAt === undefined ? OPEN_LIST : openedAt.slice(0, 7),
    ...over,
  };
};

const put = async (table: keyof Store['tables'], items: readonly object[]): Promise<void> => {
  for (const chunk of chunksOf(items, 25))
    await world.store.client.send(
      new BatchWriteItemCommand({
        RequestItems: {
          [world.store.tables[table]]: chunk.map((item) => ({ PutRequest: { Item: toItem({ ...item }) } })),
        },
      }),
    );
};

const sent = (of: Incident, at: string): TimelineEntry => ({
  incidentId: of.incidentId,
  at,
  kind: 'opened',
  reason: 'a new incident',
  level: 1,
  channels: ['email', 'sms'],
  people: ['sara'],
  messageId: at,
  expiresAt: 2_000_000_000,
});

const idsIn = async () => (await readWeek(world.store, week, oncall)).incidents.map(incidentIdOf).toSorted();

test('finds what was open in the week, whatever list it is on and whenever it opened, each once', async () => {
  const within = incident('2026-11-24T10:00:00.000Z', '2026-11-24T11:00:00.000Z');
  const waiting = incident('2026-11-25T10:00:00.000Z', '2026-11-25T11:00:00.000Z', { listName: OPEN_LIST });
  const since = incident('2026-10-30T10:00:00.000Z', '2026-11-23T00:30:00.000Z');
  const old = incident('2025-02-01T10:00:00.000Z', undefined);
  const until = incident('2026-11-29T23:59:00.000Z', '2026-12-02T10:00:00.000Z');
  const before = incident('2026-11-22T10:00:00.000Z', '2026-11-22T23:59:59.999Z');
  const after = incident('2026-11-30T00:00:00.000Z', undefined);
  const test_ = incident('2026-11-24T10:00:00.000Z', undefined, { sources: { 'test-alert': 1 } });
  await put('incidents', [within, waiting, since, old, until, before, after, test_]);
  expect(await idsIn()).toEqual([within, waiting, since, old, until].map(incidentIdOf).toSorted());
});

test('one that is archived while it is read is counted once', async () => {
  const settled = incident('2026-11-26T10:00:00.000Z', '2026-11-26T11:00:00.000Z', { listName: OPEN_LIST });
  await put('incidents', [settled]);
  const client = intercepted(world.store.client, async (command, next) => {
    const answer = await next();
    const values = JSON.stringify(Reflect.get(command.input, 'ExpressionAttributeValues') ?? {});
    if (indexOf(command) === 'summary' && values.includes(`"${OPEN_LIST}"`))
      await put('incidents', [{ ...settled, listName: '2026-11' }]);
    return answer;
  });
  const { incidents } = await readWeek({ ...world.store, client }, week, oncall);
  expect(incidents.filter((one) => incidentIdOf(one) === settled.incidentId)).toHaveLength(1);
});

test('reads of timelines and days what lies in the week', async () => {
  const one = incident('2026-11-22T10:00:00.000Z', '2026-11-26T11:00:00.000Z', {
    endpointKey: 'days00000000',
  });
  one.incidentId = incidentIdOf(one);
  await put('incidents', [one]);
  await put('timeline', [
    sent(one, '2026-11-22T23:59:59.999Z'),
    sent(one, '2026-11-23T00:00:00.000Z'),
    {
      incidentId: one.incidentId,
      at: '2026-11-24T10:00:00.000Z/3',
      kind: 'acknowledged',
      actor: 'Sara',
      until: '2026-11-24T10:30:00.000Z',
      expiresAt: 2_000_000_000,
    },
    sent(one, '2026-11-30T00:00:00.001Z'),
  ]);
  const day = (date: string) => ({
    endpointKey: one.endpointKey,
    item: `day#${date}`,
    up: 288,
    notifications: 1,
  });
  await put('endpoints', [
    ...['2026-11-22', '2026-11-23', '2026-11-29', '2026-11-30'].map(day),
    {
      endpointKey: one.endpointKey,
      item: 'state',
      endpoint: ORDERS,
      monitored: 'on',
      nextProbeAt: '2026-12-01T00:00:00.000Z',
      certificateEndsAt: '2026-12-20T00:00:00.000Z',
    },
    {
      endpointKey: 'calm00000000',
      item: 'state',
      endpoint: MENU,
      monitored: 'on',
      nextProbeAt: '2026-12-01T00:00:00.000Z',
    },
  ]);
  const facts = await readWeek(world.store, week, oncall);
  const timeline = facts.timelines.find(({ incidentId }) => incidentId === one.incidentId);
  expect(timeline?.sent.map(({ at, people }) => [at, people])).toEqual([
    ['2026-11-23T00:00:00.000Z', ['sara']],
  ]);
  expect(timeline?.actions).toEqual([
    {
      at: '2026-11-24T10:00:00.000Z',
      kind: 'acknowledged',
      actor: 'Sara',
      until: '2026-11-24T10:30:00.000Z',
    },
  ]);
  expect(facts.endpoints.find(({ endpointKey }) => endpointKey === one.endpointKey)).toMatchObject({
    isMonitored: true,
    certificateEndsAt: '2026-12-20T00:00:00.000Z',
    days: [{ day: '2026-11-23', up: 288 }, { day: '2026-11-29' }],
  });
  expect(facts.monitored).toEqual({ count: 2, isWhole: true });
  expect(facts.endpoints.map(({ endpointKey }) => endpointKey)).toContain('calm00000000');
});

test('of thousands of incidents it reads what it says, the worst first, with a bounded number of queries', async () => {
  const many = Array.from({ length: 2000 }, (_, index) => {
    const isCritical = index % 100 === 0;
    const endpointKey = `many${String(index).padStart(8, '0')}`;
    const one = incident('2026-11-27T10:00:00.000Z', '2026-11-27T12:00:00.000Z', {
      endpointKey,
      endpoint: isCritical ? `${ORDERS}/${index}` : `${MENU}/${index}`,
      count: index + 1,
    });
    return { ...one, incidentId: incidentIdOf(one) };
  });
  await put('incidents', many);
  const asked: Command[] = [];
  const client = intercepted(world.store.client, async (command, next) => {
    asked.push(command);
    return next();
  });
  const most = { ...MOST, timelines: 30, endpoints: 40 };
  const facts = await readWeek({ ...world.store, client }, week, oncall, most);
  const report = weeklyReport(facts, week, oncall, week.to);
  expect(facts.incidents.length).toBeGreaterThanOrEqual(2000);
  expect(facts.isWhole).toBe(true);
  expect(report.limits.timelinesRead).toEqual({ read: 30, of: facts.incidents.length });
  expect(report.limits.endpointsRead.read).toBe(40);
  expect(report.limits.endpointsRead.of).toBeGreaterThan(2000);
  const timelines = asked.filter(
    (one) => Reflect.get(one.input, 'TableName') === world.store.tables.timeline,
  );
  expect(timelines).toHaveLength(30);
  // The twenty critical ones are among those that are read.
  const read = new Set(facts.timelines.map(({ incidentId }) => incidentId));
  expect(many.filter((one, index) => index % 100 === 0 && read.has(one.incidentId))).toHaveLength(20);
  expect(asked.filter((one) => indexOf(one) === 'summary').length).toBeLessThan(15);
  expect(asked.length).toBeLessThan(60);

  const cut = await readWeek(world.store, week, oncall, { ...most, incidents: 100 });
  expect(cut).toMatchObject({ isWhole: false });
  expect(cut.incidents).toHaveLength(100);
});
