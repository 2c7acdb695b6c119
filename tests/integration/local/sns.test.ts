import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ListSubscriptionsByTopicCommand,
  type MessageAttributeValue,
  PublishCommand,
  type PublishCommandInput,
  type SNSClient,
} from '@aws-sdk/client-sns';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { unconfirmed } from '../../../lib/adapters/sns/confirmed-subscribers.ts';
import { type Listening, listen } from '../../../local/gateway/http-server.ts';
import { Inbox } from '../../../local/sns/deliveries.ts';
import { Faults } from '../../../local/sns/faults.ts';
import { snsServer } from '../../../local/sns/server.ts';
import { Topic } from '../../../local/sns/topic.ts';
import { snsClientOf } from '../client.ts';
import { temporaryDir } from './temporary.ts';

const ARN = 'arn:aws:sns:us-east-1:000000000000:alerts';
/** All within one second. */
const NOW = new Date('2026-11-26T12:00:00.000Z');
const EMAIL = {
  protocol: 'email',
  endpoint: 'a@shop.example',
  filterPolicy: { channels: ['email'] },
} as const;
const SMS = {
  protocol: 'sms',
  endpoint: '+966500000000',
  filterPolicy: { channels: ['sms'], level: ['1'] },
} as const;
const subscriptions = [EMAIL, SMS].map((one) => ({ ...one, filterPolicy: copied(one.filterPolicy) }));

function copied(policy: Record<string, readonly string[]>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(policy).map(([name, values]) => [name, [...values]]));
}

let inbox: Inbox;
let topic: Topic;
let faults: Faults;
let server: Listening;
let client: SNSClient;

beforeEach(async () => {
  inbox = new Inbox(join(temporaryDir(), 'inbox.ndjson'));
  topic = new Topic(ARN, subscriptions, inbox);
  faults = new Faults();
  server = await listen(
    snsServer(
      topic,
      faults,
      () => undefined,
      () => NOW,
    ),
    0,
  );
  client = snsClientOf(server.url);
});

afterEach(async () => {
  client.destroy();
  await server.close();
});

const attributes: Record<string, MessageAttributeValue> = {
  kind: { DataType: 'String', StringValue: 'opened' },
  level: { DataType: 'String', StringValue: '1' },
  channels: { DataType: 'String.Array', StringValue: '["email","sms"]' },
  'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' },
};

const publish = (input: Partial<PublishCommandInput> = {}) =>
  client.send(
    new PublishCommand({
      TopicArn: ARN,
      Subject: 'DOWN: orders',
      MessageStructure: 'json',
      Message: JSON.stringify({ default: '{}', email: 'Orders & more\n<b>', sms: 'DOWN' }),
      MessageAttributes: attributes,
      ...input,
    }),
  );

const errorOf = async (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'no error',
    (error: unknown) => error,
  );

test('each protocol gets its own text, and attributes as plain values', async () => {
  const { MessageId } = await publish();
  expect(MessageId).toMatch(/^[0-9a-f-]{36}$/);
  const plain = { kind: 'opened', level: '1', channels: ['email', 'sms'] };
  expect(inbox.newest()).toEqual([
    {
      at: expect.any(String),
      protocol: 'sms',
      to: '+966500000000',
      body: 'FLAVOURS> DOWN',
      attributes: plain,
    },
    {
      at: expect.any(String),
      protocol: 'email',
      to: 'a@shop.example',
      subject: 'DOWN: orders',
      body: 'Orders & more\n<b>',
      attributes: plain,
    },
  ]);
});

test('a filter policy keeps a message from whom it does not concern', async () => {
  const onlyEmail = { ...attributes, channels: { DataType: 'String.Array', StringValue: '["email"]' } };
  await publish({ MessageAttributes: onlyEmail });
  expect(inbox.newest().map(({ protocol }) => protocol)).toEqual(['email']);
  await publish({ MessageAttributes: {} });
  expect(inbox.newest()).toHaveLength(1);
});

test.each([
  ['an empty subject', { Subject: '' }, 'Invalid parameter: Subject'],
  ['a subject of 100 characters', { Subject: 'x'.repeat(100) }, 'Invalid parameter: Subject'],
  ['a line break in the subject', { Subject: 'DOWN\nBcc: x' }, 'Invalid parameter: Subject'],
  ['a subject beyond ASCII', { Subject: 'DOWN – orders' }, 'Invalid parameter: Subject'],
  ['a leading space in the subject', { Subject: ' DOWN' }, 'Invalid parameter: Subject'],
  ['an empty message', { Message: '' }, 'Invalid parameter: Empty message'],
  ['json that is none', { Message: 'DOWN' }, /failed to parse/],
  ['json without default', { Message: '{"email":"x"}' }, /No default entry/],
  ['an empty text', { Message: '{"default":"x","email":""}' }, /Empty message/],
  ['256 KB and a byte', { Message: JSON.stringify({ default: 'x'.repeat(256 * 1024) }) }, /too long/],
  [
    'an SMS of 1,601 characters',
    { Message: JSON.stringify({ default: 'x', sms: 'x'.repeat(1601) }) },
    /too long for SMS/,
  ],
])('%s is refused', async (_, input, message) => {
  expect(await errorOf(publish(input))).toMatchObject({
    name: 'InvalidParameterException',
    message: typeof message === 'string' ? message : expect.stringMatching(message),
  });
  expect(inbox.newest()).toEqual([]);
});

