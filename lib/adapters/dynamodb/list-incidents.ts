import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { Incident, type IncidentKey } from '../../domain/incidents/incident.ts';
import { fromItem, type Item, readItems, type Store, toItem } from './store.ts';
import { withoutTests } from './without-tests.ts';

/** Where a page of a list ends; `invalidItem` counts items that do not fit our schema. */
export type IncidentPage = { incidents: Incident[]; invalidItem: number; next?: Cursor };

/** The item after which the next page begins. Whatever an item holds besides its key, it may end a page. */
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

/** Of which months a list is read, by the time of opening: all of it where nothing is said. */
export type Opened = { from: string; to: string };

/** The key condition of a part of a list, with its values. `~` sorts behind whatever stands in a time. */
export const partOfList = (list: string, opened: Opened | undefined) => ({
  condition: `listName = :key${opened ? ' AND openedAt BETWEEN :from AND :to' : ''}`,
  values: { ':key': list, ...(opened && { ':from': opened.from, ':to': `${opened.to}~` }) },
});

/** Part of a list by the time of opening: `open`, or a month (`2026-11`) of archived incidents. One query. */
export const readList = (
  store: Store,
  listName: string,
  range: Range,
  opened?: Opened,
): Promise<IncidentPage> => {
  const { condition, values } = partOfList(listName, opened);
  return readPage(store, {
    index: 'listName',
    key: condition,
    values,
    range,
    tests: withoutTests(listName),
    ...(range.after && { start: toItem({ listName, ...range.after }) }),
  });
};

/** The incidents of one endpoint (or source), the newest first. One query. */
export const readHistory = (store: Store, endpointKey: string, range: Range): Promise<IncidentPage> =>
  readPage(store, {
    key: 'endpointKey = :key',
    values: { ':key': endpointKey },
    range,
    ...(range.after && { start: toItem({ endpointKey, number: range.after.number }) }),
  });

const readPage = async (
  store: Store,
  {
    index,
    key,
    values,
    range: { limit, newestFirst = true },
    start,
    tests,
  }: {
    index?: string;
    key: string;
    values: Record<string, string>;
    range: Range;
    start?: Item;
    tests?: ReturnType<typeof withoutTests>;
  },
): Promise<IncidentPage> => {
  const answer = await store.client.send(
    new QueryCommand({
      TableName: store.tables.incidents,
      ...(index !== undefined && { IndexName: index }),
      KeyConditionExpression: key,
      ...tests?.filter,
      ExpressionAttributeValues: { ...toItem(values), ...tests?.values },
      ScanIndexForward: !newestFirst,
      Limit: limit,
      ...(start && { ExclusiveStartKey: start }),
    }),
  );
  const items = answer.Items ?? [];
  const incidents = readableIncidents(items);
  return {
    incidents,
    invalidItem: items.length - incidents.length,
    ...(answer.LastEvaluatedKey && { next: cursorFrom(answer.LastEvaluatedKey) }),
  };
};

/** Where DynamoDB says that a page ended, even if nothing on it could be read. The table's own key has no time. */
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

/** An item that another version wrote must not hide the others. */
const readableIncidents = (items: readonly Item[]): Incident[] =>
  items.flatMap((item) => {
    try {
      return [fromItem(Incident, item)];
    } catch {
      return [];
    }
  });
