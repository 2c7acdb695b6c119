import { type AttributeValue, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { tableNames, tablePrefix } from '../../lib/adapters/config/table-names.ts';

const Kept = z.object({ id: z.string(), incidentId: z.string().optional(), pending: z.number().optional() });
const Counted = z.object({
  incidentId: z.string(),
  count: z.int(),
  lastSent: z.object({ email: z.object({ count: z.int() }).optional() }).optional(),
});

/** The contents of the tables after a storm. */
export type Ledger = {
  notifications: number;
  ungrouped: number;
  incidents: number;
  /** Incidents whose count is not the number of their notifications. */
  miscounted: number;
  unsent: number;
};

export const localClient = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

/** Reads everything, page by page. */
export const ledgerOf = async (endpoint: string): Promise<Ledger> => {
  const client = localClient(endpoint);
  const tables = tableNames(tablePrefix('local'));
  const grouped = new Map<string, number>();
  const ledger = { notifications: 0, ungrouped: 0, incidents: 0, miscounted: 0, unsent: 0 };
  for await (const item of items(client, tables.notifications, 'id, incidentId, pending')) {
    const { incidentId, pending } = Kept.parse(item);
    ledger.notifications += 1;
    if (incidentId === undefined || pending !== undefined) ledger.ungrouped += 1;
    else grouped.set(incidentId, (grouped.get(incidentId) ?? 0) + 1);
  }
  for await (const item of items(client, tables.incidents, 'incidentId, #count, lastSent')) {
    const { incidentId, count, lastSent } = Counted.parse(item);
    ledger.incidents += 1;
    if (count !== grouped.get(incidentId)) ledger.miscounted += 1;
    if (!lastSent?.email) ledger.unsent += 1;
  }
  client.destroy();
  return ledger;
};

async function* items(client: DynamoDBClient, table: string, fields: string) {
  let start: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: table,
        ConsistentRead: true,
        ProjectionExpression: fields,
        ...(fields.includes('#count') && { ExpressionAttributeNames: { '#count': 'count' } }),
        ExclusiveStartKey: start,
      }),
    );
    for (const item of page.Items ?? []) yield unmarshall(item);
    start = page.LastEvaluatedKey;
  } while (start);
}
