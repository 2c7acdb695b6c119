import { describe, expect, test } from '@jest/globals';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { smsOf } from '../../../../lib/messages/formats/sms.ts';
import { subjectOf } from '../../../../lib/messages/formats/subject.ts';
import { newsAfterEnd } from '../../../../lib/messages/sections/news.ts';
import { endingSentence, lastedSentence } from '../../../../lib/messages/sections/resolution.ts';
import { at, contextAt, opened, probed, resolved, sentAt } from '../fixtures.ts';

const lines = (over: Partial<Incident> = {}) => {
  const { incident } = resolved(over);
  const lasted = lastedSentence(incident);
  return [
    `Closed ${endingSentence(incident, contextAt(72))}`,
    ...(lasted === undefined ? [] : [`Lasted ${lasted}`]),
    ...newsAfterEnd(resolved(over), contextAt(72)),
  ].join(' ');
};
const lossWindow = {
  from: at(-2),
  fromReason: 'before-first-notification',
  to: at(70),
  toReason: 'first-good-probe',
} as const;
const byProbes = { resolution: 'probes', probeFailedAt: at(66), lossWindow } as const;

describe('how it ended', () => {
  test('by our own probes: since when all is well, and how long it lasted', () => {
    expect(lines(byProbes)).toBe(
      'Closed It works again: our own probes are good, and nothing had failed for 4 min when this was closed at 20:54. Lasted It was down for 1 h 10 min, from the first notification to our first good probe.',
    );
    const unheard = { ...lossWindow, from: at(3), fromReason: 'first-failed-probe' } as const;
    expect(lines({ ...byProbes, count: 0, lossWindow: unheard })).toContain(
      'Lasted It was down for 1 h 7 min, from our first failed probe to our first good probe.',
    );
  });

  test('by quiet: that nobody checked', () => {
    expect(lines({ resolution: 'quiet' })).toBe(
      'Closed Closed at 20:54: no notification for 4 min, and nobody checked that it works. Lasted At least 1 h 8 min, from the first notification to the last.',
    );
  });

  test('by a person: who, and what our probes say of it', () => {
    expect(lines()).toBe(
      'Closed Sara closed this incident at 20:54. We have not checked the endpoint ourselves. Lasted 1 h 12 min, from the first notification to the closing.',
    );
    expect(lines({ probe: probed(503, { at: at(70) }) })).toContain(
      'Sara closed this incident at 20:54. Our own probe still failed at 20:52 (app down or overloaded), so this is not proven.',
    );
    expect(lines({ probe: probed(200, { at: at(70) }) })).toContain(
      'at 20:54. The server answered our own probe at 20:52 (HTTP 200). Lasted',
    );
    const normalStatus = { status: 503, learnedFrom: 'person', actor: 'Sara', at: at(72) } as const;
    expect(lines({ probe: probed(503), normalStatus })).toContain(
      'at 20:54: it works, and always answers our probes with HTTP 503.',
    );
    expect(lines({ endpoint: undefined, resolvedBy: undefined })).toContain(
      'Somebody closed this incident at 20:54. Lasted 1 h 12 min, from the first post to the closing.',
    );
  });

  test('of what Flavours never reported speaks of no notification', () => {
    const probesOnly = { count: 0, lastAt: at(0), probe: probed(503), probeFailedAt: at(60) };
    for (const resolution of ['person', 'quiet', 'expired', 'stopped', 'revoked', 'probes'] as const) {
      const text = lines({ ...probesOnly, resolution, ...(resolution === 'probes' && { lossWindow }) });
      expect(text).not.toMatch(/notification|at least 0/i);
      expect(text).toContain('our first failed probe');
    }
  });

  test('where it is the first message, that is said', () => {
    expect(lines({ lastSent: undefined })).toContain(
      'This is the first message about it: it was over before anyone was alerted.',
    );
    expect(lines()).not.toContain('first message');
  });

  test('what was counted only after the end was announced is said, one or many', () => {
    const ended = { lastSent: sentAt(73, { kind: 'resolved', state: 'resolved', count: 30 }) };
    expect(lines(ended)).toContain(
      '1 more notification had come in before it ended and was counted only after the last message: 30 then, 31 now.',
    );
    expect(lines({ ...ended, count: 33 })).toContain(
      '3 more notifications had come in before it ended and were counted only after the last message: 30 then, 33 now.',
    );
    expect(lines({ ...ended, count: 30 })).not.toContain('more notification');
  });
});

