import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ProbeResult } from '../../../../lib/domain/probing/probe-result.ts';
import { availabilityOf, monitoredMs, stripOf } from '../../../../lib/domain/probing/uptime.ts';

const MINUTE_MS = 60_000;
const NOW = Date.parse('2026-11-24T12:00:00Z');
const result = (minutesAgo: number, kind: ProbeResult['kind']): ProbeResult => ({
  at: new Date(NOW - minutesAgo * MINUTE_MS).toISOString(),
  ms: 100,
  kind,
});
const FROM = NOW - 60 * MINUTE_MS;
const strip = (results: ProbeResult[]) => stripOf(results, FROM, NOW, 4).join(' ');

test('no share is made up of a few minutes of watching: how long it was watched is said instead', () => {
  const DAY_MS = 24 * 60 * MINUTE_MS;
  const failing = [result(4, 'down'), result(3, 'down'), result(0, 'down')];
  expect(availabilityOf(failing, NOW - DAY_MS, NOW)).toBeUndefined();
  expect(monitoredMs(failing, NOW - DAY_MS, NOW)).toBe(4 * MINUTE_MS);
  // Once half of the time is known there is a share.
  const half = [result(12 * 60, 'down'), result(0, 'down')];
  expect(availabilityOf(half, NOW - DAY_MS, NOW)).toBe(0);
  expect(availabilityOf(half, NOW - 2 * DAY_MS, NOW)).toBeUndefined();
  expect(monitoredMs([], NOW - DAY_MS, NOW)).toBe(0);
});

describe('a strip of four quarters of an hour', () => {
  test('knows nothing without looks, or of looks that prove nothing', () => {
    expect(strip([])).toBe('unknown unknown unknown unknown');
    expect(strip([result(20, 'unknown')])).toBe('unknown unknown unknown unknown');
    expect(availabilityOf([result(20, 'unknown')], FROM, NOW)).toBeUndefined();
  });
  test('is up between the two ends of a good run, however far apart', () => {
    expect(strip([result(5000, 'up'), result(1, 'up')])).toBe('up up up up');
    expect(availabilityOf([result(5000, 'up'), result(1, 'up')], FROM, NOW)).toBe(1);
  });
  test('is down in any part in which it was seen to fail', () => {
    expect(
      strip([result(300, 'up'), result(31, 'up'), result(29, 'down'), result(28, 'up'), result(1, 'up')]),
    ).toBe('up up down up');
  });
  test('does not stretch a lone look, nor one long before the other kind', () => {
    expect(strip([result(44, 'up')])).toBe('unknown up up unknown');
    expect(strip([result(300, 'up'), result(10, 'down'), result(1, 'down')])).toBe(
      'unknown unknown unknown down',
    );
  });
  test('counts the time, not the looks', () => {
    const results = [
      result(60, 'up'),
      result(31, 'up'),
      result(30, 'down'),
      result(15, 'down'),
      result(15, 'up'),
      result(0, 'up'),
    ];
    expect(availabilityOf(results, FROM, NOW)).toBeCloseTo(0.75, 2);
  });
});

test('whatever the looks: as many cells as asked for, and a share between 0 and 1', () => {
  const anyResult = fc.record({
    at: fc
      .integer({ min: -100, max: 100_000 })
      .map((minutes) => new Date(NOW - minutes * MINUTE_MS).toISOString()),
    ms: fc.nat(),
    kind: fc.constantFrom<ProbeResult['kind']>('up', 'down', 'unknown'),
  });
  fc.assert(
    fc.property(fc.array(anyResult, { maxLength: 40 }), (results) => {
      expect(stripOf(results, FROM, NOW, 48)).toHaveLength(48);
      const share = availabilityOf(results, FROM, NOW);
      expect(share === undefined || (share >= 0 && share <= 1)).toBe(true);
    }),
  );
});

test('the order in which looks are kept does not matter', () => {
  const results = [
    result(300, 'up'),
    result(31, 'up'),
    result(29, 'down'),
    result(28, 'up'),
    result(1, 'up'),
  ];
  expect(strip(results.toReversed())).toBe(strip(results));
  expect(strip(results.toReversed())).toBe('up up down up');
});
