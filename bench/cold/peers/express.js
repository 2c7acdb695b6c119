import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import express from 'express';
import serverless from 'serverless-http';
import { bodyOf, isToken, putOf } from './work.ts';

const client = new DynamoDBClient({});
const app = express();
app.post('/hooks/:source/:token', express.text({ type: () => true }), async (request, response) => {
  if (!isToken(request.params.source, request.params.token)) return void response.sendStatus(404);
  const put = putOf(bodyOf(request.body));
  await client.send(new PutItemCommand(put));
  response.json({ id: put.Item.id.S });
});

export const handler = serverless(app);
