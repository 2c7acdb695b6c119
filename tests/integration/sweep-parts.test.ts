import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { toItem } from '../../lib/adapters/dynamodb/store.ts';
import { readSweepCursor } from '../../lib/adapters/dynamodb/sweep-cursor.ts';
import type { Incident } from '../../lib/domain/incidents/incident.ts';
import { RuntimeOncallConfig } from '../../lib/domain/oncall/config.ts';
import type { RunContext } from '../../lib/use-cases/runtime/run-context.ts';
import { type Swept, sweep } from '../../lib/use-cases/sweep/sweep.ts';
import { thorough } from '../thorough.ts';
import { alertingRun } from './alerting-run.ts';
import { awsError, indexOf, intercepted } from './intercepted.ts';
import { openIncident, putIncidents, sentAt } from './open-incidents.ts';
import { pickySns } from './picky-sns.ts';
import { keep, startWorld, type World } from './world.ts';

const FUNCTION_MS = 50_000;
const CALL_MS = 10;
const HOUR_MS = 3_600_000;
const NAMED = 'https://shop.example/hooks/orders';
const NOW = new Date('2026-11-24T12:00:00.000Z');

type Call = { name: string; table: string; index: string };
type Fails = (call: Call) => boolean;

let world: World;
let sns: Awaited<ReturnType<typeof pickySns>>;
/** What was asked for, in order; a publish is one of them. */
let calls: Call[];
let metrics: Record<string, number>;
let fails: Fails;

beforeAll(async () => {
  sns = await pickySns(() => false);
});
afterAll(() => sns?.stop());
beforeEach(() => {
  sns.accepted.splice(0);
  calls = [];
  metrics = {};
  fails = () => false;
});
/** Tables of its own for each test of a group, where faults are made; or the same for all, in which one test goes on from another. */
const ownWorlds = (): void => {
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world?.stop());
};
const sharedWorld = (items: () => readonly Incident[]): void => {
  beforeAll(async () => {
    world = await startWorld();
    await putIncidents(world.store, items());
  });
  afterAll(() => world?.stop());
};

/** A client that says what it is asked for, and to which a call costs a fixed time; a fault is what no real part makes on demand. */
const observed = <Client extends object>(
  client: Client & { send: (...args: never[]) => unknown },
  spend: () => void,
): Client =>
  intercepted(client, (command, next) => {
    const request = Object.keys(Reflect.get(command.input, 'RequestItems') ?? {})[0];
    const table = request ?? String(Reflect.get(command.input, 'TableName') ?? '');
    const call = {
      name: command.constructor.name,
      table: table.replace(/^.*-/, ''),
      index: indexOf(command),
    };
    calls.push(call);
    spend();
    return fails(call) ? Promise.reject(awsError('AccessDeniedException')) : next();
  });

/** A function whose time is used up by calls and waits alone, so that nothing depends on this machine. */
const run = (at: Date, functionMs = FUNCTION_MS, callMs = CALL_MS): RunContext => {
  let spentMs = 0;
  const spend = (): void => {
    spentMs += callMs;
  };
  return alertingRun(world, observed(sns.client, spend), {
    store: { ...world.store, client: observed(world.store.client, spend) },
    oncall: RuntimeOncallConfig.parse({ endpoints: [{ url: NAMED, severity: 'critical' }] }),
    now: () => new Date(at.getTime() + spentMs),
    sleep: async (ms) => {
      spentMs += ms;
    },
    remainingMs: () => functionMs - spentMs,
  });
};
/** The same, with a list of which each page takes so long. */
const slowRun = (at: Date, pageMs: number, functionMs = FUNCTION_MS): RunContext => {
  const slow = run(at, functionMs);
  const client = intercepted(slow.store.client, async (command, next) => {
    if (indexOf(command) === 'listName') await slow.sleep(pageMs);
    return next();
  });
  return { ...slow, store: { ...slow.store, client } };
};
const telemetry = {
  count: (name: string, by = 1) => {
    metrics[name] = (metrics[name] ?? 0) + by;
  },
  gaugeSeconds: (name: string, seconds: number) => {
    metrics[name] = seconds;
  },
};
let sweeps = 0;
const sweepAt = (at: Date, functionMs = FUNCTION_MS, callMs = CALL_MS): Promise<Swept> =>
  sweep(run(at, functionMs, callMs), `holder-${sweeps++}`, 0, telemetry);

