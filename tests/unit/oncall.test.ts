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

/** What is wrong with the subscribers of level 1; empty if nothing. */
const problemsOf = (...subscribers: object[]): string[] =>
  Oncall.safeParse({ ...least, levels: [{ subscribers }] }).error?.issues.map(({ message }) => message) ?? [];

const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `shop-${index}`);
const severities = ['critical', 'warning', 'info'];
const families = ['orders', 'products', 'loyalty', 'customers', 'installs'];

test('a filter has at most 150 combinations: what SNS takes', () => {
  const email = 'oncall@example.com';
  const TOO_MANY = ['expected at most 150 combinations of severities, families and sources'];
  expect(problemsOf({ email, sources: names(150) })).toEqual([]);
  expect(problemsOf({ email, sources: names(151) })).toEqual(TOO_MANY);
  expect(problemsOf({ email, severities, families, sources: names(10) })).toEqual([]);
  expect(problemsOf({ email, severities, families, sources: names(11) })).toEqual(TOO_MANY);
  expect(problemsOf({ email, severities, sources: names(50) })).toEqual([]);
  expect(problemsOf({ email, severities, sources: names(51) })).toEqual(TOO_MANY);
});

test('an address stands once, whatever it is filtered by; two protocols are two addresses', () => {
  const ONCE = ['expected each address once: SNS takes no second subscription of it'];
  const email = 'oncall@example.com';
  expect(problemsOf({ email, families: ['orders'] }, { email, families: ['products'] })).toEqual(ONCE);
  expect(problemsOf({ email }, { sms: '+966500000000' }, { email: 'second@example.com' })).toEqual([]);
  const alarms = [{ email }, { email }];
  expect(Oncall.safeParse({ ...least, alarms }).error?.issues.map(({ message }) => message)).toEqual([
    'expected each address once',
  ]);
});
