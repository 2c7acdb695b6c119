import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { apiApp } from '../../../lib/console/api-app.ts';
import { consoleApp } from '../../../lib/console/console-app.ts';
import type { App } from '../../../lib/console/request/context.ts';
import type { Stack } from '../../../local/stack/stack.ts';
import { startTestStack } from '../stack.ts';
import { signedInCookie } from './signed-in.ts';

/* Pages come from two functions, and no browser may notice: the same rules hold for each of them, and one cookie. */
let stack: Stack;
let cookie: string;
beforeAll(async () => {
  stack = await startTestStack({ stream: false });
  cookie = await signedInCookie(stack);
});
afterAll(() => stack?.stop());

/** The paths of pages behind the sign-in that take a method, as somebody would ask for them. */
const pathsOf = ({ routes }: App, wanted: string): string[] => [
  ...new Set(
    routes
      .filter(({ method, path }) => method === wanted && /^\/console(?!\/sign-in)/.test(path))
      .map(({ path }) => path.replaceAll(/:\w+/g, 'x')),
  ),
];
const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${stack.url}${path}`, { redirect: 'manual', ...init });
const RULES = [
  'content-security-policy',
  'cache-control',
  'referrer-policy',
  'x-frame-options',
  'x-robots-tag',
];
const rulesOf = ({ headers }: Response) => RULES.map((name) => headers.get(name));

describe.each([
  ['console', consoleApp],
  ['api', apiApp],
])('the pages of %s', (_, app) => {
  test.each(pathsOf(app, 'GET'))('%s is for who is signed in', async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(`/console/sign-in?next=${encodeURIComponent(path)}`);
  });

  test.each(pathsOf(app, 'GET'))('%s knows the cookie, and has the rules of home', async (path) => {
    const [page, home] = [
      await ask(path, { headers: { cookie } }),
      await ask('/console', { headers: { cookie } }),
    ];
    expect([200, 404]).toContain(page.status); // there is no x
    expect(rulesOf(page)).toEqual(rulesOf(home));
    expect(rulesOf(page)).not.toContain(null);
  });

  test.each(pathsOf(app, 'POST'))('%s takes nothing from another site', async (path) => {
    const headers = { cookie, 'sec-fetch-site': 'cross-site' };
    const answer = await ask(path, { method: 'POST', headers });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('Not from here');
  });
});

test.each(['/console/reports/', '/console/reports/2026-W40/', '/console/access/', '/console/test-alert/'])(
  '%s is the page without the slash',
  async (path) => {
    const answer = await ask(`${path}?q=1`, { headers: { cookie } });
    expect([answer.status, answer.headers.get('location')]).toEqual([308, `${path.slice(0, -1)}?q=1`]);
    expect((await ask(path.slice(0, -1), { headers: { cookie } })).status).toBe(200);
    expect((await ask(path, { method: 'POST', headers: { cookie, origin: stack.url } })).status).toBe(404);
  },
);

test('what neither knows is the same page', async () => {
  const pageAt = async (path: string) => {
    const answer = await ask(path, { headers: { cookie } });
    const text = (await answer.text()).replace(/As of [^<]*/, '');
    return { status: answer.status, text };
  };
  const unknown = await pageAt('/console/nothing');
  expect(unknown).toMatchObject({ status: 404, text: expect.stringContaining('There is no such page') });
  for (const path of ['/console/test-alert/nothing', '/console/reports/2026-W01/x', '/console/access/x'])
    expect(await pageAt(path)).toEqual(unknown);
});
