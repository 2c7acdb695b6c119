import { describe, expect, test } from '@jest/globals';
import { nextWords } from '../../../../lib/console/view/next-alert.ts';
import { dueAlerts } from '../../../../lib/domain/alerting/due-alerts.ts';
import { outlookOf, resumesAt } from '../../../../lib/domain/alerting/outlook.ts';
import { incidentNow } from '../../../../lib/domain/api/attention-json.ts';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import type { Silence } from '../../../../lib/domain/incidents/silence.ts';
import { TEST_ALERT_SOURCE } from '../../../../lib/domain/incidents/test-alert.ts';
import { transition } from '../../../../lib/domain/incidents/transition.ts';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import { at, opened } from '../../examples.ts';

const NOW = at('03:10:00.000');
const LOYALTY = { endpoint: 'https://api.shop.example/hooks/loyalty' };
const MENU = { endpoint: 'https://api.shop.example/hooks/menu' };
const oncall = RuntimeOncallConfig.parse({
  escalationMinutes: [15],
  timeZone: 'UTC',
  quietHours: { from: '23:00', to: '07:00' },
  maintenance: [
    { reason: 'New menu database', every: 'day', from: '02:00', to: '05:00', families: ['products'] },
  ],
});

const silence: Silence = {
  endpointKey: 'abcdefghjkmn',
  item: 'silence',
  incidentId: 'abcdefghjkmn-1',
  actor: 'Sara',
  reason: 'They deploy',
  at: at('03:05:00.000').toISOString(),
  until: at('04:05:00.000').toISOString(),
};
const sentAt = at('03:00:02.000').toISOString();
const alerted = (fields: Parameters<typeof opened>[0] = {}): Incident => ({
  ...opened(fields),
  lastSent: {
    revision: 1,
    email: {
      at: sentAt,
      kind: 'opened',
      state: 'open',
      count: 1,
      cause: 'unavailable',
      growthIntervalMinutes: 5,
      level: 1,
      highestLevel: 1,
      cycle: '0',
      cycleStartedAt: sentAt,
    },
  },
});
const acknowledged = (until: string, fields: Parameters<typeof opened>[0] = {}): Incident => ({
  ...alerted(fields),
  state: 'acknowledged',
  acknowledgedBy: 'Omar',
  acknowledgedUntil: at(until).toISOString(),
});

const context = { oncall, now: NOW.getTime(), place: { stage: 'test', region: 'us-east-1' } };
const said = (incident: Incident, its?: Silence) => {
  const { heldBack, nextAlert } = incidentNow(incident, its, context);
  const { next } = outlookOf(incident, its, oncall, NOW);
  expect(nextAlert && { ...nextAlert, at: Date.parse(nextAlert.at) }).toEqual(next?.level);
  return {
    heldBack: heldBack.map(({ why }) => why),
    level: nextAlert?.level,
    page: nextWords(incident, its, context),
  };
};

describe('the API and the pages say the same of who is alerted next', () => {
  test('nobody by a time, while anything holds alerts back: until when it does is said instead', () => {
    expect(said(acknowledged('03:35:00.000'))).toEqual({
      heldBack: ['acknowledged'],
      level: undefined,
      page: 'Acknowledged by Omar until 03:35.',
    });
    expect(said(alerted(), silence)).toEqual({
      heldBack: ['silenced'],
      level: undefined,
      page: 'Silenced by Sara until 04:05.',
    });
    expect(said(alerted(LOYALTY))).toEqual({
      heldBack: ['quiet-hours'],
      level: undefined,
      page: 'Held back by quiet hours until 07:00.',
    });
    expect(said(alerted(MENU))).toEqual({
      heldBack: ['quiet-hours', 'maintenance'],
      level: undefined,
      page: 'Held back by quiet hours until 07:00. In maintenance (New menu database) until 05:00.',
    });
  });

  test('the next level, where nothing does', () => {
    expect(said(alerted())).toMatchObject({ heldBack: [], level: 2 });
    expect(said(alerted()).page).toMatch(/^Level 2 is alerted at 03:15 .*unless somebody acknowledges\./);
  });

  test('level 1 at once, where an acknowledgement is over that no sweep has ended yet', () => {
    expect(said(acknowledged('03:10:00.000'))).toEqual({
      heldBack: [],
      level: 1,
      page: 'Level 1 is being alerted now.',
    });
  });

  test('nobody about a test alert, which is sent once, or about what is over', () => {
    const sources = { [TEST_ALERT_SOURCE]: 1 };
    expect(said({ ...alerted(), sources })).toMatchObject({ heldBack: [], level: undefined });
    const over: Incident = { ...alerted(), state: 'resolved', resolvedAt: NOW.toISOString() };
    expect(said(over)).toMatchObject({ heldBack: [], level: undefined });
  });
});

describe('when alerts begin again about what a person holds back', () => {
  const resumes = (incident: Incident, its?: Silence): string | undefined => {
    const ms = resumesAt(incident, its, oncall, NOW);
    return ms === undefined ? undefined : new Date(ms).toISOString().slice(11, 16);
  };

  test('when the last of what people did is over', () => {
    expect(resumes(acknowledged('03:35:00.000'))).toBe('03:35');
    expect(resumes(alerted(), silence)).toBe('04:05');
    expect(resumes(acknowledged('03:35:00.000'), silence)).toBe('04:05');
    expect(resumes(acknowledged('04:35:00.000'), silence)).toBe('04:35');
    expect(resumes(alerted())).toBeUndefined();
    expect(resumes(alerted(LOYALTY))).toBeUndefined();
  });

  test('not before quiet hours and planned work are over, as what is due then shows', () => {
    const incident = acknowledged('03:35:00.000', LOYALTY);
    expect(resumes(incident)).toBe('07:00');
    expect(resumes(acknowledged('06:35:00.000', MENU))).toBe('07:00');
    expect(resumes(acknowledged('07:35:00.000', MENU))).toBe('07:35');
    const open = transition(incident, { kind: 'clock' }, at('03:35:00.000'));
    expect(dueAlerts(open, undefined, oncall, at('06:59:59.000'))).toEqual({});
    expect(dueAlerts(open, undefined, oncall, at('07:00:00.000')).email?.level).toBe(1);
  });
});
