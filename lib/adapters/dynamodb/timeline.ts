import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { TimelineEntry } from '../../domain/incidents/timeline.ts';
import { type Count, countItems } from './count-items.ts';
import { type Item, type Store, toItem } from './store.ts';

/** Some entries of a timeline; `next` is where the next page begins, if there is one. */
export type TimelinePage = { entries: TimelineEntry[]; next?: string };

/**
 * What was done and sent for an incident, oldest first unless `newestFirst`. Entries of another form are left out.
 */
export const readTimeline = async (
  store: Store,
  incidentId: string,
  { limit, after, newestFirst = false }: { limit: number; after?: string | undefined; newestFirst?: boolean },
): Promise<TimelinePage> => {
  const answer = await store.client.send(
    new QueryCommand({
      TableName: store.tables.timeline,
      KeyConditionExpression: 'incidentId = :id',
      ExpressionAttributeValues: toItem({ ':id': incidentId }),
      ScanIndexForward: !newestFirst,
      Limit: limit,
      ...(after !== undefined && { ExclusiveStartKey: toItem({ incidentId, at: after }) }),
    }),
  );
  const next = answer.LastEvaluatedKey?.['at']?.S;
  return {
    entries: entriesIn(answer.Items),
    ...(next !== undefined && { next }),
  };
};

/** What was done and sent for an incident between two times, oldest first; one query, so the last may be missing. */
export const readTimelineBetween = async (
  store: Store,
  incidentId: string,
  { from, to, limit }: { from: string; to: string; limit: number },
): Promise<{ entries: TimelineEntry[]; isWhole: boolean }> => {
  const answer = await store.client.send(
    new QueryCommand({
      TableName: store.tables.timeline,
      KeyConditionExpression: 'incidentId = :id AND #at BETWEEN :from AND :to',
      ExpressionAttributeNames: { '#at': 'at' },
      ExpressionAttributeValues: toItem({ ':id': incidentId, ':from': from, ':to': to }),
      Limit: limit,
    }),
  );
  return { entries: entriesIn(answer.Items), isWhole: !answer.LastEvaluatedKey };
};

const entriesIn = (items: readonly Item[] = []): TimelineEntry[] =>
  items.map((item) => TimelineEntry.safeParse(unmarshall(item)).data).filter((entry) => entry !== undefined);

/** How many entries a timeline has, exactly or at least. */
export const countTimeline = (store: Store, incidentId: string): Promise<Count> =>
  countItems(store, {
    TableName: store.tables.timeline,
    KeyConditionExpression: 'incidentId = :id',
    ExpressionAttributeValues: toItem({ ':id': incidentId }),
  });
