import { median, quantile } from '../quantile.ts';
import { table } from '../section.ts';
import { type Place, type Subject, startFunction } from './function.ts';

const UNCOUNTED = 150;
const PAIRS = 400;

/** The two times of a pair of requests, in ms, that came one straight after the other. */
export type Pair = { ours: number; bare: number };

/** The counted pairs of two processes, and how much processor time a request took each of them. */
export type Run = { pairs: Pair[]; cpuMs: Pair };

/** Warm requests of two functions that run side by side, in turns, so that what slows one slows the other too. */
const runPairs = async (receive: Subject, bare: Subject, place: Place): Promise<Run> => {
  const one = await startFunction(receive, place);
  try {
    const other = await startFunction(bare, place);
    try {
      const pairs: Pair[] = [];
      const used = async (): Promise<Pair> => ({
        ours: (await one.used()).cpuMs,
        bare: (await other.used()).cpuMs,
      });
      let before = await used();
      for (let index = 0; index < UNCOUNTED + PAIRS; index++) {
        if (index === UNCOUNTED) before = await used();
        const timed = async (started: typeof one) => {
          const { ms } = await started.invoke();
          await started.idle(); // so that what it does after its answer is not in the other's time
          return ms;
        };
        // Whoever is second finds the caches as the other has left them.
        const [first, second] = index % 2 === 0 ? [one, other] : [other, one];
        const times = new Map([
          [first, await timed(first)],
          [second, await timed(second)],
        ]);
        pairs.push({ ours: times.get(one) ?? Number.NaN, bare: times.get(other) ?? Number.NaN });
      }
      const after = await used();
      return {
        pairs: pairs.slice(UNCOUNTED),
        cpuMs: { ours: (after.ours - before.ours) / PAIRS, bare: (after.bare - before.bare) / PAIRS },
      };
    } finally {
      other.stop();
    }
  } finally {
    one.stop();
  }
};

/** As many runs as `rounds`, each with processes of its own: how V8 compiles differs from one to the next. */
export const takePairs = async (
  receive: Subject,
  bare: Subject,
  place: Place,
  rounds: number,
): Promise<Run[]> => {
  const runs: Run[] = [];
  for (let round = 0; round < rounds; round++) {
    runs.push(await runPairs(receive, bare, place));
    process.stdout.write(`warm pairs: run ${round + 1} of ${rounds}\n`);
  }
  return runs;
};

/** How many times as long ours takes, pair by pair, and how much that varies. */
export const ratiosOf = (runs: readonly Run[]) => {
  const ratios = runs.map(({ pairs }) => pairs.map(({ ours, bare }) => ours / bare));
  const all = ratios.flat();
  const ofRuns = ratios.map(median);
  return {
    median: median(all),
    quartiles: [quantile(all, 0.25), quantile(all, 0.75)] as const,
    ofRuns: [Math.min(...ofRuns), Math.max(...ofRuns)] as const,
  };
};

const fine = (value: number): string => value.toFixed(2);

export const pairsTable = (runs: readonly Run[]): string => {
  const pairs = runs.flatMap((run) => run.pairs);
  const line = (name: string, of: (pair: Pair) => number) => [
    name,
    fine(median(pairs.map(of))),
    fine(quantile(pairs.map(of), 0.99)),
    fine(median(runs.map(({ cpuMs }) => of(cpuMs)))),
  ];
  const ratios = ratiosOf(runs);
  return `${table(
    ['', 'p50 ms', 'p99 ms', 'CPU ms'],
    [line('our receive', ({ ours }) => ours), line('a bare PutItem by the same client', ({ bare }) => bare)],
  )}

Median of the ${pairs.length.toLocaleString('en')} paired ratios: **${fine(ratios.median)}**; half of them lie between ${ratios.quartiles.map(fine).join(' and ')}, and the medians of the ${runs.length} runs between ${ratios.ofRuns.map(fine).join(' and ')}.`;
};
