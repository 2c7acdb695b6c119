import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Stack } from '../../../local/stack/stack.ts';
import { documented, idOf, post, until } from '../flavours.ts';
import { startTestStack } from '../stack.ts';
import { oncallWithTools } from './tools.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startTestStack({ oncallFile: oncallWithTools() });
});
afterAll(() => stack.stop());

test("a POST of Flavours reaches each of the team's tools", async () => {
  await post(stack.webhookUrl, documented('/hooks/orders/1'));
  const names = ['kitchen', 'office', 'pager', 'intake'];
  await until('each tool has it', () =>
    names.every((name) => stack.standIns.named(name).accepted.length > 0),
  );
  await stack.integrated();
  const answers = stack.standIns.newest().map(({ name, status, answer }) => ({ name, status, answer }));
  expect(answers.filter(({ status }) => status >= 300)).toEqual([]);
  const incidentId = idOf('/hooks/orders/1');
  for (const name of names) {
    expect(stack.standIns.named(name).posted.map(({ body }) => body)).toEqual([
      expect.stringContaining(incidentId),
    ]);
  }
});
