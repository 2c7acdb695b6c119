import { expect, test } from '@jest/globals';
import { requestOf, resultOf } from '../../../../lib/adapters/lambda/web-request.ts';

const event = (method: string, more: object = {}) => ({
  rawPath: '/console',
  rawQueryString: '',
  headers: { host: 'evil.example', 'sec-fetch-site': 'same-origin' },
  requestContext: { http: { method } },
  ...more,
});

test('a request is one to our origin, with the cookies and headers that pages read', () => {
  const request = requestOf(
    event('GET', { rawQueryString: 'a=1&a=2', cookies: ['one=1', 'two=2'] }),
    'https://ours.example',
  );
  expect(request?.url).toBe('https://ours.example/console?a=1&a=2');
  expect(Object.fromEntries(request?.headers ?? [])).toEqual({
    cookie: 'one=1; two=2',
    'sec-fetch-site': 'same-origin',
  });
});

// What stands left came from an HTTP API, which decodes paths; from other gateways it would come as it was sent.
test.each([
  ['/console/a?admin=true', '/console/a%3Fadmin=true'],
  ['/console/a#b', '/console/a%23b'],
  ['/console/100%', '/console/100%25'],
  ['/console/50% off', '/console/50%25%20off'],
  ['/console/a\tb\n', '/console/a%09b%0A'],
  ['/console/a\\b', '/console/a%5Cb'],
  ['/console/متجر', '/console/%D9%85%D8%AA%D8%AC%D8%B1'],
  ['/console/a%3Fb%20c', '/console/a%3Fb%20c'],
  ['//evil.example/console', '//evil.example/console'],
])('the path %j stays one path of our origin: %s', (rawPath, pathname) => {
  const request = requestOf(event('GET', { rawPath, rawQueryString: 'q=1' }), 'https://ours.example');
  const { origin, pathname: path, search, hash } = new URL(request?.url ?? '');
  expect([origin, path, search, hash]).toEqual(['https://ours.example', pathname, '?q=1', '']);
});

test('a body is undone of base64, and only where there can be one', async () => {
  const body = Buffer.from('actor=نورة').toString('base64');
  const posted = requestOf(event('POST', { body, isBase64Encoded: true }), 'https://ours.example');
  expect(await posted?.text()).toBe('actor=نورة');
  expect(requestOf(event('HEAD', { body: 'x' }), 'https://ours.example')?.body).toBeNull();
});

test('whatever else comes breaks nothing', () => {
  expect(requestOf(undefined, 'https://ours.example')).toBeUndefined();
  expect(requestOf({ rawPath: 'x' }, 'https://ours.example')).toBeUndefined();
  const odd = event('GET', { headers: { origin: 'https://☃.example', authorization: 'a\u0000b' } });
  expect([...(requestOf(odd, 'https://ours.example')?.headers ?? [])]).toEqual([]);
});

test('an answer keeps each cookie apart', async () => {
  const headers = new Headers({ 'x-one': '1' });
  headers.append('set-cookie', 'a=1; Path=/');
  headers.append('set-cookie', 'b=2; Path=/');
  expect(await resultOf(new Response('text', { status: 303, headers }))).toMatchObject({
    statusCode: 303,
    cookies: ['a=1; Path=/', 'b=2; Path=/'],
    headers: { 'x-one': '1' },
    body: 'text',
  });
});

test('an answer keeps the byte order mark by which Excel knows its encoding', async () => {
  expect((await resultOf(new Response('\ufeff"id"\r\n'))).body).toBe('\ufeff"id"\r\n');
});
