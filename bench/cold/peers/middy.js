import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import middy from '@middy/core';
import jsonBodyParser from '@middy/http-json-body-parser';
import validator from '@middy/validator';
import { transpileSchema } from '@middy/validator/transpile';
import { isToken, putOf } from './work.ts';

const client = new DynamoDBClient({});
const eventSchema = transpileSchema({
  type: 'object',
  required: ['body'],
  properties: {
    body: {
      type: 'object',
      required: ['code', 'endpoint', 'message'],
      properties: {
        code: { type: 'integer' },
        endpoint: { type: 'string', format: 'uri' },
        message: { type: 'string' },
      },
    },
  },
});

export const handler = middy()
  .use(jsonBodyParser())
  .use(validator({ eventSchema }))
  .handler(async ({ body, pathParameters: { source, token } }) => {
    if (!isToken(source, token)) return { statusCode: 404 };
    const put = putOf(body);
    await client.send(new PutItemCommand(put));
    return { statusCode: 200, body: JSON.stringify({ id: put.Item.id.S }) };
  });
