import { describe, expect, test } from '@jest/globals';
import { incidentIdOf, incidentKeyOf, monthList } from '../../../../lib/domain/incidents/incident.ts';
import { opened } from '../../examples.ts';

describe('an incident id', () => {
  test.each([
    ['abcdefghjkmn-1', { endpointKey: 'abcdefghjkmn', number: 1 }],
    ['abcdefghjkmn-1207', { endpointKey: 'abcdefghjkmn', number: 1207 }],
    ['source:north-branch-20', { endpointKey: 'source:north-branch', number: 20 }],
    ['x-9', { endpointKey: 'x', number: 9 }],
  ])('%s is the key and the number', (id, key) => {
    expect(incidentKeyOf(id)).toEqual(key);
    expect(incidentIdOf(key)).toBe(id);
  });

  test.each(['', '-1', 'abc', 'abc-', 'abc-0', 'abc-01', 'abc-1x', 'abc-x1', 'abc-1\n', 'a\nb-1'])(
    '%j is none',
    (text) => expect(incidentKeyOf(text)).toBeUndefined(),
  );
});

test('an incident about which nothing is due stands on the list of its month', () => {
  expect(monthList({ ...opened(), openedAt: '2026-11-30T23:59:59.999Z' })).toBe('2026-11');
});
