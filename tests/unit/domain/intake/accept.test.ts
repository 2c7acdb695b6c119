import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { accept } from '../../../../lib/domain/intake/accept.ts';
import { Notification } from '../../../../lib/domain/intake/notification.ts';
import { BODY_LIMIT_BYTES } from '../../../../lib/domain/intake/payload.ts';
import { webhookToken } from '../../../../lib/domain/security/webhook-token.ts';
import { anyCodePoints, webUrl } from '../../../any-text.ts';
import { at } from '../../examples.ts';

const token = webhookToken('s'.repeat(48), 'main', 1);
const bytes = (body: string | object): Uint8Array =>
  new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
const accepted = (body: string | object | Uint8Array) =>
  accept({
    source: 'main',
    token,
    body: body instanceof Uint8Array ? body : bytes(body),
    id: '01JD0000000000000000000000',
    pending: 2,
    now: at('03:00:00.000'),
  });
const documented = {
  code: 503,
  endpoint: 'https://api.shop.example/hooks/orders',
  message: 'Service Unavailable',
};
const kept = (body: string | object | Uint8Array) => accepted(body).notifications[0];

describe('what is documented', () => {
  test('is kept field by field', () => {
    expect(accepted(documented)).toEqual({
      status: 200,
      problems: [],
      notifications: [
        {
          endpointKey: expect.stringMatching(/^[0-9a-z]{12}$/),
          id: '01JD0000000000000000000000',
          source: 'main',
          receivedAt: '2026-11-23T03:00:00.000Z',
          pending: 2,
          ...documented,
        },
      ],
    });
  });
  test.each([
    ['503', 503],
    ['-1', -1],
    ['+7', 7],
    [' 0 ', 0],
    [0, 0],
    [-0, 0],
    [-28, -28],
    [500.0, 500],
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
    [String(Number.MIN_SAFE_INTEGER), Number.MIN_SAFE_INTEGER],
  ])('code %p is read as %p', (code, read) => {
    const notification = kept({ ...documented, code });
    expect(notification).toMatchObject({ code: read });
    expect('code' in notification && Object.is(notification.code, -0)).toBe(false);
  });
  test.each([null, undefined])('message may be %p', (message) => {
    expect(accepted({ ...documented, message }).status).toBe(200);
    expect(kept({ ...documented, message })).not.toHaveProperty('message');
  });
  test('Arabic and every other script survive', () => {
    const message = 'تعذر الاتصال — 接続できません 🍔';
    expect(kept({ ...documented, message })).toMatchObject({ message });
  });
  test('fields that are not documented are kept in the text as posted', () => {
    const text = '{"code":1,"endpoint":"https://h.example/","message":"","order":1e400,"__proto__":{"a":1}}';
    expect(accepted(text)).toMatchObject({ status: 200, notifications: [{ raw: text }] });
    expect(kept(documented)).not.toHaveProperty('raw');
  });
  test('an endpoint may have 2,048 characters; up to 8,192 are read, and said to be odd', () => {
    const endpoint = (length: number) => 'https://h.example/'.padEnd(length, 'a');
    expect(accepted({ ...documented, endpoint: endpoint(2048) })).toMatchObject({
      status: 200,
      problems: [],
    });
    for (const length of [2049, 8192]) {
      expect(accepted({ ...documented, endpoint: endpoint(length) })).toMatchObject({
        status: 200,
        problems: [{ pointer: '#/endpoint' }],
      });
    }
    expect(accepted({ ...documented, endpoint: endpoint(8193) }).status).toBe(400);
  });
  test('an endpoint that is our own URL loses its token', () => {
    const endpoint = `https://api.example/hooks/main/${token}`;
    expect(kept({ ...documented, endpoint })).toMatchObject({
      endpoint: 'https://api.example/hooks/main/***',
    });
  });
});

describe('encodings', () => {
  const text = JSON.stringify(documented);
  test('a UTF-8 byte order mark is not part of the text', () => {
    expect(accepted(new Uint8Array([0xef, 0xbb, 0xbf, ...bytes(text)])).status).toBe(200);
  });
  test.each([
    ['UTF-16LE', (unit: number) => [unit & 0xff, unit >> 8], [0xff, 0xfe]],
    ['UTF-16BE', (unit: number) => [unit >> 8, unit & 0xff], [0xfe, 0xff]],
  ])('%s with its mark is read', (_name, encode, mark) => {
    const units = Array.from({ length: text.length }, (_, index) => encode(text.charCodeAt(index))).flat();
    expect(accepted(new Uint8Array([...mark, ...units])).status).toBe(200);
  });
  test('bytes that are no UTF-8 are kept as far as they can be', () => {
    expect(accepted(new Uint8Array([0x7b, 0xff, 0x7d]))).toMatchObject({
      status: 400,
      notifications: [{ raw: '{�}' }],
    });
  });
  test('a lone surrogate becomes text that a table can hold', () => {
    expect(kept('{"code":1,"endpoint":"https://h.example/","message":"a\\ud800b"}')).toMatchObject({
      message: 'a�b',
    });
  });
});

