import { expect, test } from '@jest/globals';
import { transform } from 'esbuild';

/* Of our modules a bundle has only those constants that it uses, and so makes no schema that nobody parses by. */
const {
  withDroppableConstants,
}: {
  withDroppableConstants: (source: string) => string;
} = require('../../../deploy/unused-constants.cjs');

const left = async (source: string): Promise<string> => {
  const { code } = await transform(withDroppableConstants(source), {
    loader: 'ts',
    format: 'esm',
    treeShaking: true,
    minifySyntax: true,
  });
  return code;
};

test.each([
  ['a call', 'const A = z.string();'],
  [
    'a chain over lines',
    "const A = z\n  .object({\n    a: z.string(),\n\n    b: Other.optional(),\n  })\n  .refine(isSensible, { error: 'no' });",
  ],
  ['a call of ours', 'const A = contact(z.email());'],
  ['an object that is made', 'const A: Map<string, number> = new Map(all.map(([a]) => [a, 1]));'],
  [
    'a call with a function over lines',
    'const A = memoized((text: string) => {\n  const one = read(text);\n  return one;\n});',
  ],
])('%s goes where nobody uses it', async (_, statement) => {
  expect(await left(`${statement}\nexport const b = 1;\n`)).toBe('const b = 1;\nexport {\n  b\n};\n');
});

test('what is used stays as it is, in its order', async () => {
  const source = [
    'const A = first({\n  a: 1,\n});',
    "register('effect');",
    'const f = (one: string) => A.read(one);',
    'export const B = second(A);',
    'export const go = () => f(B.name);',
    '',
  ].join('\n');
  const { code } = await transform(source, {
    loader: 'ts',
    format: 'esm',
    treeShaking: true,
    minifySyntax: true,
  });
  expect(await left(source)).toBe(code);
});
