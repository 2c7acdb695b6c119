import { type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';

/** All items of one table of the stack. */
export const itemsOf = async (
  tables: DynamoDBClient,
  table: string,
  stage = 'dev',
): Promise<Record<string, unknown>[]> => {
  const { Items = [] } = await tables.send(
    new ScanCommand({ TableName: `flavours-error-webhook-${stage}-${table}`, ConsistentRead: true }),
  );
  return Items.map((item) => unmarshall(item));
};
