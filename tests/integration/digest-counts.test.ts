import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { readIncidentSet } from '../../lib/adapters/dynamodb/incident-sets.ts';
import { LEASE_MS } from '../../lib/adapters/dynamodb/publisher-lease.ts';
import { toItem } from '../../lib/adapters/dynamodb/store.ts';
import type { Action } from '../../lib/domain/incidents/action.ts';
import { OPEN_LIST } from '../../lib/domain/incidents/incident.ts';
import { setIdIn } from '../../lib/domain/incidents/incident-set.ts';
import { RuntimeOncallConfig } from '../../lib/domain/oncall/config.ts';
import { withDue } from '../../lib/use-cases/alerting/due-incident.ts';
import { sendDueAlerts } from '../../lib/use-cases/alerting/send-due-alerts.ts';
import { groupNotifications } from '../../lib/use-cases/grouping/group-notifications.ts';
import { performAction } from '../../lib/use-cases/incidents/perform-action.ts';
import type { RunContext } from '../../lib/use-cases/runtime/run-context.ts';
import { freshEndpoint, keep, startWorld, type World } from './world.ts';

const HOUR_MS = 60 * 60_000;
const LINKS = { baseUrl: 'https://alerts.shop.example', secret: 'long enough to sign links with it' };

/** What the store is asked for, as far as a test has one of it fail or wait. */
const Call = z.looseObject({
  IndexName: z.string().optional(),
  Item: z.looseObject({ name: z.looseObject({ S: z.string() }).optional() }).optional(),
});
const Published = z.looseObject({
  Subject: z.string(),
  Message: z
    .string()
    .transform((text) =>
      z.looseObject({ email: z.string().optional(), sms: z.string().optional() }).parse(JSON.parse(text)),
    ),
});
type Meanwhile = { counting: () => Promise<void>; keeping: () => Promise<void> };

/** Where a page of the list is said to end. */
const MIDDLE = toItem({ listName: OPEN_LIST, openedAt: '2000', endpointKey: 'x', number: 1 });

let world: World;
let client: DynamoDBClient;
let topic: SNSClient;
let run: RunContext;
let meanwhile: Meanwhile;
let hasMorePages: boolean;
let passed: number;
let sent: z.infer<typeof Published>[];
const pass = async (ms: number): Promise<void> => {
  passed += ms;
};

