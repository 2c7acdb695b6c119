import { describe, expect, test } from '@jest/globals';
import { attentionOf, holdsOn } from '../../../../lib/domain/alerting/held-back.ts';
import { nextAlert } from '../../../../lib/domain/alerting/next-alert.ts';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import type { Silence } from '../../../../lib/domain/incidents/silence.ts';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import { at, opened } from '../../examples.ts';

const NOW = at('03:10:00.000');
const oncall = RuntimeOncallConfig.parse({ escalationMinutes: [15] });
const night = RuntimeOncallConfig.parse({
  quietHours: { from: '23:00', to: '07:00' },
  maintenance: [
    { reason: 'New menu database', every: 'day', from: '02:00', to: '05:00', families: ['products'] },
  ],
});
const LOYALTY = { endpoint: 'https://api.shop.example/hooks/loyalty' };
const MENU = { endpoint: 'https://api.shop.example/hooks/menu' };

const silence = (over: Partial<Silence> = {}): Silence => ({
  endpointKey: 'abcdefghjkmn',
  item: 'silence',
  incidentId: 'abcdefghjkmn-1',
  actor: 'Sara',
  reason: 'They deploy',
  at: at('03:05:00.000').toISOString(),
  until: at('04:05:00.000').toISOString(),
  ...over,
});
const acknowledged = (until: string): Incident => ({
  ...opened(),
  state: 'acknowledged',
  acknowledgedBy: 'Omar',
  acknowledgedUntil: at(until).toISOString(),
});
const why = (incident: Incident, its: Silence | undefined, config = oncall) =>
  holdsOn(incident, its, config, NOW).map((suppression) => [
    suppression.why,
    new Date(suppression.until).toISOString().slice(11, 16),
  ]);

describe('what keeps alerts back', () => {
  test('nothing: it needs somebody', () => {
    expect(why(opened(), undefined)).toEqual([]);
    expect(attentionOf(opened(), undefined, oncall, NOW)).toBe('needs-somebody');
  });

  test('an acknowledgement, until it ends; one that has ended keeps nobody from it', () => {
    expect(why(acknowledged('03:35:00.000'), undefined)).toEqual([['acknowledged', '03:35']]);
    expect(attentionOf(acknowledged('03:35:00.000'), undefined, oncall, NOW)).toBe('acknowledged');
    expect(why(acknowledged('03:09:59.999'), undefined)).toEqual([]);
    expect(attentionOf(acknowledged('03:09:59.999'), undefined, oncall, NOW)).toBe('needs-somebody');
  });

  test('a silence; one that was ended, is over, or got worse does not', () => {
    expect(why(opened(), silence())).toEqual([['silenced', '04:05']]);
    expect(attentionOf(opened(), silence(), oncall, NOW)).toBe('muted');
    for (const its of [
      silence({ endedAt: at('03:08:00.000').toISOString() }),
      silence({ until: at('03:09:00.000').toISOString() }),
      silence({ baseline: { count: 1, cause: 'dns' } }),
    ])
      expect(attentionOf(opened(), its, oncall, NOW)).toBe('needs-somebody');
  });

  test('quiet hours and planned work, each until its own end; what is critical waits for neither', () => {
    expect(why(opened(LOYALTY), undefined, night)).toEqual([['quiet-hours', '07:00']]);
    expect(attentionOf(opened(LOYALTY), undefined, night, NOW)).toBe('waits');
    expect(why(opened(MENU), undefined, night)).toEqual([
      ['quiet-hours', '07:00'],
      ['maintenance', '05:00'],
    ]);
    expect(attentionOf(opened(MENU), undefined, night, NOW)).toBe('muted');
    expect(why(opened(), undefined, night)).toEqual([]);
  });

  test('all of them, what ends last first; a silence counts more than an acknowledgement', () => {
    const both = acknowledged('03:35:00.000');
    expect(why(both, silence())).toEqual([
      ['silenced', '04:05'],
      ['acknowledged', '03:35'],
    ]);
    expect(attentionOf(both, silence(), oncall, NOW)).toBe('muted');
  });

  test('what is over is over, and a test is a test, whatever holds', () => {
    const over: Incident = { ...opened(), state: 'resolved', resolvedAt: NOW.toISOString() };
    expect([why(over, silence()), attentionOf(over, silence(), oncall, NOW)]).toEqual([[], 'over']);
    const testAlert = opened({ source: 'test-alert' });
    expect([why(testAlert, silence()), attentionOf(testAlert, silence(), oncall, NOW)]).toEqual([[], 'test']);
  });
});

describe('who is alerted next', () => {
  const alerted: Incident = {
    ...opened(),
    lastSent: {
      revision: 1,
      email: {
        at: at('03:00:02.000').toISOString(),
        kind: 'opened',
        state: 'open',
        count: 1,
        cause: 'unavailable',
        growthIntervalMinutes: 5,
        level: 1,
        highestLevel: 1,
        cycle: '0',
        cycleStartedAt: at('03:00:02.000').toISOString(),
      },
    },
  };
  const next = (incident: Incident, now: Date, its?: Silence) => nextAlert(incident, its, oncall, now)?.level;

  test('level 1 at once, level 2 when nobody has acknowledged for so long, then nobody', () => {
    expect(next(opened(), NOW)).toEqual({ level: 1, at: NOW.getTime() });
    expect(next(alerted, NOW)).toEqual({ level: 2, at: at('03:15:02.000').getTime() });
    expect(next(alerted, at('03:15:02.000'))).toEqual({ level: 2, at: at('03:15:02.000').getTime() });
    expect(nextAlert(alerted, undefined, RuntimeOncallConfig.parse({}), NOW)?.level).toBeUndefined();
  });

  test('nobody while something holds it back; level 1 anew once an acknowledgement has run out', () => {
    expect(next(alerted, NOW, silence())).toBeUndefined();
    const expireAcknowledgement: Incident = {
      ...alerted,
      expiredAcknowledgements: 1,
      acknowledgedBy: 'Omar',
    };
    expect(next(expireAcknowledgement, NOW)).toEqual({ level: 1, at: NOW.getTime() });
  });
});
