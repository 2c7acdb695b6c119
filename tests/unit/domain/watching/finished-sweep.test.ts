import { expect, test } from '@jest/globals';
import { isHeartbeatDue, unfinishedIn } from '../../../../lib/domain/watching/finished-sweep.ts';

const done = { failedParts: [], oldestPendingAgeS: 180, oldestDueAlertAgeS: 180 };

test('a sweep did its work if all its parts did theirs, and nothing is late', () => {
  expect(unfinishedIn(done)).toEqual([]);
  expect(unfinishedIn({ ...done, failedParts: ['grouping', 'closing'] })).toEqual([
    'grouping failed',
    'closing failed',
  ]);
  expect(unfinishedIn({ ...done, oldestPendingAgeS: 181 })).toEqual([
    'a notification has waited 181 s to be grouped',
  ]);
  expect(unfinishedIn({ ...done, oldestDueAlertAgeS: 181 })).toEqual(['an alert has been due for 181 s']);
});

test('a heartbeat is due so many minutes after the last, however long the sweeps between take, or at once', () => {
  const due = (everyMinutes: number, secondsAfter: number): boolean =>
    isHeartbeatDue(1_000_000 + secondsAfter * 1_000, everyMinutes, 1_000_000);
  expect([due(5, 240), due(5, 269), due(5, 270), due(5, 301)]).toEqual([false, false, true, true]);
  expect([due(1, 29), due(1, 30), due(1, 61)]).toEqual([false, true, true]);
  expect(isHeartbeatDue(1_000_000, 5, undefined)).toBe(true);
});
