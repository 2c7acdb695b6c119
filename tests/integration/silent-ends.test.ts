import { join } from 'node:path';
import { SNSClient } from '@aws-sdk/client-sns';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import { oncallAtRuntime } from '../../lib/adapters/config/oncall-file.ts';
import { readTimeline } from '../../lib/adapters/dynamodb/timeline.ts';
import { OncallConfig } from '../../lib/domain/oncall/config.ts';
import { subscriptionsOf } from '../../lib/domain/oncall/subscriptions.ts';
import { CustomNotification } from '../../lib/messages/formats/chat.ts';
import { MachineAlert } from '../../lib/messages/formats/machine-json.ts';
import { withDue } from '../../lib/use-cases/alerting/due-incident.ts';
import { sendDueAlerts } from '../../lib/use-cases/alerting/send-due-alerts.ts';
import { groupNotifications } from '../../lib/use-cases/grouping/group-notifications.ts';
import { performAction } from '../../lib/use-cases/incidents/perform-action.ts';
import type { RunContext } from '../../lib/use-cases/runtime/run-context.ts';
import { sweep } from '../../lib/use-cases/sweep/sweep.ts';
import { type Listening, listen } from '../../local/gateway/http-server.ts';
import { TOPIC_ARN } from '../../local/lambda/environment.ts';
import { type Delivery, Inbox } from '../../local/sns/deliveries.ts';
import { Faults } from '../../local/sns/faults.ts';
import { snsServer } from '../../local/sns/server.ts';
import { Topic } from '../../local/sns/topic.ts';
import { temporaryFolder } from '../temporary.ts';
import { intercepted } from './intercepted.ts';
import { keep, startWorld, type World } from './world.ts';

const MINUTE_MS = 60_000;
const START = Date.parse('2026-11-23T23:00:00.000Z'); // 02:00 in Riyadh

const TEAM = {
  timeZone: 'Asia/Riyadh',
  levels: [
    {
      subscribers: [
        { email: 'sara@shop.example' },
        { sms: '+966511111111' },
        { sqs: 'arn:aws:sqs:us-east-1:123456789012:recovery' },
        { lambda: 'arn:aws:lambda:us-east-1:123456789012:function:recovery' },
        { https: 'https://pager.example/hook' },
      ],
    },
    { afterMinutes: 15, subscribers: [{ email: 'huda@shop.example' }] },
  ],
};
const MACHINES = ['https', 'lambda', 'sqs'];

let world: World;
let inbox: Inbox;
let sns: Listening;
let client: SNSClient;
let clock: number;
let oncall: OncallConfig;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.stop());
beforeEach(() => {
  clock = START;
});
afterEach(async () => {
  client?.destroy();
  await sns?.close();
});

