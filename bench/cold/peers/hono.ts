import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import { bodyOf, isToken, putOf } from './work.ts';

const client = new DynamoDBClient({});
const app = new Hono().post('/hooks/:source/:token', async (context) => {
  if (!isToken(context.req.param('source'), context.req.param('token'))) return context.notFound();
  const put = putOf(bodyOf(await context.req.text()));
  await client.send(new PutItemCommand(put));
  return context.json({ id: put.Item.id.S });
});

export const handler = handle(app);
