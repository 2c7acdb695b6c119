import { beforeAll, expect, test } from '@jest/globals';
import { modulesIn } from './bundle.ts';

/* Two functions are one site, so that one of them is small. An import in the wrong place would undo that, and be noticed by nobody. */
let inConsole: string[];
let inApi: string[];
beforeAll(async () => {
  const modulesOf = (name: string) =>
    modulesIn(name, `export * from '${require.resolve(`../../../handlers/${name}.ts`)}';`);
  [inConsole, inApi] = await Promise.all([modulesOf('console'), modulesOf('api')]);
});

test('console holds nothing of the API, its exports, its calendars, reports and tokens', () => {
  const theirs =
    /^lib\/console\/api\/|^lib\/domain\/(?:api\/openapi|reports\/)|api-tokens\.ts$|\/(?:csv-stringify|ical-generator|client-cloudwatch)\//;
  expect(inConsole).toContain('lib/console/pages/home-page.tsx');
  expect(inConsole.filter((path) => theirs.test(path))).toEqual([]);
  expect(inApi.filter((path) => theirs.test(path)).length).toBeGreaterThan(20);
});

test('each page is in one function, and in both only what leads to signing in or says what went wrong', () => {
  const isPage = (path: string): boolean => /^lib\/console\/(?:pages|routes)\//.test(path);
  const both = inConsole.filter((path) => isPage(path) && inApi.includes(path));
  expect(both.toSorted()).toEqual(['lib/console/pages/error.tsx', 'lib/console/pages/sign-in-page.tsx']);
});
