import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import { commitMarks } from '../../lib/adapters/dynamodb/commit-sent-alerts.ts';
import { dueAlerts } from '../../lib/domain/alerting/due-alerts.ts';
import { markSent } from '../../lib/domain/alerting/mark-sent.ts';
import { TEST_ALERT_ENDPOINT, TEST_ALERT_SOURCE } from '../../lib/domain/incidents/test-alert.ts';
import { markAll } from '../../lib/use-cases/alerting/record-sent.ts';
import { groupNotifications } from '../../lib/use-cases/grouping/group-notifications.ts';
import { performAction } from '../../lib/use-cases/incidents/perform-action.ts';
import { close } from '../../lib/use-cases/incidents/resolve-incident.ts';
import type { RunContext } from '../../lib/use-cases/runtime/run-context.ts';
import { sweep } from '../../lib/use-cases/sweep/sweep.ts';
import { oncall } from '../unit/examples.ts';
import { alertingRun } from './alerting-run.ts';
import { countingReads } from './counting-reads.ts';
import { indexOf, intercepted } from './intercepted.ts';
import { pickySns } from './picky-sns.ts';
import { freshEndpoint, keep, startWorld, type World } from './world.ts';

/** DynamoDB and the embedded engine end a page after 1 MB read, DynamoDB Local after 1 MB to answer with (docs/engines.md). */
const CUTS_BY_WHAT_IS_READ = process.env['DYNAMODB_ENDPOINT'] === undefined;

const MINUTE_MS = 60_000;
const START = Date.parse('2026-11-23T01:00:00.000Z');

let world: World;
let sns: Awaited<ReturnType<typeof pickySns>>;
let minute: number;
let endpoint: string;

beforeAll(async () => {
  sns = await pickySns(() => false);
});
beforeEach(async () => {
  world = await startWorld();
  sns.accepted.splice(0);
  minute = 0;
  endpoint = freshEndpoint();
});
afterEach(() => world?.stop());
afterAll(() => sns?.stop());

const timeOf = (at: number): Date => new Date(START + at * MINUTE_MS);
const run = (): RunContext => alertingRun(world, sns.client, { now: () => timeOf(minute) });
/** What was received at a minute, whenever anybody comes to see it. */
const received = (at: number, fields = {}) =>
  keep(world, {
    endpoint,
    id: ulid(timeOf(at).getTime()),
    receivedAt: timeOf(at).toISOString(),
    ...fields,
  });
const sweepAt = (at: number) => {
  minute = at;
  return sweep(run(), `holder-${at}`, 0);
};
const groupAt = async (at: number, ...notifications: Awaited<ReturnType<typeof keep>>[]) => {
  minute = at;
  return (await groupNotifications(run(), notifications)).incidents;
};
const resolveAt = async (at: number, number = 1) => {
  minute = at;
  const [first] = await world.incidents();
  return performAction(run(), `${first?.endpointKey}-${number}`, { kind: 'resolve' }, 'Noura');
};
const incidents = async () => (await world.incidents()).toSorted((one, other) => one.number - other.number);
const words = () => sns.accepted.map(({ subject }) => subject.split(' ')[0]);

/** Three of them are a page. */
const LARGE = 'x'.repeat(300_000);

