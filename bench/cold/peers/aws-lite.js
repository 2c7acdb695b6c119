import awsLite from '@aws-lite/client';
import dynamodb from '@aws-lite/dynamodb';
import { handlerOf } from './work.ts';

const client = awsLite({
  region: process.env['AWS_REGION'],
  endpoint: process.env['AWS_ENDPOINT_URL'],
  plugins: [dynamodb],
});

/** It takes plain values, and writes them as DynamoDB does. */
export const handler = handlerOf(async ({ Item, ...put }) => {
  const plain = Object.entries(Item).map(([name, value]) => [name, 'S' in value ? value.S : Number(value.N)]);
  await (await client).dynamodb.PutItem({ ...put, Item: Object.fromEntries(plain) });
});
