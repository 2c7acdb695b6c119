import { describe, expect, test } from '@jest/globals';
import { newIncident, transition } from '../../../../lib/domain/incidents/transition.ts';
import type { Notification } from '../../../../lib/domain/intake/notification.ts';
import { at, notification, opened, unreadable } from '../../examples.ts';

const time = (second: number): string => at(`03:00:${String(second).padStart(2, '0')}.000`).toISOString();
const then = (...notifications: [Notification, ...Notification[]]) =>
  transition(opened({ receivedAt: time(10) }), { kind: 'notified', notifications }, at('04:00:00.000'));

describe('of several notifications', () => {
  test('the latest says cause and sample, in whatever order they come', () => {
    const late = notification({ receivedAt: time(30), code: 404, message: 'gone' });
    const middle = notification({ receivedAt: time(20), code: 429, message: 'slow down' });
    for (const incident of [then(late, middle), then(middle, late)]) {
      expect(incident).toMatchObject({
        openedAt: time(10),
        lastAt: time(30),
        cause: 'missing',
        sample: { at: time(30), code: 404, message: 'gone' },
      });
    }
  });

  test('one that is earlier than the opening moves the opening and nothing else', () => {
    expect(then(notification({ receivedAt: time(5), code: 404 }))).toMatchObject({
      openedAt: time(5),
      lastAt: time(10),
      cause: 'unavailable',
      sample: { at: time(10), code: 503 },
    });
  });

  test('of two at the same time the one grouped later counts as the latest', () => {
    expect(then(notification({ receivedAt: time(10), code: 404, message: 'gone' }))).toMatchObject({
      cause: 'missing',
      sample: { message: 'gone' },
    });
    const [one, other] = [404, 429].map((code) => notification({ receivedAt: time(20), code }));
    if (!one || !other) throw new Error('one is missing');
    expect(then(one, other).sample.code).toBe(429);
    expect(then(other, one).sample.code).toBe(404);
  });
});

describe('the sample', () => {
  test('has no code where there was none, and says which fields were not as documented', () => {
    const { code: _none, ...rest } = notification({ receivedAt: time(20) });
    const fieldProblems = [{ pointer: '#/code', detail: 'expected a safe integer' }];
    expect(then(rest).sample).not.toHaveProperty('code');
    expect(then(rest).sample).not.toHaveProperty('fieldProblems');
    expect(then({ ...rest, fieldProblems }).sample).toEqual({
      at: time(20),
      message: 'Service Unavailable',
      fieldProblems,
    });
  });

  test('of a post that could not be read has the URL that it mentions', () => {
    const mentionedUrl = 'https://api.shop.example/hooks/orders';
    expect(newIncident('source:main', 1, unreadable({ mentionedUrl })).sample).toEqual({
      at: time(0),
      message: '#/code expected a safe integer',
      raw: '{}',
      mentionedUrl,
    });
    expect(newIncident('source:main', 1, unreadable()).sample).not.toHaveProperty('mentionedUrl');
  });

  test('has no message where there was none', () => {
    const { message: _none, ...rest } = notification({ receivedAt: time(20) });
    expect(then(rest).sample).toEqual({ at: time(20), code: 503 });
    expect(Object.keys(then(rest).sample)).not.toContain('message');
  });

  test('is cut to 1,000 characters, and never in the middle of one', () => {
    expect(then(notification({ receivedAt: time(20), message: 'm'.repeat(1001) })).sample.message).toBe(
      'm'.repeat(1000),
    );
    const cut = then(notification({ receivedAt: time(20), message: `${'m'.repeat(999)}😀` })).sample.message;
    expect(cut).toBe(`${'m'.repeat(999)}\ufffd`);
  });
});

test('an incident of a source has no endpoint, even where one can be read', () => {
  expect(newIncident('source:main', 1, notification())).not.toHaveProperty('endpoint');
  expect(newIncident('source:main', 1, unreadable())).not.toHaveProperty('endpoint');
  expect(newIncident('abcdefghjkmn', 1, unreadable())).not.toHaveProperty('endpoint');
});

test('an incident keeps the documented length of a URL', () => {
  const endpoint = `https://api.shop.example/${'p'.repeat(3000)}`;
  expect(newIncident('abcdefghjkmn', 1, notification({ endpoint })).endpoint).toBe(endpoint.slice(0, 2048));
});

describe('the flood of a source', () => {
  const made = (path: string) =>
    notification({ endpoint: `https://made-up.example/${path}`, endpointKey: `made-up-${path}` });
  const empty = () => newIncident('flood:main', 1, made('a'));

  test('begins with no endpoint of its own, and with the cause flood', () => {
    expect(empty()).toMatchObject({
      cause: 'flood',
      flood: { listed: [], unlisted: 0, sketch: [] },
      source: 'main',
    });
    expect(empty()).not.toHaveProperty('endpoint');
  });

  test('counts each notification into its endpoints, whatever the latest says', () => {
    const after = transition(
      empty(),
      { kind: 'notified', notifications: [made('a'), made('b'), made('a')] },
      at('04:00:00.000'),
    );
    expect(after).toMatchObject({ count: 3, cause: 'flood', codes: { 503: 3 } });
    expect(after.flood?.listed.map(({ endpoint, count }) => [endpoint, count])).toEqual([
      ['https://made-up.example/a', 2],
      ['https://made-up.example/b', 1],
    ]);
  });

  test('counts into a flood whose endpoints are not known', () => {
    const { flood: _lost, ...before } = empty();
    const after = transition(before, { kind: 'notified', notifications: [made('a')] }, at('04:00:00.000'));
    expect(after.flood).toMatchObject({ listed: [{ count: 1 }], sketch: ['made-up-a'] });
  });

  test('has no endpoint of a post that could not be read', () => {
    const after = transition(
      empty(),
      { kind: 'notified', notifications: [unreadable()] },
      at('04:00:00.000'),
    );
    expect([after.count, after.flood]).toEqual([1, { listed: [], unlisted: 0, sketch: [] }]);
  });

  test('is of no other incident', () => {
    expect(newIncident('abcdefghjkmn', 1, notification())).not.toHaveProperty('flood');
    expect(opened()).not.toHaveProperty('flood');
  });
});

describe("the version of a source's URL", () => {
  test('is kept where it is not the first, the highest of all', () => {
    expect(opened()).not.toHaveProperty('sourceVersions');
    expect(opened({ sourceVersion: 1 })).not.toHaveProperty('sourceVersions');
    const after = then(
      notification({ sourceVersion: 3 }),
      notification({ sourceVersion: 2 }),
      notification({ source: 'second', sourceVersion: 2 }),
      notification(),
    );
    expect(after.sourceVersions).toEqual({ main: 3, second: 2 });
  });

  test('is kept only of the first 20 sources, as they alone are counted by name', () => {
    const named = (index: number) => notification({ source: `shop-${index}`, sourceVersion: 2 });
    const others = Array.from({ length: 19 }, (_, index) => named(index + 1));
    const { sources, sourceVersions } = then(
      notification({ sourceVersion: 2 }),
      ...others,
      named(20),
      named(21),
    );
    expect(sources).toMatchObject({ main: 2, 'shop-19': 1, other: 2 });
    expect(Object.keys(sourceVersions ?? {})).toEqual(['main', ...others.map(({ source }) => source)]);
    expect(
      then(...([notification(), ...others] as const), { ...named(5), sourceVersion: 4 }).sourceVersions,
    ).toMatchObject({
      'shop-5': 4,
    });
  });
});
