import { format } from 'node:util';
import { expect } from 'expect';

/**
 * What `@jest/globals` is to the tests of the pure rules while mutants run: it collects tests, and nothing more of jest.
 * A test is found again by its id, the names that lead to it.
 *
 * @typedef {{ id: string, run: () => unknown }} Test
 * @returns {{ tests: Test[], globals: object }}
 */
export const collector = () => {
  /** @type {Test[]} */
  const tests = [];
  const known = new Map();
  /** @type {string[]} */
  let within = [];

  const describe = (name, define) => {
    const outside = within;
    within = [...within, name];
    define();
    within = outside;
  };
  const test = (name, run) => {
    const path = [...within, name].join(' › ');
    const twins = known.get(path) ?? 0;
    known.set(path, twins + 1);
    tests.push({ id: twins === 0 ? path : `${path} (${twins + 1})`, run });
  };
  const each = (one) => (rows) => (name, run) => {
    for (const row of rows) {
      const values = Array.isArray(row) ? row : [row];
      const shown = name.match(/%[^%]/g)?.length ?? 0;
      one(format(name, ...values.slice(0, shown)), () => run(...values));
    }
  };
  return {
    tests,
    globals: {
      describe: Object.assign(describe, { each: each(describe) }),
      test: Object.assign(test, { each: each(test) }),
      expect,
    },
  };
};
