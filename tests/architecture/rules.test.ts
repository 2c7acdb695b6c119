import { dirname } from 'node:path';
import { expect, test } from '@jest/globals';
import { type SourceFile, sourceFiles } from './sources.ts';

const product = sourceFiles('handlers', 'lib');
const all = [...product, ...sourceFiles('local', 'deploy')];
const everything = [...all, ...sourceFiles('bench', 'cli', 'examples', 'tools', 'tests/simulation')];

/** From the rim to the middle: a file may import its own layer and those after it. */
const LAYERS = ['handlers', 'console', 'use-cases', 'adapters', 'messages', 'domain'];

const layerOf = (path: string): number =>
  LAYERS.indexOf(path.startsWith('lib/') ? (path.split('/')[1] ?? '') : dirname(path));
const isPure = ({ path }: SourceFile): boolean => layerOf(path) >= LAYERS.indexOf('messages');
const breaking = (files: SourceFile[], isBroken: (file: SourceFile) => boolean): string[] =>
  files.filter(isBroken).map(({ path }) => path);

test('there is something to rule over', () => {
  expect(product.length).toBeGreaterThan(30);
  expect(product.filter(isPure).length).toBeGreaterThan(10);
});

test('each file of the product is in a layer, and each rule of the domain has a subject', () => {
  expect(breaking(product, ({ path }) => layerOf(path) < 0 || dirname(path) === 'lib/domain')).toEqual([]);
});

test('imports go from handlers to console to use cases to adapters to messages to the domain, never back', () => {
  const back = product.flatMap(({ path, imports }) =>
    imports
      .filter((name) => /^(lib|handlers)\//.test(name) && layerOf(name) < layerOf(path))
      .map((name) => `${path} → ${name}`),
  );
  expect(back).toEqual([]);
});

/**
 * What each folder beside the product may import of the others. Nothing that is deployed knows of what is not, people's commands
 * do not know the developers', and only tests and measurements use helpers of tests.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  lib: ['lib'],
  handlers: ['handlers', 'lib'],
  examples: ['examples'],
  deploy: ['deploy', 'lib'],
  local: ['local', 'cli', 'deploy', 'handlers', 'lib'],
  cli: ['cli', 'local', 'deploy', 'lib'],
  tools: ['tools', 'bench', 'cli', 'local', 'lib'],
  bench: ['bench', 'tests', 'cli', 'local', 'handlers', 'lib'],
  // It plays by what the product is: no measurement, no command of the developers, no other test than their helpers.
  'tests/simulation': ['tests', 'cli', 'local', 'lib'],
};

test.each(Object.entries(MAY_IMPORT))('%s imports no folder that is built on it', (folder, allowed) => {
  const ours = new Set(Object.keys(MAY_IMPORT).concat('tests'));
  const wrong = everything
    .filter(({ path }) => path.startsWith(`${folder}/`))
    .flatMap(({ path, imports }) =>
      imports
        .filter((name) => ours.has(name.split('/')[0] ?? '') && name.includes('/'))
        .filter((name) => !allowed.includes(name.split('/')[0] ?? ''))
        .map((name) => `${path} → ${name}`),
    );
  expect(wrong).toEqual([]);
});

test('pure code imports zod, hashes, punycode and itself, and nothing else from outside', () => {
  // node:url reads punycode, which no other part of the platform does: a table and no input or output.
  const ALLOWED = /^(?:zod|node:crypto|node:url)$/;
  const outside = product
    .filter(isPure)
    .flatMap(({ path, imports }) =>
      imports
        .filter((name) => !name.startsWith('lib/') && !ALLOWED.test(name))
        .map((name) => `${path} → ${name}`),
    );
  expect(outside).toEqual([]);
});

/** Those that come back to themselves by what they import. */
const circular = (imports: Map<string, string[]>): string[] => {
  const reaches = (from: string, to: string, seen: Set<string>): boolean =>
    (imports.get(from) ?? []).some((name) => {
      if (name === to) return true;
      if (seen.has(name)) return false;
      seen.add(name);
      return reaches(name, to, seen);
    });
  return [...imports.keys()].filter((name) => reaches(name, name, new Set()));
};

test('no file imports itself by a detour', () => {
  expect(circular(new Map(everything.map(({ path, imports }) => [path, imports])))).toEqual([]);
});

test('no folder imports itself by a detour', () => {
  const folders = new Map<string, string[]>();
  for (const { path, imports } of everything) {
    const folder = dirname(path);
    const others = imports.map((name) => dirname(name)).filter((name) => name !== folder);
    folders.set(folder, [...(folders.get(folder) ?? []), ...others]);
  }
  expect(circular(folders)).toEqual([]);
});

test('only config reads the environment', () => {
  const ALLOWED = [/^lib\/adapters\/config\//, /^deploy\//, /^local\//];
  expect(
    breaking(
      all,
      ({ path, text }) => /process\.env\b/.test(text) && !ALLOWED.some((rule) => rule.test(path)),
    ),
  ).toEqual([]);
});

test('pure code has no clock, no chance and no network', () => {
  expect(
    breaking(product.filter(isPure), ({ text }) =>
      /Date\.now\(|new Date\(\)|Math\.random\(|\bfetch\(|performance\./.test(text),
    ),
  ).toEqual([]);
});

test('the clock is read by handlers and where they are set up', () => {
  const ALLOWED = new Set([
    'handlers/receive.ts',
    'handlers/deliveries.ts',
    'handlers/selftest.ts',
    'lib/use-cases/runtime/bootstrap.ts',
    'lib/adapters/telemetry/log.ts',
    'lib/adapters/telemetry/metrics.ts',
  ]);
  expect(
    breaking(product, ({ path, text }) => /Date\.now\(|new Date\(\)/.test(text) && !ALLOWED.has(path)),
  ).toEqual([]);
});

test('AWS clients are made in one place', () => {
  expect(
    breaking(
      product,
      ({ path, text }) =>
        /new (DynamoDB|SNS)Client\(/.test(text) && path !== 'lib/adapters/config/aws-clients.ts',
    ),
  ).toEqual([]);
});

test('zod is imported whole: the named import drags in every locale', () => {
  expect(breaking(all, ({ text }) => /import (?:type )?\{[^}]*\} from 'zod'/.test(text))).toEqual([]);
});

test('nothing from outside is believed: no cast, no any', () => {
  const cast = /\bas (?!const\b|z\b)[A-Za-z<{[]/;
  const withoutImports = (text: string): string =>
    text
      .replaceAll(/^(import|export) (?:(?:type )?\{[^}]*\} from )?.*$/gm, '')
      .replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$|'[^'\n]*'|`[^`]*`/gm, '');
  // What stands between tags is English.
  const codeOf = ({ path, text }: SourceFile): string =>
    path.endsWith('x') ? withoutImports(text).replaceAll(/[>}][^<>{}=;]*[<{]/g, '><') : withoutImports(text);
  expect(breaking(all, (file) => cast.test(codeOf(file)) || /:\s*any\b/.test(codeOf(file)))).toEqual([]);
});

test('no file is longer than 250 lines, and the median is around 60', () => {
  const lengths = all.map(({ text }) => text.split('\n').length).sort((one, other) => one - other);
  const written = [...everything, ...sourceFiles('tests', 'deploy')];
  expect(breaking(written, ({ text }) => text.split('\n').length > 251)).toEqual([]);
  expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(90);
});
