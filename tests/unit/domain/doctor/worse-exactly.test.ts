import { expect, test } from '@jest/globals';
import { type Finding, finding } from '../../../../lib/domain/doctor/finding.ts';
import {
  type KnownFinding,
  knownAfter,
  newFindings,
  reportedBy,
} from '../../../../lib/domain/doctor/worse.ts';

const found = (check: Finding['check'], subject: string, severity: Finding['severity']): Finding =>
  finding(check, { subject, severity, what: 'w', mend: 'm' });
const known = (check: string, subject: string, severity: string): KnownFinding => ({
  check,
  subject,
  severity,
});

test.each([
  ['nothing of it', [], true],
  ['the same', [known('tables', 'a', 'warning')], false],
  ['that it was worse', [known('tables', 'a', 'critical')], false],
  ['that nobody knew', [known('tables', 'a', 'unchecked')], true],
  ['another subject', [known('tables', 'b', 'warning')], true],
  ['another check', [known('roles', 'a', 'warning')], true],
])('a warning is news where yesterday knew %s: %s', (_, before, isNews) => {
  const now = found('tables', 'a', 'warning');
  expect(newFindings(before, [now])).toEqual(isNews ? [now] : []);
});

test('what became critical, or can no longer be checked, is news', () => {
  for (const severity of ['critical', 'unchecked'] as const) {
    const now = found('tables', 'a', severity);
    expect(newFindings([known('tables', 'a', 'warning')], [now])).toEqual([now]);
  }
  const lost = found('tables', 'a', 'unchecked');
  expect(newFindings([known('tables', 'a', 'critical')], [lost])).toEqual([lost]);
});

test('what is over is forgotten, but not of a check that could not be made', () => {
  const before = [
    known('tables', 'a', 'warning'),
    known('roles', 'r', 'critical'),
    known('roles', 'check', 'unchecked'),
  ];
  const now = [found('roles', 'check', 'unchecked'), found('alarms', 'a', 'warning')];
  expect(knownAfter(before, now)).toEqual([
    known('roles', 'check', 'unchecked'),
    known('alarms', 'a', 'warning'),
    known('roles', 'r', 'critical'),
  ]);
  const same = [found('roles', 'r', 'unchecked')];
  expect(knownAfter([known('roles', 'r', 'critical'), known('tables', 'r', 'warning')], same)).toEqual([
    known('roles', 'r', 'unchecked'),
  ]);
});

test.each([
  ['all is well', [], ['alarms']],
  ['the alarms topic reaches nobody', [found('subscriptions', 'alarms: nobody', 'critical')], ['alerts']],
  ['the alerts topic reaches nobody', [found('subscriptions', 'alerts: nobody', 'critical')], ['alarms']],
  ['nobody knows', [found('subscriptions', 'check', 'unchecked')], ['alarms', 'alerts']],
  ['another check could not be made', [found('tables', 'alarms: nobody', 'unchecked')], ['alarms']],
  [
    'one of two findings says so',
    [
      found('subscriptions', 'alarms: email a', 'critical'),
      found('subscriptions', 'alarms: nobody', 'critical'),
    ],
    ['alerts'],
  ],
  [
    'one of two is unknown',
    [found('subscriptions', 'alarms: nobody', 'critical'), found('subscriptions', 'check', 'unchecked')],
    ['alarms', 'alerts'],
  ],
])('findings are reported where %s', (_, findings, topics) => {
  expect(reportedBy(findings)).toEqual(topics);
});

test('what is over is forgotten where its check found something else', () => {
  expect(knownAfter([known('tables', 'a', 'warning')], [found('tables', 'b', 'critical')])).toEqual([
    known('tables', 'b', 'critical'),
  ]);
});

test('a subject of one check is none of another: what was known stays while its check is not made', () => {
  const before = [known('roles', 'check', 'critical')];
  const now = [found('roles', 'x', 'unchecked'), found('tables', 'check', 'warning')];
  expect(knownAfter(before, now)).toContainEqual(known('roles', 'check', 'critical'));
});
