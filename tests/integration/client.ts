import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';

/** Of this machine; and what makes a call cheap, as the product's own clients have it (aws-clients.ts). */
const HERE = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  cacheMiddleware: true,
} as const;

const withoutCallLog = <Client extends DynamoDBClient | SNSClient>(client: Client): Client => {
  client.middlewareStack.remove('loggerMiddleware');
  return client;
};

/** A client of an engine on this machine. */
export const clientOf = (endpoint: string, more: DynamoDBClientConfig = {}): DynamoDBClient =>
  withoutCallLog(new DynamoDBClient({ ...HERE, endpoint, ...more }));

/** A client of an SNS on this machine. One attempt, as the product's. */
export const snsClientOf = (endpoint: string): SNSClient =>
  withoutCallLog(new SNSClient({ ...HERE, endpoint, maxAttempts: 1 }));
