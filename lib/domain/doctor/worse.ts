import type { Finding } from './finding.ts';
import { NOBODY } from './subscription-findings.ts';

/** What is kept of a finding from one day to the next. */
export type KnownFinding = { check: string; subject: string; severity: string };

/** The findings that are new, or worse than they were. What got better is no news that has to be read. */
export const newFindings = (before: readonly KnownFinding[], now: readonly Finding[]): Finding[] =>
  now.filter(({ check, subject, severity }) => {
    const known = before.find((one) => one.check === check && one.subject === subject);
    const isBetter = known?.severity === 'critical' && severity === 'warning';
    return known?.severity !== severity && !isBetter;
  });

/**
 * What is known after this run: what it found, and what was known of checks that it could not make. Those findings would
 * otherwise be news again as soon as the check can be made.
 */
export const knownAfter = (before: readonly KnownFinding[], now: readonly Finding[]): KnownFinding[] => {
  const notMade = new Set<string>(
    now.filter(({ severity }) => severity === 'unchecked').map(({ check }) => check),
  );
  const isFound = (one: KnownFinding) =>
    now.some(({ check, subject }) => check === one.check && subject === one.subject);
  return [
    ...now.map(({ check, subject, severity }) => ({ check, subject, severity })),
    ...before.filter((one) => notMade.has(one.check) && !isFound(one)),
  ];
};

export type ReportTopic = 'alarms' | 'alerts';

/**
 * By which topics findings are reported: the alarms topic, since it is for trouble in the stack itself. Where that reaches nobody, the alerts
 * topic's emails; where nobody knows, both.
 */
export const reportedBy = (findings: readonly Finding[]): ReportTopic[] => {
  const subscriptions = findings.filter(({ check }) => check === 'subscriptions');
  if (subscriptions.some(({ severity }) => severity === 'unchecked')) return ['alarms', 'alerts'];
  return subscriptions.some(({ subject }) => subject === `alarms: ${NOBODY}`) ? ['alerts'] : ['alarms'];
};
