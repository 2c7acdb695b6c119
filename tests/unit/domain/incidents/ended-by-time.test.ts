import { describe, expect, test } from '@jest/globals';
import { dueAlerts } from '../../../../lib/domain/alerting/due-alerts.ts';
import { markSent } from '../../../../lib/domain/alerting/mark-sent.ts';
import { endedByTime, QUIET_MS, UNREPORTED_MS } from '../../../../lib/domain/incidents/ended-by-time.ts';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { isRevoked } from '../../../../lib/domain/incidents/source-revoked.ts';
import { transition } from '../../../../lib/domain/incidents/transition.ts';
import { at, notification, oncall, opened } from '../../examples.ts';

const alerted = (incident: Incident): Incident => ({
  ...incident,
  lastSent: markSent(
    incident,
    dueAlerts(incident, undefined, oncall, at('03:00:02.000')),
    ['email', 'sms'],
    at('03:00:02.000'),
  ),
});
const later = (incident: Incident, ms: number): Date => new Date(Date.parse(incident.lastAt) + ms);

describe('time ends', () => {
  const failing = (incident: Incident, now: Date): Incident => ({
    ...incident,
    probeFailedAt: now.toISOString(),
  });

  test('by quiet, six hours after the last failure', () => {
    const incident = alerted(opened());
    expect(endedByTime(incident, {}, later(incident, QUIET_MS - 1))).toBeUndefined();
    expect(endedByTime(incident, {}, later(incident, QUIET_MS))).toBe('quiet');
  });

  test('what our probes alone keep open, a week after the last notification', () => {
    const incident = alerted(opened());
    const almost = later(incident, UNREPORTED_MS - 1);
    expect(endedByTime(failing(incident, almost), {}, almost)).toBeUndefined();
    const now = later(incident, UNREPORTED_MS);
    expect(endedByTime(failing(incident, now), {}, now)).toBe('expired');
    expect(endedByTime({ ...failing(incident, now), count: 0 }, {}, now)).toBe('expired');
  });

  test('what was reported since stays open for a week from then; what never was, a week from its opening', () => {
    const now = later(opened(), UNREPORTED_MS);
    const lastAt = new Date(now.getTime() - 86_400_000).toISOString();
    const incident = { ...failing(alerted(opened()), now), lastAt };
    expect(endedByTime(incident, {}, now)).toBeUndefined();
    expect(endedByTime({ ...incident, count: 0 }, {}, now)).toBe('expired');
  });

  test('never what a team has configured, nor what nobody was told of', () => {
    const now = later(opened(), UNREPORTED_MS);
    expect(endedByTime(failing(alerted(opened()), now), { isConfigured: true }, now)).toBeUndefined();
    expect(endedByTime(failing(opened(), now), {}, now)).toBeUndefined();
    expect(endedByTime(failing(opened(), now), { isSuppressed: true }, now)).toBe('expired');
  });

  test('what only a revoked source brought, at once', () => {
    expect(endedByTime(opened(), { isRevoked: true }, at('03:00:02.000'))).toBe('revoked');
  });
});

describe('an end by which nothing works again', () => {
  const kinds = (incident: Incident) => {
    const { email, sms } = dueAlerts(incident, undefined, oncall, at('04:00:00.000'));
    return [email?.kind, sms?.kind];
  };
  const over = (incident: Incident, resolution: Incident['resolution']): Incident => ({
    ...incident,
    state: 'resolved',
    resolvedAt: at('03:30:00.000').toISOString(),
    resolution,
  });

  test.each(['stopped', 'expired', 'revoked'] as const)('%s is told by email alone', (resolution) => {
    expect(kinds(over(alerted(opened()), resolution))).toEqual(['resolved', undefined]);
  });
  test.each(['person', 'probes', 'quiet'] as const)('%s is told by SMS too', (resolution) => {
    expect(kinds(over(alerted(opened()), resolution))).toEqual(['resolved', 'resolved']);
  });
  test('what a revoked source brought and nobody heard of is told to nobody', () => {
    expect(kinds(over(opened(), 'revoked'))).toEqual([undefined, undefined]);
  });
});

describe('a source is revoked', () => {
  const from = (source: string, sourceVersion?: number) =>
    notification({ source, ...(sourceVersion !== undefined && { sourceVersion }) });
  const of = (...notifications: ReturnType<typeof from>[]): Incident =>
    notifications.reduce(
      (incident, one) => transition(incident, { kind: 'notified', notifications: [one] }, at('03:00:01.000')),
      { ...opened(), count: 0, sources: {} },
    );
  const sources = { main: { version: 3 }, riyadh: { version: 1 } };

  test('where its version was raised since it posted last', () => {
    expect(isRevoked(of(from('main')), { sources })).toBe(true);
    expect(isRevoked(of(from('main', 2)), { sources })).toBe(true);
    expect(isRevoked(of(from('main', 3)), { sources })).toBe(false);
    expect(isRevoked(of(from('main', 3), from('main')), { sources })).toBe(false);
  });

  test('and nothing else brought the incident', () => {
    expect(isRevoked(of(from('main'), from('riyadh')), { sources })).toBe(false);
    expect(isRevoked(of(from('unnamed')), { sources })).toBe(false);
    expect(isRevoked({ ...of(from('main')), sources: { main: 1, other: 2 } }, { sources })).toBe(false);
    expect(isRevoked({ ...opened(), sources: {} }, { sources })).toBe(false);
  });
});

test('long quiet closes what nobody was told of only where nobody was to be', () => {
  const late = at('09:00:00.000');
  expect(transition(opened(), { kind: 'clock' }, late).state).toBe('open');
  expect(transition(opened(), { kind: 'clock', isSuppressed: true }, late)).toMatchObject({
    state: 'resolved',
    resolution: 'quiet',
  });
});
