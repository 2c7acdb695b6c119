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

test('a heartbeat belongs to every so many minutes, and to each until one is taken', () => {
  const minutes = (everyMinutes: number, isOwed = false): number[] =>
    Array.from({ length: 12 }, (_, minute) => minute).filter((minute) =>
      isHeartbeatDue(minute * 60_000 + 31_000, everyMinutes, isOwed),
    );
  expect(minutes(5)).toEqual([0, 5, 10]);
  expect(minutes(1)).toHaveLength(12);
  expect(minutes(5, true)).toHaveLength(12);
});
