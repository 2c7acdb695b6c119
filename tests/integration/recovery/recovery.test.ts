import { describe, expect, test } from '@jest/globals';
import { handle } from '../../../examples/recovery/handler.ts';
import { Report } from '../../../examples/recovery/report.ts';
import { HOUR, NOT_AGAIN, recovering } from './recovering.ts';

const { recovery, message, queued, jobId, reportOf, ids, order, anHour, time, iso, merchant, setClock } =
  recovering();

describe('a window whose end is proven', () => {
  test('brings what was lost to the intake, once, and reports what became of everything', async () => {
    merchant().refuses.add('last');
    expect(await handle(recovery(), queued(anHour()))).toEqual(NOT_AGAIN);
    expect(ids()).toEqual(HOUR.filter((id) => id !== 'last'));
    expect(await reportOf(jobId(60, 100))).toMatchObject({
      state: 'done',
      end: 'proven',
      atLeast: 1,
      found: 8,
      alreadyHad: 2,
      sent: 4,
      refused: 1,
      notProvable: 1,
      outside: 2,
      refusals: [{ id: 'last', reason: 'the branch is closed' }],
    });
    expect(merchant().holds.get('newer-here')).toBe(iso(85));
  });

  test('is done again where a person releases it: what was refused is given once more, and nothing else', async () => {
    merchant().refuses.add('last').add('lost-1');
    await handle(recovery(), queued(anHour()));
    merchant().refuses.delete('lost-1');
    const report = Report.parse(await handle(recovery(), { release: jobId(60, 100) }));
    expect(report).toMatchObject({ state: 'done', found: 8, sent: 4, alreadyHad: 2, refused: 1 });
    expect(ids()).toEqual(HOUR.filter((id) => id !== 'last'));
  });

  test('gives the kitchen nothing that is old', async () => {
    setClock(time(119));
    await handle(recovery(), queued(anHour()));
    expect(
      merchant()
        .taken.filter(({ cook }) => cook)
        .map(({ id }) => id),
    ).toEqual(['last']);
  });

  test('that comes again, alone or beside others, is not listed again', async () => {
    const first = anHour();
    await handle(recovery(), queued(first, first));
    await handle(recovery(), queued(first));
    expect(merchant().listings).toBe(1);
    expect(ids()).toEqual(HOUR);
  });

  test('that overlaps another, in whatever order they come, brings each order once', async () => {
    const first = anHour();
    await handle(recovery(), queued(message([80, 110])));
    await handle(recovery(), queued(first));
    await handle(recovery(), queued(message([58, 100])));
    expect(ids()).toEqual(HOUR);
    expect(merchant().listings).toBe(3);
  });

  test('is one of forty in a digest: one listing, each order once', async () => {
    for (let minute = 60; minute < 100; minute++) order(`lost-${minute}`, minute);
    const digest = message(...Array.from({ length: 40 }, (_, index) => [58 + index, 100] as const));
    await handle(recovery(), queued(digest));
    expect(merchant().listings).toBe(1);
    expect(ids()).toHaveLength(40);
    const report = await reportOf(jobId(58, 100));
    expect(report).toMatchObject({ found: 40, sent: 40, atLeast: 40 });
    expect(report?.dedupKeys).toHaveLength(40);
  });

  test('of a family that the merchant does not list is reported, and not silently dropped', async () => {
    const products = anHour().replaceAll('"family":"orders"', '"family":"products"');
    expect(await handle(recovery(), queued(products))).toEqual(NOT_AGAIN);
    expect(await reportOf(jobId(60, 100).replace('orders', 'products'))).toMatchObject({
      state: 'not-handled',
    });
    expect(ids()).toEqual([]);
  });
});

describe('a window whose end is not proven', () => {
  const [unproven, id] = [() => message([60, 100, false]), () => jobId(60, 100, 'unproven')];

  test('stops before anything is listed, until a person releases it', async () => {
    anHour();
    expect(await handle(recovery(), queued(unproven()))).toEqual(NOT_AGAIN);
    expect(await reportOf(id())).toMatchObject({ state: 'stopped', end: 'not-provable', found: 0 });
    expect([merchant().listings, ids()]).toEqual([0, []]);

    const report = Report.parse(await handle(recovery(), { release: id() }));
    expect(report).toMatchObject({ state: 'done', end: 'not-provable', sent: 6 });
    expect(ids()).toEqual(['after', ...HOUR]);
    await handle(recovery(), queued(unproven()));
    expect(merchant().listings).toBe(1);
  });

  test('goes on at once where a team says so, and still says that nothing is proven', async () => {
    anHour();
    await handle(recovery({ unprovenEnds: 'fetch' }), queued(unproven()));
    expect(ids()).toEqual(['after', ...HOUR]); // what came later may have failed too
    expect(await reportOf(id())).toMatchObject({ state: 'done', end: 'not-provable' });
  });

  test('of which nobody has heard cannot be released', async () => {
    await expect(handle(recovery(), { release: 'orders a b unproven' })).rejects.toThrow('there is no job');
  });
});
