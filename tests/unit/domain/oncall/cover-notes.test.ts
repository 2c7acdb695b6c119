import { describe, expect, test } from '@jest/globals';
import type { Cover } from '../../../../lib/domain/oncall/cover.ts';
import { type CoverNote, notesOn } from '../../../../lib/domain/oncall/cover-notes.ts';
import type { Team } from '../../../../lib/domain/oncall/duty.ts';
import { coverOf, teamWith } from './team.ts';

/** The team, and Ali, who takes no turns and has no email. */
const team = (...covers: Cover[]): Team => {
  const three = teamWith(...covers);
  return { ...three, people: { ...three.people, ali: { name: 'Ali', hasEmail: false, hasSms: true } } };
};

/** Each note in one line. */
const shown = (note: CoverNote): string => {
  if (note.why === 'goes-on') return `goes on to ${note.cover.by}`;
  return `${note.why} ${note.person}${note.why === 'alone' ? ` ${note.levels.join('+')}` : ''}`;
};
const notes = (of: Team, over: Partial<Cover> = {}): string[] =>
  notesOn(of, coverOf({ id: 'new', ...over })).map(shown);

/** The end of Sara's week, and of Omar's. */
const [SUNDAY, NEXT_SUNDAY] = ['2026-12-06T06:00:00.000Z', '2026-12-13T06:00:00.000Z'];

test('nothing is said of a cover of somebody on duty by somebody who is reached and not alone', () => {
  expect(notes(team())).toEqual([]);
  expect(notes(team(), { covered: { level: 1 } })).toEqual([]);
});

test('nothing is said of it a second time, when it is among the covers already', () => {
  expect(notes(team(coverOf({ id: 'new' })))).toEqual([]);
  expect(notes(team(coverOf({ id: 'new', by: 'ali' })), { by: 'ali' })).toEqual(['no-email ali']);
});

describe('whoever stands in', () => {
  test.each([
    ['has no text messages', { by: 'huda', covered: { person: 'omar' } }, 'no-sms huda'],
    ['has no email', { by: 'ali' }, 'no-email ali'],
  ] as const)('%s', (_, over, note) => {
    expect(notes(team(), over)).toContain(note);
  });

  test('is not judged once they have left oncall.yml', () => {
    expect(notes(team(), { by: 'gone' })).toEqual([]);
  });
});

describe('whoever stands in is covered too', () => {
  const next = (over: Partial<Cover> = {}): Cover =>
    coverOf({ id: 'next', covered: { person: 'omar' }, by: 'ali', ...over });

  test.each([
    ['in the same time', {}],
    ['from its last hour on', { from: '2026-12-01T23:00:00.000Z', to: '2026-12-03T00:00:00.000Z' }],
    ['until its first hour', { from: '2026-11-30T00:00:00.000Z', to: '2026-12-01T01:00:00.000Z' }],
  ])('%s: the alerts go on', (_, over) => {
    expect(notes(team(next(over)))).toEqual(['goes on to ali']);
  });

  test.each([
    ['after it', { from: '2026-12-02T00:00:00.000Z', to: '2026-12-03T00:00:00.000Z' }],
    ['before it', { from: '2026-11-30T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' }],
    ['no longer', { endedAt: '2026-11-30T12:00:00.000Z' }],
  ])('%s: nothing is said', (_, over) => {
    expect(notes(team(next(over)))).toEqual([]);
  });

  test('where somebody else is, or a level, nothing is said', () => {
    const others = [next({ id: 'a', covered: { person: 'huda' } }), next({ id: 'b', covered: { level: 2 } })];
    expect(notes(team(...others))).toEqual([]);
  });
});

describe('whoever is covered', () => {
  test.each([
    ['has the turn only after it', { covered: { person: 'omar' }, by: 'sara', to: SUNDAY }, ['no-duty omar']],
    ['had the turn only before it', { from: SUNDAY, to: NEXT_SUNDAY }, ['no-duty sara']],
    [
      'has it for its last minute',
      { covered: { person: 'omar' }, by: 'sara', to: '2026-12-06T06:01:00.000Z' },
      [],
    ],
    ['is always on duty, at the second level', { covered: { person: 'huda' }, by: 'ali' }, ['no-email ali']],
    ['is on duty at no level', { covered: { person: 'ali' } }, ['no-duty ali']],
  ])('%s', (_, over, expected) => {
    expect(notes(team(), over)).toEqual(expected);
  });

  test('is covered already: then there is no duty left to take', () => {
    expect(notes(team(coverOf({ id: 'before', by: 'ali' })))).toEqual(['no-duty sara']);
  });
});

describe('one person would be alone at several levels', () => {
  test('from the beginning', () => {
    expect(notes(team(), { by: 'huda' })).toEqual(['alone huda 1+2', 'no-sms huda']);
    expect(notes(team(), { by: 'huda', covered: { level: 1 } })).toEqual(['alone huda 1+2', 'no-sms huda']);
  });

  test('from a hand-over within it, but not from one at its end', () => {
    const ofHuda = (to: string) => notes(team(), { covered: { person: 'huda' }, by: 'omar', to });
    expect(ofHuda('2026-12-06T06:00:01.000Z')).toEqual(['alone omar 1+2']);
    expect(ofHuda(SUNDAY)).toEqual([]);
  });

  const withLevels = (...duties: Team['duties']): Team => ({
    ...team(),
    duties: [...team().duties.slice(0, 1), ...duties],
  });

  test('where a level between has nobody, it is not counted', () => {
    const gap = withLevels({ people: [] }, { people: ['huda'] });
    expect(notes(gap, { by: 'huda' })).toEqual(['alone huda 1+3', 'no-sms huda']);
  });

  test.each([
    ['there is one level only', withLevels()],
    ['somebody else is on duty with them', withLevels({ people: ['huda', 'ali'] })],
    ['oncall.yml has one person alone anyway', withLevels({ people: ['sara'] })],
  ])('not where %s', (_, of) => {
    expect(notes(of)).toEqual([]);
    expect(notes(of, { by: 'huda' })).toEqual(['no-sms huda']);
  });
});
