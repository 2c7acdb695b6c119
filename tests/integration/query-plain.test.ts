import { createServer } from 'node:http';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as z from 'zod';
import { withAnsweredReads } from '../../lib/adapters/dynamodb/answered-reads.ts';
import { queryPlain } from '../../lib/adapters/dynamodb/query-plain.ts';

/** What the service answers next, one after the other; the last one stays. */
const answers: [status: number, body: string][] = [];
let client: DynamoDBClient;
const server = createServer((request, response) => {
  request.resume();
  const [status, body] = (answers.length > 1 ? answers.shift() : answers[0]) ?? [500, ''];
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.int() }).parse(server.address());
  client = withAnsweredReads(
    new DynamoDBClient({
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      maxAttempts: 3,
    }),
  );
});
afterAll(() => {
  client.destroy();
  server.closeAllConnections();
  server.close();
});

const asked = (...next: [status: number, body: string][]) => {
  answers.splice(0, answers.length, ...next);
  return queryPlain(client, { TableName: 't', KeyConditionExpression: 'a = b' });
};
const failure = (type: string): [number, string] => [
  400,
  JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: 'said by the server' }),
];

test('items lose the names of their types, and nothing in them is taken for anything else', async () => {
  const item =
    '{"text":{"S":"يد 🚨"},"empty":{"S":""},"number":{"N":"-1.5"},"flag":{"BOOL":false},"nothing":{"NULL":true},"map":{"M":{"S":{"N":"2"},"N":{"S":"x"}}},"list":{"L":[{"N":"1"},{"S":"b"}]},"bytes":{"B":"AAEC"},"__proto__":{"M":{"state":{"S":"open"}}}}';
  const { items, lastKey } = await asked([200, `{"Items":[${item}],"LastEvaluatedKey":{"n":{"N":"7"}}}`]);
  expect(items).toStrictEqual([
    {
      text: 'يد 🚨',
      empty: '',
      number: -1.5,
      flag: false,
      nothing: undefined,
      map: { S: 2, N: 'x' },
      list: [1, 'b'],
      bytes: undefined,
    },
  ]);
  expect(items[0]?.['state']).toBeUndefined();
  expect(lastKey).toEqual({ n: 7 });
});

test('what is throttled or cut off is tried again by the SDK', async () => {
  const good: [number, string] = [200, '{"Items":[{"a":{"S":"b"}}]}'];
  expect(await asked(failure('ThrottlingException'), good)).toEqual({ items: [{ a: 'b' }] });
  expect(await asked([500, ''], good)).toEqual({ items: [{ a: 'b' }] });
});

test('an error of DynamoDB keeps its name, even with a list in it', async () => {
  const [status, body] = failure('ResourceNotFoundException');
  await expect(asked([status, body.replace('{', '{"Items":[],')])).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'said by the server',
  });
});

test.each([
  ['an answer without a list', '{}'],
  ['a list that is none', '{"Items":{}}'],
  ['half an answer', '{"Items":[{"a":{"S":"b"}'],
  ['a page of a proxy', '<html>'],
])('%s is an error, and not an empty list', async (_, body) => {
  await expect(asked([200, body])).rejects.toThrow();
});
