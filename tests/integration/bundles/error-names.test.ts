import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { bundle } from './bundle.ts';

/* Minified classes have other names, but alarms, logs and our own rules look for errors by theirs. */
const ROOT = join(__dirname, '../../..');
const CLASS = /(export )?class (\w+) extends Error \{\n {2}override name = '(\w+)' as const;/g;

type Found = { file: string; exported: boolean; className: string; name: string };
const files = readdirSync(join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => join(ROOT, 'lib', file));
const errors: Found[] = files.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(CLASS)].map(([, exported, className = '', name = '']) => ({
    file,
    exported: exported !== undefined,
    className,
    name,
  })),
);

test('each of our errors says its own name', () => {
  const classes = files.flatMap(
    (file) => readFileSync(file, 'utf8').match(/class \w+ extends \w*Error\b/g) ?? [],
  );
  expect(errors.map(({ className }) => `class ${className} extends Error`)).toEqual(classes);
  expect(classes.length).toBeGreaterThan(5);
});

test('in a bundle errors of ours, of zod and of the SDK have their names', async () => {
  const ours = errors.filter(({ exported }) => exported);
  const made = ours.map(({ className }) => `new ${className}('one', 'two')`);
  const { names } = await bundle<{ names: () => string[] }>(
    'names',
    [
      ...ours.map(({ file, className }) => `import { ${className} } from '${file}';`),
      "import * as z from 'zod';",
      "import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';",
      "const ofSdk = { message: '', $metadata: {} };",
      `const made = [${made}, z.string().safeParse(1).error,`,
      '  new ConditionalCheckFailedException(ofSdk), new TransactionCanceledException(ofSdk)];',
      'export const names = () => made.map(({ name }) => name);',
    ].join('\n'),
  );
  expect(names()).toEqual([
    ...ours.map(({ name }) => name),
    ...['ZodError', 'ConditionalCheckFailedException', 'TransactionCanceledException'],
  ]);
});
