import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import { OPEN_LIST } from '../../lib/domain/incidents/incident.ts';
import type { StoreContext } from '../../lib/use-cases/runtime/run-context.ts';
import type { Stack } from '../../local/stack/stack.ts';
import { documented, idOf, post, until } from './flavours.ts';
import { contextOf, emails, incidents, scan, smses, startTestStack } from './stack.ts';
import { resolveBy } from './world.ts';

let stack: Stack;
let run: StoreContext;
beforeAll(async () => {
  process.env['PENDING_AGE_S'] = '0'; // the sweep need not leave the stream a minute's time here
  stack = await startTestStack();
  run = contextOf(stack);
});
afterAll(async () => {
  run?.store.client.destroy();
  await stack?.stop();
});

let path: string;
beforeEach(() => {
  path = `/hooks/orders/${ulid().toLowerCase()}`;
});
const post1 = async (): Promise<void> =>
  expect((await post(stack.webhookUrl, documented(path))).status).toBe(200);
const incident = async () => (await incidents(stack)).find(({ endpoint }) => endpoint?.endsWith(path));
const sentBy = (all: ReturnType<typeof emails>, id: string) => all.filter(({ body }) => body.includes(id));
const emailKinds = () =>
  sentBy(emails(stack), idOf(path))
    .map(({ attributes }) => attributes['kind'])
    .reverse();
const settle = () =>
  until('the incident is grouped and sent', async () => (await incident())?.lastSent?.email !== undefined);
const resolve = async (actor = 'Sara') => {
  const before = await incident();
  if (!before) throw new Error('no incident');
  await resolveBy(run, before, actor);
};

describe('a resolved incident', () => {
  test('is told as recovered to whoever heard of it, leaves the open list, and is told no more', async () => {
    await post1();
    await settle();
    await resolve();
    await stack.sweep();
    expect(emailKinds()).toEqual(['opened', 'resolved']);
    expect(
      sentBy(smses(stack), idOf(path))
        .map(({ attributes }) => attributes['kind'])
        .reverse(),
    ).toEqual(['opened', 'resolved']);
    expect(sentBy(emails(stack), idOf(path))[0]?.body).toContain('Sara');
    expect((await incident())?.listName).toMatch(/^\d{4}-\d\d$/);
    await stack.sweep();
    expect(emailKinds()).toEqual(['opened', 'resolved']);
  });

  test('whose opening nobody was told of is told once, as recovered', async () => {
    stack.sns.faults.set({ mode: 'fail' });
    await post1();
    await until('it is grouped', async () => (await incident()) !== undefined);
    await stack.pump.pause(); // the delivery that fails has failed by then
    await resolve();
    stack.sns.faults.set({ mode: 'none' });
    await stack.sweep();
    await stack.sweep();
    stack.pump.resume();
    expect(emailKinds()).toEqual(['resolved']);
    expect((await incident())?.listName).not.toBe(OPEN_LIST);
  });
});

describe('when SNS', () => {
  test.each(['fail', 'throttle'] as const)(
    'answers with %s, nothing counts as told, and afterwards people get one true message',
    async (mode) => {
      stack.sns.faults.set({ mode });
      for (let posted = 0; posted < 5; posted++) await post1();
      await until('all are grouped', async () => (await incident())?.count === 5);
      await stack.sweep();
      expect((await incident())?.lastSent).toBeUndefined();
      expect(emailKinds()).toEqual([]);
      stack.sns.faults.set({ mode: 'none' });
      await stack.sweep();
      expect(emailKinds()).toEqual(['opened']);
      expect(sentBy(emails(stack), idOf(path))[0]?.body).toContain('At least 5 events lost since ');
      expect((await incident())?.lastSent?.email?.count).toBe(5);
    },
  );

  test('hangs, the stream is not held up, and the sweep tells it afterwards', async () => {
    stack.sns.faults.set({ mode: 'hang', times: 1 });
    await post1();
    await until(
      'the hanging publish was given up',
      async () => {
        await stack.sweep();
        return emailKinds().length > 0;
      },
      500,
    );
    expect(stack.sns.faults.next()).toBe('none'); // it did hang, once
    expect(emailKinds()).toEqual(['opened']);
  });

  test('takes an alert and its answer is lost, the alert is repeated once and no more', async () => {
    stack.sns.faults.set({ mode: 'lose', times: 1 });
    await post1();
    await until('it was told', () => emailKinds().length > 0);
    await until(
      'it was told again',
      async () => {
        await stack.sweep();
        return emailKinds().length > 1;
      },
      500,
    );
    await stack.sweep();
    expect(emailKinds()).toEqual(['opened', 'opened']);
  });
});

test('sweeps that overlap each other tell once', async () => {
  await stack.pump.pause();
  await post1();
  const { handler } = await import('../../handlers/sweep.ts');
  const context = { getRemainingTimeInMillis: () => 50_000 };
  await Promise.all([handler({}, context), handler({}, context), handler({}, context)]);
  stack.pump.resume();
  expect(emailKinds()).toEqual(['opened']);
  expect(await incident()).toMatchObject({ count: 1, lastSent: { revision: 1 } });
});

test('with the stream switched off, the sweep alone keeps the promise', async () => {
  await stack.pump.pause();
  for (let posted = 0; posted < 30; posted++) await post1();
  expect(await incident()).toBeUndefined();
  await stack.sweep();
  expect(await incident()).toMatchObject({ count: 30, lastSent: { email: { count: 30 } } });
  expect(emailKinds()).toEqual(['opened']);
  stack.pump.resume();
  await stack.pump.rewind(); // the stream brings all of them once more
  await post1();
  await until('the stream has come to the last', async () => (await incident())?.count === 31);
});

test('the record of alerts says what was told, with the id that SNS gave', async () => {
  await post1();
  await settle();
  const records = (await scan(stack, 'timeline')).filter((item) => item['incidentId'] === idOf(path));
  expect(records).toMatchObject([{ kind: 'opened', channels: expect.arrayContaining(['email']) }]);
  expect(stack.sns.publishes.map(({ messageId }) => messageId)).toContain(records[0]?.['messageId']);
});
