import { expect, test } from '@jest/globals';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import type { Cover } from '../../../../lib/domain/oncall/cover.ts';
import type { Team } from '../../../../lib/domain/oncall/duty.ts';
import { dutyPeriodOf } from '../../../../lib/domain/oncall/duty-period.ts';

const person = (name: string) => ({ name, hasEmail: true, hasSms: true });
const team = (people: string[], covers: Cover[] = [], timeZone = 'Asia/Riyadh'): Team => ({
  ...RuntimeOncallConfig.parse({
    timeZone,
    people: { sara: person('Sara'), omar: person('Omar'), huda: person('Huda') },
    duties: [{ rotation: { people, every: 'day', at: '09:00', from: '2026-11-23' }, people: ['huda'] }],
  }),
  covers,
});
const cover = (by: string, from: string, to: string, covered: Cover['covered'] = { level: 1 }): Cover => ({
  id: `${by}-${from}`,
  covered,
  by,
  from: `2026-11-${from}:00.000Z`,
  to: `2026-11-${to}:00.000Z`,
  reason: '',
  createdBy: 'Sara',
  createdAt: `2026-11-${from}:00.000Z`,
});
const at = (time: string): number => Date.parse(`2026-11-${time}:00.000Z`);
const periodOf = (of: Team, name: string, time: string): string[] =>
  Object.values(dutyPeriodOf(of, 1, name, at(time))).map((end) =>
    end === undefined ? 'none' : new Date(end).toISOString().slice(8, 16),
  );

test('it is the turn, also at its very first moment and just before its end', () => {
  for (const time of ['23T06:00', '23T12:00', '24T05:59'])
    expect(periodOf(team(['sara', 'omar']), 'sara', time)).toEqual(['23T06:00', '24T06:00']);
});

test('turns that follow each other are one, and so are a turn and a cover of the next', () => {
  expect(periodOf(team(['sara', 'sara', 'omar']), 'sara', '24T12:00')).toEqual(['23T06:00', '25T06:00']);
  const covered = team(['sara', 'omar'], [cover('sara', '24T06:00', '24T20:00')]);
  expect(periodOf(covered, 'sara', '23T12:00')).toEqual(['23T06:00', '24T20:00']);
  expect(periodOf(covered, 'omar', '24T21:00')).toEqual(['24T20:00', '25T06:00']);
});

test('a cover in the middle of a turn parts it, and two covers in a row by one person are one', () => {
  const parted = team(['sara', 'omar'], [cover('huda', '23T10:00', '23T11:00', { person: 'sara' })]);
  expect(periodOf(parted, 'sara', '23T09:00')).toEqual(['23T06:00', '23T10:00']);
  expect(periodOf(parted, 'sara', '23T11:00')).toEqual(['23T11:00', '24T06:00']);
  const row = team(
    ['sara', 'omar'],
    [cover('omar', '23T10:00', '23T11:00'), cover('omar', '23T11:00', '23T12:00')],
  );
  expect(periodOf(row, 'omar', '23T11:30')).toEqual(['23T10:00', '23T12:00']);
});

test('whoever is always there, or alone in a rotation, has neither beginning nor end', () => {
  expect(periodOf(team(['sara', 'omar']), 'huda', '23T12:00')).toEqual(['none', 'none']);
  expect(periodOf(team(['sara']), 'sara', '23T12:00')).toEqual(['none', 'none']);
});

test('over a change of the clocks a turn of a day has an hour less', () => {
  const berlin = team(['sara', 'omar'], [], 'Europe/Berlin');
  const { from = 0, to = 0 } = dutyPeriodOf(berlin, 1, 'sara', Date.parse('2027-03-27T12:00:00.000Z'));
  expect((to - from) / 3_600_000).toBe(23);
});
