import { join } from 'node:path';
import type { SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { readMissingSubscribers } from '../../lib/adapters/dynamodb/missing-subscribers.ts';
import type { Subscription } from '../../lib/domain/oncall/subscriptions.ts';
import { countSubscribers } from '../../lib/use-cases/oncall/count-subscribers.ts';
import { type Listening, listen } from '../../local/gateway/http-server.ts';
import { Inbox } from '../../local/sns/deliveries.ts';
import { Faults } from '../../local/sns/faults.ts';
import { snsServer } from '../../local/sns/server.ts';
import { Topic } from '../../local/sns/topic.ts';
import { alertingRun } from './alerting-run.ts';
import { snsClientOf } from './client.ts';
import { temporaryDir } from './local/temporary.ts';
import { startWorld, type World } from './world.ts';

const ALERTS = 'arn:aws:sns:us-east-1:000000000000:alerts';
const ALARMS = 'arn:aws:sns:us-east-1:000000000000:alarms';
const EXPECTED = { subscribers: 1, alarmContacts: 2, alarmsArn: ALARMS };
const START = Date.parse('2026-11-26T10:00:00.000Z');

const mailAt = (endpoint: string, recipient?: string): Subscription => ({
  protocol: 'email',
  endpoint,
  filterPolicy: recipient === undefined ? {} : { recipient: [recipient] },
});

let world: World;
let inbox: Inbox;
let alerts: Topic;
let alarms: Topic;
let server: Listening;
let client: SNSClient;
let minute = 0;

beforeAll(async () => {
  world = await startWorld();
  inbox = new Inbox(join(temporaryDir(), 'inbox.ndjson'));
  alerts = new Topic(ALERTS, [mailAt('sara@shop.example', 'people:level-1')], inbox);
  alarms = new Topic(ALARMS, [mailAt('ops@shop.example'), mailAt('cto@shop.example')], inbox);
  server = await listen(
    snsServer(alerts, new Faults(), () => undefined, undefined, [alarms]),
    0,
  );
  client = snsClientOf(server.url);
});
afterAll(async () => {
  client?.destroy();
  await server?.close();
  await world?.stop();
});
/** All have confirmed. */
const confirmed = (): void => {
  for (const one of [...alerts.subscriptions, ...alarms.subscriptions]) one.isActive = true;
};
beforeEach(confirmed);

const count = (minutes: number, expected: Parameters<typeof countSubscribers>[2] = EXPECTED) => {
  minute = minutes;
  const now = (): Date => new Date(START + minute * 60_000);
  return countSubscribers(alertingRun(world, client, { now }), `count-${minutes}`, expected);
};
const known = () => readMissingSubscribers(world.store);
const mails = () => inbox.newest().map(({ to, subject }) => `${to}: ${subject}`);
const leave = (topic: Topic, endpoint: string): void => {
  for (const one of topic.subscriptions) if (one.endpoint === endpoint) one.isActive = false;
};

test('both topics are counted, and kept for the console', async () => {
  leave(alerts, 'sara@shop.example');
  leave(alarms, 'cto@shop.example');
  expect(await count(0)).toEqual({ alerts: 1, alarms: 1 });
  expect(await known()).toMatchObject({ alerts: 1, alarms: 1 });
  confirmed();
  expect(await count(15)).toEqual({ alerts: 0, alarms: 0 });
  expect(await known()).toMatchObject({ alerts: 0, alarms: 0 });
});

test('that alarms miss somebody is mailed to those who get alerts, after an hour and once', async () => {
  for (const minutes of [30, 45, 60, 75, 90, 105, 120]) {
    leave(alarms, 'cto@shop.example');
    expect(await count(minutes)).toEqual({ alerts: 0, alarms: 1 });
    expect(mails()).toHaveLength(minutes < 90 ? 0 : 1);
  }
  expect(mails()).toEqual(['sara@shop.example: Alarms about the stack do not reach everybody (test)']);
  expect(inbox.newest()[0]?.body).toContain('flavours-error-webhook-test-alarms');
});

test('a topic that cannot be listed does not hide the other, and changes nothing that is known of it', async () => {
  leave(alarms, 'cto@shop.example');
  await count(135);
  const gone = { ...EXPECTED, subscribers: 2, alarmsArn: 'arn:aws:sns:us-east-1:000000000000:alarms' };
  const listing = alarms.subscriptions.splice(0);
  Object.defineProperty(alarms, 'subscriptions', {
    configurable: true,
    get: () => {
      throw new Error('not now');
    },
  });
  expect(await count(150, gone)).toEqual({ alerts: 1, alarms: 0 });
  expect(await known()).toMatchObject({ alerts: 1, alarms: 1 });
  expect(world.logged).toContainEqual(
    expect.objectContaining({ level: 'error', message: expect.stringContaining('could not be listed') }),
  );
  Object.defineProperty(alarms, 'subscriptions', { configurable: true, value: listing });
});
