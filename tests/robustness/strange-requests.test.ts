import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import * as z from 'zod';
import { ROUTES } from '../../local/gateway/routes.ts';
import { lambdaFunction } from '../../local/lambda/functions.ts';
import type { Stack } from '../../local/stack/stack.ts';
import { anyCodePoints } from '../any-text.ts';
import { signedInCookie } from '../integration/console/signed-in.ts';
import { documented, post, until } from '../integration/flavours.ts';
import { incidents, startTestStack } from '../integration/stack.ts';
import { thorough } from '../thorough.ts';
import { exchange, head } from './raw-http.ts';
import { CONTENT_TYPES, EDGES, MULTIPART, type Strange, strangeRequest } from './strange-requests.ts';

const Status = z.object({ statusCode: z.int() });

let stack: Stack;
let session: string;
let incidentId: string;
let endpointKey: string;
beforeAll(async () => {
  stack = await startTestStack();
  await post(stack.webhookUrl, documented());
  await until('an incident is there', async () => (await incidents(stack)).length === 1);
  ({ incidentId = '', endpointKey = '' } = (await incidents(stack))[0] ?? {});
  session = await signedInCookie(stack);
});
afterAll(() => stack?.stop());

const ask = ({ method, path, query, contentType, cookie, authorization, body }: Strange) => {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const headers = [
    `Content-Length: ${bytes.length}`,
    `Content-Type: ${contentType}`,
    `Origin: ${stack.url}`,
    ...(cookie === '' ? [] : [`Cookie: ${cookie}`]),
    ...(authorization === '' ? [] : [`Authorization: ${authorization}`]),
  ];
  return exchange(stack.url, head(method, `${path}${query}`, headers), bytes);
};

/** Whatever is wrong with a request is said to be so: no fault of ours, and no silence. */
const expectNoFault = async (request: Strange): Promise<void> => {
  const { status, body } = await ask(request);
  const isFine = status >= 200 && status < 500;
  const asked = { ...request, body: String(request.body).slice(0, 80) };
  expect(isFine ? 'no fault' : { ...asked, status, message: body.slice(0, 300) }).toBe('no fault');
  expect(body).not.toMatch(/node_modules|at async|TypeError/);
};

const FORMS = [
  '/console/sign-in',
  `/console/sign-in/${'x'.repeat(43)}`,
  '/console/sign-out',
  '/console/sources',
  '/console/test-alert',
  '/console/access',
  '/act/x-1/acknowledge',
];
const plain: Omit<Strange, 'path'> = {
  method: 'POST',
  query: '',
  contentType: 'application/x-www-form-urlencoded',
  cookie: '',
  authorization: '',
  body: '',
};

describe.each(FORMS)('a form at %s', (path) => {
  test('whose body is not what its content type says is none that can be read, for strangers too', async () => {
    for (const contentType of CONTENT_TYPES.filter((type) => type.startsWith('multipart')))
      for (const body of MULTIPART) await expectNoFault({ ...plain, path, contentType, body });
  });
});

test('a broken multipart form is a 400 that says so', async () => {
  for (const path of ['/console/sign-in', `/console/sign-in/${'x'.repeat(43)}`, '/act/x-1/acknowledge']) {
    const contentType = 'multipart/form-data; boundary=x';
    const { status, body } = await ask({ ...plain, path, contentType, body: 'broken' });
    expect({ path, status }).toEqual({ path, status: 400 });
    expect(body).toContain('no form that can be read');
  }
});

test('a form of millions of fields is not read: it would take as long as the function may run', async () => {
  const types = ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x-boundary'];
  for (const path of ['/console/sign-in', `/console/sign-in/${'x'.repeat(43)}`, '/act/x-1/acknowledge']) {
    for (const contentType of types) {
      const body = contentType.startsWith('multi') ? MULTIPART[6]?.repeat(20_000) : 'a&'.repeat(2_000_000);
      const { status } = await ask({ ...plain, path, contentType, body: body ?? '' });
      expect({ path, contentType, status }).toEqual({ path, contentType, status: 413 });
    }
  }
  const fits = `next=/console&x=${'x'.repeat(60_000)}`;
  const { status } = await ask({ ...plain, path: '/console/sign-in/x', body: fits });
  expect(status).toBe(403);
});

