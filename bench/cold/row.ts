import { median, quantile } from '../quantile.ts';
import type { Subject } from './function.ts';
import type { Sample } from './sample.ts';

export type Row = ReturnType<typeof rowOf>;

/** What is said of one subject: medians, and the least where machines differ. */
export const rowOf = (
  subject: Pick<Subject, 'name' | 'zipKb'>,
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
