import { QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { DueProbe } from '../../domain/probing/fair-share.ts';
import type { Lane } from '../../domain/probing/lane.ts';
import { MONITORED } from '../../domain/probing/monitor.ts';
import { fromItem, type Item, type Store, toItem } from './store.ts';

/** A few attributes of each, so that ten thousand are two pages and two megabytes. */
const Listed = z
  .object({
    endpointKey: z.string(),
    source: z.string().optional().catch(undefined),
    domain: z.string().optional().catch(undefined),
    monitoredAt: z.string().optional().catch(undefined),
  })
  .transform(({ monitoredAt, ...rest }): DueProbe => ({ ...rest, monitoredAt }));

const query = (store: Store, lane: Lane, until: string, start: Item | undefined) => ({
  TableName: store.tables.endpoints,
  IndexName: 'dueProbes',
  KeyConditionExpression: '#lane = :lane AND nextProbeAt <= :until',
  ExpressionAttributeNames: { '#lane': 'lane' },
  ExpressionAttributeValues: toItem({ ':lane': lane, ':until': until }),
  ExclusiveStartKey: start,
});

/** Whether a probe is due in any lane: at rest one query instead of four. */
export const isAnyProbeDue = async (store: Store, now: Date): Promise<boolean> => {
  const answer = await store.client.send(
    new QueryCommand({
      TableName: store.tables.endpoints,
      IndexName: 'monitored',
      KeyConditionExpression: '#monitored = :on AND nextProbeAt <= :until',
      ExpressionAttributeNames: { '#monitored': 'monitored' },
      ExpressionAttributeValues: toItem({ ':on': MONITORED, ':until': now.toISOString() }),
      Limit: 1,
    }),
  );
  return (answer.Items ?? []).length > 0;
};

/** What is due in a lane, longest overdue first, at most `limit`; `isCut` if there is more. */
export const listDueProbes = async (
  store: Store,
  lane: Lane,
  now: Date,
  limit: number,
): Promise<{ due: DueProbe[]; isCut: boolean }> => {
  const due: DueProbe[] = [];
  let start: Item | undefined;
  do {
    const page = await store.client.send(
      new QueryCommand({ ...query(store, lane, now.toISOString(), start), Limit: limit - due.length }),
    );
    due.push(...(page.Items ?? []).map((item) => fromItem(Listed, item)));
    start = page.LastEvaluatedKey;
  } while (start && due.length < limit);
  return { due, isCut: start !== undefined };
};

/** How many pages are counted at most; beyond that it is only known that there are more. */
const COUNTED_PAGES = 3;

/** How many in a lane have been due since `until` or longer. */
export const countDueProbes = async (
  store: Store,
  lane: Lane,
  until: string,
): Promise<{ count: number; isCut: boolean }> => {
  let count = 0;
  let start: Item | undefined;
  for (let page = 0; page < COUNTED_PAGES; page++) {
    const answer = await store.client.send(
      new QueryCommand({ ...query(store, lane, until, start), Select: 'COUNT' }),
    );
    count += answer.Count ?? 0;
    start = answer.LastEvaluatedKey;
    if (!start) break;
  }
  return { count, isCut: start !== undefined };
};
