import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { BETWEEN, collector } from './collect.mjs';

const BUNDLE = join('.build', 'rules', 'rules.test.js');
const TIMES = join('.build', 'rules', 'times.json');

/** Where the instrumented code looks for the mutant to be, and counts. */
const stryker = {};
globalThis.__stryker__ = stryker;

/**
 * Runs the tests of the pure rules inside Stryker's own process. Each mutant gets the bundle evaluated anew, so that it
 * is there from the first line on and no cache that it spoiled is left to the next; the tests of its own file
 * run first, and the first that fails is the last. Jest does neither within a file, and starts an environment for each run.
 */
class InProcess {
  #load;
  #times;

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    const require = createRequire(join(process.cwd(), BUNDLE));
    const script = new Script(`(function (require, module, exports) {${readFileSync(BUNDLE, 'utf8')}\n})`, {
      filename: BUNDLE,
    });
    this.#load = () => {
      const { files, globals } = collector();
      const module = { exports: {} };
      const requireHere = (name) => (name === '@jest/globals' ? globals : require(name));
      script.runInThisContext()(requireHere, module, module.exports);
      return files;
    };
  }

  async dryRun() {
    Object.assign(stryker, { activeMutant: undefined, hitCount: undefined, mutantCoverage: undefined });
    const tests = [...this.#load().values()].flatMap((testsOf) => testsOf());
    const results = [];
    for (const test of tests) {
      stryker.currentTestId = test.id;
      results.push(await resultOf(test));
    }
    stryker.currentTestId = undefined;
    writeFileSync(
      TIMES,
      JSON.stringify(Object.fromEntries(results.map(({ id, timeSpentMs }) => [id, timeSpentMs]))),
    );
    return { status: 'complete', tests: results, mutantCoverage: stryker.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    this.#times ??= JSON.parse(readFileSync(TIMES, 'utf8'));
    Object.assign(stryker, { activeMutant: activeMutant.id, hitCount: hitLimit && 0, hitLimit });
    let nrOfTests = 0;
    try {
      const files = this.#load();
      for (const [file, ids] of this.#covering(
        activeMutant.fileName,
        testFilter ?? Object.keys(this.#times),
      )) {
        const tests = files
          .get(file)()
          .filter(({ id }) => ids.has(id));
        for (const test of tests.sort((one, other) => this.#timeOf(one.id) - this.#timeOf(other.id))) {
          nrOfTests += 1;
          const { status, id, failureMessage } = await resultOf(test);
          const timeout = timeoutAt(hitLimit);
          if (timeout) return timeout;
          if (status === FAILED) return { status: 'killed', killedBy: [id], failureMessage, nrOfTests };
        }
      }
    } catch (error) {
      return timeoutAt(hitLimit) ?? { status: 'error', errorMessage: `the tests do not load: ${error}` };
    }
    return { status: 'survived', nrOfTests };
  }

  #timeOf(id) {
    return this.#times[id] ?? 0;
  }

  /** The tests by file: first those of the mutant's own file, then those of its folder, then what takes least. */
  #covering(mutated, ids) {
    const byFile = new Map();
    for (const id of ids) {
      const file = id.slice(0, id.indexOf(BETWEEN));
      byFile.set(file, (byFile.get(file) ?? new Set()).add(id));
    }
    const own = mutated.replace(/^.*\blib\//, 'unit/').replace(/\.ts$/, '');
    const farness = (file) => (file.startsWith(own) ? 0 : dirname(file) === dirname(own) ? 1 : 2);
    const timeOf = (file) => [...byFile.get(file)].reduce((sum, id) => sum + this.#timeOf(id), 0);
    return [...byFile].sort(([one], [other]) => farness(one) - farness(other) || timeOf(one) - timeOf(other));
  }
}

const SUCCESS = 0;
const FAILED = 1;

/** A mutant that loops for ever is stopped by its own count long before the clock. */
const timeoutAt = (hitLimit) =>
  hitLimit !== undefined && stryker.hitCount > hitLimit
    ? { status: 'timeout', reason: `hit limit reached (${hitLimit})` }
    : undefined;

const resultOf = async ({ id, run }) => {
  const began = performance.now();
  const result = { id, name: id };
  try {
    await run();
    return { ...result, status: SUCCESS, timeSpentMs: performance.now() - began };
  } catch (error) {
    return {
      ...result,
      status: FAILED,
      failureMessage: error instanceof Error ? error.message : String(error),
      timeSpentMs: performance.now() - began,
    };
  }
};

export const strykerPlugins = [{ kind: 'TestRunner', name: 'in-process', injectableClass: InProcess }];
