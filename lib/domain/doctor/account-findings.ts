import { awsCommand, type DeployedStack } from './deployed-stack.ts';
import { type Finding, finding } from './finding.ts';

/** Lambda keeps so many for functions without a reservation; fewer is what new accounts are given. */
const ENOUGH_CONCURRENT = 100;
/** AWS refuses signatures that are five minutes off. Our own times must be far better than that. */
const MAX_SKEW_S = 30;

/** The quota of functions that run at once: code of the quota L-B99A9384 in Service Quotas. */
export const quotaFindings = (stack: DeployedStack, unreserved: number): Finding[] =>
  unreserved >= ENOUGH_CONCURRENT
    ? []
    : [
        finding('quotas', {
          subject: 'Lambda concurrency',
          severity: 'critical',
          what: `Only ${unreserved} functions of the account may run at once, expected at least ${ENOUGH_CONCURRENT}.`,
          mend: awsCommand(
            stack,
            'service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value 1000',
          ),
        }),
      ];

/** This machine's clock against AWS's; positive where it is ahead. */
export const clockFindings = (skewS: number): Finding[] =>
  Math.abs(skewS) <= MAX_SKEW_S
    ? []
    : [
        finding('clock', {
          subject: 'this machine',
          severity: 'warning',
          what: `The clock of this machine is ${Math.round(Math.abs(skewS))} s ${skewS > 0 ? 'ahead of' : 'behind'} AWS's.`,
          mend: 'sudo timedatectl set-ntp true',
        }),
      ];
