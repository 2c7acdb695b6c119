import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dueAlerts } from '../../../../lib/domain/alerting/due-alerts.ts';
import { nextLevel } from '../../../../lib/domain/alerting/escalation.ts';
import { markSent } from '../../../../lib/domain/alerting/mark-sent.ts';
import { nextAlert } from '../../../../lib/domain/alerting/next-alert.ts';
import { nextAlertAfter } from '../../../../lib/domain/alerting/next-alert-after.ts';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import type { Silence } from '../../../../lib/domain/incidents/silence.ts';
import { transition } from '../../../../lib/domain/incidents/transition.ts';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import { thorough } from '../../../thorough.ts';
import { at, opened } from '../../examples.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const settings = (more: Record<string, unknown> = {}) =>
  RuntimeOncallConfig.parse({ escalationMinutes: [15, 30], ...more });
const sent = (
  incident: Incident,
  now: Date,
  oncall = settings(),
  silence: Silence | undefined = undefined,
): Incident => ({
  ...incident,
  lastSent: markSent(incident, dueAlerts(incident, silence, oncall, now), ['email', 'sms'], now),
});
const clock = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : new Date(ms).toISOString().slice(11, 16);
/** Of a kind that can wait for the morning. */
const menu = (time = '03:00:00.000'): Incident =>
  opened({ endpoint: 'https://api.shop.example/hooks/menu', receivedAt: at(time).toISOString() });

const minuteOfDay = fc.integer({ min: 0, max: 24 * 60 - 1 }).map((minute) => clock(minute * MINUTE_MS) ?? '');
const stepped = (until: number, stride: number): number[] =>
  Array.from({ length: Math.ceil(until / stride) }, (_, index) => index * stride);

const someSettings = fc
  .record({
    escalationMinutes: fc
      .uniqueArray(fc.constantFrom(5, 15, 45, 120, 600, 1440), { maxLength: 3 })
      .map((all) => all.toSorted((one, other) => one - other)),
    reminderMinutes: fc.option(fc.constantFrom(5, 60, 300), { nil: undefined }),
    quietHours: fc.option(fc.record({ from: minuteOfDay, to: minuteOfDay }), { nil: undefined }),
    maintenance: fc.array(
      fc.record({
        reason: fc.constant('work'),
        every: fc.constant('day'),
        from: minuteOfDay,
        to: minuteOfDay,
      }),
      { maxLength: 2 },
    ),
    timeZone: fc.constantFrom('UTC', 'Asia/Riyadh', 'America/St_Johns'),
  })
  .map((some) => RuntimeOncallConfig.safeParse(some).data)
  .filter((oncall) => oncall !== undefined);

