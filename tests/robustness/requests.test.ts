import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PROBLEMS } from '../../lib/domain/intake/problem-details.ts';
import type { Stack } from '../../local/stack/stack.ts';
import { post } from '../integration/flavours.ts';
import { scan, startTestStack } from '../integration/stack.ts';
import { thorough } from '../thorough.ts';
import { Ledger } from './ledger.ts';
import { type Answer, exchange, head } from './raw-http.ts';

let stack: Stack;
let ledger: Ledger;
let path: string;
let token: string;
beforeAll(async () => {
  stack = await startTestStack({ stream: false });
  ledger = new Ledger(stack);
  path = new URL(stack.webhookUrl).pathname;
  token = path.split('/').at(-1) ?? '';
});
afterAll(() => stack?.stop());

const body = '{"code":503,"endpoint":"https://h.example/hooks/orders"}';
const bytes = Buffer.from(body);
const length = `Content-Length: ${body.length}`;
const json = 'Content-Type: application/json';
const keptSoFar = async () => (await scan(stack, 'notifications')).length;

/** The one 404 of the function: for all alike, so that it says nothing. */
const expectNotFound = ({ status, type, body: message }: Omit<Answer, 'allow'>): void => {
  expect({ status, type, body: message }).toEqual({
    status: 404,
    type: 'application/problem+json',
    body: '{"type":"about:blank","title":"Not Found","status":404}',
  });
  PROBLEMS[404].parse(JSON.parse(message));
};

describe('headers are none of our business: the body is read and kept', () => {
  const chunked = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
  test.each<[string, string[], string?]>([
    ['no content type', [length]],
    ['an empty content type', [length, 'Content-Type:']],
    ['two content types', [length, 'Content-Type: text/html', 'Content-Type: application/json']],
    ['a content type of bytes', [length, 'Content-Type: \u00ff\u00fe']],
    ['a charset that does not exist', [length, 'Content-Type: application/json; charset=klingon']],
    ['a multipart type without its boundary', [length, 'Content-Type: multipart/form-data']],
    ['a content encoding that is not true', [length, json, 'Content-Encoding: gzip, br, nonsense']],
    ['chunks', ['Transfer-Encoding: chunked', json], chunked],
    [
      'chunks with a trailer',
      ['Transfer-Encoding: chunked', 'Trailer: X'],
      chunked.replace(/\r\n$/, 'X: y\r\n\r\n'),
    ],
    ['an expectation', [length, 'Expect: 100-continue']],
    ['nine kilobytes of one header', [length, `X-Large: ${'x'.repeat(9000)}`]],
    ['a hundred headers', [length, ...Array.from({ length: 100 }, (_, index) => `X-${index}: ${index}`)]],
    ['a header twice', [length, 'X-Same: 1', 'x-same: 2', 'X-SAME: 3']],
    ['an empty header', [length, 'X-Empty:']],
    ['names of an object', [length, '__proto__: x', 'constructor: y', 'toString: z']],
    [
      'odd cookies and authorization',
      [length, 'Cookie: ;;=;a', 'Authorization: Bearer \t', 'X-Forwarded-For: ,,::,'],
    ],
    ['another method in a header', [length, 'X-HTTP-Method-Override: DELETE']],
  ])('%s', async (name, headers, sent = body) => {
    ledger.check('main', name, bytes, await exchange(stack.url, head('POST', path, headers), sent));
  });

  test('a compressed body is kept as it came', async () => {
    const gzip = Buffer.from([0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 3, 1, 0, 0, 0xff]);
    const headers = [json, 'Content-Encoding: gzip', `Content-Length: ${gzip.length}`];
    ledger.check('main', 'gzip', gzip, await exchange(stack.url, head('POST', path, headers), gzip));
  });

  test.each<[string, string[]]>([
    ['a length and chunks', [length, 'Transfer-Encoding: chunked']],
    ['two lengths', [length, 'Content-Length: 1']],
    ['a negative length', ['Content-Length: -1']],
    ['a header over 10 KB', [length, `X-Large: ${'x'.repeat(10_240)}`]],
    ['a header without a name', [length, ': x']],
    ['an unknown expectation', [length, 'Expect: the-unexpected']],
  ])('%s never reaches us', async (_name, headers) => {
    const before = await keptSoFar();
    const { status } = await exchange(stack.url, head('POST', path, headers), body);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(await keptSoFar()).toBe(before);
  });

  test('a sender that goes away in the middle leaves nothing, and harms nobody', async () => {
    const before = await keptSoFar();
    const { hostname, port } = new URL(stack.url);
    for (const target of [path, '/_faults']) {
      await new Promise<void>((resolve) => {
        const socket = connect(Number(port), hostname, () => {
          const begun = `${head('POST', target, [json, 'Content-Length: 1000'])}{"code":`;
          socket.write(begun, () => socket.destroy());
        });
        socket.once('close', () => resolve());
      });
    }
    ledger.check('main', 'afterwards', bytes, await exchange(stack.url, head('POST', path, [length]), body));
    expect(await keptSoFar()).toBe(before + 1);
  });
});

