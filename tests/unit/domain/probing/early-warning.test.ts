import { describe, expect, test } from '@jest/globals';
import { toldWith, warningsOf } from '../../../../lib/domain/probing/early-warning.ts';
import { Watched } from '../../../../lib/domain/probing/monitor.ts';
import type { Look } from '../../../../lib/domain/probing/probe-result.ts';
import { at } from '../../examples.ts';

const NOW = at('03:00:00.000');
const DAY_MS = 24 * 60 * 60_000;
const inDays = (days: number): string => new Date(NOW.getTime() + days * DAY_MS).toISOString();

const endpoint = (over: Partial<Watched> = {}): Watched => ({
  ...Watched.parse({ endpointKey: 'abcdefghjkmn', endpoint: 'https://api.shop.example/hooks/orders' }),
  ...over,
});
const looks = (...times: number[]): Look[] =>
  times.map((ms, minute) => ({ at: at(`02:1${minute}:00.000`).toISOString(), ms, kind: 'server' }));

describe('the end of a certificate', () => {
  const marked = (days: number) => {
    const [warning] = warningsOf(endpoint({ certificateEndsAt: inDays(days) }), NOW);
    return warning?.key.split(' ').at(-1);
  };

  test.each([
    [30.001, undefined],
    [30, '30'],
    [14.001, '30'],
    [14, '14'],
    [7.001, '14'],
    [7, '7'],
    [3.001, '7'],
    [3, '3'],
    [1.001, '3'],
    [1, '1'],
    [0, '1'],
    [-0.001, undefined],
  ])('in %s days is warned about at mark %s', (days, mark) => {
    expect(marked(days)).toBe(mark);
  });

  test('is told with the whole days that are left', () => {
    const endsAt = inDays(13.9);
    expect(warningsOf(endpoint({ certificateEndsAt: endsAt }), NOW)).toEqual([
      { kind: 'certificate', key: `certificate ${endsAt} 14`, endsAt, days: 13 },
    ]);
    expect(warningsOf(endpoint(), NOW)).toEqual([]);
  });

  test('is told once at each mark, and again for another certificate', () => {
    const first = endpoint({ certificateEndsAt: inDays(13) });
    const told = { ...first, told: toldWith(first, warningsOf(first, NOW), NOW) };
    expect(warningsOf(told, NOW)).toEqual([]);
    expect(warningsOf(told, new Date(inDays(6)))).toHaveLength(1);
    expect(warningsOf({ ...told, certificateEndsAt: inDays(12) }, NOW)).toHaveLength(1);
  });

  test('what was told of another certificate is forgotten', () => {
    const first = endpoint({ certificateEndsAt: inDays(13) });
    const told = toldWith(first, warningsOf(first, NOW), NOW);
    expect(Object.values(told)).toEqual([NOW.toISOString()]);
    expect(toldWith({ ...first, told }, [], NOW)).toEqual(told);
    expect(toldWith({ ...endpoint(), told }, [], NOW)).toEqual(told); // not seen this time
    expect(toldWith({ ...first, certificateEndsAt: inDays(90), told }, [], NOW)).toEqual({});
  });
});

describe('slow answers', () => {
  const slowOf = (history: Look[]) => warningsOf(endpoint({ history }), NOW);

  test('are warned about after three in a row of more than half of the 3 s, with the quickest', () => {
    expect(slowOf(looks(1_700, 1_501, 1_600))).toEqual([{ kind: 'slow', key: 'slow', ms: 1_501 }]);
    expect(slowOf(looks(1_700, 1_600))).toEqual([]);
    expect(slowOf(looks(1_700, 1_500, 1_600))).toEqual([]);
    expect(slowOf(looks(100, 1_700, 1_600, 1_800))).toHaveLength(1);
    expect(slowOf(looks(1_700, 1_600, 1_800, 100))).toEqual([]);
  });

  test('are answers: what failed is told as an outage', () => {
    const [first, second, third] = looks(1_700, 1_600, 1_800);
    if (!first || !second || !third) throw new Error('three looks');
    expect(slowOf([first, second, { ...third, kind: 'failed' }])).toEqual([]);
    expect(slowOf([first, { ...second, kind: 'failed', ms: 10 }, second, third])).toHaveLength(1);
  });

  test('are told once, until three in a row were quick', () => {
    const slow = endpoint({ history: looks(1_700, 1_600, 1_800) });
    const told = toldWith(slow, warningsOf(slow, NOW), NOW);
    expect(warningsOf({ ...slow, told }, NOW)).toEqual([]);
    const toldAfter = (...times: number[]) => toldWith(endpoint({ history: looks(...times), told }), [], NOW);
    expect(toldAfter(1_700, 100, 100)).toEqual(told);
    expect(toldAfter(100, 100)).toEqual(told);
    expect(toldAfter(1_500, 100, 1_501)).toEqual(told);
    expect(toldAfter(1_700, 100, 100, 1_500)).toEqual({});
    const [first, ...quick] = looks(1_700, 100, 100, 100);
    const gone = quick.map((look) => ({ ...look, kind: 'failed' as const }));
    expect(toldWith(endpoint({ history: first ? [first, ...gone] : [], told }), [], NOW)).toEqual(told);
  });
});

test('both are told beside each other', () => {
  const both = endpoint({ certificateEndsAt: inDays(2), history: looks(1_700, 1_600, 1_800) });
  expect(warningsOf(both, NOW).map(({ kind }) => kind)).toEqual(['certificate', 'slow']);
  const told = toldWith(both, warningsOf(both, NOW), NOW);
  expect(Object.keys(told)).toEqual([`certificate ${inDays(2)} 3`, 'slow']);
  expect(toldWith({ ...both, told }, [], NOW)).toEqual(told);
});
