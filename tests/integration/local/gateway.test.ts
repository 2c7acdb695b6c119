import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import { gateway } from '../../../local/gateway/gateway.ts';
import { type Listening, listen } from '../../../local/gateway/http-server.ts';
import { HEADER_LIMIT_BYTES } from '../../../local/gateway/limits.ts';

const Echo = z.custom<APIGatewayProxyEventV2>();
const RouteKey = 'POST /hooks/{source}/{token}';

let server: Listening;
let answer: (event: unknown) => unknown;
const echo = (event: unknown) => ({ statusCode: 200, body: JSON.stringify(event) });

beforeAll(async () => {
  const routes = [{ routeKey: RouteKey, invoke: async (event: unknown) => answer(event) } as const];
  const silent = () => undefined;
  server = await listen(gateway(routes, silent), 0, HEADER_LIMIT_BYTES);
});
afterAll(() => server.close());

const post = (path: string, init: RequestInit = {}) =>
  fetch(`${server.url}${path}`, { method: 'POST', ...init });
const eventOf = async (path: string, init?: RequestInit) => {
  answer = echo;
  return Echo.parse(await (await post(path, init)).json());
};

/** What no client of HTTP would send by itself. */
const raw = async (head: string): Promise<{ status: number; body: string }> => {
  const text = await new Promise<string>((resolve) => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk;
    });
    socket.on('end', () => resolve(received));
    socket.write(`${head}Connection: close\r\nContent-Length: 0\r\n\r\n`);
  });
  return { status: Number(text.split(' ')[1]), body: text.slice(text.indexOf('\r\n\r\n') + 4) };
};

test('an event is what an HTTP API makes of the request', async () => {
  const event = await eventOf('/hooks/main/a%20b?x=1&x=2&y=', {
    body: '{"code":503,"message":"متجر"}',
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'X-Thing': 'One' },
  });
  expect(event).toMatchObject({
    version: '2.0',
    routeKey: RouteKey,
    rawPath: '/hooks/main/a b',
    rawQueryString: 'x=1&x=2&y=',
    queryStringParameters: { x: '1,2', y: '' },
    pathParameters: { source: 'main', token: 'a b' },
    headers: { 'content-type': 'application/json; charset=utf-8', 'x-thing': 'One' },
    body: '{"code":503,"message":"متجر"}',
    isBase64Encoded: false,
    requestContext: {
      http: { method: 'POST', path: '/hooks/main/a b', sourceIp: '127.0.0.1', protocol: 'HTTP/1.1' },
      routeKey: RouteKey,
      stage: '$default',
      requestId: expect.any(String),
      time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
    },
  });
});

// What AWS did on 2026-07-10: live captures in hotsock/voker, vokerhttp/testdata/ingress-paths.json.
test.each([
  ['/hooks/main/plain', '/hooks/main/plain'],
  ['/hooks/main/a%20b', '/hooks/main/a b'],
  ['/hooks/main/a%23b', '/hooks/main/a#b'],
  ['/hooks/main/a%3Fb', '/hooks/main/a'],
  ['/hooks/main/a%253Fb', '/hooks/main/a?b'],
  ['/hooks/main/a%2525b', '/hooks/main/a%b'],
  ['/hooks/main/%D9%85-%E4%B8%96', '/hooks/main/م-世'],
  ['/hooks/main%2Ftoken', '/hooks/main/token'],
  ['/hooks/main%252Ftoken', '/hooks/main/token'],
])('the path %s comes decoded: %s', async (sent, rawPath) => {
  const event = await eventOf(`${sent}?q=a%3Fb%25c%23d`);
  expect(event).toMatchObject({
    rawPath,
    pathParameters: { source: 'main', token: rawPath.slice('/hooks/main/'.length) },
    rawQueryString: 'q=a%3Fb%25c%23d',
    queryStringParameters: { q: 'a?b%c#d' },
    requestContext: { http: { path: rawPath } },
  });
});

test('a query keeps its escapes, and a plus is a space in it', async () => {
  expect(await eventOf('/hooks/a/b?to=https%3A%2F%2Fx%2Fy&p=a+b&e=a%2Bb&none=&q=a?b')).toMatchObject({
    rawQueryString: 'to=https%3A%2F%2Fx%2Fy&p=a+b&e=a%2Bb&none=&q=a?b',
    queryStringParameters: { to: 'https://x/y', p: 'a b', e: 'a+b', none: '', q: 'a?b' },
  });
});

test('repeated headers are joined by commas, in small letters', async () => {
  answer = echo;
  const { body } = await raw('POST /hooks/a/b HTTP/1.1\r\nHost: x\r\nX-A: 1\r\nx-a: 2\r\n');
  expect(Echo.parse(JSON.parse(body)).headers).toMatchObject({
    'x-a': '1,2',
    host: 'x',
  });
});

test.each([
  ['application/json', false],
  ['text/plain', false],
  ['application/x-www-form-urlencoded', true],
  ['application/octet-stream', true],
])('a body of type %s is in base64: %s', async (type, isBase64Encoded) => {
  const event = await eventOf('/hooks/a/b', { body: 'code=1', headers: { 'content-type': type } });
  expect(event.isBase64Encoded).toBe(isBase64Encoded);
  expect(Buffer.from(event.body ?? '', isBase64Encoded ? 'base64' : 'utf8').toString()).toBe('code=1');
});

test('a request without a body has none in its event', async () => {
  expect(await eventOf('/hooks/a/b')).not.toHaveProperty('body');
});

