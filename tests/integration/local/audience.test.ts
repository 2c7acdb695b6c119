import { join } from 'node:path';
import type { SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { publish, type Topic as SnsTopic } from '../../../lib/adapters/sns/publish.ts';
import { OncallConfig } from '../../../lib/domain/oncall/config.ts';
import { Audience, PROTOCOLS, Protocol } from '../../../lib/domain/oncall/protocol.ts';
import { byForm, subscriptionsOf } from '../../../lib/domain/oncall/subscriptions.ts';
import { CustomNotification } from '../../../lib/messages/formats/chat.ts';
import { MachineAlert } from '../../../lib/messages/formats/machine-json.ts';
import { renderAlert, renderDigest } from '../../../lib/messages/render.ts';
import type { Message } from '../../../lib/messages/sections/message.ts';
import { signInMessage } from '../../../lib/messages/sign-in.ts';
import { type Listening, listen } from '../../../local/gateway/http-server.ts';
import { Inbox } from '../../../local/sns/deliveries.ts';
import { Faults } from '../../../local/sns/faults.ts';
import { snsServer } from '../../../local/sns/server.ts';
import { Topic } from '../../../local/sns/topic.ts';
import { contextAt, opened, resolved } from '../../unit/messages/fixtures.ts';
import { snsClientOf } from '../client.ts';
import { temporaryDir } from './temporary.ts';

const ARN = 'arn:aws:sns:us-east-1:000000000000:alerts';

/** One subscriber by each protocol, as `oncall.yml` names them. */
const oncall = OncallConfig.parse({
  levels: [
    {
      subscribers: [
        { email: 'a@restaurant.test' },
        { sms: '+966512345678' },
        { https: 'https://chat.test/hook' },
        { sqs: 'arn:aws:sqs:us-east-1:123456789012:queue' },
        { lambda: 'arn:aws:lambda:us-east-1:123456789012:function:forward' },
      ],
    },
  ],
});

const context = contextAt(5);

const WAYS = [
  { way: 'one JSON for all protocols', isPlain: false },
  { way: 'one plain message for each form', isPlain: true },
];

describe.each(WAYS)('published as $way,', ({ isPlain }) => {
  let inbox: Inbox;
  let topic: Topic;
  let server: Listening;
  let client: SNSClient;
  let before = 0;

  beforeAll(async () => {
    inbox = new Inbox(join(temporaryDir(), 'inbox.ndjson'));
    const subscriptions = subscriptionsOf(oncall);
    topic = new Topic(ARN, isPlain ? subscriptions.map(byForm) : subscriptions, inbox);
    server = await listen(
      snsServer(topic, new Faults(), () => undefined),
      0,
    );
    client = snsClientOf(server.url);
  });
  afterAll(async () => {
    client?.destroy();
    await server?.close();
  });
  beforeEach(() => {
    before = inbox.newest().length;
  });

  /** Who got a message, and what; nobody gets it twice. */
  const reached = async (message: Message, more: Partial<SnsTopic> = {}): Promise<Map<Protocol, string>> => {
    await publish({ client, arn: ARN, isPlain, ...more }, message);
    const deliveries = inbox.newest().slice(0, inbox.newest().length - before);
    expect(new Set(deliveries.map(({ protocol }) => protocol)).size).toBe(deliveries.length);
    const all = inbox.newest();
    return new Map(
      all.slice(0, all.length - before).map(({ protocol, body }): [Protocol, string] => [protocol, body]),
    );
  };

  describe('each protocol gets the form of its own readers', () => {
    test.each([
      ['an alert', renderAlert(opened(), ['email', 'sms'], context)],
      ['a digest', renderDigest([opened(), resolved()], ['email', 'sms'], context)],
    ])('%s', async (_, message) => {
      const bodies = await reached(message);
      expect([...bodies.keys()].sort()).toEqual([...Protocol.options].sort());
      expect(bodies.get('email')).toContain('Orders webhook');
      expect(bodies.get('email')).not.toMatch(/^\s*[{[]/);
      expect(bodies.get('sms')).toMatch(/^FLAVOURS> \S/);
      expect(bodies.get('sms')).not.toContain('{');
      CustomNotification.parse(JSON.parse(bodies.get('https') ?? ''));
      MachineAlert.parse(JSON.parse(bodies.get('sqs') ?? ''));
      MachineAlert.parse(JSON.parse(bodies.get('lambda') ?? ''));
    });

    test('what is for everybody wakes nobody, and what wakes is for nobody else', async () => {
      const calm = await reached(renderAlert(opened(), ['email'], context));
      expect([...calm.keys()].sort()).toEqual(['email', 'https', 'lambda', 'sqs']);
      before = inbox.newest().length;
      const waking = await reached(renderAlert(opened(), ['sms'], context));
      expect([...waking.keys()]).toEqual(['sms']);
    });

    test('a mail for signing in is for people alone: no machine hears of it', async () => {
      const mail = signInMessage(
        {
          link: 'https://alerts.shop.example/l',
          code: '1234 5678',
          validMs: 600_000,
          asker: { network: '203.0.113.x', browser: 'a browser' },
        },
        context,
      );
      expect([...(await reached(mail)).keys()]).toEqual(['email']);
    });

    test('where a form is missing, its readers get the subject and never what is for programs', async () => {
      const { sms: _, ...message } = renderAlert(opened(), ['email', 'sms'], context);
      expect((await reached(message)).get('sms')).toBe(`FLAVOURS> ${message.subject}`);
    });
  });

  test('an SMS comes by the name that was configured, and by none otherwise', async () => {
    const senders = () =>
      topic.publishes.map(({ request }) => request.attributes['AWS.SNS.SMS.SenderID']?.value);
    const from = senders().length;
    await reached(renderAlert(opened(), ['sms'], context), { senderId: 'FLAVOURS' });
    before = inbox.newest().length;
    await reached(renderAlert(opened(), ['sms'], context));
    expect(senders().slice(from)).toEqual(['FLAVOURS', undefined]);
  });

  test('no message is a JSON of texts where each form is published by itself', async () => {
    const from = topic.publishes.length;
    await reached(renderAlert(opened(), ['email', 'sms'], context));
    const published = topic.publishes.slice(from).map(({ request }) => request);
    expect(published.map(({ isJson }) => isJson)).toEqual(isPlain ? [false, false, false, false] : [true]);
  });
});

/** A topic of its own for one test. */
const withTopic = async (
  isPlain: boolean,
  task: (parts: { client: SNSClient; topic: Topic; faults: Faults; inbox: Inbox }) => Promise<void>,
): Promise<void> => {
  const inbox = new Inbox(join(temporaryDir(), 'inbox.ndjson'));
  const faults = new Faults();
  const subscriptions = subscriptionsOf(oncall);
  const topic = new Topic(ARN, isPlain ? subscriptions.map(byForm) : subscriptions, inbox);
  const server = await listen(
    snsServer(topic, faults, () => undefined),
    0,
  );
  const client = snsClientOf(server.url);
  try {
    await task({ client, topic, faults, inbox });
  } finally {
    client.destroy();
    await server.close();
  }
};

test('a message of which SNS took only a part has failed, and the rest went out all the same', () =>
  withTopic(true, async ({ client, topic, faults }) => {
    const message = renderAlert(opened(), ['email', 'sms'], context);
    faults.set({ mode: 'fail', times: 1 });
    await expect(publish({ client, arn: ARN, isPlain: true }, message)).rejects.toThrow('told to fail');
    expect(topic.publishes).toHaveLength(3);
    // A refusal weighs more than a failure: what is refused is tried again in another form.
    const tooLong = { ...message, machine: 'x'.repeat(300_000) };
    faults.set({ mode: 'fail', times: 1 });
    const refused = publish({ client, arn: ARN, isPlain: true }, tooLong);
    await expect(refused).rejects.toThrow(/SNS refused a message: .*too long/);
  }));

/** SNS takes up to a quarter of an hour to apply a filter: messages of one way meet the filters of the other. */
test.each([
  { isPlain: true, filters: false },
  { isPlain: false, filters: true },
])(
  'nobody is missed in the minutes of a switch (plain: $isPlain, its filters: $filters)',
  ({ isPlain, filters }) =>
    withTopic(filters, async ({ client, inbox }) => {
      await publish({ client, arn: ARN, isPlain }, renderAlert(opened(), ['email', 'sms'], context));
      const got = inbox.newest().map(({ protocol }) => protocol);
      expect([...new Set(got)].sort()).toEqual([...Protocol.options].sort());
      // People and phones get it once even then.
      expect(got.filter((one) => one === 'email' || one === 'sms')).toHaveLength(2);
    }),
);

test('each audience has a protocol, and only machines get what is written for them', () => {
  const audiences = new Set(Protocol.options.map((protocol) => PROTOCOLS[protocol].audience));
  expect([...audiences].sort()).toEqual([...Audience.options].sort());
  for (const { audience, form } of Object.values(PROTOCOLS))
    if (form === 'machine' || form === 'chat') expect(audience).toBe('machines');
});
