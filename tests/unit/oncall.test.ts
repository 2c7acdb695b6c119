import { expect, test } from '@jest/globals';
import { Oncall } from '../../lib/oncall.ts';

const least = {
  levels: [{ subscribers: [{ email: 'oncall@example.com' }] }],
  alarms: [{ email: 'operations@example.com' }],
};
const isGood = (fields: Record<string, unknown>): boolean =>
  Oncall.safeParse({ ...least, ...fields }).success;

test('a time zone is one that the clock knows', () => {
  expect(['UTC', 'Asia/Riyadh', 'America/St_Johns'].map((timeZone) => isGood({ timeZone }))).toEqual([
    true,
    true,
    true,
  ]);
  expect(['Riyadh', 'Asia/Nowhere', '', ' '].map((timeZone) => isGood({ timeZone }))).toEqual([
    false,
    false,
    false,
    false,
  ]);
  const error = Oncall.safeParse({ ...least, timeZone: 'Riyadh' }).error;
  expect(error?.issues[0]?.message).toBe('expected an IANA time zone, such as Asia/Riyadh');
});
