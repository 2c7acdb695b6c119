import type { Act, Incident } from './incident.ts';

/** An act before it has its number and its time. */
export type ActInput = Omit<Act, 'n' | 'at'>;

const ACTS_KEPT = 5;

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
      acknowledgedUntil: act.until,
    }),
    acts: [...(incident.acts ?? []), { ...act, n: nextAct(incident), at }].slice(-ACTS_KEPT),
  };
};

/** An acknowledgement ends by itself, so that nothing is forgotten: the incident is open again, and told from level 1 on. */
export const lapsed = (incident: Incident, now: Date): Incident => {
  if (incident.state !== 'acknowledged') return incident;
  const until = Date.parse(incident.acknowledgedUntil ?? incident.openedAt);
  return now.getTime() >= until
    ? { ...incident, state: 'open', lapses: (incident.lapses ?? 0) + 1 }
    : incident;
};