/** `{}` is anything. */
const PUBLIC = [
  ...Object.values(ROUTES)
    .flat()
    .map((route) => (route.split(' ')[1] ?? '').replace(/\{[^}]+\}/g, '{}')),
  ...FORMS,
  '/console/sign-in/{}',
  '/console/{}/{}',
  '/console/incidents/{}/act',
  '/act/{}/{}',
  '/act/{}/resolve',
  '/api/v1/openapi.json',
  '/api/v1/incidents/{}/actions',
  '/hooks/main/{}',
];

test('whatever a stranger asks for, anywhere, is never a fault of ours', async () => {
  await fc.assert(
    fc.asyncProperty(strangeRequest(PUBLIC), (request) => expectNoFault(request)),
    { numRuns: thorough(500, 5000) },
  );
});

test('nor is an event as no gateway should make it: an answer, and no 5xx', async () => {
  const modules = {
    console: await import('../../handlers/console.ts'),
    api: await import('../../handlers/api.ts'),
    receive: await import('../../handlers/receive.ts'),
    deliveries: await import('../../handlers/deliveries.ts'),
  };
  const odd = fc.oneof(
    fc.constantFrom('', '%', '\u0000', '\ud800', '\r\n', '//evil.example', 'é', '=', '\\', '?', '#'),
    anyCodePoints({ maxLength: 40 }),
  );
  const event = fc.record(
    {
      rawPath: fc.tuple(
        fc.constantFrom('/console', '/console/sign-in', '/console/reports/', '/act/', '/api/v1', '/', ''),
        odd,
      ),
      rawQueryString: odd,
      headers: fc.dictionary(
        fc.constantFrom('content-type', 'authorization', 'origin', 'sec-fetch-site'),
        odd,
      ),
      cookies: fc.array(odd, { maxLength: 3 }),
      body: fc.oneof(odd, fc.constant(null)),
      isBase64Encoded: fc.boolean(),
      pathParameters: fc.record({ source: odd, token: odd }, { requiredKeys: [] }),
      method: fc.oneof(fc.constantFrom('GET', 'POST', 'post', 'M-SEARCH', ''), odd),
      sourceIp: odd,
    },
    { requiredKeys: ['method'] },
  );
  for (const [name, module] of Object.entries(modules)) {
    const invoke = lambdaFunction(name, module, 20_000);
    await fc.assert(
      fc.asyncProperty(event, async ({ method, sourceIp, rawPath, ...rest }) => {
        const http = { method, sourceIp };
        const given = { ...rest, rawPath: rawPath?.join(''), requestContext: { http } };
        const { statusCode } = Status.parse(await invoke(given));
        expect({ name, given, isFault: statusCode >= 500 }).toEqual({ name, given, isFault: false });
      }),
      { numRuns: thorough(300, 3000) },
    );
    expect(Status.parse(await invoke(undefined)).statusCode).toBeLessThan(500);
  }
});

test('nor is what the holder of a webhook URL posts', async () => {
  const { pathname } = new URL(stack.webhookUrl);
  await fc.assert(
    fc.asyncProperty(strangeRequest([pathname, `${pathname}/deliveries`, `${pathname}{}`]), (request) =>
      expectNoFault(request),
    ),
    { numRuns: thorough(150, 1500) },
  );
  for (const body of EDGES)
    for (const path of [pathname, `${pathname}/deliveries`])
      await expectNoFault({ ...plain, path, contentType: 'application/json', body });
});

test('nor is what somebody asks who is signed in', async () => {
  const paths = [
    ...PUBLIC.filter((path) => !/sign-out/.test(path)),
    '/console/history',
    '/console/reports/{}',
    '/api/v1/reports/{}',
    '/console/endpoints/{}',
    '/console/incidents/{}',
    '/console/test-alert/{}',
    '/console/access/{}/end',
    '/api/v1/incidents',
    '/api/v1/incidents.csv',
    '/api/v1/incidents/{}/timeline',
    '/api/v1/incidents/{}/notifications',
    '/api/v1/endpoints/{}',
    '/api/v1/test-alerts/{}',
    '/api/v1/tokens/{}',
  ];
  await fc.assert(
    fc.asyncProperty(strangeRequest(paths, [incidentId, endpointKey]), (request) =>
      expectNoFault({ ...request, cookie: session, authorization: '' }),
    ),
    { numRuns: thorough(300, 3000) },
  );
});
