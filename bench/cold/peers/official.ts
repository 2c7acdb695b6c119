import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { handlerOf } from './work.ts';

const client = new DynamoDBClient({});

export const handler = handlerOf((put) => client.send(new PutItemCommand(put)));
