import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { codeOf } from '../../../../lib/adapters/probe/classify-error.ts';
import type { ServerResponse } from '../../../../lib/adapters/probe/response.ts';
import { MAX_HEAD_BYTES, ResponseReader } from '../../../../lib/adapters/probe/response-reader.ts';
import { thorough } from '../../../thorough.ts';

const LENGTH = 'Content-Length: 2\r\n';
const CHUNKED = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';

type Read = { response: ServerResponse | undefined; isOver: boolean };

/** What is read of pieces after which the connection is closed, or ends with `reason`. */
const read = (pieces: readonly Buffer[], reason?: unknown): Read => {
  const reader = new ResponseReader();
  for (const piece of pieces) reader.take(piece);
  return { isOver: reader.isOver, response: reader.ended(reason) };
};
const whole = (text: string, reason?: unknown): Read => read([Buffer.from(text, 'latin1')], reason);
const codeFor = (text: string): string | undefined => {
  try {
    whole(text);
    return undefined;
  } catch (error) {
    return codeOf(error);
  }
};

describe('when an answer is over', () => {
  test.each([
    ['the length', `HTTP/1.1 200 OK\r\n${LENGTH}\r\nok`, 2],
    ['a length of nothing', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', 0],
    ['the shortest of two lengths', `HTTP/1.1 200 OK\r\n${LENGTH}Content-Length: 9\r\n\r\nok`, 2],
    ['the last chunk', `${CHUNKED}2\r\nok\r\nA;x=y\r\n0123456789\r\n0\r\n`, 12],
    ['204', `HTTP/1.1 204 No Content\r\n${LENGTH}\r\n`, 0],
    ['304', 'HTTP/1.1 304 Not Modified\r\n\r\n', 0],
    ['64 KiB', `HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(65_536)}`, 65_536],
  ])('by %s', (_, text, bodyBytes) => {
    const { isOver, response } = whole(text);
    expect(isOver).toBe(true);
    expect(response).toMatchObject({ bodyBytes, cut: bodyBytes === 65_536 });
    expect(response).not.toHaveProperty('incomplete');
  });

  test.each([
    ['a body without a length', 'HTTP/1.1 200 OK\r\n\r\nok', undefined],
    ['half of a body', 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nok', 'ECONNRESET'],
    ['half of a chunk', `${CHUNKED}4\r\nok`, 'ECONNRESET'],
    ['chunks without a last one', `${CHUNKED}2\r\nok\r\n`, 'ECONNRESET'],
    ['chunks without a size', `${CHUNKED}ok\r\n`, 'ECONNRESET'],
    ['half of a head', 'HTTP/1.1 200 OK\r\nContent-', 'ECONNRESET'],
    ['a status line', 'HTTP/1.1 200 OK\r\n', 'ECONNRESET'],
  ])('by the end of the connection: %s', (_, text, code) => {
    const { isOver, response } = whole(text);
    expect([isOver, response?.status]).toEqual([false, 200]);
    expect(response?.incomplete === undefined ? undefined : codeOf(response.incomplete)).toBe(code);
  });

  test('why it did not end is kept, whatever came of the body', () => {
    const reason = new Error('reset');
    expect(whole('HTTP/1.1 200 OK\r\n\r\nok', reason).response?.incomplete).toBe(reason);
  });
});

test.each(['', '\r\n', 'HTTP/1.1 200 OK', 'HTTP/1.1 100 Continue\r\n\r\n', 'HTTP/1.1 103 Hints\r\nLink'])(
  '%j is no answer',
  (text) => expect(whole(text).response).toBeUndefined(),
);

test('a head that is cut by anything but its end is no answer', () => {
  expect(whole('HTTP/1.1 200 OK\r\nContent-', new Error('reset')).response).toBeUndefined();
});

test.each([
  ['SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n', 'NOT_HTTP'],
  ['SSH-2.0-OpenSSH_9.2p1', 'NOT_HTTP'], // without a line's end: whoever waits for us is not waited for
  ['220 smtp.example ESMTP\r\n', 'NOT_HTTP'],
  ['<html>hello</html>', 'NOT_HTTP'],
  ['\x00\x00\x12\x04\x00\x00\x00\x00\x00\x00\x03\x00', 'NOT_HTTP'], // settings of HTTP/2
  ['HTTP/1.1 OK\r\n', 'NOT_HTTP'],
  ['HTTP/1.1 20 OK\r\n', 'NOT_HTTP'],
  ['HTTP/1.1 2000 OK\r\n', 'NOT_HTTP'],
  ['HTTP/1.1 000 OK\r\n', 'NOT_HTTP'],
  ['HTTP/1.1 101 Switching Protocols\r\n\r\n', 'NOT_HTTP'],
  [`HTTP/1.1 200 OK\r\n${'X: y\r\n'.repeat(MAX_HEAD_BYTES / 6)}`, 'HEADERS_TOO_LARGE'],
  ['HTTP/1.1 100 Continue\r\n\r\n'.repeat(MAX_HEAD_BYTES / 25 + 1), 'HEADERS_TOO_LARGE'],
  ['\r\n'.repeat(MAX_HEAD_BYTES), 'HEADERS_TOO_LARGE'],
])('what is no HTTP, or has no end: %#', (text, code) => expect(codeFor(text)).toBe(code));

test('the headers that are told, in any letters and with any spaces', () => {
  const text = `HTTP/1.1 302 Found\nDATE : Mon, 23 Nov 2026 22:01:30 GMT \nlocation:/login\n${LENGTH}\n`;
  expect(whole(text).response).toMatchObject({
    status: 302,
    date: 'Mon, 23 Nov 2026 22:01:30 GMT',
    location: '/login',
  });
});

describe('any bytes', () => {
  const line = fc.constantFrom(
    'HTTP/1.1 200 OK',
    'HTTP/1.1 103 Hints',
    'http/1.0 404',
    'ICY 200',
    'Content-Length: 3',
    'Content-Length: 99999999999999999999',
    'Transfer-Encoding: chunked',
    '5',
    'hello',
    '0',
    'ffffffffffff',
    '',
    ' folded',
    'x'.repeat(100),
  );
  const text = fc
    .array(
      fc.tuple(
        fc.oneof({ weight: 5, arbitrary: line }, { weight: 1, arbitrary: fc.string() }),
        fc.constantFrom('\r\n', '\n', '\r\r\n', ''),
      ),
      { maxLength: 14 },
    )
    .map((lines) => lines.map((parts) => parts.join('')).join(''));
  const outcome = (pieces: readonly Buffer[]): unknown => {
    try {
      const { isOver, response } = read(pieces);
      if (!response) return 'no answer';
      const { incomplete, ...rest } = response;
      return { ...rest, isOver, isWhole: incomplete === undefined };
    } catch (error) {
      return codeOf(error) ?? error;
    }
  };

  test('are an answer, or none, or one of two errors; wherever they are cut', () => {
    fc.assert(
      fc.property(text, fc.infiniteStream(fc.integer({ min: 1, max: 9 })), (message, sizes) => {
        const bytes = Buffer.from(message, 'latin1');
        const pieces: Buffer[] = [];
        for (let at = 0; at < bytes.length; at += pieces.at(-1)?.length ?? 1)
          pieces.push(bytes.subarray(at, at + (sizes.next().value ?? 1)));
        const seen = outcome(pieces);
        expect(seen).toEqual(outcome([bytes]));
        if (typeof seen === 'string') expect(['no answer', 'NOT_HTTP', 'HEADERS_TOO_LARGE']).toContain(seen);
        else expect(seen).toMatchObject({ status: expect.any(Number), isOver: expect.any(Boolean) });
      }),
      { numRuns: thorough(2_000, 20_000) },
    );
  });
});
