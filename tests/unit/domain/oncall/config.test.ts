import { describe, expect, test } from '@jest/globals';
import { OncallConfig } from '../../../../lib/domain/oncall/config.ts';

const least = {
  levels: [{ subscribers: [{ email: 'oncall@example.com' }] }],
  alarms: [{ email: 'operations@example.com' }],
};
const isGood = (fields: Record<string, unknown>): boolean =>
  OncallConfig.safeParse({ ...least, ...fields }).success;

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
  const error = OncallConfig.safeParse({ ...least, timeZone: 'Riyadh' }).error;
  expect(error?.issues[0]?.message).toBe('expected an IANA time zone, such as Asia/Riyadh');
});

/** What is wrong with the subscribers of level 1; empty if nothing. */
const problemsOf = (...subscribers: object[]): string[] =>
  OncallConfig.safeParse({ ...least, levels: [{ subscribers }] }).error?.issues.map(
    ({ message }) => message,
  ) ?? [];

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
  const ONCE = ['expected each address once: SNS accepts no second subscription for it'];
  const email = 'oncall@example.com';
  expect(problemsOf({ email, families: ['orders'] }, { email, families: ['products'] })).toEqual(ONCE);
  expect(problemsOf({ email }, { sms: '+966500000000' }, { email: 'second@example.com' })).toEqual([]);
  const alarms = [{ email }, { email }];
  expect(OncallConfig.safeParse({ ...least, alarms }).error?.issues.map(({ message }) => message)).toEqual([
    'expected each address once',
  ]);
});

describe('levels', () => {
  const subscribers = (name: string) => [{ email: `${name}@example.com` }];
  const wrong = (...levels: object[]) =>
    OncallConfig.safeParse({ ...least, levels }).error?.issues.map(({ path, message }) => [
      path.join('.'),
      message,
    ]) ?? [];
  const first = { subscribers: subscribers('first') };
  const second = { subscribers: subscribers('second') };
  const third = { subscribers: subscribers('third') };

  test('the first is told at once, each other later than the one before', () => {
    expect(wrong(first, { ...second, afterMinutes: 15 }, { ...third, afterMinutes: 16 })).toEqual([]);
    expect(wrong({ ...first, afterMinutes: 15 })).toEqual([
      ['levels.0.afterMinutes', 'expected none: the first level is alerted at once'],
    ]);
    expect(wrong(first, second)).toEqual([
      ['levels.1.afterMinutes', 'expected afterMinutes: how many minutes after the first alert'],
    ]);
    expect(wrong(first, { ...second, afterMinutes: 15 }, { ...third, afterMinutes: 15 })).toEqual([
      ['levels.2.afterMinutes', 'expected more than the 15 of the level before'],
    ]);
  });

  test('a person stands in each of them once', () => {
    const people = { sara: { email: 'sara@example.com' }, omar: { email: 'omar@example.com' } };
    const errors = (...levels: object[]) =>
      OncallConfig.safeParse({ ...least, people, levels }).error?.issues.map(({ message }) => message) ?? [];
    expect(errors({ people: ['sara', 'sara'] })).toEqual(['expected each person once']);
    expect(errors({ people: ['sara', 'omar'] }, { afterMinutes: 5, people: ['sara'] })).toEqual([]);
  });

  test('an address stands in one of them', () => {
    const again = { ...first, afterMinutes: 15 };
    expect(wrong(first, again)).toEqual([
      ['levels', 'expected each address in one level only: lower levels get what higher levels get too'],
    ]);
    const twice = { subscribers: [...subscribers('first'), ...subscribers('first')] };
    expect(wrong(twice, { ...second, afterMinutes: 15 })).toEqual([
      ['levels.0.subscribers', 'expected each address once: SNS accepts no second subscription for it'],
    ]);
  });
});

test('what holds back has an end', () => {
  const reason = 'new database';
  expect(isGood({ quietHours: { from: '22:00', to: '07:00' } })).toBe(true);
  expect(isGood({ quietHours: { from: '22:00', to: '22:00' } })).toBe(false);
  expect(isGood({ maintenance: [{ reason, every: 'day', from: '02:00', to: '03:00' }] })).toBe(true);
  expect(isGood({ maintenance: [{ reason, every: 'day', from: '02:00', to: '02:00' }] })).toBe(false);
  const once = (to: string) => isGood({ maintenance: [{ reason, from: '2026-12-01T02:00', to }] });
  expect(['2026-12-01T02:01', '2026-12-01T02:00', '2026-12-01T01:59'].map(once)).toEqual([
    true,
    false,
    false,
  ]);
});

test('what is critical never waits, nor can it be asked to', () => {
  expect(isGood({ quietHours: { from: '22:00', to: '07:00', severities: ['critical'] } })).toBe(false);
});

describe('the url of an endpoint', () => {
  const NO_ENDPOINT = 'expected neither a user nor a fragment (#…): they are not part of an endpoint';
  const problems = (url: string): string[] =>
    OncallConfig.safeParse({ ...least, endpoints: [{ url }] }).error?.issues.map(({ message }) => message) ??
    [];

  test.each(['https://h.example/', 'http://h.example:8080/a?b=c', 'https://h.example/a@b'])(
    'may be %s',
    (url) => expect(problems(url)).toEqual([]),
  );
  test.each([
    'https://user@h.example/',
    'https://:password@h.example/',
    'https://user:password@h.example/',
    'https://h.example/#orders',
    'https://h.example/#',
  ])('has neither a user nor a fragment: not %s', (url) => expect(problems(url)).toEqual([NO_ENDPOINT]));
  test.each(['orders', '/hooks/orders', 'ftp://h.example/', ''])(
    'is of the web, and said once: not %j',
    (url) => {
      expect(problems(url)).toHaveLength(1);
      expect(problems(url)).not.toContain(NO_ENDPOINT);
    },
  );
});

test('a window of the week ends at another time than it begins', () => {
  const problems = (fields: object): string[][] =>
    OncallConfig.safeParse({ ...least, ...fields }).error?.issues.map(({ path, message }) => [
      path.join('.'),
      message,
    ]) ?? [];
  const window = (to: string) => ({ from: 'friday 18:00', to });
  const work = (to: string) => ({ maintenance: [{ reason: 'new database', ...window(to) }] });
  const DIFFERS = 'expected an end that differs from the beginning';
  expect(problems({ quietHours: window('sunday 06:00') })).toEqual([]);
  expect(problems({ quietHours: window('friday 18:00') })).toEqual([['quietHours.to', DIFFERS]]);
  expect(problems(work('sunday 06:00'))).toEqual([]);
  expect(problems(work('friday 18:00'))).toEqual([['maintenance.0.to', DIFFERS]]);
});