describe('what is announced', () => {
  test('is what then happens, to the minute, whatever holds alerts back', () => {
    const property = fc.property(
      someSettings,
      fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
      fc.option(fc.integer({ min: 1, max: 300 }), { nil: undefined }),
      (oncall, grows, silencedFor) => {
        let now = at('03:00:00.000');
        let incident = menu();
        const silence: Silence | undefined =
          silencedFor === undefined
            ? undefined
            : {
                endpointKey: incident.endpointKey,
                item: 'silence',
                incidentId: incident.incidentId,
                actor: 'Omar',
                reason: 'known',
                at: new Date(now.getTime() - HOUR_MS).toISOString(),
                until: new Date(now.getTime() - HOUR_MS + silencedFor * MINUTE_MS).toISOString(),
              };
        if (nextAlert(incident, silence, oncall, now) === undefined) {
          const silencedUntil = silence?.until ?? '';
          expect(silencedUntil > now.toISOString()).toBe(true);
          now = new Date(silencedUntil);
        }
        for (const isGrown of grows) {
          if (isGrown) incident = { ...incident, count: incident.count + 1 };
          const next = nextAlert(incident, silence, oncall, now);
          const { level, reminderAt = Infinity } = next ?? {};
          const changeAt = isGrown ? (next?.changeAt ?? Infinity) : Infinity;
          const first = Math.min(level?.at ?? Infinity, reminderAt, changeAt);
          const probed = Math.min(first, now.getTime() + 50 * HOUR_MS);
          const minutes = (probed - now.getTime()) / MINUTE_MS;
          const stride = Math.max(1, Math.floor(minutes / 12));
          for (const minute of [...stepped(minutes, stride), minutes - 1].filter((one) => one >= 0)) {
            const time = new Date(now.getTime() + minute * MINUTE_MS);
            expect([time, dueAlerts(incident, silence, oncall, time)]).toEqual([time, {}]);
          }
          if (first > probed) return;
          now = new Date(first);
          const { email } = dueAlerts(incident, silence, oncall, now);
          expect(email?.kind).toMatch(
            level?.at === first ? /opened|escalated/ : first === reminderAt ? /reminder|changed/ : /changed/,
          );
          if (level?.at === first) expect(email?.level).toBe(level.level);
          incident = sent(incident, now, oncall, silence);
        }
      },
    );
    fc.assert(property, { numRuns: thorough(40, 400) });
  });

  test('after an alert is what is next once it is marked as sent', () => {
    const now = at('03:00:00.000');
    const incident = opened();
    const announced = nextAlertAfter({ incident, kind: 'opened', level: 1 }, settings(), now);
    expect(announced).toEqual(nextAlert(sent(incident, now), undefined, settings(), now));
    expect(announced).toEqual({
      level: { level: 2, at: at('03:15:00.000').getTime() },
      changeAt: at('03:05:00.000').getTime(),
      reminderAt: at('04:00:00.000').getTime(),
    });
  });

  test('is a reminder at the end of planned work, and none before it', () => {
    const planned = settings({
      escalationMinutes: [],
      maintenance: [{ reason: 'database', every: 'day', from: '03:10', to: '03:40' }],
    });
    const incident = sent(opened(), at('03:00:00.000'), planned);
    const next = nextAlert(incident, undefined, planned, at('03:01:00.000'));
    expect([clock(next?.reminderAt), clock(next?.changeAt)]).toEqual(['03:40', '03:05']);
    const later = nextAlert(incident, undefined, planned, at('03:12:00.000'));
    expect([clock(later?.reminderAt), clock(later?.changeAt)]).toEqual(['03:40', '03:40']);
  });

  test('is nothing under a silence, while somebody acts, or after the end', () => {
    const now = at('03:10:00.000');
    const incident = sent(opened(), at('03:00:00.000'));
    const recorded = {
      kind: 'acknowledged',
      actor: 'Sara',
      until: at('03:40:00.000').toISOString(),
    } as const;
    const acknowledged = transition(incident, { kind: 'action', recorded }, now);
    const silence: Silence = {
      endpointKey: incident.endpointKey,
      item: 'silence',
      incidentId: incident.incidentId,
      actor: 'Omar',
      reason: 'known',
      at: at('03:01:00.000').toISOString(),
      until: at('04:01:00.000').toISOString(),
    };
    expect(nextAlert(incident, silence, settings(), now)).toBeUndefined();
    expect(nextAlert(acknowledged, undefined, settings(), now)).toBeUndefined();
    const over = transition(incident, { kind: 'resolved', actor: 'Sara' }, now);
    expect(nextAlert(over, undefined, settings(), now)).toBeUndefined();
    expect(nextAlert(incident, undefined, settings(), now)).toBeDefined();
  });
});

describe('the next level', () => {
  const of = (incident: Incident, time: string, oncall = settings(), silence?: Silence) => {
    const next = nextLevel(incident, silence, oncall, at(time));
    return next && [next.level, clock(next.at)];
  };
  const night = settings({ quietHours: { from: '03:10', to: '07:00' } });

  test('is the first, now, until somebody was alerted', () => {
    expect(of(opened(), '03:07:00.000')).toEqual([1, '03:07']);
    expect(of(menu(), '03:20:00.000', night)).toEqual([1, '07:00']);
  });

  test('waits for as long as oncall.yml says; what is due is now', () => {
    const incident = sent(opened(), at('03:00:00.000'));
    expect(of(incident, '03:01:00.000')).toEqual([2, '03:15']);
    expect(of(incident, '03:16:00.000')).toEqual([2, '03:16']);
    expect(of(incident, '03:31:00.000')).toEqual([3, '03:31']); // both are due: the higher one hears it
    expect(of(sent(incident, at('03:31:00.000')), '03:32:00.000')).toBeUndefined();
  });

  test('waits anew after quiet hours that begin before it', () => {
    const incident = sent(menu(), at('03:00:00.000'), night);
    expect(of(incident, '03:01:00.000', night)).toEqual([2, '07:15']);
    expect(of(sent(opened(), at('03:00:00.000')), '03:01:00.000', night)).toEqual([2, '03:15']); // critical
  });

  test('never comes where each night ends the wait', () => {
    const slow = settings({ escalationMinutes: [1440], quietHours: { from: '23:00', to: '07:00' } });
    expect(of(sent(menu('12:00:00.000'), at('12:00:00.000'), slow), '12:01:00.000', slow)).toBeUndefined();
  });

  test('is the first again after an acknowledgement that ended by itself', () => {
    const incident = { ...sent(opened(), at('03:00:00.000')), expiredAcknowledgements: 1 };
    expect(of({ ...incident, acknowledgedUntil: at('03:40:00.000').toISOString() }, '03:41:00.000')).toEqual([
      1,
      '03:41',
    ]);
  });
});
