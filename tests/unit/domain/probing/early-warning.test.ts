import { describe, expect, test } from '@jest/globals';
import type { KnownCertificate } from '../../../../lib/domain/probing/certificate-expiry.ts';
import { sentWith, warningsOf } from '../../../../lib/domain/probing/early-warning.ts';
import { Monitor } from '../../../../lib/domain/probing/monitor.ts';
import type { ProbeResult } from '../../../../lib/domain/probing/probe-result.ts';
import { at } from '../../examples.ts';

const NOW = at('03:00:00.000');
const DAY_MS = 24 * 60 * 60_000;
const inDays = (days: number): string => new Date(NOW.getTime() + days * DAY_MS).toISOString();

const endpoint = (over: Partial<Monitor> = {}): Monitor => ({
  ...Monitor.parse({ endpointKey: 'abcdefghjkmn', endpoint: 'https://api.shop.example/hooks/orders' }),
  ...over,
});
const results = (...times: number[]): ProbeResult[] =>
  times.map((ms, minute) => ({ at: at(`02:1${minute}:00.000`).toISOString(), ms, kind: 'up' }));

const certificate = (over: Partial<KnownCertificate> = {}): KnownCertificate => ({
  fingerprint: 'aa',
  endsAt: inDays(13),
  seenAt: NOW.toISOString(),
  warned: 0,
  ...over,
});

describe('the end of a certificate', () => {
  const [shown, other] = [certificate(), certificate({ fingerprint: 'bb', endsAt: inDays(5) })];

  test('is told with the whole hours that are left', () => {
    const endsAt = inDays(1.99);
    expect(warningsOf(endpoint({ certificates: [certificate({ endsAt })] }), NOW)).toEqual([
      { kind: 'certificate', key: 'aa', endsAt, hours: 47 },
    ]);
    expect(warningsOf(endpoint(), NOW)).toEqual([]);
  });

  test('names the certificate of the chain that ends first', () => {
    const [warning] = warningsOf(endpoint({ certificates: [certificate({ endsWith: 'R3' })] }), NOW);
    expect(warning).toMatchObject({ endsWith: 'R3' });
  });

  test('is told once at each mark', () => {
    const first = endpoint({ certificates: [shown] });
    const after = { ...first, ...sentWith(first, warningsOf(first, NOW), NOW) };
    expect(after.certificates).toEqual([{ ...shown, warned: 1 }]);
    expect(warningsOf(after, NOW)).toEqual([]);
    expect(warningsOf(after, new Date(inDays(6.5)))).toHaveLength(1);
  });

  test('is of the certificate seen last: the one before may be gone', () => {
    const keys = (...certificates: KnownCertificate[]) =>
      warningsOf(endpoint({ certificates }), NOW).map(({ key }) => key);
    expect(keys(other, shown)).toEqual(['aa']);
    expect(keys(shown, other)).toEqual(['bb']);
    expect(keys(other, certificate({ endsAt: inDays(80) }))).toEqual([]);
  });

  test('that was told of one certificate says nothing of another', () => {
    const both = endpoint({ certificates: [other, shown] });
    const after = sentWith(both, warningsOf(both, NOW), NOW);
    expect(after.certificates).toEqual([other, { ...shown, warned: 1 }]);
  });
});

describe('slow answers', () => {
  const slowOf = (history: ProbeResult[]) => warningsOf(endpoint({ history }), NOW);

  test('are warned about after three in a row of more than half of the 3 s, with the quickest', () => {
    expect(slowOf(results(1_700, 1_501, 1_600))).toEqual([{ kind: 'slow', key: 'slow', ms: 1_501 }]);
    expect(slowOf(results(1_700, 1_600))).toEqual([]);
    expect(slowOf(results(1_700, 1_500, 1_600))).toEqual([]);
    expect(slowOf(results(100, 1_700, 1_600, 1_800))).toHaveLength(1);
    expect(slowOf(results(1_700, 1_600, 1_800, 100))).toEqual([]);
  });

  test('are answers: what failed is told as an outage', () => {
    const [first, second, third] = results(1_700, 1_600, 1_800);
    if (!first || !second || !third) throw new Error('three looks');
    expect(slowOf([first, second, { ...third, kind: 'down' }])).toEqual([]);
    expect(slowOf([first, { ...second, kind: 'down', ms: 10 }, second, third])).toHaveLength(1);
  });

  test('are told once, until three in a row were quick', () => {
    const slow = endpoint({ history: results(1_700, 1_600, 1_800) });
    const { warningsSent } = sentWith(slow, warningsOf(slow, NOW), NOW);
    expect(warningsSent).toEqual({ slow: NOW.toISOString() });
    expect(warningsOf({ ...slow, warningsSent }, NOW)).toEqual([]);
    const markSent = (...times: number[]) =>
      sentWith(endpoint({ history: results(...times), warningsSent }), [], NOW).warningsSent;
    expect(markSent(1_700, 100, 100)).toEqual(warningsSent);
    expect(markSent(100, 100)).toEqual(warningsSent);
    expect(markSent(1_500, 100, 1_501)).toEqual(warningsSent);
    expect(markSent(1_700, 100, 100, 1_500)).toEqual({});
    const [first, ...quick] = results(1_700, 100, 100, 100);
    const gone = quick.map((result) => ({ ...result, kind: 'down' as const }));
    expect(
      sentWith(endpoint({ history: first ? [first, ...gone] : [], warningsSent }), [], NOW).warningsSent,
    ).toEqual(warningsSent);
  });
});

test('both are told beside each other', () => {
  const both = endpoint({ certificates: [certificate()], history: results(1_700, 1_600, 1_800) });
  expect(warningsOf(both, NOW).map(({ kind }) => kind)).toEqual(['certificate', 'slow']);
  const after = { ...both, ...sentWith(both, warningsOf(both, NOW), NOW) };
  expect(warningsOf(after, NOW)).toEqual([]);
  expect(sentWith(after, [], NOW)).toEqual({
    certificates: after.certificates,
    warningsSent: after.warningsSent,
  });
});
