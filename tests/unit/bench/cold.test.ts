import { expect, test } from '@jest/globals';
import { beforeAfterTable } from '../../../bench/cold/before-after.ts';
import { sizesTable } from '../../../bench/cold/memory.ts';
import { pairsTable, ratiosOf } from '../../../bench/cold/pairs.ts';
import { rowOf } from '../../../bench/cold/row.ts';
import type { Sample } from '../../../bench/cold/sample.ts';
import { withSection } from '../../../bench/section.ts';

const sample = (coldCpuMs: number, firstMs: number, warmMs = [1, 1, 9]): Sample => ({
  initMs: 100,
  firstMs,
  initCpuMs: 10,
  coldCpuMs,
  warmMs,
  rssMb: 80,
});

const cpuMs = { ours: 1.5, bare: 1 };

test('the ratio is taken within each pair: what slows both does not change it', () => {
  const slowed = [
    { ours: 1.2, bare: 1 },
    { ours: 12, bare: 10 },
    { ours: 120, bare: 100 },
  ];
  expect(ratiosOf([{ pairs: slowed, cpuMs }]).median).toBeCloseTo(1.2);
});

test('the medians of the runs are told apart from what single pairs vary by', () => {
  const run = (ratio: number) => ({
    pairs: [0.5, 1, 1.5].map((part) => ({ ours: ratio * part, bare: 1 })),
    cpuMs,
  });
  const { median, quartiles, ofRuns } = ratiosOf([run(1), run(2)]);
  expect(ofRuns).toEqual([1, 2]);
  expect([median, ...quartiles]).toEqual([1.5, 1, 2]);
  expect(pairsTable([run(1), run(2)])).toContain('medians of the 2 runs between 1.00 and 2.00');
});

test('a size of memory is billed by what an invocation takes with its share of a core', () => {
  const table = sizesTable(new Map([[512, [sample(20, 10, [2, 2, 2])]]]));
  expect(table).toContain('| 512 MB | 0.29 | 10.0 | 2.00 | 2.0 | 80 | 55 | 1.00 |');
});

test('a function is compared by its medians, in the times of the floor of the same rounds', () => {
  const row = (name: string, zipKb: number, cpu: number, held: number[]) =>
    rowOf({ name, zipKb }, [sample(cpu, 20), sample(cpu, 20), sample(9 * cpu, 300)], held, 40);
  const table = beforeAfterTable([
    { before: row('our receive', 118, 120, [60]), after: row('our receive', 60, 90, []) },
  ]);
  expect(table.split('\n').at(-1)).toBe(
    '| our receive | 118 → 60 | 120.0 → 90.0 | 3.00 → 2.25 | −25 % | 20.0 → 20.0 | 60.0 → – |',
  );
});

test('only the section of its command and name is written over', () => {
  const section = (name: string, text: string) =>
    `<!-- written by npm run bench:cold: ${name} -->\n\n${text}\n\n<!-- until here: ${name} -->`;
  const page = `a\n${section('one', 'old')}\nb\n${section('two', 'old')}\nc`;
  expect(withSection(page, 'npm run bench:cold', 'two', 'new')).toBe(
    `a\n${section('one', 'old')}\nb\n${section('two', 'new')}\nc`,
  );
  expect(() => withSection(page, 'npm run bench:cold', 'three', 'new')).toThrow('no section');
});
