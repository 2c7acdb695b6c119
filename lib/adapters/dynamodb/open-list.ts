import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { Incident, OPEN_SHELF } from '../../domain/incidents/incident.ts';
import { fromItem, type Item, type Store, toItem } from './store.ts';

/** Where a walk over the open list stands: after this incident. */
export type OpenListCursor = { endpointKey: string; number: number; openedAt: string };

/** A page of the open list, the newest first; `misfits` are why items that no schema of ours fits were left out. */
export type OpenListPage = { incidents: Incident[]; misfits: unknown[]; next?: OpenListCursor };

/** Fewer where incidents are big: DynamoDB ends a page after 1 MB. */
const PAGE_LIMIT = 250;

/** One page of every incident of which something may still be due. The index lags: it lists, it does not decide. */
export const readOpenPage = async (
  store: Store,
  after: OpenListCursor | undefined,
): Promise<OpenListPage> => {
  const answer = await store.client.send(
    new QueryCommand({
      TableName: store.tables.incidents,
      IndexName: 'shelf',
      KeyConditionExpression: 'shelf = :open',
      ExpressionAttributeValues: toItem({ ':open': OPEN_SHELF }),
      ScanIndexForward: false,
      Limit: PAGE_LIMIT,
      ...(after && { ExclusiveStartKey: toItem({ shelf: OPEN_SHELF, ...after }) }),
    }),
  );
  const incidents: Incident[] = [];
  const misfits: unknown[] = [];
  for (const item of answer.Items ?? []) {
    try {
      incidents.push(fromItem(Incident, item));
    } catch (error) {
      misfits.push(error); // one item that an odd version wrote must not hide all others
    }
  }
  const next = cursorIn(answer.LastEvaluatedKey);
  return { incidents, misfits, ...(next && { next }) };
};

/** From the key itself, not from an incident: the last item of a page may be one that does not fit. */
const cursorIn = (key: Item | undefined): OpenListCursor | undefined => {
  const { endpointKey, number, openedAt } = key ?? {};
  return endpointKey?.S !== undefined && number?.N !== undefined && openedAt?.S !== undefined
    ? { endpointKey: endpointKey.S, number: Number(number.N), openedAt: openedAt.S }
    : undefined;
};
