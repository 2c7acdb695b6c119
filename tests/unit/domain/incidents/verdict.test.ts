import { describe, expect, test } from '@jest/globals';
import { Cause } from '../../../../lib/domain/diagnosis/cause.ts';
import { verdictOf } from '../../../../lib/domain/incidents/verdict.ts';
import type { Probe } from '../../../../lib/domain/probing/probe.ts';
import { smsOf } from '../../../../lib/messages/formats/sms.ts';
import { contextAt, incident, opened, probed } from '../../messages/fixtures.ts';

const failed = (code: string): Probe =>
  probed(0, { outcome: { kind: 'failed', stage: 'tcp', fault: 'refused', code }, answer: undefined });

describe('two witnesses', () => {
  test.each([
    ['both 503', 'unavailable', probed(503), 'alike', 'certain', 'unavailable'],
    ['both 404', 'missing', probed(404), 'alike', 'likely', 'missing'],
    [
      'one names it more exactly',
      'connect-timeout',
      failed('ECONNREFUSED'),
      'alike',
      'certain',
      'connection',
    ],
    ['Flavours gives no reason', 'unknown', failed('ECONNREFUSED'), 'alike', 'likely', 'connection'],
    ['both fail, differently', 'missing', failed('ECONNREFUSED'), 'differs', 'likely', 'connection'],
    ['we pass', 'connection', probed(200), 'only-flavours', 'possible', 'connection'],
    ['we get another no', 'connection', probed(401), 'only-flavours', 'possible', 'connection'],
    ['the server is up, events fail', 'crashed', probed(405), 'only-flavours', 'likely', 'crashed'],
  ] as const)('%s', (_, cause, probe, kind, sure, likely) => {
    expect(verdictOf(incident({ cause, probe }))).toMatchObject({ kind, sure, cause: likely });
  });

  test('we fail, and Flavours is silent', () => {
    expect(verdictOf(incident({ count: 0, probe: probed(503) }))).toMatchObject({ kind: 'silent' });
    expect(verdictOf(incident({ count: 0, probe: probed(404) }))).toMatchObject({
      kind: 'silent',
      sentence:
        'About to lose events: our own probe fails (path not found on server), and Flavours has reported nothing yet.',
    });
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
        expect(text).toContain('Incident k3m9x2p4q7ra-1');
      }
    }
  }
});

test.each([
  ['unavailable', probed(503), 'A real outage: Flavours and our own probe fail alike.', 'We see it too'],
  ['missing', probed(404), 'Not Flavours alone: our own probe gets the same answer.', 'We see it too'],
  [
    'unknown',
    failed('ECONNREFUSED'),
    'A real outage: our own probe fails too, and names the cause: server refuses connections.',
    'We see it too',
  ],
  [
    'crashed',
    probed(405),
    'The server is up: it answered our probe with 405 in 180 ms. Only events fail (we never post any), or Flavours alone is refused, or it is over.',
    'Server answers us',
  ],
  [
    'connection',
    probed(200, { answer: undefined }),
    'It answered our probe in 180 ms: either it is over, or only Flavours is kept out (firewall, allow-list, slower than its time-out).',
    'It answers us: over, or only Flavours is blocked',
  ],
] as const)('the words where Flavours says %s', (cause, probe, sentence, short) => {
  expect(verdictOf(incident({ cause, probe }))).toMatchObject({ sentence, short });
});
