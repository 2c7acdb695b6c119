import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { Incident } from '../../domain/incidents/incident.ts';
import { fromItem, type Item, type Store, toItem } from './store.ts';

/** Where a page of a list ends; `misfit` counts what no schema of ours fits. */
export type IncidentPage = { incidents: Incident[]; misfit: number; next?: Cursor };
export type Cursor = { endpointKey: string; number: number; openedAt: string };

type Range = { limit: number; newestFirst?: boolean; after?: Cursor | undefined };

/** Part of a shelf by the time of opening: `open`, or a month (`2026-11`) of what is over. One query. */
export const readShelf = (store: Store, shelf: string, range: Range): Promise<IncidentPage> =>
  readPage(store, {
    index: 'shelf',
    key: 'shelf = :key',
    value: shelf,
    range,
    ...(range.after && { start: toItem({ shelf, ...range.after }) }),
  });

/** The incidents of one endpoint (or source), the newest first. One query. */
export const readHistory = (store: Store, endpointKey: string, range: Range): Promise<IncidentPage> =>
  readPage(store, {
    key: 'endpointKey = :key',
    value: endpointKey,
    range,
    ...(range.after && { start: toItem({ endpointKey, number: range.after.number }) }),
  });

const readPage = async (
  store: Store,
  {
    index,
    key,
    value,
    range: { limit, newestFirst = true },
    start,
  }: { index?: string; key: string; value: string; range: Range; start?: Item },
): Promise<IncidentPage> => {
  const answer = await store.client.send(
    new QueryCommand({
      TableName: store.tables.incidents,
      ...(index !== undefined && { IndexName: index }),
      KeyConditionExpression: key,
      ExpressionAttributeValues: toItem({ ':key': value }),
      ScanIndexForward: !newestFirst,
      Limit: limit,
      ...(start && { ExclusiveStartKey: start }),
    }),
  );
  const read = (answer.Items ?? []).map(incidentOrNothing);
  const incidents = read.filter((incident) => incident !== undefined);
  const last = answer.LastEvaluatedKey && incidents.at(-1);
  return {
    incidents,
    misfit: read.length - incidents.length,
    ...(last && { next: { endpointKey: last.endpointKey, number: last.number, openedAt: last.openedAt } }),
  };
};

/** One that an odd version wrote must not hide the others. */
const incidentOrNothing = (item: Item): Incident | undefined => {
  try {
    return fromItem(Incident, item);
  } catch {
    return undefined;
  }
};
