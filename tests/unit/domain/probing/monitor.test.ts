import { expect, test } from '@jest/globals';
import { isStillMonitored, Monitor, nextProbeAt } from '../../../../lib/domain/probing/monitor.ts';
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
