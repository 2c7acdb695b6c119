import { expect, test } from '@jest/globals';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import type { Cover } from '../../../../lib/domain/oncall/cover.ts';
import {
  onDutyFor,
  onDutyRows,
  onDutyShort,
  onDutySince,
} from '../../../../lib/messages/sections/on-duty.ts';
import { at, contextAt, OPENED } from '../fixtures.ts';

const person = (name: string) => ({ name, hasEmail: true, hasSms: true });
const rotation = { people: ['sara', 'omar'], every: 'day', at: '20:00', from: '2026-06-12' };
/** Omar has the turn of level 2 until 20:00, then Sara; Huda and, at level 3, Omar are always on duty. */
const { people, duties } = RuntimeOncallConfig.parse({
  people: { sara: person('Sara'), omar: person('Omar'), huda: person('هدى') },
  duties: [{ people: ['huda'] }, { rotation }, { people: ['omar'] }],
});
const context = (minute: number, ...covers: Cover[]) => contextAt(minute, { people, duties, covers });
const cover: Cover = {
  id: 'c',
  covered: { person: 'huda' },
  by: 'sara',
  from: at(0),
  to: at(60),
  reason: '',
  createdBy: 'Sara',
  createdAt: at(0),
};
const to = (level: number) => ({ level, onDuty: ['huda'] });

test('who is on duty is said up to the highest level to which it goes, with the level where there are several', () => {
  expect(onDutyRows([to(1)], context(0))).toEqual(['On duty: هدى.']);
  expect(onDutyRows([to(1), to(3), to(2)], context(0))).toEqual([
    'On duty at level 1: هدى.',
    'On duty at level 2: Omar until 20:00.',
    'On duty at level 3: Omar.',
  ]);
  expect(onDutyRows([{ onDuty: ['huda'] }], context(0))).toEqual(['On duty: هدى.']);
});

test('whoever stands in is named with for whom, and until when', () => {
  expect(onDutyRows([to(1)], context(1, cover))).toEqual(['On duty: Sara (for هدى) until 20:42.']);
});

test('nobody is named where a team has no people, or the alert went to none', () => {
  expect(onDutyRows([], context(0))).toEqual([]);
  expect(onDutyRows([{ level: 3 }], context(0))).toEqual([]);
  expect(onDutyFor([{ level: 3 }, to(1)], context(0)).map(({ level }) => level)).toEqual([1]);
  expect(onDutyShort([{ level: 3 }], context(0))).toEqual([]);
});

test('a text message has each person and time once, in ASCII', () => {
  expect(onDutyShort([to(3)], context(0))).toEqual(['On duty: Huda, Omar until 20:00, Omar.']);
  expect(onDutyShort([to(3)], context(20))).toEqual([
    expect.stringMatching(/^On duty: Huda, Sara until .*20:00, Omar\.$/),
  ]);
});

test.each([
  ['sara', 2, at(17.883_333)],
  ['sara', 1, at(30)], // at that level she is not on duty
  ['huda', 2, at(30)], // always: no beginning is known
  ['gone', 3, at(30)],
])('%s is on duty at levels up to %d since %s', (who, level, since) => {
  const found = onDutySince(who, level, context(30));
  expect(Math.round((found - OPENED) / 1000)).toBe(Math.round((Date.parse(since) - OPENED) / 1000));
});
