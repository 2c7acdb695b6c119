import { describe, expect, test } from '@jest/globals';
import { causeOfProbe, provesFailure, provesServer } from '../../../../lib/domain/probing/probe.ts';
import { probed } from '../../messages/fixtures.ts';

const untested = { kind: 'untested', stage: 'http', code: 'ENETDOWN' } as const;

test.each([
  [199, 'protocol'],
  [200, undefined],
  [299, undefined],
  [300, 'redirect'],
  [599, 'gateway-timeout'],
  [600, 'protocol'],
])('an answer with %s is the cause %s', (status, cause) => {
  expect(causeOfProbe(probed(status))).toBe(cause);
});

describe('what a probe proves', () => {
  const proves = (...of: Parameters<typeof probed>) => {
    const probe = probed(...of);
    return { failure: provesFailure(probe), server: provesServer(probe) };
  };

  test('an answer below 500 proves the server, from 500 on a failure', () => {
    expect(proves(499)).toEqual({ failure: false, server: true });
    expect(proves(500)).toEqual({ failure: true, server: false });
  });

  test('what our own network kept us from proves nothing, whatever had come by then', () => {
    expect(proves(503, { outcome: untested })).toEqual({ failure: false, server: false });
    expect(proves(200, { outcome: untested })).toEqual({ failure: false, server: false });
  });

  test('an answer without a status proves nothing', () => {
    expect(proves(200, { answer: undefined })).toEqual({ failure: false, server: false });
  });

  test('a failure is one also where a good status came first', () => {
    const outcome = { kind: 'failed', stage: 'http', reason: 'reset', code: 'ECONNRESET' } as const;
    expect(proves(200, { outcome })).toEqual({ failure: true, server: false });
  });
});
