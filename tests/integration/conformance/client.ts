import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** A client of an engine on this machine. */
export const clientOf = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
