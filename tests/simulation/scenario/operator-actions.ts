import type { Action, IncidentAction } from '../../../lib/domain/incidents/action.ts';
import type { Random } from '../world/random.ts';

/** Something that a person does: mostly what resolves an incident or suppresses its alerts. */
export const randomAction = (random: Random): Action => {
  const kind = random.next();
  if (kind < 0.35) return { kind: 'resolve' };
  if (kind < 0.6) {
    const minutes = random.pick([5, 15, undefined]);
    return { kind: 'acknowledge', ...(minutes !== undefined && { minutes }) };
  }
  if (kind < 0.8)
    return { kind: 'silence', until: random.pick(['1h', '1h', '4h', 'worse']), reason: 'a known fault' };
  if (kind < 0.9) return { kind: 'unsilence' };
  if (kind < 0.93) return { kind: 'normal' };
  if (kind < 0.97) return { kind: 'stop-monitoring' };
  return { kind: 'note', text: `the supplier was called, case ${random.int(1, 1e6)}` };
};

/** What a person does to all that fails, at once. */
export const randomActionOnAll = (random: Random): IncidentAction => {
  const kind = random.next();
  if (kind < 0.6) return { kind: 'acknowledge' };
  if (kind < 0.8) return { kind: 'silence', until: '1h', reason: 'the host is known to be down' };
  return { kind: 'resolve' };
};
