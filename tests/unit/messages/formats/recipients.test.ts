import { describe, expect, test } from '@jest/globals';
import { SELF_TEST_RECIPIENT } from '../../../../lib/domain/oncall/recipient.ts';
import { everybodyOf, peopleOf, recipientsOf } from '../../../../lib/messages/formats/recipients.ts';
import type { Alert } from '../../../../lib/messages/sections/message.ts';
import { incident, opened, resolved, sentAt } from '../fixtures.ts';

/** Omar was mailed and woken, Sara mailed alone; Huda is on duty now, with Omar. */
const told = { ...sentAt(0, { alerted: ['omar', 'sara'] }), sms: sentAt(0, { alerted: ['omar'] }).sms };
const end: Alert = { ...resolved({ lastSent: told }), onDuty: ['huda', 'omar'] };

describe('the people whom an alert reaches', () => {
  test.each<[string, Alert, string[], string[]]>([
    ['that it fails: those on duty', { ...opened(), onDuty: ['huda'] }, ['huda'], ['huda']],
    [
      'a hand-over: those who came',
      { ...opened(), onDuty: ['huda', 'omar'], to: ['omar'] },
      ['omar'],
      ['omar'],
    ],
    [
      'its end: also those who were alerted, and it wakes those whom it had woken',
      end,
      ['huda', 'omar', 'sara'],
      ['omar'],
    ],
    [
      'an end of which nobody had heard',
      { ...end, incident: incident({ state: 'resolved' }) },
      ['huda', 'omar'],
      [],
    ],
    ['where a team has no people', opened(), [], []],
  ])('%s', (_, alert, mailed, woken) => {
    expect(peopleOf(alert, 'people')).toEqual(mailed);
    expect(peopleOf(alert, 'woken')).toEqual(woken);
  });
});

test('an alert names fixed subscribers of all levels up to its own, and people', () => {
  expect(recipientsOf({ ...opened(), level: 2, onDuty: ['huda'] }, ['people', 'woken', 'machines'])).toEqual([
    'people:level-1',
    'people:level-2',
    'people:@huda',
    'woken:level-1',
    'woken:level-2',
    'woken:@huda',
    'machines:level-1',
    'machines:level-2',
  ]);
});

test('a hand-over names nobody fixed; an end goes to the machines of every level, unless they know it', () => {
  expect(recipientsOf({ ...opened(), level: 2, to: ['omar'] }, ['people', 'machines'])).toEqual([
    'people:@omar',
  ]);
  expect(recipientsOf(end, ['machines'])).toEqual(everybodyOf('machines', { people: {} }));
  expect(recipientsOf({ ...end, only: 'people' }, ['machines'])).toEqual([]);
});

test('a self-test names its own subscription alone', () => {
  const alert = { ...opened({ sources: { 'self-test': 1 } }), onDuty: ['huda'] };
  expect(recipientsOf(alert, ['people', 'woken', 'machines'])).toEqual([SELF_TEST_RECIPIENT]);
});
