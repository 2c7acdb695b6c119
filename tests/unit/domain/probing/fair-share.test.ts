import { describe, expect, test } from '@jest/globals';
import {
  beyondLimit,
  type DueProbe,
  inProportion,
  takeFairly,
} from '../../../../lib/domain/probing/fair-share.ts';
import { laneOf } from '../../../../lib/domain/probing/lane.ts';
import type { ProbeResult } from '../../../../lib/domain/probing/probe-result.ts';

const due = (endpointKey: string, source: string, domain: string): DueProbe => ({
  endpointKey,
  source,
  domain,
});
const many = (count: number, name: string, source: string, domain = name): DueProbe[] =>
  Array.from({ length: count }, (_, index) => due(`${name}${index}`, source, domain));
const keys = (some: readonly DueProbe[]): string[] => some.map(({ endpointKey }) => endpointKey);

describe('what is due is taken fairly', () => {
  test('all of it where there is room', () => {
    expect(keys(takeFairly(many(3, 'a', 'main'), 8))).toEqual(['a0', 'a1', 'a2']);
  });

  test('a source has a quarter of the room while others wait, and a domain too', () => {
    const bySource = takeFairly([...many(100, 'a', 'leaked'), ...many(3, 'b', 'main')], 8);
    expect(keys(bySource)).toEqual(['a0', 'a1', 'a2', 'a3', 'a4', 'a5', 'b0', 'b1']);
    expect(bySource.filter(({ source }) => source === 'main')).toHaveLength(2);
    const byDomain = takeFairly(
      [...many(100, 'a', 'main', 'flood.example'), due('b', 'riyadh', 'shop.example')],
      4,
    );
    expect(keys(byDomain)).toContain('b');
  });

  test('so has a source that names many domains, and a domain that many sources name', () => {
    const each = (nameOf: (index: number) => DueProbe) =>
      Array.from({ length: 20 }, (_, index) => nameOf(index));
    const waiting = due('b', 'riyadh', 'shop.example');
    const leaked = each((index) => due(`a${index}`, 'leaked', `d${index}.example`));
    expect(keys(takeFairly([...leaked, waiting], 4))).toContain('b');
    const flooded = each((index) => due(`a${index}`, `s${index}`, 'flood.example'));
    expect(keys(takeFairly([...flooded, waiting], 4))).toContain('b');
  });

  test('what is left of the room goes to the oldest, whosever they are', () => {
    expect(takeFairly(many(100, 'a', 'main'), 8)).toHaveLength(8);
  });

  test('nothing without room', () => {
    expect(takeFairly(many(3, 'a', 'main'), 0)).toEqual([]);
  });
});

test('beyond the limit of a source are its youngest', () => {
  const some = [
    { ...due('old', 'main', 'a'), monitoredAt: '2026-01-01T00:00:00.000Z' },
    { ...due('young', 'main', 'b'), monitoredAt: '2026-03-01T00:00:00.000Z' },
    { ...due('middle', 'main', 'c'), monitoredAt: '2026-02-01T00:00:00.000Z' },
    due('another', 'riyadh', 'd'),
  ];
  expect(keys(beyondLimit(some, 2))).toEqual(['young']);
  expect(beyondLimit(some, 3)).toEqual([]);
  expect(beyondLimit([due('a', 'main', 'a'), due('b', 'main', 'b')], 2)).toEqual([]);
});

test('a lane is by who says so, by trouble, and by whether it ever answered us', () => {
  const result = (kind: ProbeResult['kind']): ProbeResult => ({
    at: '2026-11-23T00:00:00.000Z',
    ms: 1,
    kind,
  });
  expect(laneOf('exactly', true, [])).toBe('configured');
  expect(laneOf(undefined, true, [result('down')])).toBe('fresh');
  expect(laneOf('beginning', true, [result('down')])).toBe('trouble');
  expect(laneOf(undefined, false, [result('unknown')])).toBe('fresh');
  expect(laneOf(undefined, true, [result('up'), result('down')])).toBe('trouble');
  expect(laneOf(undefined, false, [result('up')])).toBe('well');
});

describe('several queues as one', () => {
  test('each part of it has of each queue what the whole has', () => {
    const merged = inProportion([Array(60).fill('trouble'), Array(30).fill('well'), Array(10).fill('fresh')]);
    expect(merged).toHaveLength(100);
    for (let from = 0; from < 100; from += 10) {
      const part = merged.slice(from, from + 10);
      expect(part.filter((lane) => lane === 'trouble')).toHaveLength(6);
      expect(part.filter((lane) => lane === 'well')).toHaveLength(3);
      expect(part.filter((lane) => lane === 'fresh')).toHaveLength(1);
    }
  });

  test('the order within a queue stays', () => {
    expect(inProportion([[1, 2, 3], [], [4]])).toEqual([1, 2, 4, 3]);
    expect(inProportion<number>([])).toEqual([]);
  });
});
