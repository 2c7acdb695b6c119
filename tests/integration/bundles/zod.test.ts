import { readFileSync } from 'node:fs';
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

const COMPOSED = {
  tuple: ['a', 1],
  lazy: [1, 2],
  both: { a: 'a', b: 'b' },
  record: { a: 1 },
  keyed: { x: true },
  date: '2026-11-27',
  number: '4',
  text: ' abc ',
  piped: 'abc',
  refined: ['a', 'b'],
  union: ['a'],
};
const RIGHT: Record<string, object> = {
  Composed: COMPOSED,
  Action: { kind: 'silence', for: '4h', incidentId: 'a1b2c3d4e5f6-1', name: 'Sara' },
  Cover: {
    id: '01KAZ3B2V0XKQ8X2Q3M4N5P6R7',
    covered: { person: 'sara' },
    by: 'omar',
    from: '2026-11-27T08:00:00.000Z',
  },
  Probe: {
    at: '2026-11-27T08:00:00.000Z',
    ms: 4,
    outcome: { kind: 'failed', stage: 'dns', code: 'ENOTFOUND' },
  },
};

/** Values that are nearly right: with one field left out, or wrong in one of many ways. */
const near = (right: object): unknown[] => [
  right,
  { ...right, another: 1 },
  ...Object.keys(right).flatMap((field) => [
    Object.fromEntries(Object.entries(right).filter(([name]) => name !== field)),
    ...VALUES.map((value) => ({ ...right, [field]: value })),
    ...[
      '!',
      'abcd',
      'day',
      [1, 2, 3],
      ['a', 'a'],
      ['z'],
      { a: 'a' },
      { A: 1, b: 0 },
      { z: true },
      { c: null },
    ].map((value) => ({ ...right, [field]: value })),
  ]),
];

test.each(Object.keys(whole.SCHEMAS))('%s reads and refuses the same, in the same words', (name) => {
  for (const value of [...VALUES, ...near(RIGHT[name] ?? COMPOSED)])
    expect(bundled.read(name, value)).toEqual(whole.read(name, value));
});

test('a method that is called stays, and one that nobody calls goes', () => {
  const source = '    used(a) {\n        return a;\n    },\n    unused(a) {\n        return a;\n    },\n';
  const left = fewerMethods(source, new Set(['used']), false);
  expect(left.trimEnd()).toBe('    used(a) {\n        return a;\n    },');
  expect(left.split('\n')).toHaveLength(source.split('\n').length);
});

test('an asynchronous check is refused in a bundle too, and not taken for one that passes', async () => {
  const { check, transform } = await bundle<{ check(): unknown; transform(): unknown }>(
    'asynchronous',
    `import * as z from 'zod';
    export const check = () => z.object({ a: z.string().refine(async () => false) }).safeParse({ a: 'x' });
    export const transform = () => z.array(z.string().transform(async (text) => text)).parse(['x']);`,
  );
  expect(check).toThrow('Encountered Promise during synchronous parse');
  expect(transform).toThrow('Encountered Promise during synchronous parse');
});

test('what parses asynchronously cannot be bundled', async () => {
  await expect(
    bundle('awaiting', "import * as z from 'zod'; export const read = (one) => z.string().parseAsync(one);"),
  ).rejects.toThrow('parseAsync: bundles can only parse');
});

test('what is shortened of zod keeps its lines, by which stack traces are read', () => {
  const { synchronous }: { synchronous: (source: string, names: ReadonlySet<string>) => string } =
    require('../../../deploy/synchronous-zod.cjs');
  const source = readFileSync(require.resolve('zod').replace(/index\.cjs$/, 'v4/core/schemas.js'), 'utf8');
  const left = synchronous(source, new Set());
  expect(left.split('\n')).toHaveLength(source.split('\n').length);
  const declared = (text: string) =>
    text.split('\n').flatMap((line, index) => (line.startsWith('export ') ? [`${index} ${line}`] : []));
  expect(declared(left)).toEqual(declared(source));
});
