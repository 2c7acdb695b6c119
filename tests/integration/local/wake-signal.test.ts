import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Stack } from '../../../local/stack/stack.ts';
import { documented, post, until } from '../flavours.ts';
import { incidents, startTestStack } from '../stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startTestStack({ pump: { pollMs: 24 * 3_600_000 } });
});
afterAll(() => stack?.stop());

test('what the webhook is posted is dispatched at once, and only that makes the stream be read', async () => {
  const ring = jest.spyOn(stack.pump, 'ring');
  await fetch(`${stack.url}/console/sign-in`);
  await fetch(`${stack.url}/nowhere`);
  expect(ring).not.toHaveBeenCalled();
  await post(stack.webhookUrl, documented());
  await until('an incident is there', async () => (await incidents(stack)).length === 1);
});
