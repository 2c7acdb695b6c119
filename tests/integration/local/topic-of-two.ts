import { join } from 'node:path';
import {
  type MessageAttributeValue,
  PublishCommand,
  type PublishCommandInput,
  type SNSClient,
} from '@aws-sdk/client-sns';
import { afterEach, beforeEach } from '@jest/globals';
import { type Listening, listen } from '../../../local/gateway/http-server.ts';
import { Inbox } from '../../../local/sns/deliveries.ts';
import { Faults } from '../../../local/sns/faults.ts';
import { snsServer } from '../../../local/sns/server.ts';
import { Topic } from '../../../local/sns/topic.ts';
import { snsClientOf } from '../client.ts';
import { temporaryDir } from './temporary.ts';

export const ARN = 'arn:aws:sns:us-east-1:000000000000:alerts';
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
/** Of a message to both. */
export const attributes: Record<string, MessageAttributeValue> = {
  kind: { DataType: 'String', StringValue: 'opened' },
  level: { DataType: 'String', StringValue: '1' },
  channels: { DataType: 'String.Array', StringValue: '["email","sms"]' },
  'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' },
};
/** What a call is refused with. */
export const errorOf = async (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'no error',
    (error: unknown) => error,
  );
/** A topic to which one subscribes by email and one by SMS, at an SNS of this machine: for each test anew. */
export const topicOfTwo = () => {
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

  return { publish, inbox: () => inbox, topic: () => topic, faults: () => faults, client: () => client };
};