test('the limit of 256 KB counts attributes too', async () => {
  const Message = JSON.stringify({ default: 'x'.repeat(256 * 1024 - 300) });
  const large = { DataType: 'String', StringValue: 'x'.repeat(300) };
  await publish({ Message, MessageAttributes: {} });
  expect(await errorOf(publish({ Message, MessageAttributes: { large } }))).toMatchObject({
    message: /too long/,
  });
});

test.each([
  ['a String.Array that is no list', { DataType: 'String.Array', StringValue: 'email' }],
  ['a String.Array of lists', { DataType: 'String.Array', StringValue: '[["email"]]' }],
  ['a Number that is none', { DataType: 'Number', StringValue: 'one' }],
  ['a type that SNS does not know', { DataType: 'Text', StringValue: 'x' }],
  ['an empty value', { DataType: 'String', StringValue: '' }],
])('%s is refused as an attribute', async (_, attribute) => {
  expect(await errorOf(publish({ MessageAttributes: { attribute } }))).toMatchObject({
    message: /'attribute'/,
  });
});

test('a subject of 99 characters and more than ten attributes are taken', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [`a${index}`, { DataType: 'String', StringValue: 'x' }]),
  );
  await expect(publish({ Subject: 'x'.repeat(99), MessageAttributes: many })).resolves.toMatchObject({
    MessageId: expect.any(String),
  });
});

test('another topic does not exist', async () => {
  expect(await errorOf(publish({ TopicArn: `${ARN}-other` }))).toMatchObject({ name: 'NotFoundException' });
});

test('the eleventh email in a second deactivates the subscription, and SNS still says yes', async () => {
  for (let index = 0; index < 12; index += 1) await publish();
  const emails = inbox.newest().filter(({ protocol }) => protocol === 'email');
  expect(emails).toHaveLength(10);
  expect(topic.publishes).toHaveLength(12);
  const { Subscriptions = [] } = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn: ARN }));
  expect(Subscriptions.map(({ Protocol, SubscriptionArn }) => [Protocol, SubscriptionArn])).toEqual([
    ['email', 'PendingConfirmation'],
    ['sms', expect.stringMatching(/^arn:/)],
  ]);
});

test('ten emails in any second are fine for as long as it goes on', () => {
  for (let index = 0; index < 40; index += 1) {
    topic.publish(
      {
        topicArn: ARN,
        subject: 'x',
        message: 'x',
        isJson: false,
        attributes: { channels: { dataType: 'String', value: 'email' } },
      },
      new Date(index * 101),
    );
  }
  expect(inbox.newest()).toHaveLength(40);
});

test.each([
  ['fail', { name: 'InternalErrorException' }],
  ['throttle', { name: 'ThrottledException' }],
  ['lose', { message: expect.stringMatching(/socket hang up/) }],
] as const)('told to %s once, it does so once', async (mode, error) => {
  faults.set({ mode, times: 1 });
  expect(await errorOf(publish())).toMatchObject(error);
  expect(topic.publishes).toHaveLength(mode === 'lose' ? 1 : 0);
  await expect(publish()).resolves.toBeDefined();
});

test('told to hang, it never answers', async () => {
  faults.set({ mode: 'hang' });
  const call = client.send(new PublishCommand({ TopicArn: ARN, Message: 'x' }), {
    abortSignal: AbortSignal.timeout(100),
  });
  expect(await errorOf(call)).toMatchObject({ name: 'AbortError' });
  expect(topic.publishes).toEqual([]);
});

test('the inbox survives a restart and a line that a kill cut short', async () => {
  const file = join(temporaryDir(), 'inbox.ndjson');
  const delivery = {
    at: '2026-11-23T00:00:00.000Z',
    protocol: 'sms',
    to: '+1',
    body: 'DOWN – ✓',
    attributes: {},
  } as const;
  new Inbox(file).append(delivery);
  writeFileSync(file, '{"at":"2026-11-2', { flag: 'a' });
  const again = new Inbox(file);
  again.append({ ...delivery, body: 'UP' });
  expect(again.newest().map(({ body }) => body)).toEqual(['UP', 'DOWN – ✓']);
  expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(2);
});

test('who never confirmed, or is gone, counts as not reached', async () => {
  const alerts = { client, arn: ARN };
  await expect(unconfirmed(alerts, 2)).resolves.toBe(0);
  await expect(unconfirmed(alerts, 3)).resolves.toBe(1);
  for (const subscription of topic.subscriptions) subscription.isActive = false;
  await expect(unconfirmed(alerts, 2)).resolves.toBe(2);
});
