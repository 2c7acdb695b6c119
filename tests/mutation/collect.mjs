import { format } from 'node:util';
import { expect } from 'expect';

/** Stands between the names that lead to a test. */
export const BETWEEN = ' › ';

/**
 * What `@jest/globals` is to the tests of the pure rules while mutants run: it collects tests, and nothing more of jest.
 * A test is found again by its id, the names that lead to it; the first is its file. A file is evaluated when it is asked
 * for: most mutants are found by the first, and all of them take a tenth of a second.
 *
 * @typedef {{ id: string, run: () => unknown }} Test
 * @returns {{ files: Map<string, () => Test[]>, globals: object }}
 */
export const collector = () => {
  /** @type {Map<string, () => Test[]>} */
  const files = new Map();
  /** @type {Test[]} */
  let tests = [];
  const known = new Map();
  /** @type {string[]} */
  let within = [];

  const testsOf = (file, define) => () => {
    [tests, within] = [[], [file]];
    try {
      define();
    } finally {
      within = [];
    }
    return tests;
  };
  const describe = (name, define) => {
    if (within.length === 0) {
      files.set(name, testsOf(name, define));
      return;
    }
    const outside = within;
    within = [...within, name];
    define();
    within = outside;
  };
  const test = (name, run) => {
    const path = [...within, name].join(BETWEEN);
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
    files,
    globals: {
      describe: Object.assign(describe, { each: each(describe) }),
      test: Object.assign(test, { each: each(test) }),
      expect,
    },
  };
};
