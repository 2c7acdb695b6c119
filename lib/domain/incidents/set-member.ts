import { acknowledgedAlready, closedAlready, silencedAlready } from './apply-action.ts';
import type { Incident } from './incident.ts';
import type { SetPurpose } from './incident-set.ts';
import { isSilenced, type Silence } from './silence.ts';
import { isAcknowledgementOver } from './time-effect.ts';

/** Why nothing is left to do to one incident of a set. */
export type Settled = { outcome: 'already' | 'over'; message: string };

/**
 * Nothing where something is left to do. Whatever somebody has in hand stays theirs, also when little of their time is
 * left: who acts on many at once has not looked at each.
 */
export const settledMember = (
  purpose: SetPurpose,
  incident: Incident,
  silence: Silence | undefined,
  now: Date,
): Settled | undefined => {
  if (incident.state === 'resolved') return { outcome: 'over', message: closedAlready(incident) };
  if (purpose === 'acknowledge')
    return incident.state === 'acknowledged' && !isAcknowledgementOver(incident, now)
      ? { outcome: 'already', message: acknowledgedAlready(incident) }
      : undefined;
  return silence && isSilenced(silence, incident, now)
    ? { outcome: 'already', message: silencedAlready(silence) }
    : undefined;
};
