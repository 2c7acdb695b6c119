import { describe, expect, test } from '@jest/globals';
import { endpointKey, isSourceKey } from '../../../../lib/domain/endpoints/endpoint.ts';
import {
  EMPTY_FLOOD,
  floodKey,
  floodSource,
  isFloodKey,
  LISTED_ENDPOINTS,
  summaryOfFlood,
  withNotification,
} from '../../../../lib/domain/incidents/flood.ts';
import type { ReadableNotification } from '../../../../lib/domain/intake/notification.ts';
import { at, notification } from '../../examples.ts';

const FIRST = at('03:00:00.000').toISOString();
const SECOND = at('03:00:01.000').toISOString();
const THIRD = at('03:00:02.000').toISOString();
const of = (path: string, fields: Partial<ReadableNotification> = {}): ReadableNotification => {
  const endpoint = `https://made-up.example/${path}`;
  return notification({ endpoint, endpointKey: endpointKey(endpoint), ...fields });
};
const flooded = (...notifications: ReadableNotification[]) =>
  notifications.reduce(withNotification, EMPTY_FLOOD);

test("the key of a source's flood is neither an endpoint's nor that of its unreadable posts", () => {
  expect(floodKey('main')).toBe('flood:main');
  expect(floodSource(floodKey('main'))).toBe('main');
  expect(isFloodKey(floodKey('main'))).toBe(true);
  expect(isSourceKey(floodKey('main'))).toBe(false);
  expect(isFloodKey('source:main')).toBe(false);
  expect(isFloodKey(endpointKey('https://made-up.example/'))).toBe(false);
});

describe('a listed endpoint', () => {
  test('has its last time and the code that came with it, in whatever order they come', () => {
    const first = of('a', { receivedAt: FIRST, code: 500 });
    const second = of('a', { receivedAt: SECOND, code: 503 });
    const third = of('a', { receivedAt: THIRD, code: 404 });
    const expected = {
      endpointKey: first.endpointKey,
      endpoint: 'https://made-up.example/a',
      count: 3,
      lastAt: THIRD,
      code: 404,
    };
    expect(flooded(first, second, third).listed).toEqual([expected]);
    expect(flooded(third, second, first).listed).toEqual([expected]);
    expect(flooded(second, third, first).listed).toEqual([expected]);
  });

  test('has, of two at the same time, the code counted later', () => {
    const [listed] = flooded(of('a', { code: 500 }), of('a', { code: 404 })).listed;
    expect(listed?.code).toBe(404);
  });

  test('has no code where the last notification had none', () => {
    const { code: _, ...without } = of('a', { receivedAt: SECOND });
    expect(flooded(without).listed[0]).not.toHaveProperty('code');
    expect(flooded(of('a', { receivedAt: FIRST }), without).listed[0]).not.toHaveProperty('code');
    expect(flooded(without, of('a', { receivedAt: FIRST })).listed[0]).not.toHaveProperty('code');
  });

  test('has at most 500 characters of its URL', () => {
    const [listed] = flooded(of('p'.repeat(900))).listed;
    expect(listed?.endpoint).toBe(`https://made-up.example/${'p'.repeat(476)}`);
  });

  test('leaves the others as they are', () => {
    const { listed } = flooded(of('a'), of('b', { code: 404 }), of('a'));
    expect(listed.map(({ endpoint, count, code }) => [endpoint, count, code])).toEqual([
      ['https://made-up.example/a', 2, 503],
      ['https://made-up.example/b', 1, 404],
    ]);
  });
});

describe('a flood as it is shown', () => {
  test('has those with the most lost first', () => {
    const summary = summaryOfFlood(
      flooded(of('one'), ...[of('three'), of('three'), of('three')], of('two'), of('two')),
    );
    expect(summary).toMatchObject({ endpoints: 3, isExact: true, unlisted: 0 });
    expect(summary.listed.map(({ endpoint, count }) => [endpoint, count])).toEqual([
      ['https://made-up.example/three', 3],
      ['https://made-up.example/two', 2],
      ['https://made-up.example/one', 1],
    ]);
  });

  test('counts the notifications of those that are not listed', () => {
    const many = Array.from({ length: LISTED_ENDPOINTS + 2 }, (_, index) => of(`${index}`));
    const summary = summaryOfFlood(flooded(...many, of(`${LISTED_ENDPOINTS}`)));
    expect(summary).toMatchObject({ endpoints: LISTED_ENDPOINTS + 2, isExact: true, unlisted: 3 });
    expect(summary.listed).toHaveLength(LISTED_ENDPOINTS);
  });
});
