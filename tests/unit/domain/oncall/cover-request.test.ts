import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { KEPT_DAYS } from '../../../../lib/domain/incidents/retention.ts';
import type { Cover, CoverRequest } from '../../../../lib/domain/oncall/cover.ts';
import { decideCover } from '../../../../lib/domain/oncall/cover-request.ts';
import { isPast, keptCovers, MOST_COVERS } from '../../../../lib/domain/oncall/covers-kept.ts';
import { onDutyAt } from '../../../../lib/domain/oncall/duty.ts';
import { endCover } from '../../../../lib/domain/oncall/end-cover.ts';
import { coverOf, teamWith } from './team.ts';

const NOW = Date.parse('2026-12-01T00:00:00.000Z'); // in Sara's week
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const request = (over: Partial<CoverRequest> = {}): CoverRequest => ({
  covered: { person: 'sara' },
  by: 'omar',
  from: NOW + HOUR_MS,
  to: NOW + 5 * HOUR_MS,
  reason: 'a wedding',
  createdBy: 'Sara',
  ...over,
});
const decide = (asked: CoverRequest, covers: Cover[] = [], now = NOW) =>
  decideCover(teamWith(), covers, asked, { id: 'new', now });
const problemOf = (asked: CoverRequest, covers: Cover[] = [], now = NOW) => {
  const outcome = decide(asked, covers, now);
  return outcome.kind === 'refused' ? `${outcome.problem.field} ${outcome.problem.why}` : outcome.kind;
};
const agreed = (asked: CoverRequest, covers: Cover[] = [], now = NOW): Cover[] => {
  const outcome = decide(asked, covers, now);
  if (outcome.kind !== 'new') throw new Error(outcome.kind);
  return outcome.covers;
};

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

describe('the same request', () => {
  const asked = request({ covered: { level: 1 }, from: NOW, to: NOW + 2 * HOUR_MS });
  const first = agreed(asked);

  test('sent twice within a moment is one cover', () => {
    const again = { ...asked, from: NOW + 3000, to: asked.to + 3000 };
    expect(decide(again, first, NOW + 3000)).toEqual({ kind: 'already', cover: first[0] });
  });

  test('exactly as it was is one cover however late, and a new one if it was ended', () => {
    const later = NOW + HOUR_MS;
    const exact = request();
    const [cover] = agreed(exact);
    expect(decide(exact, cover ? [cover] : [], NOW + 50_000)).toEqual({ kind: 'already', cover });
    const ended = first.map((one) => ({ ...one, endedAt: new Date(later).toISOString() }));
    expect(problemOf({ ...asked, from: later }, ended, later)).toBe('new');
  });

  test('exactly as it was is one cover half an hour later too; with another beginning or end it overlaps', () => {
    const exact = request();
    const before = agreed(exact);
    const later = NOW + HOUR_MS / 2;
    expect(decide(exact, before, later)).toEqual({ kind: 'already', cover: before[0] });
    expect(problemOf({ ...exact, to: exact.to + 1 }, before, later)).toBe('beginning overlaps');
    expect(problemOf({ ...exact, from: exact.from + 1 }, before, later)).toBe('beginning overlaps');
  });

  test.each([
    [59_999, 59_999, 59_999, 'already'],
    [59_999, -59_999, -59_999, 'already'],
    [60_000, 1, 1, 'beginning overlaps'],
    [59_999, 60_000, 0, 'beginning overlaps'],
    [59_999, 0, 60_000, 'beginning overlaps'],
    [59_999, 0, -60_000, 'beginning overlaps'],
  ])('sent again after %d ms, beginning %d and ending %d ms later: %s', (after, from, to, answer) => {
    const exact = request();
    const again = { ...exact, from: exact.from + from, to: exact.to + to };
    expect(problemOf(again, agreed(exact), NOW + after)).toBe(answer);
  });

  test('after it was ended by mistake is a new cover', () => {
    const now = NOW + 20_000;
    const ended = first.map((one) => ({ ...one, endedAt: new Date(NOW + 10_000).toISOString() }));
    expect(problemOf({ ...asked, from: now, to: asked.to }, ended, now)).toBe('new');
  });

  test('by somebody else is another request, and overlaps', () => {
    expect(problemOf({ ...asked, by: 'huda', from: NOW + 3000 }, first, NOW + 3000)).toBe(
      'beginning overlaps',
    );
  });
});

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