/** A team with its subscribers at an SNS of this machine, from now on. */
const team = async (settings: object = {}): Promise<void> => {
  oncall = OncallConfig.parse({ ...TEAM, ...settings });
  inbox = new Inbox(join(temporaryFolder('silent'), 'inbox'));
  const topic = new Topic(TOPIC_ARN, subscriptionsOf(oncall), inbox);
  sns = await listen(
    snsServer(
      topic,
      new Faults(),
      () => undefined,
      () => new Date(clock),
    ),
    0,
  );
  client = new SNSClient({
    endpoint: sns.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
};

const run = (over: Partial<RunContext> = {}): RunContext => ({
  ...world.run,
  now: () => new Date(clock),
  sleep: async (ms) => {
    clock += ms;
  },
  place: { stage: 'test', region: 'us-east-1' },
  topic: { client, arn: TOPIC_ARN },
  oncall: oncallAtRuntime(oncall),
  remainingMs: () => 50_000,
  ...over,
});

const minute = (after: number): void => {
  clock = Math.max(clock, START + after * MINUTE_MS);
};
const sweepAt = async (after: number, over: Partial<RunContext> = {}): Promise<void> => {
  minute(after);
  await sweep(run(over), `sweep-${after}`, 0);
};

/** Endpoints that fail now, each reported once; nobody is told yet. */
const failing = async (count: number, path = ulid().toLowerCase()): Promise<string[]> => {
  const notifications = [];
  for (let index = 0; index < count; index++)
    notifications.push(
      await keep(world, {
        endpoint: `https://api.shop.example/${path}/orders/${index}`,
        id: ulid(clock),
        receivedAt: new Date(clock).toISOString(),
      }),
    );
  const { incidents } = await groupNotifications(run(), notifications);
  return incidents.map(({ incidentId }) => incidentId);
};
const alertAbout = async (ids: readonly string[]): Promise<void> =>
  sendDueAlerts(run(), 'dispatch', await withDue(run(), await those(ids)));
const those = async (ids: readonly string[]) =>
  (await world.incidents()).filter(({ incidentId }) => ids.includes(incidentId));
const act = async (ids: readonly string[], action: Parameters<typeof performAction>[2]): Promise<void> => {
  for (const id of ids) await performAction(run(), id, action, 'Omar');
};

const delivered = (): Delivery[] => inbox.newest().reverse();
const protocols = (all: readonly Delivery[] = delivered()): string[] =>
  [...new Set(all.map(({ protocol }) => protocol))].sort();

/** The windows that each machine holds, by incident. */
const windowsBy = (protocol: string): Map<string, string> => {
  const bodies = delivered()
    .filter((one) => one.protocol === protocol)
    .map(({ body }): unknown => JSON.parse(body));
  if (protocol === 'https')
    return new Map(
      bodies.flatMap((body) => {
        const { additionalContext = {} } = CustomNotification.parse(body).metadata ?? {};
        const { dedupKey, backfill } = additionalContext;
        return dedupKey !== undefined && backfill !== undefined
          ? [[dedupKey, backfill] as const]
          : Object.entries(additionalContext).filter(([, value]) => /Z\/.*Z (?:un)?proven$/.test(value));
      }),
    );
  return new Map(
    bodies.flatMap((body) => {
      const alert = MachineAlert.parse(body);
      const members = alert.kind === 'digest' ? alert.incidents : [alert];
      return members.flatMap(({ dedupKey, state, backfill }) => {
        if (state !== 'resolved' || !backfill) return [];
        const [from, to] = [backfill.from, backfill.to].map((at) => new Date(at).toISOString());
        return [[dedupKey, `${from}/${to} ${backfill.isEndProven ? 'proven' : 'unproven'}`] as const];
      });
    }),
  );
};
const expectWindows = async (ids: readonly string[]): Promise<void> => {
  const expected = new Map(
    (await those(ids)).map(({ incidentId, openedAt, lastAt }) => [
      incidentId,
      `${new Date(Date.parse(openedAt) - 2 * MINUTE_MS).toISOString()}/${lastAt} unproven`,
    ]),
  );
  expect(expected.size).toBe(ids.length);
  for (const protocol of MACHINES) expect(windowsBy(protocol)).toEqual(expected);
};
const channelsOf = async (id: string): Promise<string[][]> => {
  const { entries } = await readTimeline(world.store, id, { limit: 20 });
  return entries.flatMap((entry) => ('channels' in entry ? [entry.channels] : []));
};

const PLANNED = { reason: 'new database', from: '2026-11-24T01:50', to: '2026-11-24T02:30' };

describe('an end of which people are not to hear', () => {
  test('in planned work: its window is at each machine at once, no person is woken, and the email at the end of the work names it', async () => {
    await team({ maintenance: [PLANNED] });
    const ids = await failing(1);
    const [id = ''] = ids;
    await sweepAt(5);
    await act(ids, { kind: 'resolve' });
    await sweepAt(10);
    expect(protocols()).toEqual(MACHINES);
    await expectWindows(ids);
    expect(await channelsOf(id)).toEqual([['machines']]);
    expect(await those(ids)).toMatchObject([
      { listName: 'open', lastSent: { machines: { kind: 'resolved' } } },
    ]);
    const before = delivered().length;
    await sweepAt(20);
    expect(delivered()).toHaveLength(before);

    await sweepAt(31);
    const summary = delivered().slice(before);
    expect(summary.map(({ protocol, to }) => [protocol, to])).toEqual([['email', 'sara@shop.example']]);
    expect(summary[0]?.body.replace(/\s+/g, ' ')).toContain(
      'it ended during the maintenance, which is over now',
    );
    expect(summary[0]?.body).toContain(
      'FETCH AGAIN\nOrders created or changed between 01:58 and 02:00 (Riyadh).',
    );
    expect(await those(ids)).toMatchObject([{ listName: '2026-11' }]);
    await sweepAt(40);
    expect(delivered()).toHaveLength(before + 1);
  });

  test('several in planned work are one email at its end, with each window, beside what still fails', async () => {
    await team({ maintenance: [PLANNED] });
    const told = await failing(1);
    await sweepAt(1);
    const ids = [...(await failing(2)), ...told];
    await act(ids.slice(0, 2), { kind: 'resolve' });
    await sweepAt(10);
    const before = delivered().length;
    await sweepAt(31);
    const mails = delivered()
      .slice(before)
      .filter(({ protocol }) => protocol === 'email');
    expect(mails.map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^OPEN /),
      expect.stringMatching(/^RESOLVED 2 webhooks/),
    ]);
    expect(mails[1]?.body.replace(/\s+/g, ' ')).toContain('before anyone was alerted: 2.');
    expect(mails[1]?.body.match(/^Fetch again: 01:59 to 02:01 at least$/gm)).toHaveLength(2);
  });

  test('under a silence of the one before: machines hear it once, and people never', async () => {
    await team();
    const path = ulid().toLowerCase();
    const first = await failing(1, path);
    await act(first, { kind: 'silence', until: '4h', reason: 'known' });
    await act(first, { kind: 'resolve' });
    await sweepAt(1);
    minute(3);
    const next = await failing(1, path);
    await sweepAt(4);
    await act(next, { kind: 'resolve' });
    await sweepAt(5);
    await sweepAt(6);
    await expectWindows([...first, ...next]);
    expect(await channelsOf(next[0] ?? '')).toEqual([['machines']]);
    expect(protocols()).toEqual(MACHINES);
    expect(await those(next)).toMatchObject([{ number: 2, listName: '2026-11' }]);

    // Nothing of it holds back the one after it, once the silence is lifted.
    await act(next, { kind: 'unsilence' });
    minute(7);
    await failing(1, path);
    await sweepAt(8);
    expect(delivered().at(-1)?.attributes['kind']).toBe('opened');
    expect(protocols()).toEqual(['email', ...MACHINES.slice(0, 2), 'sms', 'sqs']);
  });

  test('in quiet hours: machines at night, people in the morning, and machines not once more', async () => {
    await team({
      quietHours: { from: '01:00', to: '03:00' },
      endpoints: [{ url: 'https://api.shop.example/', severity: 'warning' }],
    });
    const ids = await failing(1);
    await sweepAt(1);
    await act(ids, { kind: 'acknowledge' });
    await act(ids, { kind: 'resolve' });
    await sweepAt(2);
    expect(protocols()).toEqual(MACHINES);
    const before = delivered().length;
    await sweepAt(61);
    expect(protocols(delivered().slice(before))).toEqual(['email']);
    expect(await those(ids)).toMatchObject([{ listName: '2026-11' }]);
    expect(await channelsOf(ids[0] ?? '')).toEqual([['machines'], ['email']]);
  });

  test('nothing is published where no machine subscribes', async () => {
    const [level] = TEAM.levels;
    await team({ maintenance: [PLANNED], levels: [{ subscribers: level?.subscribers.slice(0, 2) }] });
    const ids = await failing(5);
    await act(ids, { kind: 'resolve' });
    await sweepAt(10);
    expect(delivered()).toEqual([]);
    for (const incident of await those(ids)) expect(incident).not.toHaveProperty('lastSent');
    await sweepAt(31);
    expect(protocols()).toEqual(['email']);
  });
});

