import { describe, expect, test } from '@jest/globals';
import type { Silence } from '../../../../lib/domain/incidents/silence.ts';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import { nextInDigest, nextMessage } from '../../../../lib/messages/sections/next-alert.ts';
import { at, contextAt, sentAt } from '../fixtures.ts';
import { alert } from './alert-of-kind.ts';

const recorded = { number: 1, kind: 'silenced' as const, actor: 'Sara', at: at(0) };

const silenceUntil = (minutesAfterOpening: number): Silence => ({
  endpointKey: 'k3m9x2p4q7ra',
  item: 'silence',
  incidentId: 'k3m9x2p4q7ra-1',
  actor: 'Sara',
  reason: 'They deploy',
  at: at(0),
  until: at(minutesAfterOpening),
});

describe('the next message', () => {
  const next = (...of: Parameters<typeof alert>) => nextMessage(alert(...of), contextAt(0)).join(' ');

  test('is none after the end, and a note changes nothing', () => {
    expect(next('resolved')).toBe(
      'No more alerts about this incident. The next notification opens a new one.',
    );
    expect(next('note')).toBe('This changes nothing about when the next alert comes.');
  });

  test('is none under a silence but its end', () => {
    expect(
      next('silenced', {
        recentActions: [
          { ...recorded, until: at(0) },
          { ...recorded, until: at(9) },
          { ...recorded, until: at(60) },
        ],
      }),
    ).toBe('Nothing until 20:42, unless it recovers.');
    expect(next('silenced', { recentActions: [recorded] })).toBe(
      'Nothing while it is silenced, unless it recovers.',
    );
    expect(next('silenced')).toBe('Nothing while it is silenced, unless it recovers.');
  });

  test('is none before the end of an acknowledgement', () => {
    const acknowledged = { state: 'acknowledged' as const, acknowledgedUntil: at(30) };
    expect(next('acknowledged', acknowledged)).toBe(
      'No alert until 20:12. If it is still open then, alerts start again from level 1.',
    );
    expect(next('opened', { acknowledgedUntil: at(30) })).toMatch(/^A message when the count has grown/);
    expect(next('acknowledged', { ...acknowledged, acknowledgedUntil: undefined })).toBe(
      'No alert while somebody acts on it. If it is not closed, alerts start again from level 1.',
    );
  });

  test('is none before quiet hours are over that go on then', () => {
    const night = contextAt(
      0,
      RuntimeOncallConfig.parse({
        timeZone: 'Asia/Riyadh',
        quietHours: { from: '20:00', to: '07:00' },
      }),
    );
    const loyalty = { endpoint: 'https://api.shop.example/hooks/loyalty' };
    const until = { acknowledgedBy: 'Sara', acknowledgedUntil: at(30) };
    expect(
      nextMessage(alert('acknowledged', { ...loyalty, ...until, state: 'acknowledged' }), night),
    ).toEqual([
      'No alert until Sat 13 Jun 07:00. If it is still open then, alerts start again from level 1.',
    ]);
    const silenced = { ...alert('silenced', loyalty), silence: silenceUntil(60) };
    expect(nextMessage(silenced, night)).toEqual(['Nothing until Sat 13 Jun 07:00, unless it recovers.']);
  });

  test('is none under a silence that also ends when it gets much worse, unless it does', () => {
    const silence = { ...silenceUntil(60), baseline: { count: 1, cause: 'unavailable' } };
    expect(nextMessage({ ...alert('silenced'), silence }, contextAt(0))).toEqual([
      'Nothing until 20:42, unless it recovers or gets much worse.',
    ]);
  });

  test('is a change after its gap, or else a reminder; where the reminder comes first, that', () => {
    expect(next('opened')).toBe(
      'A message when the count has grown or the cause has changed, at 19:47 at the earliest; otherwise a reminder at 20:42.',
    );
    expect(next('changed', { lastSent: sentAt(0, { growthIntervalMinutes: 40 }) })).toBe(
      'A reminder at 20:42.',
    );
    expect(nextMessage(alert('opened'), contextAt(0, { reminderMinutes: 5 }))).toEqual([
      'A reminder at 19:47.',
    ]);
  });

  test('names the level that is told if nobody acknowledges', () => {
    expect(nextMessage(alert('opened'), contextAt(0, { escalationMinutes: [15] }))).toEqual([
      'Level 2 is alerted at 19:57 if nobody acknowledges.',
      'A message when the count has grown or the cause has changed, at 19:47 at the earliest; otherwise a reminder at 20:42.',
    ]);
  });

  test('never announces a time that has passed', () => {
    const late = alert('reminder', { lastSent: sentAt(0, { cycleStartedAt: at(0) }) });
    expect(nextMessage(late, contextAt(20, { escalationMinutes: [15] }))[0]).toBe(
      'Level 2 is being alerted now.',
    );
  });
});

