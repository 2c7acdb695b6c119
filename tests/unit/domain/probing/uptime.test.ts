import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Look } from '../../../../lib/domain/probing/probe-result.ts';
import { availabilityOf, stripOf, watchedMs } from '../../../../lib/domain/probing/uptime.ts';

const MINUTE_MS = 60_000;
const NOW = Date.parse('2026-11-24T12:00:00Z');
const look = (minutesAgo: number, kind: Look['kind']): Look => ({
  at: new Date(NOW - minutesAgo * MINUTE_MS).toISOString(),
  ms: 100,
  kind,
});
const FROM = NOW - 60 * MINUTE_MS;
const strip = (looks: Look[]) => stripOf(looks, FROM, NOW, 4).join(' ');

test('no share is made up of a few minutes of watching: how long it was watched is said instead', () => {
  const DAY_MS = 24 * 60 * MINUTE_MS;
  const failing = [look(4, 'failed'), look(3, 'failed'), look(0, 'failed')];
  expect(availabilityOf(failing, NOW - DAY_MS, NOW)).toBeUndefined();
  expect(watchedMs(failing, NOW - DAY_MS, NOW)).toBe(4 * MINUTE_MS);
  // Once half of the time is known there is a share.
  const half = [look(12 * 60, 'failed'), look(0, 'failed')];
  expect(availabilityOf(half, NOW - DAY_MS, NOW)).toBe(0);
  expect(availabilityOf(half, NOW - 2 * DAY_MS, NOW)).toBeUndefined();
  expect(watchedMs([], NOW - DAY_MS, NOW)).toBe(0);
});

describe('a strip of four quarters of an hour', () => {
  test('knows nothing without looks, or of looks that prove nothing', () => {
    expect(strip([])).toBe('unknown unknown unknown unknown');
    expect(strip([look(20, 'neutral')])).toBe('unknown unknown unknown unknown');
    expect(availabilityOf([look(20, 'neutral')], FROM, NOW)).toBeUndefined();
  });
  test('is up between the two ends of a good run, however far apart', () => {
    expect(strip([look(5000, 'server'), look(1, 'server')])).toBe('up up up up');
    expect(availabilityOf([look(5000, 'server'), look(1, 'server')], FROM, NOW)).toBe(1);
  });
  test('is down in any part in which it was seen to fail', () => {
    expect(
      strip([
        look(300, 'server'),
        look(31, 'server'),
        look(29, 'failed'),
        look(28, 'server'),
        look(1, 'server'),
      ]),
    ).toBe('up up down up');
  });
  test('does not stretch a lone look, nor one long before the other kind', () => {
    expect(strip([look(44, 'server')])).toBe('unknown up up unknown');
    expect(strip([look(300, 'server'), look(10, 'failed'), look(1, 'failed')])).toBe(
      'unknown unknown unknown down',
    );
  });
  test('counts the time, not the looks', () => {
    const looks = [
      look(60, 'server'),
      look(31, 'server'),
      look(30, 'failed'),
      look(15, 'failed'),
      look(15, 'server'),
      look(0, 'server'),
    ];
    expect(availabilityOf(looks, FROM, NOW)).toBeCloseTo(0.75, 2);
  });
});

test('whatever the looks: as many cells as asked for, and a share between 0 and 1', () => {
  const anyLook = fc.record({
    at: fc
      .integer({ min: -100, max: 100_000 })
      .map((minutes) => new Date(NOW - minutes * MINUTE_MS).toISOString()),
    ms: fc.nat(),
    kind: fc.constantFrom<Look['kind']>('server', 'failed', 'neutral'),
  });
  fc.assert(
    fc.property(fc.array(anyLook, { maxLength: 40 }), (looks) => {
      expect(stripOf(looks, FROM, NOW, 48)).toHaveLength(48);
      const share = availabilityOf(looks, FROM, NOW);
      expect(share === undefined || (share >= 0 && share <= 1)).toBe(true);
    }),
  );
});

test('the order in which looks are kept does not matter', () => {
  const looks = [
    look(300, 'server'),
    look(31, 'server'),
    look(29, 'failed'),
    look(28, 'server'),
    look(1, 'server'),
  ];
  expect(strip(looks.toReversed())).toBe(strip(looks));
  expect(strip(looks.toReversed())).toBe('up up down up');
});
