import { GetItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import { readNotificationsOf } from '../../lib/adapters/dynamodb/list-notifications.ts';
import { readOpenCounts } from '../../lib/adapters/dynamodb/open-counts.ts';
import { endpointKey } from '../../lib/domain/endpoints/endpoint.ts';
import { endpointsOf, floodKey, isFloodKey } from '../../lib/domain/incidents/flood.ts';
import { TEST_ALERT_SOURCE } from '../../lib/domain/incidents/test-alert.ts';
import type { Notification } from '../../lib/domain/intake/notification.ts';
import { RuntimeOncallConfig } from '../../lib/domain/oncall/config.ts';
import { groupNotifications } from '../../lib/use-cases/grouping/group-notifications.ts';
import type { RunContext } from '../../lib/use-cases/runtime/run-context.ts';
import { sweep } from '../../lib/use-cases/sweep/sweep.ts';
import { alertingRun } from './alerting-run.ts';
import { awsError, intercepted } from './intercepted.ts';
import { type Published, pickySns } from './picky-sns.ts';
import { keep, resolveBy, startWorld, type World } from './world.ts';

const CAP = 5;
const NAMED = 'https://shop.example/hooks/orders';
const BEGINNING = 'https://branches.example/hooks';

let world: World;
let sns: Awaited<ReturnType<typeof pickySns>>;
let source: string;
let published: Published[];
let calls: string[];

beforeAll(async () => {
  world = await startWorld();
  sns = await pickySns(() => false);
});
afterAll(async () => {
  await sns?.stop();
  await world?.stop();
});
beforeEach(() => {
  source = `s${ulid().toLowerCase()}`;
  sns.accepted.splice(0);
  published = sns.accepted;
  calls = [];
});

const run = (over: Partial<RunContext> = {}): RunContext =>
  alertingRun(world, sns.client, {
    store: { ...world.store, client: counting(world.store.client) },
    oncall: RuntimeOncallConfig.parse({
      maxOpenIncidentsPerSource: CAP,
      endpoints: [{ url: NAMED, severity: 'critical' }, { url: BEGINNING }],
    }),
    ...over,
  });

/** The real client, with a list of what it was asked for. */
const counting = (client: World['store']['client']): World['store']['client'] =>
  intercepted(client, (command, next) => {
    calls.push(command.constructor.name);
    return next();
  });

/** The real client; what writes the flood's incident waits until `task` is done. */
const beforeFlood = (task: () => Promise<void>): World['store']['client'] => {
  let isFirst = true;
  return intercepted(world.store.client, async (command, next) => {
    const isFlood =
      command instanceof TransactWriteItemsCommand &&
      JSON.stringify(command.input).includes(floodKey(source));
    if (isFlood && isFirst) {
      isFirst = false;
      await task();
    }
    return next();
  });
};

/** Keeps notifications of so many endpoints that nobody named. */
const kept = (many: number, host = 'made-up.example', from = source): Promise<Notification[]> =>
  Promise.all(
    Array.from({ length: many }, (_, index) =>
      keep(world, { endpoint: `https://${host}/${source}/menu/${index}`, source: from }),
    ),
  );
const keptOf = (endpoint: string, from = source) => keep(world, { endpoint, source: from });
const ofSource = async () => (await world.incidents()).filter(({ source: of }) => of === source);
const floods = async () => (await ofSource()).filter(({ endpointKey: key }) => isFloodKey(key));
const own = async () => (await ofSource()).filter(({ endpointKey: key }) => !isFloodKey(key));

describe('beyond its cap a source', () => {
  test('has one flood for all other endpoints, and the counts add up', async () => {
    const all = await kept(30);
    const { failed } = await groupNotifications(run(), [...all, ...(await kept(3))]);
    expect(failed).toEqual([]);
    expect(await own()).toHaveLength(CAP);
    const [flood, ...others] = await floods();
    expect(others).toEqual([]);
    expect(flood).toMatchObject({
      endpointKey: floodKey(source),
      cause: 'flood',
      sources: { [source]: expect.any(Number) },
    });
    const sum = (await ofSource()).reduce((total, { count }) => total + count, 0);
    expect(sum).toBe(33);
    expect(flood?.flood && endpointsOf(flood.flood)).toEqual({ count: 25, isExact: true });
    const listed = flood?.flood?.listed ?? [];
    expect(listed.reduce((total, { count }) => total + count, 0) + (flood?.flood?.unlisted ?? 0)).toBe(
      flood?.count,
    );
  });

  test('groups each notification once, whoever groups it again', async () => {
    const all = await kept(20);
    await Promise.all([groupNotifications(run(), all), groupNotifications(run(), all.toReversed())]);
    await groupNotifications(run(), all);
    expect((await ofSource()).reduce((total, { count }) => total + count, 0)).toBe(20);
  });

  test('still has an incident for what oncall.yml names, and as many again for what it names the beginning of', async () => {
    await groupNotifications(run(), await kept(CAP + 3));
    const branches = await kept(2 * CAP, 'branches.example/hooks');
    const { incidents } = await groupNotifications(run(), [await keptOf(NAMED), ...branches]);
    const keys = incidents.map(({ endpointKey: key }) => key);
    expect(keys).toContain(endpointKey(NAMED));
    expect(keys.filter((key) => branches.some((one) => one.endpointKey === key))).toHaveLength(CAP);
    await resolveBy(
      run(),
      incidents.find(({ endpointKey: key }) => key === endpointKey(NAMED)) ?? raise(),
      'Sara',
    );
  });

  test('goes on with the incidents that it has, and does not touch those of other sources', async () => {
    const first = await kept(CAP + 2);
    await groupNotifications(run(), first);
    const known = (await own()).map(({ endpointKey: key }) => key);
    await groupNotifications(run(), await kept(CAP + 2));
    expect(new Set((await own()).map(({ endpointKey: key }) => key))).toEqual(new Set(known));
    expect((await own()).every(({ count }) => count === 2)).toBe(true);
    const other = await keptOf(`https://other.example/${source}`, `${source}.other`);
    const { incidents } = await groupNotifications(run(), [other]);
    expect(incidents).toMatchObject([{ endpointKey: other.endpointKey, count: 1 }]);
  });

  test('counts what comes late into the outage in which it was received, and what fails anew into its flood', async () => {
    const endpoint = `https://made-up.example/${source}/late`;
    const { incidents } = await groupNotifications(run(), [await keptOf(endpoint)]);
    await resolveBy(run(), incidents[0] ?? raise(), 'Sara');
    await groupNotifications(run(), await kept(CAP + 2)); // no room any more
    const before = await keep(world, { endpoint, source, receivedAt: incidents[0]?.openedAt ?? '' });
    const anew = await keep(world, {
      endpoint,
      source,
      receivedAt: new Date(Date.now() + 60_000).toISOString(),
    });
    await groupNotifications(run(), [before, anew]);
    const [outage, ...others] = (await own()).filter((one) => one.endpointKey === before.endpointKey);
    expect(outage).toMatchObject({ number: 1, state: 'resolved', count: 2 });
    expect(others).toEqual([]);
    const listed = (await floods())[0]?.flood?.listed ?? [];
    expect(listed.find((one) => one.endpointKey === anew.endpointKey)).toMatchObject({ count: 1 });
  });

  test('is never that of test alerts: each is one of its own', async () => {
    const tests = await kept(CAP + 3, 'test-alert.invalid', TEST_ALERT_SOURCE);
    const { incidents } = await groupNotifications(run(), tests);
    expect(incidents).toHaveLength(CAP + 3);
    expect(incidents.some(({ endpointKey: key }) => isFloodKey(key))).toBe(false);
  });

  test('gives the room that is left to the most severe', async () => {
    await groupNotifications(run(), await kept(CAP - 1)); // menus: warnings
    const orders = await keptOf(`https://made-up.example/${source}/orders`);
    await groupNotifications(run(), [...(await kept(4, 'late.example')), orders]);
    expect((await own()).map(({ endpointKey: key }) => key)).toContain(orders.endpointKey);
    expect(await own()).toHaveLength(CAP);
  });

  test('has incidents again once its flood is closed and there is room', async () => {
    await groupNotifications(run(), await kept(CAP + 1));
    const [flood] = await floods();
    for (const one of await ofSource()) await resolveBy(run(), one, 'Sara');
    await sweep(run(), 'holder', 0);
    const late = await keptOf(`https://late.example/${source}`);
    const { incidents } = await groupNotifications(run(), [late]);
    expect(incidents).toMatchObject([{ endpointKey: late.endpointKey }]);
    expect(await floods()).toMatchObject([{ incidentId: flood?.incidentId, state: 'resolved' }]);
  });

  test('keeps to a flood that was about to be written while a sweep counted, and is found open by nobody yet', async () => {
    await groupNotifications(run(), await kept(CAP));
    const late = await keptOf(`https://late.example/${source}`);
    await groupNotifications(
      run({
        store: {
          ...world.store,
          client: beforeFlood(async () => {
            for (const one of await own()) await resolveBy(run(), one, 'Sara');
            await sweep(run(), 'holder', 60_000);
          }),
        },
      }),
      [late],
    );
    expect(await floods()).toMatchObject([{ state: 'open', count: 1 }]);
    expect((await readOpenCounts(world.store)).flooding.has(source)).toBe(true);
    const { incidents } = await groupNotifications(run(), await kept(2, 'new.example'));
    expect(incidents).toMatchObject([{ endpointKey: floodKey(source), count: 3 }]);
  });

  test('keeps to its flood while that is open, though there is room', async () => {
    await groupNotifications(run(), await kept(CAP + 1));
    for (const one of await own()) await resolveBy(run(), one, 'Sara');
    await sweep(run(), 'holder', 0);
    const { incidents } = await groupNotifications(run(), await kept(CAP));
    expect(incidents).toMatchObject([{ endpointKey: floodKey(source), count: CAP + 1 }]);
  });
});

describe('the cap costs', () => {
  test('one read for a batch that opens incidents, one write after it, and nothing where none is opened', async () => {
    const ordinary = await kept(3);
    await groupNotifications(run(), ordinary);
    const control = () => calls.filter((name) => name === 'GetItemCommand' || name === 'UpdateItemCommand');
    expect(control()).toEqual(['GetItemCommand', 'UpdateItemCommand']);
    const again = await kept(3);
    calls.splice(0);
    await groupNotifications(run(), again);
    expect(control()).toEqual([]);
  });

  test('less the greater the flood: a hundred new endpoints take a handful of calls', async () => {
    await groupNotifications(run(), await kept(CAP + 1));
    const hundred = await kept(90, 'new.example');
    calls.splice(0);
    await groupNotifications(run(), hundred);
    expect(calls.toSorted()).toEqual([
      'BatchGetItemCommand', // which endpoints are new
      'GetItemCommand', // how many incidents the source has
      'QueryCommand', // whether its flood is open
      'QueryCommand', // the flood as it is
      'TransactWriteItemsCommand',
    ]);
  });

  test('nobody an alert: where the counts cannot be read, all is grouped, and it is said', async () => {
    const notifications = await kept(CAP + 2);
    const broken = run();
    const refusing = intercepted(broken.store.client, (command, next) =>
      command instanceof GetItemCommand ? Promise.reject(awsError('AccessDeniedException')) : next(),
    );
    const { incidents, failed } = await groupNotifications(
      { ...broken, store: { ...broken.store, client: refusing } },
      notifications,
    );
    expect(failed).toEqual([]);
    expect(incidents.reduce((total, { count }) => total + count, 0)).toBe(CAP + 2);
    expect(world.logged).toContainEqual(
      expect.objectContaining({ level: 'error', message: expect.stringContaining('could not be read') }),
    );
  });
});

describe('a sweep', () => {
  test('sets the counts right, whatever was counted twice or not at all', async () => {
    await groupNotifications(run(), await kept(CAP + 4));
    const before = await readOpenCounts(world.store);
    expect(before.bySource.get(source)).toBe(CAP);
    expect(before.flooding.has(source)).toBe(true);
    for (const one of (await own()).slice(0, 2)) await resolveBy(run(), one, 'Sara');
    await sweep(run(), 'holder', 0);
    const after = await readOpenCounts(world.store);
    expect(after.bySource.get(source)).toBe(CAP - 2);
    expect(after.flooding.has(source)).toBe(true);
  });

  test('tells of the flood: what it is, how many endpoints, which came first, and how to read them all', async () => {
    await groupNotifications(run(), await kept(CAP + 12));
    await sweep(run(), 'holder', 0);
    const text = published.map(({ message }) => message).join('\n');
    expect(text).toContain(`Flood of ${source}: too many endpoints at once, at least 12 lost since `);
    expect(text).toContain(`${floodKey(source)}-1`);
    const [flood] = await floods();
    expect(flood?.lastSent?.email).toMatchObject({ count: flood?.count, kind: 'opened' });
  });

  test('closes it an hour after the last notification, as unverified', async () => {
    await groupNotifications(run(), await kept(CAP + 1));
    await sweep(run(), 'holder', 0);
    const later = (minutes: number) => ({ now: () => new Date(Date.now() + minutes * 60_000) });
    await sweep(run(later(55)), 'holder', 0);
    expect(await floods()).toMatchObject([{ state: 'open' }]);
    await sweep(run(later(61)), 'holder', 0);
    expect(await floods()).toMatchObject([{ state: 'resolved', resolution: 'quiet' }]);
  });
});

test('the notifications of a flood are read page by page, each once, the newest first', async () => {
  await groupNotifications(run(), await kept(CAP));
  const members = await kept(20, 'member.example');
  await groupNotifications(run(), members);
  const [flood] = await floods();
  if (!flood) throw new Error('no flood');
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await readNotificationsOf(world.store, flood, {}, { limit: 7, after });
    seen.push(...page.notifications.map(({ id }) => id));
    after = page.next;
  } while (after !== undefined);
  expect(seen).toEqual(
    members
      .map(({ id }) => id)
      .toSorted()
      .toReversed(),
  );
});

const raise = (): never => {
  throw new Error('no incident');
};