test('in Arabic the second level has its name, and those above it their numbers', () => {
  const arabic = (of: ReturnType<typeof alert>) =>
    nextMessage(of, contextAt(0, { language: 'ar', escalationMinutes: [15, 30] }))[0];
  expect(arabic(alert('opened'))).toMatch(/^يُنبَّه المستوى الثاني .*19:57.* إن لم يتولَّ أحد الأمر\.$/);
  expect(arabic(alert('escalated', { lastSent: sentAt(0, { cycleStartedAt: at(0) }) }, 2))).toMatch(
    /^يُنبَّه المستوى 3 .*20:12.* إن لم يتولَّ أحد الأمر\.$/,
  );
});

describe('where planned work follows planned work', () => {
  const HOUR_MS = 3_600_000;
  const workFrom = (local: string) =>
    RuntimeOncallConfig.parse({
      timeZone: 'Asia/Riyadh',
      maintenance: Array.from({ length: 20 }, (_, hour) => {
        const [from, to] = [hour, hour + 1].map((after) =>
          new Date(Date.parse(`${local}Z`) + after * HOUR_MS).toISOString().slice(0, 16),
        );
        return { reason: 'new database', from, to };
      }),
    });

  test('no reminder is announced whose time nobody can tell, and a change that comes before it is', () => {
    expect(nextMessage(alert('opened'), contextAt(0, workFrom('2026-06-12T20:30')))).toEqual([
      'A message when the count has grown or the cause has changed, at 19:47 at the earliest.',
    ]);
  });

  test('nothing is announced where the time of neither can be told', () => {
    expect(nextMessage(alert('opened'), contextAt(0, workFrom('2026-06-12T19:00')))).toEqual([]);
    expect(nextInDigest([alert('opened')], contextAt(0, workFrom('2026-06-12T19:00')))).toEqual([]);
  });
});

describe('who comes on duty soon', () => {
  const person = (name: string) => ({ name, hasEmail: true, hasSms: true });
  const turns = (...people: [string, string]) => ({ people, every: 'day', at: '20:00', from: '2026-06-12' });
  const { people, duties } = RuntimeOncallConfig.parse({
    people: { sara: person('Sara'), omar: person('Omar'), huda: person('Huda') },
    duties: [
      { rotation: { ...turns('omar', 'huda'), at: '21:00' } },
      { rotation: turns('sara', 'omar') }, // Omar until 20:00, then Sara
    ],
  });
  const rows = (minute: number, levels = duties) =>
    nextMessage(
      { ...alert('opened', {}, 2), onDuty: ['huda', 'omar'] },
      contextAt(minute, { people, duties: levels }),
    ).filter((row) => row.includes('will come on duty'));

  test('is named with the first hand-over of any level', () => {
    expect(rows(0)).toEqual([expect.stringMatching(/Sara.*20:00/)]);
  });

  test('is named from twelve hours before', () => {
    const second = duties.slice(1);
    const twelveHoursBefore = -60 * 11 - 42 - 7 / 60; // 08:00
    expect(rows(twelveHoursBefore, second)).toHaveLength(1);
    expect(rows(twelveHoursBefore - 1, second)).toEqual([]);
  });

  test('is not named where they are on duty already', () => {
    const always = [...duties.slice(1), { people: ['sara'] }];
    expect(rows(0, always)).toEqual([]);
  });
});
