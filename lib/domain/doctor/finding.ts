import { CHECKS, type CheckName } from './checks.ts';

/**
 * How bad it is. `critical`: people may not be alerted, or notifications are lost. `warning`: it is on the way there.
 * `unchecked`: nobody knows, since the check could not be made.
 */
export const SEVERITIES = ['critical', 'warning', 'unchecked'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** One thing that is wrong: what and where, why it matters, and what mends it. */
export type Finding = {
  check: CheckName;
  /** Which table, subscription, function …; with `check`, the same finding has the same name tomorrow. */
  subject: string;
  severity: Severity;
  what: string;
  why: string;
  /** A command to paste; or, where only people or AWS can do it, what to do. */
  mend: string;
};

/** A finding of a check; the reason is the check's own unless another is given. */
export const finding = (
  check: CheckName,
  given: Omit<Finding, 'check' | 'why'> & { why?: string },
): Finding => ({ check, why: CHECKS[check].why, ...given });

/** A check that could not be made: never silently taken for good. */
export const unchecked = (check: CheckName, reason: string, mend?: string): Finding => {
  const { needs } = CHECKS[check];
  return finding(check, {
    subject: 'check',
    severity: 'unchecked',
    what: `Not checked: ${reason}`,
    mend: mend ?? (needs.length > 0 ? `Allow ${needs.join(', ')}, and run it again.` : 'Run it again.'),
  });
};

/** The worst first; within one severity in the order of the checks. */
export const bySeverity = (findings: readonly Finding[]): Finding[] => {
  const order = Object.keys(CHECKS);
  return findings.toSorted(
    (one, other) =>
      SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
      order.indexOf(one.check) - order.indexOf(other.check),
  );
};
