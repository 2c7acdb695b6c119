import { describe, expect, test } from '@jest/globals';
import { dutyEvents, eventKey, lastChangeOf } from '../../../../lib/domain/oncall/calendar-events.ts';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import type { Team } from '../../../../lib/domain/oncall/duty.ts';
import { coverOf, teamWith } from './team.ts';

const at = (time: string): number => Date.parse(time);
const shown = (team: Team, from: string, to: string, person?: string): string[] =>
  dutyEvents(team, { from: at(from), to: at(to), person }).map(
    (event) =>
      `${new Date(event.from).toISOString().slice(0, 16)} to ${new Date(event.to).toISOString().slice(0, 16)} ${event.person} at ${event.level}`,
  );
const [FROM, TO] = ['2026-12-02T00:00:00Z', '2026-12-15T00:00:00Z'] as const;

describe('the entries of a calendar', () => {
  test('are whole turns, also those that began before or end after', () => {
    expect(shown(teamWith(), FROM, TO)).toEqual([
      '2026-11-29T06:00 to 2026-12-06T06:00 sara at 1',
      '2026-12-06T06:00 to 2026-12-13T06:00 omar at 1',
      '2026-12-13T06:00 to 2026-12-20T06:00 sara at 1',
    ]);
  });

  test('are weekly also where one person has all turns', () => {
    const team = teamWith();
    const alone = { ...team, duties: team.duties.map((duty) => ({ ...duty })) };
    const [first] = alone.duties;
    if (first?.rotation) first.rotation = { ...first.rotation, people: ['sara'] };
    expect(shown(alone, FROM, TO)).toHaveLength(3);
  });

  test('of a covered turn are its parts, each with who is there', () => {
    const cover = coverOf({
      from: '2026-12-07T00:00:00.000Z',
      to: '2026-12-08T00:00:00.000Z',
      covered: { person: 'omar' },
      by: 'huda',
    });
    expect(shown(teamWith(cover), '2026-12-06T06:00:00Z', '2026-12-13T06:00:00Z')).toEqual([
      '2026-12-06T06:00 to 2026-12-07T00:00 omar at 1',
      '2026-12-07T00:00 to 2026-12-08T00:00 huda at 1',
      '2026-12-08T00:00 to 2026-12-13T06:00 omar at 1',
    ]);
    expect(shown(teamWith(cover), FROM, TO, 'huda')).toEqual([
      '2026-12-07T00:00 to 2026-12-08T00:00 huda at 1',
    ]);
  });

  test('of somebody who stands in for one always on duty is one, over all hand-overs of others', () => {
    const cover = coverOf({ covered: { person: 'huda' }, by: 'ali', to: '2026-12-20T00:00:00.000Z' });
    const team = teamWith(cover);
    const together: Team = {
      ...team,
      people: { ...team.people, ali: { name: 'Ali', hasEmail: true, hasSms: true } },
      duties: team.duties.slice(0, 1).map((duty) => ({ ...duty, people: ['huda'] })),
    };
    expect(shown(together, FROM, TO, 'ali')).toEqual(['2026-12-01T00:00 to 2026-12-20T00:00 ali at 1']);
  });

  test('keep their names as time goes by, and have one each', () => {
    const team = teamWith(coverOf(), coverOf({ id: 'b', covered: { person: 'huda' }, by: 'sara' }));
    const keys = (from: string, to: string) => dutyEvents(team, { from: at(from), to: at(to) }).map(eventKey);
    const [early, late] = [
      keys('2026-11-20T00:00:00Z', TO),
      keys('2026-12-01T12:00:00Z', '2026-12-20T00:00:00Z'),
    ];
    expect(new Set(early).size).toBe(early.length);
    expect(late.filter((key) => early.includes(key)).length).toBeGreaterThan(3);
    expect(keys(FROM, TO)).toContain('level-1-turn-20261206T060000000Z-omar');
  });

  test('begin at the local time over a change of the clocks: a week of an hour less, and one of an hour more', () => {
    const team: Team = {
      ...RuntimeOncallConfig.parse({
        timeZone: 'America/New_York',
        people: { sara: { name: 'Sara', hasEmail: true, hasSms: true } },
        duties: [
          { rotation: { people: ['sara'], every: 'week', on: 'sunday', at: '09:00', from: '2026-01-04' } },
        ],
      }),
    };
    const HOUR_MS = 3_600_000;
    const lengths = (from: string, to: string) =>
      dutyEvents(team, { from: at(from), to: at(to) }).map((event) => (event.to - event.from) / HOUR_MS);
    expect(lengths('2026-03-02T00:00:00Z', '2026-03-14T00:00:00Z')).toEqual([167, 168]);
    expect(lengths('2026-10-26T00:00:00Z', '2026-11-07T00:00:00Z')).toEqual([169, 168]);
  });
});

