import { expect, test } from '@jest/globals';
import { api } from '../../../lib/console/api/routes.ts';
import { openapi } from '../../../lib/domain/api/openapi.ts';

const ROOT = '/api/v1';
/** Whoever reads the document knows that it is there. */
const DOCUMENT = `GET ${ROOT}/openapi.json`;

test('each route of the API is documented, and each documented operation has a route', () => {
  const routed = api.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${ROOT}${path.replaceAll(/:(\w+)/g, '{$1}')}`);
  const documented = Object.entries(openapi().paths)
    .filter(([path]) => path.startsWith(`${ROOT}/`))
    .flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
  expect(documented.length).toBeGreaterThan(10);
  expect([...new Set(routed)].sort()).toEqual([...documented, DOCUMENT].sort());
});
