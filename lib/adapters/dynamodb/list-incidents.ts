import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { Incident, type IncidentKey } from '../../domain/incidents/incident.ts';
import { fromItem, type Item, readItems, type Store, toItem } from './store.ts';
import { withoutTests } from './without-tests.ts';

/** Where a page of a list ends; `misfit` counts what no schema of ours fits. */
export type IncidentPage = { incidents: Incident[]; misfit: number; next?: Cursor };

/** Behind which item the next page begins. Whatever an item holds besides its key, it may end a page. */
const KeyText = z
  .string()
  .min(1)
  .max(512)
  .refine((text) => text.isWellFormed());
export const Cursor = z.object({
  endpointKey: KeyText,
  number: z.number().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER),
  openedAt: KeyText.max(256),
});
export type Cursor = z.infer<typeof Cursor>;

type Range = { limit: number; newestFirst?: boolean; after?: Cursor | undefined };

/** Part of a shelf by the time of opening: `open`, a month (`2026-11`) of what is over, or the tests. One query. */
export const readShelf = (store: Store, shelf: string, range: Range): Promise<IncidentPage> =>
  readPage(store, {
    index: 'shelf',
    key: 'shelf = :key',
    value: shelf,
    range,
    isWithoutTests: true,
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
    isWithoutTests = false,
  }: {
    index?: string;
    key: string;
    value: string;
    range: Range;
    start?: Item;
    isWithoutTests?: boolean;
  },
): Promise<IncidentPage> => {
  const tests = isWithoutTests ? withoutTests(value) : undefined;
  const answer = await store.client.send(
    new QueryCommand({
      TableName: store.tables.incidents,
      ...(index !== undefined && { IndexName: index }),
      KeyConditionExpression: key,
      ...tests?.filter,
      ExpressionAttributeValues: { ...toItem({ ':key': value }), ...tests?.values },
      ScanIndexForward: !newestFirst,
      Limit: limit,
      ...(start && { ExclusiveStartKey: start }),
    }),
  );
  const items = answer.Items ?? [];
  const incidents = readableIncidents(items);
  return {
    incidents,
    misfit: items.length - incidents.length,
    ...(answer.LastEvaluatedKey && { next: cursorFrom(answer.LastEvaluatedKey) }),
  };
};

/** Where DynamoDB says that a page ended: also if nothing on it could be read. The table's own key has no time. */
export const cursorFrom = (lastKey: Item): Cursor => Cursor.parse({ openedAt: '-', ...unmarshall(lastKey) });

/** Incidents by key, as they are now, in the order of the keys; one that cannot be read is left out. */
export const readReadable = async (store: Store, keys: readonly IncidentKey[]): Promise<Incident[]> => {
  const wanted = keys.map(({ endpointKey, number }) => toItem({ endpointKey, number }));
  const found = new Map(
    readableIncidents(await readItems(store, store.tables.incidents, wanted)).map((one) => [
      textOf(one),
      one,
    ]),
  );
  return keys.map((key) => found.get(textOf(key))).filter((incident) => incident !== undefined);
};

const textOf = ({ endpointKey, number }: IncidentKey): string => `${number} ${endpointKey}`;

/** One that an odd version wrote must not hide the others. */
const readableIncidents = (items: readonly Item[]): Incident[] =>
  items.flatMap((item) => {
    try {
      return [fromItem(Incident, item)];
    } catch {
      return [];
    }
  });
