import { expect, test } from '@jest/globals';
import { Integrations } from '../../../../lib/domain/oncall/integrations.ts';

const slack = (name: string) => ({ name, slack: `\${env:SLACK}` });
const problemIn = (given: unknown): string | undefined =>
  Integrations.safeParse(given).error?.issues[0]?.message;

test('none are needed, and PagerDuty is in the US unless it says otherwise', () => {
  expect(Integrations.parse(undefined)).toEqual([]);
  expect(Integrations.parse([{ name: 'p', pagerduty: `\${ssm:/p}` }])).toMatchObject([{ region: 'us' }]);
});

test('each has a name of its own', () => {
  expect(problemIn([slack('kitchen'), slack('bar')])).toBeUndefined();
  expect(problemIn([slack('kitchen'), slack('bar'), slack('kitchen')])).toBe('expected each name once');
});

test('each is of one kind, and its secret is a reference', () => {
  const one = /^expected name and one of slack, teams, pagerduty/;
  expect(problemIn([{ ...slack('kitchen'), teams: `\${env:TEAMS}` }])).toMatch(one);
  expect(problemIn([{ name: 'kitchen', slack: 'https://hooks.slack.com/services/T0/B0/x' }])).toMatch(
    /a secret never stands in this file in the clear|^expected name and one of slack/,
  );
  expect(problemIn([{ name: 'w', webhook: 'http://burger.example', secret: `\${env:W}` }])).toBeDefined();
  expect(problemIn([{ name: 'w', webhook: 'https://burger.example', secret: `\${env:W}` }])).toBeUndefined();
});
