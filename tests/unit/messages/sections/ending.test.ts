import { describe, expect, test } from '@jest/globals';
import { endpointKey } from '../../../../lib/domain/endpoints/endpoint.ts';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { downMs, ending } from '../../../../lib/messages/sections/ending.ts';
import { at, contextAt, minutes, probed, resolved } from '../fixtures.ts';

const sentences = (over: Partial<Incident> = {}) => ending(resolved(over).incident, contextAt(80));

const NOT_CHECKED = 'We have not checked the endpoint ourselves.';

describe('an end by a person', () => {
  test('says who and when, how long it had lasted, that nobody checked, and what was lost', () => {
    expect(sentences()).toEqual([
      'Sara closed this incident at 20:54. It had lasted 1 h 12 min.',
      NOT_CHECKED,
      'At least 31 events were lost.',
    ]);
    expect(sentences({ resolution: undefined })).toEqual(sentences());
  });

  test('names nobody where nobody is known', () => {
    for (const resolvedBy of [undefined, ''])
      expect(sentences({ resolvedBy })[0]).toBe(
        'Somebody closed this incident at 20:54. It had lasted 1 h 12 min.',
      );
    expect(sentences({ resolution: 'stopped', resolvedBy: undefined })[0]).toMatch(
      /^Somebody stopped the monitoring of this endpoint at 20:54\./,
    );
  });

  test('counts one event, or none, in words of its own', () => {
    expect(sentences({ count: 1 }).at(-1)).toBe('At least 1 event was lost.');
    expect(sentences({ count: 0, lastAt: at(0) }).at(-1)).toBe('Flavours reported no lost event.');
  });

  test('is borne out by an answer to our own probe, and by nothing less', () => {
    expect(sentences({ probe: probed(200, { at: at(70) }) })[1]).toBe(
      'The server answered our own probe at 20:52 (HTTP 200).',
    );
    const unproven = probed(200, { outcome: { kind: 'untested', stage: 'dns', code: 'EAI_AGAIN' } });
    expect(sentences({ probe: unproven })[1]).toBe(NOT_CHECKED);
    const { answer: _none, ...withoutAnswer } = probed(200);
    expect(sentences({ probe: withoutAnswer })[1]).toBe(NOT_CHECKED);
  });

  test('is not proven while our own probe fails', () => {
    expect(sentences({ probe: probed(503, { at: at(70) }) })).toEqual([
      'Sara closed this incident at 20:54. Our own probe still failed at 20:52 (app down or overloaded), so this is not proven.',
      'At least 31 events were lost.',
    ]);
  });

  test('who says that this status is normal says that it works; who only closes it does not', () => {
    const normal = (actor: string, learnedFrom: 'person' | 'probes' = 'person') =>
      sentences({
        probe: probed(503, { at: at(70) }),
        normalStatus: { status: 503, learnedFrom, actor, at: at(72) },
      });
    expect(normal('Sara')).toEqual([
      'Sara closed this incident at 20:54. It works, and always answers our probes with HTTP 503.',
      'At least 31 events were lost.',
    ]);
    const answered = 'The server answered our own probe at 20:52 (HTTP 503).';
    expect(normal('Omar')[1]).toBe(answered);
    expect(normal('Sara', 'probes')[1]).toBe(answered);
  });

  test('of posts that nobody could read speaks of no outage and no loss', () => {
    const unread = { endpointKey: 'source:main', endpoint: undefined };
    expect(sentences({ ...unread, count: 31 })).toEqual([
      'Sara closed this incident at 20:54.',
      'Posts that we could not read: 31.',
    ]);
  });
});

describe('any other end', () => {
  test('by our own probes says that it works, for how long it did not, and what that cost', () => {
    const lossWindow = {
      from: at(-2),
      fromReason: 'before-first-notification',
      to: at(70),
      toReason: 'first-good-probe',
    } as const;
    const works = (count: number) =>
      sentences({ resolution: 'probes', lossWindow, probeFailedAt: at(66), count });
    const closed = 'Closed at 20:54: our own probes are good again, and nothing has failed for 4 min.';
    expect(works(31)).toEqual([
      'Orders webhook works again. It was down for 1 h 10 min, and at least 31 events were lost.',
      closed,
    ]);
    expect(works(1)[0]).toBe(
      'Orders webhook works again. It was down for 1 h 10 min, and at least 1 event was lost.',
    );
    expect(works(0)[0]).toBe('Orders webhook works again. It was down for 1 h 10 min.');
  });

  test('by quiet or by age says that it is unverified', () => {
    const loss = 'At least 31 events were lost.';
    expect(sentences({ resolution: 'quiet' })).toEqual([
      'Orders webhook: closed at 20:54, unverified. No notification for 4 min; nobody checked that it works.',
      loss,
    ]);
    expect(sentences({ resolution: 'expired' })).toEqual([
      'Orders webhook: closed at 20:54, unverified. No notification for 4 min, although our own probes still fail.',
      loss,
    ]);
  });

  test('by a revoked URL names the webhook and why', () => {
    const url = 'https://api.shop.example/hooks/orders';
    const { incident } = resolved({ resolution: 'revoked', endpointKey: endpointKey(url), count: 3 });
    expect(ending(incident, contextAt(80, { endpoints: [{ url, name: 'Orders, Riyadh' }] }))).toEqual([
      'Orders, Riyadh: closed at 20:54. The URL of its source was revoked, and nothing else reported it.',
      'At least 3 events were lost.',
    ]);
  });

  test('of a test says that nothing was broken, and so speaks of no loss', () => {
    expect(sentences({ resolution: 'tested', sources: { 'test-alert': 1 }, count: 1 })).toEqual([
      'TEST: nothing is broken.',
    ]);
  });
});

test('what ends before it began, by clocks that differ, was down for no time', () => {
  expect(downMs(resolved({ resolvedAt: at(-1) }).incident)).toBe(0);
  expect(downMs(resolved({ resolvedAt: undefined }).incident)).toBe(minutes(68));
});