describe('what a calendar has of a period', () => {
  const [WEEK, NEXT] = ['2026-12-06T06:00:00Z', '2026-12-13T06:00:00Z'];
  const cover = coverOf({
    covered: { person: 'omar' },
    by: 'sara',
    from: '2026-12-07T00:00:00.000Z',
    to: '2026-12-08T00:00:00.000Z',
  });

  test('is in order of beginnings, and of levels where they begin together', () => {
    const team = teamWith();
    const both = { ...team, duties: [...team.duties, ...team.duties.slice(0, 1)] };
    expect(shown(both, WEEK, '2026-12-14T00:00:00Z')).toEqual([
      '2026-12-06T06:00 to 2026-12-13T06:00 omar at 1',
      '2026-12-06T06:00 to 2026-12-13T06:00 omar at 3',
      '2026-12-13T06:00 to 2026-12-20T06:00 sara at 1',
      '2026-12-13T06:00 to 2026-12-20T06:00 sara at 3',
    ]);
    const standIn = coverOf({ covered: { person: 'huda' }, by: 'sara', to: '2026-12-07T00:00:00.000Z' });
    const reversed = { ...teamWith(standIn), duties: team.duties.toReversed() };
    expect(shown(reversed, '2026-11-30T00:00:00Z', NEXT)).toEqual([
      '2026-11-29T06:00 to 2026-12-06T06:00 sara at 2',
      '2026-12-01T00:00 to 2026-12-07T00:00 sara at 1',
      '2026-12-06T06:00 to 2026-12-13T06:00 omar at 2',
    ]);
  });

  test('of a covered turn: no part that is over when it begins, or begins when it is over', () => {
    expect(shown(teamWith(cover), '2026-12-08T00:00:00Z', NEXT)).toEqual([
      '2026-12-08T00:00 to 2026-12-13T06:00 omar at 1',
    ]);
    expect(shown(teamWith(cover), WEEK, '2026-12-07T00:00:00Z')).toEqual([
      '2026-12-06T06:00 to 2026-12-07T00:00 omar at 1',
    ]);
    expect(shown(teamWith(cover), '2026-12-07T23:59:00Z', '2026-12-08T00:01:00Z')).toEqual([
      '2026-12-07T00:00 to 2026-12-08T00:00 sara at 1',
      '2026-12-08T00:00 to 2026-12-13T06:00 omar at 1',
    ]);
  });

  test.each([
    ['2026-12-02T00:00:00Z', WEEK, 0],
    ['2026-12-01T23:59:59Z', WEEK, 1],
    ['2026-11-29T06:00:00Z', '2026-12-01T00:00:00Z', 0],
    ['2026-11-29T06:00:00Z', '2026-12-01T00:00:01Z', 1],
  ])('of somebody who stands in from 1 to 2 December: from %s to %s, %d', (from, to, count) => {
    const standIn = coverOf({ covered: { person: 'huda' }, by: 'omar' });
    const expected = Array(count).fill('2026-12-01T00:00 to 2026-12-02T00:00 omar at 2');
    expect(shown(teamWith(standIn), from, to, 'omar')).toEqual(expected);
  });
});

describe('who stands in for somebody always on duty', () => {
  const keys = (team: Team, person?: string) =>
    dutyEvents(team, { from: at('2026-11-30T00:00:00Z'), to: at('2026-12-05T00:00:00Z'), person })
      .filter(({ isTurn }) => !isTurn)
      .map(eventKey);
  const ofHuda = coverOf({ id: 'a', covered: { person: 'huda' }, by: 'omar' });
  const next = { from: '2026-12-02T00:00:00.000Z', to: '2026-12-03T00:00:00.000Z' };

  test('has an entry that says for whom', () => {
    expect(keys(teamWith(ofHuda))).toEqual(['level-2-stand-in-20261201T000000000Z-omar-for-huda']);
  });

  test('is followed by another in an entry of their own', () => {
    const after = coverOf({ id: 'b', covered: { person: 'huda' }, by: 'sara', ...next });
    expect(keys(teamWith(ofHuda, after))).toEqual([
      'level-2-stand-in-20261201T000000000Z-omar-for-huda',
      'level-2-stand-in-20261202T000000000Z-sara-for-huda',
    ]);
  });

  test('has another entry for the next person', () => {
    const team = teamWith(ofHuda, coverOf({ id: 'b', covered: { person: 'ali' }, by: 'omar', ...next }));
    const two: Team = {
      ...team,
      people: { ...team.people, ali: { name: 'Ali', hasEmail: true, hasSms: true } },
      duties: [...team.duties.slice(0, 1), { people: ['huda', 'ali'] }],
    };
    expect(keys(two, 'omar')).toEqual([
      'level-2-stand-in-20261201T000000000Z-omar-for-huda',
      'level-2-stand-in-20261202T000000000Z-omar-for-ali',
    ]);
  });
});

test('the last change of covers is the latest that was agreed on or ended', () => {
  const ended = coverOf({ endedAt: '2026-12-01T06:00:00.000Z' });
  expect(lastChangeOf([])).toBe(0);
  expect(lastChangeOf([coverOf()])).toBe(at('2026-11-30T00:00:00Z'));
  expect(lastChangeOf([ended, coverOf()])).toBe(at('2026-12-01T06:00:00Z'));
  expect(lastChangeOf([ended, coverOf({ createdAt: '2026-12-01T07:00:00.000Z' })])).toBe(
    at('2026-12-01T07:00:00Z'),
  );
});
