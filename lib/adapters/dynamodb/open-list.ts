import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { Incident, OPEN_LIST } from '../../domain/incidents/incident.ts';
import { fromItem, type Item, type Store, toItem } from './store.ts';

/** A position in the open list: after this incident. */
export type OpenListCursor = { endpointKey: string; number: number; openedAt: string };

/**
 * A page of the open list, newest first; `invalidItems` are the errors of items that do not fit our schema and were
 * left out.
 */
export type OpenListPage = { incidents: Incident[]; invalidItems: unknown[]; next?: OpenListCursor };

/** Fewer if incidents are big: DynamoDB ends a page after 1 MB. */
const PAGE_LIMIT = 250;

/** One page of the incidents for which something may still be due. The index lags: it lists, but does not decide. */
export const readOpenPage = async (
  store: Store,
  after: OpenListCursor | undefined,
): Promise<OpenListPage> => {
  const answer = await store.client.send(
    new QueryCommand({
      TableName: store.tables.incidents,
      IndexName: 'listName',
      KeyConditionExpression: 'listName = :open',
      ExpressionAttributeValues: toItem({ ':open': OPEN_LIST }),
      ScanIndexForward: false,
      Limit: PAGE_LIMIT,
      ...(after && { ExclusiveStartKey: toItem({ listName: OPEN_LIST, ...after }) }),
    }),
  );
  const incidents: Incident[] = [];
  const invalidItems: unknown[] = [];
  for (const item of answer.Items ?? []) {
    try {
      incidents.push(fromItem(Incident, item));
    } catch (error) {
      invalidItems.push(error); // an item that another version wrote must not hide all others
    }
  }
  const next = cursorIn(answer.LastEvaluatedKey);
  return { incidents, invalidItems, ...(next && { next }) };
};

/** From the key itself, not from an incident: the last item of a page may be one that does not fit the schema. */
const cursorIn = (key: Item | undefined): OpenListCursor | undefined => {
  const { endpointKey, number, openedAt } = key ?? {};
  return endpointKey?.S !== undefined && number?.N !== undefined && openedAt?.S !== undefined
    ? { endpointKey: endpointKey.S, number: Number(number.N), openedAt: openedAt.S }
    : undefined;
};
