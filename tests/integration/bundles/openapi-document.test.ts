import { expect, test } from '@jest/globals';
import { openapi } from '../../../lib/domain/api/openapi.ts';
import { bundle } from './bundle.ts';

/* The console's bundle has the description of its API as text, and no longer what makes it. */
test('the API is described the same in a bundle', async () => {
  const path = require.resolve('../../../lib/domain/api/openapi.ts');
  const bundled = await bundle<{ openapi: typeof openapi }>('document', `export { openapi } from '${path}';`);
  expect(JSON.stringify(bundled.openapi())).toBe(JSON.stringify(openapi()));
});
