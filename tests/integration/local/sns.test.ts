import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ListSubscriptionsByTopicCommand, PublishCommand } from '@aws-sdk/client-sns';
import { expect, test } from '@jest/globals';
import { unconfirmed } from '../../../lib/adapters/sns/confirmed-subscribers.ts';
import { Inbox } from '../../../local/sns/deliveries.ts';
import { temporaryDir } from './temporary.ts';
import { ARN, attributes, errorOf, topicOfTwo } from './topic-of-two.ts';

const { publish, inbox, topic, faults, client } = topicOfTwo();

test('each protocol gets its own text, and attributes as plain values', async () => {
  const { MessageId } = await publish();
  expect(MessageId).toMatch(/^[0-9a-f-]{36}$/);
  const plain = { kind: 'opened', level: '1', channels: ['email', 'sms'] };
  expect(inbox().newest()).toEqual([
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
  expect(
    inbox()
      .newest()
      .map(({ protocol }) => protocol),
  ).toEqual(['email']);
  await publish({ MessageAttributes: {} });
  expect(inbox().newest()).toHaveLength(1);
});

test('a subject of 99 characters and more than ten attributes are taken', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [`a${index}`, { DataType: 'String', StringValue: 'x' }]),
  );
  await expect(publish({ Subject: 'x'.repeat(99), MessageAttributes: many })).resolves.toMatchObject({
    MessageId: expect.any(String),
  });
});

test('the eleventh email in a second deactivates the subscription, and SNS still says yes', async () => {
  for (let index = 0; index < 12; index += 1) await publish();
  const emails = inbox()
    .newest()
    .filter(({ protocol }) => protocol === 'email');
  expect(emails).toHaveLength(10);
  expect(topic().publishes).toHaveLength(12);
  const { Subscriptions = [] } = await client().send(new ListSubscriptionsByTopicCommand({ TopicArn: ARN }));
  expect(Subscriptions.map(({ Protocol, SubscriptionArn }) => [Protocol, SubscriptionArn])).toEqual([
    ['email', 'PendingConfirmation'],
    ['sms', expect.stringMatching(/^arn:/)],
  ]);
});

test('ten emails in any second are fine for as long as it goes on', () => {
  for (let index = 0; index < 40; index += 1) {
    topic().publish(
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
  expect(inbox().newest()).toHaveLength(40);
});

test.each([
  ['fail', { name: 'InternalErrorException' }],
  ['throttle', { name: 'ThrottledException' }],
  ['lose', { message: expect.stringMatching(/socket hang up/) }],
] as const)('told to %s once, it does so once', async (mode, error) => {
  faults().set({ mode, times: 1 });
  expect(await errorOf(publish())).toMatchObject(error);
  expect(topic().publishes).toHaveLength(mode === 'lose' ? 1 : 0);
  await expect(publish()).resolves.toBeDefined();
});

test('told to hang, it never answers', async () => {
  faults().set({ mode: 'hang' });
  const call = client().send(new PublishCommand({ TopicArn: ARN, Message: 'x' }), {
    abortSignal: AbortSignal.timeout(100),
  });
  expect(await errorOf(call)).toMatchObject({ name: 'AbortError' });
  expect(topic().publishes).toEqual([]);
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
  const alerts = { client: client(), arn: ARN };
  await expect(unconfirmed(alerts, 2)).resolves.toBe(0);
  await expect(unconfirmed(alerts, 3)).resolves.toBe(1);
  for (const subscription of topic().subscriptions) subscription.isActive = false;
  await expect(unconfirmed(alerts, 2)).resolves.toBe(2);
});
