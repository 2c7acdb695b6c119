import { describe, expect, test } from '@jest/globals';
import { nextInDigest } from '../../../../lib/messages/sections/next-alert.ts';
import { at, contextAt, opened, resolved, sentAt } from '../fixtures.ts';
import { alert } from './alert-of-kind.ts';

describe('the next message of a digest', () => {
  const nextOf = (...alerts: ReturnType<typeof alert>[]) => nextInDigest(alerts, contextAt(0)).join(' ');

  test('of what somebody acts on is the end of that', () => {
    const acknowledged = alert('acknowledged', { state: 'acknowledged', acknowledgedUntil: at(30) });
    expect(nextOf(acknowledged)).toBe('What still fails is alerted again at 20:12 at the earliest.');
  });

  test('is that of the first of its members, reminders among them', () => {
    const slow = alert('changed', { lastSent: sentAt(0, { growthIntervalMinutes: 10 }) });
    expect(nextOf(slow, resolved())).toContain('at 20:02 at the earliest');
    expect(nextOf(slow, opened())).toContain('at 19:47 at the earliest');
    expect(nextInDigest([slow], contextAt(0, { reminderMinutes: 10 })).join(' ')).toContain('at 19:52');
  });

  test('is none where all are over', () => {
    expect(nextOf(resolved())).toBe(
      'No more alerts about these incidents. The next notification opens a new one.',
    );
  });
});

describe('a digest announces no time', () => {
  test('that has passed: a level that is being alerted now is no next one', () => {
    const late = alert('reminder', { lastSent: sentAt(0, { cycleStartedAt: at(0) }) });
    expect(nextInDigest([late], contextAt(20, { escalationMinutes: [15] }))).toEqual([
      'What still fails is alerted again at 20:07 at the earliest.',
    ]);
  });

  test('where none is known: somebody acts on it, without an end', () => {
    const acknowledged = alert('acknowledged', { state: 'acknowledged' });
    expect(nextInDigest([acknowledged, resolved()], contextAt(0))).toEqual([]);
  });
});
