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
