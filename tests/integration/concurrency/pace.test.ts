import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Message } from '../../../lib/messages/sections/message.ts';
import { withPublisherLease } from '../../../lib/use-cases/alerting/publisher.ts';
import { type Simulation, startSimulation } from '../simulation.ts';

/** More than SNS takes in a second before it deactivates an email subscription. */
const MANY = 12;
const MESSAGE: Message = {
  audience: ['people'],
  subject: 'One of many',
  email: 'One of many.',
  chat: '{}',
  machine: '{}',
  attributes: { kind: 'test', recipient: ['people:level-1'] },
};

let simulation: Simulation;
beforeAll(async () => {
  simulation = await startSimulation();
});
afterAll(() => simulation.stop());

test('what SNS accepted is marked with its message id', async () => {
  const marked: string[] = [];
  await withPublisherLease(simulation.run, 'one', 0, (publisher) =>
    publisher.publish(MESSAGE, async (messageId) => {
      marked.push(messageId);
    }),
  );
  expect(marked).toEqual([expect.stringMatching(/^[\da-f-]{36}$/)]);
  expect(simulation.emails()).toHaveLength(1);
});

test('publisher after publisher, never ten in any second, and nobody is deactivated', async () => {
  simulation.pass(60_000);
  const before = simulation.emails().length;
  for (let count = 0; count < MANY; count += 4) {
    await withPublisherLease(simulation.run, `holder ${count}`, 0, async (publisher) => {
      for (let index = 0; index < 4; index++) await publisher.publish(MESSAGE, async () => undefined);
    });
  }
  const times = simulation
    .emails()
    .slice(before)
    .map(({ at }) => Date.parse(at));
  expect(times).toHaveLength(MANY); // a deactivated subscription gets no more
  const inASecond = times.map((from) => times.filter((at) => at >= from && at < from + 1000).length);
  expect(Math.max(...inASecond)).toBeLessThan(10);
});
