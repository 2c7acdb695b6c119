import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import * as z from 'zod';
import { cursorText } from '../../lib/console/request/cursor.ts';
import { consolePaths } from '../../lib/domain/api/openapi-console.ts';
import { ApiProblem } from '../../lib/domain/api/schemas.ts';
import type { Stack } from '../../local/stack/stack.ts';
import { anyCodePoints } from '../any-text.ts';
import { apiTokenOf } from '../integration/console/api-token.ts';
import { signedInCookie } from '../integration/console/signed-in.ts';
import { documented, post, until } from '../integration/flavours.ts';
import { incidents, startTestStack } from '../integration/stack.ts';
import { thorough } from '../thorough.ts';
import { anyBody } from './any-body.ts';

let stack: Stack;
let cookie: string;
let authorization: string;
let incidentId: string;
let endpointKey: string;
beforeAll(async () => {
  stack = await startTestStack();
  await post(stack.webhookUrl, documented());
  await until('an incident is there', async () => (await incidents(stack)).length === 1);
  ({ incidentId = '', endpointKey = '' } = (await incidents(stack))[0] ?? {});
  cookie = await signedInCookie(stack);
  authorization = `Bearer ${await apiTokenOf(stack, 'act')}`;
});
afterAll(() => stack?.stop());

const api = (path: string, init: RequestInit = {}) =>
  fetch(`${stack.url}/api/v1${path}`, { ...init, headers: { authorization, ...init.headers } });

/** API Gateway's own, for a path that is no text once it is decoded twice: local/gateway/event.ts. */
const isGateways = (answer: Response, body: string): boolean =>
  answer.status === 400 && body === '{"message":"Bad Request"}';

/** A problem as documented, of one of these statuses, or an answer that is none. */
const expectAnswer = async (asked: string, answer: Response, statuses: readonly number[]): Promise<void> => {
  const what = asked.slice(0, 80);
  expect({ what, status: statuses.includes(answer.status) ? 'fine' : answer.status }).toEqual({
    what,
    status: 'fine',
  });
  const body = await answer.text();
  if (answer.status < 400 || isGateways(answer, body)) return;
  expect({ what, type: answer.headers.get('content-type') }).toEqual({
    what,
    type: 'application/problem+json',
  });
  expect(ApiProblem.parse(JSON.parse(body)).status).toBe(answer.status);
};

describe('the console’s API', () => {
  const ULID = '01K7ZZZZZZZZZZZZZZZZZZZZZZ';
  test.each<[number, () => string]>([
    [404, () => `/incidents/x-${'9'.repeat(16)}`],
    [404, () => `/incidents/x-${'9'.repeat(400)}`],
    [404, () => `/incidents/${'x'.repeat(3000)}-1`],
    [404, () => '/incidents/__proto__'],
    [404, () => `/incidents/${encodeURIComponent('\u0000-1')}`],
    [404, () => `/endpoints/${'x'.repeat(3000)}`],
    [404, () => '/endpoints/%00'],
    [405, () => `/tokens/${'x'.repeat(3000)}`],
    [404, () => `/test-alerts/${ULID}`],
    [404, () => `/test-alerts/${'Z'.repeat(26)}`],
    [404, () => `/test-alerts/${ULID.toLowerCase()}`],
    [400, () => `/incidents/${incidentId}/notifications?code=`],
    [400, () => `/incidents/${incidentId}/notifications?code=0x1F`],
    [400, () => `/incidents/${incidentId}/notifications?code=1e2`],
    [400, () => `/incidents/${incidentId}/notifications?code=503&code=500`],
    [400, () => `/incidents/${incidentId}/notifications?q=`],
    [400, () => `/incidents/${incidentId}/notifications.csv?limit=%2050`],
    [200, () => `/incidents/${incidentId}/notifications?code=-503`],
    [200, () => `/incidents/${incidentId}/notifications?after=${'0'.repeat(26)}`],
    [200, () => `/incidents/${incidentId}/notifications?after=7${'Z'.repeat(25)}`],
    [400, () => `/incidents/${incidentId}/timeline?after=`],
    [400, () => `/incidents/${incidentId}/timeline?after=yesterday`],
    [200, () => `/incidents/${incidentId}/timeline?after=2026-11-25T00:00:00.000Z`],
    [400, () => '/incidents?sort=count&after=%200x5'],
    [400, () => '/incidents?state=open&state=open'],
    [400, () => '/incidents?after='],
    [400, () => '/incidents?source='],
    [400, () => '/incidents?__proto__=x'],
    [400, () => `/endpoints/${endpointKey}?limit=1.5`],
    [
      200,
      () =>
        `/endpoints/${endpointKey}?after=${cursorText({ endpointKey, number: 1, openedAt: '2026-11-25T00:00:00.000Z' })}`,
    ],
    [400, () => '/incidents?state=open&month=2026-11'],
  ])('%i for %s', async (status, path) => expectAnswer(path(), await api(path()), [status]));

  test('page after page of notifications from any point: each that is older, and no other', async () => {
    await until('two more are grouped', async () => {
      const [{ count = 0 } = {}] = await incidents(stack);
      if (count < 3) await post(stack.webhookUrl, documented());
      return count >= 3;
    });
    const Ids = z.object({ items: z.array(z.object({ id: z.string() })) });
    const idsOf = async (query: string) =>
      Ids.parse(await (await api(`/incidents/${incidentId}/notifications${query}`)).json()).items.map(
        ({ id }) => id,
      );
    const all = await idsOf('');
    expect(await idsOf(`?after=7${'Z'.repeat(25)}`)).toEqual(all);
    expect(await idsOf(`?after=${'0'.repeat(26)}`)).toEqual([]);
    expect(await idsOf(`?after=${all[0]}`)).toEqual(all.slice(1));
  });

  test.each([
    ['minutes in text', { kind: 'acknowledge', actor: 'robot', minutes: '30' }],
    ['no minutes', { kind: 'acknowledge', actor: 'robot', minutes: null }],
    ['a name of blanks', { kind: 'resolve', actor: ' \u200b\t' }],
    ['a list for a name', { kind: 'resolve', actor: ['robot'] }],
    ['a note of nothing', { kind: 'note', actor: 'robot', text: '\u0000' }],
  ])('an action with %s is not taken', async (what, action) => {
    const answer = await api(`/incidents/${incidentId}/actions`, {
      method: 'POST',
      body: JSON.stringify(action),
    });
    await expectAnswer(what, answer, [400]);
  });
});

