import { describe, expect, test } from '@jest/globals';
import { standingOf, type Totals } from '../../../lib/console/view/standing.ts';
import { isUncounted, type OpenCount, type Since, upToDate } from '../../../lib/console/view/up-to-date.ts';
import type { Incident } from '../../../lib/domain/incidents/incident.ts';
import type { Silence } from '../../../lib/domain/incidents/silence.ts';
import { at, contextAt, incident, silenceOf } from '../messages/fixtures.ts';

const SIZES = { worst: 2, over: 2 };
const view = contextAt(60);
const NONE: ReadonlyMap<string, Silence> = new Map();

/** One of many that fail alike; the more it has lost, the more urgent it is. */
const one = (key: string, count: number, over: Partial<Incident> = {}): Incident =>
  incident({
    endpointKey: key,
    incidentId: `${key}-1`,
    endpoint: `https://${key}.example/orders`,
    count,
    ...over,
  });
const [a, b, c, d] = [one('a', 90), one('b', 80), one('c', 70), one('d', 60)];
const ack: Partial<Incident> = {
  state: 'acknowledged',
  acknowledgedBy: 'Sara',
  acknowledgedUntil: at(90),
};

/** 2,000 were open, a to d first; each needed somebody. */
const TOTALS: Totals = {
  count: 2000,
  needSomebody: 2000,
  waiting: 0,
  acknowledged: 0,
  muted: 0,
  lost: 10_000,
};
const count: OpenCount = {
  at: view.now - 10_000,
  totals: TOTALS,
  isWhole: true,
  invalidItem: 0,
  best: new Map(
    [a, b, c, d].map((each) => [
      each.incidentId,
      { ...each, share: { as: 'needSomebody', lost: each.count } },
    ]),
  ),
  edge: standingOf(d, undefined, view),
  beside: [],
  newest: new Set(['known-1']),
  newestSince: at(30),
};
const now = (since: Partial<Since>) =>
  upToDate(count, { read: [a, b, c, d], opened: [], silences: NONE, invalidItem: 0, ...since }, SIZES, view);
const idsOf = (incidents: readonly Incident[]) => incidents.map(({ endpointKey }) => endpointKey);

describe('what a count came to, brought up to date', () => {
  test('is what it was while nothing changes', () => {
    const { totals, worst, isCertain } = now({});
    expect({ totals, worst: idsOf(worst), isCertain }).toEqual({
      totals: TOTALS,
      worst: ['a', 'b'],
      isCertain: true,
    });
  });

  test('has what was acknowledged behind the others, and among the acknowledged', () => {
    const { totals, worst, isCertain } = now({ read: [one('a', 90, ack), b, c, d] });
    expect(totals).toEqual({ ...TOTALS, needSomebody: 1999, acknowledged: 1 });
    expect({ worst: idsOf(worst), isCertain }).toEqual({ worst: ['b', 'c'], isCertain: true });
  });

  test('counts one whose acknowledgement has ended as one that needs somebody', () => {
    const totals = { ...TOTALS, needSomebody: 1999, acknowledged: 1 };
    const ended = { ...count, totals, best: new Map(count.best) };
    ended.best.set('a-1', { endpointKey: 'a', number: 1, share: { as: 'acknowledged', lost: 90 } });
    const read = [one('a', 90, { ...ack, acknowledgedUntil: at(59) }), b, c, d];
    const since = { read, opened: [], silences: NONE, invalidItem: 0 };
    expect(upToDate(ended, since, SIZES, view).totals).toEqual(TOTALS);
  });

  test('has no more what is over, and counts neither it nor its losses', () => {
    const over = one('a', 90, { state: 'resolved', resolvedAt: at(59) });
    const { totals, worst, over: shown } = now({ read: [over, b, c, d] });
    expect(totals).toEqual({ ...TOTALS, count: 1999, needSomebody: 1999, lost: 9910 });
    expect([idsOf(worst), idsOf(shown)]).toEqual([['b', 'c'], ['a']]);
  });

  test('leaves what was announced meanwhile to the list of its month', () => {
    const over = one('a', 90, { state: 'resolved', resolvedAt: at(59), listName: '2026-06' });
    expect(now({ read: [over, b, c, d] }).over).toEqual([]);
  });

  test('has one that got worse in its place, with what it has lost since', () => {
    const { totals, worst } = now({ read: [a, b, c, one('d', 500)] });
    expect(totals).toEqual({ ...TOTALS, lost: 10_440 });
    expect(idsOf(worst)).toEqual(['d', 'a']);
  });

  test('has a new silence', () => {
    const silences = new Map([['a', { ...silenceOf('Sara', 0, 120), endpointKey: 'a', incidentId: 'a-1' }]]);
    const { totals, worst } = now({ silences });
    expect(totals).toEqual({ ...TOTALS, needSomebody: 1999, muted: 1 });
    expect(idsOf(worst)).toEqual(['b', 'c']);
  });

  test('has what has opened since: whole where it was read, and counted once', () => {
    const urgent = one('new', 300, { openedAt: at(59) });
    const little = one('little', 1, { openedAt: at(59) });
    const { totals, worst } = now({ read: [a, b, c, d, urgent], opened: [urgent, little] });
    expect(totals).toEqual({ ...TOTALS, count: 2002, needSomebody: 2002, lost: 10_301 });
    expect(idsOf(worst)).toEqual(['new', 'a']);
  });

  test('has one whose whole item cannot be read where the count had it', () => {
    expect(now({ read: [b, c, d] }).totals).toEqual(TOTALS);
  });

  test('counts no test alert, and shows those that are not over', () => {
    const sources = { 'test-alert': 1 };
    const test = one('t', 1, { sources });
    const over = one('u', 1, { sources, state: 'resolved' });
    const { totals, tests, over: ended } = now({ read: [a, b, c, d, test, over], opened: [test, over] });
    expect([totals, idsOf(tests), ended]).toEqual([TOTALS, ['t'], []]);
  });

  test('counts posts that cannot be read as no lost events', () => {
    const unreadable = one('src', 40, { endpoint: undefined, openedAt: at(59) });
    expect(now({ opened: [unreadable] }).totals).toEqual({ ...TOTALS, count: 2001, needSomebody: 2001 });
  });

  test('is uncertain as soon as one that was not read may be more urgent than the last that is shown', () => {
    const [x, y] = [one('a', 90, ack), one('b', 80, ack)];
    expect(now({ read: [x, y, c, d] }).isCertain).toBe(true);
    expect(now({ read: [x, y, one('c', 70, ack), d] }).isCertain).toBe(false);
    expect(now({ read: [d] }).isCertain).toBe(false);
  });
});

test('what has opened since a count is told from what was counted, whatever of it is read again', () => {
  const isNew = (incidentId: string, minute: number) =>
    isUncounted(count, { incidentId, openedAt: at(minute) });
  expect([isNew('new-1', 59), isNew('late-1', 31)]).toEqual([true, true]);
  expect([isNew('known-1', 59), isNew('older-1', 30), isNew('older-2', 3)]).toEqual([false, false, false]);
});
