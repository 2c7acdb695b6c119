import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/*
 * Prints the test files in which a seed is drawn: those that import fast-check or a generator of ours, by whatever detour within
 * tests/. The others do the same with every seed, so CI runs only these with a fresh one.
 */
const ROOT = join(__dirname, '..');
const IMPORT = /\bfrom\s*'([^'\n]+)'/g;
/** Draws from Math.random, which the seed decides. */
const DRAWS = /\bfast-check\b|Math\.random\(|process\.env\['SEED'\]/;

const files = readdirSync(join(ROOT, 'tests'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join('tests', name));
const texts = new Map(files.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]));

const draws = (file: string, seen = new Set<string>()): boolean => {
  const text = texts.get(file);
  if (text === undefined || seen.has(file)) return false;
  seen.add(file);
  return (
    DRAWS.test(text) ||
    [...text.matchAll(IMPORT)].some(
      ([, name = '']) => name.startsWith('.') && draws(join(dirname(file), name), seen),
    )
  );
};

process.stdout.write(`${files.filter((file) => file.endsWith('.test.ts') && draws(file)).join('\n')}\n`);
