import type { Incident, RecordedAction } from './incident.ts';
import { unsentActions } from './unsent-actions.ts';

/** An action before it has its number and time. */
export type RecordedActionInput = Omit<RecordedAction, 'number' | 'at'>;

const ACTIONS_KEPT = 5;
/**
 * With the longest notes, a quarter of what an item can hold. Beyond that only the timeline has them, and the message
 * says so.
 */
export const UNSENT_KEPT = 30;

/** The number of the incident's next action. */
export const nextActionNumber = ({ recentActions = [] }: Incident): number =>
  Math.max(0, ...recentActions.map(({ number }) => number)) + 1;

/**
 * An incident after an action: an acknowledgement changes its state, everything else only what is to be announced.
 */
export const withAction = (incident: Incident, recorded: RecordedActionInput, now: Date): Incident => {
  const at = now.toISOString();
  return {
    ...incident,
    ...(recorded.kind === 'acknowledged' && {
      state: 'acknowledged',
      acknowledgedBy: recorded.actor,
      acknowledgedAt: at,
      firstAcknowledgedAt: incident.firstAcknowledgedAt ?? at,
      acknowledgedUntil: recorded.until,
    }),
    recentActions: kept(incident, [
      ...(incident.recentActions ?? []),
      { ...recorded, number: nextActionNumber(incident), at },
    ]),
  };
};

/** The last few, and all that were not announced yet. */
const kept = ({ lastSent }: Incident, recentActions: RecordedAction[]): RecordedAction[] => {
  const unsent = unsentActions({ recentActions, lastSent }).length;
  return recentActions.slice(-Math.max(ACTIONS_KEPT, Math.min(unsent, UNSENT_KEPT)));
};

/**
 * An acknowledgement expires, so that nothing is forgotten: the incident is open again, and escalates from level 1.
 */
export const expireAcknowledgement = (incident: Incident): Incident => ({
  ...incident,
  state: 'open',
  expiredAcknowledgements: (incident.expiredAcknowledgements ?? 0) + 1,
});