describe('forty that end at once', () => {
  test('in planned work: each machine holds forty windows, and nobody is woken', async () => {
    await team({ maintenance: [PLANNED] });
    const ids = await failing(40);
    await act(ids, { kind: 'resolve' });
    await sweepAt(10);
    expect(protocols()).toEqual(MACHINES);
    await expectWindows(ids);
    expect(await those(ids)).toMatchObject(ids.map(() => ({ lastSent: { revision: 1 } })));
  });

  test('after people were alerted: each machine holds forty windows', async () => {
    await team();
    const ids = await failing(40);
    await alertAbout(ids);
    minute(5);
    await act(ids, { kind: 'resolve' });
    await alertAbout(ids);
    await expectWindows(ids);
    expect(protocols()).toEqual(['email', ...MACHINES.slice(0, 2), 'sms', 'sqs']);
  });

  test('some muted and some not: no message to people names the muted', async () => {
    await team();
    const [muted, told] = [await failing(20), await failing(20)];
    await alertAbout(told);
    // A silence by the whole host would be announced; planned work says nothing.
    oncall = OncallConfig.parse({
      ...oncall,
      maintenance: [{ ...PLANNED, urls: ['https://api.shop.example/'] }],
    });
    await act([...muted, ...told], { kind: 'resolve' });
    await sweepAt(10);
    await expectWindows([...muted, ...told]);
    const forPeople = delivered().filter(({ protocol }) => !MACHINES.includes(protocol));
    for (const id of muted) expect(forPeople.filter(({ body }) => body.includes(id))).toEqual([]);
    for (const id of told)
      expect(forPeople.filter(({ body }) => body.includes(id)).length).toBeGreaterThan(0);
  });
});

test('where the record is lost after the message, machines hear it again: at least once', async () => {
  await team({ maintenance: [PLANNED] });
  const ids = await failing(2);
  await act(ids, { kind: 'resolve' });
  const failingStore = {
    ...world.store,
    client: intercepted(world.store.client, async (command, next) => {
      if (command.constructor.name === 'TransactWriteItemsCommand') throw new Error('the network is gone');
      return next();
    }),
  };
  await sweepAt(10, { store: failingStore });
  expect(protocols()).toEqual(MACHINES);
  expect(await those(ids)).toMatchObject([{ listName: 'open' }, { listName: 'open' }]);
  const before = delivered().length;
  await sweepAt(11);
  await expectWindows(ids);
  expect(delivered().length).toBe(2 * before);
  await sweepAt(12);
  expect(delivered().length).toBe(2 * before);
});
