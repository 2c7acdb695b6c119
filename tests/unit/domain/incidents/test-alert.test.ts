import { expect, test } from '@jest/globals';
import { dueAlerts } from '../../../../lib/domain/alerting/due-alerts.ts';
import { isSettled, markSent } from '../../../../lib/domain/alerting/mark-sent.ts';
import { type Incident, monthList } from '../../../../lib/domain/incidents/incident.ts';
import type { Channel } from '../../../../lib/domain/incidents/last-sent.ts';
import { transition } from '../../../../lib/domain/incidents/transition.ts';
import { at, notification, oncall, opened } from '../../examples.ts';

const testAlert = opened({ source: 'test-alert' });
const sent = (...channels: Channel[]): Incident => ({
  ...testAlert,
  lastSent: markSent(
    testAlert,
    dueAlerts(testAlert, undefined, oncall, at('03:00:02.000')),
    channels,
    at('03:00:02.000'),
  ),
});
const after = (incident: Incident, time: string) => transition(incident, { kind: 'clock' }, at(time));

test('a test alert is over once it was sent by email and SMS, and stands on the list of tests', () => {
  const over = after(sent('email', 'sms'), '03:00:03.000');
  expect(over).toMatchObject({
    state: 'resolved',
    resolution: 'tested',
    resolvedAt: at('03:00:03.000').toISOString(),
  });
  expect(isSettled(over, undefined, oncall, at('03:00:04.000'))).toBe(true);
  expect(monthList(over)).toBe('tests');
});

test('it waits for an SMS that is held back, half an hour at most, and for its email as long as it takes', () => {
  expect(after(sent('email'), '03:29:59.999').state).toBe('open');
  expect(after(sent('email'), '03:30:00.000')).toMatchObject({ state: 'resolved', resolution: 'tested' });
  for (const one of [testAlert, sent('sms')]) expect(after(one, '23:59:59.999').state).toBe('open');
});

test('an outage of the same endpoint that a real source reports too is none of it', () => {
  const real = transition(
    sent('email', 'sms'),
    { kind: 'notified', notifications: [notification()] },
    at('03:00:05.000'),
  );
  expect(after(real, '03:31:00.000').state).toBe('open');
  expect(monthList(real)).toBe('2026-11');
});
