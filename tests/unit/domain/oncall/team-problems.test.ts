import { expect, test } from '@jest/globals';
import { problemsIn } from '../../../../lib/adapters/config/oncall-file.ts';
import { OncallConfig } from '../../../../lib/domain/oncall/config.ts';

const problems = (given: object): string[] =>
  (OncallConfig.safeParse(given).error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );

const sara = { email: 'sara@shop.test', sms: '+966512345671' };
const rotation = { people: ['sara'], every: 'day', at: '09:00', from: '2026-11-29' };

test('a team is a rotation, people and subscribers, in any mixture', () => {
  expect(problems({ people: { sara }, levels: [{ rotation }] })).toEqual([]);
  expect(
    problems({
      people: { sara },
      levels: [{ rotation, people: ['sara'], subscribers: [{ email: 'all@shop.test' }] }],
    }),
  ).toEqual([]);
});

test('somebody who is not under people is named, with the place', () => {
  expect(
    problems({
      people: { sara },
      levels: [{ rotation: { ...rotation, people: ['sara', 'omar'] }, people: ['ali'] }],
    }),
  ).toEqual([
    'levels.0.rotation.people.1: expected somebody under people, not omar',
    'levels.0.people.0: expected somebody under people, not ali',
  ]);
});

test('a name that every object has is nobody', () => {
  expect(problems({ people: { sara }, levels: [{ people: ['constructor'] }] })).toEqual([
    'levels.0.people.0: expected somebody under people, not constructor',
  ]);
});

test('an address belongs to one person or subscriber', () => {
  expect(
    problems({ people: { sara, omar: { ...sara, sms: '+966512345672' } }, levels: [{ people: ['sara'] }] }),
  ).toEqual([
    'people.omar.email: expected an address of their own: SNS accepts no second subscription, and it is that of sara',
  ]);
  expect(
    problems({
      people: { sara },
      levels: [{ people: ['sara'] }, { afterMinutes: 5, subscribers: [{ sms: sara.sms }] }],
    }),
  ).toEqual([
    'people.sara.sms: expected an address of their own: SNS accepts no second subscription, and it is that of a subscriber of level 2',
  ]);
});

test('a level needs somebody, and a person an address', () => {
  expect(problems({ people: { sara }, levels: [{}] })).toEqual([
    'levels.0: expected somebody: rotation, people or subscribers',
  ]);
  expect(problems({ people: { sara: { name: 'Sara' } }, levels: [{ people: ['sara'] }] })).toEqual([
    'people.sara: expected email or sms, or both',
  ]);
  const spaced = OncallConfig.safeParse({ people: { 'Sara A': sara }, levels: [{ people: ['sara'] }] });
  expect(spaced.error && problemsIn(spaced.error)).toContainEqual({
    path: ['people', 'Sara A'],
    message: 'expected a short name in small letters and digits, such as sara',
  });
});
