import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { reportOf, Summary } from './summary.ts';
import { playIn } from './workers.ts';

const USAGE = 'npm run test:promise -- [--seeds N] [--seed S] [--minutes M] [--workers W] [--trace LINES]';

const Options = z.object({
  seeds: z.coerce.number().int().min(1).default(50),
  seed: z.coerce.number().int().min(0).optional(),
  from: z.coerce.number().int().min(0).default(1),
  minutes: z.coerce.number().positive().default(60),
  workers: z.coerce.number().int().min(1).default(availableParallelism()),
  trace: z.coerce.number().int().min(0).default(60),
});

/** A long run says how far it has come. */
const PROGRESS = 50;

const say = (line: string): unknown => process.stdout.write(`${line}\n`);

const options = () => {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: { seeds: text, seed: text, from: text, minutes: text, workers: text, trace: text },
  });
  const result = Options.safeParse(values);
  if (!result.success) throw new Error(`${z.prettifyError(result.error)}\n${USAGE}`);
  const { seed, from, seeds, ...rest } = result.data;
  return { ...rest, first: seed ?? from, last: seed ?? from + seeds - 1 };
};

const main = async (): Promise<void> => {
  const { first, last, minutes, trace, workers } = options();
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
  if (summary.failed > 0) process.exitCode = 1;
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
