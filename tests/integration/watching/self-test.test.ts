import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readSelfTest } from '../../../lib/adapters/dynamodb/self-test-record.ts';
import type { Stack } from '../../../local/stack/stack.ts';
import { incidents, scan, startTestStack, storeOf } from '../stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack.stop());

test('posts to the public URL, and passes once SNS has delivered the message to it and to nobody else', async () => {
  await stack.selfTest();
  const record = await readSelfTest(storeOf(stack));
  expect(record?.failure).toBeUndefined();
  const [publish, ...others] = stack.sns.publishes;
  expect(others).toEqual([]);
  expect(record).toMatchObject({ messageId: publish?.messageId, passedAt: record?.ranAt });
  expect(publish?.request.attributes['recipient']).toMatchObject({ value: '["machines:self-test"]' });
  expect(stack.sns.deliveries()).toEqual([]); // the inbox is what people have
  const [notification] = await scan(stack, 'notifications');
  expect(notification).toMatchObject({ source: 'self-test', id: record?.notificationId });
  expect(await incidents(stack)).toEqual([
    expect.objectContaining({ incidentId: notification?.['incidentId'], sources: { 'self-test': 1 } }),
  ]);
});
