import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { consolePaths } from '../../../lib/domain/api/openapi-console.ts';
import { ApiProblem } from '../../../lib/domain/api/schemas.ts';
import type { Stack } from '../../../local/stack/stack.ts';
import { exchange, head } from '../../robustness/raw-http.ts';
import { startTestStack } from '../stack.ts';
import { apiTokenOf } from './api-token.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY'];

let stack: Stack;
let bearer: Record<'read' | 'act', string>;
beforeAll(async () => {
  stack = await startTestStack({ stream: false });
  bearer = { read: await apiTokenOf(stack, 'read'), act: await apiTokenOf(stack, 'act') };
});
afterAll(() => stack?.stop());

const tokens = (): [name: string, headers: string[]][] => {
  const of = (scope: 'read' | 'act') => [`Authorization: Bearer ${bearer[scope]}`];
  return [
    ['without a token', []],
    ['with one to read', of('read')],
    ['with one to act', of('act')],
  ];
};
const ask = (method: string, path: string, headers: string[] = []) =>
  exchange(stack.url, head(method, path, headers));

describe.each(Object.entries(consolePaths))('%s', (path, operations) => {
  const allow = 'get' in operations ? 'GET, HEAD' : 'post' in operations ? 'POST' : 'DELETE';
  const address = path.replaceAll(/\{\w+\}/g, 'x-1');
  const others = METHODS.filter((method) => !allow.split(', ').includes(method));

  test(`takes ${allow} and nothing else, whoever asks`, async () => {
    for (const [actor, headers] of tokens()) {
      for (const method of others) {
        const answer = await ask(method, address, headers);
        expect({ actor, method, ...answer }).toMatchObject({
          actor,
          method,
          status: 405,
          type: 'application/problem+json',
          allow,
        });
        if (method !== 'HEAD') ApiProblem.parse(JSON.parse(answer.body));
      }
      const [one] = allow.split(', ');
      expect((await ask(one ?? '', address, headers)).status).not.toBe(405);
    }
  });
});

describe('pages', () => {
  test.each([
    ['/', 'GET, HEAD'],
    ['/console', 'GET, HEAD'],
    ['/console/history', 'GET, HEAD'],
    ['/console/reports/2026-W48', 'GET, HEAD'],
    ['/console/incidents/x-1', 'GET, HEAD'],
    ['/console/incidents/x-1/act', 'POST'],
    ['/console/sources', 'GET, HEAD, POST'],
    ['/console/access', 'GET, HEAD, POST'],
    ['/console/access/x/end', 'POST'],
    ['/console/test-alert/close', 'GET, HEAD, POST'],
    ['/console/sign-in', 'GET, HEAD, POST'],
    ['/console/sign-in/sent', 'GET, HEAD, POST'],
    ['/console/sign-out', 'POST'],
    ['/act/x-1/resolve', 'GET, HEAD, POST'],
    ['/api/v1/openapi.json', 'GET, HEAD'],
  ])('%s takes %s', async (path, allow) => {
    for (const method of METHODS) {
      const { status, ...answer } = await ask(method, path, ['Content-Length: 0']);
      const isTaken = allow.split(', ').includes(method);
      expect({ path, method, isRefused: status === 405 }).toEqual({ path, method, isRefused: !isTaken });
      if (!isTaken) expect(answer.allow).toBe(allow);
    }
  });
  test('what is no page is none by any method', async () => {
    for (const method of METHODS) expect((await ask(method, '/act/x')).status).toBe(404);
    for (const method of METHODS) expect((await ask(method, '/api/v1/nothing')).status).toBe(401);
  });
});
