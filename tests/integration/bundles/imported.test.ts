import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@jest/globals';
import { temporaryFolder } from '../../temporary.ts';
import { bundleFile } from './bundle.ts';

/* Lambda loads a bundle by `import()`, which finds the names of a CommonJS module without running it. */
const namesIn = async (text: string): Promise<unknown> => {
  const file = await bundleFile('imported', text);
  const loader = join(temporaryFolder('loader'), 'loader.mjs');
  writeFileSync(
    loader,
    'const loaded = await import(process.argv[2]); process.stdout.write(JSON.stringify(Object.keys(loaded)));',
  );
  return JSON.parse(execFileSync(process.execPath, [loader, pathToFileURL(file).href], { encoding: 'utf8' }));
};

test('whoever imports a bundle finds what it exports', async () => {
  const found = await namesIn('export const handler = () => 1; export const other = () => 2;');
  expect(found).toEqual(expect.arrayContaining(['handler', 'other']));
});

test('whoever imports a bundle that exports a `then` waits for it', async () => {
  const found = await namesIn(
    'export const then = (resolve) => setImmediate(() => resolve({ warm: true }));',
  );
  expect(found).toEqual(['warm']);
});
