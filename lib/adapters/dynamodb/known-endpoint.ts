import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { endedBy } from '../config/abortable.ts';
import { within } from '../config/deadline.ts';
import { monitorKey } from './monitor-key.ts';

/**
 * Whether Flavours has ever reported an endpoint, or a team has configured its status. A read rather than a condition
 * of a transaction, which would make the probes' own writes to the same item fail.
 */
export const isKnownEndpoint = async (
  client: DynamoDBClient,
  table: string,
  endpointKey: string,
  timeoutMs: number,
): Promise<boolean> => {
  const get = new GetItemCommand({
    TableName: table,
    Key: monitorKey(endpointKey),
    ConsistentRead: true,
    ProjectionExpression: 'endpointKey',
  });
  const { Item } = await within(timeoutMs, (deadline) => client.send(get, endedBy(deadline, client, get)));
  return Item !== undefined;
};
