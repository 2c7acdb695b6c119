import { expect, test } from '@jest/globals';
import { dutyChanges, handoversBetween, lastHandoverAt } from '../../../../lib/domain/oncall/duty-changes.ts';
import { coverOf, teamWith } from './team.ts';

const at = (time: string): number => Date.parse(`2026-12-${time}:00.000Z`);
const shown = (time: number | undefined) =>
  time === undefined ? undefined : new Date(time).toISOString().slice(5, 16);
/** Sara's turn begins on 29 November at 06:00; Omar covers her on 1 December, from midnight to midnight. */
const team = teamWith(coverOf());
const always = { ...team, duties: team.duties.slice(1), covers: [] };

test.each([
  ['01T00:00', '11-29T06:00', '12-02T00:00'],
  ['01T12:00', '12-01T00:00', '12-02T00:00'],
  ['02T00:00', '12-01T00:00', '12-06T06:00'],
  ['06T06:00', '12-02T00:00', '12-13T06:00'],
])('around %s who is on duty may have changed at %s, and may at %s', (time, before, after) => {
  const changes = dutyChanges(team, 1);
  expect(shown(changes.before(at(time)))).toBe(before);
  expect(shown(changes.after(at(time)))).toBe(after);
});

test('where nobody takes turns or stands in, nothing changes', () => {
  expect(dutyChanges(always, 1).before(at('01T12:00'))).toBeUndefined();
  expect(dutyChanges(always, 1).after(at('01T12:00'))).toBeUndefined();
  expect(dutyChanges(always, 2).after(at('01T12:00'))).toBeUndefined(); // there is no such level
  expect(lastHandoverAt(always, 1, at('01T12:00'))).toBe(0);
});

test('the last hand-over is the latest at any of the levels, and at its very moment that one', () => {
  const reversed = { ...team, covers: [], duties: team.duties.toReversed() };
  expect(lastHandoverAt(reversed, 1, at('07T00:00'))).toBe(0);
  expect(shown(lastHandoverAt(reversed, 2, at('07T00:00')))).toBe('12-06T06:00');
  expect(shown(lastHandoverAt(reversed, 2, at('06T06:00')))).toBe('12-06T06:00');
  expect(shown(lastHandoverAt({ ...team, covers: [] }, 2, at('07T00:00')))).toBe('12-06T06:00');
});

test('hand-overs between two times are each there once, without those at the ends', () => {
  const between = (from: string, to: string) => handoversBetween(team, 1, at(from), at(to)).map(shown);
  expect(between('01T00:00', '06T06:00')).toEqual(['12-02T00:00']);
  expect(between('01T00:00', '06T06:01')).toEqual(['12-02T00:00', '12-06T06:00']);
  expect(handoversBetween(always, 1, at('01T00:00'), at('06T06:00'))).toEqual([]);
});