/** As a part of a path; of dots alone, fetch makes another path. */
const segment = (one: string): string => (/^\.{0,2}$/.test(one) ? 'x' : encodeURIComponent(one));

const paths = Object.entries(consolePaths);
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  anyCodePoints({ maxLength: 60 }),
  fc.constantFrom('__proto__', '%', '-1', 'x-1', `x-${'9'.repeat(20)}`, 'Z'.repeat(26), '\u0000'),
);

test('whatever fast-check puts into paths, queries and bodies: a documented answer, never a 5xx', async () => {
  const query = fc.dictionary(
    fc.oneof(text, fc.constantFrom('limit', 'after', 'code', 'q', 'sort', 'month')),
    text,
    { maxKeys: 3 },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...paths),
      fc.array(text, { minLength: 1, maxLength: 1 }),
      query,
      anyBody,
      async ([path, operations], [id = ''], pairs, body) => {
        const target = path.replace('/api/v1', '').replace(/\{\w+\}/, segment(id));
        const method = 'get' in operations ? 'GET' : 'post' in operations ? 'POST' : 'DELETE';
        const isPost = method === 'POST';
        const answer = await api(
          `${target}?${new URLSearchParams(pairs)}`,
          isPost ? { method, body } : { method },
        );
        await expectAnswer(target, answer, isPost ? [200, 202, 400, 404] : [200, 400, 404]);
      },
    ),
    { numRuns: thorough(40, 150) },
  );
});

test('nor do the pages, for who is signed in and who is not', async () => {
  const page = fc.constantFrom(
    '',
    '/history',
    '/incidents/{}',
    '/incidents/{}/act',
    '/endpoints',
    '/endpoints/{}',
    '/sources',
    '/test-alert',
    '/test-alert/{}',
    '/access',
    '/sign-in',
    '/sign-in/{}',
    '/{}',
  );
  await fc.assert(
    fc.asyncProperty(
      page,
      text,
      text,
      fc.boolean(),
      fc.constantFrom('GET', 'GET', 'POST'),
      async (path, id, value, isIn, method) => {
        const target = `/console${path.replace('{}', segment(id))}`;
        const query = new URLSearchParams({
          listName: value,
          after: value,
          code: value,
          q: value,
          next: value,
        });
        const answer = await fetch(`${stack.url}${target}?${query}`, {
          method,
          redirect: 'manual',
          headers: { origin: stack.url, ...(isIn && { cookie }) },
          ...(method === 'POST' && {
            body: new URLSearchParams({ kind: value, actor: value, source: value, name: id }),
          }),
        });
        const body = await answer.text();
        expect({
          target,
          method,
          status: answer.status < 500 || path.startsWith('/sign-in') ? 'fine' : answer.status,
        }).toEqual({ target, method, status: 'fine' });
        if (answer.status !== 303 && !isGateways(answer, body))
          expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
        expect(body).not.toMatch(/node_modules|at async/);
      },
    ),
    { numRuns: thorough(40, 150) },
  );
});
