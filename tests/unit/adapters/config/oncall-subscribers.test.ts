import { expect, test } from '@jest/globals';
import { oncallAtRuntime } from '../../../../lib/adapters/config/oncall-file.ts';
import { problemsOf, read, subscribers } from './oncall-text.ts';

const ONE_OF =
  'expected one of email, sms (+ and digits), https, sqs (ARN), lambda (ARN); no other fields than severities, families, sources';

test('a wrong value is named with its line, its field and what was expected', () => {
  expect(problemsOf(subscribers('email: a@restaurant.test', 'sms: "0500"'))).toEqual([
    'oncall.yml:4 levels.0.subscribers.1.sms: expected an E.164 number, such as +966500000000',
  ]);
});

test('a phone number without quotes, which YAML reads as a number, is told how to be written', () => {
  expect(problemsOf('levels:\n  - subscribers:\n      - sms: +966500000000\n')).toEqual([
    'oncall.yml:3 levels.0.subscribers.0.sms: expected a phone number in quotes, such as "+966500000000": YAML reads it as a number',
  ]);
});

test.each([
  ['two protocols', '{ email: a@restaurant.test, sms: "+966512345678" }', ONE_OF],
  ['no protocol', '{}', ONE_OF],
  ['an unknown protocol', 'fax: 1', ONE_OF],
  ['not a map', 'somebody', ONE_OF],
])('a subscriber with %s is told what there is', (_, line, message) => {
  expect(problemsOf(subscribers(line))).toEqual([`oncall.yml:3 levels.0.subscribers.0: ${message}`]);
});

test('a misspelt filter is named', () => {
  expect(problemsOf(subscribers('{ email: a@restaurant.test, familes: [orders] }'))).toEqual([
    'oncall.yml:3 levels.0.subscribers.0.familes: is not a known setting here',
  ]);
});

test('levels go up, and an address stands in one of them', () => {
  const levels = (...afterMinutes: (number | undefined)[]) =>
    `levels:\n${afterMinutes
      .map(
        (minutes, index) =>
          `  - ${minutes === undefined ? '' : `afterMinutes: ${minutes}\n    `}subscribers: [{ email: a${index}@restaurant.test }]\n`,
      )
      .join('')}`;
  expect(oncallAtRuntime(read(levels(undefined, 15, 40)))).toMatchObject({ escalationMinutes: [15, 40] });
  expect(problemsOf(levels(5))).toEqual([
    'oncall.yml:2 levels.0.afterMinutes: expected none: the first level is alerted at once',
  ]);
  expect(problemsOf(levels(undefined, undefined))).toEqual([
    'oncall.yml:3 levels.1.afterMinutes: expected afterMinutes: how many minutes after the first alert',
  ]);
  expect(problemsOf(levels(undefined, 15, 15))).toEqual([
    'oncall.yml:5 levels.2.afterMinutes: expected more than the 15 of the level before',
  ]);
  expect(problemsOf(levels(undefined, 15).replace('a1@', 'a0@'))).toEqual([
    'oncall.yml:1 levels: expected each address in one level only: lower levels get what higher levels get too',
  ]);
});

test('an address stands once: SNS takes no second subscription of it', () => {
  expect(
    problemsOf(
      subscribers(
        '{ email: a@restaurant.test, severities: [critical] }',
        '{ email: a@restaurant.test, sources: [x] }',
      ),
    ),
  ).toEqual([
    'oncall.yml:2 levels.0.subscribers: expected each address once: SNS accepts no second subscription for it',
  ]);
});

test('a filter has at most the combinations that SNS takes', () => {
  const sources = Array.from({ length: 9 }, (_, index) => `s${index}`).join(', ');
  const filters = `severities: [critical, warning, info], families: [orders, products, loyalty, customers, installs, other]`;
  expect(problemsOf(subscribers(`{ email: a@restaurant.test, ${filters}, sources: [${sources}] }`))).toEqual([
    'oncall.yml:3 levels.0.subscribers.0: expected at most 150 combinations of severities, families and sources',
  ]);
});
