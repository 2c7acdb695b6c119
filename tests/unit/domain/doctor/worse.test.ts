import { expect, test } from '@jest/globals';
import { unchecked } from '../../../../lib/domain/doctor/finding.ts';
import { knownAfter, newFindings, reportedBy } from '../../../../lib/domain/doctor/worse.ts';
import { found } from './world.ts';

test('what is known is no news, nor what got better; what is new or got worse is', () => {
  const known = [found('tables', 'a'), found('tables', 'b', 'critical'), found('tables', 'c')];
  const now = [
    found('tables', 'a'),
    found('tables', 'b', 'warning'),
    found('tables', 'c', 'critical'),
    found('tables', 'd'),
  ];
  expect(newFindings(known, now).map(({ subject }) => subject)).toEqual(['c', 'd']);
});

test('a finding that came back after it was mended is news again', () => {
  const first = knownAfter([], [found('tables', 'a')]);
  expect(newFindings(knownAfter(first, []), [found('tables', 'a')])).toHaveLength(1);
});

test('what was known before a check could not be made is not told again when it can', () => {
  const monday = knownAfter([], [found('tables', 'a'), found('alarms', 'x')]);
  const refused = [unchecked('tables', 'a throttle'), found('alarms', 'x')];
  expect(newFindings(monday, refused)).toEqual([refused[0]]);
  const tuesday = knownAfter(monday, refused);
  expect(newFindings(tuesday, [found('tables', 'a'), found('alarms', 'x')])).toEqual([]);
});

test('the alarms topic tells; where it reaches nobody, the alerts; where nobody knows, both', () => {
  expect(reportedBy([found('tables', 'a')])).toEqual(['alarms']);
  expect(reportedBy([found('subscriptions', 'alerts: nobody', 'critical')])).toEqual(['alarms']);
  expect(reportedBy([found('subscriptions', 'alarms: nobody', 'critical')])).toEqual(['alerts']);
  expect(reportedBy([found('subscriptions', 'alarms: email a@b.test')])).toEqual(['alarms']);
  expect(reportedBy([unchecked('subscriptions', 'needs a right')])).toEqual(['alarms', 'alerts']);
});
