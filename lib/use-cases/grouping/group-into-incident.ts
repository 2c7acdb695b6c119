import { commitFold } from '../../adapters/dynamodb/commit-group.ts';
import { latestIncident } from '../../adapters/dynamodb/incidents.ts';
import { isSourceKey } from '../../domain/endpoints/endpoint.ts';
import { isFloodKey } from '../../domain/incidents/flood.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { step, unopened } from '../../domain/incidents/transition.ts';
import { isUnreadable, type Notification } from '../../domain/intake/notification.ts';
import { ContentionError } from '../runtime/errors.ts';
import { backOff, type FoldWork } from '../runtime/run-context.ts';
import type { Admission } from './admission.ts';

const ATTEMPTS = 12;

/** The incident, unless all were folded already; `flooded` may open none, and belong into their source's flood. */
export type FoldedTogether = { incident?: Incident; flooded: Notification[] };

/**
 * Counts notifications of one key into its incident, opening the next one if the last is resolved and `admission` has
 * room for it. Throws what is neither a condition nor contention.
 */
export const foldTogether = async (
  work: FoldWork,
  key: string,
  notifications: readonly Notification[],
  admission: Admission,
): Promise<FoldedTogether> => {
  let waiting = notifications;
  const flooded: Notification[] = [];
  let isAdmitted = isSourceKey(key) || isFloodKey(key);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const [first, ...others] = waiting;
    if (!first) return { flooded };
    const isNew = attempt === 0 && admission.isNew(key);
    const latest = isNew ? undefined : await latestIncident(work.store, key);
    const isOver = latest?.state === 'resolved';
    isAdmitted ||= (latest && !isOver) || isUnreadable(first) || (await admission.admits(first));
    if (!isAdmitted) {
      flooded.push(...waiting.filter(({ source }) => source === first.source));
      waiting = waiting.filter(({ source }) => source !== first.source);
      attempt -= 1; // nothing was tried: another source may have room
      continue;
    }
    const before = !latest || isOver ? unopened(key, (latest?.number ?? 0) + 1, first) : latest;
    const now = work.now();
    const after = step(before, { kind: 'notified', notifications: [first, ...others] }, now);
    const outcome = await commitFold(work.store, {
      previous: isOver ? latest : undefined,
      before,
      after,
      notifications: waiting,
      now,
    });
    switch (outcome.kind) {
      case 'committed':
        return { incident: after, flooded };
      case 'contended':
        await backOff(work, attempt);
        break;
      case 'refused':
        waiting = waiting.filter((notification) => !outcome.foldedAlready.has(notification));
        break;
      default:
        outcome satisfies never;
    }
  }
  throw new ContentionError(`${key}: ${ATTEMPTS} attempts to fold were in vain`);
};
