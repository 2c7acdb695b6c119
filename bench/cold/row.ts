import type { Sample, Subject } from './sample.ts';

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ??
  Number.NaN;
export const median = (values: readonly number[]): number => quantile(values, 0.5);

export type Row = ReturnType<typeof rowOf>;

/** What is said of one subject: medians, and the least where machines differ. */
export const rowOf = (
  subject: Subject,
  samples: readonly Sample[],
  held: readonly number[],
  floorMs: number,
) => {
  const both = (of: (sample: Sample) => number): [least: number, middle: number] => {
    const values = samples.map(of);
    return [Math.min(...values), median(values)];
  };
  const warm = samples.flatMap(({ warmMs }) => warmMs);
  const cpu = both(({ coldCpuMs }) => coldCpuMs);
  return {
    name: subject.name,
    zipKb: subject.zipKb,
    init: both(({ initMs }) => initMs),
    first: both(({ firstMs }) => firstMs),
    initCpu: both(({ initCpuMs }) => initCpuMs),
    cpu,
    ratio: cpu[1] / floorMs,
    warmP50: median(warm),
    warmP99: quantile(warm, 0.99),
    rss: both(({ rssMb }) => rssMb)[1],
    held: held.length > 0 ? median(held) : undefined,
  };
};
