import type { DeployedStack } from './deployed-stack.ts';
import { awsCommand } from './deployed-stack.ts';
import { type Finding, finding } from './finding.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A month, and a few days for whoever is on leave. */
const TEST_DAYS = 35;
const DAILY_HOURS = 26;

/** When SNS last accepted a test alert on each channel that has anybody. */
export const testAlertFindings = (
  stack: DeployedStack,
  last: { at: string; isWhole: boolean } | undefined,
  now: Date,
): Finding[] => {
  const mend = `npm run test-alert -- --stage ${stack.stage} --region ${stack.region}`;
  if (!last)
    return [
      finding('test-alert', {
        subject: 'last',
        severity: 'warning',
        what: 'No test alert was ever sent.',
        mend,
      }),
    ];
  if (!last.isWhole)
    return [
      finding('test-alert', {
        subject: 'last',
        severity: 'critical',
        what: `The last test alert (${last.at.slice(0, 10)}) was not accepted by SNS on every channel.`,
        mend,
      }),
    ];
  const days = Math.floor((now.getTime() - Date.parse(last.at)) / DAY_MS);
  return days <= TEST_DAYS
    ? []
    : [
        finding('test-alert', {
          subject: 'last',
          severity: 'warning',
          what: `The last test alert was sent ${days} days ago.`,
          mend,
        }),
      ];
};

/** Whether the daily run came; `lastAt` is its own record. A stack that was deployed within a day may not have had one. */
export const dailyFindings = (stack: DeployedStack, lastAt: string | undefined, now: Date): Finding[] => {
  const since = Date.parse(lastAt ?? stack.changedAt);
  const hours = Math.floor((now.getTime() - since) / HOUR_MS);
  if (hours <= DAILY_HOURS) return [];
  const name = `${stack.name}-doctor`;
  return [
    finding('daily', {
      subject: 'doctor',
      severity: 'warning',
      what:
        lastAt === undefined
          ? 'The function doctor has never come to its end.'
          : `The function doctor last came to its end ${hours} hours ago.`,
      mend: `${awsCommand(stack, `lambda invoke --function-name ${name} /dev/stdout`)}; ${awsCommand(stack, `logs tail /aws/lambda/${name} --since 2d`)}`,
    }),
  ];
};
