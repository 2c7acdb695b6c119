import { expect, test } from '@jest/globals';
import { daysIn, monthBefore, monthsBetween } from '../../../../lib/domain/incidents/month.ts';
import { withAction } from '../../../../lib/domain/incidents/recorded-action.ts';
import { type Counted, countStatistics, minutesDown } from '../../../../lib/domain/incidents/statistics.ts';
import { incident } from '../../messages/fixtures.ts';

const NOW = Date.parse('2026-11-26T12:00:00.000Z');
const at = (minutes: number): string =>
  new Date(Date.parse('2026-11-20T08:00:00.000Z') + minutes * 60_000).toISOString();

const one = (fields: Partial<Counted>): Counted => ({
  endpointKey: 'k3m9x2p4q7ra',
  count: 1,
  openedAt: at(0),
  sources: { main: 1 },
  ...fields,
});

const counted = (incidents: readonly Counted[]) => {
  const statistics = countStatistics(NOW);
  for (const incident of incidents) statistics.add(incident);
  return statistics.result();
};

test('nothing comes to nothing, and to no time at all', () => {
  expect(counted([])).toEqual({
    incidents: 0,
    lostAtLeast: 0,
    minutesDown: 0,
    toAcknowledge: { incidents: 0 },
    toRecover: { incidents: 0 },
  });
});

test('counts, losses and minutes add up; times are of those in which it happened', () => {
  expect(
    counted([
      one({ count: 3, firstAcknowledgedAt: at(2), resolvedAt: at(10), resolution: 'probes' }),
      one({ count: 4, firstAcknowledgedAt: at(4), resolvedAt: at(20), resolution: 'person' }),
      one({ count: 5, firstAcknowledgedAt: at(60), resolvedAt: at(300), resolution: 'probes' }),
      one({ count: 6, resolvedAt: at(33), resolution: 'probes' }),
    ]),
  ).toEqual({
    incidents: 4,
    lostAtLeast: 18,
    minutesDown: 363,
    toAcknowledge: { incidents: 3, mean: 22, median: 4 },
    toRecover: { incidents: 4, mean: 90.8, median: 26.5 },
  });
});

test.each(['quiet', 'expired', 'stopped', 'revoked'] as const)(
  'an end that nobody saw (%s) is no recovery',
  (resolution) => {
    const { toRecover, incidents, minutesDown: down } = counted([one({ resolvedAt: at(400), resolution })]);
    expect([incidents, down, toRecover]).toEqual([1, 400, { incidents: 0 }]);
  },
);

test('what still fails is down until now, and has not recovered', () => {
  const { minutesDown: down, toRecover } = counted([one({})]);
  expect([down, toRecover.incidents]).toEqual([(6 * 24 + 4) * 60, 0]);
});

test('a test alert is none, unless somebody else reported that endpoint too', () => {
  expect(counted([one({ sources: { 'test-alert': 1 }, count: 7 })]).incidents).toBe(0);
  expect(counted([one({ sources: { 'test-alert': 1, main: 1 }, count: 2 })])).toMatchObject({
    incidents: 1,
    lostAtLeast: 2,
  });
});

test('posts that could not be read are incidents, and neither lost events nor downtime', () => {
  expect(
    counted([one({ endpointKey: 'source:main', count: 9, resolvedAt: at(50), resolution: 'person' })]),
  ).toMatchObject({
    incidents: 1,
    lostAtLeast: 0,
    minutesDown: 0,
  });
});

test('of two acknowledgements the first says how long it took', () => {
  const acknowledge = { kind: 'acknowledged', actor: 'Sara' } as const;
  const once = withAction(incident(), acknowledge, new Date(at(3)));
  const twice = withAction(once, { ...acknowledge, actor: 'Huda' }, new Date(at(90)));
  expect([twice.firstAcknowledgedAt, twice.acknowledgedAt]).toEqual([at(3), at(90)]);
});

test('a clock that ran back makes no negative time', () => {
  expect(minutesDown(one({ resolvedAt: at(-5) }), NOW)).toBe(0);
  expect(counted([one({ firstAcknowledgedAt: at(-5) })]).toAcknowledge).toEqual({
    incidents: 1,
    mean: 0,
    median: 0,
  });
});

test('months follow each other over the turn of a year, the latest first', () => {
  expect(monthsBetween('2025-11', '2026-02')).toEqual(['2026-02', '2026-01', '2025-12', '2025-11']);
  expect(monthBefore('2026-01', 1)).toBe('2025-12');
  expect(monthsBetween('2026-03', '2026-02')).toEqual([]);
  expect(['2026-02', '2028-02', '2026-11', '2026-12'].map(daysIn)).toEqual([28, 29, 30, 31]);
});
