import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Rotation, turnAt } from '../../../../lib/domain/oncall/rotation.ts';

const DAY_MS = 86_400_000;
const weekly = Rotation.parse({
  people: ['sara', 'omar'],
  every: 'week',
  on: 'sunday',
  at: '09:00',
  from: '2026-11-29',
});
const iso = (at: number): string => new Date(at).toISOString();
const turn = (rotation: Rotation, zone: string, at: string) => {
  const { person, from, to } = turnAt(rotation, zone, Date.parse(at));
  return { person, from: iso(from), to: iso(to) };
};

describe('a weekly rotation in Riyadh', () => {
  test('begins on its day at its time, to the millisecond', () => {
    expect(turn(weekly, 'Asia/Riyadh', '2026-11-29T06:00:00.000Z')).toEqual({
      person: 'sara',
      from: '2026-11-29T06:00:00.000Z',
      to: '2026-12-06T06:00:00.000Z',
    });
    expect(turn(weekly, 'Asia/Riyadh', '2026-12-06T05:59:59.999Z').person).toBe('sara');
    expect(turn(weekly, 'Asia/Riyadh', '2026-12-06T06:00:00.000Z').person).toBe('omar');
    expect(turn(weekly, 'Asia/Riyadh', '2026-12-13T06:00:00.000Z').person).toBe('sara');
  });

  test('has somebody before its first day too', () => {
    expect(turn(weekly, 'Asia/Riyadh', '2026-11-29T05:59:59.999Z').person).toBe('omar');
    expect(turn(weekly, 'Asia/Riyadh', '2026-11-15T06:00:00.000Z').person).toBe('sara');
  });
});

describe('where clocks change', () => {
  const daily = Rotation.parse({ people: ['a', 'b', 'c'], every: 'day', at: '02:30', from: '2026-03-28' });

  test('a turn keeps its local time: the week of the change is an hour shorter or longer', () => {
    const berlin = Rotation.parse({ ...weekly, from: '2026-03-22' });
    const { from, to } = turnAt(berlin, 'Europe/Berlin', Date.parse('2026-03-25T00:00Z'));
    expect([iso(from), iso(to)]).toEqual(['2026-03-22T08:00:00.000Z', '2026-03-29T07:00:00.000Z']);
    const autumn = turnAt(berlin, 'Europe/Berlin', Date.parse('2026-10-20T00:00Z'));
    expect(autumn.to - autumn.from).toBe(7 * DAY_MS + 3_600_000);
  });

  test('a turn that begins in a skipped hour begins right after it, in a repeated one the first time', () => {
    expect(turn(daily, 'Europe/Berlin', '2026-03-29T12:00Z').from).toBe('2026-03-29T01:00:00.000Z');
    expect(turn(daily, 'Europe/Berlin', '2026-10-25T12:00Z').from).toBe('2026-10-25T00:30:00.000Z');
  });
});

test('where clocks repeat midnight, the turn of the new day begins the first time', () => {
  // One minute past midnight it was 23:01 again: https://www.timeanddate.com/time/zone/canada/st-johns
  const midnight = Rotation.parse({ people: ['a', 'b'], every: 'day', at: '00:00', from: '2010-11-06' });
  const days = { from: '2010-11-07T02:30:00.000Z', to: '2010-11-08T03:30:00.000Z' };
  expect(turn(midnight, 'America/St_Johns', '2010-11-07T02:45:00.000Z')).toEqual({ person: 'b', ...days });
});

test('at every moment somebody has the turn, and turns follow each other without gap or overlap', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(
        'Asia/Riyadh',
        'Europe/Berlin',
        'America/New_York',
        'Australia/Lord_Howe',
        'Africa/Cairo',
        'UTC',
      ),
      fc.constantFrom('day' as const, 'week' as const),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2032-01-01') }),
      (zone, every, hour, size, at) => {
        const rotation = Rotation.parse({
          people: Array.from({ length: size }, (_, index) => `p${index}`),
          every,
          ...(every === 'week' && { on: 'sunday' }),
          at: `${String(hour).padStart(2, '0')}:30`,
          from: '2026-11-29',
        });
        const now = turnAt(rotation, zone, at);
        expect(now.from).toBeLessThanOrEqual(at);
        expect(now.to).toBeGreaterThan(at);
        expect(turnAt(rotation, zone, now.to).from).toBe(now.to);
        expect(turnAt(rotation, zone, now.from - 1).to).toBe(now.from);
        const next = turnAt(rotation, zone, now.to).person;
        expect(rotation.people.indexOf(next)).toBe((rotation.people.indexOf(now.person) + 1) % size);
      },
    ),
    { numRuns: 300 },
  );
});

describe('a rotation that cannot be meant', () => {
  const problem = (over: object): string[] =>
    (Rotation.safeParse({ ...weekly, ...over }).error?.issues ?? []).map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    );

  test('says which field, and what was expected', () => {
    expect(problem({ on: undefined })).toEqual([
      'on: expected the day of the week on which turns begin, such as sunday',
    ]);
    expect(problem({ every: 'day', on: 'monday' })).toHaveLength(1); // not also that the first day is another
    expect(problem({ every: 'day' })).toEqual(['on: expected none: with every day each day begins a turn']);
    expect(problem({ from: '2026-11-30' })).toEqual([
      'from: expected a sunday, on which turns begin: 2026-11-30 is a monday',
    ]);
    expect(problem({ from: '2026-02-30' })[0]).toBe('from: expected a day that exists');
    expect(problem({ at: '9:00' })).toEqual(['at: expected a time of day, such as 22:30']);
    expect(problem({ people: [] })).toHaveLength(1);
  });
});
