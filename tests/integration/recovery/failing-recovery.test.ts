import { describe, expect, test } from '@jest/globals';
import { handle } from '../../../examples/recovery/handler.ts';
import { merchant as unfilled } from '../../../examples/recovery/merchant.ts';
import { intercepted } from '../intercepted.ts';
import { CrashPlan } from './pretend.ts';
import { HOUR, NOT_AGAIN, recovering } from './recovering.ts';

const MINUTE_MS = 60_000;
const {
  recovery,
  ledger,
  message,
  queued,
  jobId,
  reportOf,
  ids,
  anHour,
  nextDay,
  iso,
  merchant,
  client,
  now,
  setClock,
} = recovering();

describe('what fails', () => {
  test('a listing: the message comes again, others are done, and it goes on where it was', async () => {
    const first = anHour();
    const second = message([200, 210]);
    let isBroken = true;
    const { step } = merchant();
    merchant().step = async (effect) => {
      if (isBroken && merchant().listings === 1 && merchant().taken.length === 2)
        throw new Error('no answer');
      return step(effect);
    };
    expect(await handle(recovery(), queued(first, second))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm0' }],
    });
    expect(await reportOf(jobId(200, 210))).toMatchObject({ state: 'done' });
    isBroken = false;
    expect(await handle(recovery(), queued(first))).toEqual(NOT_AGAIN);
    expect(ids()).toEqual(HOUR);
    expect(await reportOf(jobId(60, 100))).toMatchObject({ sent: 5, alreadyHad: 2 });
  });

  test('of a message by the topic itself is an error, so that SNS sends it again', async () => {
    const event = { Records: [{ EventSource: 'aws:sns', Sns: { MessageId: 'm', Message: anHour() } }] };
    await expect(handle(recovery({ merchant: unfilled }), event)).rejects.toThrow('not done: m');
    await handle(recovery(), event);
    expect(ids()).toEqual(HOUR);
  });

  test('a message that cannot be read keeps none of the others', async () => {
    expect(await handle(recovery(), queued('no JSON', anHour()))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm0' }],
    });
    expect(ids()).toEqual(HOUR);
  });

  test.each([
    ['in a newer state', 64],
    ['in the same state', 62],
  ])(
    'an order that the webhook brings meanwhile %s is not overwritten, and not called ours',
    async (_, minute) => {
      const first = anHour();
      const { give } = merchant();
      merchant().give = async (...given) => {
        if (given[1].id === 'lost-1' && !merchant().holds.has('lost-1'))
          merchant().holds.set('lost-1', iso(minute));
        return give.apply(merchant(), given);
      };
      await handle(recovery(), queued(first));
      expect(merchant().holds.get('lost-1')).toBe(iso(minute));
      expect(await reportOf(jobId(60, 100))).toMatchObject({ sent: 4, alreadyHad: 3 });
    },
  );

  test('what was intended before a crash, and what the webhook brought then, is not called ours', async () => {
    const first = anHour();
    const intended = { kind: 'intended' as const, updatedAt: iso(62) };
    await ledger().record(jobId(60, 100), 'lost-1', intended, now());
    const { give } = merchant();
    merchant().give = async (...given) => {
      if (given[1].id === 'lost-1') merchant().holds.set('lost-1', iso(62));
      return give.apply(merchant(), given);
    };
    await handle(recovery(), queued(first));
    expect(await reportOf(jobId(60, 100))).toMatchObject({ sent: 4, alreadyHad: 3 });
  });

  test('time: the job is given back before it ends, and goes on at the next delivery', async () => {
    const first = anHour();
    let left = 4;
    const short = recovery({ remainingMs: () => (left-- > 0 ? 100_000 : 1000) });
    expect(await handle(short, queued(first))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
    expect(ids().length).toBeLessThan(HOUR.length);
    await handle(recovery(), queued(first));
    expect(ids()).toEqual(HOUR);
  });

  test('two at once: one waits until the other is done', async () => {
    const first = anHour();
    const [one, other] = await Promise.all([
      handle(recovery(), queued(first)),
      handle(recovery(), queued(first)),
    ]);
    expect([one, other]).toContainEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
    await handle(recovery(), queued(first));
    expect(merchant().listings).toBe(1);
    expect(ids()).toEqual(HOUR);
  });
});

test.each([
  ['before', false],
  ['after', true],
])('stopped %s any step, and started again, it has each order once in the intake', async (_, isAfter) => {
  let crashes = 0;
  for (let at = 0; ; at++) {
    nextDay();
    merchant().refuses.add('last');
    const event = queued(anHour());
    const plan = new CrashPlan(at, isAfter);
    const wire = intercepted(client(), (_command, next) => plan.step(next));
    merchant().step = (effect) => plan.step(effect);
    const run = handle(recovery({ ledger: ledger(wire) }), event);
    const ended = await Promise.race([run, plan.crashed]);
    if (ended === 'crashed') {
      crashes += 1;
      merchant().step = (effect) => effect();
      setClock(now().getTime() + 10 * MINUTE_MS); // until the queue shows it again
      expect(await handle(recovery(), event)).toEqual(NOT_AGAIN);
    }
    expect(ids()).toEqual(HOUR.filter((id) => id !== 'last'));
    expect(await reportOf(jobId(60, 100))).toMatchObject({
      found: 8,
      alreadyHad: 2,
      sent: 4,
      refused: 1,
      notProvable: 1,
      outside: 2,
    });
    if (ended !== 'crashed') break;
  }
  expect(crashes).toBeGreaterThan(30);
});
