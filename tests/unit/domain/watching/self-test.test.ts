import { describe, expect, test } from '@jest/globals';
import {
  isFailing,
  isSelfTestDue,
  type SelfTestOutcome,
  type SelfTestRecord,
  selfTestAgeS,
  withOutcome,
} from '../../../../lib/domain/watching/self-test.ts';

const RIYADH = { selfTest: '10:15', timeZone: 'Asia/Riyadh' }; // 07:15 in UTC
const at = (time: string): Date => new Date(`2026-11-${time}:00Z`);
const ranAt = (time: string): SelfTestRecord => ({ ranAt: at(time).toISOString() });
const failed = (stage: 'post' | 'group' = 'group'): SelfTestOutcome => ({
  kind: 'failed',
  stage,
  reason: 'why',
});
const passed: SelfTestOutcome = {
  kind: 'passed',
  notificationId: 'n',
  incidentId: 'i',
  messageId: 'm',
  tookMs: 1200,
};

describe('a self-test is due', () => {
  test.each([
    ['at once where there was none', undefined, '27T03:00', true],
    ['not before its time of day', ranAt('26T07:15'), '27T07:14', false],
    ['at its time by the clocks of the team', ranAt('26T07:15'), '27T07:15', true],
    ['once a day', ranAt('27T07:15'), '27T23:59', false],
    ['after days in which nothing ran', ranAt('20T07:15'), '27T03:00', true],
    ['as yesterday’s, where yesterday had none', ranAt('26T07:14'), '27T07:00', true],
  ])('%s', (_, record, now, isDue) => {
    expect(isSelfTestDue(record, RIYADH, at(now))).toBe(isDue);
  });

  test('never where it is off', () => {
    expect(isSelfTestDue(undefined, { ...RIYADH, selfTest: 'off' }, at('27T07:15'))).toBe(false);
  });

  test('on the day on which clocks skip its time, and once on the day on which they show it twice', () => {
    const berlin = { selfTest: '02:30', timeZone: 'Europe/Berlin' };
    const sunday = (time: string) => new Date(`2026-03-29T${time}:00Z`); // 02:00 is 03:00
    const before = { ranAt: '2026-03-28T01:30:00.000Z' };
    expect(isSelfTestDue(before, berlin, sunday('00:59'))).toBe(false);
    expect(isSelfTestDue(before, berlin, sunday('01:00'))).toBe(true);
    const first = { ranAt: '2026-10-25T00:30:00.000Z' };
    expect(isSelfTestDue(first, berlin, new Date('2026-10-25T01:30:00Z'))).toBe(false);
  });

  test('five minutes after it failed, and every quarter of an hour once people know', () => {
    const once = withOutcome(ranAt('26T07:15'), failed(), at('27T07:15'));
    expect(isSelfTestDue(once, RIYADH, at('27T07:19'))).toBe(false);
    expect(isSelfTestDue(once, RIYADH, at('27T07:20'))).toBe(true);
    const thrice = withOutcome(withOutcome(once, failed(), at('27T07:20')), failed(), at('27T07:25'));
    expect(isSelfTestDue(thrice, RIYADH, at('27T07:35'))).toBe(false);
    expect(isSelfTestDue(thrice, RIYADH, at('27T07:40'))).toBe(true);
  });
});

describe('the record', () => {
  test('says since when it fails, at which stage now, and that people are to hear after three tries', () => {
    const good = withOutcome(undefined, passed, at('26T07:15'));
    const once = withOutcome(good, failed('post'), at('27T07:15'));
    const twice = withOutcome(once, failed('group'), at('27T07:20'));
    const thrice = withOutcome(twice, failed('group'), at('27T07:25'));
    expect([once, twice, thrice].map(isFailing)).toEqual([false, false, true]);
    expect(thrice).toMatchObject({
      passedAt: good.passedAt,
      messageId: 'm',
      failure: { stage: 'group', reason: 'why', since: at('27T07:15').toISOString(), tries: 3 },
    });
  });

  test('forgets the failure once a test passes', () => {
    const after = withOutcome(withOutcome(undefined, failed(), at('27T07:15')), passed, at('27T07:20'));
    expect(after).toEqual({
      ranAt: at('27T07:20').toISOString(),
      passedAt: at('27T07:20').toISOString(),
      tookMs: 1200,
      notificationId: 'n',
      messageId: 'm',
    });
    expect(isFailing(after)).toBe(false);
  });
});

test('its age is that of the last that passed; where none has, of the first that failed', () => {
  const failing = withOutcome(undefined, failed(), at('27T07:15'));
  const passing = withOutcome(failing, passed, at('27T07:20'));
  const again = withOutcome(passing, failed(), at('27T07:25'));
  const ages = [undefined, failing, passing, again].map((record) => selfTestAgeS(record, at('27T07:30')));
  expect(ages).toEqual([0, 900, 600, 600]);
  expect(selfTestAgeS(passing, at('27T07:00'))).toBe(0);
});
