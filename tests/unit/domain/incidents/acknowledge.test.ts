import { describe, expect, test } from '@jest/globals';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { TimelineEntry, timeOf } from '../../../../lib/domain/incidents/timeline.ts';
import { transition } from '../../../../lib/domain/incidents/transition.ts';
import { at, opened } from '../../examples.ts';
import { acknowledge, closed, fresh, perform } from './performed.ts';

describe('an acknowledgement', () => {
  test('changes the state for as long as is set unless said, and is a line of the time-line', () => {
    const { outcome, change, message } = perform(fresh(), acknowledge, '03:10:00.000');
    expect(outcome).toBe('done');
    expect(message).toBe('Acknowledged by Sara for 30 min.');
    expect(change?.incident).toMatchObject({
      state: 'acknowledged',
      acknowledgedBy: 'Sara',
      acknowledgedUntil: at('03:40:00.000').toISOString(),
      version: 2,
    });
    const entry = TimelineEntry.parse(change?.entry);
    expect(entry).toMatchObject({
      kind: 'acknowledged',
      actor: 'Sara',
      expiresAt: Date.parse('2027-12-28T03:10:00.000Z') / 1000, // 400 days
    });
    expect(timeOf(entry)).toBe(at('03:10:00.000').toISOString());
  });

  test('a second one does nothing, whoever sends it; near its end it is asked for anew', () => {
    const { after } = perform(fresh(), acknowledge, '03:10:00.000');
    expect(perform(after, acknowledge, '03:10:05.000', 'Omar')).toMatchObject({
      outcome: 'already',
      message: 'Sara acknowledged it already; nothing changed.',
    });
    expect(perform(after, acknowledge, '03:25:00.000', 'Omar').outcome).toBe('already');
    expect(perform(after, acknowledge, '03:25:00.001', 'Omar').outcome).toBe('done');
    expect(perform(after, acknowledge, '03:30:00.000', 'Omar').after.incident).toMatchObject({
      acknowledgedBy: 'Omar',
      acknowledgedUntil: at('04:00:00.000').toISOString(),
    });
  });

  test('of something recovered says so and changes nothing', () => {
    expect(perform(closed(fresh()), acknowledge, '03:10:00.000')).toMatchObject({
      outcome: 'over',
      message: 'It was closed already by Omar; nothing changed.',
    });
    const { resolvedBy: _, ...byQuiet } = closed(fresh()).incident;
    expect(perform({ incident: byQuiet }, acknowledge, '03:10:00.000').message).toBe(
      'It was closed already; nothing changed.',
    );
  });

  test('ends by itself, to the millisecond, and the incident is open again', () => {
    const { incident } = perform(fresh(), acknowledge, '03:10:00.000').after;
    expect(transition(incident, { kind: 'clock' }, at('03:39:59.999'))).toBe(incident);
    expect(transition(incident, { kind: 'clock' }, at('03:40:00.000'))).toMatchObject({
      state: 'open',
      expiredAcknowledgements: 1,
      version: incident.version + 1,
    });
  });
});

test('an acknowledgement without an end, as an odd version may have left it, ends at once', () => {
  const odd: Incident = { ...opened(), state: 'acknowledged' };
  expect(transition(odd, { kind: 'clock' }, at('03:00:02.000'))).toMatchObject({
    state: 'open',
    expiredAcknowledgements: 1,
  });
  expect(perform({ incident: odd }, acknowledge, '03:10:00.000').outcome).toBe('done');
  const unnamed = { ...odd, acknowledgedUntil: at('03:40:00.000').toISOString() };
  expect(perform({ incident: unnamed }, acknowledge, '03:10:00.000').message).toBe(
    'Somebody acknowledged it already; nothing changed.',
  );
});
