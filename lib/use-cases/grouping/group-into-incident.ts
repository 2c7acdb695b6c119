import { commitFold } from '../../adapters/dynamodb/commit-group.ts';
import { latestIncident } from '../../adapters/dynamodb/incidents.ts';
import { namedBy } from '../../domain/endpoints/configured-monitor.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { step, unopened } from '../../domain/incidents/transition.ts';
import type { Notification } from '../../domain/intake/notification.ts';
import { laneOf } from '../../domain/probing/lane.ts';
import { ContentionError } from '../runtime/errors.ts';
import { backOff, type FoldWork } from '../runtime/run-context.ts';

const ATTEMPTS = 12;

/**
 * Counts notifications of one key into its incident, opening the next one if the last is resolved. Answers with the
 * incident, or with nothing if all were folded already. Throws what is neither a condition nor contention.
 */
export const foldTogether = async (
  work: FoldWork,
  key: string,
  notifications: readonly Notification[],
): Promise<Incident | undefined> => {
  let waiting = notifications;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const [first, ...others] = waiting;
    if (!first) return undefined;
    const latest = await latestIncident(work.store, key);
    const isOver = latest?.state === 'resolved';
    const before = !latest || isOver ? unopened(key, (latest?.number ?? 0) + 1, first) : latest;
    const now = work.now();
    const after = step(before, { kind: 'notified', notifications: [first, ...others] }, now);
    const outcome = await commitFold(work.store, {
      previous: isOver ? latest : undefined,
      before,
      after,
      notifications: waiting,
      lane: laneOf(work.oncall && namedBy(after, work.oncall), true, []),
      now,
    });
    switch (outcome.kind) {
      case 'committed':
        return after;
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
