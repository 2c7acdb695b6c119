import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
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
import { alertingRun } from './alerting-run.ts';
import { indexOf, intercepted } from './intercepted.ts';
import { pickySns } from './picky-sns.ts';
import { freshEndpoint, keep, startWorld, type World } from './world.ts';

const HOUR_MS = 60 * 60_000;
const LINKS = { baseUrl: 'https://alerts.shop.example', secret: 'long enough to sign links with it' };

/** Where a page of the list is said to end. */
const MIDDLE = toItem({ listName: OPEN_LIST, openedAt: '2000', endpointKey: 'x', number: 1 });
const nothing = async (): Promise<void> => undefined;

let world: World;
let sns: Awaited<ReturnType<typeof pickySns>>;
let run: RunContext;
/** What happens while the list is read, and while a set is stored. */
let meanwhile: { counting: () => Promise<void>; keeping: () => Promise<void> };
let hasMorePages: boolean;
let passed: number;
const pass = async (ms: number): Promise<void> => {
  passed += ms;
};

const client = () =>
  intercepted(world.store.client, async (command, next) => {
    const isCounting = indexOf(command) === 'summary';
    const isKeeping =
      command instanceof PutItemCommand && command.input.Item?.['name']?.S?.startsWith('set#');
    if (isCounting) await meanwhile.counting();
    if (isKeeping) await meanwhile.keeping();
    const answer = await next();
    return isCounting && hasMorePages ? { ...Page.parse(answer), LastEvaluatedKey: MIDDLE } : answer;
  });
const Page = z.looseObject({});

beforeAll(async () => {
  sns = await pickySns(() => false);
});
beforeEach(async () => {
  world = await startWorld();
  sns.accepted.splice(0);
  passed = 0;
  hasMorePages = false;
  meanwhile = { counting: nothing, keeping: nothing };
  run = alertingRun(world, sns.client, {
    store: { ...world.store, client: client() },
    now: () => new Date(Date.now() + passed),
    sleep: pass,
    oncall: RuntimeOncallConfig.parse({ smsLinks: true }),
    links: LINKS,
  });
});
afterEach(() => world?.stop());
afterAll(() => sns?.stop());

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
const texts = (form: 'sms' | 'email'): string[] => sns.accepted.flatMap(({ [form]: text }) => text ?? []);
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
    sns.accepted.splice(0);
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
    sns.accepted.splice(0);
    await tell();
    const email = texts('email').find((text) => text.includes(left)) ?? '';
    expect(email).toContain('1 webhook is failing, and it is critical. 4 are over.');
    expect(namedBy(email)).toBe(left);
    expect(namedBy(email, 'silence')).toBe(left);
    expect(texts('sms')).toEqual(['RESOLVED: 4 webhooks, 4+ lost.']);
    expect(sns.accepted.map(({ subject }) => subject)).toContain('RESOLVED 4 webhooks: 4+ lost');
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

test('what is open is read once for the SMS and all emails of a batch', async () => {
  let read = 0;
  meanwhile.counting = async () => {
    read += 1;
  };
  await tell(await failing(50));
  expect(texts('sms')).toEqual([expect.stringContaining('50 webhooks fail')]);
  expect(texts('email')).toHaveLength(2);
  expect(read).toBe(1);
});
