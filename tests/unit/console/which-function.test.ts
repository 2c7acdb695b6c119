import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import * as z from 'zod';
import { apiApp } from '../../../lib/console/api-app.ts';
import { consoleApp } from '../../../lib/console/console-app.ts';
import type { App } from '../../../lib/console/request/context.ts';
import type { RouteKey } from '../../../local/gateway/event.ts';
import { routeFor } from '../../../local/gateway/route-for.ts';
import { ROUTES } from '../../../local/gateway/routes.ts';

/* Two functions are one site: the API has to send each request to the one that has a route for it. */
const isRouteKey = (text: string): text is RouteKey => /^[A-Z]+ \//.test(text);
const Template = z.object({
  functions: z.record(
    z.string(),
    z.object({
      events: z.array(z.looseObject({ httpApi: z.string().refine(isRouteKey).optional() })).default([]),
    }),
  ),
});
const template = Template.parse(
  parse(readFileSync(join(__dirname, '../../../serverless.yml'), 'utf8'), { logLevel: 'silent' }),
);
/** Every route of the API, with its function. */
const deployed = Object.entries(template.functions).flatMap(([name, { events }]) =>
  events.flatMap(({ httpApi }) => (httpApi === undefined ? [] : [{ routeKey: httpApi, name }])),
);
const local = Object.entries(ROUTES).flatMap(([name, keys]) => keys.map((routeKey) => ({ routeKey, name })));

const APPS = { console: consoleApp, api: apiApp };

/** What an application answers: a method, and a path as somebody would ask for it. */
const answeredBy = ({ routes }: App): string[] => [
  ...new Set(
    routes
      .filter(({ method }) => method !== 'ALL') // middleware
      .map(({ method, path }) => `${method} ${path.replaceAll(/:\w+/g, 'x')}`),
  ),
];
const sentTo = (routes: typeof deployed, asked: string): string | undefined => {
  const [method = '', path = ''] = asked.split(' ');
  return routeFor(routes, method, path)?.route.name;
};

test('the local gateway has the routes of serverless.yml, each with its function', () => {
  const sorted = (routes: typeof deployed) =>
    routes.map(({ routeKey, name }) => `${name}: ${routeKey}`).sort();
  expect(sorted(local)).toEqual(sorted(deployed));
});

describe.each(Object.entries(APPS))('%s', (name, app) => {
  const asked = answeredBy(app);

  test('has routes', () => {
    expect(asked.length).toBeGreaterThan(9);
  });

  test.each(asked)('is sent %s', (one) => {
    expect(sentTo(deployed, one)).toBe(name);
    expect(sentTo(local, one)).toBe(name);
  });
});

test('no path is in both: who refuses a method knows all that the path takes', () => {
  const pathsOf = (app: App) => answeredBy(app).map((one) => one.split(' ')[1]);
  expect(pathsOf(consoleApp).filter((path) => pathsOf(apiApp).includes(path))).toEqual([]);
});

test.each(deployed.filter(({ name }) => name === 'api'))('$routeKey leads to something', ({ routeKey }) => {
  const taken = answeredBy(apiApp).filter((one) => {
    const [method = '', path = ''] = one.split(' ');
    return routeFor(deployed, method, path)?.route.routeKey === routeKey;
  });
  expect(taken).not.toEqual([]);
});