describe('a notification that comes to light after its outage was closed', () => {
  test('is counted into that outage: it opens no other, and nobody is woken', async () => {
    await received(0);
    await sweepAt(1);
    await resolveAt(30);
    await sweepAt(31);
    await received(10); // kept then, and in no index until now
    await sweepAt(32);
    expect(await incidents()).toMatchObject([
      { number: 1, state: 'resolved', count: 2, resolvedAt: timeOf(30).toISOString(), listName: 'open' },
    ]);
    expect(words()).toEqual(['OPEN', 'RESOLVED']);
    await sweepAt(36);
    expect(words()).toEqual(['OPEN', 'RESOLVED', 'RESOLVED']);
    const [, end, update] = sns.accepted;
    expect([end?.sms, update?.sms]).toEqual([expect.any(String), undefined]);
    expect(update?.email?.replace(/\s+/g, ' ')).toContain(
      '1 more notification had come in before it ended and was counted only after the last message: 1 then, 2 now.',
    );
    await sweepAt(37);
    expect(await incidents()).toMatchObject([
      { count: 2, lastSent: { email: { count: 2 } }, listName: '2026-11' },
    ]);
    expect(words()).toHaveLength(3);
  });

  test('goes with those of its batch each to its own outage, and the next begins after the one before ended', async () => {
    await groupAt(0, await received(0));
    await resolveAt(10);
    await groupAt(20, await received(20));
    await resolveAt(30, 2);
    const batch = await Promise.all([40, 5, 25, 35, 15, -5].map((at) => received(at)));
    await groupAt(45, ...batch);
    const all = await incidents();
    expect(all).toMatchObject([
      { number: 1, count: 3, state: 'resolved' },
      { number: 2, count: 3, state: 'resolved' },
      { number: 3, count: 2, state: 'open', openedAt: timeOf(35).toISOString() },
    ]);
    for (const [index, { openedAt }] of all.entries())
      expect(openedAt > (all[index - 1]?.resolvedAt ?? '')).toBe(true);
    // Once more, by somebody who saw it late too.
    await groupAt(46, ...batch);
    expect(await incidents()).toEqual(all);
  });

  test('goes to its outage though a later one is open', async () => {
    await groupAt(0, await received(0));
    await resolveAt(10);
    await groupAt(20, await received(20));
    await groupAt(21, await received(9));
    expect(await incidents()).toMatchObject([
      { number: 1, count: 2 },
      { number: 2, count: 1, openedAt: timeOf(20).toISOString() },
    ]);
  });

  test('of a test alert is the next test alert', async () => {
    endpoint = TEST_ALERT_ENDPOINT;
    await groupAt(0, await received(0, { source: TEST_ALERT_SOURCE }));
    await resolveAt(10);
    await groupAt(10, await received(9.99, { source: TEST_ALERT_SOURCE }));
    expect(await incidents()).toMatchObject([
      { number: 1, state: 'resolved', count: 1 },
      { number: 2, state: 'open', count: 1 },
    ]);
  });

  test('is not lost to a mark of what was told before it was counted', async () => {
    await received(0);
    await sweepAt(1);
    await resolveAt(30);
    const [asRead] = await incidents();
    if (!asRead) throw new Error('nothing was opened');
    const at = timeOf(30);
    const mark = {
      incident: asRead,
      lastSent: markSent(asRead, dueAlerts(asRead, undefined, oncall, at), ['email', 'sms'], at),
      listName: '2026-11',
      alert: {
        incidentId: asRead.incidentId,
        at: at.toISOString(),
        kind: 'resolved' as const,
        reason: 'the incident was closed',
        level: 1,
        channels: ['email' as const, 'sms' as const],
        messageId: 'a message',
        expiresAt: 2_000_000_000,
      },
    };
    await groupAt(31, await received(10)); // between the message and its mark
    expect(await commitMarks(world.store, [mark])).toEqual({ kind: 'refused', refused: new Set([mark]) });
    await markAll(run(), [mark]);
    expect(await incidents()).toMatchObject([
      { count: 2, lastSent: { email: { state: 'resolved', count: 1 } }, listName: 'open' },
    ]);
    await sweepAt(36);
    expect(await incidents()).toMatchObject([{ lastSent: { email: { count: 2 } }, listName: '2026-11' }]);
  });
});

describe('"It works again"', () => {
  test('counts first what has been pending for an hour', async () => {
    await groupAt(60, await received(60));
    await received(0);
    await received(59);
    await resolveAt(61);
    expect(await incidents()).toMatchObject([
      { number: 1, count: 3, state: 'resolved', openedAt: timeOf(0).toISOString() },
    ]);
  });

  test('counts first what came this moment, though it is in no index yet', async () => {
    await groupAt(60, await received(60));
    // As an index that lags would leave it: no index knows a partition that nobody reads.
    const fresh = await received(61, { pending: 3 });
    const lagging = {
      ...run(),
      store: {
        ...world.store,
        client: intercepted(world.store.client, async (command, next) =>
          indexOf(command) === 'pending' ? { Items: [] } : next(),
        ),
      },
    };
    minute = 61;
    const [incident] = await incidents();
    await performAction(lagging, incident?.incidentId ?? '', { kind: 'resolve' }, 'Noura');
    expect(await incidents()).toMatchObject([{ number: 1, count: 2, state: 'resolved' }]);
    expect(fresh.endpointKey).toBe(incident?.endpointKey);
  });

  test('reads keys, and ten pages of the table at most, however much was posted; the index knows what lies beyond', async () => {
    await groupAt(60, await received(60));
    const old = await received(60, { message: LARGE });
    const posted = await Promise.all(Array.from({ length: 40 }, () => received(60.5, { message: LARGE })));
    await groupAt(60.5, ...posted);
    const seen = countingReads(world.store);
    minute = 61;
    const [incident] = await incidents();
    await performAction(
      { ...run(), store: seen.store },
      incident?.incidentId ?? '',
      { kind: 'resolve' },
      'Noura',
    );
    expect(await incidents()).toMatchObject([{ number: 1, count: 42, state: 'resolved' }]);
    expect(old.pending).toBeDefined();
    expect(seen.pages()).toBe(CUTS_BY_WHAT_IS_READ ? 10 : 1);
    expect(seen.items()).toBe(1); // the one that was pending, to be grouped
  });
});

describe('a closing by probes or by quiet', () => {
  test('waits where more came in than can be grouped at once', async () => {
    const [incident] = await groupAt(60, await received(60));
    if (!incident) throw new Error('nothing was opened');
    const late = await Promise.all(
      Array.from({ length: 40 }, (_, index) => received(61 + index / 100, { message: LARGE })),
    );
    minute = 70;
    const once = await close(run(), incident, { kind: 'clock', isRevoked: true });
    expect(once).toMatchObject({ state: 'open', count: CUTS_BY_WHAT_IS_READ ? 31 : 41 });
    // What is left came before the last that was counted: it does not speak against the end, and is counted after it.
    expect(await close(run(), once, { kind: 'clock', isRevoked: true })).toMatchObject({
      state: 'resolved',
      count: CUTS_BY_WHAT_IS_READ ? 31 : 41,
    });
    await groupAt(71, ...late);
    expect(await incidents()).toMatchObject([{ number: 1, count: 41, state: 'resolved' }]);
  });
});