beforeEach(async () => {
  world = await startWorld();
  passed = 0;
  hasMorePages = false;
  sent = [];
  meanwhile = { counting: async () => undefined, keeping: async () => undefined };
  const { region, credentials } = {
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  const endpoint = await world.store.client.config.endpoint?.();
  if (!endpoint) throw new Error('the store has no endpoint');
  client = new DynamoDBClient({
    endpoint: `${endpoint.protocol}//${endpoint.hostname}:${endpoint.port}`,
    region,
    credentials,
  });
  client.middlewareStack.add(
    (next) => async (args) => {
      const { IndexName, Item } = Call.parse(args.input);
      if (IndexName === 'summary') await meanwhile.counting();
      if (Item?.name?.S.startsWith('set#')) await meanwhile.keeping();
      const answer = await next(args);
      if (IndexName === 'summary' && hasMorePages) Object.assign(answer.output, { LastEvaluatedKey: MIDDLE });
      return answer;
    },
    { step: 'initialize' },
  );
  topic = new SNSClient({ region, credentials });
  topic.middlewareStack.add(
    () => async (args) => {
      sent.push(Published.parse(args.input));
      return { output: { MessageId: 'm', $metadata: {} }, response: {} };
    },
    { step: 'initialize' },
  );
  run = {
    ...world.run,
    store: { ...world.store, client },
    now: () => new Date(Date.now() + passed),
    sleep: pass,
    remainingMs: () => 50_000,
    oncall: RuntimeOncallConfig.parse({ smsLinks: true }),
    place: { stage: 'test', region: 'us-east-1' },
    links: LINKS,
    topic: { client: topic, arn: 'arn:aws:sns:us-east-1:000000000000:alerts' },
  };
});
afterEach(async () => {
  client?.destroy();
  topic?.destroy();
  await world?.stop();
});

/** So many endpoints fail, with `path` in their URLs; answers with the ids of their incidents. */
const failing = async (count: number, path = 'orders'): Promise<string[]> => {
  const kept = await Promise.all(
    Array.from({ length: count }, () => keep(world, { endpoint: `${freshEndpoint()}/${path}` })),
  );
  const { incidents } = await groupNotifications(world.run, kept);
  return incidents.map(({ incidentId }) => incidentId);
};
/** Tells what is due of these, or of all. */
const tell = async (ids?: readonly string[]): Promise<void> => {
  const all = await world.incidents();
  const wanted = all.filter(({ incidentId }) => ids?.includes(incidentId) ?? true);
  await sendDueAlerts(run, `run ${passed}`, await withDue(run, wanted));
};
const act = async (ids: readonly string[], action: Action): Promise<void> => {
  for (const id of ids) await performAction(run, id, action, 'Sara');
};
const texts = (form: 'sms' | 'email'): string[] =>
  sent.flatMap(({ Message: { [form]: text } }) => (text === undefined ? [] : [text]));
const namedBy = (text: string, purpose = 'acknowledge'): string =>
  decodeURIComponent(new RegExp(`/act/(\\S+?)/${purpose}\\?`).exec(text)?.[1] ?? 'none');
const setOf = async (text: string): Promise<string[]> => {
  const set = await readIncidentSet(world.store, setIdIn(namedBy(text)) ?? 'none');
  return set?.incidentIds.toSorted() ?? [];
};

describe('the link of an SMS about many is for what its number counts', () => {
  test('also for what an earlier SMS told of', async () => {
    const first = await failing(5);
    await tell();
    const second = await failing(4);
    await tell(second);
    const [one = '', other = ''] = texts('sms');
    expect(one).toContain('5 webhooks fail, 5 critical');
    expect(await setOf(one)).toEqual(first.toSorted());
    expect(other).toContain('9 webhooks fail, 9 critical');
    expect(await setOf(other)).toEqual([...first, ...second].toSorted());
  });

  test('and that of a mail for what it names, which says how many more there are', async () => {
    const first = await failing(5);
    await tell();
    const second = await failing(4);
    await tell(second);
    const [one = '', other = ''] = texts('email');
    expect(one).toContain('ACKNOWLEDGE ALL 5 ');
    expect(one).not.toContain('besides');
    expect(await setOf(one)).toEqual(first.toSorted());
    expect(other).toContain('ACKNOWLEDGE ALL 4 ');
    expect(other).toMatch(
      /acknowledge\?\S+\n5 more need somebody, besides what this message names:\nhttps:\S+\/console\n/,
    );
    expect(await setOf(other)).toEqual(second.toSorted());
  });

  test('without what is silenced, acknowledged or closed, from which it takes neither loss nor time', async () => {
    const known = await failing(5);
    await tell();
    await act(known.slice(0, 2), { kind: 'silence', until: '24h', reason: 'known' });
    await act(known.slice(2, 4), { kind: 'acknowledge', minutes: 240 });
    await act(known.slice(4), { kind: 'resolve' });
    await pass(HOUR_MS);
    sent = [];
    const now = await failing(4);
    await tell(now);
    expect(texts('sms')[0]).toMatch(/^4 webhooks fail, 4 critical, worst Orders webhook\. 4\+ lost since /);
    expect(await setOf(texts('sms')[0] ?? '')).toEqual(now.toSorted());
    expect(texts('email')[0]).not.toContain('besides');
  });

  test('without what planned work or quiet hours keep from people', async () => {
    await failing(3, 'loyalty');
    await failing(2, 'customers');
    const now = await failing(4);
    const clock = (ms: number): string => new Date(Date.now() + ms).toISOString().slice(11, 16);
    run.oncall = RuntimeOncallConfig.parse({
      timeZone: 'UTC',
      smsLinks: true,
      maintenance: [
        { from: '2020-01-01T00:00', to: '2099-01-01T00:00', families: ['loyalty'], reason: 'move' },
      ],
      quietHours: { every: 'day', from: clock(-HOUR_MS), to: clock(HOUR_MS) },
    });
    await tell(now);
    expect(texts('sms')[0]).toContain('4 webhooks fail, 4 critical');
    expect(await setOf(texts('sms')[0] ?? '')).toEqual(now.toSorted());
  });

  test('of more than one request can act on, for the most urgent, and the set says how many there are', async () => {
    const [critical, others] = [await failing(2, 'orders'), await failing(210, 'menu')];
    await tell();
    const [sms = ''] = texts('sms');
    expect(sms).toContain('212 webhooks fail, 2 critical');
    const set = await readIncidentSet(world.store, setIdIn(namedBy(sms)) ?? 'none');
    expect(set).toMatchObject({ total: 212 });
    expect(set?.incidentIds).toHaveLength(200);
    expect(set?.incidentIds.slice(0, 2).toSorted()).toEqual(critical.toSorted());
    expect(others).toEqual(expect.arrayContaining(set?.incidentIds.slice(2) ?? []));
  });

  test('where one alone is left it is its own', async () => {
    const [left = '', ...over] = await failing(5);
    await tell();
    await act(over, { kind: 'resolve' });
    await pass(HOUR_MS + 60_000);
    sent = [];
    await tell();
    const email = texts('email').find((text) => text.includes(left)) ?? '';
    expect(email).toContain('1 webhook is failing, and it is critical. 4 are over.');
    expect(namedBy(email)).toBe(left);
    expect(namedBy(email, 'silence')).toBe(left);
    expect(texts('sms')).toEqual(['RESOLVED: 4 webhooks, 4+ lost.']);
    expect(sent.map(({ Subject }) => Subject)).toContain('RESOLVED 4 webhooks: 4+ lost');
  });
});

describe('an alert about many goes out by SMS and email', () => {
  const sentOnce = async (sms: RegExp): Promise<void> => {
    await tell(await failing(6));
    expect(texts('sms')).toEqual([expect.stringMatching(sms)]);
    expect(texts('email')).toEqual([expect.stringContaining('6 webhooks are failing')]);
  };

  test('where the list takes longer than the lease lasts', async () => {
    hasMorePages = true;
    meanwhile.counting = () => pass(LEASE_MS / 4);
    await sentOnce(/^At least 6 webhooks fail, .* https:\S+\/act\/set%3A/);
  });

  test('where the list never answers', async () => {
    meanwhile.counting = () => new Promise(() => undefined);
    await sentOnce(/^At least 6 webhooks fail, .* https:\S+\/act\/set%3A/);
  });

  test('where the list cannot be read', async () => {
    meanwhile.counting = () => Promise.reject(new Error('no such index'));
    await sentOnce(/^At least 6 webhooks fail, .* https:\S+\/act\/set%3A/);
    expect(world.logged).toContainEqual({
      level: 'error',
      message: 'a digest counts only what was known before this',
    });
  });

  test('where no set can be kept in time, and then without links to one', async () => {
    meanwhile.keeping = () => new Promise(() => undefined);
    await sentOnce(/^6 webhooks fail, (?!.*https)/);
    expect(texts('email')[0]).not.toContain('set%3A');
  });

  test('by email in the same turn, where the lease was lost over the SMS, which the next turn sends', async () => {
    const ids = await failing(6);
    let times = 0;
    meanwhile.counting = async () => {
      if (times++ === 0) await pass(LEASE_MS + 1000);
    };
    await tell(ids);
    expect(world.logged).toContainEqual({ level: 'warn', message: 'the publisher lease was lost' });
    expect(texts('sms')).toEqual([]);
    expect(texts('email')).toEqual([expect.stringContaining('6 webhooks are failing')]);
    await tell(ids);
    expect(texts('sms')).toEqual([expect.stringContaining('6 webhooks fail')]);
    expect(texts('email')).toHaveLength(1);
  });
});
