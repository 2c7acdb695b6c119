import { describe, expect, test } from '@jest/globals';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { smsOf } from '../../../../lib/messages/formats/sms.ts';
import { subjectOf } from '../../../../lib/messages/formats/subject.ts';
import { ended } from '../../../../lib/messages/sections/resolution.ts';
import { at, contextAt, opened, probed, recovered } from '../fixtures.ts';

const lines = (over: Partial<Incident> = {}) =>
  ended(recovered(over), contextAt(72)).join(' ').replace(/\s+/g, ' ');
const recovery = {
  from: at(-2),
  fromReason: 'before-first-notification',
  to: at(70),
  toReason: 'first-good-probe',
} as const;
const byProbes = { resolution: 'probes', probeFailedAt: at(66), recovery } as const;

describe('how it ended', () => {
  test('by our own probes: since when all is well, and how long it lasted', () => {
    expect(lines(byProbes)).toBe(
      'Closed Fri 12 Jun 20:54 (UTC+03:00): our own probes are good again, and nothing has failed for 4 min. Lasted 1 h 10 min, from the first notification to the end of the time below.',
    );
    const unheard = { ...recovery, from: at(3), fromReason: 'first-failed-probe' } as const;
    expect(lines({ ...byProbes, count: 0, recovery: unheard })).toContain(
      'Lasted 1 h 7 min, from the first failed probe to the end',
    );
  });

  test('by quiet: that nobody checked', () => {
    expect(lines({ resolution: 'quiet', recovery })).toBe(
      'Closed Fri 12 Jun 20:54 (UTC+03:00): no notification for 4 min; nobody checked that it works. Lasted At least 1 h 8 min, from the first notification to the last.',
    );
  });

  test('by a person: who, and what our probes say of it', () => {
    expect(lines()).toBe(
      'Closed Fri 12 Jun 20:54 (UTC+03:00) by Sara. We have not checked the endpoint ourselves. Lasted 1 h 12 min, from the first notification to the closing.',
    );
    expect(lines({ probe: probed(503), recovery })).toContain(
      'by Sara. Our own probes had not proven that it works. Lasted',
    );
    expect(lines({ endpoint: undefined, resolvedBy: undefined })).toContain('(UTC+03:00). Lasted');
    expect(lines({ resolution: 'probes' })).toContain('by Sara.');
  });

  test('where it is the first message, that is said', () => {
    expect(lines({ told: undefined })).toContain(
      'Told This is the first message about it: it was over before.',
    );
    expect(lines()).not.toContain('Told');
  });
});

describe('an SMS of an end', () => {
  const sms = (over: Partial<Incident>) => smsOf(recovered(over), contextAt(72));

  test('names no number of events where Flavours never spoke', () => {
    expect(sms({ ...byProbes, count: 0 })).not.toMatch(/lost/i);
    expect(sms({ ...byProbes, count: 1 })).toContain('At least 1 event lost.');
  });

  test('names nobody where nobody is known, and nothing to fetch of what nobody could read', () => {
    expect(sms({ resolvedBy: undefined })).toContain('Closed after 1 h 12 min.');
    expect(sms({ endpoint: undefined, sources: { main: 3 } })).not.toContain('Fetch again');
  });
});

test('a subject says how long only after a minute', () => {
  const subject = (minute: number) =>
    subjectOf(opened({ endpoint: 'https://a.example/orders' }), contextAt(minute));
  expect(subject(0.99)).toContain('1+ lost - a.example');
  expect(subject(1)).toContain('1+ lost in 1 min');
});
