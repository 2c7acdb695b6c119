import { describe, expect, test } from '@jest/globals';
import {
  type KnownCertificate,
  marksPassed,
  withCertificate,
} from '../../../../lib/domain/probing/certificate-expiry.ts';
import { type EarlyWarning, sentWith, warningsOf } from '../../../../lib/domain/probing/early-warning.ts';
import { Monitor } from '../../../../lib/domain/probing/monitor.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const BEGIN_MS = Date.parse('2026-11-26T00:00:00.000Z');
const iso = (ms: number): string => new Date(ms).toISOString();

/** A server whose certificate is renewed when so many days of it are left; never again after `lastRenewalMs`. */
type Node = { lifeDays: number; renewedAtDays: number; lastRenewalMs?: number };

/** The certificate that a node shows at a time: each has the number of its renewal in its fingerprint. */
const shownBy = ({ lifeDays, renewedAtDays, lastRenewalMs = Infinity }: Node, name: string, now: number) => {
  const turnMs = (lifeDays - renewedAtDays) * DAY_MS;
  const turn = Math.floor((Math.min(now, lastRenewalMs) - BEGIN_MS) / turnMs);
  const startsAt = BEGIN_MS + turn * turnMs;
  return {
    fingerprint: `${name}${turn}`,
    startsAt: iso(startsAt),
    endsAt: iso(startsAt + lifeDays * DAY_MS),
    seenAt: iso(now),
  };
};

/** What is warned about within `days`, with a probe each hour that meets the nodes by turns. */
const warningsWithin = (days: number, nodes: readonly Node[]): EarlyWarning[] => {
  let monitored: Monitor = Monitor.parse({
    endpointKey: 'abcdefghjkmn',
    endpoint: 'https://api.shop.example/',
  });
  return Array.from({ length: days * 24 }, (_, hour) => hour).flatMap((hour) => {
    const now = new Date(BEGIN_MS + hour * HOUR_MS);
    const index = hour % nodes.length;
    const node = nodes[index];
    if (!node) throw new Error('a node');
    const seen = shownBy(node, 'abc'.charAt(index), now.getTime());
    if (Date.parse(seen.endsAt) < now.getTime()) return []; // an outage
    monitored = { ...monitored, certificates: withCertificate(monitored.certificates, seen) };
    const warnings = warningsOf(monitored, now);
    monitored = { ...monitored, ...sentWith(monitored, warnings, now) };
    return warnings;
  });
};

// 160 hours is the short-lived profile of Let's Encrypt; 47 days will be the longest of all by 2029.
const RENEWALS: [name: string, node: Node][] = [
  ['90 days, renewed with 30 left', { lifeDays: 90, renewedAtDays: 30 }],
  ['90 days, renewed with 13 left', { lifeDays: 90, renewedAtDays: 13 }],
  ['45 days, renewed with 15 left', { lifeDays: 45, renewedAtDays: 15 }],
  ['47 days, renewed with 7 left', { lifeDays: 47, renewedAtDays: 7 }],
  ['160 hours, renewed with 80 left', { lifeDays: 160 / 24, renewedAtDays: 80 / 24 }],
  ['160 hours, renewed with 53 left', { lifeDays: 160 / 24, renewedAtDays: 53 / 24 }],
  ['6 days, renewed with 1 left', { lifeDays: 6, renewedAtDays: 1 }],
  ['12 hours, renewed with 4 left', { lifeDays: 0.5, renewedAtDays: 4 / 24 }],
  ['398 days, renewed with 31 left', { lifeDays: 398, renewedAtDays: 31 }],
];

