import { GROUP_LIMIT } from '../../adapters/dynamodb/commit-group.ts';
import { countTry } from '../../adapters/dynamodb/notifications.ts';
import { chunksOf } from '../../adapters/dynamodb/store.ts';
import { classifyEndpoint } from '../../domain/endpoints/classification.ts';
import { isSourceKey, sourceKey } from '../../domain/endpoints/endpoint.ts';
import { floodKey } from '../../domain/incidents/flood.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import {
  isUnreadable,
  type Notification,
  type UnreadableNotification,
} from '../../domain/intake/notification.ts';
import { Severity } from '../../domain/oncall/severity.ts';
import { isNonRetryable } from '../runtime/errors.ts';
import { mapWithLimit } from '../runtime/map-limit.ts';
import type { StoreContext } from '../runtime/run-context.ts';
import { Admission } from './admission.ts';
import { groupIntoIncident } from './group-into-incident.ts';

const ENDPOINTS_AT_ONCE = 8;
const TRIES = 3;

/** The incidents after grouping, and the notifications that are still pending because grouping them failed. */
export type Grouped = { incidents: Incident[]; failed: Notification[] };

type Part = Grouped & { flooded: Notification[] };

/**
 * Counts each notification into exactly one incident, however often and by whomever this is called: its endpoint's
 * own, or its source's flood if that source has too many. Endpoints are handled in parallel, most severe first. No
 * new one is started once `mayStart` says no; what was not started counts as failed.
 */
export const groupNotifications = async (
  run: StoreContext,
  notifications: readonly Notification[],
  mayStart: () => boolean = () => true,
): Promise<Grouped> => {
  const admission = new Admission(run);
  const groupsByKey = byIncidentKey(onceEach(notifications));
  await admission.lookUp([...groupsByKey.keys()].filter((key) => !isSourceKey(key)));
  const tiers: Part[] = [];
  for (const groups of bySeverity(run, groupsByKey))
    tiers.push(await groupAll(run, groups, admission, mayStart));
  const own = joined(tiers);
  await admission.settle();
  const floods = groupedBy(own.flooded, ({ source }) => floodKey(source));
  const flooded = await groupAll(run, [...floods], admission, mayStart);
  return joined([own, flooded]);
};

/** A stream may deliver a record again, and no transaction may name an item twice. */
const onceEach = (notifications: readonly Notification[]): Notification[] => [
  ...new Map(notifications.map((one) => [`${one.endpointKey} ${one.id}`, one])).values(),
];

type Group = [key: string, notifications: Notification[]];

const groupAll = async (
  run: StoreContext,
  groups: readonly Group[],
  admission: Admission,
  mayStart: () => boolean,
): Promise<Part> => {
  const parts = groups.map(([key, group]) => ({ key, chunks: chunksOf(group, GROUP_LIMIT) }));
  const { outputs, notBegun } = await mapWithLimit(
    parts,
    ENDPOINTS_AT_ONCE,
    mayStart,
    async ({ key, chunks }) => {
      const grouped: Part[] = [];
      for (const chunk of chunks) {
        grouped.push(mayStart() ? await groupChunk(run, key, chunk, admission) : notGrouped(chunk));
      }
      return joined(grouped);
    },
  );
  return joined([...outputs, notGrouped(notBegun.flatMap(({ chunks }) => chunks.flat()))]);
};

const notGrouped = (failed: readonly Notification[]): Part => ({
  incidents: [],
  failed: [...failed],
  flooded: [],
});

/** One severity after the other: if a source has room for few more incidents, the severe ones get it. */
const bySeverity = ({ oncall }: StoreContext, groups: Map<string, Notification[]>): Group[][] => {
  const tiers = Severity.options.map((): Group[] => []);
  for (const group of groups) {
    const [first] = group[1];
    const isKnown = oncall && first && !isUnreadable(first);
    const severity = isKnown ? classifyEndpoint(first, oncall).severity : 'critical';
    tiers[Severity.options.indexOf(severity)]?.push(group);
  }
  return tiers;
};

/** Unreadable notifications form an incident of their source, whatever key they are stored under. */
const byIncidentKey = (notifications: readonly Notification[]): Map<string, Notification[]> =>
  groupedBy(notifications, (notification) =>
    isUnreadable(notification) ? sourceKey(notification.source) : notification.endpointKey,
  );

const groupedBy = (
  notifications: readonly Notification[],
  keyOf: (notification: Notification) => string,
): Map<string, Notification[]> => {
  const groups = new Map<string, Notification[]>();
  for (const notification of notifications) {
    const key = keyOf(notification);
    const group = groups.get(key);
    if (group) group.push(notification);
    else groups.set(key, [notification]);
  }
  return groups;
};

/** An incident that several chunks changed is returned once, as the last of them left it. */
const joined = (parts: readonly Part[]): Part => ({
  incidents: [
    ...new Map(parts.flatMap(({ incidents }) => incidents).map((one) => [one.incidentId, one])).values(),
  ],
  failed: parts.flatMap(({ failed }) => failed),
  flooded: parts.flatMap(({ flooded }) => flooded),
});

/**
 * A notification that cannot be grouped must not hold back those beside it: the batch is halved until it is alone.
 */
const groupChunk = async (
  run: StoreContext,
  key: string,
  chunk: readonly Notification[],
  admission: Admission,
): Promise<Part> => {
  try {
    return { ...(await groupIntoIncident(run, key, chunk, admission)), failed: [] };
  } catch (error) {
    run.log.error('notifications could not be grouped', { key, notifications: chunk.length, error });
    if (!isNonRetryable(error)) return notGrouped(chunk);
    const [only, ...others] = chunk;
    if (only && others.length === 0) return groupAlone(run, only, error, admission);
    const middle = Math.ceil(chunk.length / 2);
    return joined([
      await groupChunk(run, key, chunk.slice(0, middle), admission),
      await groupChunk(run, key, chunk.slice(middle), admission),
    ]);
  }
};

/** After three failures of its own it is grouped as unreadable, with the reason: somebody must hear about it. */
const groupAlone = async (
  run: StoreContext,
  notification: Notification,
  error: unknown,
  admission: Admission,
): Promise<Part> => {
  try {
    const tries = await countTry(run.store, notification);
    if (tries === undefined) return notGrouped([]); // grouped meanwhile
    if (tries < TRIES || isUnreadable(notification)) return notGrouped([notification]);
    return await groupChunk(
      run,
      sourceKey(notification.source),
      [unreadable(notification, tries, error)],
      admission,
    );
  } catch (countError) {
    run.log.error('a failure to group could not be counted', { id: notification.id, error: countError });
    return notGrouped([notification]);
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
  problem: `it could not be grouped in ${tries} tries (it is kept under ${endpointKey}): ${String(error)}`,
  raw: JSON.stringify(rest),
});
