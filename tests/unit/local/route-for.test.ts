import { expect, test } from '@jest/globals';
import type { RouteKey } from '../../../local/gateway/event.ts';
import { routeFor } from '../../../local/gateway/route-for.ts';

/*
 * The example of AWS's page on how HTTP APIs choose a route, and what ours need beyond it:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
const ROUTES: RouteKey[] = [
  'ANY /{proxy+}',
  'GET /pets/{proxy+}',
  'GET /pets/dog/{id}',
  'ANY /pets/dog/{id}',
  'GET /pets/dog/1',
];
const AS_THEY_STAND = ROUTES.map((routeKey) => ({ routeKey }));

test.each([
  ['GET', '/pets/dog/1', 'GET /pets/dog/1', {}],
  ['GET', '/pets/dog/2', 'GET /pets/dog/{id}', { id: '2' }],
  ['POST', '/pets/dog/2', 'ANY /pets/dog/{id}', { id: '2' }],
  ['GET', '/pets/cat/1', 'GET /pets/{proxy+}', { proxy: 'cat/1' }],
  ['POST', '/test/5', 'ANY /{proxy+}', { proxy: 'test/5' }],
])('%s %s is for %s, in whatever order the routes are', (method, path, routeKey, parameters) => {
  for (const routes of [AS_THEY_STAND, AS_THEY_STAND.toReversed()])
    expect(routeFor(routes, method, path)).toEqual({ route: { routeKey }, parameters });
});

test('a greedy parameter takes what is below a path, and never the path itself', () => {
  const routes = [{ routeKey: 'ANY /console/{path+}' }] as const;
  expect(routeFor(routes, 'GET', '/console')).toBeUndefined();
  expect(routeFor(routes, 'GET', '/console/a/b')?.parameters).toEqual({ path: 'a/b' });
});
