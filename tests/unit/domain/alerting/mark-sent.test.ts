import { describe, expect, test } from '@jest/globals';
import { hasDueAlert } from '../../../../lib/domain/alerting/due-alert.ts';
import { dueAlerts } from '../../../../lib/domain/alerting/due-alerts.ts';
import { isSettled, markSent } from '../../../../lib/domain/alerting/mark-sent.ts';
import { gapAfter } from '../../../../lib/domain/alerting/next-alert.ts';
import { transition } from '../../../../lib/domain/incidents/transition.ts';
import { at, oncall, opened } from '../../examples.ts';

const now = at('03:00:01.000');
const openedSent = () =>
  markSent(opened(), dueAlerts(opened(), undefined, oncall, now), ['email', 'sms'], now);

describe('what counts as told', () => {
  test('is what was rendered, on the channels that SNS took, one time more', () => {
    const first = {
      at: now.toISOString(),
      kind: 'opened',
      state: 'open',
      count: 1,
      cause: 'unavailable',
      growthIntervalMinutes: 5,
      reminderIntervalMinutes: 60,
      level: 1,
      highestLevel: 1,
      cycle: '0',
      cycleStartedAt: now.toISOString(),
    };
    expect(openedSent()).toEqual({ revision: 1, email: first, sms: first });
    const again = { ...opened(), lastSent: openedSent(), count: 4 };
    const later = at('03:05:01.000');
    expect(markSent(again, dueAlerts(again, undefined, oncall, later), ['email'], later)).toEqual({
      revision: 2,
      email: { ...first, at: later.toISOString(), kind: 'changed', count: 4, growthIntervalMinutes: 10 },
      sms: first,
    });
  });

  test('leaves a channel alone on which nothing was said', () => {
    const lastSent = markSent(
      opened(),
      { email: { kind: 'opened', reason: '', level: 1, cycle: '0' } },
      ['email', 'sms'],
      now,
    );
    expect(lastSent).not.toHaveProperty('sms');
  });
});

describe('why', () => {
  const why = (incident: Parameters<typeof dueAlerts>[0], time: string) => {
    const { email, sms } = dueAlerts(incident, undefined, oncall, at(time));
    return [email?.reason, sms?.reason];
  };
  const over = (incident: Parameters<typeof transition>[0]) =>
    transition(incident, { kind: 'resolved', actor: 'Sara' }, at('03:30:00.000'));

  test.each([
    ['a new incident', opened(), ['a new incident', 'a new incident']],
    ['one that was over at once', over(opened()), ['it was over before anyone was alerted', undefined]],
    [
      'one that was closed',
      over({ ...opened(), lastSent: openedSent() }),
      ['the incident was closed', 'the incident was closed'],
    ],
  ])('is said of %s', (_name, incident, reasons) => expect(why(incident, '03:31:00.000')).toEqual(reasons));

  test('is said of a reminder, in whole minutes', () => {
    expect(why({ ...opened(), lastSent: openedSent() }, '04:30:59.000')).toEqual([
      'nothing was said for 90 min',
      undefined,
    ]);
  });
});

test('something is due on either channel alone', () => {
  const one = { kind: 'opened', reason: '', level: 1, cycle: '0' } as const;
  expect([{}, { email: one }, { sms: one }, { email: one, sms: one }].map(hasDueAlert)).toEqual([
    false,
    true,
    true,
    true,
  ]);
});

test('only growth makes the next growth wait longer, and never beyond an hour', () => {
  const { email } = openedSent();
  expect(gapAfter('reminder', email)).toBe(5);
  expect(gapAfter('changed', email)).toBe(10);
  expect(gapAfter('changed', email && { ...email, growthIntervalMinutes: 31 })).toBe(60);
  expect(gapAfter('opened', undefined)).toBe(5);
});

test('an open incident is not settled, even when nothing is due about it', () => {
  const quiet = { ...opened(), lastSent: openedSent() };
  expect(hasDueAlert(dueAlerts(quiet, undefined, oncall, at('03:01:00.000')))).toBe(false);
  expect(isSettled(quiet, undefined, oncall, at('03:01:00.000'))).toBe(false);
});

test('what calls nobody leaves the escalation where it was; one of an older version is level 1 of cycle 0', () => {
  const before = openedSent().email;
  const later = at('03:10:00.000');
  const reminder = { email: { kind: 'reminder', reason: '', level: 1, cycle: '1' } } as const;
  const after = (email: typeof before) =>
    markSent({ ...opened(), lastSent: { revision: 1, email } }, reminder, ['email'], later).email;
  expect(after(before && { ...before, level: 2, highestLevel: 3 })).toMatchObject({
    level: 2,
    highestLevel: 3,
    cycle: '0',
  });
  expect(
    after(before && { ...before, level: undefined, highestLevel: undefined, cycle: undefined }),
  ).toMatchObject({
    level: 1,
    highestLevel: 1,
    cycle: '0',
  });
  const escalated = { email: { kind: 'escalated', reason: '', level: 2, cycle: '0' } } as const;
  const lastSent = markSent(
    { ...opened(), lastSent: { revision: 1, email: before && { ...before, cycle: undefined } } },
    escalated,
    ['email'],
    later,
  );
  expect(lastSent.email).toMatchObject({ level: 2, cycleStartedAt: before?.cycleStartedAt });
});
