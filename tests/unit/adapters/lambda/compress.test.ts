import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { encodingOf } from '../../../../lib/adapters/lambda/compress.ts';
import { resultOf } from '../../../../lib/adapters/lambda/web-request.ts';

const asking = (accepted: string | undefined, method = 'GET') => ({
  headers: accepted === undefined ? {} : { 'accept-encoding': accepted },
  requestContext: { http: { method } },
});

test.each([
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip', 'gzip'],
  ['GZIP;q=0.5', 'gzip'],
  ['br;q=0, gzip', 'gzip'],
  ['gzip;q=0.000', undefined],
  ['identity', undefined],
  ['brotli', undefined],
  ['', undefined],
  [undefined, undefined],
])('who accepts %p gets %p', (accepted, encoding) => {
  expect(encodingOf(asking(accepted))).toBe(encoding);
});

test('an answer to POST is never compressed', () => {
  expect(encodingOf(asking('br', 'POST'))).toBeUndefined();
});

const PAGE = '<p>ç كل</p>'.repeat(1000);
const page = (headers: Record<string, string> = {}, body = PAGE) =>
  new Response(body, { headers: { 'content-type': 'text/html; charset=UTF-8', ...headers } });

test.each([
  ['br', brotliDecompressSync],
  ['gzip', gunzipSync],
] as const)('in %s it is the same page, with a weak tag, and caches are told', async (encoding, unpack) => {
  const result = await resultOf(page({ etag: '"x"', vary: 'cookie' }), encoding);
  expect(result).toMatchObject({
    isBase64Encoded: true,
    headers: { 'content-encoding': encoding, etag: 'W/"x"', vary: 'cookie, accept-encoding' },
  });
  const bytes = Buffer.from(result.body ?? '', 'base64');
  expect(bytes.length).toBeLessThan(PAGE.length / 10);
  expect(unpack(bytes).toString()).toBe(PAGE);
});

test('who takes none has it as it is, and caches are told all the same', async () => {
  const result = await resultOf(page({ etag: '"x"' }));
  expect(result).toMatchObject({ body: PAGE, headers: { etag: '"x"', vary: 'accept-encoding' } });
  expect(result.isBase64Encoded).toBeUndefined();
});

test.each([
  ['too little to compress', page({ etag: '"x"' }, 'short')],
  ['the answer to HEAD', new Response(null, { headers: { 'content-type': 'text/html' } })],
  ['"not modified"', new Response(null, { status: 304, headers: { etag: '"x"' } })],
])('%s is not compressed, and caches are told as by the page itself', async (_, response) => {
  const result = await resultOf(response, 'br');
  expect(result.isBase64Encoded).toBeUndefined();
  expect(result.headers).toMatchObject({ vary: 'accept-encoding' });
});

test.each([
  ['a redirect', new Response(null, { status: 303, headers: { location: '/' } })],
  ['a stream of events', page({ 'content-type': 'text/event-stream' })],
  ['what is compressed already', page({ 'content-encoding': 'zstd' })],
  ['a picture', page({ 'content-type': 'image/png' })],
])('%s is left as it is', async (_, response) => {
  const result = await resultOf(response, 'br');
  expect(result.isBase64Encoded).toBeUndefined();
  expect(result.headers).not.toHaveProperty('vary');
});
