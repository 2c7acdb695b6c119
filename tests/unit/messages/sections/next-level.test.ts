import { describe, expect, test } from '@jest/globals';
import { nextAlertAfter } from '../../../../lib/domain/alerting/next-alert-after.ts';
import type { Alert, Context } from '../../../../lib/messages/sections/message.ts';
import { at, contextAt, resolved, sentAt } from '../fixtures.ts';
import { alert } from './alert-of-kind.ts';

describe('the next level', () => {
  const levels = { escalationMinutes: [15, 30] };
  const levelAfter = (of: Alert, { oncall, now }: Context) =>
    nextAlertAfter(of, oncall, new Date(now))?.level;
  const level = (of: Alert, minute = 0) => {
    const found = levelAfter(of, contextAt(minute, levels));
    return found && [found.level, new Date(found.at).toISOString()];
  };

  test('is counted from now for the first message', () => {
    expect(level(alert('opened'))).toEqual([2, at(15)]);
    expect(level(alert('opened'), 3)).toEqual([2, at(18)]);
  });

  test('is counted from when somebody was told first', () => {
    const lastSent = sentAt(0, { cycleStartedAt: at(0) });
    expect(level(alert('changed', { lastSent }), 5)).toEqual([2, at(15)]);
    expect(level(alert('escalated', { lastSent }, 2), 15)).toEqual([3, at(30)]);
    expect(level(alert('changed', { lastSent: sentAt(0) }), 5)).toEqual([2, at(15)]);
  });

  test('begins again with an escalation of level 1: an acknowledgement has ended', () => {
    const expireAcknowledgement = {
      lastSent: sentAt(0, { cycleStartedAt: at(0) }),
      expiredAcknowledgements: 1,
    };
    expect(level(alert('escalated', expireAcknowledgement), 40)).toEqual([2, at(55)]);
  });

  test('is never in the past: the highest that is due is told at once', () => {
    expect(level(alert('reminder', { lastSent: sentAt(0, { cycleStartedAt: at(0) }) }), 20)).toEqual([
      2,
      at(20),
    ]);
    expect(level(alert('reminder', { lastSent: sentAt(0, { cycleStartedAt: at(0) }) }), 70)).toEqual([
      3,
      at(70),
    ]);
  });

  test('is none after the last, nor where somebody acts or it is over', () => {
    expect(level(alert('escalated', {}, 3))).toBeUndefined();
    expect(level(alert('acknowledged', { state: 'acknowledged' }))).toBeUndefined();
    expect(level(resolved())).toBeUndefined();
    expect(levelAfter(alert('opened'), contextAt(0))).toBeUndefined();
  });
});
