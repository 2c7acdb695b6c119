import { describe, expect, test } from '@jest/globals';
import { Cause } from '../../../../lib/domain/diagnosis/cause.ts';
import { incidentStory } from '../../../../lib/domain/incidents/story.ts';
import { verdictOf } from '../../../../lib/domain/incidents/verdict.ts';
import { smsOf } from '../../../../lib/messages/formats/sms.ts';
import { at, contextAt, incident, opened, probed } from '../../messages/fixtures.ts';
import { failed, found } from './verdict-found.ts';

describe('two witnesses', () => {
  test.each([
    ['both 503', 'unavailable', probed(503), 'confirmed', 'certain', 'unavailable'],
    ['both 404', 'missing', probed(404), 'unconfirmed', 'possible', 'missing'],
    ['both 410', 'missing', probed(410), 'confirmed', 'likely', 'missing'],
    ['both 429', 'throttled', probed(429), 'confirmed', 'likely', 'throttled'],
    [
      'one names it more exactly',
      'connect-timeout',
      failed('ECONNREFUSED'),
      'confirmed',
      'certain',
      'connection',
    ],
    ['Flavours gives no reason', 'unknown', failed('ECONNREFUSED'), 'confirmed', 'likely', 'connection'],
    ['both fail, differently', 'missing', failed('ECONNREFUSED'), 'conflicting', 'likely', 'connection'],
    ['we pass', 'connection', probed(200), 'unconfirmed', 'possible', 'connection'],
    ['we get another no', 'connection', probed(401), 'unconfirmed', 'possible', 'connection'],
    ['the server is up, events fail', 'crashed', probed(405), 'unconfirmed', 'likely', 'crashed'],
  ] as const)('%s', (_, cause, probe, kind, confidence, likely) => {
    expect(verdictOf(incident({ cause, probe }))).toMatchObject({ kind, confidence, cause: likely });
  });

  test('we fail, and Flavours is silent', () => {
    expect(verdictOf(incident({ count: 0, probe: probed(503) }))).toMatchObject({ kind: 'unreported' });
    // It failed, and a 404 to a bare GET is no failure: the server answers again.
    expect(verdictOf(incident({ count: 0, probe: probed(404), probeFailedAt: at(0) }))).toMatchObject({
      kind: 'unconfirmed',
      sentence: 'Our own probe failed, and now succeeds (HTTP 404): it is probably recovering.',
    });
    expect(verdictOf(incident({ count: 0, probe: probed(404) }))).toBeUndefined();
    expect(verdictOf(incident({ count: 0, probe: probed(200) }))).toBeUndefined();
  });

  test.each([
    ['untested', { kind: 'untested', stage: 'dns', code: 'ETIMEOUT' }],
    ['refused', { kind: 'refused', why: 'address' }],
  ] as const)('one that was %s is no witness', (_, outcome) => {
    expect(verdictOf(incident({ probe: probed(0, { outcome, answer: undefined }) }))).toBeUndefined();
  });

  test('no first step repeats an address with its secrets', () => {
    const probe = probed(200);
    const endpoint = 'https://***@api.shop.example/hooks/orders?token=***';
    const commands = verdictOf(incident({ endpoint, probe, cause: 'timeout' }))?.steps.map(
      (one) => one.command,
    );
    expect(commands?.join()).not.toContain('***@');
    expect(commands?.join()).toContain(`'https://api.shop.example/hooks/orders?token=***'`);
  });
});

test('with every verdict an SMS is one segment and keeps cause and id', () => {
  for (const cause of Cause.options) {
    for (const probe of [probed(503), probed(200), failed('ECONNREFUSED')]) {
      for (const count of [0, 1, 12_345]) {
        const text = smsOf(opened({ cause, probe, count }), contextAt(3));
        expect(text.length).toBeLessThanOrEqual(150);
        expect(text).toMatch(/^[ -~]+$/);
        expect(text).toContain('k3m9x2p4q7ra-1');
      }
    }
  }
});

test.each([
  ['unavailable', probed(503), 'Our own probe got 503 too.', 'Our probe agrees'],
  ['connection', failed('ECONNREFUSED'), 'Our own probe fails in the same way.', 'Our probe agrees'],
  ['missing', probed(410), 'Our own probe got the same answer (HTTP 410).', 'Our probe agrees'],
  [
    'unknown',
    failed('ECONNREFUSED'),
    'Our own probe found this; Flavours gave no cause.',
    'Our probe agrees',
  ],
  [
    'missing',
    failed('ECONNREFUSED'),
    'Our own probe found this, but Flavours reports "path not found on server": two faults, or a changing one. Start with what our probe found.',
    'Flavours reports: path not found on server',
  ],
  [
    'crashed',
    probed(405),
    'The server is up: our own probe got HTTP 405 in 180 ms. Only events fail (we never post any), only Flavours is refused, or the outage is over.',
    'Server answers our probe',
  ],
  [
    'connection',
    probed(200, { answer: undefined }),
    'Our own probe succeeds (an answer in 180 ms): the outage is over, or only Flavours is blocked.',
    'Our probe succeeds: recovered, or only Flavours is blocked',
  ],
  [
    'connection',
    probed(401),
    'The server answers our own probe (HTTP 401 in 180 ms): the outage is over, or only Flavours is blocked.',
    'Server answers our probe: recovered, or only Flavours is blocked',
  ],
] as const)('the words where Flavours says %s', (cause, probe, sentence, short) => {
  expect(verdictOf(incident({ cause, probe }))).toMatchObject({ sentence, short });
});

test('no step repeats another', () => {
  const probes = [undefined, probed(503), probed(500), probed(200), probed(401), failed('ECONNREFUSED')];
  for (const cause of Cause.options) {
    for (const probe of probes) {
      const { steps } = incidentStory(incident({ cause, ...(probe && { probe }) }));
      const commands = steps.flatMap(({ command }) => command ?? []);
      expect(new Set(commands).size).toBe(commands.length);
      expect(steps.filter(({ text }) => /keeps Flavours alone out/.test(text)).length).toBeLessThanOrEqual(1);
      expect(steps.length).toBeGreaterThanOrEqual(2);
    }
  }
});

test('a cause that is like no other is still like itself', () => {
  const outcome = {
    kind: 'failed',
    stage: 'http',
    reason: 'malformed',
    code: 'HPE_INVALID_CONSTANT',
  } as const;
  const probe = probed(0, { outcome, answer: undefined });
  expect(found({ cause: 'protocol', probe })?.sentence).toBe('Our own probe fails in the same way.');
  expect(found({ cause: 'tls', probe })?.finding.is).toBe('other-failure');
});

test('an incident that was closed by hand and opened again by our probes says so, once', () => {
  expect(found({ count: 0, probe: probed(503), reopenedFrom: 3 })).toEqual({
    finding: { is: 'reopened', from: 3, seen: 'unavailable', status: 503 },
    sentence:
      'Incident 3 was closed by hand, but our own probe still fails. This is said once: close it again, and our probes wait until they have seen it work.',
    short: 'Not reported by Flavours yet',
  });
});
