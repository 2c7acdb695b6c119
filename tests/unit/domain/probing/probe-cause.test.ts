import { describe, expect, test } from '@jest/globals';
import {
  type Answer,
  causeOfProbe,
  FailureReason,
  type Outcome,
  Probe,
  provesFailure,
  provesServer,
  type Stage,
} from '../../../../lib/domain/probing/probe.ts';

const probed = (outcome: Outcome, answer?: Partial<Answer>): Probe =>
  Probe.parse({
    at: '2026-11-23T22:00:00.000Z',
    ms: 12,
    outcome,
    stages: { dns: 1 },
    addresses: ['198.51.100.7'],
    failedAddresses: [],
    ...(answer && { answer: { status: 200, bodyBytes: 0, cut: false, ...answer } }),
  });
const failed = (stage: Stage, reason: FailureReason): Probe =>
  probed({ kind: 'failed', stage, reason, code: 'ECODE' });
const answered = (status: number): Probe => probed({ kind: 'answered' }, { status });

test.each([
  ['dns', 'name-not-found', 'dns'],
  ['dns', 'name-servers', 'dns-temporary'],
  ['dns', 'timeout', 'dns-temporary'],
  ['tcp', 'refused', 'connection'],
  ['tcp', 'timeout', 'connect-timeout'],
  ['tcp', 'unreachable', 'unreachable'],
  ['tcp', 'reset', 'reset'],
  ['tls', 'timeout', 'timeout'],
  ['tls', 'reset', 'tls'],
  ['tls', 'handshake', 'tls'],
  ['tls', 'certificate-expired', 'tls-expired'],
  ['tls', 'certificate-name', 'tls-name'],
  ['tls', 'certificate-untrusted', 'tls-untrusted'],
  ['tls', 'certificate', 'tls-certificate'],
  ['http', 'timeout', 'timeout'],
  ['http', 'reset', 'reset'],
  ['http', 'malformed', 'protocol'],
  ['http', 'handshake', 'tls'],
] as const)('%s %s → %s', (stage, reason, cause) => {
  expect(causeOfProbe(failed(stage, reason))).toBe(cause);
  expect(provesFailure(failed(stage, reason))).toBe(true);
  expect(provesServer(failed(stage, reason))).toBe(false);
});

test('every fault at every stage has a cause', () => {
  for (const stage of ['dns', 'tcp', 'tls', 'http'] as const) {
    for (const reason of FailureReason.options) expect(causeOfProbe(failed(stage, reason))).toBeDefined();
  }
});

test.each([
  [200, undefined],
  [204, undefined],
  [299, undefined],
  [301, 'redirect'],
  [308, 'redirect'],
  [400, 'rejected'],
  [401, 'unauthorized'],
  [404, 'missing'],
  [405, 'method'],
  [410, 'missing'],
  [413, 'limits'],
  [429, 'throttled'],
  [500, 'crashed'],
  [501, 'unsupported'],
  [503, 'unavailable'],
  [504, 'gateway-timeout'],
  [522, 'origin'],
  [526, 'origin-tls'],
  [599, 'gateway-timeout'],
  [101, 'protocol'],
  [600, 'protocol'],
  [999, 'protocol'],
])('HTTP %i → %s', (status, cause) => expect(causeOfProbe(answered(status))).toBe(cause));

describe('what a probe alone proves', () => {
  test.each([200, 301, 401, 404, 405, 429, 499])(
    '%i: a server that answers, and no failure of deliveries',
    (status) => {
      expect(provesFailure(answered(status))).toBe(false);
      expect(provesServer(answered(status))).toBe(true);
    },
  );

  test.each([600, 999])('%i: how some turn bots away, and no failure of deliveries', (status) => {
    expect([provesFailure(answered(status)), provesServer(answered(status))]).toEqual([false, true]);
  });

  test.each([500, 502, 503, 599])('%i: that deliveries fail', (status) => {
    expect(provesFailure(answered(status))).toBe(true);
    expect(provesServer(answered(status))).toBe(false);
  });

  test.each([
    { kind: 'untested', stage: 'dns', code: 'EAI_AGAIN' },
    { kind: 'refused', why: 'address' },
  ] as const)('$kind: nothing', (outcome) => {
    expect(causeOfProbe(probed(outcome))).toBeUndefined();
    expect(provesFailure(probed(outcome))).toBe(false);
    expect(provesServer(probed(outcome))).toBe(false);
  });

  test.each([
    [200, 'ETIMEDOUT', 'timeout'],
    [204, 'ECONNRESET', 'reset'],
    [200, 'ERR_HTTP2_STREAM_ERROR', 'reset'],
    [404, 'ETIMEDOUT', 'missing'],
  ] as const)(
    '%i without its end (%s) has the cause %s, and proves a server',
    (status, incomplete, cause) => {
      const cut = probed({ kind: 'answered' }, { status, incomplete });
      expect([causeOfProbe(cut), provesFailure(cut), provesServer(cut)]).toEqual([cause, false, true]);
    },
  );

  test('a 500 without its end is a failure as any', () => {
    const cut = probed({ kind: 'answered' }, { status: 500, incomplete: 'ECONNRESET' });
    expect([causeOfProbe(cut), provesFailure(cut), provesServer(cut)]).toEqual(['crashed', true, false]);
  });
});