describe('paths', () => {
  const posted = (target: string) => exchange(stack.url, head('POST', target, [length, json]), body);

  test.each<[string, () => string]>([
    ['with a query', () => `${path}?a=1&a=2&__proto__=x&=&&%zz=%00`],
    ['with an empty query', () => `${path}?`],
    ['with letters escaped', () => `/hooks/%6Dain/${token}`],
    ['with a slash escaped, since API Gateway decodes paths', () => path.replace('/hooks/', '/hooks%2f')],
  ])('the right one %s is the right one', async (name, target) => {
    ledger.check('main', name, bytes, await posted(target()));
  });

  test.each<[string, () => string]>([
    ['a token with a NUL', () => `${path}%00`],
    ['a token with a line break', () => `${path}%0d%0aX:%20y`],
    ['a token with a blank', () => `/hooks/main/%20${token}`],
    ['a token in other letters', () => `/hooks/main/${token.toUpperCase()}x`],
    ['half a token', () => `/hooks/main/${token.slice(0, 21)}`],
    ['a token twice', () => `${path}${token}`],
    ['a token of four kilobytes', () => `/hooks/main/${'A'.repeat(4096)}`],
    ['a token in Unicode', () => `/hooks/main/${encodeURIComponent('т'.repeat(43))}`],
    ['a source in capitals', () => `/hooks/MAIN/${token}`],
    ['a source with a NUL', () => `/hooks/main%00/${token}`],
    ['dots for a source', () => `/hooks/../${token}`],
    ['escaped dots for a source', () => `/hooks/%2e%2e/${token}`],
    ['__proto__ for a source', () => `/hooks/__proto__/${token}`],
    ['constructor for a source', () => `/hooks/constructor/${token}`],
    ['a source in Unicode', () => `/hooks/${encodeURIComponent('متجر🍔\u202e')}/${token}`],
    ['a source of four kilobytes', () => `/hooks/${'a'.repeat(4096)}/${token}`],
    ['JSON for a source', () => `/hooks/${encodeURIComponent('main",1]')}/${token}`],
    ['a wildcard', () => `/hooks/*/${token}`],
    ['a template', () => '/hooks/{source}/{token}'],
  ])('%s: the same 404 for all', async (_name, target) => expectNotFound(await posted(target())));

  test.each<[string, () => string]>([
    ['a slash at the end', () => `${path}/`],
    ['a slash too many', () => `/${path}`],
    ['a slash inside', () => path.replace('/main', '//main')],
    ['other letters', () => path.replace('hooks', 'Hooks')],
    ['a token with a slash', () => `${path}%2f`],
    ['a source with a slash', () => `/hooks/x%2fmain/${token}`],
    ['no source', () => `/hooks//${token}`],
    ['a broken escape', () => `${path}%zz`],
    ['half a UTF-8 character', () => `${path}%ff`],
    ['a fragment', () => `${path}#x`],
    ['a star', () => '*'],
    ['a backslash', () => path.replaceAll('/', '\\')],
    ['another host', () => 'http://elsewhere.example/'],
    ['raw bytes', () => `${path}\u00e9`],
    ['nine kilobytes', () => `/${'a/'.repeat(4500)}`],
    ['more than the gateway reads', () => `/${'a'.repeat(20_000)}`],
  ])('%s is of no route, or of no token', async (_name, target) => {
    const { status } = await posted(target());
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });

  test('whatever fast-check makes of source and token: the same 404', async () => {
    // With a slash, a question mark or a percent sign it is of another route: API Gateway decodes paths twice.
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 80 })
      .map((one) => one.replaceAll(/[/?%]/g, 'x'));
    const source = fc.oneof(text, fc.constant('main'), fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,63}$/));
    const guess = fc.oneof(
      text,
      fc.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      fc
        .nat(42)
        .map((index) => token.slice(0, index) + (token[index] === 'A' ? 'B' : 'A') + token.slice(index + 1)),
    );
    await fc.assert(
      fc.asyncProperty(source, guess, async (name, tried) => {
        const escaped = [name, tried].map((one) => encodeURIComponent(one).replaceAll('.', '%2e')).join('/');
        expectNotFound(await posted(`/hooks/${escaped}`));
      }),
      { numRuns: thorough(40, 100) },
    );
  });
});

describe('methods', () => {
  const ask = (method: string, target: string) =>
    exchange(stack.url, head(method, target, [length, json]), body);

  test.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY'])(
    '%s is 405 for every source and token alike, which says how to ask, and keeps nothing',
    async (method) => {
      const before = await keptSoFar();
      const wrong = [
        `${path}x`,
        path.replace('main', 'other'),
        '/hooks/__proto__/x',
        `/hooks/main%00/${token}`,
      ];
      const answers = await Promise.all(
        [path, ...wrong]
          .flatMap((target) => [target, `${target}/deliveries`])
          .map((target) => ask(method, target)),
      );
      for (const answer of answers) expect(answer).toEqual(answers[0]);
      expect(answers[0]).toMatchObject({ status: 405, type: 'application/problem+json', allow: 'POST' });
      if (method === 'HEAD') expect(answers[0]?.body).toBe('');
      else PROBLEMS[405].parse(JSON.parse(answers[0]?.body ?? ''));
      expect(await keptSoFar()).toBe(before);
    },
  );
  test.each(['CONNECT', 'post', 'NONSENSE', ''])('%s never reaches us', async (method) => {
    const before = await keptSoFar();
    const { status } = await ask(method, path).catch(() => ({ status: 400 }));
    expect([0, 400]).toContain(status);
    expect(await keptSoFar()).toBe(before);
  });
});

test('a body under a wrong token is not kept, whatever its size', async () => {
  for (const size of [0, 1, 16_384, 16_385, 200_000]) {
    const answer = await post(stack.webhookUrl.replace('/main/', '/other/'), 'x'.repeat(size));
    expectNotFound({
      status: answer.status,
      type: answer.headers.get('content-type') ?? '',
      body: await answer.text(),
    });
  }
});

test('what was kept is what was answered for, and nothing else', () => ledger.expectKept());
