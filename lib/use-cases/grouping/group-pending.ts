import type { NotificationKey } from '../../adapters/dynamodb/notifications.ts';
import { readNotifications } from '../../adapters/dynamodb/notifications.ts';
import { listOldPending, listRecentPending } from '../../adapters/dynamodb/pending-of-endpoint.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { StoreContext } from '../runtime/run-context.ts';
import { groupNotifications } from './group-notifications.ts';

/** Ten transactions, since somebody is waiting for the answer. */
const MOST = 900;

/**
 * What happened to an endpoint's pending notifications: `none` is left that can be seen, `some` are left because
 * there were too many, or grouping `failed`.
 */
export type PendingLeft = 'none' | 'some' | 'failed';

type Known = Pick<Incident, 'endpointKey' | 'lastAt'>;

/**
 * Groups what arrived after the last counted notification, which is what speaks against an end. Only that is read, so
 * it costs little however much came before.
 */
export const groupRecent = async (run: StoreContext, incident: Known): Promise<PendingLeft> => {
  const { keys, isAll } = await listRecentPending(run.store, incident);
  return groupKeys(run, keys, isAll);
};

/**
 * Groups whatever is pending for an endpoint, as far as it can be seen: what arrived this moment, and what has waited
 * for long.
 */
export const groupPending = async (run: StoreContext, incident: Known): Promise<PendingLeft> => {
  const [recent, old] = await Promise.all([
    listRecentPending(run.store, incident),
    listOldPending(run.store, incident.endpointKey),
  ]);
  const keys = new Map([...old.keys, ...recent.keys].map((key) => [key.id, key]));
  return groupKeys(run, [...keys.values()], recent.isAll && old.isAll);
};

const groupKeys = async (
  run: StoreContext,
  keys: readonly NotificationKey[],
  isAll: boolean,
): Promise<PendingLeft> => {
  const pending = (await readNotifications(run.store, keys.slice(0, MOST))).filter(
    (notification) => notification.pending !== undefined,
  );
  const { failed } = await groupNotifications(run, pending);
  if (failed.length > 0) return 'failed';
  return isAll && keys.length <= MOST ? 'none' : 'some';
};
