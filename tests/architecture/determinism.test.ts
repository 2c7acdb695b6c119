import { expect, test } from '@jest/globals';
import { sourceFiles } from './sources.ts';

/*
 * A test is red for one reason: the product is wrong. So none waits by sleeping, none measures how long something takes,
 * and none draws from chance that a seed does not decide (tests/seed.ts).
 */
const files = sourceFiles('tests').filter(
  ({ path }) =>
    !/^tests\/(?:simulation|e2e|architecture)\//.test(path) || path.endsWith('simulation.test.ts'),
);

/** What waits or is slow on purpose: each with its reason. */
const MAY_WAIT: Record<string, string> = {
  'tests/integration/flavours.ts': 'asks again and again until a condition holds',
  'tests/integration/local/temporary.ts': 'asks again and again until a condition holds',
  'tests/browser/browser.ts': 'asks again for the lock of the browser that is being unpacked',
  'tests/integration/world.ts': 'the waits of the product itself',
  'tests/integration/simulation.ts': 'the waits of the product itself',
  'tests/integration/send-early-warnings.test.ts': 'a merchant whose server is slow',
  'tests/integration/probe/dns-stage.test.ts': 'a name server that is slow',
  'tests/integration/probe/several-addresses.test.ts': 'an address that is slow',
  'tests/integration/probe/budget.test.ts': 'time that a test lets pass',
  'tests/integration/local/schedule.test.ts': 'time that a test lets pass',
};

const breaking = (pattern: RegExp, allowed: Record<string, string> = {}): string[] =>
  files.flatMap(({ path, text }) =>
    path in allowed
      ? []
      : text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}`] : [])),
  );

test('no test waits by sleeping', () => {
  expect(breaking(/(?<!\.)\bsetTimeout\(|node:timers\/promises|\bAtomics\.wait\(/, MAY_WAIT)).toEqual([]);
});

test('and what may wait still does', () => {
  const waiting = new Set(
    files.filter(({ text }) => /setTimeout|node:timers/.test(text)).map(({ path }) => path),
  );
  expect(Object.keys(MAY_WAIT).filter((path) => !waiting.has(path))).toEqual([]);
});

test('no test says how long something may take', () => {
  const measured = /performance\.(?:now|timeOrigin|measure)\b|process\.hrtime|console\.time\b/;
  // It is measured from inside and from outside, and compared with itself.
  expect(breaking(measured, { 'tests/integration/probe/broken-servers.test.ts': 'compared' })).toEqual([]);
  expect(
    breaking(/expect\([^)]*(?:Date\.now\(\)|[eE]lapsed|duration|took)\b.*\)\.toBe(?:Less|Greater)/),
  ).toEqual([]);
});

test('no test has less time than all: a limit of seconds is a bound on the machine', () => {
  expect(breaking(/jest\.setTimeout\(|^\s*\}, \d[\d_]{3,}\);$/)).toEqual([]);
});

test('whatever is drawn comes from the seed', () => {
  const draws = /\bseed: |fc\.sample\(|jest\.retryTimes|\.concurrent\b/;
  expect(
    breaking(draws, {
      'tests/seed.ts': 'the seed itself',
      'tests/mutation/fast-check.ts': 'the same draws for each mutant',
    }),
  ).toEqual([]);
});
