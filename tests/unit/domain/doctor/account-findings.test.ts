import { expect, test } from '@jest/globals';
import { clockFindings, quotaFindings } from '../../../../lib/domain/doctor/account-findings.ts';
import { aws, stackWith } from './stack.ts';

test('fewer than a hundred functions at once lose notifications', () => {
  expect(quotaFindings(stackWith(), 100)).toEqual([]);
  expect(quotaFindings(stackWith(), 99)).toMatchObject([
    {
      check: 'quotas',
      subject: 'Lambda concurrency',
      severity: 'critical',
      what: 'Only 99 functions of the account may run at once, expected at least 100.',
      mend: aws(
        'service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value 1000',
      ),
    },
  ]);
});

test.each([
  [0, undefined],
  [30, undefined],
  [-30, undefined],
  [30.6, "The clock of this machine is 31 s ahead of AWS's."],
  [-45, "The clock of this machine is 45 s behind AWS's."],
])('a clock that is %d s ahead', (skewS, what) => {
  const mend = 'sudo timedatectl set-ntp true';
  expect(clockFindings(skewS)).toMatchObject(
    what === undefined ? [] : [{ check: 'clock', subject: 'this machine', severity: 'warning', what, mend }],
  );
});
