import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { handle } from '../../../examples/recovery/handler.ts';
import { Ledger } from '../../../examples/recovery/ledger.ts';
import { merchant as unfilled } from '../../../examples/recovery/merchant.ts';
import type { Recovery } from '../../../examples/recovery/recover.ts';
import { Report } from '../../../examples/recovery/report.ts';
import { renderDigest } from '../../../lib/messages/render.ts';
import { startEngine } from '../../../local/dynamodb/engine.ts';
import { createTables } from '../../../local/dynamodb/tables.ts';
import { readTemplate } from '../../../local/template/template.ts';
import { temporaryFolder } from '../../temporary.ts';
import { contextAt, incident } from '../../unit/messages/fixtures.ts';
import { clientOf } from '../client.ts';
import { intercepted } from '../intercepted.ts';
import { CrashPlan, PretendMerchant } from './pretend.ts';

const TEMPLATE = join(__dirname, '../../../examples/recovery/serverless.yml');
const MINUTE_MS = 60_000;
const DAY = Date.parse('2026-06-12T00:00:00.000Z');
const NOT_AGAIN = { batchItemFailures: [] };

let engine: Awaited<ReturnType<typeof startEngine>>;
let client: DynamoDBClient;
let day = 0;
let clock: number;
let merchant: PretendMerchant;

beforeAll(async () => {
  const given = process.env['DYNAMODB_ENDPOINT'];
  engine = given
    ? { endpoint: given, stop: () => Promise.resolve() }
    : await startEngine(join(temporaryFolder('recovery'), 'db'));
  await createTables(engine.endpoint, readTemplate(TEMPLATE).tables, 'recovery');
  client = clientOf(engine.endpoint);
});
afterAll(async () => {
  client?.destroy();
  await engine?.stop();
});
/** Each on a day of its own, so that they share one table and no job. */
const nextDay = (): void => {
  day += 1;
  clock = time(120);
  merchant = new PretendMerchant();
};
beforeEach(nextDay);

const time = (minute: number): number => DAY + day * 24 * 60 * MINUTE_MS + minute * MINUTE_MS;
const iso = (minute: number): string => new Date(time(minute)).toISOString();

const recovery = (over: Partial<Recovery> = {}): Recovery => ({
  merchant,
  ledger: new Ledger(client, 'recovery-jobs'),
  now: () => new Date(clock),
  remainingMs: () => 300_000,
  unprovenEnds: 'stop',
  cookWithinMs: 20 * MINUTE_MS,
  log: { info: () => undefined, error: () => undefined },
  ...over,
});

/** Ends, each with its window in minutes of the day, as a queue gets them. */
const message = (...windows: (readonly [from: number, to: number, isEndProven?: boolean])[]): string => {
  const alerts = windows.map(([from, to, isEndProven = true], index) => ({
    kind: 'resolved' as const,
    reason: 'the incident was closed',
    incident: incident({
      incidentId: `k3m9x2p4q7ra-${day}${index}${from}`,
      state: 'resolved',
      openedAt: iso(from + 2),
      lastAt: iso(to),
      resolvedAt: iso(to + 5),
      ...(isEndProven && {
        resolution: 'probes' as const,
        lossWindow: {
          from: iso(from),
          fromReason: 'last-good-probe' as const,
          to: iso(to),
          toReason: 'first-good-probe' as const,
        },
      }),
    }),
  }));
  return renderDigest(alerts, ['email'], contextAt(0)).machine;
};
const queued = (...bodies: string[]) => ({
  Records: bodies.map((body, index) => ({
    eventSource: 'aws:sqs',
    messageId: `m${index}`,
    body: JSON.stringify({ Type: 'Notification', Message: body }),
  })),
});
const jobId = (from: number, to: number, end = 'proven'): string => `orders ${iso(from)} ${iso(to)} ${end}`;
const reportOf = async (id: string): Promise<Report | undefined> =>
  (await new Ledger(client, 'recovery-jobs').read(id))?.report;

const order = (id: string, created: number, updated = created): void =>
  void merchant.orders.push({ id, createdAt: iso(created), updatedAt: iso(updated) });
const ids = (): string[] => merchant.taken.map(({ id }) => id).sort();

/** An hour's outage, and around it whatever a list may hold. */
const anHour = (): string => {
  order('before', 10);
  order('lost-1', 62);
  order('lost-2', 70, 71);
  order('changed-since', 65, 119);
  order('had', 75);
  order('newer-here', 76, 80);
  order('older-here', 40, 90);
  order('last', 99);
  order('after', 118);
  merchant.orders.push({ id: undefined, createdAt: iso(63), updatedAt: iso(63) });
  merchant.holds.set('had', iso(75)).set('newer-here', iso(85)).set('older-here', iso(40));
  return message([60, 100]);
};
const HOUR = ['changed-since', 'last', 'lost-1', 'lost-2', 'older-here'];

