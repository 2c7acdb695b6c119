import { describe, expect, test } from '@jest/globals';
import { readSweepCursor } from '../../lib/adapters/dynamodb/sweep-cursor.ts';
import { sweep } from '../../lib/use-cases/sweep/sweep.ts';
import { thorough } from '../thorough.ts';
import { ago, NAMED, NOW, observedSweep, place } from './observed-sweep.ts';
import { openIncident, putIncidents, sentAt } from './open-incidents.ts';

const HOUR_MS = 3_600_000;
const {
  sharedWorld,
  slowRun,
  telemetry,
  sweepAt,
  emails,
  smses,
  named,
  namedOtherThan,
  unsent,
  firstOf,
  isPublish,
  isClosing,
  calls,
  world,
  sns,
} = observedSweep();

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
    (await world().incidents()).filter(({ state }) => state === 'resolved').length;

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
    expect(sns().accepted[0]?.message).toContain('worst Orders webhook');
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
      if (minute === 1) await putIncidents(world().store, [opened]);
      // Half of a sweep is for reading and telling: two pages, of which the newest is the first.
      await sweep(slowRun(at(), 13_000), `slow-${minute}`, 0, telemetry);
      hadCursor ||= (await readSweepCursor(world().store)) !== undefined;
      if (minute === 1) expect(named(opened)).toBe(1);
    }
    expect(minute).toBeGreaterThan(1);
    expect(hadCursor).toBe(true);
    expect(unsent(all)).toHaveLength(0);
    // Who comes to the end leaves no place to go on at: the next begins anew.
    await sweepAt(at());
    expect((await readSweepCursor(world().store)).at).toBeUndefined();
  });
});
