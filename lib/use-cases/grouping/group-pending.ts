import type { NotificationKey } from '../../adapters/dynamodb/notifications.ts';
import { readNotifications } from '../../adapters/dynamodb/notifications.ts';
import { listOldPending, listRecentPending } from '../../adapters/dynamodb/pending-of-endpoint.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { FoldWork } from '../runtime/run-context.ts';
import { fold } from './group-notifications.ts';

/** Ten transactions; somebody waits for the answer. */
const MOST = 900;

/**
 * What became of what was pending of an endpoint: `none` is left that can be seen, `some` is left because it was too
 * much, or a fold `failed`.
 */
export type PendingLeft = 'none' | 'some' | 'failed';

type Known = Pick<Incident, 'endpointKey' | 'lastAt'>;

/**
 * Folds what came after the last that was counted, which is what speaks against an end. Nothing else stands there, so
 * it costs little, however much came before.
 */
export const foldRecent = async (work: FoldWork, incident: Known): Promise<PendingLeft> => {
  const { keys, isAll } = await listRecentPending(work.store, incident);
  return foldKeys(work, keys, isAll);
};

/** Folds whatever is pending of an endpoint, as far as can be seen: what came this moment, and what has waited for long. */
export const foldPending = async (work: FoldWork, incident: Known): Promise<PendingLeft> => {
  const [recent, old] = await Promise.all([
    listRecentPending(work.store, incident),
    listOldPending(work.store, incident.endpointKey),
  ]);
  const keys = new Map([...old.keys, ...recent.keys].map((key) => [key.id, key]));
  return foldKeys(work, [...keys.values()], recent.isAll && old.isAll);
};

const foldKeys = async (
  work: FoldWork,
  keys: readonly NotificationKey[],
  isAll: boolean,
): Promise<PendingLeft> => {
  const pending = (await readNotifications(work.store, keys.slice(0, MOST))).filter(
    (notification) => notification.pending !== undefined,
  );
  const { failed } = await fold(work, pending);
  if (failed.length > 0) return 'failed';
  return isAll && keys.length <= MOST ? 'none' : 'some';
};
