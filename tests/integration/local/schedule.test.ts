import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { lambdaFunction } from '../../../local/lambda/functions.ts';
import { every } from '../../../local/lambda/schedule.ts';
import { resolveContact } from '../../../local/stack/contacts.ts';

/** Time that passes when it is told to. */
beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});
const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('a job that still runs is not run beside itself, and one that throws is logged and goes on', async () => {
  let running = 0;
  let most = 0;
  let runs = 0;
  const lines: string[] = [];
  const schedule = every(
    0.01,
    'sweep',
    async () => {
      runs += 1;
      most = Math.max(most, ++running);
      await pause(35);
      running -= 1;
      throw new Error('no luck');
    },
    (line) => lines.push(line),
  );
  await pass(200);
  schedule.stop();
  await pass(50);
  expect(most).toBe(1);
  expect(runs).toBe(5); // at 10, 50, 90, 130 and 170 ms: each takes 35, and the next is due at a multiple of 10
  expect(lines[0]).toContain('no luck');
  await pass(50);
  expect(runs).toBe(5);
  const now = expect(schedule.now()).rejects.toThrow('no luck');
  await pass(35);
  await now;
});

test('a function that takes too long fails as Lambda fails it, and knows before how long it has', async () => {
  let remainingMs = 0;
  const slow = lambdaFunction(
    'sweep',
    {
      handler: (_: unknown, context: { getRemainingTimeInMillis(): number }) => {
        remainingMs = context.getRemainingTimeInMillis();
        return pause(500);
      },
    },
    50,
  );
  const ended = expect(slow({})).rejects.toThrow('sweep timed out after 0.05 s');
  await pass(50);
  await ended;
  expect(remainingMs).toBe(50);
});

test('a module without a handler is refused when it is loaded', () => {
  expect(() => lambdaFunction('sweep', {}, 50)).toThrow();
});

/** A placeholder as it stands in oncall.yml. */
const looksUp = (what: string): string => `$${`{${what}}`}`;

test.each([
  [looksUp('env:ONCALL_PHONE'), '+966500000001'],
  [looksUp('env:NOT_SET'), looksUp('env:NOT_SET')],
  [looksUp('ssm:/oncall/phone'), looksUp('ssm:/oncall/phone')],
  ['+966500000000', '+966500000000'],
])('the contact %s is shown as %s', (endpoint, shown) => {
  const subscription = { protocol: 'sms', endpoint, filterPolicy: {} } as const;
  expect(resolveContact(subscription, { ONCALL_PHONE: '+966500000001' }).endpoint).toBe(shown);
});
