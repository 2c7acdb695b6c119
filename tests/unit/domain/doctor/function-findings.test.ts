import { expect, test } from '@jest/globals';
import { functionFindings, type LiveFunction } from '../../../../lib/domain/doctor/function-findings.ts';
import { aws, DEPLOY, stackWith } from './stack.ts';

const live = (over: Partial<LiveFunction> = {}): LiveFunction => ({
  name: 'prod-sweep',
  isThere: true,
  state: 'Active',
  lastUpdate: 'Successful',
  reservedConcurrency: undefined,
  ...over,
});
const found = (over: Partial<LiveFunction>) => functionFindings(stackWith(), [live(), live(over)]);

test.each([
  {},
  { state: 'Inactive' }, // Lambda wakes it at the next call
  { state: undefined, lastUpdate: undefined },
  { reservedConcurrency: 1 },
])('a function is well with %j', (over) => {
  expect(found(over)).toEqual([]);
});

const critical = { check: 'functions', subject: 'prod-sweep', severity: 'critical' };
const whyCommand = `${aws('lambda get-function-configuration --function-name prod-sweep')} says why; then ${DEPLOY}`;

test.each([
  [{ isThere: false }, 'The function prod-sweep is not there.', DEPLOY],
  [
    { reservedConcurrency: 0 },
    'The function prod-sweep is switched off: its reserved concurrency is 0.',
    aws('lambda delete-function-concurrency --function-name prod-sweep'),
  ],
  [
    { lastUpdate: 'Failed' },
    'The function prod-sweep is in the state Active; its last update: Failed.',
    whyCommand,
  ],
  [
    { state: undefined, lastUpdate: 'Failed' },
    'The function prod-sweep is in the state unknown; its last update: Failed.',
    whyCommand,
  ],
  [
    { state: 'Failed', lastUpdate: undefined },
    'The function prod-sweep is in the state Failed; its last update: unknown.',
    whyCommand,
  ],
])('a function is found with %j', (over, what, mend) => {
  expect(found(over)).toMatchObject([{ ...critical, what, mend }]);
});

test('of the function that receives it is said what that means', () => {
  expect(found({ name: 'prod-receive', reservedConcurrency: 0 })[0]?.what).toBe(
    'The function prod-receive is switched off: its reserved concurrency is 0. Each notification is lost.',
  );
});
