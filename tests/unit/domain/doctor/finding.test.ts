import { expect, test } from '@jest/globals';
import { bySeverity, type Finding, finding, unchecked } from '../../../../lib/domain/doctor/finding.ts';
import { uncheckedBecause } from '../../../../lib/domain/doctor/refusal.ts';

const found = (check: Finding['check'], severity: Finding['severity']): Finding =>
  finding(check, { subject: 'one', severity, what: 'it is wrong', mend: 'mend it' });

test('a finding says why it matters as its check does, unless it knows better', () => {
  expect(found('tables', 'critical')).toEqual({
    check: 'tables',
    subject: 'one',
    severity: 'critical',
    what: 'it is wrong',
    why: 'The tables hold the whole truth.',
    mend: 'mend it',
  });
  expect(finding('tables', { ...found('tables', 'critical'), why: 'Because.' }).why).toBe('Because.');
});

test('the worst come first, and then in the order of the checks', () => {
  const all = [
    found('alarms', 'unchecked'),
    found('clock', 'warning'),
    found('stack', 'unchecked'),
    found('webhook', 'critical'),
    found('roles', 'warning'),
    found('tables', 'critical'),
  ];
  expect(bySeverity(all).map(({ check, severity }) => `${severity} ${check}`)).toEqual([
    'critical tables',
    'critical webhook',
    'warning roles',
    'warning clock',
    'unchecked stack',
    'unchecked alarms',
  ]);
});

test('a check that could not be made says what it needs', () => {
  expect(unchecked('alarms', 'it takes too long')).toMatchObject({
    check: 'alarms',
    subject: 'check',
    severity: 'unchecked',
    what: 'Not checked: it takes too long',
    mend: 'Allow cloudwatch:DescribeAlarms, and run it again.',
  });
  expect(unchecked('functions', 'no').mend).toBe(
    'Allow lambda:GetFunctionConfiguration, lambda:GetFunctionConcurrency, and run it again.',
  );
  expect(unchecked('webhook', 'no').mend).toBe('Run it again.');
  expect(unchecked('webhook', 'no', 'Wait.').mend).toBe('Wait.');
});

const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });

test.each([
  {
    ended: 'AccessDeniedException',
    error: named(
      'AccessDeniedException',
      'User: arn:x is not authorized to perform: dynamodb:DescribeTable on resource',
    ),
    what: 'Not checked: needs permission dynamodb:DescribeTable',
    mend: 'Allow dynamodb:DescribeTable, and run it again.',
  },
  {
    ended: 'another error that names a permission',
    error: named('Odd', 'is not authorized to perform sns:Publish'),
    what: 'Not checked: needs permission sns:Publish',
    mend: 'Allow sns:Publish, and run it again.',
  },
  ...['AccessDenied', 'UnauthorizedOperation', 'AuthorizationErrorException', 'NotAuthorized'].map(
    (name) => ({
      ended: name,
      error: named(name, 'no'),
      what: 'Not checked: needs a permission that is missing',
      mend: 'Allow cloudwatch:DescribeAlarms, and run it again.',
    }),
  ),
  {
    ended: 'a time limit',
    error: named('TimeoutError', 'took  too\nlong'),
    what: 'Not checked: TimeoutError: took too long',
    mend: 'Run it again.',
  },
  {
    ended: 'a text',
    error: 'a text',
    what: 'Not checked: a text',
    mend: 'Allow cloudwatch:DescribeAlarms, and run it again.',
  },
])('a check that ended with $ended', ({ error, what, mend }) => {
  expect(uncheckedBecause('alarms', error)).toMatchObject({
    check: 'alarms',
    severity: 'unchecked',
    what,
    mend,
  });
});

test('a long error is cut', () => {
  const { what } = uncheckedBecause('alarms', named('E', 'x'.repeat(500)));
  expect(what).toHaveLength('Not checked: '.length + 300);
});