describe('what cannot be read', () => {
  test.each([
    ['', '#'],
    ['{', '#'],
    ['[]', '#'],
    ['null', '#'],
    ['"text"', '#'],
    [{ ...documented, endpoint: '/hooks/orders' }, '#/endpoint'],
    [{ ...documented, endpoint: 'ftp://h.example/' }, '#/endpoint'],
    [{ ...documented, endpoint: 'https://' }, '#/endpoint'],
    [{ ...documented, endpoint: undefined }, '#/endpoint'],
  ])('%j is kept as it came, and the answer names %s', (body, pointer) => {
    const acceptance = accepted(body);
    expect(acceptance).toMatchObject({ status: 400, notifications: [{ endpointKey: 'source:main' }] });
    expect(acceptance.problems.map((one) => one.pointer)).toEqual([pointer]);
    expect(acceptance.notifications[0]).toMatchObject({
      raw: typeof body === 'string' ? body : JSON.stringify(body),
    });
  });
  test('each wrong field is named, with what was expected', () => {
    const acceptance = accepted({ code: 'x', endpoint: 'y', message: 1 });
    expect(acceptance.problems).toEqual([
      { pointer: '#/code', detail: 'code unknown: expected a safe integer, or a string of one' },
      { pointer: '#/endpoint', detail: 'expected an absolute http or https URL of at most 2048 characters' },
      { pointer: '#/message', detail: 'expected a string, null, or nothing' },
    ]);
  });
  test('nesting as deep as 256 KiB allow breaks nothing', () => {
    expect(accepted('['.repeat(BODY_LIMIT_BYTES)).status).toBe(400);
    expect(
      accepted(`{"code":1,"endpoint":"https://h.example/","x":${'['.repeat(120_000)}${']'.repeat(120_000)}}`)
        .status,
    ).toBe(200);
  });
});

describe('size', () => {
  const sized = (length: number) => {
    const frame = JSON.stringify({ ...documented, message: '' });
    return JSON.stringify({ ...documented, message: 'm'.repeat(length - frame.length) });
  };
  test('256 KiB are read whole; of more that names no endpoint the first 16 KiB are kept', () => {
    expect(accepted(sized(BODY_LIMIT_BYTES)).problems.map(({ pointer }) => pointer)).toEqual(['#/message']);
    expect(accepted(sized(BODY_LIMIT_BYTES + 1)).problems).toHaveLength(3);
    const acceptance = accepted('x'.repeat(BODY_LIMIT_BYTES + 1));
    expect(acceptance.status).toBe(413);
    expect(acceptance.notifications).toMatchObject([{ raw: 'x'.repeat(16 * 1024) }]);
  });
  test('what is kept is counted in bytes, and a cut never leaves half a character', () => {
    const acceptance = accepted(`x${'é'.repeat(BODY_LIMIT_BYTES / 2)}`);
    expect(acceptance.status).toBe(413);
    expect(acceptance.notifications).toMatchObject([{ raw: `x${'é'.repeat(8191)}` }]);
  });
});

test('whatever is posted becomes notifications that the table takes, and never an exception', () => {
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.json().map(bytes),
    fc
      .record({ code: fc.anything(), endpoint: fc.anything(), message: fc.anything() })
      .map((body) => bytes(JSON.stringify(body) ?? '')),
    fc
      .record({
        code: fc.maxSafeInteger(),
        endpoint: webUrl({ withQuery: true }),
        message: anyCodePoints(),
      })
      .map(bytes),
  );
  fc.assert(
    fc.property(anything, (body) => {
      const { status, notifications } = accepted(body);
      for (const one of notifications) expect(Notification.parse(one)).toEqual(one);
      expect('problem' in notifications[0]).toBe(status !== 200);
      expect(new Set(notifications.map(({ id }) => id)).size).toBe(notifications.length);
    }),
    { numRuns: 500 },
  );
});
