import { describe, expect, test } from '@jest/globals';
import type { Cover } from '../../../../lib/domain/oncall/cover.ts';
import { onDutyAt } from '../../../../lib/domain/oncall/duty.ts';
import { endCover } from '../../../../lib/domain/oncall/end-cover.ts';
import { coverOf, teamWith } from './team.ts';

describe('ending a cover', () => {
  const cover = coverOf();
  const end = (now: number, over: Partial<Cover> = {}) =>
    endCover([{ ...cover, ...over }], { id: cover.id, endedBy: 'Huda', now });
  const MIDDLE = Date.parse('2026-12-01T06:00:00.000Z');

  test('early has the turn go back at once, with who did it', () => {
    const outcome = end(MIDDLE);
    expect(outcome).toMatchObject({
      kind: 'ended',
      cover: { endedBy: 'Huda', endedAt: '2026-12-01T06:00:00.000Z' },
    });
    const covers = 'covers' in outcome ? outcome.covers : [];
    expect(onDutyAt(teamWith(...covers), 1, MIDDLE - 1)).toMatchObject([{ person: 'omar' }]);
    expect(onDutyAt(teamWith(...covers), 1, MIDDLE)).toMatchObject([{ person: 'sara' }]);
  });

  test('before it begins cancels it', () => {
    const outcome = end(Date.parse(cover.from) - 1);
    expect(outcome.kind).toBe('cancelled');
    const covers = 'covers' in outcome ? outcome.covers : [];
    expect(onDutyAt(teamWith(...covers), 1, MIDDLE)).toMatchObject([{ person: 'sara' }]);
  });

  test('at its very beginning ends it, and leaves the others as they are', () => {
    const other = coverOf({ id: 'other' });
    const outcome = endCover([other, cover], { id: cover.id, endedBy: 'Huda', now: Date.parse(cover.from) });
    expect(outcome).toMatchObject({ kind: 'ended', covers: [other, { id: cover.id, endedBy: 'Huda' }] });
    expect('covers' in outcome && outcome.covers[0]).toEqual(other);
  });

  test('changes nothing once it is over or was ended, or where there is none', () => {
    expect(end(Date.parse(cover.to))).toEqual({ kind: 'already', cover });
    expect(end(MIDDLE, { endedAt: '2026-12-01T05:00:00.000Z' }).kind).toBe('already');
    expect(endCover([cover], { id: 'other', endedBy: 'Huda', now: MIDDLE })).toEqual({ kind: 'unknown' });
  });
});
