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

  test('of two at the same time the one folded later counts as the latest', () => {
    expect(then(notification({ receivedAt: time(10), code: 404, message: 'gone' }))).toMatchObject({
      cause: 'missing',
      sample: { message: 'gone' },
    });
  });
});

describe('the sample', () => {
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
