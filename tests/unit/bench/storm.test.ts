import { expect, test } from '@jest/globals';
import { descendantsOf, processOf } from '../../../bench/storm/descendants.ts';
import { withResult } from '../../../bench/storm/measured.ts';
import { growth, page } from '../../../bench/storm/page.ts';
import type { Result } from '../../../bench/storm/result.ts';

const result = (notifications: number, endpoints: number, each: number): Result => ({
  notifications,
  endpoints,
  answered200: notifications,
  measuredOn: '2026-11-27',
  node: 'v24.1.0',
  answeredMs: notifications,
  groupedMs: 2 * notifications,
  wallMs: 3 * notifications * each,
  cpuMs: notifications,
  engineCpuMs: notifications * each,
  peakBytes: 1024 * 1024 * 100,
  calls: { PutItem: notifications, Query: notifications },
  publishes: 1,
  mostPublishesInASecond: 1,
  ledger: { notifications, ungrouped: 0, incidents: endpoints, miscounted: 0, unsent: 0 },
});

test('growth is that of what each notification takes, and shows the engine apart from our own functions', () => {
  const results = [result(1000, 1, 9), result(10_000, 1, 1), result(100_000, 1, 1.3), result(10_000, 100, 1)];
  expect(growth(results)).toEqual([
    ['1', '100,000 : 10,000', '1.30', '1.00', '1.00', '1.30', '1.00', '1.30', '1.00'],
  ]);
});

test('a storm that is measured again takes the place of its last result, and no other', () => {
  const again = withResult([result(10_000, 1, 1), result(10_000, 100, 1)], result(10_000, 1, 2));
  expect(again).toEqual([result(10_000, 1, 2), result(10_000, 100, 1)]);
  expect(withResult(again, result(100, 1, 1))[0]?.notifications).toBe(100);
});

test('the page names each Node and each day of its measurements', () => {
  const older = { ...result(100, 1, 1), node: 'v20.20.2', measuredOn: '2026-11-26' };
  expect(page([older, result(1000, 1, 1)])).toContain('(Node v20.20.2, v24.1.0, 2026-11-26, 2026-11-27;');
});

test('the processor time of whatever a process has started is found, whatever it is called', () => {
  const stat = (pid: number, name: string, parent: number, user: number) =>
    processOf(`${pid} (${name}) S ${parent} 1 1 0 -1 4194304 1 2 3 4 ${user} 5 6 7 20 0`);
  const all = [stat(2, 'sh', 1, 1), stat(3, 'an engine) S 9 (', 2, 100), stat(4, 'another', 9, 7)];
  expect(descendantsOf(1, all).map(({ pid, cpuMs }) => [pid, cpuMs])).toEqual([
    [2, 60],
    [3, 1050],
  ]);
});
