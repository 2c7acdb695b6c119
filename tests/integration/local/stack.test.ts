import { join } from 'node:path';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as z from 'zod';
import { callDynamodb } from '../../../local/dynamodb/api.ts';
import { type Stack, startStack } from '../../../local/stack/stack.ts';
import { eventually, temporaryDir } from './temporary.ts';

/** Handlers of a few lines: a put, a publish for each record, a count. */
const seen = { sweeps: 0, batches: 0, beforeResumed: 0 };
let isResumed = false;
const Records = z.object({ Records: z.array(z.unknown()) });
let stack: Stack;
let ids = 0;

const receive = async () => {
  const id = String(++ids);
  await callDynamodb(
    process.env['AWS_ENDPOINT_URL_DYNAMODB'] ?? '',
    'DynamoDB_20120810.PutItem',
    {
      TableName: `${process.env['TABLE_PREFIX']}-notifications`,
      Item: { endpointKey: { S: 'x' }, id: { S: id }, pending: { N: '0' } },
    },
    z.unknown(),
  );
  return { statusCode: 200, body: JSON.stringify({ id }) };
};

const dispatch = async (event: unknown) => {
  seen.batches += 1;
  if (!isResumed) seen.beforeResumed += 1;
  const client = new SNSClient({ maxAttempts: 1 });
  for (const record of Records.parse(event).Records) {
    await client.send(
      new PublishCommand({
        TopicArn: process.env['TOPIC_ARN'],
        Message: JSON.stringify(record),
        MessageAttributes: {
          recipient: { DataType: 'String.Array', StringValue: '["woken:level-1"]' },
        },
      }),
    );
  }
  return { batchItemFailures: [] };
};

beforeAll(async () => {
  stack = await startStack({
    port: 0,
    dataDir: temporaryDir(),
    stream: false,
    sweepS: 3600,
    oncallFile: join(__dirname, '../../../oncall.yml'),
    environment: {},
    log: () => undefined,
    handlers: {
      receive: async () => ({ handler: receive }),
      dispatch: async () => ({ handler: dispatch }),
      sweep: async () => ({
        handler: async () => {
          seen.sweeps += 1;
        },
      }),
    },
  });
});
afterAll(() => stack.stop());

test('without the stream nothing is dispatched; resumed, everything is, and reaches whom its filter takes', async () => {
  expect((await fetch(stack.webhookUrl, { method: 'POST' })).status).toBe(200);
  expect(seen.batches).toBe(0);
  isResumed = true;
  stack.pump.resume();
  const [delivery] = await eventually('a delivery', () => {
    const deliveries = stack.sns.deliveries();
    return deliveries.length > 0 ? deliveries : undefined;
  });
  expect(delivery).toMatchObject({
    protocol: 'sms',
    to: '+966500000000',
    attributes: { recipient: ['woken:level-1'] },
  });
  expect(stack.sns.publishes).toHaveLength(1);
  expect(seen.beforeResumed).toBe(0);
});

test('a failed publish is handed over again until it is accepted', async () => {
  stack.sns.faults.set({ mode: 'throttle', times: 2 });
  const before = seen.batches;
  await fetch(stack.webhookUrl, { method: 'POST' });
  await eventually('the delivery', () => (stack.sns.publishes.length === 2 ? true : undefined));
  expect(seen.batches - before).toBe(3);
});

test('the sweep runs when it is told to', async () => {
  await stack.sweep();
  expect(seen.sweeps).toBe(1);
});

test('each source has its own webhook URL', () => {
  expect(stack.webhookUrlOf('main')).toBe(stack.webhookUrl);
  expect(stack.webhookUrlOf('riyadh')).not.toContain(stack.webhookUrl.split('/').at(-1));
});
