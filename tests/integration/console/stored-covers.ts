import { describe, expect, test } from '@jest/globals';
import { putCovers, readCovers } from '../../../lib/adapters/dynamodb/covers.ts';
import type { Cover, CoverRequest } from '../../../lib/domain/oncall/cover.ts';
import { MOST_COVERS } from '../../../lib/domain/oncall/covers-kept.ts';
import { requestCover } from '../../../lib/use-cases/oncall/change-covers.ts';
import { intercepted } from '../intercepted.ts';
import { contextOf } from '../stack.ts';
import { type DutyDesk, hasNot, team } from './duty-desk.ts';

const HOUR_MS = 3_600_000;

/** The one item in which covers are kept: cases for the file that starts the desk. */
export const describeStoredCovers = (desk: () => DutyDesk): void => {
  describe('a cover that is stored', () => {
    const now = Date.now();
    const wanted: CoverRequest = {
      covered: { level: 1 },
      by: 'huda',
      from: now,
      to: now + HOUR_MS,
      reason: 'took over',
      createdBy: 'Huda',
    };
    /** The request over a client whose first write goes through `around`. */
    const requestOver = (around: (next: () => Promise<unknown>) => Promise<unknown>) => {
      const { stack, store } = desk();
      let isFirst = true;
      const client = intercepted(store.client, (command, next) => {
        if (!isFirst || command.constructor.name !== 'PutItemCommand') return next();
        isFirst = false;
        return around(next);
      });
      return requestCover({ ...contextOf(stack), oncall: team, store: { ...store, client } }, wanted);
    };

    test('while somebody else stores one is decided about anew: the other is in the way', async () => {
      const other: Cover = {
        id: 'other',
        covered: { level: 1 },
        by: hasNot,
        from: new Date(now).toISOString(),
        to: new Date(now + 2 * HOUR_MS).toISOString(),
        reason: 'took over',
        createdBy: 'Omar',
        createdAt: new Date(now).toISOString(),
      };
      const outcome = await requestOver(async (next) => {
        await putCovers(desk().store, [other], (await readCovers(desk().store)).revision);
        return next();
      });
      expect(outcome).toMatchObject({ kind: 'refused', problem: { why: 'overlaps', cover: other } });
      expect(await desk().stored()).toEqual([other]);
    });

    test('whose answer was lost, and which the SDK stores again, is one', async () => {
      const outcome = await requestOver(async (next) => {
        await next();
        return next();
      });
      expect(outcome.kind).toBe('new');
      expect(await desk().stored()).toHaveLength(1);
    });
  });

  test('so many covers as are kept, each as long as can be, fit into their item', async () => {
    const longest = '€'.repeat(200);
    const name = '€'.repeat(60);
    const covers = Array.from({ length: MOST_COVERS }, (_, index) => ({
      id: `01${String(index).padStart(24, '0')}`,
      covered: { person: 'x'.repeat(32) },
      by: 'y'.repeat(32),
      from: '2026-12-01T00:00:00.000Z',
      to: '2026-12-02T00:00:00.000Z',
      reason: longest,
      createdBy: name,
      createdAt: '2026-11-30T00:00:00.000Z',
      endedAt: '2026-11-30T00:00:00.000Z',
      endedBy: name,
    }));
    expect(await putCovers(desk().store, covers, (await readCovers(desk().store)).revision)).toBe(true);
    expect(await desk().stored()).toHaveLength(MOST_COVERS);
    const big = [...covers, ...covers];
    await expect(putCovers(desk().store, big, (await readCovers(desk().store)).revision)).rejects.toThrow(
      /size/i,
    );
  });
};
