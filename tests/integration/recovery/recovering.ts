import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { ulid } from 'ulid';
import { Ledger } from '../../../examples/recovery/ledger.ts';
import type { Recovery } from '../../../examples/recovery/recover.ts';
import type { Report } from '../../../examples/recovery/report.ts';
import { renderDigest } from '../../../lib/messages/render.ts';
import { startEngine } from '../../../local/dynamodb/engine.ts';
import { createTables } from '../../../local/dynamodb/tables.ts';
import { readTemplate } from '../../../local/template/template.ts';
import { temporaryFolder } from '../../temporary.ts';
import { contextAt, incident } from '../../unit/messages/fixtures.ts';
import { clientOf } from '../client.ts';
import { PretendMerchant } from './pretend.ts';

const TEMPLATE = join(__dirname, '../../../examples/recovery/serverless.yml');
const MINUTE_MS = 60_000;
const DAY = Date.parse('2026-06-12T00:00:00.000Z');

/** Which orders of `anHour` are missing at the merchant. */
export const HOUR = ['changed-since', 'last', 'lost-1', 'lost-2', 'older-here'];
/** What the queue is answered where all is done. */
export const NOT_AGAIN = { batchItemFailures: [] };

/** The example of a recovery over a table of its own, with another merchant and another day for each test. */
export const recovering = () => {
  const prefix = `recovery-${ulid().toLowerCase()}`; // an engine that is given serves other files too
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
    await createTables(engine.endpoint, readTemplate(TEMPLATE).tables, prefix);
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

  const ledger = (over = client): Ledger => new Ledger(over, `${prefix}-jobs`);
  const recovery = (over: Partial<Recovery> = {}): Recovery => ({
    merchant,
    ledger: ledger(),
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
  const reportOf = async (id: string): Promise<Report | undefined> => (await ledger().read(id))?.report;

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
  return {
    recovery,
    ledger,
    message,
    queued,
    jobId,
    reportOf,
    ids,
    order,
    anHour,
    nextDay,
    time,
    iso,
    merchant: () => merchant,
    client: () => client,
    now: () => new Date(clock),
    setClock: (ms: number): void => {
      clock = ms;
    },
  };
};
