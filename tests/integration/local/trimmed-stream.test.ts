import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as z from 'zod';
import { callDynamodb } from '../../../local/dynamodb/api.ts';
import { startEngine } from '../../../local/dynamodb/engine.ts';
import type { Engine } from '../../../local/dynamodb/engine-process.ts';
import { createTables } from '../../../local/dynamodb/tables.ts';
import { Pump } from '../../../local/event-source/event-source.ts';
import { bodyOf, type Listening, listen } from '../../../local/gateway/http-server.ts';
import { SETTINGS } from '../../../local/template/event-source-settings.ts';
import { eventually, temporaryDir } from './temporary.ts';

const TABLE = {
  TableName: 'x-things',
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
};
const LIMIT_BYTES = 1e6;
const GONE = 'gone';

let engine: Engine;
/** An engine that has forgotten where the reader was, as DynamoDB does after a day: it says so only when records are read. */
let forgetful: Listening;
beforeAll(async () => {
  engine = await startEngine(join(temporaryDir(), 'db'));
  forgetful = await listen(async (request, response) => {
    const body = (await bodyOf(request, LIMIT_BYTES))?.toString() ?? '';
    const answer = (status: number, value: unknown) =>
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(value));
    if (body.includes('AFTER_SEQUENCE_NUMBER')) return answer(200, { ShardIterator: GONE });
    if (body.includes(`"${GONE}"`))
      return answer(400, {
        __type: 'com.amazonaws.dynamodb.v20120810#TrimmedDataAccessException',
        message: 'The operation attempted to read past the oldest stream record in a shard.',
      });
    const headers = {
      'x-amz-target': String(request.headers['x-amz-target']),
      'content-type': 'application/x-amz-json-1.0',
      authorization: String(request.headers.authorization),
      'x-amz-date': String(request.headers['x-amz-date']),
    };
    const forwarded = await fetch(engine.endpoint, { method: 'POST', headers, body });
    return response.writeHead(forwarded.status).end(await forwarded.text());
  }, 0);
});
afterAll(async () => {
  await forgetful?.close();
  await engine?.stop();
});

test('a reader whose place is no longer in the stream goes on at its beginning, and says nothing of it', async () => {
  const { things: streamArn = '' } = await createTables(engine.endpoint, [TABLE], 't');
  const checkpointFile = join(temporaryDir(), 'stream.json');
  const said: string[] = [];
  const handed: string[] = [];
  const Ids = z.object({
    Records: z.array(
      z.object({ dynamodb: z.object({ NewImage: z.object({ id: z.object({ S: z.string() }) }) }) }),
    ),
  });
  const pumpAt = (endpoint: string) =>
    new Pump({
      endpoint,
      streamArn,
      checkpointFile,
      failedFile: `${checkpointFile}.failed`,
      settings: SETTINGS,
      paused: false,
      invoke: async (event) => {
        handed.push(...Ids.parse(event).Records.map(({ dynamodb }) => dynamodb.NewImage.id.S));
      },
      log: (line) => said.push(line),
    });
  const put = (id: string) =>
    callDynamodb(
      engine.endpoint,
      'DynamoDB_20120810.PutItem',
      { TableName: 't-things', Item: { id: { S: id } } },
      z.unknown(),
    );
  await put('first');
  const before = pumpAt(engine.endpoint);
  await eventually('the first', () => handed.includes('first') || undefined);
  await before.stop();
  await put('second');
  const after = pumpAt(forgetful.url);
  await eventually('the second', () => handed.includes('second') || undefined);
  await after.stop();
  expect(said).toEqual([]);
});
