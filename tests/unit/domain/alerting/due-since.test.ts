import { describe, expect, test } from '@jest/globals';
import { dueAlerts } from '../../../../lib/domain/alerting/due-alerts.ts';
import { dueSince } from '../../../../lib/domain/alerting/due-since.ts';
import { markSent } from '../../../../lib/domain/alerting/mark-sent.ts';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { transition } from '../../../../lib/domain/incidents/transition.ts';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import { at, oncall, opened } from '../../examples.ts';

const alerted = (incident: Incident, time: string): Incident => ({
  ...incident,
  lastSent: markSent(incident, dueAlerts(incident, undefined, oncall, at(time)), ['email', 'sms'], at(time)),
});
const since = (incident: Incident, now: string): string | undefined =>
  dueSince(incident, undefined, oncall, at(now))?.toISOString().slice(11, -1);

describe('how long an alert has been due', () => {
  test('an opening: since the incident opened', () => {
    expect(since(opened(), '03:20:00.000')).toBe('03:00:00.000');
  });
  test('nothing, while nothing is due', () => {
    expect(since(alerted(opened(), '03:00:01.000'), '03:04:00.000')).toBeUndefined();
  });
  test('a change: since its gap was over', () => {
    const grown = { ...alerted(opened(), '03:00:01.000'), count: 7 };
    expect(since(grown, '03:20:00.000')).toBe('03:05:01.000');
    const again = { ...alerted(grown, '03:20:00.000'), count: 9 };
    expect(since(again, '03:31:00.000')).toBe('03:30:00.000');
  });
  test('a reminder: since the hour was over', () => {
    expect(since(alerted(opened(), '03:00:01.000'), '04:30:00.000')).toBe('04:00:01.000');
  });
  test('an end: since the incident ended', () => {
    const closed = transition(
      alerted(opened(), '03:00:01.000'),
      { kind: 'resolved', actor: 'Sara' },
      at('03:10:00.000'),
    );
    expect(since(closed, '03:20:00.000')).toBe('03:10:00.000');
    expect(since({ ...closed, resolvedAt: undefined }, '03:20:00.000')).toBe('03:00:00.000');
    const unheard = transition(opened(), { kind: 'resolved', actor: 'Sara' }, at('03:00:02.000'));
    expect(since(unheard, '03:20:00.000')).toBe('03:00:02.000');
  });
});

describe('how long something is due that comes again', () => {
  const onlyActions = (over: Partial<Incident> = {}): Incident => {
    const incident = alerted(opened(), '03:01:00.000');
    const email = incident.lastSent?.email && { ...incident.lastSent.email, level: 0, highestLevel: 0 };
    return { ...incident, lastSent: { revision: 1, email }, ...over };
  };

  test('an opening after acts alone: since they were told, or since the acknowledgement ended', () => {
    expect(since(onlyActions(), '03:20:00.000')).toBe('03:01:00.000');
    const acknowledgedUntil = at('03:15:00.000').toISOString();
    expect(since(onlyActions({ acknowledgedUntil }), '03:20:00.000')).toBe('03:15:00.000');
  });

  test('an escalation to level 1 after an acknowledgement: since that ended', () => {
    const acknowledgedUntil = at('03:31:00.000').toISOString();
    const expired = { ...alerted(opened(), '03:01:00.000'), expiredAcknowledgements: 1 };
    expect(since({ ...expired, acknowledgedUntil }, '03:40:00.000')).toBe('03:31:00.000');
    expect(since(expired, '03:40:00.000')).toBe('03:01:00.000'); // no end is known: since it was told last
  });

  test('what fails after maintenance: since that ended', () => {
    const planned = RuntimeOncallConfig.parse({
      maintenance: [{ reason: 'database', every: 'day', from: '03:10', to: '03:40' }],
    });
    const incident = alerted(opened(), '03:01:00.000');
    expect(dueSince(incident, undefined, planned, at('03:50:00.000'))).toEqual(at('03:40:00.000'));
  });

  test('an act: since somebody acted', () => {
    const actor = { kind: 'note', actor: 'Sara' } as const;
    const recentActions = [{ ...actor, number: 1, at: at('03:02:00.000').toISOString() }];
    expect(since({ ...alerted(opened(), '03:01:00.000'), recentActions }, '03:03:00.000')).toBe(
      '03:02:00.000',
    );
  });
});
