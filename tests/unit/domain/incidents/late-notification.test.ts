import { describe, expect, test } from '@jest/globals';
import { dueAlerts } from '../../../../lib/domain/alerting/due-alerts.ts';
import { dueSince } from '../../../../lib/domain/alerting/due-since.ts';
import { isSettled, markSent } from '../../../../lib/domain/alerting/mark-sent.ts';
import { type Incident, OPEN_LIST } from '../../../../lib/domain/incidents/incident.ts';
import { isDecidedBy, LATE_GAP_MS, outageOf } from '../../../../lib/domain/incidents/late-notification.ts';
import { transition } from '../../../../lib/domain/incidents/transition.ts';
import { at, notification, oncall, opened } from '../../../unit/examples.ts';

const END = '04:00:00.000';
const received = (time: string) => notification({ receivedAt: at(time).toISOString() });
const ended = (incident: Incident = opened(), time = END): Incident =>
  transition(incident, { kind: 'resolved', actor: 'Sara' }, at(time));
const sendAlert = (incident: Incident, time: string): Incident => ({
  ...incident,
  listName: '2026-11',
  lastSent: markSent(incident, dueAlerts(incident, undefined, oncall, at(time)), ['email', 'sms'], at(time)),
});
const counted = (incident: Incident, time: string): Incident =>
  transition(incident, { kind: 'notified', notifications: [received(time)] }, at('05:00:00.000'));

describe('the outage that a notification belongs to', () => {
  const first = { ...ended(), number: 1 };
  const second = {
    ...ended(opened({ receivedAt: at('04:10:00.000').toISOString() }), '04:30:00.000'),
    number: 2,
  };
  const third = { ...opened({ receivedAt: at('04:40:00.000').toISOString() }), number: 3 };
  const recent = [third, second, first];

  test.each([
    ['before the first was known', '02:50:00.000', 1],
    ['at the very end of the first', END, 1],
    ['after the end of the first', '04:00:00.001', 2],
    ['in the second', '04:20:00.000', 2],
    ['between the second and the third', '04:35:00.000', 3],
    ['in the one that is open', '04:50:00.000', 3],
  ])('is, if received %s, the first that had not ended', (_, time, number) => {
    expect(outageOf(recent, received(time))?.number).toBe(number);
  });

  test('is the next one if all had ended', () => {
    expect(outageOf([second, first], received('04:30:00.001'))).toBeUndefined();
    expect(outageOf([], received(END))).toBeUndefined();
  });

  test('of a test alert is always the next one: clocks differ, and each test alert is told', () => {
    const testAlert = ended(opened({ source: 'test-alert' }));
    expect(outageOf([testAlert], received('03:59:59.999'))).toBeUndefined();
  });

  test('is decided by the latest alone, unless it was received before that began', () => {
    expect(isDecidedBy(third, received('04:40:00.000'))).toBe(true);
    expect(isDecidedBy(third, received('04:39:59.999'))).toBe(false);
    expect(isDecidedBy(first, received('01:00:00.000'))).toBe(true);
    expect(isDecidedBy(undefined, received(END))).toBe(true);
  });
});

describe('counted after the end', () => {
  test('it stays over, and stands where something may be due', () => {
    const before = sendAlert(ended(), '04:00:01.000');
    expect(counted(before, '03:40:00.000')).toEqual({
      ...before,
      count: 2,
      codes: { 503: 2 },
      sources: { main: 2 },
      lastAt: at('03:40:00.000').toISOString(),
      sample: { ...before.sample, at: at('03:40:00.000').toISOString() },
      listName: OPEN_LIST,
      version: before.version + 1,
    });
  });

  test('the window to fetch again grows with it, at either end, and says why', () => {
    const lossWindow = {
      from: at('02:58:00.000').toISOString(),
      fromReason: 'last-good-probe',
      to: at('03:30:00.000').toISOString(),
      toReason: 'first-good-probe',
    } as const;
    const before = { ...ended(), lossWindow };
    expect(counted(before, '03:40:00.000').lossWindow).toEqual({
      ...lossWindow,
      to: at('03:40:00.000').toISOString(),
      toReason: 'last-notification',
    });
    expect(counted(before, '02:50:00.000').lossWindow).toEqual({
      ...lossWindow,
      from: at('02:48:00.000').toISOString(),
      fromReason: 'before-first-notification',
    });
    expect(counted(before, '03:20:00.000').lossWindow).toEqual(lossWindow);
  });
});

describe('what is due about it', () => {
  const late = () =>
    counted(sendAlert(ended(sendAlert(opened(), '03:00:02.000')), '04:00:01.000'), '03:40:00.000');
  const lastSentMs = at('04:00:01.000').getTime();
  const due = new Date(lastSentMs + LATE_GAP_MS);

  test('is one more email that it is over, after five minutes, and never an SMS', () => {
    expect(dueAlerts(late(), undefined, oncall, new Date(due.getTime() - 1))).toEqual({});
    expect(dueAlerts(late(), undefined, oncall, due)).toEqual({
      email: {
        kind: 'resolved',
        reason: '1 more that had been received before its end',
        level: 1,
        cycle: '0',
      },
    });
    expect(dueSince(late(), undefined, oncall, new Date(due.getTime() + 60_000))).toEqual(due);
  });

  test('keeps it from being settled until it is told', () => {
    expect(isSettled(late(), undefined, oncall, new Date(lastSentMs + 1))).toBe(false);
    const lastSent = {
      ...late(),
      lastSent: markSent(late(), dueAlerts(late(), undefined, oncall, due), ['email'], due),
    };
    expect(dueAlerts(lastSent, undefined, oncall, new Date(due.getTime() + LATE_GAP_MS))).toEqual({});
    expect(isSettled(lastSent, undefined, oncall, due)).toBe(true);
  });

  test('is nothing where nobody was to be told of the end', () => {
    const silence = {
      endpointKey: 'abcdefghjkmn',
      item: 'silence' as const,
      incidentId: 'abcdefghjkmn-1',
      actor: 'Sara',
      reason: 'known',
      at: at('03:00:00.000').toISOString(),
      until: at('06:00:00.000').toISOString(),
    };
    const unheard = counted(ended(), '03:40:00.000');
    expect(dueAlerts(unheard, silence, oncall, at('05:00:00.000'))).toEqual({});
    expect(isSettled(unheard, silence, oncall, at('05:00:00.000'))).toBe(true);
  });
});
