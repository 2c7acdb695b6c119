import type { Act, Incident } from './incident.ts';

/** An act before it has its number and its time. */
export type ActInput = Omit<Act, 'n' | 'at'>;

const ACTS_KEPT = 5;
/** With the longest notes a quarter of what an item can hold. Beyond that the time-line alone has them, which is said. */
export const UNTOLD_KEPT = 30;

/** The number that the next act of an incident has. */
export const nextAct = ({ acts = [] }: Incident): number => Math.max(0, ...acts.map(({ n }) => n)) + 1;

/** An incident after somebody acted: an acknowledgement changes its state, everything else only what is to be told. */
export const acted = (incident: Incident, act: ActInput, now: Date): Incident => {
  const at = now.toISOString();
  return {
    ...incident,
    ...(act.kind === 'acknowledged' && {
      state: 'acknowledged',
      acknowledgedBy: act.by,
      acknowledgedAt: at,
      firstAcknowledgedAt: incident.firstAcknowledgedAt ?? at,
      acknowledgedUntil: act.until,
    }),
    acts: kept(incident, [...(incident.acts ?? []), { ...act, n: nextAct(incident), at }]),
  };
};

/** The last few, and all of which the others have not heard. */
const kept = ({ told }: Incident, acts: readonly Act[]): Act[] => {
  const untold = acts.filter(({ n }) => n > (told?.email?.acts ?? 0)).length;
  return acts.slice(-Math.max(ACTS_KEPT, Math.min(untold, UNTOLD_KEPT)));
};

/** An acknowledgement ends by itself, so that nothing is forgotten: the incident is open again, and told from level 1 on. */
export const lapsed = (incident: Incident): Incident => ({
  ...incident,
  state: 'open',
  lapses: (incident.lapses ?? 0) + 1,
});
