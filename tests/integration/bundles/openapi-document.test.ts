import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import { openapi } from '../../../lib/domain/api/openapi.ts';
import { bundleFile } from './bundle.ts';

/* The bundle of `api` has the description of the API as text, and no longer what makes it. */
test('the API is described the same in a bundle, without the way to JSON Schema', async () => {
  const path = require.resolve('../../../lib/domain/api/openapi.ts');
  const file = await bundleFile('document', `export { openapi } from '${path}';`);
  const bundled: { openapi: typeof openapi } = createRequire(file)(file);
  expect(JSON.stringify(bundled.openapi())).toBe(JSON.stringify(openapi()));
  expect(readFileSync(file, 'utf8').includes('json-schema.org')).toBe(false);
});
