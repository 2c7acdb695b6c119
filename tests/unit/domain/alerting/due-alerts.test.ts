import { describe, expect, test } from '@jest/globals';
import { dueAlerts } from '../../../../lib/domain/alerting/due-alerts.ts';
import { isSettled, markSent } from '../../../../lib/domain/alerting/mark-sent.ts';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import type { Channel } from '../../../../lib/domain/incidents/last-sent.ts';
import { transition } from '../../../../lib/domain/incidents/transition.ts';
import { at, notification, oncall, opened } from '../../examples.ts';

const sendAlert = (incident: Incident, time: string, channels: Channel[] = ['email', 'sms']): Incident => ({
  ...incident,
  lastSent: markSent(incident, dueAlerts(incident, undefined, oncall, at(time)), channels, at(time)),
});
const notified = (incident: Incident, time: string, code = 503): Incident =>
  transition(
    incident,
    { kind: 'notified', notifications: [notification({ code, receivedAt: at(time).toISOString() })] },
    at(time),
  );
const resolved = (incident: Incident, time: string): Incident =>
  transition(incident, { kind: 'resolved', actor: 'Sara' }, at(time));
const kinds = (incident: Incident, time: string) => {
  const { email, sms } = dueAlerts(incident, undefined, oncall, at(time));
  return [email?.kind, sms?.kind];
};

describe('opened', () => {
  test('a new incident is due at once, by email and SMS', () => {
    expect(kinds(opened(), '03:00:01.000')).toEqual(['opened', 'opened']);
  });
  test('once sent it is due no more', () => {
    expect(kinds(sendAlert(opened(), '03:00:01.000'), '03:04:00.000')).toEqual([undefined, undefined]);
  });
  test('an SMS that was held back stays due alone', () => {
    expect(kinds(sendAlert(opened(), '03:00:01.000', ['email']), '03:02:00.000')).toEqual([
      undefined,
      'opened',
    ]);
  });
  test('told is what was rendered: what came since is still to be said', () => {
    const rendered = opened();
    const lastSent = markSent(
      rendered,
      dueAlerts(rendered, undefined, oncall, at('03:00:01.000')),
      ['email'],
      at('03:00:01.000'),
    );
    const since = { ...notified(rendered, '03:00:01.500'), lastSent };
    expect(dueAlerts(since, undefined, oncall, at('03:05:01.000')).email).toMatchObject({
      kind: 'changed',
      reason: 'the count grew from 1 to 2',
    });
  });
});

describe('changed', () => {
  test('growth waits five minutes after the opening, to the millisecond', () => {
    const grown = notified(sendAlert(opened(), '03:00:01.000'), '03:00:30.000');
    expect(kinds(grown, '03:05:00.999')).toEqual([undefined, undefined]);
    expect(kinds(grown, '03:05:01.000')).toEqual(['changed', undefined]);
  });
  test('each change doubles the wait, up to an hour, and nothing resets it', () => {
    let incident = sendAlert(opened(), '03:00:00.000');
    const gaps = ['03:10:00.000', '03:30:00.000', '04:10:00.000', '05:30:00.000', '07:00:00.000'].map(
      (time) => {
        incident = sendAlert(notified(incident, time), time);
        return incident.lastSent?.email?.growthIntervalMinutes;
      },
    );
    expect(gaps).toEqual([10, 20, 40, 60, 60]);
    incident = sendAlert(incident, '08:00:00.000'); // a reminder
    expect(incident.lastSent?.email).toMatchObject({ kind: 'reminder', growthIntervalMinutes: 60 });
  });
  test('another cause is said, with both', () => {
    const incident = notified(sendAlert({ ...opened(), cause: 'timeout' }, '03:00:00.000'), '03:01:00.000');
    const { email } = dueAlerts({ ...incident, cause: 'dns' }, undefined, oncall, at('03:06:00.000'));
    expect(email).toMatchObject({ kind: 'changed', reason: 'the cause was timeout and is now dns' });
  });
});

describe('reminder', () => {
  test('an hour after the last word, doubling with each, at most a day', () => {
    const once = sendAlert(opened(), '03:00:00.000');
    expect(kinds(once, '03:59:59.999')).toEqual([undefined, undefined]);
    expect(kinds(once, '04:00:00.000')).toEqual(['reminder', undefined]);
    const twice = sendAlert(once, '04:00:00.000');
    expect(kinds(twice, '05:59:59.999')).toEqual([undefined, undefined]);
    expect(kinds(twice, '06:00:00.000')).toEqual(['reminder', undefined]);
    expect(sendAlert(twice, '06:00:00.000').lastSent?.email).toMatchObject({ reminderIntervalMinutes: 240 });
  });

  test('as often as a team says, where it does', () => {
    const often = { ...oncall, reminderMinutes: 30 };
    const due = (incident: Incident, now: string) =>
      dueAlerts(incident, undefined, often, at(now)).email?.kind;
    const once = sendAlert(opened(), '03:00:00.000');
    expect([due(once, '03:29:59.999'), due(once, '03:30:00.000')]).toEqual([undefined, 'reminder']);
    const more = {
      ...once,
      lastSent: markSent(
        once,
        dueAlerts(once, undefined, often, at('03:30:00.000')),
        ['email'],
        at('03:30:00.000'),
      ),
    };
    expect([due(more, '03:59:59.999'), due(more, '04:00:00.000')]).toEqual([undefined, 'reminder']);
  });
});

describe('resolved', () => {
  test('the end is told where the opening was told, by the same channels', () => {
    expect(kinds(resolved(sendAlert(opened(), '03:00:01.000'), '03:10:00.000'), '03:10:00.000')).toEqual([
      'resolved',
      'resolved',
    ]);
    expect(
      kinds(resolved(sendAlert(opened(), '03:00:01.000', ['email']), '03:10:00.000'), '03:10:00.000'),
    ).toEqual(['resolved', undefined]);
  });
  test('what was over before anyone was told is told once, without SMS', () => {
    const over = resolved(opened(), '03:00:02.000');
    expect(kinds(over, '03:00:02.000')).toEqual(['resolved', undefined]);
    const after = sendAlert(over, '03:00:03.000');
    expect(kinds(after, '09:00:00.000')).toEqual([undefined, undefined]);
  });
  test('it is settled only when its end is told on every channel that heard of it', () => {
    const over = resolved(sendAlert(opened(), '03:00:01.000'), '03:10:00.000');
    expect(isSettled(over, undefined, oncall, at('03:10:00.000'))).toBe(false);
    const byEmail = sendAlert(over, '03:10:01.000', ['email']);
    expect(isSettled(byEmail, undefined, oncall, at('03:10:01.000'))).toBe(false);
    expect(
      isSettled(sendAlert(byEmail, '03:10:02.000', ['sms']), undefined, oncall, at('03:10:02.000')),
    ).toBe(true);
    expect(isSettled(opened(), undefined, oncall, at('03:10:00.000'))).toBe(false);
  });
});
