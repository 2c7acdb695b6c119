import type { Incident } from '../incidents/incident.ts';
import type { AlertKind } from '../incidents/last-sent.ts';
import type { Silence } from '../incidents/silence.ts';
import type { RuntimeOncallConfig } from '../oncall/config.ts';
import type { DueAlert } from './due-alert.ts';
import { markSent } from './mark-sent.ts';
import { type NextAlert, nextAlert } from './next-alert.ts';
import { escalationCycle } from './suppression.ts';

/** An alert about to go out, as far as what comes after it depends on that; level 1 unless said. */
export type GoingOut = {
  incident: Incident;
  silence?: Silence | undefined;
  kind: AlertKind;
  level?: number;
  to?: DueAlert['to'] | undefined;
};

/**
 * What comes next once an alert is out by email and nobody acts: it is marked as sent, as it will be once SNS has accepted
 * it, and then asked what is next. Nothing where a person holds it back, or it is over.
 */
export const nextAlertAfter = (
  { incident, silence, kind, level = 1, to }: GoingOut,
  oncall: RuntimeOncallConfig,
  now: Date,
): NextAlert | undefined => {
  const cycle = escalationCycle(incident, silence, now);
  const email = { kind, reason: '', level, cycle, ...(to && { to }) };
  const lastSent = markSent(incident, { email }, ['email'], now);
  return nextAlert({ ...incident, lastSent }, silence, oncall, now);
};
