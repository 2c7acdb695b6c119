import { promiseTestCommand } from '../../cli/commands/for-tests.ts';
import { EXIT, run } from '../../cli/commands/run.ts';
import { reportOf, Summary } from './summary.ts';
import { playIn } from './workers.ts';

/** A long run says how far it has come. */
const PROGRESS = 50;

const say = (line: string): unknown => process.stdout.write(`${line}\n`);

type Options = {
  seeds: number;
  seed?: number | undefined;
  from: number;
  minutes: number;
  workers: number;
  trace: number;
};

const main = async ({ seeds, seed: only, from, minutes, workers, trace }: Options): Promise<number> => {
  const first = only ?? from;
  const last = only ?? from + seeds - 1;
  const startedAt = Date.now();
  const seconds = (): number => (Date.now() - startedAt) / 1000;
  const summary = new Summary();
  let seed = first;
  await playIn(
    Math.min(workers, last - first + 1),
    () => (seed <= last && seconds() < minutes * 60 ? seed++ : undefined),
    (result) => {
      summary.add(result);
      if (result.violations.length > 0) say(reportOf(result, trace));
      if (summary.seeds % PROGRESS === 0 && summary.seeds <= last - first) say(summary.line(seconds()));
    },
  );
  say(summary.line(seconds()));
  return summary.failed > 0 ? EXIT.failed : EXIT.done;
};

run(promiseTestCommand(), main);
