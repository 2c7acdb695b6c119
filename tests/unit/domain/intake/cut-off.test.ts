import { describe, expect, test } from '@jest/globals';
import { endpoint, good, posted } from './posted.ts';

describe('what is cut off', () => {
  test.each([
    ['after its endpoint', `{"code":503,"endpoint":"${endpoint}","message":"Service Una`, 'Service Una'],
    ['in an escape', `{"code":503,"endpoint":"${endpoint}","message":"Service Una\\`, 'Service Una'],
  ])('%s belongs to it, and its message is said to be cut', (_, body, kept) => {
    expect(posted(body)).toMatchObject({
      status: 200,
      notifications: [{ endpoint, code: 503, message: kept }],
      problems: [{ pointer: '#' }, { pointer: '#/message', detail: expect.stringMatching(/^message cut/) }],
    });
  });
  test('within its endpoint is of no endpoint: the beginning of a URL may be another one', () => {
    for (let length = 1; length < endpoint.length; length += 1) {
      for (const start of [`{"code":503,"endpoint":"`, `{"code":503,"endpoint": "`]) {
        expect(posted(`${start}${endpoint.slice(0, length)}`).status).toBe(400);
      }
    }
  });
  test.each(['before', 'after'])(
    'a message of 200 KB %s the endpoint is kept to its first 16 KiB',
    (where) => {
      const long = `cURL error 28: ${'m'.repeat(200_000)}`;
      const body = where === 'before' ? { message: long, endpoint } : { endpoint, message: long };
      const acceptance = posted({ code: 0, ...body });
      expect(acceptance).toMatchObject({
        status: 200,
        problems: [{ pointer: '#/message', detail: expect.stringMatching(/^message cut/) }],
        notifications: [{ endpoint, code: 0, message: long.slice(0, 16 * 1024) }],
      });
      expect(acceptance.notifications[0]).not.toHaveProperty('raw');
    },
  );
  test('of characters of several bytes never one in half', () => {
    const [notification] = posted({ ...good, message: `x${'🍔'.repeat(9000)}` }).notifications;
    const kept = 'message' in notification ? (notification.message ?? '') : '';
    expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(16 * 1024);
    expect(kept).toMatch(/^x(🍔){4095}$/u);
  });
  test('by us, beyond 256 KiB, it is read where the endpoint stands before that', () => {
    const long = 'm'.repeat(300_000);
    expect(posted({ code: 503, endpoint, message: long })).toMatchObject({
      status: 200,
      problems: [
        { pointer: '#', detail: expect.stringMatching(/^expected at most 262144 bytes, got 3/) },
        { pointer: '#' },
        { pointer: '#/message' },
      ],
      notifications: [{ endpoint, code: 503, message: long.slice(0, 16 * 1024) }],
    });
    expect(posted({ message: `see https://h.example/?a=SECRET ${long}`, endpoint })).toMatchObject({
      status: 413,
      notifications: [{ endpointKey: 'source:main', mentionedUrl: 'https://h.example/?a=***' }],
    });
  });
});
