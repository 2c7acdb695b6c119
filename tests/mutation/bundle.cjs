const { readdirSync, readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { build } = require('esbuild');

/*
 * All tests of the pure rules in one file: jest loads a file of its own for each module and test file in each of the
 * thousand runs of Stryker, which made it 20 times slower.
 */
const TESTS = join(__dirname, '..');
// Whole messages: they pass through the rules but check their words and sizes, slowly.
const NOT_RULES = new Set(
  ['advice', 'arabic', 'chat', 'email', 'integrations', 'json', 'size'].map((name) => `${name}.test.ts`),
);

const testsIn = (folder) =>
  readdirSync(join(TESTS, folder))
    .filter((name) => name.endsWith('.test.ts') && !NOT_RULES.has(name))
    .map((name) => join(folder, name));

const tests = [...testsIn('.'), ...testsIn('unit'), ...testsIn('messages'), 'hostile/redaction.test.ts'];

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
    external: ['@jest/globals'],
    plugins: [asInTheirPlace],
    mainFields: ['module', 'main'],
    outfile: join(TESTS, '..', '.build', 'rules', 'rules.test.js'),
    logLevel: 'error',
  });
};

main();
