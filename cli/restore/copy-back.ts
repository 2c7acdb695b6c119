import {
  type AttributeValue,
  DescribeTableCommand,
  type DynamoDBClient,
  PutItemCommand,
  paginateScan,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import { conditionHeld } from '../../lib/adapters/dynamodb/conditional-write.ts';

const AT_ONCE = 10;

/** How many items a copy had, and how many of them the table lacked. */
export type Copied = { copied: number; there: number };

/**
 * Puts into a table what a restored copy has and it lacks. What is there stays as it is, unless all of the copy is wanted. Safe
 * to repeat. Nothing where there is no copy.
 */
export const copyBack = async (
  client: DynamoDBClient,
  table: string,
  copy: string,
  overwrite: boolean,
): Promise<Copied | undefined> => {
  const key = await hashKeyOf(client, copy);
  if (key === undefined) return undefined;
  const put = (Item: Record<string, AttributeValue>) =>
    conditionHeld(() =>
      client.send(
        new PutItemCommand({
          TableName: table,
          Item,
          ...(!overwrite && {
            ConditionExpression: 'attribute_not_exists(#key)',
            ExpressionAttributeNames: { '#key': key },
          }),
        }),
      ),
    );
  const found = { copied: 0, there: 0 };
  for await (const { Items = [] } of paginateScan({ client }, { TableName: copy, ConsistentRead: true })) {
    for (let begin = 0; begin < Items.length; begin += AT_ONCE) {
      const isCopied = await Promise.all(Items.slice(begin, begin + AT_ONCE).map(put));
      for (const one of isCopied) found[one ? 'copied' : 'there'] += 1;
    }
  }
  return found;
};

const hashKeyOf = async (client: DynamoDBClient, table: string): Promise<string | undefined> => {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
    return Table?.KeySchema?.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
};
