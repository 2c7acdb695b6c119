import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { bundleFile } from './bundle.ts';

/* A stack trace from a bundle, which two tools have minified, and what `npm run trace` makes of it. */
const ROOT = join(__dirname, '../../..');
const SOURCE = readFileSync(join(__dirname, 'places.ts'), 'utf8');

/** Where each error of the source is made, as a stack trace counts: at its name, since an error needs no `new`, and swc leaves it out. */
const MADE = [...SOURCE.matchAll(/(?<=new )\w*Error\(/g)].map(({ index }) => {
  const lines = SOURCE.slice(0, index).split('\n');
  return `${join(__dirname, 'places.ts').slice(1)}:${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
});

/** The stack traces of the failures of a bundle, and what runs in the folder of its map. */
const fromBundle = async (): Promise<{ traces: string[]; folder: string }> => {
  const file = await bundleFile('places', `export * from '${require.resolve('./places.ts')}';`);
  const { FAILURES }: typeof import('./places.ts') = createRequire(file)(file);
  const folder = join(file, '../..');
  mkdirSync(join(folder, '.build'));
  renameSync(`${file}.map`, join(folder, '.build/places.js.map'));
  const failed = await Promise.allSettled(FAILURES.map(async (fail) => fail()));
  const traces = failed.map((one) => (one.status === 'rejected' ? String(one.reason.stack) : 'no failure'));
  return { traces, folder };
};

test('the places of stack traces are those of the sources, to the letter', async () => {
  const { traces, folder } = await fromBundle();
  const first = traces.map((trace) => trace.split('\n')[1]);
  expect(first.join('\n')).toContain('/handlers/places.js:');
  const traced = execFileSync(
    process.execPath,
    [join(ROOT, 'cli/launch.cjs'), join(ROOT, 'tools/trace.ts')],
    { cwd: folder, input: first.join('\n'), encoding: 'utf8' },
  );
  expect(traced.split('\n').map((line) => line.replace(/^.* \(?|\)$/g, ''))).toEqual(MADE);
});
