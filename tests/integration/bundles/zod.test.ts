import { beforeAll, expect, test } from '@jest/globals';
import { bundle } from './bundle.ts';
import * as whole from './schemas.ts';

/* In the bundles zod has only the methods that our code calls. What it says of a value must not differ for that. */
type Schemas = typeof whole;
const {
  fewerMethods,
}: {
  fewerMethods: (source: string, names: ReadonlySet<string>, hasJsonSchema: boolean) => string;
} = require('../../../deploy/fewer-methods.cjs');
let bundled: Schemas;
beforeAll(async () => {
  bundled = await bundle<Schemas>('schemas', `export * from '${require.resolve('./schemas.ts')}';`);
});

const VALUES: unknown[] = [
  ...[undefined, null, '', 'x', 0, -1, 1.5, 2 ** 60, true, [], {}, [1], { a: 1 }],
  { source: 'a b', token: 1 },
  { requestContext: { http: { method: 'POST' } }, pathParameters: { source: 's', token: 't' }, body: '{}' },
  { rawPath: 'x', headers: { a: 1 }, requestContext: { http: { method: 'get' } } },
  { endpointKey: '', id: 'no ulid', receivedAt: 'yesterday', source: 's' },
  { endpoint: 'https://a.example', day: '2026-02-30', delivered: -1 },
  { levels: [{ afterMinutes: 0 }], language: 'fr', timeZone: 'Mars/Olympus' },
  { severity: 'huge', silences: [{ from: 'x', to: 'y', every: 'never' }] },
];

test.each(Object.keys(whole.SCHEMAS))('%s reads and refuses the same, in the same words', (name) => {
  for (const value of VALUES) expect(bundled.read(name, value)).toEqual(whole.read(name, value));
});

test('a method that is called stays, and one that nobody calls goes', () => {
  const source = '    used(a) {\n        return a;\n    },\n    unused(a) {\n        return a;\n    },\n';
  expect(fewerMethods(source, new Set(['used']), false)).toBe('    used(a) {\n        return a;\n    },\n');
});
