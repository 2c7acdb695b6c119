import { describe, expect, test } from '@jest/globals';
import { owed } from '../../../../lib/domain/alerting/due-alerts.ts';
import { owedSince } from '../../../../lib/domain/alerting/due-since.ts';
import { toldAfter } from '../../../../lib/domain/alerting/mark-sent.ts';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { step } from '../../../../lib/domain/incidents/transition.ts';
import { OncallAtRuntime } from '../../../../lib/domain/oncall/config.ts';
import { at, oncall, opened } from '../../examples.ts';

const told = (incident: Incident, time: string): Incident => ({
  ...incident,
  told: toldAfter(incident, owed(incident, undefined, oncall, at(time)), ['email', 'sms'], at(time)),
});
const since = (incident: Incident, now: string): string | undefined =>
  owedSince(incident, undefined, oncall, at(now))?.toISOString().slice(11, -1);

describe('how long an alert has been owed', () => {
  test('an opening: since the incident opened', () => {
    expect(since(opened(), '03:20:00.000')).toBe('03:00:00.000');
  });
  test('nothing, while nothing is owed', () => {
    expect(since(told(opened(), '03:00:01.000'), '03:04:00.000')).toBeUndefined();
  });
  test('a change: since its gap was over', () => {
    const grown = { ...told(opened(), '03:00:01.000'), count: 7 };
    expect(since(grown, '03:20:00.000')).toBe('03:05:01.000');
    const again = { ...told(grown, '03:20:00.000'), count: 9 };
    expect(since(again, '03:31:00.000')).toBe('03:30:00.000');
  });
  test('a reminder: since the hour was over', () => {
    expect(since(told(opened(), '03:00:01.000'), '04:30:00.000')).toBe('04:00:01.000');
  });
  test('an end: since the incident ended', () => {
    const closed = step(told(opened(), '03:00:01.000'), { kind: 'resolved', by: 'Sara' }, at('03:10:00.000'));
    expect(since(closed, '03:20:00.000')).toBe('03:10:00.000');
    expect(since({ ...closed, resolvedAt: undefined }, '03:20:00.000')).toBe('03:00:00.000');
    const unheard = step(opened(), { kind: 'resolved', by: 'Sara' }, at('03:00:02.000'));
    expect(since(unheard, '03:20:00.000')).toBe('03:00:02.000');
  });
});

describe('how long something is owed that comes again', () => {
  const onlyActs = (over: Partial<Incident> = {}): Incident => {
    const incident = told(opened(), '03:01:00.000');
    const email = incident.told?.email && { ...incident.told.email, level: 0, reach: 0 };
    return { ...incident, told: { times: 1, email }, ...over };
  };

  test('an opening after acts alone: since they were told, or since the acknowledgement ended', () => {
    expect(since(onlyActs(), '03:20:00.000')).toBe('03:01:00.000');
    const acknowledgedUntil = at('03:15:00.000').toISOString();
    expect(since(onlyActs({ acknowledgedUntil }), '03:20:00.000')).toBe('03:15:00.000');
  });

  test('an escalation to level 1 after an acknowledgement: since that ended', () => {
    const acknowledgedUntil = at('03:31:00.000').toISOString();
    const lapsed = { ...told(opened(), '03:01:00.000'), lapses: 1 };
    expect(since({ ...lapsed, acknowledgedUntil }, '03:40:00.000')).toBe('03:31:00.000');
    expect(since(lapsed, '03:40:00.000')).toBe('03:01:00.000'); // no end is known: since it was told last
  });

  test('what fails after maintenance: since that ended', () => {
    const planned = OncallAtRuntime.parse({
      maintenance: [{ reason: 'database', every: 'day', from: '03:10', to: '03:40' }],
    });
    const incident = told(opened(), '03:01:00.000');
    expect(owedSince(incident, undefined, planned, at('03:50:00.000'))).toEqual(at('03:40:00.000'));
  });

  test('an act: since somebody acted', () => {
    const by = { kind: 'note', by: 'Sara' } as const;
    const acts = [{ ...by, n: 1, at: at('03:02:00.000').toISOString() }];
    expect(since({ ...told(opened(), '03:01:00.000'), acts }, '03:03:00.000')).toBe('03:02:00.000');
  });
});
