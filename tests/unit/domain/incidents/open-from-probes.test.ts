import { describe, expect, test } from '@jest/globals';
import { failedInARow, unopenedByProbe } from '../../../../lib/domain/incidents/open-from-probes.ts';
import type { Look } from '../../../../lib/domain/probing/probe-result.ts';
import { at } from '../../examples.ts';

const look = (time: string, kind: Look['kind'], cause?: Look['cause']): Look => ({
  at: at(time).toISOString(),
  ms: 90,
  kind,
  ...(cause && { cause }),
});
const failed = (time: string, cause: Look['cause'] = 'dns') => look(time, 'failed', cause);
const THREE = [failed('03:01:00.000'), failed('03:02:00.000'), failed('03:03:00.000')] as const;

describe('an outage of which Flavours says nothing', () => {
  test('is three failed looks in a row, the last three', () => {
    expect(failedInARow([])).toBeUndefined();
    expect(failedInARow(THREE.slice(1))).toBeUndefined();
    expect(failedInARow(THREE)).toEqual(THREE);
    expect(failedInARow([look('03:00:00.000', 'server'), ...THREE])).toEqual(THREE);
    expect(failedInARow([failed('03:00:00.000'), ...THREE])).toEqual(THREE);
  });

  test('is none where one of the three was good, and looks that prove nothing do not count', () => {
    const [first, second, third] = THREE;
    expect(failedInARow([first, second, third, look('03:04:00.000', 'server')])).toBeUndefined();
    expect(failedInARow([first, look('03:01:30.000', 'server'), second, third])).toBeUndefined();
    expect(failedInARow([first, look('03:01:30.000', 'neutral'), second, third])).toEqual(THREE);
    expect(failedInARow([...THREE, look('03:04:00.000', 'neutral')])).toEqual(THREE);
  });

  test('is proven anew after the incident before was closed', () => {
    expect(failedInARow(THREE, at('03:00:59.999').toISOString())).toEqual(THREE);
    expect(failedInARow(THREE, at('03:01:00.000').toISOString())).toBeUndefined();
  });
});

test('its incident counts nothing yet, and is open since the first of the three', () => {
  const endpoint = 'https://user:hunter2@api.shop.example/hooks/orders?token=hunter2';
  const [first, second, third] = THREE;
  expect(unopenedByProbe('abcdefghjkmn', 4, endpoint, [first, second, third])).toEqual({
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
    shelf: 'open',
  });
});

test('its cause is the one seen last; unknown if no look knows it', () => {
  const causeOf = (looks: [Look, ...Look[]]) =>
    unopenedByProbe('abcdefghjkmn', 1, 'https://a.example/', looks).cause;
  const nothing = look('03:03:00.000', 'failed');
  expect(causeOf([failed('03:01:00.000'), failed('03:02:00.000'), failed('03:03:00.000', 'reset')])).toBe(
    'reset',
  );
  const [first, ...others] = THREE;
  expect(causeOf([first, ...others, failed('03:04:00.000', 'reset')])).toBe('reset');
  expect(causeOf([failed('03:01:00.000'), nothing])).toBe('dns');
  expect(causeOf([nothing, nothing])).toBe('unknown');
});
