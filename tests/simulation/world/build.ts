import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build, type Plugin } from 'esbuild';
import * as z from 'zod';
import { GLOBALS, type Globals } from './globals.ts';

const ROOT = join(__dirname, '../../..');
const { standIns }: { standIns: Plugin } = require('../../../deploy/sdk/stand-ins.cjs');

/** The functions of the world, by the file that makes each of them. */
const ENTRIES = {
  receive: 'handlers/receive.ts',
  dispatch: 'handlers/dispatch.ts',
  sweep: 'handlers/sweep.ts',
  check: 'handlers/check.ts',
  person: 'tests/simulation/scenario/operator.ts',
} as const;
export type FunctionName = keyof typeof ENTRIES;

/** A change to one file of the product: each `find` occurs there exactly once. */
export type Change = { file: string; find: string; replace: string };

/** A function's module, made with globals of its own. */
export type Load = (globals: Globals) => unknown;
export type Built = Record<FunctionName, Load>;

/**
 * Logs and metrics go to the trace; the real ones write to standard output. Probes go to the world's own merchants.
 */
const STAND_INS: Record<string, string> = {
  'lib/adapters/telemetry/log.ts': 'export const log = __host.log;',
  'lib/adapters/telemetry/metrics.ts':
    'export const count = (name, by) => __host.count(name, by); export const gaugeSeconds = () => undefined;',
  'lib/adapters/probe/prober.ts':
    'export const proberFromEnvironment = (now) => (endpoint) => __host.probe(endpoint, now().toISOString());',
};

/** To make signatures costs a tenth of a seed, and nobody checks them here. */
const UNSIGNED = `
SignatureV4.prototype.signRequest = async (request) => request;`;

const BOOTSTRAP = 'lib/use-cases/runtime/bootstrap.ts';

/** A container serves many worlds: each run is of its world's team, and what it remembers is of its instance. */
const inItsWorld = (text: string): string =>
  `${text.replace('export const bootstrap =', 'const inAnyWorld =')}
export const bootstrap = (...parts) => {
  const made = inAnyWorld(...parts);
  return { ...made, contextFor: (clock) => __host.contextFor(made.contextFor(clock)) };
};`;

/** A file's text with those of the changes that are for it. */
export const apply = (path: string, text: string, changes: readonly Change[]): string =>
  changes
    .filter(({ file }) => file === path)
    .reduce((soFar, { find, replace }) => {
      const parts = soFar.split(find);
      if (parts.length !== 2)
        throw new Error(`${path}: found ${parts.length - 1} times, expected once:\n${find}`);
      return parts.join(replace);
    }, text);

const ownFiles = (changes: readonly Change[], used: Set<string>): Plugin => ({
  name: 'own files',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\/(?:lib|handlers)\/.*\.ts$/ }, ({ path }) => {
      const name = relative(ROOT, path);
      if (name.startsWith('..') || name.includes('node_modules')) return undefined;
      used.add(name);
      const text = STAND_INS[name] ?? apply(name, readFileSync(path, 'utf8'), changes);
      const contents = name === BOOTSTRAP ? inItsWorld(text) : text;
      return { contents, loader: 'ts' };
    });
    onLoad({ filter: /signature-v4\/dist-es\/SignatureV4\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8') + UNSIGNED,
      loader: 'js',
    }));
    // Its retry budget would carry over from one world to the next, and the same seed would play differently.
    onLoad({ filter: /util-retry\/constants\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(
        'INITIAL_RETRY_TOKENS = 500',
        'INITIAL_RETRY_TOKENS = 1e9',
      ),
      loader: 'js',
    }));
  },
});

const Factory = z.custom<(...globals: unknown[]) => unknown>((value) => typeof value === 'function');

/**
 * Bundles the functions as a deploy does, except for what is swapped: HTTP, time and chance come from the instance.
 */
export const buildFunctions = async (changes: readonly Change[] = []): Promise<Built> => {
  const used = new Set<string>();
  const load = async (name: FunctionName): Promise<Load> => {
    const result = await build({
      absWorkingDir: ROOT,
      entryPoints: [ENTRIES[name]],
      bundle: true,
      write: false,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      mainFields: ['module', 'main'],
      supported: { 'dynamic-import': false },
      external: ['@smithy/node-http-handler'],
      plugins: [ownFiles(changes, used), standIns],
      logLevel: 'silent',
    });
    const code = result.outputFiles[0]?.text ?? '';
    // A function of its globals, and no context of its own: an Error must be an Error on both sides.
    const factory = Factory.parse(new Function(...GLOBALS, `${code}\n//# sourceURL=${name}.cjs`));
    return (globals) => {
      factory(...GLOBALS.map((global) => globals[global]));
      return globals.module.exports;
    };
  };
  const [receive, dispatch, sweep, check, person] = await Promise.all([
    load('receive'),
    load('dispatch'),
    load('sweep'),
    load('check'),
    load('person'),
  ]);
  const unused = changes.filter(({ file }) => !used.has(file));
  if (unused.length > 0) throw new Error(`in no bundle: ${unused.map(({ file }) => file).join(', ')}`);
  return { receive, dispatch, sweep, check, person };
};
