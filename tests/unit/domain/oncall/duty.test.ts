import { describe, expect, test } from '@jest/globals';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import type { Cover } from '../../../../lib/domain/oncall/cover.ts';
import { coverBehind, onDutyAt, peopleOnDuty, type Team } from '../../../../lib/domain/oncall/duty.ts';

const person = (name: string) => ({ name, hasEmail: true, hasSms: true });
const team = (...covers: Cover[]): Team => ({
  ...RuntimeOncallConfig.parse({
    timeZone: 'Asia/Riyadh',
    people: { sara: person('Sara'), omar: person('Omar'), huda: person('Huda') },
    duties: [
      {
        rotation: { people: ['sara', 'omar'], every: 'week', on: 'sunday', at: '09:00', from: '2026-11-29' },
      },
      { people: ['huda'] },
    ],
  }),
  covers,
});
const cover = (of: Cover['covered'], by: string, over: Partial<Cover> = {}): Cover => ({
  id: `${by}-${over.createdAt ?? ''}`,
  covered: of,
  by,
  from: '2026-12-01T00:00:00.000Z',
  to: '2026-12-02T00:00:00.000Z',
  reason: 'a wedding',
  createdBy: 'Sara',
  createdAt: '2026-11-30T00:00:00.000Z',
  ...over,
});
const NOON = Date.parse('2026-12-01T12:00:00.000Z'); // a Tuesday of Sara's

test('whoever has the turn is on duty at a level with a rotation, and people always', () => {
  expect(onDutyAt(team(), 1, NOON)).toEqual([{ person: 'sara', instead: undefined, isTurn: true }]);
  expect(onDutyAt(team(), 2, NOON)).toEqual([{ person: 'huda', instead: undefined, isTurn: false }]);
  expect(onDutyAt(team(), 3, NOON)).toEqual([]);
  expect(peopleOnDuty(team(), 2, NOON)).toEqual(['sara', 'huda']);
});

describe('a cover', () => {
  const omar = cover({ person: 'sara' }, 'omar');

  test('holds from its beginning to just before its end', () => {
    const at = (time: string) => peopleOnDuty(team(omar), 1, Date.parse(time));
    expect(at('2026-11-30T23:59:59.999Z')).toEqual(['sara']);
    expect(at('2026-12-01T00:00:00.000Z')).toEqual(['omar']);
    expect(at('2026-12-01T23:59:59.999Z')).toEqual(['omar']);
    expect(at('2026-12-02T00:00:00.000Z')).toEqual(['sara']);
  });

  test('says for whom', () => {
    expect(onDutyAt(team(omar), 1, NOON)).toEqual([{ person: 'omar', instead: 'sara', isTurn: true }]);
  });

  test('that was ended holds no longer, and one ended before it began never', () => {
    expect(peopleOnDuty(team({ ...omar, endedAt: '2026-12-01T06:00:00.000Z' }), 1, NOON)).toEqual(['sara']);
    expect(peopleOnDuty(team({ ...omar, endedAt: '2026-11-30T06:00:00.000Z' }), 1, NOON)).toEqual(['sara']);
  });

  test('of a level takes it from whoever has the turn, and of nobody else', () => {
    const taken = cover({ level: 1 }, 'huda');
    expect(peopleOnDuty(team(taken), 1, NOON)).toEqual(['huda']);
    expect(onDutyAt(team(taken), 2, NOON)).toMatchObject([{ person: 'huda', instead: undefined }]);
    expect(peopleOnDuty(team(taken), 2, NOON)).toEqual(['huda']); // once, although on duty twice
  });

  test('of somebody who is covered in turn leads on; two who cover each other leave it where they are', () => {
    expect(peopleOnDuty(team(omar, cover({ person: 'omar' }, 'huda')), 1, NOON)).toEqual(['huda']);
    expect(peopleOnDuty(team(omar, cover({ person: 'omar' }, 'sara')), 1, NOON)).toEqual(['omar']);
  });

  test('by somebody who has left leaves the turn whose it was', () => {
    expect(peopleOnDuty(team(cover({ person: 'sara' }, 'gone')), 1, NOON)).toEqual(['sara']);
    expect(peopleOnDuty(team(cover({ level: 1 }, 'gone')), 1, NOON)).toEqual(['sara']);
  });

  test('that was made later counts, if two hold', () => {
    const later = cover({ person: 'sara' }, 'huda', { createdAt: '2026-11-30T01:00:00.000Z' });
    expect(peopleOnDuty(team(later, omar), 1, NOON)).toEqual(['huda']);
    expect(peopleOnDuty(team(omar, later), 1, NOON)).toEqual(['huda']);
  });
});

test('the cover that is named is the one by which somebody is in a place, and not another by the same person', () => {
  const behind = (level: number, ...covers: Cover[]): string[] =>
    onDutyAt(team(...covers), level, NOON).flatMap((one) => {
      const found = coverBehind(team(...covers), level, one, NOON);
      return found ? [`${one.instead}: ${found.reason}`] : [];
    });
  const ofSara = cover({ person: 'sara' }, 'omar', { reason: 'of Sara' });
  const ofHuda = cover({ person: 'huda' }, 'omar', { reason: 'of Huda' });
  const ofLevel = cover({ level: 1 }, 'huda', { reason: 'of the level' });
  expect(behind(1)).toEqual([]);
  expect(behind(1, ofSara, ofHuda)).toEqual(['sara: of Sara']);
  expect(behind(2, ofSara, ofHuda)).toEqual(['huda: of Huda']);
  expect(behind(1, ofSara, ofLevel)).toEqual(['sara: of the level']);
  expect(behind(1, ofLevel, ofHuda)).toEqual(['sara: of Huda']);
  expect(behind(1, { ...ofSara, to: '2026-12-01T11:00:00.000Z' })).toEqual([]);
});

test('each person is on duty at a level once, by their turn rather than their place', () => {
  const of = team();
  const both = { ...of, duties: of.duties.map((duty) => ({ ...duty, people: ['sara', 'huda'] })) };
  expect(onDutyAt(both, 1, NOON)).toEqual([
    { person: 'sara', instead: undefined, isTurn: true },
    { person: 'huda', instead: undefined, isTurn: false },
  ]);
  expect(peopleOnDuty(both, 2, NOON)).toEqual(['sara', 'huda']);
});

test('of two covers that were made at once one counts, whatever their order', () => {
  const [one, other] = [
    cover({ person: 'sara' }, 'omar', { id: 'a' }),
    cover({ person: 'sara' }, 'huda', { id: 'b' }),
  ];
  expect(peopleOnDuty(team(one, other), 1, NOON)).toEqual(['huda']);
  expect(peopleOnDuty(team(other, one), 1, NOON)).toEqual(['huda']);
});
