import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { collector } from './collect.mjs';

const BUNDLE = join('.build', 'rules', 'rules.test.js');
const TIMES = join('.build', 'rules', 'times.json');

/** Where the instrumented code looks for the mutant to be, and counts. */
const stryker = {};
globalThis.__stryker__ = stryker;

/**
 * Runs the tests of the pure rules inside Stryker's own process. Each mutant gets the bundle evaluated anew, so that it
 * is there from the first line on and no cache that it spoiled is left to the next; its tests run quickest first, and the
 * first that fails is the last. Jest does neither within a file, and starts an environment for each run.
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
      const { tests, globals } = collector();
      const module = { exports: {} };
      const requireHere = (name) => (name === '@jest/globals' ? globals : require(name));
      script.runInThisContext()(requireHere, module, module.exports);
      return tests;
    };
  }

  async dryRun() {
    Object.assign(stryker, { activeMutant: undefined, hitCount: undefined, mutantCoverage: undefined });
    const tests = this.#load();
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
    let tests;
    try {
      tests = this.#load();
    } catch (error) {
      return timeoutAt(hitLimit) ?? { status: 'error', errorMessage: `the tests do not load: ${error}` };
    }
    const timeOf = ({ id }) => this.#times[id] ?? 0;
    const wanted = testFilter && new Set(testFilter);
    const covering = tests.filter((test) => wanted?.has(test.id) ?? true);
    covering.sort((one, other) => timeOf(one) - timeOf(other));
    for (const test of covering) {
      nrOfTests += 1;
      const { status, id, failureMessage } = await resultOf(test);
      const timeout = timeoutAt(hitLimit);
      if (timeout) return timeout;
      if (status === FAILED) return { status: 'killed', killedBy: [id], failureMessage, nrOfTests };
    }
    return { status: 'survived', nrOfTests };
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
