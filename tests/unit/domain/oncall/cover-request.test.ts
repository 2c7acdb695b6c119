import { describe, expect, test } from '@jest/globals';
import type { Cover, CoverRequest } from '../../../../lib/domain/oncall/cover.ts';
import { decideCover } from '../../../../lib/domain/oncall/cover-request.ts';
import { DAY_MS, decide, HOUR_MS, NOW, problemOf, request } from './asked-covers.ts';
import { coverOf, teamWith } from './team.ts';

describe('a cover that is asked for', () => {
  test('is recorded with who, when and why', () => {
    expect(decide(request())).toMatchObject({
      kind: 'new',
      cover: {
        id: 'new',
        covered: { person: 'sara' },
        by: 'omar',
        from: '2026-12-01T01:00:00.000Z',
        to: '2026-12-01T05:00:00.000Z',
        reason: 'a wedding',
        createdBy: 'Sara',
        createdAt: '2026-12-01T00:00:00.000Z',
      },
    });
  });

  test.each<[string, Partial<CoverRequest>]>([
    ['by nobody-known', { by: 'nobody' }],
    ['by nobody-known', { by: 'constructor' }],
    ['covered covers-nobody-known', { covered: { person: 'nobody' } }],
    ['by themselves', { by: 'sara' }],
    ['covered no-turns', { covered: { level: 2 } }],
    ['covered no-turns', { covered: { level: 5 } }],
    ['end before-beginning', { to: NOW + HOUR_MS }],
    ['end before-beginning', { from: NOW - HOUR_MS, to: NOW - 2 * HOUR_MS }],
    ['end ends-in-past', { from: NOW - 2 * HOUR_MS, to: NOW - HOUR_MS }],
    ['end ends-in-past', { from: NOW - HOUR_MS, to: NOW }],
    ['beginning begins-in-past', { from: NOW - HOUR_MS }],
    ['beginning too-far', { from: NOW + 366 * DAY_MS + 1, to: NOW + 367 * DAY_MS }],
    ['new', { from: NOW + 366 * DAY_MS, to: NOW + 367 * DAY_MS }],
    ['end too-long', { to: NOW + HOUR_MS + 31 * DAY_MS + 1 }],
    ['new', { to: NOW + HOUR_MS + 31 * DAY_MS }],
    ['by has-it', { covered: { level: 1 }, by: 'sara' }],
  ])('is answered with %s for %j', (problem, over) => {
    expect(problemOf(request(over))).toBe(problem);
  });

  test('begins now if its beginning has passed while the form was filled in', () => {
    const outcome = decide(request({ from: NOW - 5 * 60_000 }));
    expect(outcome).toMatchObject({ cover: { from: '2026-12-01T00:00:00.000Z' } });
    expect(problemOf(request({ from: NOW - 5 * 60_000 - 1 }))).toBe('beginning begins-in-past');
  });

  test('may be by whoever has the turn for a part of the time', () => {
    const turnEnds = Date.parse('2026-12-06T06:00:00.000Z');
    expect(problemOf(request({ covered: { level: 1 }, by: 'sara', from: NOW, to: turnEnds }))).toBe(
      'by has-it',
    );
    expect(problemOf(request({ covered: { level: 1 }, by: 'sara', from: NOW, to: turnEnds + 1 }))).toBe(
      'new',
    );
  });
});

describe('another cover', () => {
  const before = coverOf({ from: '2026-12-01T02:00:00.000Z', to: '2026-12-01T04:00:00.000Z' });

  test.each([
    [NOW + HOUR_MS, NOW + 2 * HOUR_MS, 'new'],
    [NOW + HOUR_MS, NOW + 2 * HOUR_MS + 1, 'beginning overlaps'],
    [NOW + 4 * HOUR_MS - 1, NOW + 5 * HOUR_MS, 'beginning overlaps'],
    [NOW + 4 * HOUR_MS, NOW + 5 * HOUR_MS, 'new'],
    [NOW + 2.5 * HOUR_MS, NOW + 3 * HOUR_MS, 'beginning overlaps'],
  ])('of the same person is in the way where they overlap: %d to %d', (from, to, problem) => {
    expect(problemOf(request({ by: 'huda', from, to }), [before])).toBe(problem);
  });

  test('that is in the way is named', () => {
    const outcome = decide(request({ by: 'huda' }), [before]);
    expect(outcome).toMatchObject({ problem: { cover: before } });
  });

  test('is not in the way if it was ended, or is of somebody else, or of a level', () => {
    const others: Partial<Cover>[] = [
      { endedAt: '2026-12-01T00:30:00.000Z' },
      { endedAt: '2026-12-01T01:30:00.000Z' }, // after the request begins, before it would have begun
      { endedAt: '2026-12-01T02:00:00.000Z' },
      { covered: { person: 'huda' } },
      { covered: { level: 1 } },
    ];
    for (const over of others)
      expect(problemOf(request({ by: 'huda' }), [{ ...before, ...over }])).toBe('new');
  });

  test('of whoever would take over a level is in the way: the alerts would go past them', () => {
    const asleep = coverOf({ covered: { person: 'omar' }, by: 'huda' });
    expect(problemOf(request({ covered: { level: 1 }, from: NOW }), [asleep])).toBe('by is-covered');
  });
});

test('whoever is always on duty beside their own turn still has that turn', () => {
  const team = teamWith();
  const beside = { ...team, duties: [{ ...team.duties[0], people: ['huda'] }] };
  const asked = (by: string) =>
    decideCover(beside, [], request({ covered: { level: 1 }, by }), { id: 'new', now: NOW });
  expect(asked('sara')).toEqual({ kind: 'refused', problem: { field: 'by', why: 'has-it' } });
  expect(asked('huda').kind).toBe('new'); // hers is a place, not the turn
});
