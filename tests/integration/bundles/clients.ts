import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  type AttributeValue,
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  PublishCommand,
  type PublishCommandInput,
} from '@aws-sdk/client-sns';
import { dynamodbClient, snsClient } from '../../../lib/adapters/config/aws-clients.ts';
import { cloudwatchClient } from '../../../lib/adapters/config/cloudwatch-client.ts';

export { ConditionalCheckFailedException, TransactionCanceledException };

type Item = Record<string, AttributeValue>;
const Key = { endpointKey: { S: 'k' }, id: { S: 'i' } };

// Made at first use: where the services are is only known then.
let clients:
  | {
      dynamodb: ReturnType<typeof dynamodbClient>;
      sns: ReturnType<typeof snsClient>;
      metrics: ReturnType<typeof cloudwatchClient>;
    }
  | undefined;
const made = () => {
  clients ??= { dynamodb: dynamodbClient(), sns: snsClient(), metrics: cloudwatchClient() };
  return clients;
};

export const put = (item: Item) =>
  made().dynamodb.send(
    new PutItemCommand({ TableName: 't', Item: item, ConditionExpression: 'attribute_not_exists(id)' }),
  );
export const abortedPut = (item: Item) =>
  made().dynamodb.send(new PutItemCommand({ TableName: 't', Item: item }), {
    abortSignal: AbortSignal.timeout(200),
  });
export const get = () =>
  made().dynamodb.send(new GetItemCommand({ TableName: 't', Key, ConsistentRead: true }));
export const query = () =>
  made().dynamodb.send(
    new QueryCommand({
      TableName: 't',
      KeyConditionExpression: '#a = :a',
      ExpressionAttributeNames: { '#a': 'a' },
      ExpressionAttributeValues: { ':a': { N: '1' } },
      Limit: 7,
      ScanIndexForward: false,
      Select: 'COUNT',
      ExclusiveStartKey: Key,
    }),
  );
export const update = () =>
  made().dynamodb.send(
    new UpdateItemCommand({
      TableName: 't',
      Key,
      UpdateExpression: 'ADD #c :c',
      ExpressionAttributeNames: { '#c': 'count' },
      ExpressionAttributeValues: { ':c': { N: '1' } },
      ReturnValues: 'ALL_NEW',
    }),
  );
export const batch = () =>
  made().dynamodb.send(
    new BatchGetItemCommand({ RequestItems: { t: { Keys: [Key], ConsistentRead: true } } }),
  );
export const transact = (item: Item) =>
  made().dynamodb.send(
    new TransactWriteItemsCommand({
      ClientRequestToken: 'token',
      TransactItems: [
        { Put: { TableName: 't', Item: item, ConditionExpression: 'attribute_not_exists(id)' } },
        { Update: { TableName: 't', Key, UpdateExpression: 'REMOVE pending' } },
        { Delete: { TableName: 't', Key } },
        { ConditionCheck: { TableName: 't', Key, ConditionExpression: 'attribute_exists(id)' } },
      ],
    }),
  );
/** Without a token of our own: the client makes one. */
export const transactWithoutToken = () =>
  made().dynamodb.send(
    new TransactWriteItemsCommand({ TransactItems: [{ Delete: { TableName: 't', Key } }] }),
  );
export const scan = () =>
  made().dynamodb.send(
    new ScanCommand({ TableName: 't', ProjectionExpression: 'id', Segment: 0, TotalSegments: 1 }),
  );
export const publishThat = (input: PublishCommandInput) => made().sns.send(new PublishCommand(input));
export const publish = () =>
  made().sns.send(
    new PublishCommand({
      TopicArn: 'arn:aws:sns:eu-central-1:123456789012:t',
      Subject: 'OPEN a & b',
      Message: '{"default":"ç = 1 + 1 %\\n"}',
      MessageStructure: 'json',
      MessageAttributes: {
        recipient: { DataType: 'String.Array', StringValue: '["a","b"]' },
        severity: { DataType: 'String', StringValue: 'critical' },
      },
    }),
  );
export const subscribers = () =>
  made().sns.send(
    new ListSubscriptionsByTopicCommand({
      TopicArn: 'arn:aws:sns:eu-central-1:123456789012:t',
      NextToken: 'n',
    }),
  );
export const attributes = () =>
  made().sns.send(
    new GetSubscriptionAttributesCommand({ SubscriptionArn: 'arn:aws:sns:eu-central-1:1:t:s' }),
  );
export const figures = (from = new Date('2026-11-27T01:00:00Z')) =>
  made().metrics.send(
    new GetMetricDataCommand({
      StartTime: from,
      EndTime: new Date('2026-11-27T01:10:30.250Z'),
      MetricDataQueries: [
        { Id: 'a', Expression: `SUM(SEARCH('{AWS/SNS,Country} MetricName="x"', 'Sum', 60))` },
        {
          Id: 'b',
          MetricStat: {
            Metric: {
              Namespace: 'AWS/SNS',
              MetricName: 'y',
              Dimensions: [{ Name: 'TopicName', Value: 't' }],
            },
            Period: 60,
            Stat: 'Sum',
          },
        },
      ],
    }),
  );