const ago = (ms: number): Date => new Date(NOW.getTime() - ms);
const place = (index: number): string => `https://many.example/menu/${index}`;
const emails = (): string[] => sns.accepted.flatMap(({ email }) => email ?? []);
const smses = (): string[] => sns.accepted.flatMap(({ sms }) => sms ?? []);
/** In how many emails each incident is named; read once for many. */
const namings = (): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const text of emails())
    for (const id of new Set(text.match(/\b[0-9a-z]{12}-1\b/g))) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
};
const named = ({ incidentId }: Incident): number => namings().get(incidentId) ?? 0;
const namedOtherThan = (times: number, incidents: readonly Incident[]): Incident[] => {
  const counts = namings();
  return incidents.filter(({ incidentId }) => (counts.get(incidentId) ?? 0) !== times);
};
const unsent = (incidents: readonly Incident[]): Incident[] => {
  const counts = namings();
  return incidents.filter(({ incidentId }) => !counts.has(incidentId));
};
const firstOf = (isIt: (call: Call) => boolean): number => calls.findIndex(isIt);
const isPublish = ({ name }: Call): boolean => name === 'PublishCommand';
const isClosing = ({ name, table }: Call): boolean => name === 'UpdateItemCommand' && table === 'incidents';

describe('alerts go out in spite of', () => {
  ownWorlds();
  const alerts = async (): Promise<Swept> => {
    const one = openIncident(place(0), ago(60_000));
    await putIncidents(world.store, [one]);
    const swept = await sweepAt(NOW);
    expect(named(one)).toBe(1);
    return swept;
  };

  test('an index of what is pending that cannot be read', async () => {
    fails = ({ index }) => index === 'pending';
    expect(await alerts()).toMatchObject({ failedParts: ['grouping'] });
    expect(metrics).toMatchObject({ SweepGroupingFailed: 1, OldestDueAlertAge: 0 });
  });

  test('silences that cannot be read', async () => {
    fails = ({ name, table }) => name === 'BatchGetItemCommand' && table === 'endpoints';
    expect(await alerts()).toMatchObject({ failedParts: [] });
    expect(metrics['SilencesUnreadable']).toBeGreaterThan(0);
  });

  test('a silence that holds a number beyond JavaScript', async () => {
    const poisoned = openIncident(place(1), ago(60_000));
    await world.store.client.send(
      new PutItemCommand({
        TableName: world.store.tables.endpoints,
        Item: {
          ...toItem({ endpointKey: poisoned.endpointKey, item: 'silence' }),
          until: { N: '123456789012345678901234567890' },
        },
      }),
    );
    await putIncidents(world.store, [poisoned]);
    expect(await alerts()).toMatchObject({ failedParts: [] });
    expect(named(poisoned)).toBe(1);
  });

  test('notifications that cannot be read, and of closings that fail', async () => {
    await keep(world, { receivedAt: ago(120_000).toISOString() });
    const quiet = openIncident(place(2), ago(12 * HOUR_MS), { lastSent: sentAt(ago(30 * 60_000)) });
    await putIncidents(world.store, [quiet]);
    fails = ({ table, name }) =>
      table === 'notifications' && (name === 'BatchGetItemCommand' || name === 'QueryCommand');
    expect(await alerts()).toMatchObject({ failedParts: ['grouping', 'closing'] });
    expect(metrics).toMatchObject({
      SweepGroupingFailed: expect.any(Number),
      SweepClosingFailed: 1,
      OldestDueAlertAge: 0,
    });
  });

  test('items on the open list that no schema fits, a page of them', async () => {
    const odd = Array.from({ length: 260 }, (_, index) => ({
      ...openIncident(place(1000 + index), ago(1000)),
      count: 'many',
    }));
    await putIncidents(world.store, odd);
    expect(await alerts()).toMatchObject({ invalidItem: 260, failedParts: [] });
  });
});

describe('a list that cannot be read', () => {
  ownWorlds();
  beforeEach(() => {
    fails = ({ index }) => index === 'listName';
  });

  test('leaves its gauge out, which rings, and is counted under its own name', async () => {
    expect(await sweepAt(NOW)).toMatchObject({ failedParts: ['alerting'] });
    expect(metrics).toMatchObject({ SweepAlertingFailed: 1, OldestPendingAge: 0 });
    expect(metrics).not.toHaveProperty('OldestDueAlertAge');
  });

  test('does not keep what this sweep has grouped from being told', async () => {
    const notification = await keep(world, { endpoint: place(3), receivedAt: ago(120_000).toISOString() });
    await sweepAt(new Date());
    expect(emails().filter((text) => text.includes(`${notification.endpointKey}-1`))).toHaveLength(1);
  });
});