describe('how many covers are kept', () => {
  const past = (index: number): Cover => {
    const from = NOW - (index + 2) * HOUR_MS;
    return coverOf({
      id: `past-${index}`,
      from: new Date(from).toISOString(),
      to: new Date(from + HOUR_MS).toISOString(),
    });
  };
  const coming = (index: number): Cover => {
    const from = NOW + (index + 10) * HOUR_MS;
    return coverOf({
      id: `coming-${index}`,
      from: new Date(from).toISOString(),
      to: new Date(from + HOUR_MS).toISOString(),
    });
  };
  const many = (count: number, make: (index: number) => Cover): Cover[] =>
    Array.from({ length: count }, (_, index) => make(index));

  test('past ones are kept for as long as the timeline', () => {
    const old = coverOf({ from: '2025-10-01T00:00:00.000Z', to: '2025-10-27T00:00:00.000Z' });
    const end = Date.parse(old.to) + KEPT_DAYS.timeline * DAY_MS;
    expect(keptCovers([old], end - 1)).toEqual([old]);
    expect(keptCovers([old], end)).toEqual([]);
  });

  test('beyond the most that fit, the past ones that ended first make room', () => {
    const covers = agreed(request(), many(MOST_COVERS, past));
    expect(covers).toHaveLength(MOST_COVERS);
    expect(covers.map(({ id }) => id)).toContain('new');
    expect(covers.map(({ id }) => id)).not.toContain(`past-${MOST_COVERS - 1}`);
    expect(covers.map(({ id }) => id)).toContain('past-0');
  });

  test('one that was ended makes room, although its time has not come', () => {
    const ended = { ...coming(0), endedAt: new Date(NOW - HOUR_MS).toISOString() };
    expect(problemOf(request(), [ended, ...many(MOST_COVERS, coming).slice(1)])).toBe('new');
  });

  test('one that has not passed is never the one that goes', () => {
    const covers = agreed(request(), [...many(MOST_COVERS - 1, coming), past(0)]);
    expect(covers.map(({ id }) => id)).toEqual([...many(MOST_COVERS - 1, coming).map(({ id }) => id), 'new']);
  });

  test('if so many have not passed, another is refused, and none is lost', () => {
    expect(problemOf(request(), many(MOST_COVERS, coming))).toBe('covered too-many');
    expect(problemOf(request(), many(MOST_COVERS - 1, coming))).toBe('new');
  });
});

test('whatever is asked for and ended in turn, covers of one person never overlap and somebody is on duty', () => {
  const person = fc.constantFrom('sara', 'omar', 'huda');
  const step = fc.oneof(
    fc.record({
      covered: fc.oneof(
        person.map((one) => ({ person: one })),
        fc.constant({ level: 1 }),
      ),
      by: person,
      from: fc.integer({ min: -2, max: 60 }),
      hours: fc.integer({ min: 0, max: 40 }),
    }),
    fc.record({ end: fc.nat({ max: 5 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      let covers: Cover[] = [];
      steps.forEach((one, index) => {
        const now = NOW + index * HOUR_MS;
        const outcome =
          'end' in one
            ? endCover(covers, { id: covers[one.end]?.id ?? '', endedBy: 'x', now })
            : decideCover(
                teamWith(),
                covers,
                request({
                  covered: one.covered,
                  by: one.by,
                  from: now + one.from * HOUR_MS,
                  to: now + (one.from + one.hours) * HOUR_MS,
                }),
                { id: String(index), now },
              );
        if ('covers' in outcome) covers = outcome.covers;
      });
      const team = teamWith(...covers);
      for (let hour = 0; hour < 130; hour++) {
        const time = NOW + hour * HOUR_MS;
        expect(onDutyAt(team, 1, time)).toHaveLength(1);
        const holding = covers.filter(
          (cover) => !isPast(cover, time) && Date.parse(cover.from) <= time && cover.endedAt === undefined,
        );
        const keys = holding.map(({ covered }) => JSON.stringify(covered));
        expect(new Set(keys).size).toBe(keys.length);
      }
    }),
    { numRuns: 100 },
  );
});

test('whoever is always on duty beside their own turn still has that turn', () => {
  const team = teamWith();
  const beside = { ...team, duties: [{ ...team.duties[0], people: ['huda'] }] };
  const asked = (by: string) =>
    decideCover(beside, [], request({ covered: { level: 1 }, by }), { id: 'new', now: NOW });
  expect(asked('sara')).toEqual({ kind: 'refused', problem: { field: 'by', why: 'has-it' } });
  expect(asked('huda').kind).toBe('new'); // hers is a place, not the turn
});