describe('a year of automatic renewal', () => {
  test.each(RENEWALS)('of %s is no warning', (_, node) => {
    expect(warningsWithin(400, [node])).toEqual([]);
  });

  // Of hours, the last mark passes between two of these probes.
  test.each(RENEWALS.filter(([, { lifeDays }]) => lifeDays > 1))(
    'of %s, that fails once, is three warnings',
    (_, node) => {
      const failing = { ...node, lastRenewalMs: BEGIN_MS + 60 * DAY_MS };
      const warnings = warningsWithin(800, [failing]);
      expect(warnings).toHaveLength(3);
      expect(new Set(warnings.map(({ key }) => key)).size).toBe(1);
    },
  );

  test('by two nodes that take turns with their certificates is no warning', () => {
    const nodes = [
      { lifeDays: 90, renewedAtDays: 30 },
      { lifeDays: 80, renewedAtDays: 27 },
    ];
    expect(warningsWithin(400, nodes)).toEqual([]);
  });
});

test('two nodes whose renewals fail are warned about three times each, however often they take turns', () => {
  const nodes = [90, 89].map((lifeDays) => ({ lifeDays, renewedAtDays: 30, lastRenewalMs: BEGIN_MS }));
  const keys = warningsWithin(100, nodes).map(({ key }) => key);
  expect(keys.filter((key) => key === 'a0')).toHaveLength(3);
  expect(keys.filter((key) => key === 'b0')).toHaveLength(3);
  expect(keys).toHaveLength(6);
});

test('one node that was not reloaded after a renewal is warned about alone', () => {
  const nodes = [
    { lifeDays: 90, renewedAtDays: 30 },
    { lifeDays: 90, renewedAtDays: 30, lastRenewalMs: BEGIN_MS },
  ];
  expect(warningsWithin(90, nodes).map(({ key }) => key)).toEqual(['b0', 'b0', 'b0']);
});

describe('marks', () => {
  const ending = (days: number, lifeDays?: number): KnownCertificate => ({
    fingerprint: 'a',
    ...(lifeDays !== undefined && { startsAt: iso(BEGIN_MS + (days - lifeDays) * DAY_MS) }),
    endsAt: iso(BEGIN_MS + days * DAY_MS),
    seenAt: iso(BEGIN_MS),
    warned: 0,
  });

  test.each([
    [398, 30.01, 0],
    [398, 30, 1],
    [398, 7, 2],
    [398, 1, 3],
    [undefined, 30, 1],
    [undefined, 7.01, 1],
    [90, 9.01, 0],
    [90, 9, 1],
    [90, 3.6, 2],
    [90, 1.01, 2],
    [90, 1, 3],
    [6, 0.61, 0],
    [6, 0.6, 1],
    [6, 0.24, 2],
    [6, 0.06, 3],
    [90, 0, 3],
    [90, -0.01, 0],
  ])('of a life of %s days with %s left: %s passed', (lifeDays, left, passed) => {
    expect(marksPassed(ending(left, lifeDays), new Date(BEGIN_MS))).toBe(passed);
  });
});

describe('certificates are remembered', () => {
  const seen = (fingerprint: string, endDays: number, atDays = 0) => ({
    fingerprint,
    endsAt: iso(BEGIN_MS + endDays * DAY_MS),
    seenAt: iso(BEGIN_MS + atDays * DAY_MS),
  });

  test('with what was told of them, the one seen last at the end', () => {
    const known = [
      { ...seen('a', 9), warned: 2 },
      { ...seen('b', 9), warned: 1 },
    ];
    expect(withCertificate(known, seen('a', 9, 1))).toEqual([
      { ...seen('b', 9), warned: 1 },
      { ...seen('a', 9, 1), warned: 2 },
    ]);
  });

  test('until they end', () => {
    const known = [{ ...seen('a', 2), warned: 3 }];
    expect(withCertificate(known, seen('b', 80, 1))).toHaveLength(2);
    expect(withCertificate(known, seen('b', 80, 3))).toEqual([{ ...seen('b', 80, 3), warned: 0 }]);
  });

  test('fifty of them at most, those seen last', () => {
    const known = Array.from({ length: 50 }, (_, index) => ({ ...seen(`c${index}`, 9), warned: 0 }));
    const after = withCertificate(known, seen('new', 9, 1));
    expect(after).toHaveLength(50);
    expect([after[0]?.fingerprint, after.at(-1)?.fingerprint]).toEqual(['c1', 'new']);
  });
});
