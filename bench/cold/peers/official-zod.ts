import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { handlerOf } from './work.ts';

const client = new DynamoDBClient({});
const Body = z.object({ code: z.int(), endpoint: z.url(), message: z.string() });

export const handler = handlerOf(
  (put) => client.send(new PutItemCommand(put)),
  (text) => Body.parse(JSON.parse(text)),
);
