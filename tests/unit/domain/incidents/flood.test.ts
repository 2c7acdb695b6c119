import { describe, expect, test } from '@jest/globals';
import { alertRank, compareRanks, incidentRank } from '../../../../lib/domain/alerting/alert-order.ts';
import { mayOpen } from '../../../../lib/domain/alerting/open-limit.ts';
import { endpointKey } from '../../../../lib/domain/endpoints/endpoint.ts';
import {
  EMPTY_FLOOD,
  endpointsOf,
  LISTED_ENDPOINTS,
  withNotification,
} from '../../../../lib/domain/incidents/flood.ts';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import { notification, opened } from '../../examples.ts';

const NAMED = 'https://shop.example/hooks/orders';
const oncall = RuntimeOncallConfig.parse({
  maxOpenIncidentsPerSource: 3,
  endpoints: [{ url: NAMED }, { url: 'https://branches.example/', severity: 'critical' }],
});
const of = (endpoint: string, over: Partial<Incident> = {}): Incident => ({
  ...opened({ endpoint, endpointKey: endpointKey(endpoint) }),
  ...over,
});
const flooded = (endpoints: number, each = 1) =>
  Array.from({ length: endpoints * each }, (_, index) => `https://made-up.example/${index % endpoints}`)
    .map((endpoint) => notification({ endpoint, endpointKey: endpointKey(endpoint) }))
    .reduce(withNotification, EMPTY_FLOOD);

describe('a flood', () => {
  test.each([1, 2, 50, 127])('counts %i endpoints exactly, however often each fails', (endpoints) => {
    expect(endpointsOf(flooded(endpoints, 3))).toEqual({ count: endpoints, isExact: true });
  });
  test.each([500, 2000, 10_000])('knows to a fifth that they are about %i', (endpoints) => {
    const { count, isExact } = endpointsOf(flooded(endpoints));
    expect(isExact).toBe(false);
    expect(Math.abs(count - endpoints)).toBeLessThan(endpoints / 5);
  });
  test('stays small, and counts what it does not list', () => {
    const flood = flooded(2000, 2);
    expect(flood.listed).toHaveLength(LISTED_ENDPOINTS);
    expect(flood.listed.every(({ count }) => count === 2)).toBe(true);
    expect(flood.unlisted).toBe(2 * (2000 - LISTED_ENDPOINTS));
    expect(JSON.stringify(flood).length).toBeLessThan(12_000);
  });
  test('shows no query values', () => {
    const endpoint = 'https://made-up.example/?token=secret';
    const flood = withNotification(EMPTY_FLOOD, notification({ endpoint }));
    expect(JSON.stringify(flood)).not.toContain('secret');
  });
});

describe('a source may open one more', () => {
  const may = (endpoint: string, open: number, isFlooding = false): boolean =>
    mayOpen({ endpoint, endpointKey: endpointKey(endpoint) }, { open, isFlooding }, oncall);
  test.each([
    ['a new endpoint', 'https://new.example/', 2, false, true],
    ['a new endpoint', 'https://new.example/', 3, false, false],
    ['a new endpoint', 'https://new.example/', 0, true, false],
    ['one that oncall.yml names', NAMED, 9999, true, true],
    ['one below a named one', `${NAMED}/1`, 5, true, true],
    ['one below a named one', 'https://branches.example/9', 6, false, false],
  ])('for %s (%s) with %i open and a flood: %s → %s', (_, endpoint, open, isFlooding, expected) => {
    expect(may(endpoint, open, isFlooding)).toBe(expected);
  });
});

describe('alerts go out', () => {
  const order = (...incidents: Incident[]): string[] =>
    incidents
      .toSorted((one, other) => compareRanks(incidentRank(one, oncall), incidentRank(other, oncall)))
      .map(({ endpoint = '' }) => endpoint);
  test('by what still fails, severity, what oncall.yml names, loss, age', () => {
    const [named, branch, lost, old, young, menu, over] = [
      of(NAMED, { count: 1 }),
      of('https://branches.example/menu', { count: 1 }),
      of('https://a.example/orders', { count: 90 }),
      of('https://b.example/orders', { count: 5, openedAt: '2026-11-23T01:00:00.000Z' }),
      of('https://c.example/orders', { count: 5, openedAt: '2026-11-23T02:00:00.000Z' }),
      of('https://d.example/menu', { count: 5000 }),
      of('https://e.example/orders', { count: 9000, state: 'resolved' }),
    ];
    if (!named || !branch || !lost || !old || !young || !menu || !over) throw new Error('one is missing');
    const expected = [named, branch, lost, old, young, menu, over].map(({ endpoint = '' }) => endpoint);
    expect(order(over, menu, young, old, lost, branch, named)).toEqual(expected);
    expect(order(named, lost, menu, over, branch, young, old)).toEqual(expected);
  });
  test('openings before reminders of the same severity, and after those of a higher one', () => {
    const reminder = alertRank(of('https://a.example/orders', { count: 500 }), 'reminder', oncall);
    const opening = alertRank(of('https://b.example/orders'), 'opened', oncall);
    const minor = alertRank(of('https://b.example/menu', { count: 9 }), 'opened', oncall);
    expect([minor, reminder, opening].toSorted(compareRanks)).toEqual([opening, reminder, minor]);
  });
});