test.each(['/', '/hooks/main', '/hooks/main/token/more', '/hooks//token', '/Hooks/main/token'])(
  '%s is not found',
  async (path) => {
    const response = await post(path);
    expect([response.status, await response.json()]).toEqual([404, { message: 'Not Found' }]);
  },
);

test('another method is not found', async () => {
  expect((await fetch(`${server.url}/hooks/main/token`)).status).toBe(404);
});

test.each(['%ff', 'percent%25done', '%'])('the escape in %s is a bad request', async (token) => {
  expect((await post(`/hooks/main/${token}`)).status).toBe(400);
});

test.each(['//hooks/a/b', '/hooks//a/b', '//[', '/hooks/a/b/'])(
  'repeated and trailing slashes belong to the path: %s',
  async (path) => {
    answer = echo;
    const { status } = await raw(`POST ${path} HTTP/1.1\r\nHost: x\r\n`);
    expect(status).toBe(404);
  },
);

test('each cookie is an element of its own, in however many headers they came', async () => {
  answer = echo;
  const { body } = await raw(
    'POST /hooks/a/b HTTP/1.1\r\nHost: x\r\nCookie: session=1; theme=dark\r\nCookie: third=3\r\n',
  );
  const { cookies, headers } = Echo.parse(JSON.parse(body));
  expect(cookies).toEqual(['session=1', 'theme=dark', 'third=3']);
  expect(headers).not.toHaveProperty('cookie');
});

test.each([
  ['throws', () => Promise.reject(new Error('secret detail'))],
  ['answers with a status that is none', () => ({ statusCode: 'fine' })],
])('a function that %s is an internal server error without a reason', async (_, broken) => {
  answer = broken;
  const response = await post('/hooks/a/b');
  expect([response.status, await response.json()]).toEqual([500, { message: 'Internal Server Error' }]);
});

test('what a function returns without a status code is the body of a 200', async () => {
  answer = () => ({ id: 'x' });
  const response = await post('/hooks/a/b');
  expect([response.status, response.headers.get('content-type'), await response.json()]).toEqual([
    200,
    'application/json',
    { id: 'x' },
  ]);
});

test('headers, cookies and a base64 body of an answer go out as they are meant', async () => {
  answer = () => ({
    statusCode: 202,
    headers: { 'X-A': 1 },
    cookies: ['a=1', 'b=2'],
    body: 'aGk=',
    isBase64Encoded: true,
  });
  const response = await post('/hooks/a/b');
  expect([
    response.status,
    response.headers.get('x-a'),
    response.headers.getSetCookie(),
    await response.text(),
  ]).toEqual([202, '1', ['a=1', 'b=2'], 'hi']);
});

test('a body over 10 MB is refused by the gateway', async () => {
  answer = echo;
  expect((await post('/hooks/a/b', { body: Buffer.alloc(10 * 1024 * 1024 + 1) })).status).toBe(413);
});

test('more than 10,240 bytes of headers are refused', async () => {
  answer = echo;
  expect((await post('/hooks/a/b', { headers: { 'x-a': 'x'.repeat(11_000) } })).status).toBe(431);
});

describe('what Lambda does not hold', () => {
  const around = Buffer.byteLength(JSON.stringify({ statusCode: 200, body: '' }));

  test('an answer of 6,291,556 bytes of JSON arrives, and one byte more is an internal server error', async () => {
    answer = () => ({ statusCode: 200, body: 'x'.repeat(6_291_556 - around) });
    const whole = await post('/hooks/a/b');
    expect([whole.status, (await whole.text()).length]).toEqual([200, 6_291_556 - around]);
    answer = () => ({ statusCode: 200, body: 'x'.repeat(6_291_556 - around + 1) });
    const cut = await post('/hooks/a/b');
    expect([cut.status, await cut.json()]).toEqual([500, { message: 'Internal Server Error' }]);
  });

  test('the bytes are those of the JSON: a quote counts twice, a letter of Arabic two', async () => {
    for (const sign of ['"', 'س']) {
      answer = () => ({ statusCode: 200, body: sign.repeat(3_200_000) });
      expect((await post('/hooks/a/b')).status).toBe(500);
      answer = () => ({ statusCode: 200, body: sign.repeat(3_100_000) });
      expect((await post('/hooks/a/b')).status).toBe(200);
    }
  });

  test('a posted body whose event is over 6 MB: one in base64 is a third larger', async () => {
    let asked = 0;
    answer = () => {
      asked++;
      return { statusCode: 200 };
    };
    const of = (type: string, bytes: number) =>
      post('/hooks/a/b', { body: Buffer.alloc(bytes, 'x'), headers: { 'content-type': type } });
    expect((await of('text/plain', 6_200_000)).status).toBe(200);
    expect((await of('text/plain', 6_300_000)).status).toBe(413);
    expect((await of('application/octet-stream', 4_600_000)).status).toBe(200);
    const refused = await of('application/octet-stream', 4_800_000);
    expect([refused.status, await refused.json()]).toEqual([413, { message: 'Request Entity Too Large' }]);
    expect(asked).toBe(2);
  });

  test('an answer with more than 10,240 bytes of headers', async () => {
    answer = () => ({ statusCode: 303, headers: { location: `/${'x'.repeat(10_300)}` } });
    expect((await post('/hooks/a/b', { redirect: 'manual' })).status).toBe(500);
  });
});
