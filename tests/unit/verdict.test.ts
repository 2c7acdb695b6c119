import { describe, expect, test } from '@jest/globals';
import { Cause } from '../../lib/cause.ts';
import { smsOf } from '../../lib/messages/sms.ts';
import type { Probe } from '../../lib/probe.ts';
import { verdictOf } from '../../lib/verdict.ts';
import { contextAt, incident, opened, probed } from '../messages/fixtures.ts';

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
    expect(commands?.join()).not.toMatch(/token|\*\*\*/);
    expect(commands?.join()).toContain(`'https://api.shop.example/hooks/orders'`);
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