describe('one shard of the pending index that cannot be read', () => {
  ownWorlds();

  test('keeps nothing back from the three others', async () => {
    const kept = await Promise.all(
      [0, 1, 2, 3].map((pending) => keep(world, { endpoint: place(pending), pending })),
    );
    let queries = 0;
    fails = ({ index }) => index === 'pending' && queries++ === 0;
    await sweepAt(new Date());
    const alerted = kept.filter(({ endpointKey: key }) => emails().some((text) => text.includes(`${key}-1`)));
    expect(alerted).toHaveLength(3);
    expect(metrics).toMatchObject({ SweepGroupingFailed: 1 });
  });
});

describe('many due closings', () => {
  /** More than a sweep has time for whose every call takes a while. */
  const QUIET = thorough(250, 450);
  const sweepSlowlyAt = (minute: number) => sweepAt(new Date(NOW.getTime() + minute * 60_000), 20_000, 50);
  const quiet = Array.from({ length: QUIET }, (_, index) =>
    openIncident(place(index), ago(12 * HOUR_MS), { lastSent: sentAt(ago(30 * 60_000)) }),
  );
  const news = openIncident(NAMED, ago(90_000));
  sharedWorld(() => [...quiet, news]);
  const closed = async (): Promise<number> =>
    (await world.incidents()).filter(({ state }) => state === 'resolved').length;

  test('wait for what is to be told', async () => {
    await sweepSlowlyAt(0);
    expect(named(news)).toBe(1);
    expect(firstOf(isClosing)).toBeGreaterThan(0);
    expect(firstOf(isPublish)).toBeLessThan(firstOf(isClosing));
  });

  test('are given up when their time is over, and done by the next sweeps', async () => {
    const first = await closed();
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(QUIET);
    for (let minute = 1; minute < 12 && (await closed()) < QUIET; minute++) await sweepSlowlyAt(minute);
    expect(await closed()).toBe(QUIET);
  });
});

describe('a list of many', () => {
  const PAGE = 250;
  const MANY = thorough(2 * PAGE + 50, 1100);
  const all = Array.from({ length: MANY }, (_, index) => openIncident(place(index), ago(120_000 + index)));
  const worst = openIncident(NAMED, ago(2 * HOUR_MS));
  sharedWorld(() => [...all, worst]);
  /** When each is due its first reminder, and its second. */
  const FIRST = new Date(NOW.getTime() + 61 * 60_000);
  const SECOND = new Date(FIRST.getTime() + 125 * 60_000);

  test('is read in pages, told from the worst on, and each incident is named once', async () => {
    expect(await sweepAt(NOW)).toMatchObject({ open: MANY + 1, oldestDueAlertAgeS: 0, failedParts: [] });
    const text = emails();
    expect(text[0]).toContain(worst.incidentId);
    expect(sns.accepted[0]?.message).toContain('worst Orders webhook');
    expect(smses()).toEqual([expect.stringContaining(`${MANY + 1} webhooks fail, 1 critical`)]);
    expect(namedOtherThan(1, [...all, worst])).toEqual([]);
    const pages = calls.filter(({ index }) => index === 'listName').length;
    expect(pages).toBeGreaterThanOrEqual(Math.ceil((MANY + 1) / PAGE));
    expect(pages).toBeLessThan(12);
    expect(
      Math.max(...text.map((one) => (one.match(/ webhook: .+, at least 1 lost since /g) ?? []).length)),
    ).toBe(45);
  });

  test('that is longer than a sweep has time for: the first alert goes out after a moment, what is named first', async () => {
    // A page costs two seconds, of which one fits before the first alert.
    await sweep(slowRun(FIRST, 2000), 'holder', 0, telemetry);
    const pagesBefore = calls.slice(0, firstOf(isPublish)).filter(({ index }) => index === 'listName').length;
    expect(pagesBefore).toBe(1);
    expect(emails()[0]).toContain(worst.incidentId);
  });

  test('is gone through by several sweeps, each of which goes on where the one before stopped', async () => {
    const opened = openIncident(place(5000), ago(1000));
    let hadCursor = false;
    let minute = 0;
    const at = () => new Date(SECOND.getTime() + minute * 60_000);
    for (; minute < 12 && unsent(all).length > 0; minute++) {
      if (minute === 1) await putIncidents(world.store, [opened]);
      // Half of a sweep is for reading and telling: two pages, of which the newest is the first.
      await sweep(slowRun(at(), 13_000), `slow-${minute}`, 0, telemetry);
      hadCursor ||= (await readSweepCursor(world.store)) !== undefined;
      if (minute === 1) expect(named(opened)).toBe(1);
    }
    expect(minute).toBeGreaterThan(1);
    expect(hadCursor).toBe(true);
    expect(unsent(all)).toHaveLength(0);
    // Who comes to the end leaves no place to go on at: the next begins anew.
    await sweepAt(at());
    expect((await readSweepCursor(world.store)).at).toBeUndefined();
  });
});
