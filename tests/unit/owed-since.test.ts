import { describe, expect, test } from '@jest/globals';
import type { Incident } from '../../lib/incident.ts';
import { owed } from '../../lib/owed.ts';
import { owedSince } from '../../lib/owed-since.ts';
import { step } from '../../lib/step.ts';
import { toldAfter } from '../../lib/telling.ts';
import { at, oncall, opened } from './examples.ts';

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
