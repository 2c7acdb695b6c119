import { describe, expect, test } from '@jest/globals';
import { lost, lostCount, lostShort, plural } from '../../../../lib/domain/incidents/loss-words.ts';
import { incident } from '../../messages/fixtures.ts';

const found = incident({ count: 0, codes: {}, sources: {} });
const { endpoint: _, ...nowhere } = incident({ endpointKey: 'source:main', cause: 'unreadable' });
const testAlert = incident({ sources: { 'test-alert': 1 } });
const flood = { ...nowhere, endpointKey: 'flood:main', cause: 'flood' as const };

describe('what one incident has cost', () => {
  test.each([
    ['one notification', incident(), 'at least 1 event lost', '1+ lost'],
    ['many notifications', incident({ count: 31 }), 'at least 31 events lost', '31+ lost'],
    ['a flood', { ...flood, count: 400 }, 'at least 400 events lost', '400+ lost'],
    ['a post that could not be read', nowhere, '1 post', '1 post'],
    ['posts that could not be read', { ...nowhere, count: 3 }, '3 posts', '3 posts'],
    ['what only our own probes found', found, 'no lost event reported yet', 'not reported yet'],
    [
      'the same once it is over',
      { ...found, state: 'resolved' as const },
      'no lost event reported',
      'no loss reported',
    ],
    ['a test alert', testAlert, 'no event lost', 'nothing lost'],
    [
      'a test alert that was real after all',
      incident({ count: 2, sources: { 'test-alert': 1, main: 1 } }),
      'at least 2 events lost',
      '2+ lost',
    ],
  ])('%s', (_name, one, long, short) => {
    expect(lost(one)).toBe(long);
    expect(lostShort(one)).toBe(short);
  });
});

describe('what many have cost together', () => {
  test('counts neither posts that could not be read nor tests', () => {
    const all = [incident({ count: 4 }), { ...nowhere, count: 9 }, testAlert, { ...flood, count: 7 }, found];
    expect(lostCount(all)).toBe(11);
  });

  test('is one for one event, and nothing where there is none', () => {
    expect(lostCount([incident()])).toBe(1);
    expect(lostCount([found, testAlert, nowhere])).toBe(0);
    expect(lostCount([])).toBe(0);
  });
});

test('only one is singular', () => {
  expect([0, 1, 2].map((count) => plural(count, 'post'))).toEqual(['0 posts', '1 post', '2 posts']);
  expect([1, 2].map((count) => plural(count, 'reply', 'replies'))).toEqual(['1 reply', '2 replies']);
});