describe('a window whose end is proven', () => {
  test('brings what was lost to the intake, once, and reports what became of everything', async () => {
    merchant.refuses.add('last');
    expect(await handle(recovery(), queued(anHour()))).toEqual(NOT_AGAIN);
    expect(ids()).toEqual(HOUR.filter((id) => id !== 'last'));
    expect(await reportOf(jobId(60, 100))).toMatchObject({
      state: 'done',
      end: 'proven',
      atLeast: 1,
      found: 8,
      alreadyHad: 2,
      sent: 4,
      refused: 1,
      notProvable: 1,
      outside: 2,
      refusals: [{ id: 'last', reason: 'the branch is closed' }],
    });
    expect(merchant.holds.get('newer-here')).toBe(iso(85));
  });

  test('is done again where a person releases it: what was refused is given once more, and nothing else', async () => {
    merchant.refuses.add('last').add('lost-1');
    await handle(recovery(), queued(anHour()));
    merchant.refuses.delete('lost-1');
    const report = Report.parse(await handle(recovery(), { release: jobId(60, 100) }));
    expect(report).toMatchObject({ state: 'done', found: 8, sent: 4, alreadyHad: 2, refused: 1 });
    expect(ids()).toEqual(HOUR.filter((id) => id !== 'last'));
  });

  test('gives the kitchen nothing that is old', async () => {
    clock = time(119);
    await handle(recovery(), queued(anHour()));
    expect(merchant.taken.filter(({ cook }) => cook).map(({ id }) => id)).toEqual(['last']);
  });

  test('that comes again, alone or beside others, is not listed again', async () => {
    const first = anHour();
    await handle(recovery(), queued(first, first));
    await handle(recovery(), queued(first));
    expect(merchant.listings).toBe(1);
    expect(ids()).toEqual(HOUR);
  });

  test('that overlaps another, in whatever order they come, brings each order once', async () => {
    const first = anHour();
    await handle(recovery(), queued(message([80, 110])));
    await handle(recovery(), queued(first));
    await handle(recovery(), queued(message([58, 100])));
    expect(ids()).toEqual(HOUR);
    expect(merchant.listings).toBe(3);
  });

  test('is one of forty in a digest: one listing, each order once', async () => {
    for (let minute = 60; minute < 100; minute++) order(`lost-${minute}`, minute);
    const digest = message(...Array.from({ length: 40 }, (_, index) => [58 + index, 100] as const));
    await handle(recovery(), queued(digest));
    expect(merchant.listings).toBe(1);
    expect(ids()).toHaveLength(40);
    const report = await reportOf(jobId(58, 100));
    expect(report).toMatchObject({ found: 40, sent: 40, atLeast: 40 });
    expect(report?.dedupKeys).toHaveLength(40);
  });

  test('of a family that the merchant does not list is reported, and not silently dropped', async () => {
    const products = anHour().replaceAll('"family":"orders"', '"family":"products"');
    expect(await handle(recovery(), queued(products))).toEqual(NOT_AGAIN);
    expect(await reportOf(jobId(60, 100).replace('orders', 'products'))).toMatchObject({
      state: 'not-handled',
    });
    expect(ids()).toEqual([]);
  });
});

describe('a window whose end is not proven', () => {
  const [unproven, id] = [() => message([60, 100, false]), () => jobId(60, 100, 'unproven')];

  test('stops before anything is listed, until a person releases it', async () => {
    anHour();
    expect(await handle(recovery(), queued(unproven()))).toEqual(NOT_AGAIN);
    expect(await reportOf(id())).toMatchObject({ state: 'stopped', end: 'not-provable', found: 0 });
    expect([merchant.listings, ids()]).toEqual([0, []]);

    const report = Report.parse(await handle(recovery(), { release: id() }));
    expect(report).toMatchObject({ state: 'done', end: 'not-provable', sent: 6 });
    expect(ids()).toEqual(['after', ...HOUR]);
    await handle(recovery(), queued(unproven()));
    expect(merchant.listings).toBe(1);
  });

  test('goes on at once where a team says so, and still says that nothing is proven', async () => {
    anHour();
    await handle(recovery({ unprovenEnds: 'fetch' }), queued(unproven()));
    expect(ids()).toEqual(['after', ...HOUR]); // what came later may have failed too
    expect(await reportOf(id())).toMatchObject({ state: 'done', end: 'not-provable' });
  });

  test('of which nobody has heard cannot be released', async () => {
    await expect(handle(recovery(), { release: 'orders a b unproven' })).rejects.toThrow('there is no job');
  });
});

