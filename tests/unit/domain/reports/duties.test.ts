import { describe, expect, test } from '@jest/globals';
import type { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import { report, TEAM } from './week-facts.ts';

describe('who was on duty', () => {
  const rotation = {
    people: ['sara', 'omar'],
    every: 'week' as const,
    on: 'sunday' as const,
    at: '09:00',
    from: '2026-11-22',
  };
  const named = (oncall: Partial<RuntimeOncallConfig>) =>
    report({}, { ...TEAM, ...oncall }).duties.map(({ level, name, instead, from, to }) => [
      level,
      name,
      instead,
      new Date(from).toISOString().slice(0, 16),
      new Date(to).toISOString().slice(0, 16),
    ]);

  test('is by turns within the week, with those who are always on duty as one', () => {
    expect(named({ duties: [{ rotation, people: [] }, { people: ['huda'] }] })).toEqual([
      [1, 'Sara', undefined, '2026-11-23T00:00', '2026-11-29T09:00'],
      [1, 'Omar', undefined, '2026-11-29T09:00', '2026-11-30T00:00'],
      [2, 'Huda', undefined, '2026-11-23T00:00', '2026-11-30T00:00'],
    ]);
    expect(named({})).toEqual([]);
  });

  test('is whoever stood in, for as long as they did', () => {
    const cover = {
      id: 'c',
      covered: { person: 'sara' },
      by: 'omar',
      from: '2026-11-24T18:00:00.000Z',
      to: '2026-11-27T18:00:00.000Z',
      endedAt: '2026-11-25T06:00:00.000Z',
      reason: 'ill',
      createdBy: 'Sara',
      createdAt: '2026-11-24T10:00:00.000Z',
    };
    expect(named({ duties: [{ rotation, people: [] }], covers: [cover] }).slice(0, 3)).toEqual([
      [1, 'Sara', undefined, '2026-11-23T00:00', '2026-11-24T18:00'],
      [1, 'Omar', 'Sara', '2026-11-24T18:00', '2026-11-25T06:00'],
      [1, 'Sara', undefined, '2026-11-25T06:00', '2026-11-29T09:00'],
    ]);
  });
});
