import { describe, expect, test } from '@jest/globals';
import {
  isStillMonitored,
  lateBefore,
  lateSince,
  MONITORED,
  Monitor,
  nextProbeAt,
} from '../../../../lib/domain/probing/monitor.ts';
import { at } from '../../examples.ts';

test('the next look is due in a minute in trouble, else in five; ten seconds sooner, as no scheduler is exact', () => {
  const start = at('03:00:00.000');
  expect(nextProbeAt(true, start)).toEqual(at('03:00:50.000'));
  expect(nextProbeAt(false, start)).toEqual(at('03:04:50.000'));
  expect(nextProbeAt(false, start, 0.1)).toEqual(at('03:00:29.000'));
});

test('an endpoint is watched until thirty days after Flavours last spoke of it', () => {
  const lastAt = at('03:00:00.000').toISOString();
  expect(isStillMonitored(lastAt, new Date('2026-12-23T03:00:00.000Z'))).toBe(true);
  expect(isStillMonitored(lastAt, new Date('2026-12-23T03:00:00.001Z'))).toBe(false);
});

test('a probe result of another form hides itself alone', () => {
  const result = { at: at('03:00:00.000').toISOString(), ms: 90, kind: 'up' };
  const least = { endpointKey: 'abcdefghjkmn', endpoint: 'https://api.shop.example/' };
  const history = [{ at: 'yesterday' }, result, 7];
  expect(Monitor.parse({ ...least, history })).toMatchObject({
    history: [result],
    revision: 0,
    warningsSent: {},
  });
  expect(Monitor.parse(least).history).toEqual([]);
});

test('a certificate of another form hides itself alone', () => {
  const certificate = {
    fingerprint: 'ab12',
    endsAt: '2027-01-01T00:00:00.000Z',
    seenAt: at('03:00:00.000').toISOString(),
    warned: 1,
  };
  const certificates = [7, certificate, { fingerprint: '', endsAt: 'never' }];
  const least = { endpointKey: 'abcdefghjkmn', endpoint: 'https://api.shop.example/' };
  expect(Monitor.parse({ ...least, certificates }).certificates).toEqual([certificate]);
  expect(Monitor.parse(least).certificates).toEqual([]);
});

describe('a probe that is late', () => {
  const dueAt = at('03:00:00.000').toISOString();
  const monitor = (fields: Partial<Monitor>) =>
    Monitor.parse({ endpointKey: 'abcdefghjkmn', endpoint: 'https://api.shop.example/', ...fields });
  const waiting = monitor({ monitored: MONITORED, nextProbeAt: dueAt });

  test('has been due for more than two minutes', () => {
    expect(lateSince(waiting, at('03:02:00.001'))).toBe(dueAt);
    expect(lateSince(waiting, at('03:02:00.000'))).toBeUndefined();
    expect(lateSince(waiting, at('02:00:00.000'))).toBeUndefined();
  });

  test('is that of an endpoint that is monitored, and that waits for one', () => {
    expect(lateSince(monitor({ nextProbeAt: dueAt }), at('09:00:00.000'))).toBeUndefined();
    expect(lateSince(monitor({ monitored: MONITORED }), at('09:00:00.000'))).toBeUndefined();
  });

  test('was due before a time two minutes ago', () => {
    expect(lateBefore(at('03:02:00.000'))).toBe(dueAt);
  });
});
