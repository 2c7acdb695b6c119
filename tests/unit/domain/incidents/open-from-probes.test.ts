import { describe, expect, test } from '@jest/globals';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import {
  failedInARow,
  newFromProbes,
  unreportedOutage,
} from '../../../../lib/domain/incidents/open-from-probes.ts';
import type { ProbeResult } from '../../../../lib/domain/probing/probe-result.ts';
import { at, opened } from '../../examples.ts';

const result = (time: string, kind: ProbeResult['kind'], cause?: ProbeResult['cause']): ProbeResult => ({
  at: at(time).toISOString(),
  ms: 90,
  kind,
  ...(cause && { cause }),
});
const failed = (time: string, cause: ProbeResult['cause'] = 'dns') => result(time, 'down', cause);
const THREE = [failed('03:01:00.000'), failed('03:02:00.000'), failed('03:03:00.000')] as const;

describe('an outage of which Flavours says nothing', () => {
  test('is three failed looks in a row, the last three', () => {
    expect(failedInARow([])).toBeUndefined();
    expect(failedInARow(THREE.slice(1))).toBeUndefined();
    expect(failedInARow(THREE)).toEqual(THREE);
    expect(failedInARow([result('03:00:00.000', 'up'), ...THREE])).toEqual(THREE);
    expect(failedInARow([failed('03:00:00.000'), ...THREE])).toEqual(THREE);
  });

  test('is none where one of the three was good, and looks that prove nothing do not count', () => {
    const [first, second, third] = THREE;
    expect(failedInARow([first, second, third, result('03:04:00.000', 'up')])).toBeUndefined();
    expect(failedInARow([first, result('03:01:30.000', 'up'), second, third])).toBeUndefined();
    expect(failedInARow([first, result('03:01:30.000', 'unknown'), second, third])).toEqual(THREE);
    expect(failedInARow([...THREE, result('03:04:00.000', 'unknown')])).toEqual(THREE);
  });

  test('is proven anew after the incident before was closed', () => {
    expect(failedInARow(THREE, at('03:00:59.999').toISOString())).toEqual(THREE);
    expect(failedInARow(THREE, at('03:01:00.000').toISOString())).toBeUndefined();
  });
});

test('its incident counts nothing yet, and is open since the first of the three', () => {
  const endpoint = 'https://user:hunter2@api.shop.example/hooks/orders?token=hunter2';
  const [first, second, third] = THREE;
  expect(newFromProbes('abcdefghjkmn', 4, endpoint, [first, second, third])).toEqual({
    endpointKey: 'abcdefghjkmn',
    number: 4,
    incidentId: 'abcdefghjkmn-4',
    endpoint: 'https://***@api.shop.example/hooks/orders?token=***',
    state: 'open',
    count: 0,
    openedAt: first.at,
    lastAt: first.at,
    cause: 'dns',
    codes: {},
    sources: {},
    sample: { at: first.at },
    version: 0,
    listName: 'open',
  });
});

test('its cause is the one seen last; unknown if no look knows it', () => {
  const causeOf = (results: [ProbeResult, ...ProbeResult[]]) =>
    newFromProbes('abcdefghjkmn', 1, 'https://a.example/', results).cause;
  const nothing = result('03:03:00.000', 'down');
  expect(causeOf([failed('03:01:00.000'), failed('03:02:00.000'), failed('03:03:00.000', 'reset')])).toBe(
    'reset',
  );
  const [first, ...others] = THREE;
  expect(causeOf([first, ...others, failed('03:04:00.000', 'reset')])).toBe('reset');
  expect(causeOf([failed('03:01:00.000'), nothing])).toBe('dns');
  expect(causeOf([nothing, nothing])).toBe('unknown');
});

describe('our probes alone open an incident', () => {
  const GOOD = result('03:00:00.000', 'up');
  const over = (fields: Partial<Incident>): Incident => ({
    ...opened(),
    state: 'resolved',
    resolvedAt: at('02:00:00.000').toISOString(),
    number: 7,
    ...fields,
  });

  test('where the endpoint answered well before, and not where it never did', () => {
    expect(unreportedOutage([GOOD, ...THREE], undefined, false)).toEqual({ results: THREE });
    expect(unreportedOutage(THREE, undefined, false)).toBeUndefined();
    expect(unreportedOutage([GOOD, ...THREE.slice(1)], undefined, false)).toBeUndefined();
    expect(unreportedOutage([result('03:00:00.000', 'unknown'), ...THREE], undefined, false)).toBeUndefined();
  });

  test('at once, where a team says what it answers', () => {
    expect(unreportedOutage(THREE, undefined, true)).toEqual({ results: THREE });
  });

  test('after an end only where it answered well since it was last seen to fail', () => {
    expect(unreportedOutage([GOOD, ...THREE], over({}), false)).toEqual({ results: THREE });
    const failedLater = over({ probeFailedAt: at('03:00:00.000').toISOString() });
    expect(unreportedOutage([GOOD, ...THREE], failedLater, false)).toBeUndefined();
    const failedBefore = over({ probeFailedAt: at('02:59:59.000').toISOString() });
    expect(unreportedOutage([GOOD, ...THREE], failedBefore, false)).toEqual({ results: THREE });
  });

  test('not of what had begun to fail when it was closed', () => {
    const closedWhileFailing = over({ resolvedAt: at('03:00:30.000').toISOString() });
    const history = [GOOD, failed('03:00:20.000'), ...THREE];
    expect(unreportedOutage(history, closedWhileFailing, false)).toBeUndefined();
    const closedBefore = over({ resolvedAt: at('03:00:10.000').toISOString() });
    expect(unreportedOutage(history, closedBefore, false)).toEqual({ results: THREE });
  });

  test('once against a person, where a team says what it answers', () => {
    expect(unreportedOutage(THREE, over({}), true)).toEqual({ results: THREE, reopenedFrom: 7 });
    expect(unreportedOutage(THREE, over({ reopenedFrom: 6 }), true)).toBeUndefined();
    expect(unreportedOutage(THREE, over({}), false)).toBeUndefined();
  });
});
