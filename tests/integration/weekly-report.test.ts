import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { takeLease } from '../../lib/adapters/dynamodb/publisher-lease.ts';
import { readReportedWeek } from '../../lib/adapters/dynamodb/reported-week.ts';
import { toItem } from '../../lib/adapters/dynamodb/store.ts';
import { weeklyReporter } from '../../lib/use-cases/reports/send-weekly-report.ts';
import type { RunContext } from '../../lib/use-cases/runtime/run-context.ts';
import { awsError, intercepted } from './intercepted.ts';
import { type Simulation, startSimulation } from './simulation.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const ORDERS = 'https://api.shop.example/hooks/orders';

let world: Simulation;
let run: RunContext;
let report: ReturnType<typeof weeklyReporter>;
/** Time stands at 08:00 on Monday, 23 November 2026, in UTC. */
beforeEach(async () => {
  world = await startSimulation();
  run = { ...world.run, prober: undefined };
  report = weeklyReporter();
});
afterEach(() => world?.stop());

const passTo = (time: string): void => world.pass(Date.parse(time) - world.now().getTime());
const reports = () => world.emails().filter(({ attributes }) => attributes['kind'] === 'weekly-report');
const subjects = (): string[] => reports().map(({ subject }) => subject ?? '');

test('a new stack sends its first report when its first week is over, once, and to people alone', async () => {
  await report(run, 'first');
  expect(reports()).toEqual([]);
  expect(await readReportedWeek(run.store)).toEqual({ week: '2026-W47' });
  passTo('2026-11-30T08:59:00.000Z');
  await report(run, 'before');
  expect(reports()).toEqual([]);
  expect(await readReportedWeek(run.store)).toEqual({ week: '2026-W47' });

  passTo('2026-11-30T09:00:00.000Z');
  await report(run, 'then');
  await report(run, 'again');
  await weeklyReporter()(run, 'another container');
  expect(subjects()).toEqual(['Week 48: nothing failed, 0 endpoints probed (test)']);
  expect(world.smses()).toEqual([]);
  expect(world.emails()).toHaveLength(1);
  expect(reports()[0]?.body).toContain('We probe no endpoint, so only Flavours could have said');
});

test('says what happened, of which endpoint, who was woken when, and what to improve', async () => {
  await report(run, 'first');
  passTo('2026-11-24T01:00:00.000Z'); // at night
  await world.notified(ORDERS);
  passTo('2026-11-24T01:40:00.000Z');
  const [first] = await world.incidents();
  await world.performAction(first?.incidentId ?? '', { kind: 'acknowledge' }, 'Sara');
  await world.performAction(first?.incidentId ?? '', { kind: 'resolve' }, 'Sara');
  passTo('2026-11-25T12:00:00.000Z');
  await world.notified('https://api.shop.example/hooks/menu', 404);
  passTo('2026-11-30T09:01:00.000Z');
  await report(run, 'then');
  const [mail] = reports();
  const menu = (await world.incidents()).find(({ endpoint }) => endpoint?.endsWith('/menu'))?.incidentId;
  expect(mail?.subject).toBe('Week 48: 2 incidents, 2+ lost, down 4 d 12 h (test)');
  expect(mail?.body.split('\n')).toEqual(
    expect.arrayContaining([
      'Incidents: 2',
      'Still open at its end: 1',
      'Events lost: at least 2',
      'Down: 4 d 12 h, all endpoints added up',
      'Acknowledged after: 40 min (the median of 1)',
      'Recovered after: 40 min (the median of 1 that work again by our probes or by somebody)',
      'Orders webhook: 1 incident, at least 1 lost, down 40 min',
      ORDERS,
      'Not probed',
      'Subscribers of level 1: 2 SMS, 1 of them at night (22:00 to 07:00)',
      `1. Acknowledged only after more than 30 min: 1 (${first?.incidentId}). Who was alerted, and could they act?`,
      `2. Open for more than 30 min, and nobody acknowledged: 1 (${menu}). Add a level, or check that alerts arrive: npm run test-alert.`,
    ]),
  );
});

test('after weeks in which no sweep ran, only the last week is reported', async () => {
  await report(run, 'first');
  passTo('2026-12-23T12:00:00.000Z');
  await report(run, 'at last');
  await report(run, 'again');
  expect(subjects()).toEqual(['Week 51: nothing failed, 0 endpoints probed (test)']);
});

test('a sweep that dies between publish and record has it sent once more, and then never again', async () => {
  await report(run, 'first');
  passTo('2026-11-30T09:00:00.000Z');
  const client = intercepted(run.store.client, async (command, next) => {
    if (command.constructor.name === 'PutItemCommand') throw awsError('InternalServerError');
    return next();
  });
  const dying = { ...run, store: { ...run.store, client } };
  await weeklyReporter()(dying, 'dying');
  expect(subjects()).toHaveLength(1);
  expect(world.world.logged).toContainEqual({
    level: 'error',
    message: 'the weekly report could not be sent; a later sweep tries again',
  });
  world.pass(MINUTE_MS);
  await weeklyReporter()(run, 'the next');
  await weeklyReporter()(run, 'the one after it');
  expect(subjects()).toHaveLength(2);
});

