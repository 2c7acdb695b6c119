import { expect, test } from '@jest/globals';
import { type Finding, finding } from '../../../lib/domain/doctor/finding.ts';
import { doctorMail } from '../../../lib/messages/doctor-mail.ts';

const place = { stage: 'prod', region: 'eu-central-1' };
const found = (subject: string, what = `${subject} is wrong.`): Finding =>
  finding('tables', { subject, severity: 'critical', what, mend: `mend ${subject}` });
const of = (news: number, all: number) => {
  const findings = Array.from({ length: all }, (_, index) => found(`table ${index}`));
  return doctorMail(findings.slice(0, news), findings, place);
};

test('one new finding is a mail with what, why and how to mend it, and an SMS with what', () => {
  expect(of(1, 1)).toEqual({
    subject: 'Doctor: 1 new finding (prod)',
    short: 'Doctor: 1 new finding (prod). table 0 is wrong.',
    email: [
      'Doctor looked at the stack prod in eu-central-1, and found what it had not found before.',
      'CRITICAL: table 0 is wrong.\nThe tables hold the whole truth.\nMend: mend table 0',
      'All of them: npm run doctor -- --stage prod --region eu-central-1\n',
    ].join('\n\n'),
  });
});

test.each([
  [2, 2, 'Doctor: 2 new findings (prod)', undefined],
  [1, 2, 'Doctor: 1 new finding (prod)', '1 more finding is known from before.'],
  [2, 5, 'Doctor: 2 new findings (prod)', '3 more findings are known from before.'],
])('%d new of %d', (news, all, subject, older) => {
  const mail = of(news, all);
  expect(mail.subject).toBe(subject);
  expect(mail.email.match(/CRITICAL: /g)).toHaveLength(news);
  expect(mail.email.match(/.* known from before\./)?.[0]).toBe(older);
});

test('an SMS is one segment, and none of a finding is needed for it', () => {
  expect(doctorMail([found('t', 'w'.repeat(500))], [], place).short).toHaveLength(140);
  expect(doctorMail([], [], place).short).toBe('Doctor: 0 new findings (prod). ');
});
