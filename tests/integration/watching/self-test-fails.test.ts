import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { readSelfTest } from '../../../lib/adapters/dynamodb/self-test-record.ts';
import type { SelfTestOutcome } from '../../../lib/domain/watching/self-test.ts';
import { type SelfTestContext, selfTestIfDue } from '../../../lib/use-cases/watching/self-test.ts';
import type { Stack } from '../../../local/stack/stack.ts';
import { until } from '../flavours.ts';
import { contextOf, scan, startTestStack, storeOf } from '../stack.ts';
import { setSelfTest } from './set-self-test.ts';

let stack: Stack;
const logged: { level: string; message: string; details: unknown }[] = [];
const lateMs = { now: 0 };
beforeAll(async () => {
  process.env['PENDING_AGE_S'] = '0';
  stack = await startTestStack();
});
afterAll(() => stack?.stop());
beforeEach(() => {
  logged.splice(0);
});

/** Runs a self-test by a clock of its own: the first wait lasts until `seen`, and the others take no time. */
const run = async (
  seen: () => boolean | Promise<boolean>,
  url = stack.webhookUrlOf('self-test'),
): Promise<SelfTestOutcome | undefined> => {
  const context = contextOf(stack);
  const before = await readSelfTest(context.store);
  const anHourAgo = new Date(Date.now() - 60 * 60_000).toISOString();
  if (before) await setSelfTest(context.store, { ...before, ranAt: anHourAgo }); // so that another is due
  lateMs.now = 0;
  const note = (level: string) => (message: string, details: unknown) =>
    void logged.push({ level, message, details });
  const self: SelfTestContext = {
    ...context,
    log: { info: note('info'), warn: note('warn'), error: note('error') },
    now: () => new Date(Date.now() + lateMs.now),
    sleep: async (ms) => {
      await until('what the self-test should find', seen);
      lateMs.now += ms;
    },
    setting: { selfTest: '10:15', timeZone: 'Asia/Riyadh' },
    url,
    hasTime: () => true,
  };
  const { outcome } = await selfTestIfDue(self);
  context.store.client.destroy();
  return outcome;
};
const at = (stage: string, reason: RegExp) => ({
  kind: 'failed',
  stage,
  reason: expect.stringMatching(reason),
});
const sent = async (count: number): Promise<boolean> => (await scan(stack, 'timeline')).length >= count;

test('a webhook that refuses it, or is not there, fails the first stage, and its address is told nowhere', async () => {
  const url = stack.webhookUrlOf('self-test');
  expect(await run(() => true, `${url}x`)).toMatchObject(at('post', /answered with 404$/));
  expect(await run(() => true, 'http://127.0.0.1:9/hooks/self-test/x')).toMatchObject(
    at('post', /no connection \(/),
  );
  expect(JSON.stringify([logged, await readSelfTest(storeOf(stack))])).not.toMatch(/127\.0\.0\.1|hooks\//);
  expect(logged.map(({ level, message }) => `${level} ${message}`)).toEqual([
    'warn self-test failed',
    'warn self-test failed',
  ]);
});

test('a stream that has stopped fails its stage, and the third failure in a row is an error', async () => {
  await stack.pump.stop();
  expect(await run(() => true)).toMatchObject(
    at('group', /stream did not bring it to dispatch.*, within 4[01] s$/),
  );
  expect(logged).toEqual([
    {
      level: 'error',
      message: 'self-test failed',
      details: expect.objectContaining({ stage: 'group', tries: 3 }),
    },
  ]);
  const record = await readSelfTest(storeOf(stack));
  expect(record?.failure).toMatchObject({ stage: 'group', tries: 3 });
});

test('SNS that takes no message fails the next stage', async () => {
  stack.sns.faults.set({ mode: 'fail' });
  const outcome = await run(async () => {
    if ((await scan(stack, 'incidents')).length === 0) await stack.sweep();
    return (await scan(stack, 'notifications')).every(({ incidentId }) => incidentId !== undefined);
  });
  stack.sns.faults.set({ mode: 'none' });
  expect(outcome).toMatchObject(at('publish', /SNS accepted no message/));
});

test('a message that SNS accepts and does not deliver fails the last stage', async () => {
  const own = stack.sns.subscriptions.find(({ endpoint }) => endpoint.endsWith(':selftest'));
  if (!own) throw new Error('the function is not subscribed');
  own.isActive = false;
  const outcome = await run(async () => {
    if (!(await sent(1))) await stack.sweep();
    return sent(1);
  });
  own.isActive = true;
  expect(outcome).toMatchObject(at('deliver', /did not deliver it/));
  expect(outcome).toMatchObject({ messageId: stack.sns.publishes.at(-1)?.messageId });
});

test('once all is well again it passes, and the record says so', async () => {
  const before = (await scan(stack, 'timeline')).length;
  await stack.sweep(); // closes what was sent
  const outcome = await run(async () => {
    if (!(await sent(before + 1))) await stack.sweep();
    return sent(before + 1);
  });
  expect(outcome).toMatchObject({ kind: 'passed' });
  expect((await readSelfTest(storeOf(stack)))?.failure).toBeUndefined();
});
