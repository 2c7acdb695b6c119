import { describe, expect, test } from '@jest/globals';
import { KEPT_DAYS } from '../../../../lib/domain/incidents/retention.ts';
import type { Cover } from '../../../../lib/domain/oncall/cover.ts';
import { keptCovers, MOST_COVERS } from '../../../../lib/domain/oncall/covers-kept.ts';
import { agreed, DAY_MS, HOUR_MS, NOW, problemOf, request } from './asked-covers.ts';
import { coverOf } from './team.ts';

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