describe('an SMS of an end', () => {
  const sms = (over: Partial<Incident>) => smsOf(resolved(over), contextAt(72));

  test('names no number of events where Flavours never spoke', () => {
    expect(sms({ ...byProbes, count: 0 })).not.toMatch(/lost/i);
    expect(sms({ ...byProbes, count: 1 })).toContain(', 1+ lost.');
  });

  test('names nobody where nobody is known, and nothing to fetch of what nobody could read', () => {
    expect(sms({ resolvedBy: undefined })).toMatch(/^RESOLVED Orders webhook: down 1 h 12 min, 31\+ lost\./);
    expect(sms({ endpoint: undefined, sources: { main: 3 } })).not.toContain('Fetch again');
  });
});

test('a subject says how long only after a minute', () => {
  const subject = (minute: number) =>
    subjectOf(opened({ endpoint: 'https://a.example/orders' }), contextAt(minute));
  expect(subject(0.99)).toContain('1+ lost (');
  expect(subject(1)).toContain('1+ lost in 1 min');
});

describe('an end that nobody checked', () => {
  const ending = (over: Partial<Incident>) => endingSentence(resolved(over).incident, contextAt(72));
  const lasted = (over: Partial<Incident>) => lastedSentence(resolved(over).incident);

  test('by its time, though our probes fail', () => {
    expect(ending({ resolution: 'expired' })).toBe(
      'Closed at 20:54: no notification for 4 min, although our own probes still fail. Nobody checked that it works, and our probes alone open it again only after they have seen it work.',
    );
    expect(ending({ resolution: 'expired', count: 0, lastAt: at(0) })).toBe(
      'Closed at 20:54: Flavours reported nothing in 1 h 12 min, although our own probes still fail. Nobody checked that it works, and our probes alone open it again only after they have seen it work.',
    );
  });

  test('with its source, or with its monitoring', () => {
    expect(ending({ resolution: 'revoked' })).toBe(
      'Closed at 20:54: the URL of its source was revoked, and nothing else reported it.',
    );
    expect(ending({ resolution: 'stopped' })).toBe(
      'Sara stopped the monitoring of this endpoint at 20:54. It is probed again once Flavours reports it again.',
    );
  });

  test('of a test alert, which nothing had to end', () => {
    expect(ending({ resolution: 'tested' })).toBe('This test alert was sent, and closed at 20:54.');
  });

  test('lasted until the last that failed, and has no length where only one moment is known', () => {
    expect(lasted({ resolution: 'quiet' })).toBe(
      'At least 1 h 8 min, from the first notification to the last.',
    );
    expect(lasted({ resolution: 'quiet', lastAt: at(0), count: 1 })).toBeUndefined();
    expect(lasted({ resolution: 'expired', count: 0, lastAt: at(0), probeFailedAt: at(60) })).toBe(
      'At least 1 h, from our first failed probe to the last one.',
    );
  });
});

test('that it always answers so is the word of whoever closed it, not of somebody else', () => {
  const by = (actor: string) => ({ status: 503, learnedFrom: 'person' as const, actor, at: at(72) });
  const ending = (over: Partial<Incident>) =>
    endingSentence(resolved({ probe: probed(503, { at: at(70) }), ...over }).incident, contextAt(72));
  expect(ending({ normalStatus: by('Sara') })).toBe(
    'Sara closed this incident at 20:54: it works, and always answers our probes with HTTP 503.',
  );
  expect(ending({ normalStatus: by('Noura') })).toBe(
    'Sara closed this incident at 20:54. The server answered our own probe at 20:52 (HTTP 503).',
  );
});

test('a probe that proved nothing has not checked the endpoint', () => {
  const outcome = { kind: 'untested', stage: 'dns', code: 'ETIMEOUT' } as const;
  const probe = probed(0, { outcome, answer: undefined });
  expect(endingSentence(resolved({ probe }).incident, contextAt(72))).toBe(
    'Sara closed this incident at 20:54. We have not checked the endpoint ourselves.',
  );
});
