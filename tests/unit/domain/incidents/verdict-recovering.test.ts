import { describe, expect, test } from '@jest/globals';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { verdictOf } from '../../../../lib/domain/incidents/verdict.ts';
import { at, incident, probed } from '../../messages/fixtures.ts';
import { found } from './verdict-found.ts';

test('a probe that failed and now succeeds says that it recovers, unless Flavours has reported more since', () => {
  const failedAt = { cause: 'connection', probeFailedAt: at(0.01), probe: probed(200) } as const;
  expect(verdictOf(incident(failedAt))).toMatchObject({
    sentence: 'Our own probe failed, and now succeeds (HTTP 200): it is probably recovering.',
  });
  expect(verdictOf(incident({ ...failedAt, lastAt: at(1) }))).toMatchObject({
    sentence: expect.stringContaining('only Flavours is blocked'),
  });
});

describe('it recovers', () => {
  const isRecovering = (over: Partial<Incident>) =>
    found({ cause: 'connection', probe: probed(200, { at: at(5) }), ...over })?.finding.is === 'recovering';

  test('where our probe failed before, and not since', () => {
    expect([4, 5, 6].map((minute) => isRecovering({ probeFailedAt: at(minute) }))).toEqual([
      true,
      false,
      false,
    ]);
    expect(isRecovering({})).toBe(false);
  });

  test('unless Flavours reported it at the same time or later', () => {
    const probeFailedAt = at(1);
    expect([4, 5, 6].map((minute) => isRecovering({ probeFailedAt, lastAt: at(minute) }))).toEqual([
      true,
      false,
      false,
    ]);
    // Nothing was reported: the time stands for no report.
    expect(isRecovering({ probeFailedAt, lastAt: at(6), count: 0 })).toBe(true);
  });
});
