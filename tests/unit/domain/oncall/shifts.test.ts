import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import type { Cover } from '../../../../lib/domain/oncall/cover.ts';
import { onDutyAt, type Team } from '../../../../lib/domain/oncall/duty.ts';
import { shiftsBetween } from '../../../../lib/domain/oncall/shifts.ts';
import { coverOf, teamWith } from './team.ts';

const at = (time: string): number => Date.parse(time);
const shown = (team: Team, level: number, from: string, to: string): string[] =>
  shiftsBetween(team, level, at(from), at(to)).map(
    (shift) =>
      `${new Date(shift.from).toISOString().slice(0, 16)} ${shift.people.map(({ person, instead }) => (instead ? `${person} for ${instead}` : person)).join('+')}`,
  );

describe('the shifts of a level', () => {
  test('are its turns, cut at the ends of what is asked for', () => {
    expect(shown(teamWith(), 1, '2026-12-01T00:00:00Z', '2026-12-14T00:00:00Z')).toEqual([
      '2026-12-01T00:00 sara',
      '2026-12-06T06:00 omar',
      '2026-12-13T06:00 sara',
    ]);
  });

  test('show a cover with for whom it is, and by which cover', () => {
    const cover = coverOf();
    expect(shown(teamWith(cover), 1, '2026-11-30T00:00:00Z', '2026-12-04T00:00:00Z')).toEqual([
      '2026-11-30T00:00 sara',
      '2026-12-01T00:00 omar for sara',
      '2026-12-02T00:00 sara',
    ]);
    const [, covered] = shiftsBetween(
      teamWith(cover),
      1,
      at('2026-11-30T00:00:00Z'),
      at('2026-12-04T00:00:00Z'),
    );
    expect(covered?.covers).toEqual([cover]);
  });

  test('name every cover of a chain, of the level and then of people', () => {
    const [level, person] = [
      coverOf({ id: 'a', covered: { level: 1 }, by: 'omar' }),
      coverOf({ id: 'b', covered: { person: 'omar' }, by: 'huda' }),
    ];
    const [shift] = shiftsBetween(teamWith(person, level), 1, at(level.from), at(level.to));
    expect(shift?.people).toEqual([{ person: 'huda', instead: 'sara', isTurn: true }]);
    expect(shift?.covers.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  test('do not end where a cover begins that changes nothing there', () => {
    const cover = coverOf({ covered: { person: 'omar' }, by: 'huda' });
    expect(shown(teamWith(cover), 1, '2026-11-30T00:00:00Z', '2026-12-04T00:00:00Z')).toEqual([
      '2026-11-30T00:00 sara',
    ]);
  });

  test('of people who are always on duty are one', () => {
    expect(shown(teamWith(), 2, '2026-11-30T00:00:00Z', '2027-01-04T00:00:00Z')).toEqual([
      '2026-11-30T00:00 huda',
    ]);
  });

  test('change where somebody comes or goes beside others', () => {
    const team = teamWith(coverOf({ covered: { person: 'huda' }, by: 'sara' }));
    const beside = {
      ...team,
      duties: team.duties.slice(0, 1).map((duty) => ({ ...duty, people: ['huda'] })),
    };
    expect(shown(beside, 1, '2026-11-30T00:00:00Z', '2026-12-04T00:00:00Z')).toEqual([
      '2026-11-30T00:00 sara+huda',
      '2026-12-01T00:00 sara',
      '2026-12-02T00:00 sara+huda',
    ]);
  });

  test('change where somebody goes on in a place instead of a turn', () => {
    const team = teamWith();
    const always = {
      ...team,
      duties: team.duties.slice(0, 1).map((duty) => ({ ...duty, people: ['sara', 'omar'] })),
    };
    const shifts = shiftsBetween(always, 1, at('2026-12-05T00:00:00Z'), at('2026-12-07T00:00:00Z'));
    expect(shifts.map(({ people }) => people.map(({ person, isTurn }) => `${person} ${isTurn}`))).toEqual([
      ['sara true', 'omar false'],
      ['omar true', 'sara false'],
    ]);
  });

  test('change with the cover by which the same person goes on', () => {
    const [first, second] = [
      coverOf({ id: 'a' }),
      coverOf({ id: 'b', from: '2026-12-02T00:00:00.000Z', to: '2026-12-03T00:00:00.000Z' }),
    ];
    const shifts = shiftsBetween(teamWith(first, second), 1, at(first.from), at(second.to));
    expect(shifts.map(({ covers }) => covers.map(({ id }) => id))).toEqual([['a'], ['b']]);
  });

  test('of a level that is not there have nobody', () => {
    expect(shown(teamWith(), 3, '2026-11-30T00:00:00Z', '2026-12-04T00:00:00Z')).toEqual([
      '2026-11-30T00:00 ',
    ]);
  });

  test('none are in no time at all', () => {
    expect(shiftsBetween(teamWith(), 1, 5, 5)).toEqual([]);
  });
});

const NAMES = ['ali', 'huda', 'omar', 'sara'];
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const FROM = at('2026-03-01T00:00:00Z');
const SPAN_DAYS = 40; // New York's clocks go forward on 8 March, Berlin's on 29 March

const name = fc.constantFrom(...NAMES);
const minute = fc.integer({ min: 0, max: SPAN_DAYS * 24 * 60 });
const teams = fc.record({
  timeZone: fc.constantFrom('Asia/Riyadh', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe'),
  turns: fc.uniqueArray(name, { minLength: 1, maxLength: 4 }),
  always: fc.uniqueArray(name, { maxLength: 2 }),
  every: fc.constantFrom('day', 'week'),
  clock: fc.constantFrom('09:00', '02:30', '00:00', '23:59'),
  covers: fc.array(
    fc.record({
      covered: fc.oneof(
        name.map((person) => ({ person })),
        fc.constant({ level: 1 }),
      ),
      by: fc.oneof(name, fc.constant('gone')),
      from: minute,
      minutes: fc.integer({ min: 1, max: 6 * 24 * 60 }),
      endedAfter: fc.option(fc.integer({ min: -100, max: 5000 }), { nil: undefined }),
    }),
    { maxLength: 6 },
  ),
  samples: fc.array(minute, { minLength: 40, maxLength: 40 }),
});

test('shifts have neither gap nor overlap, and at each minute say what onDutyAt says', () => {
  fc.assert(
    fc.property(teams, (drawn) => {
      const isoOf = (minutes: number): string => new Date(FROM + minutes * MINUTE_MS).toISOString();
      const covers: Cover[] = drawn.covers.map(({ covered, by, from, minutes, endedAfter }, index) => ({
        id: String(index),
        covered,
        by,
        from: isoOf(from),
        to: isoOf(from + minutes),
        reason: '',
        createdBy: '',
        createdAt: isoOf(-index),
        ...(endedAfter !== undefined && { endedAt: isoOf(from + endedAfter) }),
      }));
      const team: Team = {
        ...RuntimeOncallConfig.parse({
          timeZone: drawn.timeZone,
          people: Object.fromEntries(NAMES.map((key) => [key, { name: key, hasEmail: true, hasSms: true }])),
          duties: [
            {
              rotation: {
                people: drawn.turns,
                every: drawn.every,
                ...(drawn.every === 'week' && { on: 'sunday' }),
                at: drawn.clock,
                from: '2026-03-01',
              },
              people: drawn.always,
            },
          ],
        }),
        covers,
      };
      const end = FROM + SPAN_DAYS * DAY_MS;
      const shifts = shiftsBetween(team, 1, FROM, end);
      expect(shifts[0]?.from).toBe(FROM);
      expect(shifts.at(-1)?.to).toBe(end);
      // One expectation for all, since each takes longer than what it looks at.
      const misfits = shifts.slice(1).filter((shift, index) => {
        const before = shifts[index];
        return (
          shift.from !== before?.to ||
          isDeepStrictEqual({ ...shift, from: 0, to: 0 }, { ...before, from: 0, to: 0 })
        );
      });
      expect(misfits).toEqual([]);
      const edges = shifts.flatMap(({ from }) => [from - MINUTE_MS, from]).filter((time) => time >= FROM);
      const times = [...drawn.samples.map((minutes) => FROM + minutes * MINUTE_MS), ...edges];
      const wrong = times.flatMap((time) => {
        if (time >= end) return [];
        const shift = shifts.find(({ from, to }) => from <= time && time < to);
        const onDuty = onDutyAt(team, 1, time);
        const standIns = onDuty.filter(({ instead }) => instead !== undefined);
        const by = shift?.covers.map((cover) => cover.by) ?? [];
        const isRight =
          onDuty.length > 0 &&
          isDeepStrictEqual(shift?.people, onDuty) &&
          standIns.every(({ person }) => by.includes(person));
        return isRight ? [] : [{ time, shift, onDuty }];
      });
      expect(wrong).toEqual([]);
    }),
    { numRuns: 150 },
  );
});
