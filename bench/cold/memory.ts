import { median, quantile } from '../quantile.ts';
import { table } from '../section.ts';
import type { Place, Subject } from './function.ts';
import { type Sample, takeSample } from './sample.ts';

/** A whole core comes with so much memory: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html. */
const CORE_MB = 1769;
const SIZES_MB = [256, 512, 1024];
const WARM = 200;

/** The share of a core that comes with so much memory. */
export const shareOf = (memoryMb: number): number => memoryMb / CORE_MB;

/** `receive` with each size of memory: a whole core in init, as Lambda gives it, and its share from then on. */
export const takeSizes = async (
  receive: Subject,
  place: Place,
  rounds: number,
): Promise<Map<number, Sample[]>> => {
  const taken = new Map<number, Sample[]>(SIZES_MB.map((memoryMb) => [memoryMb, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [memoryMb, samples] of round % 2 === 0 ? taken : [...taken].toReversed())
      samples.push(await takeSample(receive, place, WARM, shareOf(memoryMb)));
    process.stdout.write(`sizes of memory: round ${round + 1} of ${rounds}\n`);
  }
  return taken;
};

/** Times, and what is billed for them: milliseconds by gigabytes, init's too. */
export const sizesTable = (taken: ReadonlyMap<number, readonly Sample[]>): string =>
  table(
    [
      'memory',
      'share of a core',
      'first request ms',
      'warm p50 ms',
      'p99',
      'RSS MB',
      'GB-ms, cold',
      'GB-ms, warm',
    ],
    [...taken].map(([memoryMb, samples]) => {
      const warm = samples.flatMap(({ warmMs }) => warmMs);
      const mean = warm.reduce((sum, ms) => sum + ms, 0) / warm.length;
      const gb = memoryMb / 1024;
      return [
        `${memoryMb} MB`,
        shareOf(memoryMb).toFixed(2),
        median(samples.map(({ firstMs }) => firstMs)).toFixed(1),
        median(warm).toFixed(2),
        quantile(warm, 0.99).toFixed(1),
        median(samples.map(({ rssMb }) => rssMb)).toFixed(0),
        (gb * median(samples.map(({ initMs, firstMs }) => initMs + firstMs))).toFixed(0),
        (gb * mean).toFixed(2),
      ];
    }),
  );
