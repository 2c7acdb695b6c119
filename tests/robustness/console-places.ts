import * as z from 'zod';
import { consolePaths } from '../../lib/domain/api/openapi-console.ts';
import type { Stack } from '../../local/stack/stack.ts';
import { apiTokenOf } from '../integration/console/api-token.ts';
import { signedInCookie } from '../integration/console/signed-in.ts';
import { incidents } from '../integration/stack.ts';

const PAGES = [
  '',
  '/history',
  '/endpoints',
  '/sources',
  '/test-alert',
  '/access',
  '/sign-in',
  '/sign-in/sent',
  '/nothing',
];
const Link = z.array(z.string());

/** Everything that the console says to who is signed in, has a token or a link from a mail, and to who has none. */
export const consolePlaces = async (stack: Stack): Promise<Record<string, string>> => {
  const cookie = await signedInCookie(stack);
  const token = await apiTokenOf(stack, 'act');
  const ask = async (path: string, headers: Record<string, string>): Promise<string> => {
    const answer = await fetch(`${stack.url}${path}`, { headers, redirect: 'manual' });
    return `${answer.status} ${JSON.stringify([...answer.headers])} ${await answer.text()}`;
  };
  const all = await incidents(stack);
  const pages = [
    ...PAGES.map((page) => `/console${page}`),
    ...all.map(({ incidentId }) => `/console/incidents/${encodeURIComponent(incidentId)}`),
    ...all.map(({ endpointKey }) => `/console/endpoints/${encodeURIComponent(endpointKey)}`),
  ];
  const api = Object.entries(consolePaths)
    .filter(([, operations]) => 'get' in operations)
    .flatMap(([path]) =>
      /\{(?:incidentId|endpointKey)\}/.test(path)
        ? all.map((one) =>
            path
              .replace('{incidentId}', encodeURIComponent(one.incidentId))
              .replace('{endpointKey}', encodeURIComponent(one.endpointKey)),
          )
        : [path.replace('{id}', 'x')],
    );
  const mailed = stack.sns.deliveries().flatMap(({ body }) => Link.parse(body.match(/\/act\/\S+/g) ?? []));
  const places: Record<string, string> = {};
  for (const page of pages) places[`page ${page}`] = await ask(page, { cookie });
  for (const page of pages) places[`page ${page}, signed out`] = await ask(page, {});
  for (const path of api) places[`API ${path}`] = await ask(path, { authorization: `Bearer ${token}` });
  for (const link of mailed) places[`page of a mailed link ${link.split('?')[0]}`] = await ask(link, {});
  return places;
};
