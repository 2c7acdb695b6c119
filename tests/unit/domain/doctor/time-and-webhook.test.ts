import { expect, test } from '@jest/globals';
import { dailyFindings, testAlertFindings } from '../../../../lib/domain/doctor/time-findings.ts';
import { type Answered, webhookFindings } from '../../../../lib/domain/doctor/webhook-findings.ts';
import { aws, DEPLOY, NOW, stackWith } from './stack.ts';

const HOUR_MS = 3_600_000;
const hoursAgo = (hours: number): string => new Date(NOW.getTime() - hours * HOUR_MS).toISOString();

test.each([
  [undefined, 'warning', 'No test alert was ever sent.'],
  [
    { at: hoursAgo(1), isWhole: false },
    'critical',
    'The last test alert (2026-11-27) was not accepted by SNS on every channel.',
  ],
  [{ at: hoursAgo(36 * 24 - 1), isWhole: true }, undefined, ''],
  [{ at: hoursAgo(36 * 24), isWhole: true }, 'warning', 'The last test alert was sent 36 days ago.'],
])('a last test alert %j', (last, severity, what) => {
  const mend = 'npm run test-alert -- --stage prod --region eu-central-1';
  expect(testAlertFindings(stackWith(), last, NOW)).toMatchObject(
    severity === undefined ? [] : [{ check: 'test-alert', subject: 'last', severity, what, mend }],
  );
});

test.each([
  [hoursAgo(26.9), undefined],
  [hoursAgo(27), 'The function doctor last came to its end 27 hours ago.'],
  [undefined, 'The function doctor has never come to its end.'],
])('a last run of the function at %s', (lastAt, what) => {
  const name = 'flavours-error-webhook-prod-doctor';
  const mend = `${aws(`lambda invoke --function-name ${name} /dev/stdout`)}; ${aws(`logs tail /aws/lambda/${name} --since 2d`)}`;
  expect(dailyFindings(stackWith([], { changedAt: hoursAgo(27) }), lastAt, NOW)).toMatchObject(
    what === undefined ? [] : [{ check: 'daily', subject: 'doctor', severity: 'warning', what, mend }],
  );
});

test('a stack that was deployed within a day may not have had its first run', () => {
  expect(dailyFindings(stackWith([], { changedAt: hoursAgo(26) }), undefined, NOW)).toEqual([]);
});

const URL = 'https://x.execute-api.eu-central-1.amazonaws.com/webhook/main/t';
const after = `; ${aws('logs tail /aws/lambda/flavours-error-webhook-prod-receive --since 1h')}; ${DEPLOY} puts back routes and permissions that were changed by hand`;
const answers = (get: Answered, wrongToken: Answered) =>
  webhookFindings(stackWith(), URL, { get, wrongToken });

test('a webhook that takes no GET and no wrong token is well', () => {
  expect(answers({ status: 405 }, { status: 404 })).toEqual([]);
});

test('any other answer, or none, is found, each by itself', () => {
  const critical = { check: 'webhook', severity: 'critical' };
  expect(answers({ status: 404 }, { status: 404 })).toMatchObject([
    {
      ...critical,
      subject: 'A GET',
      what: 'A GET to the webhook is answered with 404; expected 405.',
      mend: `curl -si ${URL}${after}`,
    },
  ]);
  expect(answers({ failure: 'ENOTFOUND' }, { status: 200 })).toMatchObject([
    { what: 'A GET to the webhook fails: ENOTFOUND; expected 405.' },
    {
      ...critical,
      subject: 'A notification with a wrong token',
      what: 'A notification with a wrong token to the webhook is answered with 200; expected 404.',
      mend: `curl -si -X POST -d '{}' ${URL}${after}`,
    },
  ]);
});
