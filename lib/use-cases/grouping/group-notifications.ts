import { FOLD_LIMIT } from '../../adapters/dynamodb/commit-group.ts';
import { countTry } from '../../adapters/dynamodb/notifications.ts';
import { chunksOf } from '../../adapters/dynamodb/store.ts';
import { sourceKey } from '../../domain/endpoints/endpoint.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import {
  isUnreadable,
  type Notification,
  type UnreadableNotification,
} from '../../domain/intake/notification.ts';
import { isOwnFault } from '../runtime/errors.ts';
import { sideBySide } from '../runtime/map-limit.ts';
import type { FoldWork } from '../runtime/run-context.ts';
import { foldTogether } from './group-into-incident.ts';

const ENDPOINTS_AT_ONCE = 8;
const TRIES = 3;

/** Incidents as the fold left them, and the notifications that are still pending because their fold failed. */
export type Folded = { incidents: Incident[]; failed: Notification[] };

/**
 * Counts each notification into exactly one incident, however often and by whomever this is called.
 * Endpoints go side by side; none is begun after `mayStart` says no, and what was not begun counts as failed.
 */
export const fold = async (
  work: FoldWork,
  notifications: readonly Notification[],
  mayStart: () => boolean = () => true,
): Promise<Folded> => {
  const parts = [...byIncidentKey(notifications)].map(([key, group]) => ({
    key,
    chunks: chunksOf(group, FOLD_LIMIT),
  }));
  const { outputs, notBegun } = await sideBySide(
    parts,
    ENDPOINTS_AT_ONCE,
    mayStart,
    async ({ key, chunks }) => {
      const folded: Folded[] = [];
      for (const chunk of chunks) {
        folded.push(mayStart() ? await foldChunk(work, key, chunk) : { incidents: [], failed: chunk });
      }
      return joined(folded);
    },
  );
  return joined([...outputs, { incidents: [], failed: notBegun.flatMap(({ chunks }) => chunks.flat()) }]);
};

/** What could not be read is an incident of its source, whatever key it is kept under. */
const byIncidentKey = (notifications: readonly Notification[]): Map<string, Notification[]> => {
  const groups = new Map<string, Notification[]>();
  for (const notification of notifications) {
    const key = isUnreadable(notification) ? sourceKey(notification.source) : notification.endpointKey;
    const group = groups.get(key);
    if (group) group.push(notification);
    else groups.set(key, [notification]);
  }
  return groups;
};

/** An incident that several chunks touched stands in the answer once, as the last of them left it. */
const joined = (parts: readonly Folded[]): Folded => ({
  incidents: [
    ...new Map(parts.flatMap(({ incidents }) => incidents).map((one) => [one.incidentId, one])).values(),
  ],
  failed: parts.flatMap(({ failed }) => failed),
});

/** One that cannot be folded must not hold back those beside it: halves, until it stands alone. */
const foldChunk = async (work: FoldWork, key: string, chunk: readonly Notification[]): Promise<Folded> => {
  try {
    return { incidents: await foldTogether(work, key, chunk), failed: [] };
  } catch (error) {
    work.log.error('a fold failed', { key, notifications: chunk.length, error });
    if (!isOwnFault(error)) return { incidents: [], failed: [...chunk] };
    const [only, ...others] = chunk;
    if (only && others.length === 0) return foldAlone(work, only, error);
    const middle = Math.ceil(chunk.length / 2);
    return joined([
      await foldChunk(work, key, chunk.slice(0, middle)),
      await foldChunk(work, key, chunk.slice(middle)),
    ]);
  }
};

/** After three failures of its own it is folded as unreadable, with the reason: somebody must hear of it. */
const foldAlone = async (work: FoldWork, notification: Notification, error: unknown): Promise<Folded> => {
  try {
    const tries = await countTry(work.store, notification);
    if (tries === undefined) return { incidents: [], failed: [] }; // folded meanwhile
    if (tries < TRIES || isUnreadable(notification)) return { incidents: [], failed: [notification] };
    return await foldChunk(work, sourceKey(notification.source), [unreadable(notification, tries, error)]);
  } catch (countError) {
    work.log.error('a failed fold could not be counted', { id: notification.id, error: countError });
    return { incidents: [], failed: [notification] };
  }
};

const unreadable = (
  { endpointKey, id, source, receivedAt, ...rest }: Notification,
  tries: number,
  error: unknown,
): UnreadableNotification => ({
  endpointKey,
  id,
  source,
  receivedAt,
  problem: `it could not be folded in ${tries} tries (it is kept under ${endpointKey}): ${String(error)}`,
  raw: JSON.stringify(rest),
});
