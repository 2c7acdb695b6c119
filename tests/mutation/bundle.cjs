const { readdirSync, readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { build } = require('esbuild');

/*
 * All tests of the pure rules in one file: jest loads a file of its own for each module and test file in each of the
 * thousand runs of Stryker, which made it 20 times slower.
 */
const TESTS = join(__dirname, '..');
/** They start shells, read docs/, or render hundreds of messages: too slow for each mutant. */
const NOT_RULES = ['advice', 'formats/arabic', 'integrations', 'language/phrases', 'size'];

const testsIn = (folder) =>
  readdirSync(join(TESTS, folder), { recursive: true })
    .filter(
      (name) => name.endsWith('.test.ts') && !NOT_RULES.some((rule) => name.endsWith(`${rule}.test.ts`)),
    )
    .sort()
    .map((name) => join(folder, name));

/** Of a folder whose other tests need an engine. */
const BESIDES = ['robustness/redaction.test.ts'];

const tests = [...testsIn('unit/domain'), ...testsIn('unit/messages'), ...BESIDES];

const contents = [
  "import { describe } from '@jest/globals';",
  ...tests.map(
    (file) => `describe(${JSON.stringify(file)}, () => { require(${JSON.stringify(`./${file}`)}); });`,
  ),
].join('\n');

const asInTheirPlace = {
  name: 'quick fast-check, and files beside tests',
  setup: ({ onLoad, onResolve }) => {
    onLoad({ filter: /golden\.test\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll('__dirname', JSON.stringify(dirname(path))),
      loader: 'ts',
    }));
    onResolve({ filter: /^fast-check$/ }, ({ importer }) => {
      const path = join(__dirname, 'fast-check.ts');
      return importer === path ? undefined : { path };
    });
  },
};

const main = async () => {
  await build({
    stdin: { contents, resolveDir: TESTS, loader: 'ts' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    // A test of durations would fail on a busy machine, and be counted as a kill.
    define: { 'process.cpuUsage': 'noTime' },
    banner: { js: 'const noTime = () => ({ user: 0, system: 0 });' },
    external: ['@jest/globals', 'zod', 'fast-check'],
    plugins: [asInTheirPlace],
    mainFields: ['module', 'main'],
    outfile: join(TESTS, '..', '.build', 'rules', 'rules.test.js'),
    logLevel: 'error',
  });
};

main();