test('while somebody else publishes it waits for the next sweep', async () => {
  await report(run, 'first');
  passTo('2026-11-30T09:00:00.000Z');
  await takeLease(run.store, 'somebody else', world.now());
  await report(run, 'busy');
  expect(subjects()).toEqual([]);
  world.pass(MINUTE_MS);
  await report(run, 'the next');
  expect(subjects()).toHaveLength(1);
});

test('what keeps failing is tried less and less often, by whichever container, and sent once it works', async () => {
  await report(run, 'first');
  passTo('2026-11-30T09:00:00.000Z');
  let isBroken = true;
  const minutes: number[] = [];
  let minute = 0;
  const client = intercepted(run.store.client, async (command, next) => {
    if (command.constructor.name === 'QueryCommand') {
      if (minutes.at(-1) !== minute) minutes.push(minute);
      if (isBroken) throw awsError('InternalServerError');
    }
    return next();
  });
  const failing = { ...run, store: { ...run.store, client } };
  for (; minute <= 200; minute += 1) {
    await weeklyReporter()(failing, `minute ${minute}`);
    world.pass(MINUTE_MS);
  }
  expect(minutes).toEqual([0, 1, 2, 4, 8, 16, 32, 64, 124, 184]);
  expect(subjects()).toEqual([]);
  isBroken = false;
  passTo('2026-11-30T12:59:00.000Z'); // 55 minutes after the last
  await weeklyReporter()(failing, 'too soon');
  expect(subjects()).toEqual([]);
  passTo('2026-11-30T13:05:00.000Z');
  await weeklyReporter()(failing, 'at last');
  expect(subjects()).toHaveLength(1);
  // The next week starts anew.
  world.pass(7 * DAY_MS);
  await weeklyReporter()(failing, 'the next week');
  expect(subjects()).toHaveLength(2);
});

test('of two sweeps that overlap one sends it', async () => {
  await report(run, 'first');
  passTo('2026-11-30T09:00:00.000Z');
  await Promise.all([weeklyReporter()(run, 'one'), weeklyReporter()(run, 'two')]);
  expect(subjects()).toHaveLength(1);
});

test('a sweep that has little time left leaves it to the next', async () => {
  await report(run, 'first');
  passTo('2026-11-30T09:00:00.000Z');
  await report({ ...run, remainingMs: () => 20_000 }, 'late');
  expect(subjects()).toEqual([]);
  await report(run, 'the next');
  expect(subjects()).toHaveLength(1);
});

test('an ordinary minute asks nothing of any table, and neither does a team that wants no report', async () => {
  const sent: string[] = [];
  const client = intercepted(run.store.client, async (command, next) => {
    sent.push(command.constructor.name);
    return next();
  });
  const counted = { ...run, store: { ...run.store, client } };
  await report({ ...counted, oncall: { ...run.oncall, weeklyReport: 'off' } }, 'off');
  expect(sent).toEqual([]);
  await report(counted, 'first');
  expect(sent).toEqual(['GetItemCommand', 'PutItemCommand']);
  for (let minute = 0; minute < 50; minute += 1) {
    world.pass(MINUTE_MS);
    await report(counted, `minute ${minute}`);
  }
  expect(sent).toHaveLength(2);
  passTo('2026-12-06T23:59:00.000Z');
  await report({ ...counted, oncall: { ...run.oncall, weeklyReport: 'off' } }, 'off');
  expect(sent).toHaveLength(2);
});

test('a test alert is no incident of the week', async () => {
  await report(run, 'first');
  await world.notified('https://test-alert.invalid/', 503, '', { source: 'test-alert' });
  passTo('2026-11-30T09:00:00.000Z');
  await report(run, 'then');
  expect(subjects()).toEqual([expect.stringMatching(/^Week 48: nothing failed/)]);
});

test('of an incident that lasts into the next week each week has its own part', async () => {
  await report(run, 'first');
  passTo('2026-11-29T22:00:00.000Z');
  await world.notified(ORDERS);
  passTo('2026-11-30T03:00:00.000Z');
  await world.notified(ORDERS);
  const [one] = await world.incidents();
  await world.performAction(one?.incidentId ?? '', { kind: 'resolve' }, 'Sara');
  passTo('2026-11-30T09:00:00.000Z');
  await report(run, 'the first week');
  world.pass(7 * DAY_MS);
  await report(run, 'the second week');
  expect(subjects()).toEqual([
    'Week 48: 1 incident, 1+ lost, down 2 h (test)',
    'Week 49: 1 incident, 1+ lost, down 3 h (test)',
  ]);
  expect(reports()[1]?.body).toContain('Going on from before: 1');
});

test.each([
  { at: 'of a later version' },
  'text',
  { week: '2026-W48', number: 0, at: '2026-11-30T09:00:00.000Z' },
])('an attempt of another form, as %j, keeps no report back', async (attempt) => {
  await report(run, 'first');
  await run.store.client.send(
    new UpdateItemCommand({
      TableName: run.store.tables.control,
      Key: toItem({ name: 'weekly-report' }),
      UpdateExpression: 'SET attempt = :attempt',
      ExpressionAttributeValues: toItem({ ':attempt': attempt }),
    }),
  );
  passTo('2026-11-30T09:00:00.000Z');
  await report(run, 'then');
  expect(subjects()).toHaveLength(1);
});
