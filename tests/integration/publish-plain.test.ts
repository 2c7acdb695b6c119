import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readSelfTest } from '../../lib/adapters/dynamodb/self-test-record.ts';
import { CustomNotification } from '../../lib/messages/formats/chat.ts';
import { MachineAlert } from '../../lib/messages/formats/machine-json.ts';
import type { Stack } from '../../local/stack/stack.ts';
import { documented, post, until } from './flavours.ts';
import { emails, oncallFileOf, scan, startTestStack, storeOf } from './stack.ts';

/** The main job once more, where SNS is sent one plain message for each form: `--param publishPlain=true`. */
const ONCALL = `people:
  sara: { email: sara@shop.example, sms: "+966500000001" }
  omar: { email: omar@shop.example, language: ar }
levels:
  - people: [sara, omar]
    subscribers:
      - https: https://chat.shop.example/hook
      - sqs: arn:aws:sqs:eu-central-1:123456789012:alerts
  - afterMinutes: 15
    subscribers:
      - email: manager@shop.example
alarms: [{ email: ops@shop.example }]
senderId: SHOP
`;

let stack: Stack;
beforeAll(async () => {
  stack = await startTestStack({ publishPlain: true, oncallFile: oncallFileOf(ONCALL) });
});
afterAll(() => stack?.stop());

test('a notification reaches each reader once, in the form of their own, and is on record once', async () => {
  expect((await post(stack.webhookUrl, documented())).status).toBe(200);
  await until('it is on record', async () => (await scan(stack, 'timeline')).length === 1);
  const got = stack.sns.deliveries().map(({ protocol, to }) => `${protocol} ${to}`);
  expect(got.toSorted()).toEqual([
    'email omar@shop.example',
    'email sara@shop.example',
    'https https://chat.shop.example/hook',
    'sms +966500000001',
    'sqs arn:aws:sqs:eu-central-1:123456789012:alerts',
  ]);
  const bodyOf = (to: string) => stack.sns.deliveries().find((one) => one.to === to)?.body ?? '';
  expect(bodyOf('sara@shop.example')).toMatch(/Orders webhook/);
  expect(bodyOf('omar@shop.example')).toMatch(/[\u0600-\u06ff]/);
  expect(bodyOf('+966500000001')).toMatch(/^FLAVOURS> /);
  CustomNotification.parse(JSON.parse(bodyOf('https://chat.shop.example/hook')));
  MachineAlert.parse(JSON.parse(bodyOf('arn:aws:sqs:eu-central-1:123456789012:alerts')));
  expect(stack.sns.publishes.every(({ request }) => !request.isJson)).toBe(true);
  expect(
    stack.sns.publishes.every(({ request }) => request.attributes['AWS.SNS.SMS.SenderID']?.value === 'SHOP'),
  ).toBe(true);
});

test('an alert of which SNS took only a part is due again, and comes once more to those who had it', async () => {
  const before = { published: stack.sns.publishes.length, mails: emails(stack).length };
  // The first is the mail in Arabic, whose reader then gets the original; the second a part of that.
  stack.sns.faults.set({ mode: 'fail', times: 2 });
  await post(stack.webhookUrlOf('riyadh'), documented('/hooks/menu'));
  await until('three of four parts', () => stack.sns.publishes.length === before.published + 3);
  expect(await scan(stack, 'timeline')).toHaveLength(1);
  await stack.sweep();
  expect(await scan(stack, 'timeline')).toHaveLength(2);
  const to = emails(stack)
    .slice(0, emails(stack).length - before.mails)
    .map((one) => one.to);
  for (const reader of ['sara@shop.example', 'omar@shop.example']) {
    const times = to.filter((one) => one === reader).length;
    expect(times).toBeGreaterThanOrEqual(1);
    expect(times).toBeLessThanOrEqual(2);
  }
});

test('the self-test passes too, and reaches nobody', async () => {
  const before = stack.sns.deliveries().length;
  await stack.selfTest();
  expect(await readSelfTest(storeOf(stack))).not.toHaveProperty('failure');
  expect(stack.sns.deliveries()).toHaveLength(before);
});
