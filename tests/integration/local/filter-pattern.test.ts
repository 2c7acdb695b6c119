import { expect, test } from '@jest/globals';
import { matchesAnyPattern, matchesRules, Rules } from '../../../local/template/filter-pattern.ts';

test.each([
  [['sms'], ['email', 'sms'], true],
  [['sms'], ['email'], false],
  [['sms'], undefined, false],
  [['1'], [1], false],
  [[1], [1], true],
  [[{ prefix: 'or' }], ['orders'], true],
  [[{ prefix: 'or' }], ['minor'], false],
  [[{ suffix: 'or' }], ['minor'], true],
  [[{ 'equals-ignore-case': 'ORDERS' }], ['orders'], true],
  [[{ 'anything-but': ['orders'] }], ['orders'], false],
  [[{ 'anything-but': ['orders'] }], ['orders', 'products'], true],
  [[{ 'anything-but': 'orders' }], undefined, false],
  [[{ 'anything-but': { prefix: 'or' } }], ['orders'], false],
  [[{ exists: true }], undefined, false],
  [[{ exists: false }], undefined, true],
  [[{ exists: false }], ['x'], false],
  [[{ numeric: ['>', 0, '<=', 5] }], [5], true],
  [[{ numeric: ['>', 0, '<=', 5] }], [6], false],
  [[{ numeric: ['=', 5] }], ['5'], false],
  [['info', { prefix: 'crit' }], ['critical'], true],
])('rules %j and values %j: %j', (rules, values, matches) => {
  expect(matchesRules(Rules.parse(rules), values)).toBe(matches);
});

test('an operator that SNS does not know is an error, not a mismatch', () => {
  expect(() => Rules.parse([{ contains: 'x' }])).toThrow();
});

const pattern = { eventName: ['INSERT'], dynamodb: { NewImage: { pending: { N: [{ exists: true }] } } } };

test.each([
  [{ eventName: 'INSERT', dynamodb: { NewImage: { pending: { N: '3' } } } }, true],
  [{ eventName: 'INSERT', dynamodb: { NewImage: {} } }, false],
  [{ eventName: 'MODIFY', dynamodb: { NewImage: { pending: { N: '3' } } } }, false],
  [{ eventName: 'INSERT' }, false],
])('the filter of dispatch and the event %j: %j', (event, matches) => {
  expect(matchesAnyPattern([pattern], event)).toBe(matches);
});

test('without a pattern every event is handed over', () => {
  expect(matchesAnyPattern([], { eventName: 'REMOVE' })).toBe(true);
});
