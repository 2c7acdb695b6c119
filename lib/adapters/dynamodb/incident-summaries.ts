import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { Cause } from '../../domain/diagnosis/cause.ts';
import { Resolution } from '../../domain/incidents/incident.ts';
import { State } from '../../domain/incidents/last-sent.ts';
import { type Count, countItems } from './count-items.ts';
import { type Cursor, cursorFrom, type Opened, partOfList } from './list-incidents.ts';
import { type Item, type Store, toItem } from './store.ts';
import { withoutTests } from './without-tests.ts';

/**
 * The part of an incident that ranking, counting and filtering need: a few hundred bytes, however long its texts are.
 */
export const Summary = z.object({
  endpointKey: z.string().min(1),
  number: z.int().min(1),
  endpoint: z.string().optional(),
  state: State.catch('open'),
  count: z.int().min(0),
  openedAt: z.string(),
  lastAt: z.string(),
  resolvedAt: z.string().optional().catch(undefined),
  resolution: Resolution.optional().catch(undefined),
  firstAcknowledgedAt: z.string().optional().catch(undefined),
  cause: Cause.catch('unknown').default('unknown'),
  sources: z.record(z.string(), z.int().min(0)).catch({}).default({}),
});
export type Summary = z.infer<typeof Summary>;

export type SummaryPage = { summaries: Summary[]; invalidItem: number; next?: Cursor };

/** A page of DynamoDB holds 1 MB, some 4,000 summaries. Beyond 40 pages a list is cut, and says so. */
const MOST_PAGES = 40;

type Range = {
  newestFirst?: boolean;
  after?: Cursor | undefined;
  limit?: number | undefined;
  opened?: Opened | undefined;
};

const query = (list: string, { newestFirst = true, after, limit, opened }: Range) => {
  const { condition, values } = partOfList(list, opened);
  return {
    IndexName: 'summary',
    KeyConditionExpression: condition,
    ExpressionAttributeValues: toItem(values),
    ScanIndexForward: !newestFirst,
    ...(limit !== undefined && { Limit: limit }),
    ...(after && { ExclusiveStartKey: toItem({ listName: list, ...after }) }),
  };
};

/** Some summaries of a list by the time of opening. One query. */
export const readSummaries = async (store: Store, list: string, range: Range): Promise<SummaryPage> => {
  const answer = await store.client.send(
    new QueryCommand({ TableName: store.tables.incidents, ...query(list, range) }),
  );
  const items: Item[] = answer.Items ?? [];
  const summaries = items
    .map((item) => Summary.safeParse(unmarshall(item)).data)
    .filter((summary) => summary !== undefined);
  return {
    summaries,
    invalidItem: items.length - summaries.length,
    ...(answer.LastEvaluatedKey && { next: cursorFrom(answer.LastEvaluatedKey) }),
  };
};

/** Hands over each summary of a list, page by page, so that only one page is in memory; none is begun without time. */
export const eachSummary = async (
  store: Store,
  list: string,
  visit: (summary: Summary) => void,
  mostPages = MOST_PAGES,
  hasTime: () => boolean = () => true,
): Promise<{ invalidItem: number; isWhole: boolean }> => {
  let invalidItem = 0;
  let after: Cursor | undefined;
  for (let page = 0; page < mostPages && hasTime(); page++) {
    const read: SummaryPage = await readSummaries(store, list, { after });
    for (const summary of read.summaries) visit(summary);
    invalidItem += read.invalidItem;
    after = read.next;
    if (!after) return { invalidItem, isWhole: true };
  }
  return { invalidItem, isWhole: false };
};

/** Counts a list without reading it; test alerts are not counted. */
export const countList = (store: Store, list: string, opened?: Opened): Promise<Count> => {
  const { filter, values } = withoutTests(list);
  const { ExpressionAttributeValues, ...asked } = query(list, { opened });
  return countItems(store, {
    TableName: store.tables.incidents,
    ...asked,
    ...filter,
    ExpressionAttributeValues: { ...ExpressionAttributeValues, ...values },
  });
};