describe('what fails', () => {
  test('a listing: the message comes again, others are done, and it goes on where it was', async () => {
    const first = anHour();
    const second = message([200, 210]);
    let isBroken = true;
    const { step } = merchant;
    merchant.step = async (effect) => {
      if (isBroken && merchant.listings === 1 && merchant.taken.length === 2) throw new Error('no answer');
      return step(effect);
    };
    expect(await handle(recovery(), queued(first, second))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm0' }],
    });
    expect(await reportOf(jobId(200, 210))).toMatchObject({ state: 'done' });
    isBroken = false;
    expect(await handle(recovery(), queued(first))).toEqual(NOT_AGAIN);
    expect(ids()).toEqual(HOUR);
    expect(await reportOf(jobId(60, 100))).toMatchObject({ sent: 5, alreadyHad: 2 });
  });

  test('of a message by the topic itself is an error, so that SNS sends it again', async () => {
    const event = { Records: [{ EventSource: 'aws:sns', Sns: { MessageId: 'm', Message: anHour() } }] };
    await expect(handle(recovery({ merchant: unfilled }), event)).rejects.toThrow('not done: m');
    await handle(recovery(), event);
    expect(ids()).toEqual(HOUR);
  });

  test('a message that cannot be read keeps none of the others', async () => {
    expect(await handle(recovery(), queued('no JSON', anHour()))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm0' }],
    });
    expect(ids()).toEqual(HOUR);
  });

  test.each([
    ['in a newer state', 64],
    ['in the same state', 62],
  ])(
    'an order that the webhook brings meanwhile %s is not overwritten, and not called ours',
    async (_, minute) => {
      const first = anHour();
      const { give } = merchant;
      merchant.give = async (...given) => {
        if (given[1].id === 'lost-1' && !merchant.holds.has('lost-1'))
          merchant.holds.set('lost-1', iso(minute));
        return give.apply(merchant, given);
      };
      await handle(recovery(), queued(first));
      expect(merchant.holds.get('lost-1')).toBe(iso(minute));
      expect(await reportOf(jobId(60, 100))).toMatchObject({ sent: 4, alreadyHad: 3 });
    },
  );

  test('what was intended before a crash, and what the webhook brought then, is not called ours', async () => {
    const first = anHour();
    const intended = { kind: 'intended' as const, updatedAt: iso(62) };
    await new Ledger(client, 'recovery-jobs').record(jobId(60, 100), 'lost-1', intended, new Date(clock));
    const { give } = merchant;
    merchant.give = async (...given) => {
      if (given[1].id === 'lost-1') merchant.holds.set('lost-1', iso(62));
      return give.apply(merchant, given);
    };
    await handle(recovery(), queued(first));
    expect(await reportOf(jobId(60, 100))).toMatchObject({ sent: 4, alreadyHad: 3 });
  });

  test('time: the job is given back before it ends, and goes on at the next delivery', async () => {
    const first = anHour();
    let left = 4;
    const short = recovery({ remainingMs: () => (left-- > 0 ? 100_000 : 1000) });
    expect(await handle(short, queued(first))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
    expect(ids().length).toBeLessThan(HOUR.length);
    await handle(recovery(), queued(first));
    expect(ids()).toEqual(HOUR);
  });

  test('two at once: one waits until the other is done', async () => {
    const first = anHour();
    const [one, other] = await Promise.all([
      handle(recovery(), queued(first)),
      handle(recovery(), queued(first)),
    ]);
    expect([one, other]).toContainEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
    await handle(recovery(), queued(first));
    expect(merchant.listings).toBe(1);
    expect(ids()).toEqual(HOUR);
  });
});

test.each([
  ['before', false],
  ['after', true],
])('stopped %s any step, and started again, it has each order once in the intake', async (_, isAfter) => {
  let crashes = 0;
  for (let at = 0; ; at++) {
    nextDay();
    merchant.refuses.add('last');
    const event = queued(anHour());
    const plan = new CrashPlan(at, isAfter);
    const wire = intercepted(client, (_command, next) => plan.step(next));
    merchant.step = (effect) => plan.step(effect);
    const run = handle(recovery({ ledger: new Ledger(wire, 'recovery-jobs') }), event);
    const ended = await Promise.race([run, plan.crashed]);
    if (ended === 'crashed') {
      crashes += 1;
      merchant.step = (effect) => effect();
      clock += 10 * MINUTE_MS; // until the queue shows it again
      expect(await handle(recovery(), event)).toEqual(NOT_AGAIN);
    }
    expect(ids()).toEqual(HOUR.filter((id) => id !== 'last'));
    expect(await reportOf(jobId(60, 100))).toMatchObject({
      found: 8,
      alreadyHad: 2,
      sent: 4,
      refused: 1,
      notProvable: 1,
      outside: 2,
    });
    if (ended !== 'crashed') break;
  }
  expect(crashes).toBeGreaterThan(30);
});
